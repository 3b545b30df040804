"""The essay's claims, in our words, and the hypotheses that each stands or falls with.

Written, thresholds and all, before the seeds of docs/claims.md were looked at. What was known by then: the 65 runs on
digits of our first study, and seeds 0 to 2 and 100 to 105, on which stages and alarms were settled. A threshold says
what would matter to somebody who watches: a tenth of a nat is a tenth more or less of a length or of a number of
directions.
"""

from seaspirits_game.claims.effects import across, change, dip_and_rise, gain, log_ratio, quiet, raised, reading
from seaspirits_game.claims.hypothesis import Claim, Hypothesis, Question
from seaspirits_game.claims.recipes import HEALTHY, LEARNED, LEVERS, PIVOTS, PROVOKED
from seaspirits_game.geometry.alarms import Alarm
from seaspirits_game.geometry.stages import NOTABLE

STEADY_SLOPE = 0.25
"""A curvature that changes by less than a quarter of a power of the step is called steady."""
OFTEN_ENOUGH = 0.8
CLEAR_CORRELATION = 0.5


ENTROPY = Claim(
    key="entropy",
    title="Entropy rises",
    idea="As a network learns, the state of what it knows becomes richer: its entropy grows.",
    caveat="This is the entropy of a cloud's variances over directions. It is no thermodynamic entropy, and more of it "
    "is not better: noise that is learned by heart has much.",
    hypotheses=(
        Hypothesis(
            key="entropy_rises",
            statement="At the end of a standard voyage the deepest layer's entropy is higher than at its start.",
            statistic="entropy at the end minus at the start, deepest layer, nats",
            recipes=("standard",),
            effect=change("standard", "deepest.entropy"),
            question=Question.ABOVE_ZERO,
            threshold=NOTABLE,
        ),
        Hypothesis(
            key="entropy_dips_and_rises",
            statement="In a standard voyage the entropy first falls, then rises again.",
            statistic="the smaller of fall (start − lowest) and rise (end − lowest), deepest layer, nats",
            recipes=("standard",),
            effect=dip_and_rise("standard"),
            question=Question.ABOVE_THRESHOLD,
            threshold=NOTABLE,
        ),
        Hypothesis(
            key="entropy_dips_and_rises_small",
            statement="So it does from small initial weights.",
            statistic="the smaller of fall and rise, as above, initial weights times 0.2, nats",
            recipes=("small",),
            effect=dip_and_rise("small"),
            question=Question.ABOVE_THRESHOLD,
            threshold=NOTABLE,
        ),
    ),
)

STEPWISE = Claim(
    key="volume_by_steps",
    title="Each step of training expands the volume",
    idea="Training is an expansion: the volume of what the network tells apart grows step by step.",
    caveat="Which volume decides the answer: the body that the eye sees, the room filled by directions alone, the room "
    "filled with size, and the room between clans are four different numbers.",
    hypotheses=(
        *(
            Hypothesis(
                key=f"{key}_grows",
                statement=f"Over a standard voyage {words} grows, in the deepest layer.",
                statistic=f"`{column}` at the end minus at the start, {unit}",
                recipes=("standard",),
                effect=change("standard", f"deepest.{column}"),
                question=Question.ABOVE_ZERO,
                threshold=threshold,
            )
            for key, words, column, unit, threshold in (
                ("visible_volume", "the volume of the visible ellipsoid", "log_volume", "log units³", 3 * NOTABLE),
                ("raw_rate", "the room filled with size (coding rate, not normalised)", "coding_rate_raw", "nats", 0.3),
                ("normalised_rate", "the room filled (coding rate of unit vectors)", "coding_rate", "nats", 0.3),
                ("rate_reduction", "the room between clans (rate reduction)", "rate_reduction", "nats", 0.1),
            )
        ),
        Hypothesis(
            key="visible_volume_grows_steadily",
            statement="The visible volume grows in nearly every stretch of 25 steps.",
            statistic="share of stretches of 25 steps in which `log_volume` grew, less one half",
            recipes=("standard",),
            effect=reading("standard", "deepest.log_volume.share_grown", less=0.5),
            question=Question.ABOVE_ZERO,
            threshold=0.4,
        ),
        Hypothesis(
            key="rate_reduction_goes_with_accuracy",
            statement="Where the room between clans ends larger, validation accuracy ends higher.",
            statistic=f"Spearman's ρ over {len(LEVERS)} settings of `rate_reduction` and `val_accuracy`, at the end",
            recipes=LEVERS,
            effect=across(LEVERS, "deepest.rate_reduction.end", "val_accuracy.end"),
            question=Question.ABOVE_ZERO,
            threshold=CLEAR_CORRELATION,
        ),
    ),
)

LAYERWISE = Claim(
    key="volume_by_layers",
    title="Each layer expands the volume",
    idea="From layer to layer the volume grows, as the determinant of a matrix tells for a cube of three vectors.",
    caveat="A map from inputs to activations adds no information about the inputs, however it stretches; and small "
    "cubes may be stretched while the cloud shrinks, and the other way round.",
    hypotheses=(
        Hypothesis(
            key="every_layer_visible",
            statement="In the trained network every layer's visible ellipsoid is larger than that of the layer before.",
            statistic="smallest step of `log_volume` from layer to layer (from the inputs on, if three), log units³",
            recipes=("standard",),
            effect=reading("standard", "layers.log_volume.least_step"),
            question=Question.ABOVE_ZERO,
            threshold=NOTABLE,
        ),
        Hypothesis(
            key="every_layer_tangent",
            statement="Every layer stretches the true volume of small cubes, on average over samples.",
            statistic="smallest `layerN.expansion` of the layers, log factor",
            recipes=("standard",),
            effect=reading("standard", "layers.expansion.least"),
            question=Question.ABOVE_ZERO,
            threshold=NOTABLE,
        ),
        Hypothesis(
            key="all_layers_tangent",
            statement="All layers together stretch it.",
            statistic="`expansion`, log factor from the inputs to the deepest layer",
            recipes=("standard",),
            effect=reading("standard", "expansion"),
            question=Question.ABOVE_ZERO,
            threshold=NOTABLE,
        ),
    ),
)


def _less_than_standard(key: str, recipe: str, words: str, name: str, statistic: str) -> Hypothesis:
    return Hypothesis(
        key=key,
        statement=words,
        statistic=statistic,
        recipes=("standard", recipe),
        effect=gain("standard", recipe, name),
        question=Question.ABOVE_ZERO,
        threshold=0.1,
    )


_DEFECT = "defect (relative spread of the squared singular values of hidden W), plain minus regularised, mean of layers"
_SPREAD = "spread of log singular values of the input-output Jacobian, plain minus regularised, mean over 32 samples"

UNITARY = Claim(
    key="unitary",
    title="Regularization is like a unitary constraint",
    idea="Regularization keeps learning close to a reversible, length-preserving motion, as if layers were rotations.",
    caveat="A layer ends in a nonlinearity and is no isometry even when its matrix is one. Mere shrinking of weights "
    "is not counted: both statistics ignore the scale of a matrix. Orthogonal layers here also start at another gain "
    "than standard ones, so that a better loss is no proof of what orthogonality does.",
    hypotheses=(
        _less_than_standard(
            "weight_decay_matrices",
            "weight_decay",
            "Weight decay brings weight matrices nearer to (multiples of) isometries.",
            "scale_free_defect",
            _DEFECT,
        ),
        _less_than_standard("dropout_matrices", "dropout", "So does dropout.", "scale_free_defect", _DEFECT),
        _less_than_standard(
            "weight_decay_jacobian",
            "weight_decay",
            "Weight decay lets the whole network stretch all directions more alike.",
            "stretch_spread",
            _SPREAD,
        ),
        _less_than_standard("dropout_jacobian", "dropout", "So does dropout.", "stretch_spread", _SPREAD),
        _less_than_standard(
            "orthogonal_jacobian", "orthogonal", "So do layers that are kept orthogonal.", "stretch_spread", _SPREAD
        ),
        Hypothesis(
            key="orthogonal_learns_better",
            statement="Layers that are kept orthogonal generalise better than free ones.",
            statistic="log of validation loss, plain over orthogonal",
            recipes=("standard", "orthogonal"),
            effect=log_ratio("standard", "orthogonal", "val_loss.end"),
            question=Question.ABOVE_ZERO,
            threshold=0.1,
        ),
    ),
)

COHERENCE = Claim(
    key="coherence",
    title="Good trajectories are coherent",
    idea="A network that learns well moves coherently: each state keeps what the last one was.",
    caveat="Coherence says how slowly a layer changes, not whether it changes for the better: a network that is stuck "
    "is perfectly coherent.",
    hypotheses=(
        Hypothesis(
            key="becomes_coherent",
            statement="In a standard voyage coherence is higher late (from step 500) than early (up to step 100).",
            statistic="linear CKA over 25 steps, mean over layers, late minus early",
            recipes=("standard",),
            effect=reading("standard", "coherence.gained"),
            question=Question.ABOVE_ZERO,
            threshold=0.05,
        ),
        Hypothesis(
            key="coherence_goes_with_accuracy",
            statement="Of several ways to learn a task the more coherent end with higher validation accuracy.",
            statistic=f"Spearman's ρ over {len(LEVERS)} settings of mean coherence and final `val_accuracy`",
            recipes=LEVERS,
            effect=across(LEVERS, "coherence.mean", "val_accuracy.end"),
            question=Question.ABOVE_ZERO,
            threshold=CLEAR_CORRELATION,
        ),
        Hypothesis(
            key="straightness_goes_with_accuracy",
            statement="Of several ways to learn a task those that go straighter end with higher validation accuracy.",
            statistic=f"Spearman's ρ over {len(LEVERS)} settings of final `straightness` and final `val_accuracy`",
            recipes=LEVERS,
            effect=across(LEVERS, "straightness.end", "val_accuracy.end"),
            question=Question.ABOVE_ZERO,
            threshold=CLEAR_CORRELATION,
        ),
        Hypothesis(
            key="learning_is_more_coherent_than_being_stuck",
            statement="A voyage that learns is more coherent than one that is stuck.",
            statistic="mean coherence, standard minus eight hidden layers from small weights",
            recipes=("standard", "stuck"),
            effect=gain("standard", "stuck", "coherence.mean"),
            question=Question.ABOVE_ZERO,
            threshold=0.01,
        ),
    ),
)

CURVATURE = Claim(
    key="curvature",
    title="Curvature stabilises",
    idea="Late in training the valley's curvature settles at a steady value.",
    caveat="Only the largest eigenvalue is looked at, on 512 training samples; curvature depends on how a network is "
    "written down, and a flat valley is not a good one by itself.",
    hypotheses=tuple(
        Hypothesis(
            key=key,
            statement=words,
            statistic="slope of log `sharpness` over log step, steps 500 to 1500",
            recipes=(recipe,),
            effect=reading(recipe, "sharpness.slope"),
            question=Question.WITHIN,
            threshold=STEADY_SLOPE,
        )
        for key, recipe, words in (
            ("steady_standard", "standard", "In a standard voyage the top curvature is steady from step 500 on."),
            ("steady_weight_decay", "weight_decay", "So it is under weight decay."),
        )
    ),
)

STAGES = Claim(
    key="stages",
    title="Growth runs in three stages",
    idea="First a low-dimensional foundation, then expansion, then stochastic refinement.",
    caveat="The rule that names the stages looks for just these three (geometry.stages); where it finds them in order, "
    "that is a description and no proof that nature knows three.",
    hypotheses=(
        *(
            Hypothesis(
                key=key,
                statement=words,
                statistic="1 if foundation, expansion and refinement begin in this order, else 0",
                recipes=(recipe,),
                effect=reading(recipe, "stages.in_order"),
                question=Question.OFTEN,
                threshold=OFTEN_ENOUGH,
            )
            for key, recipe, words in (
                ("three_stages_standard", "standard", "A standard voyage goes through the three stages in order."),
                ("three_stages_small", "small", "So does one from small initial weights."),
            )
        ),
        Hypothesis(
            key="late_noise",
            statement="At the end of a standard voyage noise outweighs signal even in momentum's average of gradients.",
            statistic="log of `noise_scale` over B (1 + β)/(1 − β), at the end",
            recipes=("standard",),
            effect=reading("standard", "noise_over_signal"),
            question=Question.ABOVE_ZERO,
            threshold=0.1,
        ),
    ),
)


DANGERS = Claim(
    key="dangers",
    title="Learning must avoid four dangers",
    idea="Collapse, chaos, overfitting and stagnation are dangers that can be told apart.",
    caveat="A check of our alarms more than of the essay. Their definitions were settled on seeds 0 to 2 and "
    "100 to 105.",
    hypotheses=(
        *(
            Hypothesis(
                key=f"{alarm.value}_fires",
                statement=f"The alarm for {alarm.value} goes on in a voyage built to show it.",
                statistic="1 if it goes on, else 0",
                recipes=(recipe,),
                effect=raised(recipe, alarm),
                question=Question.OFTEN,
                threshold=OFTEN_ENOUGH,
            )
            for recipe, alarm in ((name, Alarm(danger)) for name, danger in PROVOKED.items())
        ),
        Hypothesis(
            key="quiet_when_healthy",
            statement=f"In voyages that end with {LEARNED:.0%} of validation samples right no alarm ever goes on.",
            statistic=f"1 if all such of {len(HEALTHY)} settings stay quiet to the end, else 0",
            recipes=HEALTHY,
            effect=quiet,
            question=Question.OFTEN,
            threshold=OFTEN_ENOUGH,
        ),
    ),
)

RANDOMNESS = Claim(
    key="randomness",
    title="Randomization avoids worst cases",
    idea="Chance protects: randomized quicksort has no bad input, whatever an adversary lays out beforehand.",
    caveat="Shown for sorting, where it is a theorem. That shuffled batches protect a learner in the same way is an "
    "analogy that we do not test here.",
    hypotheses=(
        *(
            Hypothesis(
                key=key,
                statement=words,
                statistic="log₂ of comparisons of the rule over the exact mean of random pivots, 1,024 elements",
                recipes=(PIVOTS,),
                effect=reading(PIVOTS, name),
                question=Question.ABOVE_ZERO,
                threshold=1.0,
                seeds_only=True,
            )
            for key, name, words in (
                ("first_on_sorted", "first.sorted", "A sorted row drowns the rule that takes the first element."),
                ("median3_on_killer", "median3.killer", "A row built against it drowns the median of three."),
            )
        ),
        Hypothesis(
            key="random_everywhere",
            statement="On sorted, reversed, organ-pipe and killer rows random pivots cost what they cost on any row.",
            statistic="log of the mean cost of 20 sorts of the row that cost most, over the exact mean, 1,024 elements",
            recipes=(PIVOTS,),
            effect=reading(PIVOTS, "random.worst"),
            question=Question.WITHIN,
            threshold=0.05,
            seeds_only=True,
        ),
    ),
)

CLAIMS = (ENTROPY, STEPWISE, LAYERWISE, UNITARY, COHERENCE, CURVATURE, STAGES, DANGERS, RANDOMNESS)
CLAIMS_BY_KEY = {claim.key: claim for claim in CLAIMS}

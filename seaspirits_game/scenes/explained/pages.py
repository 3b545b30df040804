"""What each instrument is, told three times: to a visitor, to a student, to a researcher."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from seaspirits_game.scenes.explained import numbers
from seaspirits_game.scenes.explained.numbers import Moment

Depth = Literal["visitor", "student", "researcher"]
DEPTHS: tuple[Depth, ...] = ("visitor", "student", "researcher")
Fill = Callable[[Moment], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One instrument."""

    key: str
    """Name of the dial's column, and of its small drawing."""
    title: str
    reading: str
    """As `codex.live` names it."""
    visitor: str
    student: str
    formula: str
    filled: Fill
    """The formula with the numbers of the moment."""
    counts: Fill
    """N, and W where it is of a layer."""
    normalisation: str
    source: str
    caveat: str
    article: str
    """Key of the codex's article that says more."""


PAGES: tuple[Explained, ...] = (
    Explained(
        key="log_volume",
        title="Volume",
        reading="shoal.log_volume",
        visitor="How much room the glowing cloud takes up. Watch it open, like a hand, as the network learns.",
        student="A cloud has a length, a width and a depth: its three half-axes, drawn here as they are now. "
        "Multiplied they give its volume; the dial shows the logarithm, so that 0.69 more is twice as large. It is the "
        "body that you see, three directions of many: a larger cloud need not know more.",
        formula="ln V = ½ ln det C_3 = ½ ln(λ_1 λ_2 λ_3)",
        filled=numbers.volume,
        counts=numbers.of_layer,
        normalisation="λ are variances along the three leading axes, divided by N, in squared activation units.",
        source="Linear algebra: an ellipsoid's volume is 4/3 π times the product of its half-axes.",
        caveat="Ignores the other W − 3 directions, and grows by 3 ln c when everything is scaled by c.",
        article="volume",
    ),
    Explained(
        key="entropy",
        title="Entropy",
        reading="shoal.entropy",
        visitor="Whether the cloud is thin like a thread or round like a ball: the rounder, the more entropy.",
        student="The bars are the shares of the variance along the first eight directions, and the last is all the "
        "rest. If one bar had everything, the entropy would be 0; if all directions had the same, it would be as large "
        "as it can be. Learning often makes it fall first: the cloud gathers along the few directions that matter.",
        formula="S(ρ) = −Σ_i p_i ln p_i ,  p_i = \\frac{λ_i}{Σ_j λ_j}",
        filled=numbers.entropy,
        counts=numbers.of_layer,
        normalisation="Natural logarithm, 0 ln 0 = 0, ρ = C / tr C; from 0 (a line) to ln W (round).",
        source="von Neumann 1927.",
        caveat="The shape of a variance spectrum, not heat and not doubt. Few samples bias it down.",
        article="entropy",
    ),
    Explained(
        key="coherence",
        title="Coherence",
        reading="shoal.coherence",
        visitor="How much of the last picture is still there in this one. At 1, all spirits kept their neighbours.",
        student="Each thread leads from where a spirit was at the last picture to where it is now. Coherence is near 1 "
        "when the whole arrangement survives, even if it turned or grew. It says how slowly the network changes, not "
        "how good it is: one that is stuck is perfectly coherent.",
        formula='"CKA"(Y, Z) = \\frac{‖Y^T Z‖_F^2}{‖Z^T Z‖_F ‖Y^T Y‖_F}',
        filled=numbers.coherence,
        counts=numbers.of_layer,
        normalisation="Y and Z: this layer at the last snapshot and at this one, each column less its mean. 0 to 1.",
        source="Kornblith, Norouzi, Lee and Hinton 2019 (linear CKA).",
        caveat="Depends on the steps between two snapshots; blind to rotation and scale; biased up when N is small.",
        article="coherence",
    ),
    Explained(
        key="sharpness",
        title="Curvature",
        reading="sharpness",
        visitor="How steep the valley's walls are in which the network rolls down. Too steep, and it is thrown out.",
        student="The curve is the steepest wall of the loss, the dotted one is as steep as the present learning rate "
        "could still go down: the edge of stability. Warm the water, and the edge comes down to the wall. As answers "
        "become sure the walls flatten by themselves.",
        formula="λ_{max} = max_{‖v‖=1} v^T ∇^2 L v < \\frac{2(1 + β)}{η}",
        filled=numbers.curvature,
        counts=numbers.of_hessian,
        normalisation="L is the mean cross-entropy, without weight decay and dropout; λ per squared unit of a weight.",
        source="Lanczos 1950; Pearlmutter 1994; Yao et al. 2020 (PyHessian); Cohen et al. 2021 (edge of stability).",
        caveat="Only the largest eigenvalue. Rescaling two layers against each other changes it and nothing else.",
        article="curvature",
    ),
    Explained(
        key="val_accuracy",
        title="Clear sight",
        reading="val_accuracy",
        visitor="Of a hundred things that the network has never seen before, so many it names rightly.",
        student="Each dot is one in fifty of the samples that were kept away from training; the bright ones are named "
        "rightly. What was learned from is not counted here: whoever learns by heart would look wise.",
        formula='A = \\frac{"right"}{N}',
        filled=numbers.accuracy,
        counts=numbers.of_validation,
        normalisation="A quarter of each class, chosen by the seed before training. Interval: Wilson's, 95 %.",
        source="Convention; Wilson 1927 for the interval.",
        caveat="The interval is of these samples alone: another split and another start would differ by more.",
        article="dangers",
    ),
    Explained(
        key="val_loss",
        title="Loss",
        reading="val_loss",
        visitor="How surprised the network is by the truth. Nothing surprises one that knows.",
        student="The curve is the price of a sample: the less probable the network thought the true class, the more it "
        "pays. The mark is the average sample now. A loss of 0 would be sure and right every time; guessing costs the "
        "logarithm of the number of classes.",
        formula='L = −\\frac{1}{N} Σ_n ln p_n("true class")',
        filled=numbers.loss,
        counts=numbers.of_validation,
        normalisation="Natural logarithm: nats. Mean over samples that it never learned from, without dropout.",
        source="Cross-entropy; its gradient by Rumelhart, Hinton and Williams 1986.",
        caveat="A few samples that are sure and wrong can make most of it.",
        article="dangers",
    ),
    Explained(
        key="variance_shown",
        title="Variance shown",
        reading="shoal.variance_shown",
        visitor="The spirits live in more directions than a screen has. So much of what happens you can see.",
        student="The bar is all the variance of the shoal: its three bright pieces are the three axes of the picture, "
        "the dark rest is what the picture hides. On the grand tour, key T, other axes come into view.",
        formula='"shown" = \\frac{λ_1 + λ_2 + λ_3}{Σ_i λ_i}',
        filled=numbers.variance_shown,
        counts=numbers.of_layer,
        normalisation="Variances along the three visible axes over the total of all W units.",
        source="Pearson 1901; Hotelling 1933 (principal components).",
        caveat="A direction with little variance may decide a class.",
        article="picture",
    ),
)
PAGES_BY_KEY = {page.key: page for page in PAGES}

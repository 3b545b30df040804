"""What a sound says, in words, for those who do not hear it."""

from seaspirits_game.audio.sounds import Drop, Parted, Sound, Struck, Swell, Warned
from seaspirits_game.geometry.alarms import Alarm
from seaspirits_game.geometry.stages import Stage
from seaspirits_game.texts.catalogue import Texts
from seaspirits_game.texts.numbers import percent, whole


def caption(sound: Sound, texts: Texts) -> str:
    """A short line about a sound; empty for one that says nothing new."""
    t = texts.t
    match sound:
        case Drop(step):
            return t("a drop: step {step}").format(step=whole(step))
        case Swell(stage):
            return {
                Stage.NONE: t("a chord sinks away: no stage"),
                Stage.FOUNDATION: t("a chord settles: the foundation is laid"),
                Stage.EXPANSION: t("a chord opens: the expansion begins"),
                Stage.REFINEMENT: t("a chord comes to rest: the refinement begins"),
            }[stage]
        case Struck(_, _, probability, name):
            line = t("a glass bell: measured as {name}, which had {share}")
            return line.format(name=name, share=percent(probability, 0))
        case Parted(smaller, larger, _, who):
            if who == "you":
                return t("two glides part: {left} and {right}").format(left=whole(smaller), right=whole(larger))
            return t("the rival's glides part: {left} and {right}").format(left=whole(smaller), right=whole(larger))
        case Warned(alarm):
            return {
                Alarm.COLLAPSE: t("a low beating: collapse"),
                Alarm.CHAOS: t("a low beating: chaos"),
                Alarm.OVERFITTING: t("a low beating: overfitting"),
                Alarm.STAGNATION: t("a low beating: stagnation"),
            }[alarm]

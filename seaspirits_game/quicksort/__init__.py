"""Pure: partition, pivot rules, adversaries, duel rules, distributions. Imports core. Never pygame or torch.

Read in this order: `partition` (how a segment is parted and what it costs), `rules` (who chooses the pivot),
`sorting` (a rule plays a whole array), `game` (the same, move by move, as a state machine), `costs` and `distribution`
(what randomized quicksort must expect), `inputs`, `adversary` and `habits` (who arranges the array), `duel`, `race`,
and `walk` (runs in pieces, for a picture that must not wait).
"""

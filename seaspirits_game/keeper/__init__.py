"""Pure: what makes the sea a game. Dives as they are written (`dive`, `written`), how one goes (`state`, a machine over
snapshots), what light is worth (`light`), players without hands (`bots`, `textbook`), and the shelf of the free sea
(`recipes`).

May use `core`, `geometry` (alarms, coherence) and `quicksort` (the Kraken's duels); never the clock, torch, pygame, a
process, or a network: a dive sees what a person sees, snapshots and facts.
"""

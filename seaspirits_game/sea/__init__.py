"""Where every spirit is, how it moves, and how it is looked at: easing, tour, layout, camera, picking, kinship, clans.

Pure: imports core (and may import geometry). Must never know pygame, torch, processes or the clock.
"""

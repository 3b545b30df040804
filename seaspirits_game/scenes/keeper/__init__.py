"""The Keeper's screens: the reefs on which dives are chosen, a dive under way, its end, and the free sea.

`keeper/` knows the rules; here is what a person sees of them and does about them. A dive has a voyage of its own, whose
trainer is asked for through `voyages.Voyages`: no process is known here.
"""

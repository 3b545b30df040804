"""Pivot Duel on screen: what a person plays of `quicksort`. Imports `quicksort`, `render`, and what scenes share.

Read in this order: `sightings` (what one can see of a row), `motion` and `side` (one reef in time), `match` (rounds and
results), `layout`, then the pages: `harbour`, `play`, `review`, and one module for each other mode.
"""

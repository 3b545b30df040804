"""Pure: the essay's claims as hypotheses that were written down before looking, and how they are judged.

Imports core, geometry and quicksort. Never torch or pygame, never a process or a file: who makes the voyages and keeps
their outcomes is `app.claims`.

Read in this order: `recipes` (which voyages are made), `summary` (what is kept of one), `registry` (the claims and
their hypotheses), `effects` (what is computed in one seed), `hypothesis` (how one is tested and judged), `statistics`
(the tests), `findings` (all of it together), `document` (the page that people read).
"""

"""The logbook: what a person has played, kept in one SQLite file. Imports core and quicksort. Never pygame or torch.

Read in this order: `schema` (tables and their migrations), `database` (opening it safely), `duels`, `voyages` and
`dives` (what is written and read), `transfer` (export and import as one file), `logbook` (the one object that scenes
hold: reads at once, writes in the background).
"""

"""The logbook as a person reads it: voyages, duels and dives, newest first; an empty page invites to fill it."""

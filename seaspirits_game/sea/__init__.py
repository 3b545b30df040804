"""Pure: where every spirit is and how it moves. Imports core (and geometry). Never pygame, torch, or the clock."""

"""Pure: partition, pivot rules, adversaries, duel rules, distributions. Imports core. Never pygame or torch."""

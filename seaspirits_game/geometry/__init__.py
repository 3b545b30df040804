"""Pure measures of activations: volume, entropy, rank, coherence, principal coordinates.

NumPy only; imports core. Never pygame, torch, or the clock.
"""

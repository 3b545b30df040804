"""Synthesised sound: how the sea sounds, what is heard of what happens, and the device that plays it.

Everything but `speaker` is pure NumPy: numbers in, samples out. It imports `core`, `geometry` and `texts`, never torch,
scenes or processes; of pygame only `speaker` knows. Samples are (n, 2) float32 from −1 to 1, left and right.
"""

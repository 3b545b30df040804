"""Values that every package shares: commands, snapshots, facts, configuration, random streams, errors.

May import NumPy and the standard library, nothing of ours. Must never know pygame, torch, processes or the clock.

Dimension letters used everywhere: N samples, D input features, C classes, L hidden layers, W units of a layer,
K = 8 principal coordinates that travel with a snapshot.
"""

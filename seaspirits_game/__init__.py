"""Sea of Spirits: watch, steer and understand a neural network as it learns."""

__version__ = "0.1.0"

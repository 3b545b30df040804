"""Composition root: window or headless, the fixed-timestep loop, the scene stack.

The only package, with cli, where all others meet.
"""

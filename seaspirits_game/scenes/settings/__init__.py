"""The settings as a person changes them: what can be set (`rows`), where it stands (`layout`), and the scene.

A change applies at once and is asked of the window to be kept (`asks.Keep`); nothing here writes a file.
"""

"""Instruments and controls: type, dials, gauges, buttons, panels, as drawn things.

A widget is plain data and a draw function; what a touch does is decided in `scenes/`. Measures are in design units:
`Screen.u` pixels each, so that 1080 of them span the shorter side of the screen.
"""

"""The colours of the interface. One warm accent, for what a person can do; data never use it."""

RGB = tuple[int, int, int]

LAMP: RGB = (242, 182, 91)
"""Lamp amber: what the player can do."""
FOAM: RGB = (232, 244, 241)
"""Headings and readings."""
MIST: RGB = (168, 203, 203)
"""Labels and body text; at least 4.5:1 on the water's lightest part that text stands on."""
BRASS: RGB = (184, 154, 98)
"""Rims, ticks, hairlines."""
BRASS_LIGHT: RGB = (232, 208, 158)
GLASS: RGB = (4, 22, 36)
"""The dark water inside panels and dials."""
CORAL: RGB = (255, 150, 128)
"""Alarms."""


def mixed(first: RGB, second: RGB, share: float) -> RGB:
    """`first` with `share` (0 to 1) of `second`.

    >>> mixed((0, 0, 0), (100, 200, 50), 0.5)
    (50, 100, 25)
    """
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue

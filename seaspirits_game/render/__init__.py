"""How it is drawn: water, spirits, glow, text, dials, palettes. pygame yes; never torch, learning or link."""

"""What the player sees: title, sea, layers, inspector. pygame yes; torch, learning and link never."""

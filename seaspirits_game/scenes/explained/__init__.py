"""Instruments explained on demand, at three depths: a sentence, a small drawing, the formula with its live numbers.

`pages` holds the texts, `numbers` puts the numbers of the moment into the formulas, `drawings` the small pictures,
`card` lays all of it out and draws it, `explaining` is what a person does with it on the sea.
"""

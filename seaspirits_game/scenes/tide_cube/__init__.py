"""The Tide Cube: a glass cube of three vectors, carried layer by layer through the network, its determinant beside it.

`cube` is the mathematics, `room` says where things stand, `glass` draws a cube, `drawing` what is written round it,
`scene` is what a person does here. May import what scenes may; knows no trainer.
"""

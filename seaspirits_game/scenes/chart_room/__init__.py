"""The chart room: curves of everything that was recorded, on a wall of up to six charts with one cursor.

`topics` says what can be charted, `series` makes charts of it, `room` says where things stand, `looks` what a person
has chosen, `wall` hangs the charts and draws them in small pieces, `scene` is what a person does here. May import what
scenes may; knows no trainer.
"""

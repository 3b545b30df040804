"""A run as one page: `summary` says what is told, `plots` draws it, `type_face` brings the letters, `page` lays it out.

matplotlib and fontTools (`[report]`) are imported only when something is drawn.
"""

"""The house's letters inside a page: only those that it needs, as a data URI, so that it looks the same offline."""

import base64
import functools
import io
from pathlib import Path


@functools.cache
def font_face(path: Path, family: str, weight: int, letters: str) -> str:
    """A CSS `@font-face` of the `letters` of the OpenType font at `path`; the same input gives the same bytes.

    Kerning, ligatures and lining and tabular figures are kept.
    """
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options()
    options.layout_features = ["kern", "liga", "lnum", "tnum", "mark"]
    options.name_IDs = [0, 1, 2, 13, 14]  # whose it is, and its licence
    options.notdef_outline = True
    options.hinting = False
    options.desubroutinize = True
    options.drop_tables += ["FFTM"]  # a time stamp of the font's maker
    options.recalc_timestamp = False
    font = TTFont(path, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(text=letters)
    subsetter.subset(font)
    font.flavor = "woff"
    content = io.BytesIO()
    font.save(content)
    data = base64.b64encode(content.getvalue()).decode("ascii")
    return (
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:normal;'
        f'src:url(data:font/woff;base64,{data}) format("woff")}}'
    )

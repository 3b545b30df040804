r"""Formulas set with the fonts at hand: italic letters, upright functions and figures, subscripts, fractions, roots.

The source is one line: `_x` or `_{...}` below, `^x` or `^{...}` above, `\frac{a}{b}`, `\sqrt{a}`, "words" between
double quotes. A formula that is wider than its place is broken at spaces, relations first.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import pygame

from seaspirits_game.core.paths import assets
from seaspirits_game.render.ui.ink import FOAM, RGB
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.layout import LEAST_TEXT_PX

Kind = Literal["letter", "upright", "figures", "large", "space", "relation", "script", "fraction", "root", "row"]
_ITALIC, _UPRIGHT, _FIGURES = "EBGaramond12-Italic.otf", "EBGaramond12-Regular.otf", "Inter-Regular.otf"
_FIGURE_SIZE = 0.86
"""The text face has old-style figures, whose 1 is read as an I: figures are of the other face, as high as capitals."""
_RELATIONS = "=≈≤≥≠∝→∈"
_LARGE = "ΣΠ∫"
_SCRIPT, _LARGER = 0.7, 1.35
_ASCENT, _DESCENT, _AXIS = 0.72, 0.26, 0.25
"""Of the size: above and below the baseline, and the height of a fraction's bar."""
SIZE = 27.0
"""Design units."""


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of a formula; `parts` are: a row's pieces; base, below and above of a script; both of a fraction."""

    kind: Kind
    text: str = ""
    parts: tuple["Node", ...] = ()


_NOTHING = Node("row")


def parsed(source: str) -> Node:
    """The formula as a row of pieces.

    Raises:
        ValueError: a brace or quote is not closed, or a command is unknown; says which and where.
    """
    row, at = _row(source, 0, closing="")
    assert at == len(source)
    return row


def _row(source: str, at: int, closing: str) -> tuple[Node, int]:
    parts: list[Node] = []
    while at < len(source) and source[at] != closing:
        letter = source[at]
        if letter in "_^":
            base = parts.pop() if parts and parts[-1].kind not in ("space", "relation") else _NOTHING
            part, at = _argument(source, at + 1)
            old = base.parts if base.kind == "script" else (base, _NOTHING, _NOTHING)
            parts.append(Node("script", parts=(old[0], part, old[2]) if letter == "_" else (old[0], old[1], part)))
        elif letter == "\\":
            node, at = _command(source, at)
            parts.append(node)
        elif letter == "}":
            raise ValueError(f"a brace is closed at character {at + 1} that was not opened")
        elif letter == "{":
            node, at = _row(source, at + 1, "}")
            at = _closed(source, at)
            parts.append(node)
        elif letter == '"':
            end = source.find('"', at + 1)
            if end < 0:
                raise ValueError(f"the quote at character {at + 1} is not closed")
            parts.append(Node("upright", source[at + 1 : end]))
            at = end + 1
        else:
            node, at = _word(source, at)
            parts.append(node)
    return Node("row", parts=tuple(parts)), at


def _word(source: str, at: int) -> tuple[Node, int]:
    """One letter in italics, or a run of letters or figures upright."""
    letter = source[at]
    if letter == " ":
        return Node("space"), at + 1
    if letter in _RELATIONS:
        return Node("relation", letter), at + 1
    if letter in _LARGE:
        return Node("large", letter), at + 1
    end = at + 1
    if letter.isascii() and letter.isalpha():
        while end < len(source) and source[end].isascii() and source[end].isalpha():
            end += 1
    elif letter.isdigit():
        while end < len(source) and (source[end].isdigit() or source[end] in ".,"):
            end += 1
    if letter.isdigit() or letter in "½":
        return Node("figures", source[at:end]), end
    alone = end == at + 1 and letter.isalpha() and letter not in "ΔℝΛ"
    return Node("letter" if alone else "upright", source[at:end]), end


def _argument(source: str, at: int) -> tuple[Node, int]:
    if at >= len(source):
        raise ValueError("the formula ends where something below or above a letter should be")
    if source[at] == "{":
        node, at = _row(source, at + 1, "}")
        return node, _closed(source, at)
    letter = source[at]
    kind: Kind = "figures" if letter.isdigit() else "letter" if letter.isalpha() and letter != "T" else "upright"
    return Node(kind, letter), at + 1


def _command(source: str, at: int) -> tuple[Node, int]:
    for name, kind, count in (("\\frac", "fraction", 2), ("\\sqrt", "root", 1)):
        if source.startswith(name + "{", at):
            start, parts = at + len(name), []
            for _ in range(count):
                if not source.startswith("{", start):
                    raise ValueError(f"{name} at character {at + 1} needs {count} parts in braces")
                part, start = _row(source, start + 1, "}")
                start = _closed(source, start)
                parts.append(part)
            return Node("fraction" if kind == "fraction" else "root", parts=tuple(parts)), start
    raise ValueError(f"unknown command at character {at + 1}: \\frac{{a}}{{b}} and \\sqrt{{a}} are known")


def _closed(source: str, at: int) -> int:
    if at >= len(source):
        raise ValueError("a brace is not closed")
    return at + 1


Paint = Callable[[pygame.Surface, int, int], None]
"""Draws on a surface from x on, on a baseline y."""


@dataclass(frozen=True, slots=True)
class _Box:
    """A set piece: pixels to the right of its start, above and below its baseline."""

    width: int
    ascent: int
    descent: int
    paint: Paint


class _Setter:
    """Sets nodes in one colour; lives as long as one formula is being made."""

    def __init__(self, colour: RGB) -> None:
        self._colour = colour
        self._fonts: dict[tuple[str, int], pygame.font.Font] = {}

    def box(self, node: Node, size: int) -> _Box:
        match node.kind:
            case "letter":
                return self._text(node.text, _ITALIC, size)
            case "upright":
                return self._text(node.text, _UPRIGHT, size)
            case "figures":
                return self._text(node.text, _FIGURES, round(size * _FIGURE_SIZE))
            case "large":
                return self._text(node.text, _UPRIGHT, round(size * _LARGER), drop=round(0.1 * size))
            case "space":
                return _empty(round(0.22 * size))
            case "relation":
                return _padded(self._text(node.text, _UPRIGHT, size), round(0.06 * size))
            case "script":
                return self._script(node, size)
            case "fraction":
                return self._fraction(node, size)
            case "root":
                return self._root(node, size)
            case "row":
                return _beside([self.box(part, size) for part in node.parts])

    def _text(self, text: str, file: str, size: int, drop: int = 0) -> _Box:
        font = self._font(file, size)
        width, ascent = font.size(text)[0], font.get_ascent()
        if width == 0:
            return _empty(0)
        image = font.render(text, True, self._colour)

        def paint(surface: pygame.Surface, x: int, y: int) -> None:
            surface.blit(image, (x, y - ascent + drop))

        return _Box(width, round(_ASCENT * size) - drop, round(_DESCENT * size) + drop, paint)

    def _script(self, node: Node, size: int) -> _Box:
        base = self.box(node.parts[0], size)
        small = max(round(size * _SCRIPT), min(size, LEAST_TEXT_PX))
        below, above = (self.box(part, small) for part in node.parts[1:])
        gap = max(round(0.03 * size), 1)
        slant = round(0.07 * size) if node.parts[0].kind == "letter" else gap
        down = max(round(0.2 * size), base.descent - round(0.12 * size)) if below.width else 0
        up = max(round(0.34 * size), base.ascent - round(0.4 * size)) if above.width else 0

        def paint(surface: pygame.Surface, x: int, y: int) -> None:
            base.paint(surface, x, y)
            below.paint(surface, x + base.width + gap, y + down)
            above.paint(surface, x + base.width + slant, y - up)

        width = base.width + max(below.width + gap if below.width else 0, above.width + slant if above.width else 0)
        return _Box(
            width,
            max(base.ascent, up + above.ascent if above.width else 0),
            max(base.descent, down + below.descent if below.width else 0),
            paint,
        )

    def _fraction(self, node: Node, size: int) -> _Box:
        small = max(round(size * 0.86), min(size, LEAST_TEXT_PX))
        top, low = (self.box(part, small) for part in node.parts)
        pad, fine = round(0.12 * size), max(round(size / 22), 1)
        width, axis, gap = max(top.width, low.width) + 2 * pad, round(_AXIS * size), round(0.1 * size)

        def paint(surface: pygame.Surface, x: int, y: int) -> None:
            bar = y - axis
            top.paint(surface, x + (width - top.width) // 2, bar - gap - top.descent)
            low.paint(surface, x + (width - low.width) // 2, bar + fine + gap + low.ascent)
            surface.fill((*self._colour, 255), (x + pad // 2, bar, width - pad, fine))

        return _Box(
            width,
            axis + gap + top.descent + top.ascent,
            fine + gap + low.ascent + low.descent - axis,
            paint,
        )

    def _root(self, node: Node, size: int) -> _Box:
        inner = self.box(node.parts[0], size)
        fine, rise, hook = max(round(size / 22), 1), round(0.1 * size), round(0.46 * size)

        def paint(surface: pygame.Surface, x: int, y: int) -> None:
            top, low = y - inner.ascent - rise, y + inner.descent
            middle = (top + low) // 2
            points = [
                (x + fine, middle + fine),
                (x + hook * 0.32, middle - fine),
                (x + hook * 0.58, low - fine),
                (x + hook, top),
            ]
            for start, end in pairwise(points):
                pygame.draw.aaline(surface, self._colour, start, end)
                pygame.draw.line(surface, self._colour, start, end, fine)
            surface.fill((*self._colour, 255), (x + hook, top, inner.width + fine * 2, fine))
            inner.paint(surface, x + hook + fine, y)

        return _Box(hook + inner.width + 3 * fine, inner.ascent + rise, inner.descent, paint)

    def _font(self, file: str, size: int) -> pygame.font.Font:
        if (file, size) not in self._fonts:
            self._fonts[file, size] = pygame.font.Font(assets() / "fonts" / file, size)
        return self._fonts[file, size]


def _beside(boxes: list[_Box]) -> _Box:
    """Boxes one after another on one baseline."""
    starts = [sum(box.width for box in boxes[:index]) for index in range(len(boxes))]

    def paint(surface: pygame.Surface, x: int, y: int) -> None:
        for start, box in zip(starts, boxes, strict=True):
            box.paint(surface, x + start, y)

    return _Box(
        sum(box.width for box in boxes),
        max((box.ascent for box in boxes), default=0),
        max((box.descent for box in boxes), default=0),
        paint,
    )


def formula(kit: Kit, source: str, width: int, units: float = SIZE, colour: RGB = FOAM) -> pygame.Surface:
    """The picture of a formula, at most `width` pixels wide where spaces allow; letters `units` design units high.

    Raises:
        ValueError: as `parsed`.
    """
    size = kit.screen.text_px(units)
    return kit.shapes.keep(("formula", source, width, size, colour), lambda: _picture(source, width, size, colour))


def _picture(source: str, width: int, size: int, colour: RGB) -> pygame.Surface:
    setter = _Setter(colour)
    lines = _broken(setter, parsed(source), width, size)
    indents = [0 if index == 0 else size for index in range(len(lines))]
    leading = round(0.34 * size)
    overhang = round(0.2 * size)  # an italic letter leans over its own width
    height = sum(line.ascent + line.descent for line in lines) + leading * (len(lines) - 1)
    wide = max((line.width + indent for line, indent in zip(lines, indents, strict=True)), default=0) + overhang
    image = pygame.Surface((max(wide, 1), max(height, 1)), pygame.SRCALPHA)
    y = 0
    for line, indent in zip(lines, indents, strict=True):
        line.paint(image, indent, y + line.ascent)
        y += line.ascent + line.descent + leading
    if image.get_width() > width:  # one unbreakable piece: rather small than cut
        share = width / image.get_width()
        image = pygame.transform.smoothscale(image, (width, max(round(image.get_height() * share), 1)))
    return image


def _broken(setter: _Setter, row: Node, width: int, size: int) -> list[_Box]:
    """Lines: greedily broken at the spaces of the outermost row."""
    whole = setter.box(row, size)
    room = width - round(0.2 * size)
    if whole.width <= room:
        return [whole]
    pieces: list[list[Node]] = [[]]
    for part in row.parts:
        if part.kind == "space":
            pieces.append([])
        else:
            pieces[-1].append(part)
    groups = _joined([piece for piece in pieces if piece])
    lines: list[list[Node]] = [[]]
    for group in groups:
        longer = [*lines[-1], Node("space"), *group] if lines[-1] else group
        indent = size if len(lines) > 1 else 0
        if lines[-1] and setter.box(Node("row", parts=tuple(longer)), size).width + indent > room:
            lines.append(group)
        else:
            lines[-1] = longer
    return [setter.box(Node("row", parts=tuple(line)), size) for line in lines]


def _joined(pieces: list[list[Node]]) -> list[list[Node]]:
    """Signs of operation and relation stay with what follows them."""
    groups: list[list[Node]] = []
    sign: list[Node] = []
    for piece in pieces:
        alone = len(piece) == 1 and (piece[0].kind == "relation" or piece[0].text in ("+", "−", "·", "×", "∘"))
        if alone:
            sign = [*sign, *piece, Node("space")]
        else:
            groups.append([*sign, *piece])
            sign = []
    return [*groups, sign] if sign else groups


def _empty(width: int) -> _Box:
    return _Box(width, 0, 0, lambda surface, x, y: None)


def _padded(box: _Box, pad: int) -> _Box:
    return _Box(box.width + 2 * pad, box.ascent, box.descent, lambda surface, x, y: box.paint(surface, x + pad, y))

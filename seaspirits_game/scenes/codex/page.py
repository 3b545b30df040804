"""An article set into lines: what stands at which height, for a column of one width."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import pygame

from seaspirits_game.render.ui.formula import formula
from seaspirits_game.render.ui.ink import BRASS_LIGHT, FOAM, MIST, RGB
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.shapes import disc, hairline, ring
from seaspirits_game.render.ui.type import Role
from seaspirits_game.scenes.codex.articles import Article
from seaspirits_game.scenes.codex.evidence import ClaimFound, Effect, Evidence, Hypothesis
from seaspirits_game.texts.catalogue import Texts
from seaspirits_game.texts.numbers import significant, whole

Paint = Callable[[pygame.Surface, int, int], None]
"""Draws with its upper left corner there."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something on the page."""

    top: int
    width: int
    height: int
    paint: Paint


@dataclass(frozen=True, slots=True)
class Page:
    """All pieces, from the top, and how long the page is."""

    pieces: tuple[Piece, ...]
    height: int

    def draw(self, surface: pygame.Surface, offset: int) -> None:
        """Draw what is in view of `surface`, which is as wide as the page, `offset` pixels down."""
        for piece in self.pieces:
            y = piece.top - offset
            if y + piece.height >= 0 and y <= surface.get_height():
                piece.paint(surface, 0, y)


def page_of(kit: Kit, texts: Texts, article: Article, evidence: Evidence | None, width: int) -> Page:
    """`article` in a column of `width` pixels, with what the table of claims says of it."""
    writer = _Writer(kit, width)
    t = texts.t
    writer.paragraphs(t(article.idea))
    if article.formulas:
        writer.heading(t("How it is measured"))
        for one in article.formulas:
            writer.formula(one.source)
            if one.says:
                writer.text(t(one.says), "small", MIST, indent=kit.screen.px(26))
            writer.gap(10)
    verdict = verdict_of(article, evidence)
    words = {"supported": t("supported"), "partly": t("partly"), "not": t("not")}
    told = t("What the evidence says")
    writer.heading(f"{told}: {words[verdict]}" if verdict else told)
    _evidence(writer, texts, article, evidence)
    writer.heading(t("Mind"))
    writer.paragraphs(t(article.caveat))
    writer.gap(24)
    return writer.page()


def verdict_of(article: Article, evidence: Evidence | None) -> str:
    """`supported`, `partly` or `not` for all the claims of an article together; empty where nothing is known."""
    found = [evidence.claims[key].verdict for key in article.claims if evidence and key in evidence.claims]
    if not found:
        return ""
    return found[0] if len(set(found)) == 1 else "partly"


def _evidence(writer: "_Writer", texts: Texts, article: Article, evidence: Evidence | None) -> None:
    t = texts.t
    found = [evidence.claims[key] for key in article.claims if key in evidence.claims] if evidence else []
    if found and evidence is not None:
        seeds = t("{seeds} seeds of {tasks}, {steps} steps each; in brackets the 95 % interval of the mean").format(
            seeds=len(evidence.seeds), tasks=", ".join(evidence.tasks), steps=whole(evidence.steps)
        )
        writer.text(seeds, "small", MIST)
        writer.gap(8)
        for claim in found:
            _claim(writer, texts, claim)
    elif article.claims:
        writer.text(t("No figures of the hypotheses yet: nobody has run the claims."), "body", MIST)
        writer.text("python main.py claims --seeds 0-9", "small", BRASS_LIGHT, indent=writer.px(26))
        writer.gap(8)
    elif not article.runs:
        writer.text(t("No figures yet: this page has an instrument, but no hypothesis that was tested."), "body", MIST)
    for run in article.runs:
        writer.text(t(run.says), "body", FOAM if not found else MIST)
        writer.text(run.command, "small", BRASS_LIGHT, indent=writer.px(26))
        writer.gap(8)


def _claim(writer: "_Writer", texts: Texts, claim: ClaimFound) -> None:
    for hypothesis in claim.hypotheses:
        writer.verdict(texts.t(hypothesis.statement), hypothesis.verdict, _told(texts, hypothesis))
        if hypothesis.effects:
            figures = "   ".join(_effect(texts, effect) for effect in hypothesis.effects)
            writer.text(figures, "small", FOAM, indent=writer.px(30))
        writer.text(texts.t(hypothesis.statistic).replace("`", ""), "small", MIST, indent=writer.px(30))
        writer.gap(10)


def _told(texts: Texts, hypothesis: Hypothesis) -> str:
    reversed_everywhere = bool(hypothesis.effects) and all(effect.opposite for effect in hypothesis.effects)
    words = {
        "supported": texts.t("supported"),
        "partly": texts.t("partly"),
        "not": texts.t("not, but the reverse") if reversed_everywhere else texts.t("not"),
    }
    return words[hypothesis.verdict]


def _effect(texts: Texts, effect: Effect) -> str:
    """One task's figures, unbroken within."""
    if not math.isfinite(effect.mean):
        return f"{effect.task}\N{NO-BREAK SPACE}{texts.t('no value')}"
    figures = f"{effect.task} {significant(effect.mean)}"
    if math.isfinite(effect.low) and math.isfinite(effect.high):
        figures += f" ({significant(effect.low)} … {significant(effect.high)})"
    return figures.replace(" ", "\N{NO-BREAK SPACE}")


class _Writer:
    """Puts pieces below each other."""

    def __init__(self, kit: Kit, width: int) -> None:
        self._kit = kit
        self._width = width
        self._y = 0
        self._pieces: list[Piece] = []

    def px(self, units: float) -> int:
        return self._kit.screen.px(units)

    def page(self) -> Page:
        return Page(tuple(self._pieces), self._y)

    def gap(self, units: float) -> None:
        self._y += self.px(units)

    def paragraphs(self, text: str) -> None:
        for paragraph in text.split("\n\n"):
            self.text(" ".join(paragraph.split()), "body", FOAM)
            self.gap(12)

    def heading(self, text: str) -> None:
        self.gap(18)
        fine, top = self._kit.shapes.fine, self._y

        def rule(surface: pygame.Surface, x: int, y: int) -> None:
            hairline(surface, (x, y), (x + self._width, y), BRASS_LIGHT, 0.28, fine)

        self._add(Piece(top, self._width, fine, rule))
        self.gap(14)
        self.text(text, "name", BRASS_LIGHT)
        self.gap(8)

    def text(self, text: str, role: Role, colour: RGB, indent: int = 0) -> None:
        kit = self._kit
        for line in kit.type.wrapped(text, role, self._width - indent):
            self._add(
                Piece(
                    self._y,
                    kit.type.size(line, role)[0] + indent,
                    kit.type.line_height(role),
                    _line(kit, line, role, colour, indent),
                )
            )

    def formula(self, source: str) -> None:
        indent = self.px(26)
        image = formula(self._kit, source, self._width - indent)

        def paint(surface: pygame.Surface, x: int, y: int) -> None:
            # asked for again: the store may have needed the room
            surface.blit(formula(self._kit, source, self._width - indent), (x + indent, y))

        self.gap(4)
        self._add(Piece(self._y, image.get_width() + indent, image.get_height(), paint))
        self.gap(8)

    def verdict(self, statement: str, verdict: str, told: str) -> None:
        """A hypothesis behind its sign: a full, a half or an empty disc, and the verdict in words."""
        kit, top, indent = self._kit, self._y, self.px(30)
        height = kit.type.line_height("body")

        def sign(surface: pygame.Surface, x: int, y: int) -> None:
            centre, radius = (x + self.px(10), y + height // 2), self.px(7)
            ring(kit.shapes, surface, centre, radius, BRASS_LIGHT, max(self.px(1.6), 1))
            if verdict != "not":
                disc(kit.shapes, surface, centre, radius if verdict == "supported" else radius // 2, BRASS_LIGHT)

        self._pieces.append(Piece(top, self.px(20), height, sign))
        self.text(f"{told} · {statement}", "body", FOAM, indent)

    def _add(self, piece: Piece) -> None:
        self._pieces.append(piece)
        self._y = piece.top + piece.height


def _line(kit: Kit, line: str, role: Role, colour: RGB, indent: int) -> Paint:
    def paint(surface: pygame.Surface, x: int, y: int) -> None:
        kit.type.draw(surface, line, (x + indent, y), role, colour, shadow=False)

    return paint

"""The body of the command `logbook`: what has been played, and the whole book as one file out or in."""

import json
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from seaspirits_game.app.log import logbook_path
from seaspirits_game.core.errors import UserError
from seaspirits_game.storage.logbook import Logbook


def run(
    path: Path | None = None, *, export: Path | None = None, bring: Path | None = None, as_json: bool = False
) -> int:
    """Tell the logbook at `path`, by default the person's own, after importing `bring` and exporting to `export`.

    Raises:
        UserError: a file cannot be read or written, or is no logbook.
    """
    path = path or logbook_path()
    if export is not None and export.resolve() == path.resolve():
        raise UserError(f"--export: {str(export)!r} is the logbook itself; choose another file")
    with closing(Logbook(path)) as book:
        added = book.import_from(bring) if bring is not None else None
        size = book.export(export) if export is not None else None
        record = {
            "logbook": str(path),
            "best_scores": [asdict(best) for best in book.best_scores()],
            "duels": len(book.duel_numbers()),
            "stars": [asdict(star) for star in book.best_stars()],
            "dives": len(book.dives()),
            "lessons": [asdict(lesson) for lesson in book.lessons()],
            "voyages": len(book.voyages()),
            "settings": book.settings(),
            "added": None if added is None else asdict(added),
            "exported": None if size is None else {"file": str(export), "bytes": size},
        }
        complaints = book.take_complaints()
    if complaints:
        raise UserError(complaints[0])
    print(json.dumps(record) if as_json else _told(record))
    return 0


def _told(record: dict[str, object]) -> str:
    best, stars, lessons = record["best_scores"], record["stars"], record["lessons"]
    assert isinstance(best, list)
    assert isinstance(stars, list)
    assert isinstance(lessons, list)
    counts = f"{record['voyages']} voyages, {record['dives']} dives, {record['duels']} duels, {len(lessons)} lessons"
    lines = [f"{record['logbook']}: {counts}"]
    if record["added"] is not None:
        assert isinstance(record["added"], dict)
        lines.append("added " + ", ".join(f"{count} {name}" for name, count in record["added"].items()))
    if record["exported"] is not None:
        assert isinstance(record["exported"], dict)
        lines.append(f"exported to {record['exported']['file']}, {record['exported']['bytes']} bytes")
    if best:
        width = max(len(score["mode"]) for score in best)
        lines.append(f"{'mode':{width}}     n   score  comparisons  murk  played")
        lines += [
            f"{score['mode']:{width}}  {score['n']:4}  {score['score']:6.3f}  {score['comparisons']:11}  "
            f"{score['murk']:4.2f}  {score['played_at']}"
            for score in best
        ]
    lines += [f"{star['dive']}: {star['stars']} of 3 stars, played {star['played']} times" for star in stars]
    return "\n".join(lines)

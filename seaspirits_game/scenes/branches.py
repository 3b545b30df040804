"""The tree of a voyage's branches: who leaves whom where; pure."""

from collections.abc import Iterator

from seaspirits_game.core.facts import Branch, Branches


def lineage(branches: Branches, branch: int) -> tuple[Branch, ...]:
    """`branch` and those that it comes from, the first one last; empty when there is no such branch."""
    return tuple(_upward(branches, branch))


def common_step(branches: Branches, first: int, second: int) -> int:
    """The last step that two branches have in common; 0 when they have nothing in common.

    >>> tree = (Branch(0, None, 0, 90), Branch(1, 0, 40, 70), Branch(2, 0, 60, 80))
    >>> common_step(Branches(tree, 1), 1, 2), common_step(Branches(tree, 1), 0, 2)
    (40, 60)
    """
    reach_by_id: dict[int, int] = {}
    limit = None
    for branch in _upward(branches, first):
        reach_by_id[branch.id] = branch.last_step if limit is None else limit
        limit = branch.fork_step if limit is None else min(limit, branch.fork_step)
    limit = None
    for branch in _upward(branches, second):
        reach = branch.last_step if limit is None else limit
        if branch.id in reach_by_id:
            return min(reach, reach_by_id[branch.id])
        limit = branch.fork_step if limit is None else min(limit, branch.fork_step)
    return 0


def _upward(branches: Branches, branch: int) -> Iterator[Branch]:
    by_id = {each.id: each for each in branches.tree}
    at: int | None = branch
    for _ in range(len(by_id)):
        if at is None or at not in by_id:
            return
        yield by_id[at]
        at = by_id[at].parent

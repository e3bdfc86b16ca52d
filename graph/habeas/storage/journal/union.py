"""The lines of several copies of one journal together: which came after which, and the one order they all agree on.

Each copy is a chain of its own; a line `merge` ties two chains. So the lines are a graph without circles. A line comes
after another when its author could have seen it: it follows it in the chain, or follows a merge that brought it.
`in_order` puts all lines in one order that keeps to that, and otherwise goes by their moments and then their hashes;
it depends on which lines there are and on nothing else, so every copy that has the same lines has the same order.

Lines of other copies are kept beside the journal, in `other-*.jsonl`, as they were written. The name has a digest of
their hashes, and the line `merge` has it too (decision 252).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from habeas.errors import JournalBroken
from habeas.storage.journal.line import FIRST, Operation, broken, read_line
from habeas.storage.journal.reader import lines


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line among those of all copies: its operation, its chain and place there, and what its author could have seen
    of other chains (`reach`: chain -> last place). `order` sorts.
    """

    operation: Operation
    chain: int
    place: int
    reach: Mapping[int, int]
    order: tuple[str, int, str]

    def saw(self, other: PlacedLine) -> bool:
        """True when the other line is this one, or came before it for its author."""
        if self.chain == other.chain:
            return other.place <= self.place
        return self.reach.get(other.chain, -1) >= other.place


def in_order(operations: Mapping[str, Operation]) -> list[PlacedLine]:
    """All lines, by their hash, in the order that every copy with these lines agrees on.

    Raises JournalBroken when a line follows one that is not there.
    """
    placed: dict[str, PlacedLine] = {}
    ends: dict[str, int] = {}
    chains = 0
    for digest in _parents_first(operations):
        operation = operations[digest]
        before = placed.get(operation.prev)
        other = placed.get(_merged_head(operation))
        if before is not None and ends.get(operation.prev) == before.chain:
            chain, place, reach = before.chain, before.place + 1, before.reach
        else:
            chain, place, chains = chains, 0, chains + 1
            reach = {**before.reach, before.chain: before.place} if before else {}
        if other is not None:
            reach = _both(reach, {**other.reach, other.chain: other.place})
        parents = [one.order for one in (before, other) if one is not None]
        moment = max([operation.at, *(order[0] for order in parents)])
        depth = 1 + max((order[1] for order in parents), default=0)
        placed[digest] = PlacedLine(operation, chain, place, reach, (moment, depth, digest))
        ends.pop(operation.prev, None)
        ends[digest] = chain
    return sorted(placed.values(), key=lambda one: one.order)


def _both(one: Mapping[int, int], other: Mapping[int, int]) -> dict[int, int]:
    return {chain: max(one.get(chain, -1), other.get(chain, -1)) for chain in {*one, *other}}


def _merged_head(operation: Operation) -> str:
    return str(operation.body["head"]["hash"]) if operation.op == "merge" else ""


def _parents_first(operations: Mapping[str, Operation]) -> Iterator[str]:
    done: set[str] = set()
    for start in operations:
        waiting = [start]
        while waiting:
            digest = waiting[-1]
            parents = [p for p in _parents(operations[digest]) if p not in done]
            for parent in parents:
                if parent not in operations:
                    raise broken(f"line {operations[digest].n}", "the line before it is in neither copy")
            if digest in done:
                waiting.pop()
            elif parents:
                waiting.extend(parents)
            else:
                done.add(digest)
                waiting.pop()
                yield digest


def _parents(operation: Operation) -> list[str]:
    return [one for one in (operation.prev, _merged_head(operation)) if one and one != FIRST]


# -- the lines of other copies, kept beside the journal


def digest_of_lines(hashes: Iterable[str]) -> str:
    """What a file of lines of another copy is named by: a SHA-256 of their hashes, in their order."""
    return hashlib.sha256("".join(hashes).encode()).hexdigest()


def other_file(folder: Path, digest: str) -> Path:
    """Where the lines with this digest are kept."""
    return folder / f"other-{digest}.jsonl"


def merged_digests(own: Iterable[Operation]) -> list[str]:
    """The digests that the merges of a journal name. A file with another is left of a merge that was cut off."""
    return [str(operation.body["digest"]) for operation in own if operation.op == "merge"]


def own_lines(folder: Path) -> Iterator[tuple[Operation, bytes]]:
    """The lines of the journal itself. Raises JournalBroken for one that was changed."""
    return ((read_line(line, f"line {n}"), line) for n, line in enumerate(lines(folder), start=1))


def other_lines(folder: Path, digest: str) -> list[tuple[Operation, bytes]]:
    """The lines of another copy that a merge brought. Raises JournalBroken when they are not what it brought."""
    path = other_file(folder, digest)
    if not path.is_file():
        raise broken(path.name, "the lines of another copy that a merge brought are gone")
    numbered = enumerate(path.read_bytes().splitlines(), start=1)
    found = [(read_line(line, f"{path.name}, line {number}"), line) for number, line in numbered]
    if digest_of_lines(operation.hash for operation, _ in found) != digest:
        raise broken(path.name, "a line of another copy is missing or was moved")
    return found


def every_line(folder: Path) -> dict[str, tuple[Operation, bytes]]:
    """All lines that a copy has, its own and those that were brought to it, by their hash. Raises JournalBroken."""
    own = list(own_lines(folder))
    digests = merged_digests(operation for operation, _ in own)
    brought = [line for digest in digests for line in other_lines(folder, digest)]
    return {operation.hash: (operation, line) for operation, line in (*brought, *own)}


def verify_others(folder: Path) -> list[JournalBroken]:
    """What is wrong with the lines of other copies that the merges of a journal brought."""
    wrong: list[JournalBroken] = []
    for digest in merged_digests(operation for operation, _ in own_lines(folder)):
        try:
            other_lines(folder, digest)
        except JournalBroken as error:
            wrong.append(error)
    return wrong

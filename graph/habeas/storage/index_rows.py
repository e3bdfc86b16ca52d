"""Rows of the side index, as they follow from one line of the journal."""

from __future__ import annotations

from collections.abc import Mapping

from habeas.model.claims import ReadClaim
from habeas.model.disclosure import automatic_sensitivity, marked_sensitivity
from habeas.model.text import fold
from habeas.model.values import Entity, Source, Status, slug_of
from habeas.storage.contract import ClaimRow
from habeas.storage.journal.line import JournalEntry


def claim_row(entry: JournalEntry, read: ReadClaim, key: str, fields: Mapping[str, str]) -> ClaimRow:
    """A claim in the index, live. `key` is its content key; `fields` are those that the case marks."""
    claim, place, mark = read.claim, entry.operation.n, marked_sensitivity(read.claim, fields)
    said = (str(claim.source), str(claim.speaker), place, entry.offset, entry.end, mark, claim.relation)
    return ClaimRow(claim.id, key, Status.LIVE.value, *said, automatic_sensitivity(claim, fields))


def names_of(entity: Entity, n: int) -> list[tuple[str, str, str, int]]:
    """The names of an entity in the index, from its description in line n."""
    ref, texts = entity.ref, [text.text for text in (*entity.labels, *entity.also, *entity.hidden)]
    found = [(fold(text), str(ref), text, n) for text in texts]
    return found if any(slug_of(text) == ref.slug for text in texts) else [*found, ("", str(ref), ref.slug, n)]


def titles_of(source: Source, n: int) -> list[tuple[str, str, str, int]]:
    """The same of a document."""
    found = ((fold(source.title), source.title), ("", source.note), ("", source.ref.slug))
    return [(folded, str(source.ref), text, n) for folded, text in found if text]

"""The people on a list and the people of the case: which names they have, and who may be whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Final

from habeas.casefile.compared_names import Compared
from habeas.drafts.editions import EditionChanges
from habeas.drafts.forms import ListEdition
from habeas.drafts.meanings import plain
from habeas.drafts.rows import ListRow
from habeas.identity.matching.candidates import candidates
from habeas.identity.matching.proposal import Proposal
from habeas.model.codec import entity_from_plain
from habeas.model.values import Entity, Ref, Text, slug_of
from habeas.storage.index import Index
from habeas.storage.names import match_name
from habeas.storage.scope import ReadModel

PERSON: Final = "person"


class PersonNames:
    """Gives each row a name: its own from before, or a new one that nobody has."""

    def __init__(self, index: Index, series: str) -> None:
        self._index, self._series = index, series
        self._taken: set[str] = set()

    def of_rows(
        self,
        rows: Sequence[ListRow],
        changes: EditionChanges | None,
        before: Mapping[int, str],
        own: Mapping[int, str],
    ) -> dict[int, str]:
        """Row -> name. `own` are those of an earlier load of the same edition, `before` those of the edition before."""
        found = dict(own)
        for row in rows:
            old = changes.pairs.get(row.number) if changes else None
            if row.number not in found and old is not None and old.number in before:
                found[row.number] = before[old.number]
        self._taken = {*found.values(), *before.values()}
        for row in rows:
            if row.number not in found:
                found[row.number] = self._new(row.name)
        return found

    def _new(self, name: str) -> str:
        plain = slug_of(name)
        named = (plain, f"{plain}-{self._series}")
        slug, number = plain, 1
        while f"{PERSON}:{slug}" in self._taken or self._index.entity(f"{PERSON}:{slug}") is not None:
            slug = named[number] if number < len(named) else f"{named[1]}-{number}"
            number += 1
        self._taken.add(f"{PERSON}:{slug}")
        return f"{PERSON}:{slug}"


def proposals_for(views: ReadModel, edition: ListEdition, limit: int) -> list[Proposal]:
    """People who come new with an edition and may be people of the case, the likeliest first, with reasons."""
    known = {entity.ref: entity for entity in map(entity_from_plain, views.index.entities(PERSON))}
    fresh = {
        ref: Entity(ref=ref, labels=(Text(row.name),), also=tuple(map(Text, row.also)))
        for row in edition.rows
        if (ref := Ref.parse(edition.people[row.number])) not in known
    }
    if not known or not fresh:
        return []
    pairs = candidates([*known.values(), *fresh.values()], PERSON).pairs
    looked = Compared(views, {**known, **fresh})
    weighed = (looked.weigh(pair) for pair in pairs if (pair.a in fresh) != (pair.b in fresh))
    return list(islice(filter(None, weighed), limit))


class OtherNames:
    """Names of bodies, prisons, places and offences on a list: one of the case that is written so, else a new one."""

    def __init__(self, views: ReadModel) -> None:
        self._views = views
        self._found: dict[tuple[str, str], str] = {}

    def ref(self, kind: str, words: str) -> str:
        """The name, as `kind:slug`."""
        key = (kind, plain(words))
        if key not in self._found:
            certain = [ref for ref in match_name(self._views, words, (kind,)).certain if ref.kind == kind]
            self._found[key] = str(certain[0]) if len(certain) == 1 else self._new(kind, words)
        return self._found[key]

    def _new(self, kind: str, words: str) -> str:
        slug, number = slug_of(words), 1
        taken = set(self._found.values())
        while f"{kind}:{slug}" in taken or self._views.index.entity(f"{kind}:{slug}"):
            number += 1
            slug = f"{slug_of(words)}-{number}"
        return f"{kind}:{slug}"

"""Names of a table beside the names of a case: candidates with a score and reasons, and what the case says of them.

What `habeas serve` answers to OpenRefine and its like (docs/openrefine.md). Candidates come from the one finder of
names; how alike two names are, and why, is what proposals of identity say. A candidate is certain only where nothing
is left to decide: by its own name in the file (`person:ana-ruiz`), or as the only one that is called so, if it is no
person. Two people may have one name, so a person is certain by name only when a value beside it agrees and none
contradicts. Nothing here changes the case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from habeas.casefile.name_values import TYPES, kind_named, relation_named, values_of
from habeas.casefile.view import Answering
from habeas.dates.edtf import parse
from habeas.errors import BadDate
from habeas.identity.matching.bodies import body_name, liken_bodies
from habeas.identity.matching.candidates import spellings
from habeas.identity.matching.names import liken, person_name
from habeas.identity.matching.proposal import Likeness
from habeas.model.codec import entity_from_plain
from habeas.model.text import fold
from habeas.model.values import Entity, Ref, Text, Value, When
from habeas.storage.judgements import clusters_in
from habeas.vocab import CONCEPTS, PROPERTIES, SCHEMES, Range

ONCE: Final = (None, "death")
"""What happens to somebody once, or is no event at all: of such a date, or code, another one speaks against."""
AGREES: Final = 5
CONTRADICTS: Final = 20
BY_WORDS: Final = 0.4
"""What a candidate is worth whose name has the words typed and is still not alike by the rules of names."""
WHOLE: Final = 100
TypedValue = str | int | float | bool


class AskedValue(NamedTuple):
    """A value beside a name: of a relation, and one or several values, of which one has to agree."""

    relation: str
    values: tuple[TypedValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameQuery:
    """One name to look for. `kinds` are those that count, all where there are none."""

    text: str = ""
    kinds: tuple[str, ...] = ()
    limit: int = 5
    beside: tuple[AskedValue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NameCandidate:
    """A name of the case that may be meant. `score` is 0 to 100, `worth` how alike the names are, 0 to 1; `agrees` is
    told of each value beside it that could be compared."""

    ref: Ref
    label: str
    score: float
    worth: float
    certain: bool
    reasons: tuple[str, ...]
    agrees: Mapping[str, bool]


def find_candidates(case: Answering, query: NameQuery, lang: str) -> list[NameCandidate]:
    """Names that may be meant, the best first. Raises BadChoice for a kind or a relation that does not exist."""
    kinds = tuple(map(kind_named, query.kinds)) or TYPES
    text = " ".join(query.text.split())
    certain = [ref for ref in case.find(text) if ref.kind in kinds] if text else _with_value(case, query, kinds)
    near = [Ref.parse(hit.ref) for hit in case.search_names(text, kinds=kinds, limit=2 * query.limit)] if text else []
    near += case.match(text, kinds).near if text and not (certain or near) else ()
    one = clusters_in(case.views.index).one
    only = {one(ref) for ref in certain}
    compare = _Comparing(case, query, lang, certain=only.pop() if len(only) == 1 else None)
    refs = dict.fromkeys(one(ref) for ref in (*certain, *near) if ref.kind in kinds)
    found = [candidate for ref in refs if (candidate := compare.candidate(ref))]
    return sorted(found, key=lambda each: (-each.score, str(each.ref)))[: query.limit]


def _with_value(case: Answering, query: NameQuery, kinds: Sequence[str]) -> list[Ref]:
    """Without a name to look for: who is set beside a name that is given as a value."""
    found: dict[Ref, None] = {}
    for relation, values in query.beside:
        for other in (ref for value in values for ref in case.find(str(value))):
            rows = case.views.index.claims_with(relation_named(relation), about=(str(other),))
            claims = (case.views.claim_in(row)[0] for row in rows)
            found |= dict.fromkeys(c.subject for c in claims if c.object == other and c.subject.kind in kinds)
    return list(found)


class _Comparing:
    """Compares the candidates of one query."""

    def __init__(self, case: Answering, query: NameQuery, lang: str, *, certain: Ref | None) -> None:
        self._case, self._query, self._lang, self._certain = case, query, lang, certain
        self._text = " ".join(query.text.split())

    def candidate(self, ref: Ref) -> NameCandidate | None:
        """One of them; None for a placeholder, which stands for somebody unnamed."""
        body = self._case.views.index.entity(str(ref))
        entity = entity_from_plain(body) if body else Entity(ref=ref)
        if entity.placeholder:
            return None
        like, shown = _likeness(self._text, entity)
        only = ref == self._certain
        worth = 1.0 if only or not self._text else like.worth if like else BY_WORDS
        agrees = self._agrees(ref)
        against = sum(not same for name, same in agrees.items() if _has_one_value(name))
        told = like.reasons if like and shown and not self._is_id(ref) else ()
        labels = {name: self._case.label(name, self._lang) for r in told for name in r.values if isinstance(name, Ref)}
        return NameCandidate(
            ref=ref,
            label=self._case.label(ref, self._lang),
            score=round(min(WHOLE, max(0, WHOLE * worth + AGREES * sum(agrees.values()) - CONTRADICTS * against)), 1),
            worth=round(worth, 3),
            certain=only and not against and self._is_enough(ref, agrees),
            reasons=tuple(reason.words(labels, self._lang) for reason in told),
            agrees=agrees,
        )

    def _is_enough(self, ref: Ref, agrees: Mapping[str, bool]) -> bool:
        """Whether the only one that is called so is certainly the one meant."""
        by_name = bool(self._text) and (ref.kind != "person" or any(agrees.values()))
        return self._is_id(ref) or by_name

    def _is_id(self, ref: Ref) -> bool:
        return self._text in (str(ref), f"{self._case.settings.base}{ref.kind}/{ref.slug}")

    def _agrees(self, ref: Ref) -> dict[str, bool]:
        found: dict[str, bool] = {}
        for word, values in self._query.beside:
            name = relation_named(word)
            own = list(values_of(self._case, ref, name, lang=self._lang))
            told = [same for value in values for has in own if (same := self._same(name, has, value)) is not None]
            if told:
                found[name] = any(told)
        return found

    def _same(self, name: str, own: Value, given: TypedValue) -> bool | None:
        """Whether a value is the given one; None where that cannot be told."""
        text = " ".join(str(given).split())
        if isinstance(own, Ref):
            same = self._case.find(text)
            one = clusters_in(self._case.views.index).one
            return own in map(one, same) or own in same if same else None
        if isinstance(own, When):
            return self._same_day(own, text)
        if PROPERTIES.get(name) and PROPERTIES[name].range is Range.CONCEPT:
            return fold(text) in _words_of(str(own)) if any(fold(text) in _words_of(c) for c in _codes(name)) else None
        return fold(_letters(str(own.text if isinstance(own, Text) else own))) == fold(_letters(text)) or None

    def _same_day(self, own: When, text: str) -> bool | None:
        conventions = self._case.views.mapper.conventions
        try:
            given, has = parse(text, conventions), own.read(conventions)
        except BadDate:
            return None
        before = given.latest and has.earliest and given.latest < has.earliest
        after = has.latest and given.earliest and has.latest < given.earliest
        return not (before or after)


def _has_one_value(name: str) -> bool:
    prop = PROPERTIES.get(name)
    return prop is not None and prop.makes in ONCE and prop.range in (Range.DATE, Range.CONCEPT)


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def _codes(name: str) -> Iterable[str]:
    return SCHEMES.get(PROPERTIES[name].scheme or "", {})


def _words_of(code: str) -> set[str]:
    found = next((c for codes in SCHEMES.values() if code in codes for c in (CONCEPTS[codes[code]],)), None)
    return {fold(word) for word in (code, *((found.label, found.label_es) if found else ()))}


def _likeness(text: str, entity: Entity) -> tuple[Likeness | None, bool]:
    """How alike a name typed and the names of an entity are; and whether the name that fits best may be shown."""
    shown = [label.text for label in (*entity.labels, *entity.also)]
    fits = [(like, name in shown) for name in spellings(entity) if (like := _alike(entity.ref.kind, text, name))]
    return max(fits, key=lambda fit: (fit[0].worth, fit[1])) if fits else (None, False)


def _alike(kind: str, one: str, other: str) -> Likeness | None:
    if kind == "person":
        return liken(person_name(one), person_name(other))
    return liken_bodies(body_name(one), body_name(other), lambda _: 1.0)

"""What of a case may leave in a package: which claims, names, documents and lines of the journal, and which words.

`model.disclosure` is the rule, with the marks of today, as for exports. Beside what it withholds, the gate keeps back
what would give it away: names that nothing names which leaves, and the lines that describe names; a document on which
a withheld claim rests, or in whose text a withheld name is spotted; and the journal, unless every line of it may leave.
The hash of a single line does not leave either: the moment, the recorder and the line before are known, so it would
confirm a guess at a name (docs/decisions/0260, 0263).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final

from habeas.casefile.open_case import OpenCase
from habeas.identity.name_spotter import masker_of
from habeas.model.claims import mentions
from habeas.model.codec import claim_from_plain, entity_from_plain, source_from_plain
from habeas.model.disclosure import LEVELS, above, level
from habeas.model.text import clean, fold
from habeas.model.values import Claim, Entity, Ref, Source
from habeas.storage.audience import policy_of, withheld_claims
from habeas.storage.contract import ClaimRow
from habeas.storage.journal.line import Operation

ALL: Final = LEVELS[-1]
"""The level at which everything leaves."""
TOLD: Final = frozenset(["create", "record", "supersede", "withdraw", "judge", "unjudge", "decide"])
"""What the history tells of a case in which anything is withheld: work on claims that leave."""


class PackageGate:
    """What may leave of an open case at a level of sensitivity."""

    def __init__(self, case: OpenCase, most: str) -> None:
        views, default = case.views, case.settings.sensitivity
        self.case, self.most = case, most
        self.whole = most == ALL
        self.policy = policy_of(views, most, default)
        self.withheld = frozenset[str]() if self.whole else withheld_claims(views, default, most)
        bodies = list(views.index.entities())
        sources = [source_from_plain(body) for body in bodies if body["ref"].startswith("doc:")]
        self._sources = {source.ref: source for source in sources}
        self._entities = [entity_from_plain(body) for body in bodies if not body["ref"].startswith("doc:")]
        visible = [entity for entity in self._entities if entity.ref not in self.policy.withheld]
        theirs = {fold(text.text) for entity in visible for text in (*entity.labels, *entity.also)}
        rulings = self.policy.rulings
        self._masker = masker_of(self.policy.names, self.policy.people, lambda x: fold(x) in theirs, rulings=rulings)

    @property
    def keeps_all(self) -> bool:
        """True when nothing is withheld today."""
        return self.whole or not (self.policy.withheld or self.withheld)

    # -- words

    def mask(self, text: str) -> str:
        """The text without withheld names."""
        return text if self.whole else self._masker.mask(text)

    def names_nobody(self, text: str) -> bool:
        """True for a text in which nobody withheld is named."""
        return self.whole or self._masker.mask(text) == clean(text)[0]

    # -- claims and names

    def rows(self) -> list[ClaimRow]:
        """The claims that leave, live or not, in the order they were recorded."""
        return [row for row in self.case.views.index.claims(status="") if row.id not in self.withheld]

    def _claims(self, *, shown: bool) -> Iterator[Claim]:
        rows = list(self.case.views.index.claims(status=""))
        return (self.case.views.claim_in(row)[0] for row in rows if (row.id not in self.withheld) == shown)

    @cached_property
    def hidden(self) -> frozenset[Ref]:
        """Names that do not leave: withheld ones, and those that nothing names which leaves: who described them, and
        for the sake of whom, is not known.
        """
        if self.keeps_all:
            return frozenset()
        named = _named(self._claims(shown=True))
        named |= {source.publisher for ref in named if (source := self._sources.get(ref)) and source.publisher}
        described = {*self._sources, *(entity.ref for entity in self._entities)}
        return self.policy.withheld | (described - named)

    def entities(self) -> list[Entity]:
        """The descriptions that leave."""
        return [entity for entity in self._entities if entity.ref not in self.hidden]

    def sources(self) -> list[Source]:
        """The documents whose description leaves."""
        return [source for source in self._sources.values() if source.ref not in self.hidden]

    # -- documents

    @cached_property
    def _closed(self) -> frozenset[Ref]:
        """Documents of which no word leaves: withheld, or the ground of a withheld claim."""
        return self.hidden | {claim.source for claim in self._claims(shown=False)}

    def lets_out(self, document: Ref | None, content: bytes) -> bool:
        """True for the captured bytes of a document that may leave; with None, of one that the journal does not name.

        Where anything is withheld, only what can be read as text and is of a known document leaves.
        """
        if self.keeps_all:
            return True
        if document is None or document in self._closed:
            return False
        try:
            return self.names_nobody(content.decode())
        except UnicodeDecodeError:
            return False

    # -- the journal

    def shows(self, operation: Operation) -> bool:
        """True for a line of the journal that may be told: it names nothing that is withheld."""
        if self.whole:
            return True
        named = set(_strings(operation.body))
        if named & self.withheld or named & self._hidden_words:
            return False
        return self._allows(operation.body)

    def tells(self, operation: Operation) -> bool:
        """True for a line that the history tells. Where anything is withheld, a description is not told: it may have
        come in with what is withheld; nor is a line on a whole step.
        """
        return self.shows(operation) and (self.keeps_all or operation.op in TOLD)

    @cached_property
    def _hidden_words(self) -> frozenset[str]:
        return frozenset({*map(str, self.hidden), *(f"claim:{name}" for name in self.withheld)})

    def _allows(self, body: dict[str, Any]) -> bool:
        """A claim as that line holds it, which may be another than the file holds now."""
        if not isinstance(body.get("claim"), dict):
            return True
        claim = claim_from_plain(body["claim"])
        source = self._sources.get(claim.source)
        return self.policy.allows(claim, source.publisher if source else None)

    def keeps_nothing_back(self, operation: Operation) -> bool:
        """True for a line that may leave letter by letter: it is told, marks nothing as more sensitive, and does not
        keep the hash of what was erased.
        """
        if self.whole:
            return True
        default = level(self.case.settings.sensitivity) > level(self.most)
        marked = not {*above(self.most)}.isdisjoint(_marks(operation.body))
        return self.keeps_all and not (marked or default or operation.erased) and self.shows(operation)


def _named(claims: Iterator[Claim]) -> frozenset[Ref]:
    return frozenset(ref for claim in claims for ref in (*mentions(claim), claim.speaker, claim.source))


def _strings(value: object) -> Iterator[str]:
    """Every text in a plain value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for inner in value.values() for text in _strings(inner))
    elif isinstance(value, list):
        yield from (text for inner in value for text in _strings(inner))


def _marks(value: object) -> Iterator[str]:
    """Every mark of sensitivity in a plain value."""
    if isinstance(value, dict):
        if isinstance(mark := value.get("sensitivity"), str):
            yield mark
        yield from (found for inner in value.values() for found in _marks(inner))
    elif isinstance(value, list):
        yield from (found for inner in value for found in _marks(inner))

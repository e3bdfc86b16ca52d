"""What an answer of the library starts from, and the rows it gives."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from habeas.analysis.checks.claim_set import ClaimSet
from habeas.analysis.people import called
from habeas.analysis.values import Evidence
from habeas.casefile import findings_service
from habeas.casefile.dossier import Teller
from habeas.casefile.open_case import OpenCase
from habeas.dates.calendar import Bounds, span_text
from habeas.dates.edtf import parse
from habeas.dates.format import in_words
from habeas.identity.clusters import Clusters
from habeas.model.as_of import AsOf
from habeas.model.codec import entity_from_plain
from habeas.model.values import Claim, Entity, Ref
from habeas.sparql.results import Results
from habeas.storage.judgements import clusters_in
from habeas.storage.scope import Scope
from habeas.vocab import PREFIXES, PROPERTIES

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
NOT_STATED: Final = "not stated"
"""Said where no claim says anything; never said for no."""

AnswerCell = Ref | str | int | bool | date | None | tuple[str, ...]
"""A tuple holds ids of claims."""
AnswerRow = tuple[AnswerCell, ...]
Given = Ref | date | int | str


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """The rows of an answer. `notes` are conventions of the question itself, in sentences."""

    columns: tuple[str, ...]
    rows: Sequence[AnswerRow]
    notes: tuple[str, ...] = ()


class Inquiry:
    """An open case and what was asked of it, with what several answers need gathered once."""

    def __init__(self, case: OpenCase, values: Mapping[str, Given], lang: str = "en") -> None:
        self.case = case
        self.views = case.views
        self.conventions = case.views.mapper.conventions
        self.teller = Teller(case.views, lang)
        self._values = values

    # -- what was given

    def ref(self, name: str) -> Ref | None:
        """The name given, or the one that stands for it where several were judged to be one."""
        value = self._values.get(name)
        return self.clusters.one(value) if isinstance(value, Ref) else None

    def day(self, name: str) -> date | None:
        """The day given."""
        value = self._values.get(name)
        return value if isinstance(value, date) else None

    def text(self, name: str) -> str:
        """The words given."""
        value = self._values.get(name)
        return value if isinstance(value, str) else ""

    # -- what the case holds

    @cached_property
    def clusters(self) -> Clusters:
        """Who was judged to be whom."""
        return clusters_in(self.views.index)

    def cluster(self, name: str) -> str:
        """The same for names as texts."""
        return str(self.clusters.one(Ref.parse(name))) if self.clusters.same else name

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Every live claim."""
        return tuple(self.views.claim_in(row)[0] for row in self.views.index.claims(status="live"))

    def about(self, ref: Ref) -> Iterator[Claim]:
        """The live claims about a name and the names that mean the same."""
        names = tuple(map(str, self.clusters.names(ref)))
        return (self.views.claim_in(row)[0] for row in self.views.index.claims(about=names, status="live"))

    @cached_property
    def scope(self) -> Scope:
        """The case as of the day of saying and the speaker that were given."""
        by = self.ref("by")
        names = frozenset(map(str, self.clusters.names(by))) if by else frozenset[str]()
        return Scope(self.views, AsOf(said=self.day("said"), by=names), today="")

    @property
    def on(self) -> date:
        """The day asked for; where none was given, everything ever reported counts."""
        return self.day("on") or date.max

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """What the live claims are evidence of, under the names that stand for others by judgement."""
        rows = self.views.index.evidence()
        return tuple((called(row, self.cluster) for row in rows) if self.clusters.same else rows)

    @cached_property
    def claim_set(self) -> ClaimSet:
        """The live claims with what describes them, as the checks want them."""
        return findings_service.claim_set(self.scope)

    def entities(self, kind: str) -> Iterator[Entity]:
        """Everything described of a kind."""
        return map(entity_from_plain, self.views.index.entities(kind))

    def relation(self, name: str) -> str:
        """What a relation or a detail is called."""
        prop = PROPERTIES[name]
        return prop.label_es if self.teller.lang == "es" else prop.label

    def label(self, ref: Ref | str) -> str:
        """What a name is called."""
        return self.teller.label(ref if isinstance(ref, Ref) else Ref.parse(ref))


def ids(claims: Iterable[Claim | str]) -> tuple[str, ...]:
    """Ids of claims, each once, in order."""
    return tuple(sorted({claim if isinstance(claim, str) else claim.id for claim in claims}))


def bounds_in_words(bounds: Bounds, lang: str) -> str:
    """Between which days, in words."""
    first, last = bounds
    if first and last and first != last:
        return in_words(parse(f"[{first.isoformat()}..{last.isoformat()}]"), lang)
    return in_words(parse(span_text(first, last)), lang)


def as_results(rows: AnswerTable, base: str) -> Results:
    """A table as the answer of a query, so that they can be taken and written in every way such an answer can."""
    bindings = [
        {name: term for name, cell in zip(rows.columns, row, strict=True) if (term := _term(cell, base))}
        for row in rows.rows
    ]
    plain = {"head": {"vars": list(rows.columns)}, "results": {"bindings": bindings}}
    return Results.read(json.dumps(plain).encode(), "json", {**PREFIXES, "id": base})


def _term(cell: AnswerCell, base: str) -> dict[str, Any] | None:
    match cell:
        case None | "" | ():
            return None
        case Ref():
            return {"type": "uri", "value": f"{base}{cell.kind}/{cell.slug}"}
        case tuple():
            return {"type": "literal", "value": " ".join(cell)}
        case bool():
            return {"type": "literal", "value": str(cell).lower(), "datatype": XSD + "boolean"}
        case int():
            return {"type": "literal", "value": str(cell), "datatype": XSD + "integer"}
        case date():
            return {"type": "literal", "value": cell.isoformat(), "datatype": XSD + "date"}
    return {"type": "literal", "value": cell}

"""Short ways to make what tests need: everything has a default, so that a test says only what matters to it."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import rdflib

from habeas.casefile import CaseFile
from habeas.model.values import Claim, Entity, Ref, Source, Step, Text, When

EXAMPLE = Path(__file__).parents[1] / "examples" / "venezuela-2026"
EXAMPLE_FILES = (EXAMPLE / "npr-2026-01-12.yaml", EXAMPLE / "nyt-2026-01-01.yaml")
HASH = "3c99400fe07f050c607c607f2c37886d40175e229d235e0582e7d859f3658c94"
NAMES: dict[str, Any] = {
    "radio": {"is": "org:radio", "label": "Radio Sur"},
    "paper": {"is": "org:paper", "label": "The Paper"},
    "ana": {"is": "person:ana-ruiz", "label": "Ana Ruiz"},
    "luis": {"is": "person:luis-paz", "label": "Luis Paz"},
    "norte": {"is": "facility:norte", "label": {"es": "Cárcel Norte"}},
    "sur": {"is": "facility:sur", "label": {"es": "Cárcel Sur"}},
    "theft": {"is": "concept:theft", "label": "theft"},
    "held": {"is": "population:held", "label": "people held"},
}


class Clock:
    """A clock that stands still until it is set: `clock.at("09:12")` is 09:12 UTC on 1 February 2026."""

    def __init__(self, time: str = "09:00") -> None:
        self.at(time)

    def at(self, time: str) -> None:
        """Set it, to an hour and minute of that day or to a whole moment."""
        self._now = time if "T" in time else f"2026-02-01T{time}:00.000Z"

    def __call__(self) -> str:
        return self._now


def a_claim_form(
    subject: str = "ana", relation: str = "detainedAt", value: object = "norte", **keys: Any
) -> dict[str, Any]:
    """One claim as the claim form writes it; keys with `_` for `-`."""
    return {
        "claim": [subject, relation, value],
        "said-by": "radio",
        **{k.replace("_", "-"): v for k, v in keys.items()},
    }


def a_form(*claims: Mapping[str, Any], names: Mapping[str, Any] | None = None, **source: Any) -> dict[str, Any]:
    """One document of the claim form: a source, the usual names, and these claims (one claim when none is given)."""
    about = {"id": "letter", "title": "A letter", "date": "2026-01-12", "publisher": "radio", **source}
    return {"source": about, "names": {**NAMES, **(names or {})}, "claims": list(claims) or [a_claim_form()]}


def a_case(folder: Path, *forms: Mapping[str, Any], clock: Callable[[], str] | None = None) -> CaseFile:
    """A case, open for writing, with these forms recorded; every claim of them must fit."""
    case = CaseFile.create(folder / "case" if folder.exists() else folder, clock=clock or Clock())
    for form in forms:
        report = case.record_form(form)
        assert not report.refused, report.refused
    return case


def the_example(folder: Path, clock: Callable[[], str] | None = None) -> CaseFile:
    """A case with both files of the example loaded, open for writing."""
    case = CaseFile.create(folder, clock=clock or Clock())
    for path in EXAMPLE_FILES:
        case.load(path)
    return case


def a_claim(**fields: Any) -> Claim:
    """A claim of the model."""
    plain: dict[str, Any] = {
        "id": "A1",
        "source": Ref("doc", "letter"),
        "subject": Ref("person", "ana-ruiz"),
        "relation": "detainedAt",
        "object": Ref("facility", "norte"),
        "speaker": Ref("org", "radio"),
        "said": When(edtf="2026-01-12"),
    }
    return Claim(**(plain | fields))


def a_source(**fields: Any) -> Source:
    """A source of the model."""
    return Source(**({"ref": Ref("doc", "letter"), "title": "A letter", "date": When(edtf="2026-01-12")} | fields))


def an_entity(ref: str = "person:ana-ruiz", *labels: str, **fields: Any) -> Entity:
    """A description of the model."""
    return Entity(ref=Ref.parse(ref), labels=tuple(Text(label) for label in labels), **fields)


def a_step(ref: str, **fields: Any) -> Step:
    """One step of a chain."""
    return Step(by=Ref.parse(ref), **fields)


# -- looking -------------------------------------------------------------------------------------------------------


def lines_of(folder: Path) -> list[bytes]:
    """The lines of a case's journal, each with its newline."""
    return journal_of(folder).read_bytes().splitlines(keepends=True)


def journal_of(folder: Path) -> Path:
    """The file that holds a case's journal."""
    return folder / "journal" / "operations.jsonl"


def quads_of(case: CaseFile) -> list[str]:
    """Everything in the store, sorted, without what is only about the record: when, by whom, how far."""
    return sorted(str(quad) for quad in case.views.store.quads())


def facts_of(case: CaseFile, *without: str) -> set[str]:
    """The default graph as text, without the properties named and without where the journal stands."""
    skipped = {"journalPosition", "journalHead", *without}
    found = case.views.store.quads(graph=None)
    return {str(q.triple) for q in found if q.predicate.value.rpartition("#")[2] not in skipped}


def rows_of(case: CaseFile, sparql: str) -> list[tuple[str, ...]]:
    """The rows of a query as text, sorted."""
    return sorted(tuple(str(value) for value in row) for row in case.query(sparql).rows())


def rdflib_rows(data: rdflib.Dataset, sparql: str, prefixes: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The same from rdflib, which calls what it calls deprecated."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        found = data.query(sparql, initNs={name: rdflib.Namespace(iri) for name, iri in prefixes.items()})
        return sorted(tuple(str(value) for value in row) for row in found)  # type: ignore[union-attr]


def ids(values: Iterable[object]) -> list[str]:
    """The last parts of IRIs, sorted."""
    return sorted(str(value).rpartition("/")[2] for value in values)

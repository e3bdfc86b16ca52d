"""The tables and the RDF of a package: claims, history, custody of evidence.

Tables are CSV as everywhere (docs/decisions/0183): with the mark of UTF-8, and a `'` before what a spreadsheet would
run. The N-Quads hold every word as it is.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final, NamedTuple

from habeas.casefile.dossier import Teller
from habeas.casefile.history import history_line
from habeas.casefile.package_gate import PackageGate
from habeas.model.text import MARK_OF_UTF8, guarded
from habeas.model.values import Claim, Status
from habeas.sparql.mapper import ClaimRecord, Mapper, judged
from habeas.sparql.terms import Literal, NamedNode, Quad, RdfFormat, SpoTriple, quads, serialize
from habeas.storage.contract import ClaimRow
from habeas.storage.journal.line import Operation, with_origin
from habeas.storage.judgements import judgements_in
from habeas.vocab import HAB

CLAIMS: Final = (
    *("claim", "status", "sentence", "when", "speaker", "chain", "document", "file", "passage", "quote", "said"),
    *("assertion", "modality", "polarity", "hedge", "credibility", "sensitivity", "note", "reason"),
    *("recorded_at", "recorded_by"),
)
HISTORY: Final = ("line", "at", "by", "operation", "subject", "sentence", "reason")


class CustodyEntry(NamedTuple):
    """A captured text of a document: what it is, the file that holds it, and the line with which it entered the case.

    `file` and `sha256` are empty for what is withheld; `file` alone for a text of which only the hash was recorded.
    """

    document: str
    title: str
    publisher: str
    url: str
    captured_at: str
    file: str
    sha256: str
    bytes: int
    line: int
    recorded_at: str
    recorded_by: str


CUSTODY: Final = CustodyEntry._fields


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Rows as CSV."""
    yield MARK_OF_UTF8.encode()
    for row in chain([columns], rows):
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerow([guarded(str(cell)) for cell in row])
        yield text.getvalue().encode()


def claim_rows(gate: PackageGate, files: dict[str, str], lang: str) -> Iterator[list[str]]:
    """One row a claim, live or not. `files` leads from the hash of a captured text to its file."""
    views, teller = gate.case.views, Teller(gate.case.views, lang)
    for row in gate.rows():
        claim, operation = views.claim_in(row)
        line = teller.line_of(row, claim, operation)
        cells = (
            *(line.claim_id, line.status, line.sentence, line.when, line.speaker, line.chain, line.source),
            *(files.get(claim.snapshot, ""), line.passage, line.quote, line.said, line.assertion, line.modality),
            *(line.polarity, line.hedge, line.credibility, line.sensitivity, line.note, line.reason),
            *(line.recorded_at, line.recorded_by),
        )
        yield [gate.mask(str(cell)) for cell in cells]


def history_rows(gate: PackageGate, operations: Iterable[Operation], lang: str) -> Iterator[list[str]]:
    """One row a line of the journal that may be told."""
    teller = Teller(gate.case.views, lang)
    for operation in operations:
        line = history_line(operation, teller)
        told = (line.by, line.op, line.subject, line.sentence, line.reason)
        yield [str(line.n), line.at, *map(gate.mask, told)]


# -- RDF


def claim_quads(gate: PackageGate, files: dict[str, str]) -> Iterator[bytes]:
    """The claims that leave, and what they name, as N-Quads; each triple of the default graph once."""
    views, settings = gate.case.views, gate.case.settings
    mapper, seen = Mapper(settings.base, settings.conventions), set[SpoTriple]()
    for source in gate.sources():
        held = source.snapshot and source.snapshot.sha256 in files
        told = source if held or gate.whole else replace(source, snapshot=None)
        yield from _lines(gate, quads([*mapper.source(told), *mapper.source_dates(told)]))
    for entity in gate.entities():
        yield from _lines(gate, quads(mapper.entity(entity)))
    for row in gate.rows():
        claim, operation = views.claim_in(row)
        told_claim = claim if claim.snapshot in files or gate.whole else replace(claim, snapshot="")
        yield from _lines(gate, _claim(gate, mapper, row, told_claim, operation, seen))
    for judgement in judgements_in(views.index):
        if judgement.taken_back is None and gate.hidden.isdisjoint({judgement.a, judgement.b}):
            yield from _lines(gate, quads(judged(mapper, judgement)))


def _claim(
    gate: PackageGate, mapper: Mapper, row: ClaimRow, claim: Claim, operation: Operation, seen: set[SpoTriple]
) -> Iterator[Quad]:
    yield from quads(mapper.facts(claim, _record(gate, row, operation)))
    if row.status != Status.LIVE:
        return
    asserted = mapper.assertion(claim)
    yield from quads(asserted, mapper.graph_of(claim.id))
    yield from quads([triple for triple in asserted if triple not in seen])
    seen.update(asserted)


def _record(gate: PackageGate, row: ClaimRow, operation: Operation) -> ClaimRecord:
    """What the file knows of the record of a claim, without claims that are withheld."""
    every = [with_origin(operation) for operation in gate.case.views.operations(f"claim:{row.id}")]
    replaced = {o.body["old"] for o in every if o.op == "supersede" and o.body["claim"]["id"] == row.id}
    replaced |= {old for o in every if o.op == "record" for old in o.body.get("supersedes", ())}
    ends = [o for o in every if o.op == "withdraw" or (o.op == "supersede" and o.body["old"] == row.id)]
    end = ends[-1] if ends and row.status != Status.LIVE else None
    return ClaimRecord(
        at=operation.at,
        by=operation.by,
        status=Status(row.status),
        ended_at=end.at if end else "",
        ended_by=end.by if end else "",
        reason=str(end.body.get("reason", "")) if end else "",
        supersedes=tuple(sorted(replaced - gate.withheld)),
    )


def _lines(gate: PackageGate, found: Iterable[Quad]) -> Iterator[bytes]:
    kept = [masked for quad in found if (masked := _masked(gate, quad)) is not None]
    text = serialize(kept, format=RdfFormat.N_QUADS) if kept else b""
    assert text is not None  # noqa: S101 no output given
    yield text


def _masked(gate: PackageGate, quad: Quad) -> Quad | None:
    """The quad without withheld names in its words; None where an address or a name would give one away."""
    if gate.whole:
        return quad
    if not all(_shown(gate, term) for term in (quad.subject, quad.object, quad.graph_name)):
        return None
    found = quad.object
    if not isinstance(found, Literal) or (words := gate.mask(found.value)) == found.value:
        return quad
    again = Literal(words, language=found.language) if found.language else Literal(words, datatype=found.datatype)
    return Quad(quad.subject, quad.predicate, again, quad.graph_name)


def _shown(gate: PackageGate, term: object) -> bool:
    return not isinstance(term, NamedNode) or term.value.startswith(HAB) or gate.mask(term.value) == term.value

"""From the journal to the views: what each operation changes in the store and in the side index.

    record      a claim enters, or one that was withdrawn stands again
    withdraw    its graph goes; its triples leave the default graph unless a live claim or a description holds them
    supersede   withdraw one, record another that names it
    describe    what the documenter calls something; the latest description counts
    source      a document and its captured text
    undescribe  a description is taken back, and none was there before
    judge       two names are the same, or different: a triple each way as long as such a judgement stands (decision 30)
    unjudge     a judgement is taken back
    settings, keep   case.toml as it stands from then on (`create` has the first); a document in sources/
    decide      what was made of a finding: a conflict node as long as it stands (decision 60)
    undo, merge nothing by themselves: the other lines of their steps do it (decisions 250, 252); but a merge brings
                what the copies clash on, until somebody settles it (decision 310)

Applying an operation twice changes nothing, so a view that lost its last commits is repaired by applying the journal
from the position it remembers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from habeas.analysis.evidence import evidence_of
from habeas.model.canonical import content_key
from habeas.model.claims import ReadClaim, read_claim
from habeas.model.codec import claim_from_plain, entity_from_plain, source_from_plain
from habeas.model.values import Entity, Ref, Source, Status
from habeas.sparql.contract import Change, Store
from habeas.sparql.mapper import ClaimRecord, decided, judged
from habeas.sparql.terms import SpoTriple, quads
from habeas.storage.clash_table import OpenClashes
from habeas.storage.contract import ClaimReader
from habeas.storage.index import Index
from habeas.storage.index_rows import claim_row, names_of, titles_of
from habeas.storage.journal.line import JournalEntry, Operation, with_origin
from habeas.storage.journal.operations import SETTINGS, chained_by
from habeas.storage.judgements import decision_of, judgement_of, judgements_in, standing_in
from habeas.storage.keeping import Keep
from habeas.storage.triples import CaseTriples
from habeas.storage.view_writer import ViewWriter

STATUS_FACTS = ("status", "retractedAt", "retractedBy", "retractionReason")


class Projector(ViewWriter):
    """The store and the side index of one case, kept in step with its journal: what each operation changes in them."""

    def __init__(
        self,
        store: Store,
        index: Index,
        claims: ClaimReader,
        triples: CaseTriples,
        keep: Keep,
        keep_all: Callable[[], None],
    ) -> None:
        super().__init__(store, index, triples, keep, keep_all)
        self._clashes = OpenClashes(self._connection)
        self._index = index
        self._claims, self._triples, self._mapper = claims, triples, triples.mapper

    def _let_go(self) -> None:
        self._claims.held.clear()

    def _forget(self) -> None:
        super()._forget()
        self._clashes.forget()
        self._mapper.forget()

    def _one(self, entry: JournalEntry) -> None:
        self._rows.moments[entry.operation.at] = entry.operation.n
        operation = with_origin(entry.operation)
        entry = JournalEntry(operation, entry.offset, entry.end, entry.claim)
        self._rows.clashes.extend(self._clashes.changed_by(operation, self._described))
        match operation.op:
            case "create" | "settings" | "keep" | "erase":
                self._rows.chained |= chained_by(operation)
                self._touch(entry, *([SETTINGS] if "settings" in operation.body else []))
            case "record":
                self._record(entry, self._claim_of(entry), tuple(operation.body.get("supersedes", ())))
            case "supersede":
                self._end(entry, operation.body["old"], Status.SUPERSEDED)
                self._record(entry, self._claim_of(entry), (operation.body["old"],))
            case "withdraw":
                self._end(entry, operation.body["claim"], Status(operation.body.get("status", Status.WITHDRAWN)))
            case "describe":
                self._describe(entry, entity_from_plain(operation.body))
            case "source":
                self._source(entry, source_from_plain(operation.body))
            case "undescribe":
                self._undescribe(entry)
            case "judge":
                self._judge(entry)
            case "unjudge":
                self._unjudge(entry)
            case "decide":
                self._decide(entry)

    def _described(self, name: str) -> dict[str, Any] | None:
        """The description of a name as it was before this operation."""
        gathered = [body for ref, body, _ in self._rows.entities if ref == name]
        return gathered[-1] if gathered else self._index.entity(name)

    def _claim_of(self, entry: JournalEntry) -> ReadClaim:
        body = entry.operation.body
        if ready := self._ready.get(body["claim"].get("id", "")) or self._claims.held.get(entry.offset):
            return ready
        claim = entry.claim or claim_from_plain(body["claim"])
        read = read_claim(claim, self._mapper.conventions, key=body.get("key") or "")
        if self._whole:
            self._claims.held[entry.offset] = read
        return read

    def _record(self, entry: JournalEntry, read: ReadClaim, supersedes: tuple[str, ...]) -> None:
        claim = read.claim
        if claim.id in self._fresh or self._is_known(claim.id):
            self._clear_status(entry, claim.id)
            self._clear_other(entry, read)
        mapper, operation = self._mapper, entry.operation
        assertion = mapper.assertion(read)
        recorded = ClaimRecord(at=operation.at, by=operation.by, supersedes=supersedes)
        self._gather(assertion)
        self._gather(assertion, mapper.graph_of(claim.id))
        self._gather(mapper.facts(read, recorded))
        self._fresh.add(claim.id)
        self._index_claim(entry, read)

    def _is_known(self, claim_id: str) -> bool:
        """Whether it was recorded before; from nothing that is known without asking the index."""
        if not self._whole:
            return self._index.claim(claim_id) is not None
        number = len(self._recorded)
        self._recorded.add(claim_id)
        return len(self._recorded) == number

    def _index_claim(self, entry: JournalEntry, read: ReadClaim) -> None:
        rows, place, claim = self._rows, entry.operation.n, read.claim
        rows.claims.append(claim_row(entry, read, read.key or content_key(claim), self._index.fields))
        rows.about.extend((str(ref), claim.id, place) for ref in read.mentions)
        self._touch(entry, str(claim.ref))
        rows.evidence.extend(evidence_of(read, n=place, recorded_at=entry.operation.at))

    def _clear_status(self, entry: JournalEntry, claim_id: str) -> None:
        self._flush(entry, reached=False)
        me = self._mapper.graph_of(claim_id)
        old = [q for name in (*STATUS_FACTS, "recordedAt", "recordedBy") for q in self._triples.of(me, name)]
        self._store.apply(Change(remove=old, add=[]))

    def _clear_other(self, entry: JournalEntry, read: ReadClaim) -> None:
        """Another claim that had this id goes without a trace in the views: two copies used one id (decision 252)."""
        if (row := self._index.claim(read.claim.id)) is None or row.key == (read.key or content_key(read.claim)):
            return
        self._end(entry, row.id, Status.WITHDRAWN)
        self._flush(entry, reached=False)
        self._writer.bring_up()  # what it said is found by its id, which will be the other's
        self._store.apply(Change(remove=self._triples.with_parts(self._mapper.graph_of(row.id)), add=[]))

    def _end(self, entry: JournalEntry, claim_id: str, status: Status) -> None:
        """Take a claim's triples out and say since when and why."""
        self._flush(entry, reached=False)
        if (found := self._claims.claim(claim_id)) is None:
            return
        me, operation, (claim, record) = self._mapper.graph_of(claim_id), entry.operation, found
        assertion = self._mapper.assertion(claim)
        recorded = ClaimRecord(
            at=record.at,
            by=record.by,
            status=status,
            ended_at=operation.at,
            ended_by=operation.by,
            reason=operation.body.get("reason", ""),
        )
        old = [q for name in STATUS_FACTS for q in self._triples.of(me, name)]
        add = quads(self._mapper.status_facts(claim_id, recorded))
        self._store.apply(Change(remove=[*self._triples.leaving(assertion, me), *old], add=add))
        self._rows.statuses.append((status.value, claim_id, operation.n))
        self._rows.ended.append((operation.at, claim_id, operation.n))
        self._touch(entry, f"claim:{claim_id}")

    def _describe(self, entry: JournalEntry, entity: Entity) -> None:
        self._replace_description(entry, entity.ref, self._mapper.entity(entity))
        self._rows.names.extend(names_of(entity, entry.operation.n))

    def _source(self, entry: JournalEntry, source: Source) -> None:
        self._replace_description(entry, source.ref, self._mapper.source(source))
        self._gather(list(self._mapper.source_dates(source)))
        self._rows.names.extend(titles_of(source, entry.operation.n))

    def _replace_description(self, entry: JournalEntry, ref: Ref, new: list[SpoTriple]) -> None:
        name = str(ref)
        if name in self._fresh:
            self._flush(entry, reached=False)
        body = self._index.entity(name)
        if body is not None:
            self._loader.wait()
            self._store.apply(Change(remove=self._triples.no_longer_described(body, new), add=[]))
        self._fresh.add(name)
        self._gather(new)
        described = {key: value for key, value in entry.operation.body.items() if key != "origin"}
        self._rows.entities.append((name, described, entry.operation.n))
        self._touch(entry, name)

    def _undescribe(self, entry: JournalEntry) -> None:
        self._flush(entry, reached=False)
        name = entry.operation.body["ref"]
        body = self._index.entity(name)
        if body is not None:
            self._store.apply(Change(remove=self._triples.no_longer_described(body, ()), add=[]))
            self._rows.undescribed.append((name, entry.operation.n))
            self._fresh.add(name)
        self._touch(entry, name)

    # -- judgements and decisions

    def _judge(self, entry: JournalEntry) -> None:
        judgement = judgement_of(entry.operation.body, n=entry.operation.n, at="", by="")
        self._gather(judged(self._mapper, judgement))
        self._rows.judgements.append((entry.operation.n, _told(entry.operation)))
        self._touch(entry, entry.operation.body["a"], entry.operation.body["b"])

    def _unjudge(self, entry: JournalEntry) -> None:
        """The triples go, unless another judgement says the same."""
        self._flush(entry, reached=False)
        operation = entry.operation
        number = operation.body["judgement"]
        every = {judgement.number: judgement for judgement in judgements_in(self._index)}
        if number not in every:
            return
        standing = (j for n, j in every.items() if n != number and j.taken_back is None)
        kept = {triple for judgement in standing for triple in judged(self._mapper, judgement)}
        self._store.apply(Change(remove=quads(t for t in judged(self._mapper, every[number]) if t not in kept), add=[]))
        back = {"at": operation.at, "by": operation.by, "reason": operation.body.get("reason", "")}
        back |= {"a": operation.body["a"], "b": operation.body["b"]}
        self._rows.taken_back.append((back, number, operation.n))
        self._touch(entry, operation.body["a"], operation.body["b"])

    def _decide(self, entry: JournalEntry) -> None:
        """What stood on the finding goes, and what stands now takes its place."""
        self._flush(entry, reached=False)
        operation = entry.operation
        decision = decision_of(operation.body, n=operation.n, at=operation.at, by=operation.by)
        before = standing_in(self._index, decision.key).get(decision.key)
        now, then = decided(self._mapper, decision), decided(self._mapper, before) if before else []
        self._store.apply(Change(remove=quads(t for t in then if t not in now), add=quads(now)))
        self._rows.decisions.append((operation.n, decision.key, _told(operation)))
        self._touch(entry, *(f"claim:{claim}" for claim in decision.claims))

    def _touch(self, entry: JournalEntry, *names: str) -> None:
        self._rows.touched.extend((name, entry.operation.n, entry.offset, entry.end) for name in names)


def _told(operation: Operation) -> dict[str, Any]:
    return {"at": operation.at, "by": operation.by, "body": operation.body}

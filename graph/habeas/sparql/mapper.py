"""Claims, entities, sources and judgements as quads: the one place where the model becomes RDF.

    claim graph     `<base>claim/N057`: what the claim asserts: its plain triple and its node
    default graph   each asserted triple again, and all that is known about the claim itself
    date nodes      `<base>time/<EDTF text>`: one node for one text, with its first and last possible day

No blank nodes anywhere, so that equal cases give equal files. A judgement that stands is a triple each way
(docs/decisions/0030). A decision that stands is a hab:Conflict with its rule, its claims and what was decided
(docs/decisions/0060); one that was opened again leaves none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from habeas import vocab as v
from habeas.identity.clusters import Judgement, Verdict
from habeas.model.claim_fields import IN_RDF
from habeas.model.claims import ReadClaim, read_claim, time_property
from habeas.model.findings import Decided, Decision
from habeas.model.values import Assertion, Claim, Entity, Ref, Source, Status, Step, Value
from habeas.sparql.case_names import CaseNames, text_term
from habeas.sparql.terms import (
    BOOLEAN,
    DATE_TIME,
    DCTERMS,
    HEAD,
    INTEGER,
    OA,
    PROV,
    SKOS,
    A,
    SpoTriple,
    Term,
    coded,
    hab,
    node,
    plain_string,
)


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """What the file knows about its record of a claim: when and by whom, and where it stands now."""

    at: str
    by: str
    status: Status = Status.LIVE
    ended_at: str = ""
    ended_by: str = ""
    reason: str = ""
    supersedes: tuple[str, ...] = ()


RELATION_OF = {Verdict.SAME: "sameEntityAs", Verdict.DIFFERENT: "distinctFrom"}


class Mapper(CaseNames):
    """Model to RDF for one case. Date nodes are emitted once (see `CaseNames.forget`)."""

    def entity(self, entity: Entity) -> list[SpoTriple]:
        """What the documenter calls something."""
        me = self.iri(entity.ref)
        triples: list[SpoTriple] = [(me, A, node(v.KINDS[entity.ref.kind].iri))]
        named = (("prefLabel", entity.labels), ("altLabel", entity.also), ("hiddenLabel", entity.hidden))
        triples.extend((me, node(SKOS + name), text_term(t)) for name, texts in named for t in texts)
        triples.extend((me, node(SKOS + "exactMatch"), node(iri)) for iri in entity.same_as)
        if entity.placeholder:
            triples.append((me, hab("placeholder"), Literal("true", datatype=BOOLEAN)))
        codes = (("orgKind", entity.org_kind), ("reliability", entity.reliability), ("sensitivity", entity.sensitivity))
        triples.extend((me, hab(name), coded(name, code)) for name, code in codes if code)
        texts = (("note", entity.note), ("criterion", entity.criterion))
        triples.extend((me, hab(name), text_term(text)) for name, text in texts if text)
        refs = (("keeper", entity.keeper), ("subsetOf", entity.subset_of))
        triples.extend((me, hab(name), self.iri(ref)) for name, ref in refs if ref)
        return triples

    def source(self, source: Source) -> list[SpoTriple]:
        """A document and the text captured from it."""
        me = self.iri(source.ref)
        triples: list[SpoTriple] = [(me, A, hab("Document"))]
        words = (
            ("title", source.title),
            ("type", source.kind),
            ("language", source.language),
            ("description", source.note),
        )
        triples.extend((me, node(DCTERMS + name), Literal(text)) for name, text in words if text)
        if source.url:
            triples.append((me, node(v.PREFIXES["foaf"] + "page"), node(source.url)))
        if source.publisher:
            triples.append((me, node(DCTERMS + "publisher"), self.iri(source.publisher)))
        if source.sensitivity:
            triples.append((me, hab("sensitivity"), coded("sensitivity", source.sensitivity)))
        if source.date:
            triples.append((me, hab("documentDate"), self.time_node(self.read(source.date))))
        return triples + self._snapshot(source, me)

    def source_dates(self, source: Source) -> Iterator[SpoTriple]:
        """The date node a source needs."""
        if source.date:
            yield from self.time_triples(self.read(source.date))

    def _snapshot(self, source: Source, me: NamedNode) -> list[SpoTriple]:
        if source.snapshot is None:
            return []
        it, snapshot = self.snapshot(source.ref, source.snapshot.sha256), source.snapshot
        triples: list[SpoTriple] = [(it, A, hab("Snapshot")), (it, node(PROV + "specializationOf"), me)]
        triples.append((it, hab("sha256"), Literal(snapshot.sha256)))
        if snapshot.characters is not None:
            triples.append((it, hab("characters"), Literal(str(snapshot.characters), datatype=INTEGER)))
        if snapshot.captured_at:
            triples.append((it, hab("capturedAt"), Literal(snapshot.captured_at, datatype=DATE_TIME)))
        words = (("original", snapshot.original), ("mediaType", snapshot.media))
        triples.extend((it, hab(name), Literal(text)) for name, text in words if text)
        return triples

    # -- what a claim asserts

    def head(self, claim: Claim) -> SpoTriple:
        """Subject, predicate and object of the claim."""
        prop = v.PROPERTIES[claim.relation]
        return self.iri(claim.subject), node(prop.iri), self.term(prop, claim.object)

    def assertion(self, claim: Claim | ReadClaim) -> list[SpoTriple]:
        """The triples of the claim's graph; none of a mere description, and of a charge none of the person (0210)."""
        read = read_claim(claim, self.conventions)
        if read.assertion is Assertion.DESCRIBED_ONLY:
            return []
        on_node_only = v.PROPERTIES[read.claim.relation].asserted is v.Asserted.NODE
        triples = [] if on_node_only else [self.head(read.claim)]
        if read.node is not None:
            triples.extend(self._node(read.claim, read.node))
        return list(dict.fromkeys(triples))

    def _node(self, claim: Claim, about: Ref) -> Iterator[SpoTriple]:
        prop = v.PROPERTIES[claim.relation]
        subject = self.iri(about)
        yield subject, A, node(v.KINDS[about.kind].iri)
        if prop.makes and about != claim.subject:
            yield from self._roles(claim, subject, prop)
        for name, value in self._details(claim, about):
            detail = v.PROPERTIES[name]
            if detail.inverse_of:
                yield self._inverse(subject, detail, value)
            else:
                yield subject, node(detail.iri), self.term(detail, value)

    def _roles(self, claim: Claim, subject: NamedNode, prop: v.Property) -> Iterator[SpoTriple]:
        if prop.subject_role:
            yield subject, hab(prop.subject_role), self.iri(claim.subject)
        if prop.object_role:
            role = v.PROPERTIES[prop.object_role]
            yield subject, node(role.iri), self.term(role, claim.object)
        for name, code in prop.fixed:
            yield subject, hab(name), self.term(v.PROPERTIES[name], code)

    def _inverse(self, subject: NamedNode, detail: v.Property, value: Value) -> SpoTriple:
        other = self.term(detail, value)
        assert isinstance(other, NamedNode), "an inverse detail names a node"  # noqa: S101 told by the ontology
        return other, hab(detail.inverse_of or ""), subject

    def _details(self, claim: Claim, about: Ref) -> Iterator[tuple[str, Value]]:
        yield from claim.details
        if claim.on is not None:
            yield time_property(claim, about), claim.on

    # -- what is known about a claim

    def facts(self, told: Claim | ReadClaim, recorded: ClaimRecord) -> list[SpoTriple]:
        """The claim's own facts, for the default graph."""
        read = read_claim(told, self.conventions)
        claim, me = read.claim, self.graph_of(read.claim.id)
        about, iri = hab("about"), self.iri
        triples: list[SpoTriple] = [(me, A, hab("Claim"))]
        head = zip(HEAD, self.head(claim), strict=True)
        triples += [(me, p, o) for p, o in (*head, *self._said(read), *self._time_facts(read))]
        triples += [(me, about, iri(ref)) for ref in read.mentions]
        triples.extend(self._found_at(claim, me))
        for number, step in enumerate(claim.chain, start=1):
            triples.extend(self._step(me, number, step))
        triples.extend(self.status_facts(claim.id, recorded))
        triples.append((me, hab("recordedBy"), self.recorder(recorded.by)))
        triples.append((me, hab("recordedAt"), Literal(recorded.at, datatype=DATE_TIME)))
        triples.extend(self.dates(read))
        return triples

    def alike(self, one: Claim, other: Claim) -> bool:
        """Whether two claims are the same in RDF, which carries neither the words of a date nor what a mere
        description details.
        """
        return _in_rdf(Mapper(self.base, self.conventions), one) == _in_rdf(Mapper(self.base, self.conventions), other)

    def _said(self, read: ReadClaim) -> Iterator[tuple[NamedNode, Term]]:
        claim = read.claim
        yield hab("statedBy"), self.iri(claim.speaker)
        yield hab("inDocument"), self.iri(claim.source)
        if claim.snapshot:
            yield hab("reportedIn"), self.snapshot(claim.source, claim.snapshot)
        yield hab("statedOn"), self.time_node(read.said)
        for field in IN_RDF:
            value = read.assertion.value if field.name == "assertion" else getattr(claim, field.name)
            if value:
                yield hab(field.prop), coded(field.prop, value) if field.scheme else Literal(value)
        if claim.note:
            yield hab("note"), text_term(claim.note)

    def _time_facts(self, read: ReadClaim) -> Iterator[tuple[NamedNode, Term]]:
        claim = read.claim
        if read.valid:
            yield hab("validTime"), self.time_node(read.valid)
        if claim.anchor:
            yield hab("anchor"), self.iri(claim.anchor)
        for whens in read.dates.values():
            yield from ((hab("timeWords"), Literal(when.words)) for when in whens if when.words)

    def _found_at(self, claim: Claim, me: NamedNode) -> Iterator[SpoTriple]:
        for number, passage in enumerate(claim.passages, start=1):
            spot, position = node(f"{me.value}#passage-{number}"), node(f"{me.value}#position-{number}")
            yield me, hab("foundAt"), spot
            yield spot, A, node(OA + "SpecificResource")
            if claim.snapshot:
                yield spot, node(OA + "hasSource"), self.snapshot(claim.source, claim.snapshot)
            yield spot, node(OA + "hasSelector"), position
            yield position, A, node(OA + "TextPositionSelector")
            yield position, node(OA + "start"), Literal(str(passage.start), datatype=INTEGER)
            yield position, node(OA + "end"), Literal(str(passage.end), datatype=INTEGER)
            if claim.quote and number == 1:
                words = node(f"{me.value}#quote-1")
                yield spot, node(OA + "hasSelector"), words
                yield words, A, node(OA + "TextQuoteSelector")
                yield words, node(OA + "exact"), Literal(claim.quote)

    def _step(self, me: NamedNode, number: int, step: Step) -> Iterator[SpoTriple]:
        here = node(f"{me.value}#step-{number}")
        yield me, hab("attribution"), here
        yield here, A, node(PROV + "Attribution")
        yield here, hab("step"), Literal(str(number), datatype=INTEGER)
        if step.by:
            yield here, node(PROV + "agent"), self.iri(step.by)
        if step.connection:
            yield here, hab("sourceConnection"), coded("sourceConnection", step.connection)
        yield from ((here, hab(n), Literal(t)) for n, t in (("role", step.role), ("medium", step.via)) if t)
        if step.unsure:
            yield here, hab("scopeUncertain"), Literal("true", datatype=BOOLEAN)

    def status_facts(self, claim_id: str, recorded: ClaimRecord) -> Iterator[SpoTriple]:
        """Where the claim stands: live, withdrawn or superseded; since when, by whom and why."""
        me = self.graph_of(claim_id)
        yield me, hab("status"), coded("status", recorded.status.value)
        yield from ((me, hab("supersedes"), self.graph_of(old)) for old in recorded.supersedes)
        if recorded.ended_at:
            yield me, hab("retractedAt"), Literal(recorded.ended_at, datatype=DATE_TIME)
            yield me, hab("retractedBy"), self.recorder(recorded.ended_by)
        if recorded.reason:
            yield me, hab("retractionReason"), Literal(recorded.reason)

    def dates(self, read: ReadClaim) -> Iterator[SpoTriple]:
        """The date nodes a claim needs: its world dates, the hull of them, and when it was said."""
        for whens in read.dates.values():
            for when in whens:
                yield from self.time_triples(self.read(when))
        yield from self.time_triples(read.said)
        if read.valid:
            yield from self.time_triples(read.valid)


def _in_rdf(mapper: Mapper, claim: Claim) -> set[SpoTriple]:
    told = {*mapper.assertion(claim), *mapper.facts(claim, ClaimRecord(at="", by=""))}
    dates = f"{mapper.base}time/"
    return {triple for triple in told if triple[1] != hab("timeWords") and not triple[0].value.startswith(dates)}


# -- what people rule


def judged(names: CaseNames, judgement: Judgement) -> list[SpoTriple]:
    """A judgement as triples; unsure leaves none."""
    a, b = names.iri(judgement.a), names.iri(judgement.b)
    found = RELATION_OF.get(judgement.verdict)
    return [(a, hab(found), b), (b, hab(found), a)] if found else []


def decided(names: CaseNames, decision: Decided) -> list[SpoTriple]:
    """A decision as triples; an open finding leaves none."""
    return [] if decision.decision is Decision.OPEN else list(_conflict(names, decision))


def _conflict(names: CaseNames, decision: Decided) -> Iterator[SpoTriple]:
    me = names.iri(Ref("conflict", decision.key))
    yield me, A, hab("Conflict")
    yield me, hab("conflictRule"), plain_string(decision.rule)
    yield from ((me, hab("conflictMember"), names.graph_of(claim)) for claim in decision.claims)
    yield me, hab("decision"), hab(decision.decision.value)
    if decision.preferred:
        yield me, hab("preferred"), names.graph_of(decision.preferred)

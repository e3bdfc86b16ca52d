"""RDF in: N-Quads, TriG, Turtle and JSON-LD written in the layout of this project (docs/rdf-layout.md) become claims
again.

A claim is found by its facts in the default graph (`a hab:Claim`), what it asserts by the graph it names. Turtle has no
graphs: there the details are taken from the default graph, and only when a single claim talks about the node.
RDF that holds no claims is refused: a triple without a speaker and a document cannot enter a case file.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from habeas import vocab as v
from habeas.errors import BadClaim, BadFile, BadInput, Phrase, phrase
from habeas.formats.read.quad_nodes import (
    QuadTerms,
    RdfNode,
    code,
    described,
    entity_of,
    iris,
    maybe,
    needed,
    number,
    one,
    parsed,
    source_of,
    with_class,
)
from habeas.formats.read.raw import Batch
from habeas.model.claim_fields import IN_RDF
from habeas.model.codec import claim_from_plain, entity_from_plain, source_from_plain
from habeas.model.codec_values import whole_number
from habeas.model.load_report import Refusal
from habeas.sparql.terms import Literal, NamedNode

NAME_OF: Final = {prop.iri: prop for prop in v.PROPERTIES.values()}
INVERSE: Final = {v.HAB + prop.inverse_of: prop.name for prop in v.PROPERTIES.values() if prop.inverse_of}
HAB, OA, PROV, RDF = v.HAB, v.PREFIXES["oa"], v.PREFIXES["prov"], v.PREFIXES["rdf"]
TYPE: Final = RDF + "type"


def read_quads(path: Path, base: str) -> Iterator[Batch]:
    """One batch a source. Raises BadFile with line and column when the syntax is broken."""
    return iter(QuadReader(path, base).batches())


class QuadReader:
    """Reads one RDF file.

    `base` is the base IRI of the case that takes it in; names under another base keep their end.
    """

    def __init__(self, path: Path, base: str) -> None:
        self.path = path
        self.default, self.graphs = parsed(path)
        self.claims = [iri for iri, node in self.default.items() if HAB + "Claim" in iris(node, TYPE)]
        start, found, _ = self.claims[0].rpartition("claim/") if self.claims else ("", "", "")
        self.terms = QuadTerms(self.default, start if found else base, base)
        self.told_together = 0
        self.talked_about: Counter[str] = Counter()
        self.inverse: dict[str, list[tuple[str, str]]] = defaultdict(list)

    def batches(self) -> list[Batch]:
        """Everything in the file: a batch for each document, the descriptions in the first."""
        if not self.claims:
            why = "this RDF holds no claims: nothing in it says who stated what, in which document"
            advice = "docs/claim-form.md shows how to write the same facts with their source."
            raise BadFile(where=str(self.path), why=why, next=advice)
        self._look_around()
        lost = Batch()
        batches: dict[str, Batch] = {}
        for iri in with_class(self.terms, "Document"):
            try:
                batches[iri] = Batch(source=source_from_plain(source_of(self.terms, iri)))
            except BadInput as error:
                self._refuse(lost, iri, error)
        self._entities(next(iter(batches.values()), lost))
        for iri in sorted(self.claims):
            self._place(iri, batches, lost)
        if self.told_together:
            lost.notes.append(
                f"{self.told_together} claims came without their details: they are about the same events, and Turtle "
                "cannot say which of them says what. Use .trig or .nq."
            )
        return [*batches.values(), lost]

    def _look_around(self) -> None:
        """What only the whole file shows: how many claims are about a node and, without graphs, what points at it."""
        for iri in self.claims:
            node = self.default[iri]
            self.talked_about.update({*iris(node, HAB + "about"), *iris(node, RDF + "subject")})
        for subject, node in self.default.items() if not self.graphs else ():
            for predicate, name in INVERSE.items():
                for found in iris(node, predicate):
                    self.inverse[found].append((subject, name))

    def _refuse(self, batch: Batch, iri: str, error: BadInput) -> None:
        batch.refused.append(Refusal(where=f"{self.path}, <{iri}>", why=error.why, next=error.next))

    def _entities(self, batch: Batch) -> None:
        for iri, node in described(self.terms, self.graphs):
            try:
                batch.entities.append(entity_from_plain(entity_of(self.terms, iri, node)))
            except BadInput as error:
                self._refuse(batch, iri, error)

    def _place(self, iri: str, batches: dict[str, Batch], lost: Batch) -> None:
        batch = batches.get(maybe(self.default[iri], HAB + "inDocument"), lost)
        try:
            if batch is lost:
                why = "the claim's document is not described in the file"
                raise BadClaim(why=why, next="Describe it as a hab:Document.")
            if status := code("ClaimStatus", maybe(self.default[iri], HAB + "status")).removeprefix("live"):
                batch.gone.append(iri.rpartition("claim/")[2])
                why = phrase("the claim is %(status)s in the file that it comes from", status=status)
                raise BadClaim(
                    why=why,
                    next=Phrase(
                        "Restoring brings a whole case back with its history.",
                        "`habeas restore` brings a whole case back with its history.",
                    ),
                )
            batch.claims.append((claim_from_plain(self._claim(iri)), f"{self.path}, <{iri}>"))
        except BadInput as error:
            self._refuse(batch, iri, error)

    # -- claims

    def _claim(self, iri: str) -> dict[str, Any]:
        node, terms = self.default[iri], self.terms
        prop = NAME_OF.get(one(node, RDF + "predicate"))
        if prop is None:
            why = phrase("<%(node)s> is not a relation of the habeas vocabulary", node=one(node, RDF + "predicate"))
            raise BadClaim(
                why=why, next=Phrase("The vocabulary lists the relations.", "`habeas words` lists the relations.")
            )
        one(node, RDF + "object")
        plain: dict[str, Any] = {
            "id": terms.ref(iri).partition(":")[2],
            "source": terms.ref(one(node, HAB + "inDocument")),
            "subject": terms.ref(one(node, RDF + "subject")),
            "relation": prop.name,
            "object": terms.value(prop, needed(node, RDF + "object")),
            "speaker": terms.ref(one(node, HAB + "statedBy")),
            "said": terms.date(one(node, HAB + "statedOn")),
            "about": sorted(terms.ref(ref) for ref in iris(node, HAB + "about")),
            "at": self._passages(node),
            "chain": self._chain(node),
        }
        snapshot = maybe(node, HAB + "reportedIn")
        plain["snapshot"] = maybe(self.default[snapshot], HAB + "sha256") if snapshot else ""
        self._words(plain, node)
        self._node(plain, prop, iri)
        return {key: value for key, value in plain.items() if value not in ("", None, [], {})}

    def _words(self, plain: dict[str, Any], node: RdfNode) -> None:
        for field in IN_RDF:
            written = maybe(node, HAB + field.prop)
            plain[field.key] = code(field.scheme, written) if field.scheme else written
        if anchor := maybe(node, HAB + "anchor"):
            plain["anchor"] = self.terms.ref(anchor)
        if note := node.get(HAB + "note"):
            plain["note"] = self.terms.value(v.PROPERTIES["note"], note[0])

    def _passages(self, node: RdfNode) -> list[list[int]]:
        found = []
        for spot in iris(node, HAB + "foundAt"):
            for selector in iris(self.default[spot], OA + "hasSelector"):
                ends = [maybe(self.default[selector], OA + name) for name in ("start", "end")]
                if all(ends):
                    found.append([whole_number(end, "a place in the text") for end in ends])
        return sorted(found)

    def _chain(self, node: RdfNode) -> list[dict[str, Any]]:
        steps = [self.default[iri] for iri in iris(node, HAB + "attribution")]
        return [self._step(step) for step in sorted(steps, key=lambda s: number(s, HAB + "step", "step"))]

    def _step(self, step: RdfNode) -> dict[str, Any]:
        by = maybe(step, PROV + "agent")
        plain = {
            "by": self.terms.ref(by) if by else "",
            "as": maybe(step, HAB + "role"),
            "via": maybe(step, HAB + "medium"),
            "connection": code("SourceConnection", maybe(step, HAB + "sourceConnection")),
            "unsure": maybe(step, HAB + "scopeUncertain") == "true",
        }
        return {key: value for key, value in plain.items() if value}

    # -- the claim's node

    def _node(self, plain: dict[str, Any], prop: v.Property, iri: str) -> None:
        subject = plain["subject"]
        own = v.KINDS[subject.partition(":")[0]].origin is v.Origin.CLAIMED
        about = one(self.default[iri], RDF + "subject") if own else self._made(prop, iri, subject)
        if about is None or plain["assertion"] == "described-only":
            self._claim_date(plain, iri)
        if about is None:
            return
        if not own and self.terms.ref(about) != f"{prop.makes}:{plain['id']}":
            plain["event"] = self.terms.ref(about)
        plain["details"] = self._details(about, iri)

    def _claim_date(self, plain: dict[str, Any], iri: str) -> None:
        """The date of a claim that has no graph to give it in; where the object is the date, it is given already."""
        whole = maybe(self.default[iri], HAB + "validTime")
        if whole and self.terms.date(whole) != plain["object"]:
            plain["on"] = self.terms.date(whole)

    def _made(self, prop: v.Property, iri: str, subject: str) -> str | None:
        if prop.makes is None or not subject.startswith("person:"):
            return None
        kind = v.KINDS[prop.makes].iri
        for node, predicate, found in self.graphs.get(iri, []):
            if predicate.value == TYPE and found.value == kind:
                return node.value
        return next((i for i in iris(self.default[iri], HAB + "about") if f"/{prop.makes}/" in i), None)

    def _details(self, about: str, iri: str) -> dict[str, list[object]]:
        """What is said of the claim's node; `claims.canonical` leaves out what goes without saying."""
        found: dict[str, list[object]] = defaultdict(list)
        for predicate, term in self._said_of(about, iri):
            detail = NAME_OF.get(predicate)
            if predicate != TYPE and detail:
                found[detail.name].append(self.terms.value(detail, term))
        for subject, name in self._inverse(about, iri):
            found[name].append(self.terms.ref(subject))
        return dict(found)

    def _said_of(self, about: str, iri: str) -> Iterator[tuple[str, NamedNode | Literal]]:
        if iri in self.graphs:
            yield from ((p.value, o) for s, p, o in self.graphs[iri] if s.value == about)
        elif not self.graphs and self.talked_about[about] == 1:
            yield from ((p, o) for p, terms in self.default[about].items() for o in terms)
        elif not self.graphs:
            self.told_together += 1

    def _inverse(self, about: str, iri: str) -> Iterator[tuple[str, str]]:
        if not self.graphs and self.talked_about[about] == 1:
            yield from self.inverse[about]
        for subject, predicate, found in self.graphs.get(iri, []):
            if predicate.value in INVERSE and isinstance(found, NamedNode) and found.value == about:
                yield subject.value, INVERSE[predicate.value]

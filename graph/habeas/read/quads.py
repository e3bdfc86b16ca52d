"""RDF in: N-Quads, TriG, Turtle and JSON-LD written in the layout of this project (docs/architecture.md) become claims again.

A claim is found by its facts in the default graph (`a hab:Claim`), what it asserts by the graph it names. Turtle has no
graphs: there the details are taken from the default graph, and only when a single claim talks about the node.
RDF that holds no claims is refused: a triple without a speaker and a document cannot enter a case file.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode

from habeas import vocab as v
from habeas.errors import BadClaim, BadFile, BadInput
from habeas.model import Refusal
from habeas.plain import claim_from_plain, entity_from_plain, source_from_plain
from habeas.read.form import Batch
from habeas.read.quad_file import Node, iris, local_name, needed, parsed, plain_literal

NAME_OF: Final = {prop.iri: prop for prop in v.PROPERTIES.values()}
CODE_OF: Final = {iri: code for codes in v.SCHEMES.values() for code, iri in codes.items()}
KIND_OF: Final = {kind.iri: kind.name for kind in v.KINDS.values()}
SKOS, OA, PROV, DCTERMS, RDF = (v.PREFIXES[p] for p in ("skos", "oa", "prov", "dcterms", "rdf"))
TYPE: Final = RDF + "type"


def read_quads(path: Path, base: str) -> Iterator[Batch]:
    """One batch a source. Raises BadFile with line and column when the syntax is broken."""
    return iter(QuadReader(path, base).batches())


class QuadReader:
    """Reads one RDF file. `base` is the base IRI of the case that takes it in; names under another base keep their end."""

    def __init__(self, path: Path, base: str) -> None:
        self.path = path
        self.base = base
        self.default, self.graphs = parsed(path)
        self.talked_about: Counter[str] = Counter()

    def batches(self) -> list[Batch]:
        """Everything in the file: a batch for each document, the descriptions in the first."""
        claims = [iri for iri, node in self.default.items() if v.HAB + "Claim" in iris(node, TYPE)]
        if not claims:
            why = "this RDF holds no claims: nothing in it says who stated what, in which document"
            raise BadFile(
                where=str(self.path),
                why=why,
                next="docs/claim-form.md shows how to write the same facts with their source.",
            )
        self._find_base(claims[0])
        self._count_talk(claims)
        batches: dict[str, Batch] = {}
        for iri in self._with_class("Document"):
            batches[iri] = Batch(source=source_from_plain(self._source(iri)))
        first = next(iter(batches.values()), Batch())
        self._entities(first)
        for iri in sorted(claims):
            self._place(iri, batches, first)
        return list(batches.values()) or [first]

    def _place(self, iri: str, batches: dict[str, Batch], first: Batch) -> None:
        where = f"{self.path}, <{iri}>"
        document = self._one(self.default[iri], v.HAB + "inDocument", needed=False)
        batch = batches.get(document, first)
        try:
            if document not in batches:
                raise BadClaim(
                    why="the claim's document is not described in the file", next="Describe it as a hab:Document."
                )
            status = self._one(self.default[iri], v.HAB + "status", needed=False)
            if status and status != v.HAB + "live":
                raise BadClaim(
                    why=f"the claim is {CODE_OF.get(status, status)} in the file it comes from",
                    next="`habeas restore` brings a whole case back with its history.",
                )
            batch.claims.append((claim_from_plain(self._claim(iri)), where))
        except BadInput as error:
            batch.refused.append(Refusal(where=where, why=error.why, next=error.next))

    def _find_base(self, claim: str) -> None:
        """The base of the file's own names, from the first claim's IRI."""
        base, found, _ = claim.rpartition("claim/")
        self.file_base = base if found else self.base

    def _count_talk(self, claims: list[str]) -> None:
        for iri in claims:
            self.talked_about.update(iris(self.default[iri], v.HAB + "about"))

    def _with_class(self, name: str) -> list[str]:
        return sorted(iri for iri, node in self.default.items() if v.HAB + name in iris(node, TYPE))

    # -- terms

    def _ref(self, iri: str) -> str:
        for base in (self.file_base, self.base):
            if iri.startswith(base):
                kind, slash, slug = iri.removeprefix(base).partition("/")
                if slash and kind in v.KINDS:
                    return f"{kind}:{unquote(slug)}"
        raise BadClaim(
            why=f"<{iri}> is not a name of the form <base>kind/name",
            next=f"Names in this file start with {self.file_base}",
        )

    def _value(self, prop: v.Property, term: NamedNode | Literal) -> object:
        if isinstance(term, Literal):
            return {"text": term.value, "lang": term.language} if term.language else plain_literal(term)
        if prop.range is v.Range.DATE:
            return self._date(term.value)
        return CODE_OF[term.value] if prop.range is v.Range.CONCEPT and term.value in CODE_OF else self._ref(term.value)

    def _date(self, iri: str) -> str:
        written = [o.value for o in self.default.get(iri, {}).get(v.HAB + "edtf", [])]
        return written[0] if written else unquote(iri.rpartition("/time/")[2])

    def _one(self, node: Node, predicate: str, *, needed: bool = True) -> str:
        values = node.get(predicate, [])
        if not values and needed:
            raise BadClaim(why=f"the claim has no {local_name(predicate)}")
        return values[0].value if values else ""

    # -- claims

    def _claim(self, iri: str) -> dict[str, Any]:
        node, hab = self.default[iri], v.HAB
        prop = NAME_OF.get(self._one(node, RDF + "predicate"))
        if prop is None:
            why = f"<{self._one(node, RDF + 'predicate')}> is not a relation of the habeas vocabulary"
            raise BadClaim(why=why, next="`habeas words` lists the relations.")
        plain: dict[str, Any] = {
            "id": self._ref(iri).partition(":")[2],
            "source": self._ref(self._one(node, hab + "inDocument")),
            "subject": self._ref(self._one(node, RDF + "subject")),
            "relation": prop.name,
            "object": self._value(prop, needed(node, RDF + "object")),
            "speaker": self._ref(self._one(node, hab + "statedBy")),
            "said": self._date(self._one(node, hab + "statedOn")),
        }
        snapshot = self._one(node, hab + "reportedIn", needed=False)
        plain["snapshot"] = self._one(self.default[snapshot], hab + "sha256", needed=False) if snapshot else ""
        self._words(plain, node)
        plain["at"], plain["chain"] = self._passages(node), self._chain(node)
        self._node(plain, prop, iri)
        return {key: value for key, value in plain.items() if value not in ("", None, [], {})}

    def _words(self, plain: dict[str, Any], node: Node) -> None:
        codes = {"mode": "modality", "basis": "timeBasis"}
        for key in ("mode", "polarity", "hedge", "assertion", "credibility", "sensitivity", "basis"):
            iri = self._one(node, v.HAB + codes.get(key, key), needed=False)
            plain[key] = CODE_OF.get(iri, "")
        for key, name in (("hedge-words", "hedgeWords"), ("quote", "wording"), ("paragraph", "paragraph")):
            plain[key] = self._one(node, v.HAB + name, needed=False)
        if anchor := self._one(node, v.HAB + "anchor", needed=False):
            plain["anchor"] = self._ref(anchor)
        if note := node.get(v.HAB + "note"):
            plain["note"] = self._value(v.PROPERTIES["note"], note[0])

    def _passages(self, node: Node) -> list[list[int]]:
        found = []
        for spot in iris(node, v.HAB + "foundAt"):
            for selector in iris(self.default[spot], OA + "hasSelector"):
                ends = [self._one(self.default[selector], OA + name, needed=False) for name in ("start", "end")]
                if all(ends):
                    found.append([int(end) for end in ends])
        return sorted(found)

    def _chain(self, node: Node) -> list[dict[str, Any]]:
        steps = [self.default[iri] for iri in iris(node, v.HAB + "attribution")]
        return [
            self._step(step)
            for step in sorted(steps, key=lambda s: int(self._one(s, v.HAB + "step", needed=False) or 0))
        ]

    def _step(self, step: Node) -> dict[str, Any]:
        by = self._one(step, PROV + "agent", needed=False)
        plain = {
            "by": self._ref(by) if by else "",
            "as": self._one(step, v.HAB + "role", needed=False),
            "via": self._one(step, v.HAB + "medium", needed=False),
            "connection": CODE_OF.get(self._one(step, v.HAB + "sourceConnection", needed=False), ""),
            "unsure": self._one(step, v.HAB + "scopeUncertain", needed=False) == "true",
        }
        return {key: value for key, value in plain.items() if value}

    # -- the claim's node

    def _node(self, plain: dict[str, Any], prop: v.Property, iri: str) -> None:
        subject = plain["subject"]
        own = v.KINDS[subject.partition(":")[0]].origin is v.Origin.CLAIMED
        about = self._one(self.default[iri], RDF + "subject") if own else self._made(prop, iri, subject)
        if about is None:
            self._claim_date(plain, iri)
            return
        if not own and self._ref(about) != f"{prop.makes}:{plain['id']}":
            plain["event"] = self._ref(about)
        plain["details"] = self._details(about, prop, iri, plain)

    def _made(self, prop: v.Property, iri: str, subject: str) -> str | None:
        if prop.makes is None or not subject.startswith("person:"):
            return None
        kinds = v.KINDS[prop.makes].iri
        for subject_node, predicate, found in self.graphs.get(iri, []):
            if predicate.value == TYPE and found.value == kinds:
                return subject_node.value
        return next((i for i in iris(self.default[iri], v.HAB + "about") if f"/{prop.makes}/" in i), None)

    def _details(self, about: str, prop: v.Property, iri: str, plain: dict[str, Any]) -> dict[str, list[object]]:
        found: dict[str, list[object]] = defaultdict(list)
        implied = (
            {prop.subject_role, prop.object_role, *(name for name, _ in prop.fixed)}
            if about != self._one(self.default[iri], RDF + "subject")
            else set()
        )
        head = (prop.iri, needed(self.default[iri], RDF + "object"))
        for predicate, term in self._said_of(about, iri):
            detail = NAME_OF.get(predicate)
            if predicate == TYPE or (predicate, term) == head or detail is None or detail.name in implied:
                continue
            found[detail.name].append(self._value(detail, term))
        for subject, name in self._inverse(about, iri):
            found[name].append(self._ref(subject))
        return dict(found)

    def _said_of(self, about: str, iri: str) -> Iterator[tuple[str, NamedNode | Literal]]:
        if iri in self.graphs:
            yield from ((p.value, o) for s, p, o in self.graphs[iri] if s.value == about)
        elif self.talked_about[about] == 1 and not self.graphs:
            yield from ((p, o) for p, terms in self.default[about].items() for o in terms)

    def _inverse(self, about: str, iri: str) -> Iterator[tuple[str, str]]:
        inverse = {v.HAB + (p.inverse_of or ""): p.name for p in v.PROPERTIES.values() if p.inverse_of}
        for subject, predicate, found in self.graphs.get(iri, []):
            if predicate.value in inverse and isinstance(found, NamedNode) and found.value == about:
                yield subject.value, inverse[predicate.value]

    def _claim_date(self, plain: dict[str, Any], iri: str) -> None:
        whole = self._one(self.default[iri], v.HAB + "validTime", needed=False)
        if whole and v.PROPERTIES[plain["relation"]].range is not v.Range.DATE:
            plain["on"] = self._date(whole)

    # -- descriptions

    def _entities(self, batch: Batch) -> None:
        for iri, node in sorted(self.default.items()):
            kinds = [KIND_OF[c] for c in iris(node, TYPE) if c in KIND_OF]
            if any(v.KINDS[kind].origin is v.Origin.DESCRIBED for kind in kinds) and SKOS + "prefLabel" in node:
                try:
                    batch.entities.append(entity_from_plain(self._entity(iri, node)))
                except BadInput as error:
                    batch.refused.append(Refusal(where=f"{self.path}, <{iri}>", why=error.why, next=error.next))

    def _entity(self, iri: str, node: Node) -> dict[str, Any]:
        text = v.PROPERTIES["note"]
        plain: dict[str, Any] = {"ref": self._ref(iri)}
        for key, name in (("labels", "prefLabel"), ("also", "altLabel"), ("hidden", "hiddenLabel")):
            plain[key] = [self._value(text, term) for term in node.get(SKOS + name, [])]
        for key in ("note", "criterion"):
            if node.get(v.HAB + key):
                plain[key] = self._value(text, node[v.HAB + key][0])
        for key, name in (("keeper", "keeper"), ("subset-of", "subsetOf")):
            if value := self._one(node, v.HAB + name, needed=False):
                plain[key] = self._ref(value)
        for key, name in (("org-kind", "orgKind"), ("sensitivity", "sensitivity")):
            plain[key] = CODE_OF.get(self._one(node, v.HAB + name, needed=False), "")
        plain["same-as"] = iris(node, SKOS + "exactMatch")
        plain["placeholder"] = self._one(node, v.HAB + "placeholder", needed=False) == "true"
        return {key: value for key, value in plain.items() if value}

    def _source(self, iri: str) -> dict[str, Any]:
        node = self.default[iri]
        words = {"title": "title", "kind": "type", "language": "language", "note": "description"}
        plain: dict[str, Any] = {"ref": self._ref(iri)}
        plain.update({key: self._one(node, DCTERMS + name, needed=False) for key, name in words.items()})
        plain["url"] = self._one(node, v.PREFIXES["foaf"] + "page", needed=False)
        if publisher := self._one(node, DCTERMS + "publisher", needed=False):
            plain["publisher"] = self._ref(publisher)
        if date := self._one(node, v.HAB + "documentDate", needed=False):
            plain["date"] = self._date(date)
        snapshots = [s for s in self._with_class("Snapshot") if iri in iris(self.default[s], PROV + "specializationOf")]
        if snapshots:
            plain["snapshot"] = self._snapshot(self.default[snapshots[-1]])
        return {key: value for key, value in plain.items() if value}

    def _snapshot(self, node: Node) -> dict[str, Any]:
        characters = self._one(node, v.HAB + "characters", needed=False)
        plain = {
            "sha256": self._one(node, v.HAB + "sha256"),
            "captured-at": self._one(node, v.HAB + "capturedAt", needed=False),
        }
        return plain | ({"characters": int(characters)} if characters else {})

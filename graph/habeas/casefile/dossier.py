"""Claims written out for a person: one line a claim, in words, with who said it, where and when.

A line never drops the doubt: what is only said, hedged, negative or withdrawn is marked as such.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from habeas.casefile.results import Line, Sheet
from habeas.dates.format import in_words
from habeas.identity.clusters import Clusters
from habeas.model.claim_fields import LABELLED
from habeas.model.claims import assertion_of, mentions, node_of, valid_time
from habeas.model.codec import entity_from_plain, source_from_plain
from habeas.model.geo_point import geo_point
from habeas.model.text import visible_directions
from habeas.model.translate import label_in
from habeas.model.values import Claim, Entity, Ref, Source, Status, Step, Text, Value, When
from habeas.storage.contract import ClaimRow
from habeas.storage.journal.line import Operation
from habeas.storage.judgements import clusters_in, judgements_in
from habeas.storage.names import kind_word, label_in_description, label_of
from habeas.storage.scope import ReadModel
from habeas.vocab import CONCEPTS, PROPERTIES, SCHEMES, Range


class Teller:
    """Tells claims in words, in one language."""

    def __init__(self, views: ReadModel, lang: str = "en") -> None:
        self.views = views
        self.lang = lang
        self._labels: dict[Ref, str] = {}
        self._described: dict[Ref, bool] = {}

    def label(self, ref: Ref) -> str:
        """What a name is called; an event without a name of its own is called by its kind and slug."""
        if ref not in self._labels:
            self._labels[ref] = label_of(self.views.index, ref, self.lang)
        return self._labels[ref]

    def look_up(self, refs: Iterable[Ref]) -> None:
        """Look up at once what these names are called."""
        wanted = {str(ref): ref for ref in {*refs} - self._labels.keys()}
        found = self.views.index.descriptions(list(wanted))
        self._labels |= {ref: label_in_description(found.get(name), ref, self.lang) for name, ref in wanted.items()}
        self._described |= {ref: name in found for name, ref in wanted.items()}

    def _is_described(self, ref: Ref) -> bool:
        if ref not in self._described:
            self._described[ref] = self.views.index.entity(str(ref)) is not None
        return self._described[ref]

    def line(self, row: ClaimRow) -> Line:
        """The line of one claim."""
        return self.line_of(row, *self.views.claim_in(row))

    def line_of(self, row: ClaimRow, claim: Claim, operation: Operation) -> Line:
        """The same of a claim that has been read."""
        conventions = self.views.mapper.conventions
        whole = valid_time(claim, conventions)
        return Line(
            claim_id=claim.id,
            subject=str(claim.subject),
            relation=claim.relation,
            object=self.value(claim.object),
            sentence=self.sentence(claim),
            when=in_words(whole, self.lang) if whole else "",
            speaker=self.label(claim.speaker),
            chain=" > ".join(self._step(step) for step in claim.chain),
            source=self.label(claim.source),
            passage=", ".join(f"{p.start}-{p.end}" for p in claim.passages),
            more=tuple((field.label, value) for field in LABELLED if (value := getattr(claim, field.name))),
            quote=claim.quote,
            said=in_words(claim.said.read(conventions), self.lang),
            status=row.status,
            assertion=assertion_of(claim).value,
            modality=claim.modality,
            polarity=claim.polarity,
            hedge=" ".join(x for x in (claim.hedge, f"(“{claim.hedge_words}”)" if claim.hedge_words else "") if x),
            credibility=claim.credibility,
            sensitivity=claim.sensitivity,
            note=claim.note.text if claim.note else "",
            reason=self._reason(row),
            recorded_at=operation.at,
            recorded_by=operation.by,
            about=tuple(str(ref) for ref in mentions(claim)),
        )

    def _reason(self, row: ClaimRow) -> str:
        if row.status == Status.LIVE:
            return ""
        ends = [o for o in self.views.operations(f"claim:{row.id}") if o.op in {"withdraw", "supersede"}]
        return str(ends[-1].body.get("reason", ""))

    def sentence(self, claim: Claim) -> str:
        """Subject, relation and object in words, then what else the claim says of the event."""
        prop = PROPERTIES[claim.relation]
        word = label_in(prop, self.lang)
        told = self.value(claim.object, claim.relation)
        person = next((v for n, v in claim.details if n == "person" and isinstance(v, Ref)), None)
        subject = self._subject(claim.subject, person)
        not_ = ("no: " if self.lang == "es" else "not: ") if claim.polarity == "negative" else ""
        more = [f"{self._name(name)}: {self.value(value, name)}" for name, value in claim.details if value != person]
        return f"{not_}{subject} — {word} — {told}" + (f" ({'; '.join(more)})" if more else "")

    def _subject(self, ref: Ref, person: Ref | None) -> str:
        if person is None or self._is_described(ref):
            return self.label(ref)
        return f"{kind_word(ref, self.lang)}: {self.label(person)}"

    def _name(self, name: str) -> str:
        return label_in(PROPERTIES[name], self.lang)

    def value(self, value: Value, name: str = "") -> str:
        """An object or a detail in words; a code of the list that the property with this name takes, by its label."""
        codes = SCHEMES.get(PROPERTIES[name].scheme or "", {}) if name else {}
        match value:
            case Ref():
                return self.label(value)
            case Text():
                return visible_directions(value.text)
            case When():
                read = in_words(value.read(self.views.mapper.conventions), self.lang)
                return f"{read} (“{value.words}”)" if value.words else read
            case bool():
                return {True: {"es": "sí"}.get(self.lang, "yes"), False: "no"}[value]
            case str() if name and PROPERTIES[name].range is Range.POINT:
                return geo_point(value).words
        return label_in(CONCEPTS[codes[value]], self.lang) if isinstance(value, str) and value in codes else str(value)

    def _step(self, step: Step) -> str:
        name = self.label(step.by) if step.by else ""
        more = ", ".join(x for x in (step.role, step.via, step.connection, "unsure" if step.unsure else "") if x)
        return f"{name} ({more})" if name and more else name or more

    def sheet(self, ref: Ref) -> Sheet:
        """Everything about one name: its description and its claims, in the order they were recorded.

        With the claims of every name that was judged to mean the same, each as it was written.
        """
        index, joined = self.views.index, clusters_in(self.views.index)
        names = tuple(map(str, joined.names(ref)))
        found = {row.id: row for row in index.claims(about=names)}
        if ref.kind == "claim" and (own := index.claim(ref.slug)):
            found[own.id] = own
        found |= {
            row.id: row for row in denials_of(self.views, [self.views.claim_in(row)[0] for row in found.values()])
        }
        found |= {row.id: row for row in index.claims(source=names)} if ref.kind == "doc" else {}
        found |= {row.id: row for row in index.claims(speaker=names)}
        rows = sorted(found.values(), key=lambda row: row.place)
        also, note, facts = self._description(ref)
        others = (self.label(other) for other in joined.names(ref) if other != ref)
        return Sheet(
            ref=str(ref),
            kind=ref.kind,
            title=self.label(ref),
            also=tuple(dict.fromkeys((*also, *others))),
            note=note,
            facts=(*facts, *self._judged(ref, joined)),
            lines=tuple(self.line(row) for row in rows),
            names=names,
        )

    def _judged(self, ref: Ref, joined: Clusters) -> Iterator[tuple[str, str]]:
        """What was judged of its names and stands, by whom and why; and where judgements clash."""
        names = set(joined.names(ref))
        clashing = {j.number for clash in joined.clashes for j in (*clash.same, *clash.different)}
        for judgement in judgements_in(self.views.index):
            if judgement.taken_back is None and names & set(judgement.pair):
                pair = " and ".join(f"{self.label(one)} ({one})" for one in judgement.pair)
                clash = "; clashes with other judgements and counts for nothing" if judgement.number in clashing else ""
                told = f"{pair}: {judgement.reason} ({judgement.by}, {judgement.at[:10]}{clash})"
                yield f"judged {judgement.verdict}", told

    def _description(self, ref: Ref) -> tuple[tuple[str, ...], str, tuple[tuple[str, str], ...]]:
        body = self.views.index.entity(str(ref))
        if body is None:
            return (), "", ()
        if ref.kind == "doc":
            return (), *self._source_facts(source_from_plain(body))
        return self._entity_facts(entity_from_plain(body))

    def _entity_facts(self, entity: Entity) -> tuple[tuple[str, ...], str, tuple[tuple[str, str], ...]]:
        shown = entity.label(self.lang)
        also = tuple(dict.fromkeys(t.text for t in (*entity.labels, *entity.also) if t.text != shown))
        facts = [("placeholder", "yes: named nowhere")] if entity.placeholder else []
        rated = CONCEPTS[SCHEMES["Reliability"][entity.reliability]] if entity.reliability else None
        facts += [("reliability", label_in(rated, self.lang))] if rated else []
        facts += [("criterion", entity.criterion.text)] if entity.criterion else []
        facts += [("keeper", self.label(entity.keeper))] if entity.keeper else []
        return also, entity.note.text if entity.note else "", tuple(facts)

    def _source_facts(self, source: Source) -> tuple[str, tuple[tuple[str, str], ...]]:
        facts = [("kind", source.kind), ("language", source.language), ("address", source.url)]
        if source.publisher:
            facts.append(("publisher", self.label(source.publisher)))
        if source.date:
            facts.append(("date", in_words(source.date.read(self.views.mapper.conventions), self.lang)))
        if source.snapshot:
            facts.append(("SHA-256 of the captured text", source.snapshot.sha256))
        return source.note, tuple((name, value) for name, value in facts if value)


def node_ref(claim: Claim) -> str:
    """The event a claim talks about, as text; empty when it talks about none."""
    node = node_of(claim)
    return str(node) if node else ""


SAYINGS = frozenset(["accusation", "act"])


def denials_of(views: ReadModel, claims: Iterable[Claim]) -> list[ClaimRow]:
    """The live claims that deny one of these claims, or the accusation or saying that one of them tells of.

    Whoever reads an accusation against somebody must meet its denial too, though the denial names the accusation only,
    and not the accused.
    """
    told = {str(claim.ref) for claim in claims if claim.modality != "denial"}
    told |= {str(node) for claim in claims if (node := node_of(claim)) and node.kind in SAYINGS}
    near = views.index.claims(about=sorted(told), status=Status.LIVE.value) if told else ()
    return [row for row in near if told & set(denied(views.claim_in(row)[0]))]


def denied(claim: Claim) -> tuple[str, ...]:
    """What a claim says is denied, by name: claims, accusations, sayings."""
    head = [claim.object] if claim.relation == "denies" else []
    more = [value for name, value in claim.details if name == "denies"]
    return tuple(str(value) for value in (*head, *more) if isinstance(value, Ref))

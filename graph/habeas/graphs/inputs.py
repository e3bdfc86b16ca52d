"""What a graph is made from: what the reader wants to see, what the case file holds, and what of it may leave.

Filters only take away. `model.disclosure` decides what leaves. With pseudonyms, people who must not be named are there
and who they are is not. What would give them away is left out or renamed with them: their other names and notes,
quotes and words of every claim that touches them, the names of events about them, and the ids of such claims, which
are made from what a claim says and could be guessed. A claim that tells of them in words, or where they lie, stays.
Places of custody and days stay: whoever shares the file decides whether these alone tell who it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple

from habeas.analysis.edges.edges import Interpretation, rank
from habeas.dates.calendar import Bounds
from habeas.dates.conventions import DEFAULTS, Conventions
from habeas.errors import BadChoice, option, phrase
from habeas.identity.name_spotter import masker_of
from habeas.model.claim_fields import WITHOUT_WORDS
from habeas.model.claims import mentions, node_of
from habeas.model.disclosure import DisclosurePolicy
from habeas.model.geo_point import COORDINATES
from habeas.model.masking import TextMasker
from habeas.model.text import fold, without_directions
from habeas.model.translate import label_in
from habeas.model.values import Claim, Entity, Ref, Source, Text, Value, When
from habeas.vocab import KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is asked of a graph; together all of it must hold.

    on, since, until   lines that may have held then; lines without a date stay, since nothing says that they did not
    types, relations   kinds of nodes (person, …) and of lines (detainedAt, …)
    by                 claims by these speakers or in these documents
    at                 lines that end at these places or bodies; pairs of people held together there
    min_sources        lines that rest on so many independent documents
    credibility        claims judged at least so credible; claims that nobody judged are left out
    sensitivity        the most sensitive that may leave: public, restricted or sealed
    redact             what is more sensitive under pseudonyms, instead of leaving it out
    sayings            accusations and speech acts too, as nodes of their own
    ego, steps         only what lies within so many lines of someone
    ongoing_until      draw what has no stated end up to this day, instead of without end
    """

    on: Bounds | None = None
    since: date | None = None
    until: date | None = None
    types: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    by: frozenset[Ref] = field(default_factory=frozenset)
    at: frozenset[Ref] = field(default_factory=frozenset)
    min_sources: int = 1
    credibility: str = ""
    sensitivity: str = "public"
    redact: bool = False
    sayings: bool = False
    ego: Ref | None = None
    steps: int = 1
    ongoing_until: date | None = None

    @property
    def narrows_lines(self) -> bool:
        """True when lines may be left out, so that a node left without any line has nothing to show."""
        chosen = self.types or self.relations or self.at or self.min_sources > 1 or self.ego
        return bool(self.on or self.since or self.until or chosen)

    def sentences(self) -> Iterator[str]:
        """What was asked, so that nobody takes a part for the whole."""
        asked = {
            "on": "/".join(day.isoformat() if day else ".." for day in self.on) if self.on else "",
            "from": self.since.isoformat() if self.since else "",
            "to": self.until.isoformat() if self.until else "",
            "types": ", ".join(sorted(self.types)),
            "relations": ", ".join(sorted(self.relations)),
            "by": ", ".join(sorted(map(str, self.by))),
            "at": ", ".join(sorted(map(str, self.at))),
            "at least so many sources": str(self.min_sources) if self.min_sources > 1 else "",
            "at least so credible": self.credibility,
            "around": f"{self.ego}, {self.steps} steps" if self.ego else "",
            "sayings": "included" if self.sayings else "",
            "open ends drawn up to": self.ongoing_until.isoformat() if self.ongoing_until else "",
        }
        told = [f"{name} {value}" for name, value in asked.items() if value]
        if told:
            yield f"Narrowed to: {'; '.join(told)}."


# -- what the file holds


class CaseInfo(NamedTuple):
    """Of which case a graph is: its title, its base IRI, the day of its last record, and the language of the reader."""

    title: str
    base: str
    recorded: str
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What the file holds now, as plain values.

    `claims` are the live ones, each with its id. `same` leads from a name to the name that stands for it, where a
    person judged them to be one. `disputed` holds ids of claims that a check found to clash with others. `alias`
    gives pseudonyms; without it nobody is shown under one. `recorded` is the day of the last record. `withheld` are
    claims that today's marks withhold, where these values are of a past; with None, the marks are in the values.
    """

    claims: tuple[Claim, ...]
    entities: Mapping[Ref, Entity]
    sources: Mapping[Ref, Source]
    conventions: Conventions = DEFAULTS
    same: Mapping[Ref, Ref] = field(default_factory=dict)
    disputed: frozenset[str] = frozenset()
    alias: Callable[[Ref], str] | None = None
    withheld: frozenset[str] | None = None
    sensitivity: str = "public"
    fields: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    base: str = ""
    recorded: str = ""
    lang: str = "en"

    @property
    def reading(self) -> Interpretation:
        """How its claims are taken together."""
        return Interpretation(self.conventions, self.same)

    @property
    def about(self) -> CaseInfo:
        """Which case."""
        return CaseInfo(self.title, self.base, self.recorded, self.lang)

    def policy(self, most: str) -> DisclosurePolicy:
        """What may be shown of these values at a level of sensitivity."""
        rest = (self.claims, self.same, self.sensitivity, self.fields)
        return DisclosurePolicy.of(most, {**self.entities, **self.sources}, *rest)

    def one(self, ref: Ref) -> Ref:
        """The name that stands for this one."""
        return self.same.get(ref, ref)

    def label(self, ref: Ref) -> str:
        """What it is called in the language of this view, else its kind and slug."""
        entity, source = self.entities.get(ref), self.sources.get(ref)
        if entity is not None:
            return entity.label(self.lang)
        if source is not None:
            return without_directions(source.title) or ref.slug
        return f"{kind_word(ref.kind, self.lang)} {ref.slug}"

    def one_of(self, name: str) -> str:
        """The name that stands for this one, as texts."""
        return str(self.one(Ref.parse(name))) if self.same else name

    def label_of(self, name: str) -> str:
        """The same, for a name as text."""
        return self.label(Ref.parse(name))

    def url_of(self, document: str) -> str:
        """Where a document is published; empty where nobody says."""
        source = self.sources.get(Ref.parse(document))
        return source.url if source else ""


def kind_word(kind: str, lang: str = "en") -> str:
    """The word for a kind of thing."""
    return label_in(KINDS[kind], lang)


def among(name: str, word: str, choices: Iterable[str]) -> str:
    """The word, when it is one of the choices. Raises BadChoice with the nearest."""
    known = tuple(choices)
    if word not in known:
        why = phrase("“%(word)s” is not one of its values", word=word)
        raise BadChoice(where=option(name), why=why, next=nearest(word, known))
    return word


def nearest(word: str, choices: Iterable[str]) -> str:
    """What to do about a word that is none of the choices: the nearest, or all of them."""
    known = [choice for choice in choices if choice]
    near = get_close_matches(word, known, n=3, cutoff=0.6)
    return f"Did you mean {' or '.join(near)}?" if near else "Choose one of: " + ", ".join(known)


# -- what of it may leave

Alias = Callable[[Ref], str]  # from a name to its pseudonym, which cannot be guessed without the secret of the case


def disclosed(inputs: Inputs, filters: Filters, policy: DisclosurePolicy) -> tuple[Inputs, Filters, TextMasker, int]:
    """The case as this reader may see it, claims in the order of their ids; the filters; the masker of its texts; how
    many claims were withheld."""
    every, today = len(inputs.claims), inputs.withheld
    if today is not None:
        inputs = replace(inputs, claims=tuple(claim for claim in inputs.claims if claim.id not in today))
    if filters.redact and inputs.alias:
        inputs = redacted(inputs, policy.withheld, inputs.alias)
        policy = replace(policy, withheld=frozenset())
    allowed = [c for c in inputs.claims if today is not None or policy.allows(c, _publisher(inputs, c))]
    visible = {ref: entity for ref, entity in inputs.entities.items() if ref not in policy.withheld}
    shown = {fold(t.text) for e in visible.values() for t in (*e.labels, *e.also)} if policy.names else set()
    masker = masker_of(policy.names, policy.people, lambda text: fold(text) in shown, rulings=policy.rulings)
    kept = tuple(sorted((claim for claim in allowed if _wanted(claim, filters, inputs)), key=lambda claim: claim.id))
    return replace(inputs, claims=kept, entities=visible), filters, masker, every - len(allowed)


def _publisher(inputs: Inputs, claim: Claim) -> Ref | None:
    source = inputs.sources.get(claim.source)
    return source.publisher if source else None


def _wanted(claim: Claim, filters: Filters, inputs: Inputs) -> bool:
    if filters.by and not filters.by & {inputs.one(claim.speaker), claim.source}:
        return False
    return rank(claim.credibility) >= rank(filters.credibility)


def redacted(inputs: Inputs, hidden: frozenset[Ref], alias: Alias) -> Inputs:
    """The same with pseudonyms for the names in `hidden`, which are entities and the events about them."""
    changed = _Redaction(inputs, hidden, alias)
    shown = {ref: entity for ref, entity in inputs.entities.items() if ref not in hidden}
    return replace(
        inputs,
        claims=tuple(changed.claims()),
        entities=shown | {ref: changed.entity(ref) for ref in map(changed.name, hidden & inputs.entities.keys())},
        sources={ref: changed.source(source) for ref, source in inputs.sources.items()},
        same={name: one for name, one in inputs.same.items() if not {name, one} & hidden},
    )


@dataclass(frozen=True)
class _Redaction:
    inputs: Inputs
    hidden: frozenset[Ref]
    alias: Alias
    _names: dict[Ref, Ref] = field(default_factory=dict)

    def name(self, ref: Ref) -> Ref:
        """What stands for it: itself, when it is not hidden. Names that were judged one have one pseudonym."""
        if ref not in self.hidden:
            return ref
        if ref not in self._names:
            one = self.inputs.one(ref)
            self._names[ref] = Ref(ref.kind, self.alias(one))
        return self._names[ref]

    def entity(self, name: Ref) -> Entity:
        """What is told of somebody hidden: what kind of thing it is."""
        label = f"{kind_word(name.kind, self.inputs.lang)} {name.slug}"
        return Entity(ref=name, labels=(Text(label, self.inputs.lang),), sensitivity="public")

    def source(self, source: Source) -> Source:
        """A document whose publisher may be hidden."""
        return replace(source, publisher=self.name(source.publisher)) if source.publisher in self.hidden else source

    def claims(self) -> Iterable[Claim]:
        """Every claim that can leave."""
        for claim in self.inputs.claims:
            if not self.hidden.intersection((*mentions(claim), claim.speaker)):
                yield claim
            elif not isinstance(claim.object, Text) and claim.relation != COORDINATES:
                yield self._told(claim)

    def _told(self, claim: Claim) -> Claim:
        """The claim with nothing in it that names anybody hidden."""
        named = replace(claim, id=self.alias(claim.ref))
        node = node_of(claim)
        return replace(
            named,
            subject=self.name(claim.subject),
            object=self._value(claim.object),
            event=self.name(node) if node and node != claim.subject else claim.event,
            details=tuple((name, self._value(value)) for name, value in claim.details if not isinstance(value, Text)),
            on=self._wordless(claim.on) if claim.on else None,
            said=self._wordless(claim.said),
            speaker=self.name(claim.speaker),
            chain=(),
            about=tuple(map(self.name, claim.about)),
            passages=(),
            note=None,
            **WITHOUT_WORDS,
        )

    def _value(self, value: Value) -> Value:
        if isinstance(value, Ref):
            return self.name(value)
        return self._wordless(value) if isinstance(value, When) else value

    def _wordless(self, when: When) -> When:
        """The same days without the words they were told in."""
        return When(edtf=when.read(self.inputs.conventions).text) if when.words else when

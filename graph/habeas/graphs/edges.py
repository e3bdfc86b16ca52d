"""Edges and what each is made of: who is tied to whom, in which way, by which claims, over which days.

Many parts make one edge: one for each source, target and kind, with the stretches of all of them and with what they
rest on. An edge weighs as much as the independent documents behind it: one document counts once however often it says
so, and an unnamed group of speakers counts once however many documents quote it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from habeas.formats.graph import Column, Edge, Scalar, Spell, Type
from habeas.graphs.filters import rank
from habeas.graphs.inputs import Inputs
from habeas.graphs.time import Period, spells
from habeas.model import Claim, Ref
from habeas.model.disclosure import TextMasker
from habeas.vocab import PROPERTIES

STRING, INTEGER, BOOLEAN = Type.STRING, Type.INTEGER, Type.BOOLEAN
BETWEEN: Final = "; "

EDGE_COLUMNS: Final = (
    Column("predicate", STRING, "the relations of the claims behind the line"),
    Column("n_claims", INTEGER, "how many claims say it"),
    Column("n_sources", INTEGER, "how many independent documents say it; an unnamed group of speakers counts once"),
    Column("n_speakers", INTEGER, "how many speakers say it"),
    Column("claim_ids", STRING, "the claims that say it"),
    Column("source_names", STRING, "the documents they are in"),
    Column("source_urls", STRING, "where those documents are published"),
    Column("speakers", STRING, "who says it"),
    Column("first_said", STRING, "the first day on which it may have been said"),
    Column("last_said", STRING, "the last day on which it may have been said"),
    Column("modalities", STRING, "in which ways it is said: as a fact of the document, attributed to someone, …"),
    Column("hedges", STRING, "how it is hedged: about, reportedly, …"),
    Column("credibility", STRING, "how credible the documenter judged the claims; empty: not judged"),
    Column(
        "credibility_rank", INTEGER, "the best of these: 4 confirmed, 3 likely, 2 possible, 1 unlikely, 0 not judged"
    ),
    Column(
        "standing", STRING, "asserted: a fact of the file; said: a saying only; derived: reckoned from claims; disputed"
    ),
    Column("contested", BOOLEAN, "another claim says no, denies it or clashes with it"),
    Column("start_date", STRING, "the first day drawn"),
    Column("end_date", STRING, "the last day drawn; empty: open"),
    Column("start_year", INTEGER, "the year of the first day drawn"),
    Column("end_year", INTEGER, "the year of the last day drawn"),
    Column("start_text", STRING, "the beginning as told"),
    Column("end_text", STRING, "the end as told"),
    Column("date_precision", STRING, "how exact the dates are told: day, month, year, range"),
    Column("ongoing", BOOLEAN, "nobody states an end, which does not mean that it goes on"),
    Column("episodes", INTEGER, "how many separate stretches of time were told"),
    Column("days_least", INTEGER, "the fewest days that the words allow"),
    Column("days_most", INTEGER, "the most days that the words allow"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgePart:
    """One line as claims state it. `extra` holds values of the view's own columns; `weight` and `n_sources` take
    the place of the usual count: weights of several parts add up."""

    source: Ref
    target: Ref
    kind: str
    claims: tuple[Claim, ...]
    period: Period | None = None
    standing: str = "asserted"
    extra: Mapping[str, Scalar] | None = None
    weight: float | None = None
    n_sources: int | None = None


Key = tuple[Ref, Ref, str]


def by_line(parts: Iterable[EdgePart]) -> dict[Key, list[EdgePart]]:
    """The parts of each line, sorted by source, target and kind."""
    lines: dict[Key, list[EdgePart]] = {}
    for part in parts:
        lines.setdefault((part.source, part.target, part.kind), []).append(part)
    return {key: lines[key] for key in sorted(lines, key=_order)}


def _order(key: Key) -> tuple[str, str, str]:
    return str(key[0]), str(key[1]), key[2]


def independent(claims: Iterable[Claim]) -> int:
    """How many independent documents these claims come from."""
    own = {claim.source for claim in claims if claim.speaker.kind != "collective"}
    groups = {claim.speaker for claim in claims if claim.speaker.kind == "collective" and claim.source not in own}
    return len(own) + len(groups)


class EdgeBuilder:
    """Makes edges of their parts, with what each rests on."""

    def __init__(
        self, inputs: Inputs, masker: TextMasker, extra: Sequence[Column] = (), until: date | None = None
    ) -> None:
        self.inputs, self.masker, self.extra, self.until = inputs, masker, extra, until
        self.columns = (*EDGE_COLUMNS, *extra)
        self._denied = _denied(inputs)
        self._names: dict[Ref, str] = {}

    def edge(self, key: Key, parts: Sequence[EdgePart]) -> Edge:
        """The edge of one line."""
        source, target, kind = key
        claims = sorted({claim.id: claim for part in parts for claim in part.claims}.values(), key=lambda c: c.id)
        periods = list(dict.fromkeys(part.period for part in parts if part.period))
        found = spells(periods, self.until)
        n_sources = max((part.n_sources for part in parts if part.n_sources), default=0) or independent(claims)
        contested = any(self._is_contested(claim) for claim in claims) or any(each.contested for each in periods)
        standing = "disputed" if contested else parts[0].standing
        values = (
            *self._support(claims, n_sources),
            standing,
            contested,
            *self._time(periods, found),
            *(self._extra(parts, column.name) for column in self.extra),
        )
        weight = sum(part.weight for part in parts if part.weight)
        return Edge(
            str(source), str(target), kind, label_of(kind, self.inputs.lang), weight or float(n_sources), values, found,
            dashed=standing != "asserted",
        )  # fmt: skip

    def _support(self, claims: Sequence[Claim], n_sources: int) -> tuple[Scalar, ...]:
        inputs = self.inputs
        documents = sorted({claim.source for claim in claims})
        sources = [inputs.sources[ref] for ref in documents if ref in inputs.sources]
        speakers = sorted({inputs.one(claim.speaker) for claim in claims})
        first = min(filter(None, map(inputs.earliest_said, claims)), default=None)
        last = max(filter(None, map(inputs.latest_said, claims)), default=None)
        judged = sorted({claim.credibility for claim in claims if claim.credibility}, key=rank, reverse=True)
        return (
            _joined(claim.relation for claim in claims),
            len(claims),
            n_sources,
            len(speakers),
            _joined(self.masker.mask(claim.id) for claim in claims),
            _joined(map(self._called, documents)),
            _joined(self.masker.mask(source.url) for source in sources) or None,
            _joined(map(self._called, speakers)),
            first.isoformat() if first else None,
            last.isoformat() if last else None,
            _joined(claim.modality for claim in claims),
            _joined(claim.hedge for claim in claims) or None,
            _joined(judged) or None,
            max((rank(claim.credibility) for claim in claims), default=0),
        )

    def _extra(self, parts: Sequence[EdgePart], name: str) -> Scalar:
        """The value of a view's own column: texts of several parts are joined, of other values the first counts."""
        found = [part.extra[name] for part in parts if part.extra and part.extra.get(name) is not None]
        if found and isinstance(found[0], str):
            return _joined(self.masker.mask(str(text)) for text in found)
        return found[0] if found else None

    def _time(self, periods: Sequence[Period], found: Sequence[Spell]) -> tuple[Scalar, ...]:
        """The columns on time: of all stretches together, with the words of each."""
        start, end = (found[0].start, found[-1].end) if found else ("", "")
        least, most = [each.least for each in periods], [each.most for each in periods]
        return (
            start or None,
            end or None,
            int(start[:4]) if start else None,
            int(end[:4]) if end else None,
            _joined(self.masker.mask(each.start_text) for each in periods) or None,
            _joined(self.masker.mask(each.end_text) for each in periods) or None,
            _joined(each.precision for each in periods) or None,
            any(each.ongoing for each in periods) if periods else None,
            len(periods),
            None if None in least or not periods else sum(filter(None, least)),
            None if None in most or not periods else sum(filter(None, most)),
        )

    def _called(self, ref: Ref) -> str:
        found = self._names.get(ref)
        if found is None:
            found = self._names[ref] = self.masker.mask(self.inputs.label(ref))
        return found

    def _is_contested(self, claim: Claim) -> bool:
        head = (claim.subject, claim.relation, claim.object)
        return claim.id in self.inputs.disputed or claim.id in self._denied[0] or head in self._denied[1]


def _denied(inputs: Inputs) -> tuple[set[str], set[tuple[object, ...]]]:
    """Ids of claims that another claim denies, and heads that a negative claim has."""
    ids: set[str] = set()
    heads: set[tuple[object, ...]] = set()
    for claim in inputs.claims:
        denied = [claim.object] if claim.relation == "denies" else []
        denied += [value for name, value in claim.details if name == "denies"]
        ids |= {ref.slug for ref in denied if isinstance(ref, Ref) and ref.kind == "claim"}
        if claim.polarity == "negative":
            heads.add((claim.subject, claim.relation, claim.object))
    return ids, heads


def _joined(texts: Iterable[str]) -> str:
    return BETWEEN.join(dict.fromkeys(text for text in texts if text))


WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "detainedBy": ("held by", "retenido por"),
    "arrestedAt": ("arrested at", "arrestado en"),
    "arrestedIn": ("arrested in", "arrestado en"),
    "releasedFrom": ("released from", "liberado de"),
    "releasedIn": ("released in", "liberado en"),
    "releasedBy": ("released by", "liberado por"),
    "diedAt": ("died at", "murió en"),
    "diedIn": ("died in", "murió en"),
    "seenAt": ("seen in custody at", "visto bajo custodia en"),
    "seenIn": ("seen in custody in", "visto bajo custodia en"),
    "chargedBy": ("charged by", "imputado por"),
    "restrictedBy": ("restricted by", "restringido por"),
    "heldPeopleAt": ("held people at", "retuvo personas en"),
    "heldWith": ("held at the same place and time as", "retenido en el mismo lugar y tiempo que"),
    "reportsOn": ("reports on", "informa sobre"),
    "statedBy": ("stated by", "dicho por"),
    "inDocument": ("in the document", "en el documento"),
}
"""Kinds of lines that are no relation of the vocabulary, in words."""


def label_of(kind: str, lang: str = "en") -> str:
    """A kind of line in words."""
    if kind in WORDS:
        return WORDS[kind][lang == "es"]
    prop = PROPERTIES.get(kind)
    if prop is None:
        return kind
    return prop.label_es if lang == "es" else prop.label

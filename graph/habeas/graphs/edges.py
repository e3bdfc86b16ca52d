"""Edges as they are written: with columns, and with what names are called in the language of the reader."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final, Protocol

from habeas.analysis.edges.edges import EdgeFacts, EdgeTime, joined
from habeas.formats.graph import Column, Edge, Scalar, Type
from habeas.model.disclosure import TextMasker
from habeas.vocab import PROPERTIES

STRING, INTEGER, BOOLEAN = Type.STRING, Type.INTEGER, Type.BOOLEAN

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


class Names(Protocol):
    """What names are called, which stand for others, and where documents are published."""

    def one_of(self, name: str) -> str:
        """The name that stands for this one by judgement."""

    def label_of(self, name: str) -> str:
        """What a name is called in the language of the reader."""

    def url_of(self, document: str) -> str:
        """The address of a document; empty for none."""


class EdgeBuilder:
    """Puts edges into columns and words. `disputed` are claims that a check found to clash with others."""

    def __init__(
        self, names: Names, masker: TextMasker, *, disputed: Collection[str], lang: str, extra: Iterable[Column] = ()
    ) -> None:
        self.columns = (*EDGE_COLUMNS, *extra)
        self._names, self._mask, self._disputed, self._lang = names, masker.mask, disputed, lang
        self._called: dict[str, str] = {}
        self._addresses: dict[str, str] = {}
        self._kinds: dict[str, str] = {}

    def edge(self, facts: EdgeFacts) -> Edge:
        """The edge as it is written."""
        contested = facts.denied or (bool(self._disputed) and any(id_ in self._disputed for id_ in facts.claims))
        standing = "disputed" if contested else facts.standing
        kind = facts.kind
        speakers = sorted({self._names.one_of(name) for name in facts.speakers})
        label = self._kinds.get(kind) or self._kinds.setdefault(kind, label_of(kind, self._lang))
        values = (
            facts.relations,
            len(facts.claims),
            facts.n_sources,
            len(speakers),
            joined(map(self._mask, facts.claims)),
            joined(map(self._name, facts.documents)),
            joined(map(self._address, facts.documents)) or None,
            joined(map(self._name, speakers)),
            facts.first_said,
            facts.last_said,
            facts.modalities,
            facts.hedges or None,
            facts.credibility or None,
            facts.rank,
            standing,
            contested,
            *self._time(facts.time),
            *(joined(map(self._mask, value)) if isinstance(value, tuple) else value for value in facts.extra),
        )
        dashed = standing != "asserted"
        return Edge(facts.source, facts.target, kind, label, facts.weight, values, facts.time.spells, dashed)

    def _time(self, time: EdgeTime) -> tuple[Scalar, ...]:
        """The columns on time: of all stretches together, with the words of each."""
        start, end = (time.spells[0][0], time.spells[-1][1]) if time.spells else ("", "")
        return (
            start or None,
            end or None,
            int(start[:4]) if start else None,
            int(end[:4]) if end else None,
            joined(map(self._mask, time.start_texts)) or None,
            joined(map(self._mask, time.end_texts)) or None,
            time.precision or None,
            time.ongoing,
            time.episodes,
            time.days_least,
            time.days_most,
        )

    def _name(self, name: str) -> str:
        found = self._called.get(name)
        if found is None:
            found = self._called[name] = self._mask(self._names.label_of(name))
        return found

    def _address(self, document: str) -> str:
        found = self._addresses.get(document)
        if found is None:
            found = self._addresses[document] = self._mask(self._names.url_of(document))
        return found


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

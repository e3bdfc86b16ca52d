"""Edges as they are written: with columns, and with what names are called in the language of the reader."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Final, Protocol

from habeas.analysis.edges.edges import EdgeFacts
from habeas.analysis.edges.stretches import EdgeTime, ToldPeriod, joined, length, spells_text
from habeas.formats.graph import CellValue, Column, Edge, Type
from habeas.formats.style import TYPES
from habeas.model.masking import TextMasker
from habeas.model.translate import label_in
from habeas.vocab import PROPERTIES

STRING, INTEGER, BOOLEAN = Type.STRING, Type.INTEGER, Type.BOOLEAN

EDGE_COLUMNS: Final = (
    Column("relations", STRING, "the relations of the claims behind the line"),
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
        "standing",
        STRING,
        "asserted: a fact of the file; said: a saying only; derived: worked out from claims; disputed",
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
    Column(
        "days_certain", INTEGER, "the days that are certain whatever the dates mean, also where nobody states an end"
    ),
    Column("certain_spells", STRING, "those days: each stretch with its first and last day"),
)


class NameLookup(Protocol):
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
        self,
        names: NameLookup,
        masker: TextMasker,
        *,
        disputed: Collection[str],
        lang: str,
        extra: Iterable[Column] = (),
    ) -> None:
        self.columns = (*EDGE_COLUMNS, *extra)
        self._names, self._mask, self._disputed, self._lang = names, masker.mask, disputed, lang
        self._called: dict[str, str] = {}
        self._addresses: dict[str, str] = {}
        self._kinds: dict[str, str] = {}

    # What follows runs for every line of a large file (bench/bench_gexf.py): most lines rest on one claim of one
    # document.

    def edge(self, facts: EdgeFacts) -> Edge:
        """The edge as it is written."""
        source, target, kind, weight, relations, claims, n_sources, documents, said_by, first, last, *_ = facts
        standing, contested, time = facts.standing, facts.denied, facts.time
        if not contested and self._disputed:
            contested = any(claim in self._disputed for claim in claims)
        standing = "disputed" if contested else standing
        speakers = self._clustered(said_by)
        values = (
            relations,
            len(claims),
            n_sources,
            len(speakers),
            self._texts(claims),
            _in_words(documents, self._name),
            _in_words(documents, self._address) or None,
            _in_words(speakers, self._name),
            first,
            last,
            facts.modalities,
            facts.hedges or None,
            facts.credibility or None,
            facts.rank,
            standing,
            contested,
            *self._time(time),
            *(self._texts(value) if isinstance(value, tuple) else value for value in facts.extra),
        )
        label = self._kinds.get(kind) or self._kinds.setdefault(kind, label_of(kind, self._lang))
        dashed, told = standing != "asserted", tuple(map(self._told, time.told))
        return Edge(source, target, kind, label, weight, values, time.spells, dashed, time.certain, told)

    def _told(self, period: ToldPeriod) -> ToldPeriod:
        start, end, claims = self._mask(period.start_text), self._mask(period.end_text), map(self._mask, period.claims)
        return period._replace(start_text=start, end_text=end, claims=tuple(claims))

    def _time(self, time: EdgeTime) -> tuple[CellValue, ...]:
        """The columns on time: of all stretches together, with the words of each."""
        spells = time.spells
        start, end = (spells[0][0], spells[-1][1]) if spells else ("", "")
        return (
            start or None,
            end or None,
            int(start[:4]) if start else None,
            int(end[:4]) if end else None,
            self._texts(time.start_texts) or None,
            self._texts(time.end_texts) or None,
            time.precision or None,
            time.ongoing,
            time.episodes,
            time.days_least,
            time.days_most,
            length(time.certain) if spells else None,
            spells_text(time.certain) or None,
        )

    def _clustered(self, names: tuple[str, ...]) -> Sequence[str]:
        """The names that stand for these by judgement, each once, in order."""
        one = self._names.one_of
        found = (one(names[0]),) if len(names) == 1 else tuple(sorted({one(name) for name in names}))
        return found

    def _texts(self, texts: tuple[str, ...]) -> str:
        return _in_words(texts, self._mask)

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


def _in_words(names: Sequence[str], word: Callable[[str], str]) -> str:
    return word(names[0]) if len(names) == 1 else joined(map(word, names))


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
    return label_in(prop, lang)


RELATIONS: Final = (
    *sorted({*WORDS, *(name for name, prop in PROPERTIES.items() if prop.is_relation or prop.is_detail)}),
)
"""The kinds of lines there may be."""
NODES: Final = tuple(sorted({*TYPES, *TYPES.values()}))
"""The kinds of nodes, and the words for them."""

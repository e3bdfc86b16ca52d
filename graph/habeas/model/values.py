"""The things a case file is made of, as plain values.

    Source ── has ──> Snapshot          one captured text of it
    Claim  ── in ───> Source            one checkable statement by one speaker at a Passage
           ── of ───> Ref, Ref          subject and object: names of people, places, events
           ── through ──> Step, Step    who passed it on, from the speaker to the document
    Entity ── describes ──> Ref         labels and notes for a name; never a fact about the world

Pure: this module opens nothing and knows no RDF, no web and no database. Every value is frozen.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from habeas.dates.conventions import DEFAULTS, Conventions
from habeas.dates.edtf import Edtf, parse
from habeas.dates.relative import relative
from habeas.errors import BadClaim
from habeas.model.text import without_directions
from habeas.vocab import KINDS

SLUG = re.compile(r"[\w~.\-]+")


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """The name of an entity or a node: `person:enrique-marquez`. Its IRI is the case's base + kind + `/` + slug."""

    kind: str
    slug: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.slug}"

    @classmethod
    def parse(cls, text: str) -> Ref:
        """Read `kind:slug`. Raises BadClaim when the kind is unknown or the slug has other characters than letters,
        marks, digits, `-_.~`.
        """
        return cls(*_kind_and_slug(text))


@lru_cache(maxsize=200_000)
def _kind_and_slug(text: str) -> tuple[str, str]:
    """Kept, because the names of a case come again and again."""
    kind, colon, slug = text.partition(":")
    slug = unicodedata.normalize("NFC", slug)
    if not colon or kind not in KINDS:
        raise BadClaim(why=f"“{text}” is not a name of the form kind:name", next="Kinds: " + ", ".join(KINDS))
    if not is_slug(slug):
        raise BadClaim(why=f"“{text}” has characters that a name cannot have", next="Use letters, digits, - _ . ~")
    return kind, slug


def is_slug(text: str) -> bool:
    """True for letters of any script with their marks (vowel signs, harakat), digits and `-_.~`.

    Dots alone would lead up a folder.
    """
    if not SLUG.fullmatch(text):
        without = "".join(c for c in text if not _is_mark(c))
        return text[:1] == without[:1] and bool(SLUG.fullmatch(without))
    return bool(text.strip("."))


def _is_mark(c: str) -> bool:
    return c < "\U000e0000" and unicodedata.category(c).startswith("M")


def slug_of(text: str) -> str:
    """A slug for a name as written: accents folded, lower case, words joined by `-`; other scripts are kept."""
    folded = "".join(c if c.isalnum() or _is_mark(c) else " " for c in fold(text))
    return "-".join(folded.split()) or "unnamed"


def fold(text: str) -> str:
    """Lower case and without accents, for comparing names: `Rodríguez` and `Rodriguez` fold to the same text."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """Words with their language, where it is known (`es`, `en`, … ; empty: not stated)."""

    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A date as given: EDTF text, or words (`last week`) with the date they are counted from.

    What words mean depends on the case's conventions, so they are kept as words and read each time.
    """

    edtf: str = ""
    words: str = ""
    anchor: str = ""

    def read(self, conventions: Conventions = DEFAULTS) -> Edtf:
        """The days it may mean. Raises BadDate."""
        return _read(self, conventions)


@lru_cache(maxsize=100_000)
def _read(when: When, conventions: Conventions) -> Edtf:
    """Kept, because the days of a case come again and again."""
    if not when.words:
        return parse(when.edtf, conventions)
    return relative(when.words, parse(when.anchor, conventions), conventions).edtf


Value = Ref | Text | When | int | bool | str
"""Object of a claim or value of a detail.

A plain `str` is a code of a list, a date-time or an exact string: the property's range tells which.
"""


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Where in the snapshot's text: code points from `start` (included) to `end` (excluded), as in Web Annotation."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One step of the way from the speaker to the document.

    Who (`by`), doing what (`role`), how they know, through which medium.
    """

    by: Ref | None = None
    role: str = ""
    connection: str = ""
    via: str = ""
    unsure: bool = False


class Assertion(StrEnum):
    """What of a claim becomes triples: the fact itself, only the statement of it, or neither."""

    ASSERTED = "asserted"
    ACT_ONLY = "act-only"
    DESCRIBED_ONLY = "described-only"


class Status(StrEnum):
    """The status of a claim in this file."""

    LIVE = "live"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One checkable statement of one speaker in one document (vocabulary.md 1 and 4).

    `details` are further properties of the claim's node, sorted; `event` names that node for short forms such as
    `detainedAt`. `id` may be empty: `claims.identified` then makes one from what the claim says.
    """

    id: str = ""
    source: Ref
    snapshot: str = ""
    subject: Ref
    relation: str
    object: Value
    event: Ref | None = None
    details: tuple[tuple[str, Value], ...] = ()
    on: When | None = None
    speaker: Ref
    chain: tuple[Step, ...] = ()
    said: When
    passages: tuple[Passage, ...] = ()
    paragraph: str = ""
    quote: str = ""
    modality: str = "reported-fact"
    polarity: str = "positive"
    hedge: str = ""
    hedge_words: str = ""
    assertion: str = ""
    credibility: str = ""
    sensitivity: str = ""
    basis: str = ""
    anchor: Ref | None = None
    about: tuple[Ref, ...] = ()
    note: Text | None = None

    @property
    def ref(self) -> Ref:
        """The claim's own name, `claim:N057`."""
        return Ref("claim", self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """What the documenter calls something: labels and notes. Never a fact: facts are claims.

    `labels` holds at most one a language; `keeper`, `criterion` and `subset_of` belong to populations.
    """

    ref: Ref
    labels: tuple[Text, ...] = ()
    also: tuple[Text, ...] = ()
    hidden: tuple[Text, ...] = ()
    note: Text | None = None
    placeholder: bool = False
    org_kind: str = ""
    keeper: Ref | None = None
    criterion: Text | None = None
    subset_of: Ref | None = None
    same_as: tuple[str, ...] = ()
    sensitivity: str = ""

    def label(self, lang: str = "en") -> str:
        """The label to show: in that language, else one without a language, else any, else the slug."""
        by_lang = {t.lang: without_directions(t.text) for t in self.labels}
        return by_lang.get(lang) or by_lang.get("") or next(iter(by_lang.values()), self.ref.slug)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One captured text of a source. `characters` counts code points; text positions point into it."""

    sha256: str
    characters: int | None = None
    captured_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document as a work: article, communiqué, list, letter, video."""

    ref: Ref
    title: str = ""
    kind: str = ""
    publisher: Ref | None = None
    language: str = ""
    date: When | None = None
    url: str = ""
    note: str = ""
    snapshot: Snapshot | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Something that was not recorded: where it is, why not, and what to do next."""

    where: str
    why: str
    next: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What a load did. Nothing is dropped silently: every claim that was read is in exactly one of these lists."""

    file: str
    recorded: tuple[str, ...] = ()
    already: tuple[str, ...] = ()
    withdrawn_before: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()
    described: int = 0
    sources: int = 0
    notes: tuple[str, ...] = field(default_factory=tuple)

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
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Final, TypeVar

from habeas.dates.conventions import DEFAULTS, Conventions
from habeas.dates.edtf import Edtf, parse
from habeas.dates.relative import Relative, relative
from habeas.errors import BadClaim, BadDate
from habeas.model.text import fold, without_directions
from habeas.vocab import KINDS, PROPERTIES

T = TypeVar("T")
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
        return _parsed(text)


@lru_cache(maxsize=200_000)
def _parsed(text: str) -> Ref:
    """Kept, because the names of a case come again and again."""
    kind, colon, slug = text.partition(":")
    slug = unicodedata.normalize("NFC", slug)
    if not colon or kind not in KINDS:
        raise BadClaim(why=f"“{text}” is not a name of the form kind:name", next="Kinds: " + ", ".join(KINDS))
    if not is_slug(slug):
        raise BadClaim(why=f"“{text}” has characters that a name cannot have", next="Use letters, digits, - _ . ~")
    return Ref(kind, slug)


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


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """Words with their language, where it is known (`es`, `en`, … ; empty: not stated)."""

    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A date as given: EDTF text, or words (`last week`) with the date they are counted from.

    What words mean depends on the case's conventions, so they are kept as words and read each time. `ahead` follows
    from the claim they stand in (`looks_ahead`): what is announced for "Friday" is the next one.
    """

    edtf: str = ""
    words: str = ""
    anchor: str = ""
    ahead: bool = False

    def read(self, conventions: Conventions = DEFAULTS) -> Edtf:
        """The days it may mean; any day (`UNREAD`) for words that nobody could date. Raises BadDate for bad digits."""
        return _read(self, conventions)

    def reading(self, conventions: Conventions = DEFAULTS) -> Relative:
        """How its words are read. Raises BadDate for words that are not understood."""
        return relative(self.words, parse(self.anchor, conventions), conventions, ahead=self.ahead)


UNREAD: Final = parse("XXXX")
"""Any day: what words mean that are not understood. They are kept, and a check asks about them."""


@lru_cache(maxsize=100_000)
def _read(when: When, conventions: Conventions) -> Edtf:
    """Kept, because the days of a case come again and again."""
    if not when.words:
        return parse(when.edtf, conventions)
    try:
        return when.reading(conventions).edtf
    except BadDate:
        return UNREAD


_AHEAD: Final = frozenset(["prediction", "demand", "pledge", "warning"])
_DONE: Final = frozenset(["arrest", "death", "disappearance", "sentence", "charge", "treatment"])


def looks_ahead(modality: str, relation: str) -> bool:
    """True when the days of a claim lie ahead of its saying: what is predicted, demanded, promised, or announced.

    An arrest, a death or a sentence is announced when it is done; a release, a hearing or a transfer beforehand. The
    day of a warning or a demand that is itself what is recorded is the day on which it was made.
    """
    if PROPERTIES[relation].domain == ("act",):
        return False
    if modality in _AHEAD:
        return True
    return modality == "announcement" and relation not in ("bornOn",) and PROPERTIES[relation].makes not in _DONE


Value = Ref | Text | When | int | bool | str
"""Object of a claim or value of a detail. A plain `str` is a code of a list, a date-time or an exact string: the
property's range tells which."""


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
    proposed_by: str = ""
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

    def __post_init__(self) -> None:
        """Dates in words are read in the light of how the claim is said (`looks_ahead`)."""
        values = (self.object, self.on, *(value for _, value in self.details))
        if any(isinstance(value, When) and value.words for value in values):
            ahead = looks_ahead(self.modality, self.relation)
            details = tuple((name, _towards(value, ahead=ahead)) for name, value in self.details)
            object.__setattr__(self, "object", _towards(self.object, ahead=ahead))
            object.__setattr__(self, "on", _towards(self.on, ahead=ahead) if self.on else None)
            object.__setattr__(self, "details", details)

    @property
    def ref(self) -> Ref:
        """The claim's own name, `claim:N057`."""
        return Ref("claim", self.id)


def _towards(value: T, *, ahead: bool) -> T:
    return replace(value, ahead=ahead) if isinstance(value, When) and value.words and value.ahead != ahead else value


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
    reliability: str = ""
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
    """One captured text of a source. `characters` counts code points; text positions point into it.

    `original` is the SHA-256 of the file it was read from, `media` its type. `gone` are claims whose words it lost.
    """

    sha256: str
    characters: int | None = None
    captured_at: str = ""
    original: str = ""
    media: str = ""
    gone: tuple[str, ...] = ()


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
    sensitivity: str = ""

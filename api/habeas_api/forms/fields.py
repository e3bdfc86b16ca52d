"""The fields of a claim form as they were typed.

Names and dates are looked up, and every error is kept beside its field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from habeas.casefile.open_case import OpenCase
from habeas.dates.calendar_tables import is_far
from habeas.dates.conventions import Conventions
from habeas.dates.edtf import Edtf, parse
from habeas.dates.format import in_words
from habeas.dates.hints import ask_calendar
from habeas.dates.relative import relative
from habeas.errors import BadChoice, BadDate, BadInput, NotFound, phrase
from habeas.model.claim_fields import CODE_FIELDS
from habeas.model.text import fold
from habeas.model.translate import label_in, translator_for
from habeas.model.validate import fits_kind
from habeas.model.values import UNREAD, Ref, looks_ahead, slug_of
from habeas.vocab import KINDS, PROPERTIES, Origin

UNPLACED: Final = "Copy them as they appear there, or record them without a place: Check asks about them (C27)."
NAME_HINT: Final = "Choose one of the names proposed, or mark it as a new name."
MESSAGES: Final[Mapping[str, tuple[str, str]]] = {
    "no name": ("enter a name", ""),
    "another kind": ("“%(text)s” is of the kind “%(kind)s”", "This field takes: %(wanted)s."),
    "several": ("“%(text)s” could be any of several names", NAME_HINT),
    "unknown": ("nothing in this file is called “%(text)s”", NAME_HINT),
    "what kind": ("say what kind of thing “%(text)s” is", "Choose a kind that fits."),
    "not described": ("things of the kind “%(kind)s” cannot be described by themselves", "Choose another kind."),
    "no such document": ("there is no document “%(text)s” in this file", "Choose one, or describe a new one."),
    "no document": ("say which document this comes from", "Choose one, or give a new one a title."),
    "outside": ("characters %(first)s to %(last)s are outside the text", "Mark the passage again."),
    "nowhere": ("these words are not in the text of the document", UNPLACED),
    "in several places": (
        "these words are in %(count)s places of the text",
        "Mark the one meant in the text, or quote more words: %(places)s",
    ),
    "no file": ("choose a file", "It is sent with the form."),
    "no relation": ("say what is said about it", "Choose a relation."),
    "does not fit": ("“%(relation)s” cannot be said of the kind “%(kind)s”", "These fit: %(fits)s …"),
    "one subject": ("a correction is of one claim, and names one", "Record what is said of others by itself."),
    "no object": ("say what goes with “%(relation)s”", ""),
    "no code": ("“%(text)s” is not one of the choices", "%(codes)s"),
    "no speaker": ("say who says so; the document names no publisher", ""),
    "no day": ("say when it was said; the document has no date", "For example 2026-01-12."),
    "no number": ("“%(text)s” is not a whole number", "For example 41."),
    "no yes": ("“%(text)s” is neither yes nor no", ""),
    "not called": (
        "nothing in this file is called “%(text)s”",
        "Search for it at the top of the page, and enter the name as it is written there.",
    ),
    "not called, near": ("nothing in this file is called “%(text)s”", "Did you mean one of these? %(names)s"),
    "which of them": ("“%(text)s” could be any of several names", "Enter one of these: %(names)s"),
    "no message": ("there is no message yet", "Write what you know."),
    "no reason": ("give a reason (others will read it later)", ""),
    "which claim": ("say which claim to follow", "Choose one of them."),
    "no choice": ("choose one of these", ""),
    "taken out": ("%(claim)s said exactly this and was taken out before", "Change what is wrong, then record."),
    "unchanged": ("the file already says exactly this, in %(claim)s", "Change what is wrong, then record."),
}


def field_error(where: str, key: str, lang: str, **values: object) -> BadChoice:
    """What is wrong with a field, ready to be raised."""
    translator = translator_for(lang, "habeas_api")
    why, advice = (translator.gettext(message, **values) for message in MESSAGES[key])
    return BadChoice(where=where, why=why, next=advice)


MAX_DATE_LENGTH: Final = 200
PROBE_DAYS: Final = (parse("1901-05-15"), parse("2091-11-20"))
"""Two days from which words that name a whole day mean the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedDate:
    """A date that was understood. `raw` is what the claim form takes; `words` how a reader sees it."""

    edtf: Edtf
    words: str
    raw: Any


def parse_typed_date(
    typed: str, conventions: Conventions, *, anchor: str = "", lang: str = "en", ahead: bool = False
) -> ParsedDate:
    """The date somebody means. Words such as “last week” are counted from `anchor`; in quotes they are kept unread.

    Raises BadDate, with what to write instead.
    """
    text = " ".join(typed.split())
    if len(text) > MAX_DATE_LENGTH:
        raise BadDate(why="this is too long for a date", next="Write 2026-01-12, or “last week”.")
    if anchor and (quoted := _QUOTED.fullmatch(text)):
        return ParsedDate(edtf=UNREAD, words=quoted[0], raw={"words": quoted[1].strip(), "from": anchor})
    try:
        edtf = parse(text, conventions)
    except BadDate as error:
        if not any(sign.isalpha() for sign in text):
            raise
        return _parse_words(text, conventions, anchor, lang, error, ahead=ahead)
    if far := next((day for day in (edtf.earliest, edtf.latest) if is_far(day)), None):
        raise ask_calendar(far)
    return ParsedDate(edtf=edtf, words=in_words(edtf, lang), raw=edtf.text)


_QUOTED: Final = re.compile(r"[“\"«]([^“”\"«»]*\w[^“”\"«»]*)[”\"»]")
_KEEP: Final = "Or put it in quotes to keep the words as they are."


def _parse_words(
    text: str, conventions: Conventions, anchor: str, lang: str, error: BadDate, *, ahead: bool
) -> ParsedDate:
    """Words that mean one date from anywhere are that date; others stay words, with the day they are counted from."""
    if whole := _anchor_free(text, conventions):
        return ParsedDate(edtf=whole, words=in_words(whole, lang), raw=whole.text)
    if not anchor:
        raise _missing_anchor(text, conventions, error)
    try:
        edtf = relative(text, parse(anchor, conventions), conventions, ahead=ahead).edtf
    except BadDate as unknown:
        raise BadDate(why=unknown.why, next=phrase("%(next)s %(keep)s", next=unknown.next, keep=_KEEP)) from None
    return ParsedDate(edtf=edtf, words=in_words(edtf, lang), raw={"words": text, "from": anchor})


def _anchor_free(text: str, conventions: Conventions) -> Edtf | None:
    """The date that words mean from wherever they are counted; None when it depends, or they are not known."""
    try:
        first, second = (relative(text, day, conventions).edtf for day in PROBE_DAYS)
    except BadDate:
        return None
    exact = first.earliest == first.latest and first.earliest is not None
    return first if first == second and exact else None


def _missing_anchor(text: str, conventions: Conventions, error: BadDate) -> BadDate:
    """Known words want a day to count from; unknown ones are told as such, with the nearest that are known."""
    try:
        relative(text, PROBE_DAYS[0], conventions)
    except BadDate as unknown:
        return unknown
    return BadDate(why=error.why, next="Give the document a date, or write digits such as 2026-01-12.")


def is_ahead(mode: str, relation: str) -> bool:
    """True when a claim of that mode and relation tells of what lies ahead; false while they are not chosen yet."""
    return relation in PROPERTIES and looks_ahead(mode, relation)


NAMED_KINDS: Final = tuple(
    name for name, kind in KINDS.items() if name not in {"claim", "doc"} and kind.origin is not Origin.SYSTEM
)
"""What a field for a name may hold: people, organizations, places, events."""
FIELD_NAMES: Final = frozenset(
    ["doc", "subject", "relation", "object", "on", "said", "said_by", "quote", "reason", *CODE_FIELDS]
)


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with a field, and what to do."""

    why: str
    next: str = ""


class DraftClaim(NamedTuple):
    """One of the claims that a form comes to: of whom, its id, and its status where the file has it already."""

    subject: str
    claim_id: str
    status: str


@dataclass(slots=True, kw_only=True)
class Draft:
    """What became of the fields. `shown` is what was understood of a field; `alike` are names that a field may mean."""

    errors: dict[str, FieldError] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)
    alike: dict[str, list[str]] = field(default_factory=dict)
    document: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    claim_id: str = ""
    each: list[DraftClaim] = field(default_factory=list)
    """One for each subject, once nothing is wrong."""
    status: str = ""
    """The status of the same claim where the file has it already; empty for a new one."""
    unlocated: str = ""  # words that stand nowhere in the text, and are kept without a place
    remarks: list[str] = field(default_factory=list)  # what to look at in it, though it can be recorded


class FieldParser:
    """What was typed, and what has been understood of it so far."""

    def __init__(self, case: OpenCase, typed: Mapping[str, str], lang: str) -> None:
        self.case, self.typed, self.lang = case, typed, lang
        self.draft = Draft()
        self.names: dict[str, dict[str, str]] = {}
        self.source: dict[str, Any] = {}
        self.claim: dict[str, Any] = {}

    def _try(self, name: str, look: Callable[[], object]) -> None:
        """Look at a field; a mistake belongs to it, unless it names another."""
        try:
            look()
        except (BadInput, NotFound) as error:
            where = error.where if error.where in self.typed or error.where in FIELD_NAMES else name
            self.draft.errors.setdefault(where, FieldError(error.why, error.next))

    def kind(self, name: str) -> str:
        """A kind in words."""
        return label_in(KINDS[name], self.lang)

    def _line(self, name: str) -> str:
        return " ".join(self.typed.get(name, "").split())

    # -- names and dates

    def _name(self, name: str, kinds: Iterable[str] = (), *, made: Iterable[str] = ()) -> str:
        """The name that a field means: known, or new. Raises BadChoice."""
        text, allowed = self._line(name), tuple(kinds)
        if not text:
            raise field_error(name, "no name", self.lang)
        if self.typed.get(f"{name}_new") and self.case.views.index.entity(text) is None:
            return self._new_name(name, text, allowed, made)
        ref = self._known(name, text, allowed, made)
        if allowed and not fits_kind(ref.kind, allowed):
            wanted = ", ".join(self.kind(kind) for kind in allowed if KINDS[kind].origin is Origin.DESCRIBED)
            raise field_error(name, "another kind", self.lang, text=text, kind=self.kind(ref.kind), wanted=wanted)
        new = self.names.get(str(ref))
        self.draft.shown[name] = new["label"] if new else self.case.label(ref, self.lang)
        return str(ref)

    def _known(self, name: str, text: str, allowed: tuple[str, ...], made: Iterable[str]) -> Ref:
        kind = text.partition(":")[0]
        if kind in made and ":" in text:
            return Ref.parse(text)
        match = self.case.match(text, [one for one in NAMED_KINDS if not allowed or fits_kind(one, allowed)])
        if len(match.certain) == 1:
            return match.certain[0]
        if match.certain:
            self.draft.alike[name] = [str(ref) for ref in match.proposals]
            raise field_error(name, "several", self.lang, text=text)
        here = [ref for ref, one in self.names.items() if fold(one["label"]) == fold(text)]
        if here:
            return Ref.parse(here[0])
        self.draft.alike[name] = [str(ref) for ref in match.near]
        raise field_error(name, "unknown", self.lang, text=text)

    def _new_name(self, name: str, text: str, allowed: tuple[str, ...], made: Iterable[str]) -> str:
        kind = self._line(f"{name}_kind")
        if kind not in KINDS or (allowed and not fits_kind(kind, allowed)):
            raise field_error(name, "what kind", self.lang, text=text)
        if kind not in made and KINDS[kind].origin is not Origin.DESCRIBED:
            raise field_error(name, "not described", self.lang, kind=self.kind(kind))
        ref = f"{kind}:{self._free(kind, slug_of(text)[:80])}"
        if kind not in made:
            self.names[ref] = {"is": ref, "label": text}
        self.draft.new.append(text)
        self.draft.shown[name] = text
        return ref

    def _free(self, kind: str, slug: str) -> str:
        """The slug, or with a number behind it where it is taken."""
        found, number = slug, 2
        while self._is_taken(f"{kind}:{found}"):
            found, number = f"{slug}-{number}", number + 1
        return found

    def _is_taken(self, name: str) -> bool:
        index = self.case.views.index
        return name in self.names or index.entity(name) is not None or index.mentioned(name)

    def _date(self, name: str, anchor: str | None = None) -> Any:
        """What the claim form takes for a date; empty when nothing was typed."""
        text = self._line(name)
        if not text:
            return ""
        start = self.source.get("date", "") if anchor is None else anchor
        try:
            found = parse_typed_date(
                text,
                self.case.settings.conventions,
                anchor=start if isinstance(start, str) else "",
                lang=self.lang,
                ahead=name != "said" and is_ahead(self.typed.get("mode", ""), self.typed.get("relation", "")),
            )
        except BadInput as error:
            raise BadChoice(where=name, why=error.why, next=error.next) from None
        self.draft.shown[name] = found.words
        return found.raw

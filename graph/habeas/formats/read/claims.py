"""One claim of the form, from raw keys and values to the claim.

A line that names several subjects, or several speakers, is a claim of each. Who speaks where nobody is named is whoever
published the document, and they spoke on its date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import Any, Final

from habeas.dates.relative import refers_back
from habeas.errors import BadClaim, BadInput, phrase
from habeas.formats.read.shape import (
    CLAIM_KEYS,
    SAME_KEYS,
    STEP_KEYS,
    NameBook,
    Raw,
    as_list,
    has_words,
    no_such_key,
    read_span,
    read_text,
    read_triple,
    require_keys,
    require_single,
    word,
)
from habeas.model.codec import claim_from_plain
from habeas.model.codec_values import property_named, yes_or_no
from habeas.model.date_words import date_from_text, words_from
from habeas.model.values import Claim, Source
from habeas.vocab import PROPERTIES, Range

KEYS_OF_CLAIMS: Final = frozenset(CLAIM_KEYS)
NAMED: Final = ("id", "event")
"""What is of one claim alone: where one line makes several, each gets its own."""


class ClaimReader:
    """Reads the claims of one source. `unread` are parts of the source that could not be read, each with its place."""

    def __init__(self, book: NameBook, source: Source, unread: Mapping[str, str]) -> None:
        self.book = book
        self.source = source
        self.unread = unread
        self.date = source.date.edtf if source.date else ""
        self._optional: Mapping[str, Callable[[Any], object]] = {
            "on": self._date,
            "at": lambda raw: [read_span(item) for item in as_list(raw)],
            "chain": lambda raw: [self._step(step) for step in as_list(raw)],
            "anchor": lambda raw: str(self.book.ref(raw)),
            "about": lambda raw: [str(self.book.ref(item)) for item in as_list(raw)],
            "note": read_text,
        }

    def singles(self, full: Raw) -> Iterator[dict[str, Any]]:
        """The claims that one line makes: one for each subject and each speaker. Raises BadClaim."""
        if not full.get("claim"):
            _at("claim", self._require_known, full)
        subjects, relation, value = _at("claim", read_triple, full)
        speakers = as_list(full.get("said-by") or [""])
        for subject, speaker in product(subjects, speakers):
            single = {key: item for key, item in full.items() if key not in ("claim", "who", "said-by")}
            own = [name for name, among in ((subject, subjects), (speaker, speakers)) if len(among) > 1]
            if own:
                single |= {key: "-".join([word(full, key), *map(self._slug, own)]) for key in NAMED if full.get(key)}
            yield {**single, "claim": [subject, relation, value], "said-by": speaker}

    @staticmethod
    def _require_known(full: Raw) -> None:
        """Raise BadClaim for a key that may have been meant for `claim:`."""
        for key in full:
            if key not in KEYS_OF_CLAIMS and key not in PROPERTIES:
                no_such_key(key)

    def _slug(self, name: str) -> str:
        return self.book.names[name].slug if name in self.book.names else str(name).rpartition(":")[2]

    def read(self, full: Raw) -> Claim:
        """The claim. Raises BadInput, with the key in `where`."""
        subject, relation, value = full["claim"]
        sha = self.source.snapshot.sha256 if self.source.snapshot else ""
        plain: dict[str, Any] = {"source": str(self.source.ref), "snapshot": sha}
        at = "claim"
        try:
            prop = property_named(relation)
            plain |= {key: word(full, key) for key in SAME_KEYS if key in full and full[key] != ""}
            plain["relation"] = prop.name
            plain["subject"] = str(self.book.ref(subject))
            plain["object"] = self._value(prop.range, require_single(value, "what is claimed"))
            at = "said-by"
            plain["speaker"] = self._speaker(full)
            at = "said"
            plain["said"] = self._said(full)
            plain["details"] = details = {}
            for at in full:
                if at in KEYS_OF_CLAIMS:
                    continue
                details[at] = self._detail(at, full)
            for at, read in self._optional.items():
                if at in full:
                    plain[at] = read(full[at])
        except BadInput as error:
            raise (error if error.where else error.at(at)) from None
        if has_words(plain) and "basis" not in plain:
            plain["basis"] = "relative"
        return claim_from_plain({key: value for key, value in plain.items() if value not in ("", None, {}, [])})

    def _speaker(self, full: Raw) -> str:
        if full["said-by"]:
            return str(self.book.ref(full["said-by"]))
        if self.source.publisher is None:
            why = "nothing says who says this" + self._because("publisher")
            raise BadClaim(why=why, next="Give the claim said-by:, or the source a publisher:, who speaks by default.")
        return str(self.source.publisher)

    def _because(self, part: str) -> str:
        return f": the {part} of the source could not be read ({self.unread[part]})" if part in self.unread else ""

    def _said(self, full: Raw) -> object:
        raw = full.get("said")
        if raw:
            return self._date(raw)
        if self.source.date is None:
            why = "nothing says when this was said" + self._because("date")
            raise BadClaim(why=why, next="Give the source a date:, or this claim a said:")
        date = self.source.date
        return {"words": date.words, "from": date.anchor} if date.words else date.edtf

    def _date(self, raw: object) -> object:
        if not isinstance(raw, str) and isinstance(raw, Mapping):
            words = raw.get("words")
            if "from" not in raw and not self.date and not (isinstance(words, str) and refers_back(words)):
                why = "a date in words is counted from another date" + self._because("date")
                raise BadClaim(why=why, next="Add from:, or give the source a date:")
            return {**words_from(str(words), self.date), **raw}
        text = str(require_single(raw, "a date"))
        return words_from(text, "") if refers_back(text) else date_from_text(text, self.date)

    def _detail(self, key: str, full: Raw) -> list[object]:
        prop = property_named(key) if key in PROPERTIES else no_such_key(key)
        return [self._value(prop.range, item) for item in as_list(full[key])]

    def _value(self, kind: Range, raw: object) -> object:
        if kind is Range.ENTITY:
            return str(self.book.ref(raw))
        if kind is Range.DATE:
            return self._date(raw)
        return read_text(raw) if kind is Range.TEXT else raw

    def _step(self, raw: object) -> dict[str, Any]:
        if isinstance(raw, str):
            return {"by": str(self.book.ref(raw))}
        if not isinstance(raw, Mapping):
            raise BadClaim(why=phrase("a step is a name, or keys such as by:, as:, via:, but this is %(raw)r", raw=raw))
        require_keys(raw, STEP_KEYS)
        step: dict[str, Any] = {key: word(raw, key) for key in ("as", "connection", "via") if key in raw}
        if "by" in raw:
            step["by"] = str(self.book.ref(raw["by"]))
        if yes_or_no(raw.get("unsure", False), "unsure"):
            step["unsure"] = True
        return step


def _at(key: str, read: Callable[[Raw], Any], full: Raw) -> Any:
    """Whatever the part reads. Raises what it raises, with `where` set to the key."""
    try:
        return read(full)
    except BadInput as error:
        raise (error if error.where else error.at(key)) from None

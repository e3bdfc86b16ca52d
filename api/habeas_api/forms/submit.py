"""A claim as somebody types it into a form, made into the claim form: each field looked at, every mistake told beside its field.

Nothing is recorded here. `drafted` says what was understood of each field, so that a person sees it before it is recorded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Final

from habeas.casefile import CaseFile
from habeas.casefile.passages import place_of
from habeas.casefile.snapshots import held_text
from habeas.model import Ref, slug_of
from habeas.model.codec import source_from_plain
from habeas.model.validate import fits_kind
from habeas.vocab import PROPERTIES, SCHEMES
from habeas_api.forms.edit import DETAIL, corrected, live_claim
from habeas_api.forms.messages import complaint
from habeas_api.forms.relations import MADE, Slot, details_of, relations_of, slot_of
from habeas_api.forms.schema import CODES, Draft, Fields

KEPT_OF_A_SOURCE: Final = ("title", "kind", "publisher", "language", "date", "url", "note", "snapshot")
USUAL: Final = {"mode": "reported-fact", "polarity": "positive"}
SEVERAL: Final = frozenset(["entity", "code", "date"])
"""What a detail may hold several of, in a row with ; between them."""
YES: Final = {"yes": True, "true": True, "1": True, "sí": True, "si": True, "no": False, "false": False, "0": False}


def drafted(case: CaseFile, typed: Mapping[str, str], lang: str = "en") -> Draft:
    """What the fields come to. Without errors in it the draft can be recorded as it is."""
    return _Drafting(case, typed, lang).draft_all()


class _Drafting(Fields):
    """One form, field by field."""

    def draft_all(self) -> Draft:
        """Every field, then the whole."""
        for name, look in (
            ("doc", self._document), ("quote", self._passage), ("relation", self._said_of), ("said_by", self._speaker),
            ("said", self._said), ("on", self._when), ("mode", self._codes), ("note", self._rest),
        ):  # fmt: skip
            self._try(name, look)
        draft = self.draft
        if self.typed.get("instead") and not draft.errors:
            self._try("whole", self._keep)
        draft.document = {"source": self.source, "names": self.names, "claims": [self.claim]}
        if not draft.errors:
            self._try("whole", self._whole)
        return draft

    # -- the document

    def _document(self) -> None:
        doc = self._line("doc").removeprefix("doc:")
        if not doc:
            self._new_document()
            return
        known = self.case.views.index.entity(f"doc:{doc}")
        if known is None:
            raise complaint("doc", "no such document", self.lang, text=doc)
        self.source = {"id": doc, **{key: known[key] for key in KEPT_OF_A_SOURCE if key in known}}
        self.draft.text = held_text(self.case, source_from_plain(known))[0]
        self.draft.shown["doc"] = known.get("title", "") or doc

    def _new_document(self) -> None:
        title = self._line("new_doc_title")
        if not title:
            raise complaint("doc", "no document", self.lang)
        slug = self._free("doc", slug_of(title)[:60].strip("-"))
        self.source = {"id": slug, "title": title}
        self.source |= {
            key: self._line(f"new_doc_{key}") for key in ("kind", "language", "url") if self._line(f"new_doc_{key}")
        }
        self.draft.new.append(title)
        self.draft.shown["doc"] = title
        self._try("new_doc_date", self._new_date)
        self._try("new_doc_publisher", self._new_publisher)
        if text := self.typed.get("new_doc_text", ""):
            self.source["snapshot"] = {"sha256": hashlib.sha256(text.encode()).hexdigest(), "characters": len(text)}
            self.draft.text = text

    def _new_date(self) -> None:
        if date := self._date("new_doc_date", anchor=""):
            self.source["date"] = date

    def _new_publisher(self) -> None:
        if self._line("new_doc_publisher"):
            self.source["publisher"] = self._name("new_doc_publisher", ("org", "person", "collective"))

    # -- the claim

    def _passage(self) -> None:
        first, last, quote = self._line("from"), self._line("to"), self.typed.get("quote", "").strip()
        text = self.draft.text
        if first.isdecimal() and last.isdecimal() and text and not quote:
            start, end = int(first), int(last)
            if not 0 <= start < end <= len(text):
                raise complaint("quote", "outside", self.lang, first=start, last=end)
            quote = text[start:end]
            self.claim |= {"at": f"{start}-{end}", "quote": quote}
        elif quote:
            self.claim["quote"] = quote
            self._find(quote, text, int(first) if first.isdecimal() else 0)
        if quote:
            self.draft.shown["quote"] = quote

    def _find(self, quote: str, text: str, near: int) -> None:
        if not text:
            return
        beyond = place_of(quote, text[near:]) if 0 < near < len(text) else None
        place = (beyond[0] + near, beyond[1] + near) if beyond else place_of(quote, text)
        if place is None:
            raise complaint("quote", "nowhere", self.lang)
        self.claim |= {"at": f"{place[0]}-{place[1]}", "quote": text[place[0] : place[1]]}

    def _said_of(self) -> None:
        """Who, which relation, and what."""
        subject = self._tried_name("subject", made=MADE)
        relation = self._line("relation")
        prop = PROPERTIES.get(relation)
        if prop is None or not prop.is_relation:
            raise complaint("relation", "no relation", self.lang)
        slot = slot_of(prop, self.lang)
        self.draft.shown["relation"] = slot.label
        kind = subject.partition(":")[0]
        if subject and not fits_kind(kind, prop.domain):
            fits = ", ".join(one.label for one in relations_of(kind, self.lang)[:4])
            raise complaint("relation", "does not fit", self.lang, relation=slot.label, kind=self.kind(kind), fits=fits)
        value = self._value("object", slot)
        self.claim["claim"] = [subject, relation, value]
        for detail in details_of(relation, kind, self.lang):
            if self._line(DETAIL + detail.name):
                self._try(DETAIL + detail.name, partial(self._detail, detail))

    def _tried_name(self, name: str, *, made: Iterable[str] = ()) -> str:
        found: list[str] = []
        self._try(name, lambda: found.append(self._name(name, made=made)))
        return found[0] if found else ""

    def _detail(self, slot: Slot) -> None:
        self.claim[slot.name] = self._value(DETAIL + slot.name, slot)

    def _value(self, name: str, slot: Slot) -> Any:
        text = self._line(name)
        if not text:
            raise complaint(name, "no object", self.lang, relation=slot.label)
        if ";" in text and slot.takes in SEVERAL and name.startswith(DETAIL):
            return [self._one_of(name, slot, part) for part in text.split(";") if part.strip()]
        if slot.takes == "entity":
            return self._name(name, slot.kinds, made=MADE)
        if slot.takes == "date":
            return self._date(name)
        self.draft.shown[name] = text
        if slot.takes == "code" and text not in slot.codes:
            raise complaint(name, "no code", self.lang, text=text, codes=", ".join(slot.codes))
        if slot.takes == "integer":
            return _whole_number(name, text, self.lang)
        if slot.takes == "boolean":
            return _yes_or_no(name, text, self.lang)
        return text

    def _one_of(self, name: str, slot: Slot, text: str) -> Any:
        """One of several values that stand in a row."""
        whole, self.typed = self.typed, {**self.typed, name: text}
        try:
            return self._value(name, slot)
        finally:
            self.typed = whole

    def _speaker(self) -> None:
        if self._line("said_by"):
            self.claim["said-by"] = self._name("said_by", ("person", "org", "collective", "population"))
            return
        publisher = self.source.get("publisher", "")
        if not publisher:
            raise complaint("said_by", "no speaker", self.lang)
        self.claim["said-by"] = publisher
        known = self.names.get(publisher)
        self.draft.shown["said_by"] = known["label"] if known else self.case.label(Ref.parse(publisher), self.lang)

    def _said(self) -> None:
        if said := self._date("said"):
            self.claim["said"] = said
        elif self.source and not self.source.get("date"):
            raise complaint("said", "no day", self.lang)

    def _when(self) -> None:
        if on := self._date("on"):
            self.claim["on"] = on

    def _codes(self) -> None:
        for name, scheme in CODES.items():
            code = self._line(name)
            if code and code not in SCHEMES[scheme]:
                raise complaint(name, "no code", self.lang, text=code, codes=", ".join(SCHEMES[scheme]))
            if code and code != USUAL.get(name):
                self.claim[name] = code
        if words := self._line("hedge_words"):
            self.claim["hedge-words"] = words

    def _rest(self) -> None:
        if note := self.typed.get("note", "").strip():
            self.claim["note"] = note

    def _keep(self) -> None:
        """A correction keeps everything of the claim that the form did not change."""
        self.claim = corrected(live_claim(self.case, self.typed["instead"]), self.typed, self.claim)

    def _whole(self) -> None:
        self.draft.claim_id, self.draft.status = self.case.try_form(self.draft.document, text=self.draft.text)


def _whole_number(name: str, text: str, lang: str) -> int:
    plain = text.replace(" ", "").replace(" ", "")
    if not plain.lstrip("-").isdecimal() or len(plain) > 18:  # noqa: PLR2004
        raise complaint(name, "no number", lang, text=text)
    return int(plain)


def _yes_or_no(name: str, text: str, lang: str) -> bool:
    if text.lower() not in YES:
        raise complaint(name, "no yes", lang, text=text)
    return YES[text.lower()]

"""Parse submitted form fields into a claim, and report errors per field.

`parse_form` records nothing: it says what was understood of each field, so that a person sees it first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Final

from habeas.casefile.case_file import CaseFile
from habeas.casefile.quotes import choose
from habeas.casefile.resources import snapshot_text
from habeas.model.claim_fields import CODE_FIELDS, DETAIL, LABELLED
from habeas.model.codec import source_from_plain
from habeas.model.geo_point import geo_point
from habeas.model.text import visible_directions
from habeas.model.validate import fits_kind
from habeas.model.values import Ref, Status, slug_of
from habeas.vocab import PROPERTIES, SCHEMES
from habeas_api.forms.choices import (
    DEFAULT_CODES,
    EVENT_KINDS,
    MULTIVALUED,
    FieldSpec,
    details_for,
    field_spec,
    relations_for,
)
from habeas_api.forms.edit import apply_correction, live_claim
from habeas_api.forms.fields import Draft, DraftClaim, FieldParser, field_error
from habeas_api.forms.numbers import whole_number, yes_or_no
from habeas_api.forms.subjects import subject_fields

SOURCE_KEYS: Final = ("title", "kind", "publisher", "language", "date", "url", "note", "snapshot")


def parse_form(case: CaseFile, typed: Mapping[str, str], lang: str = "en") -> Draft:
    """What the fields come to. Without errors in it the draft can be recorded as it is."""
    return _FormParser(case, typed, lang).draft_all()


class _FormParser(FieldParser):
    """One form, field by field."""

    def __init__(self, case: CaseFile, typed: Mapping[str, str], lang: str) -> None:
        super().__init__(case, typed, lang)
        self._recorder = case

    def draft_all(self) -> Draft:
        """Every field, then the whole."""
        for name, look in (
            ("doc", self._document),
            ("quote", self._passage),
            ("relation", self._said_of),
            ("said_by", self._speaker),
            ("said", self._said),
            ("on", self._when),
            ("mode", self._codes),
            ("note", self._rest),
        ):
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
            raise field_error("doc", "no such document", self.lang, text=doc)
        self.source = {"id": doc, **{key: known[key] for key in SOURCE_KEYS if key in known}}
        self.draft.text = snapshot_text(self.case, source_from_plain(known))[0]
        self.draft.shown["doc"] = known.get("title", "") or doc

    def _new_document(self) -> None:
        title = self._line("new_doc_title")
        if not title:
            raise field_error("doc", "no document", self.lang)
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
        start, end = (int(one) if one.isdecimal() else -1 for one in (first, last))
        if quote == visible_directions(text[max(0, start) : max(0, end)]):  # as a page shows it, or nothing
            quote = ""
        if first.isdecimal() and last.isdecimal() and text and not quote:
            if not 0 <= start < end <= len(text):
                raise field_error("quote", "outside", self.lang, first=start, last=end)
            quote = text[start:end]
            self.claim |= {"at": f"{start}-{end}", "quote": quote}
        elif quote:
            self.claim["quote"] = quote
            self._find(quote, text, int(first) if first.isdecimal() else 0)
        if quote:
            self.draft.shown["quote"] = quote

    def _find(self, quote: str, text: str, near: int) -> None:
        """Where the words stand; of several places the first from the mark on, where somebody marked one."""
        if not text:
            return
        found = choose(quote, text, near)
        if found.several:
            shown = " ".join(f"({number}) {at}" for number, at in enumerate(found.several, 1))
            raise field_error("quote", "in several places", self.lang, count=len(found.several), places=shown)
        if not found.place:
            self._unlocated(quote)
            return
        self.claim |= {"at": [f"{spot.start}-{spot.end}" for spot in found.place], "quote": found.words}

    def _unlocated(self, quote: str) -> None:
        """Words that stand nowhere are kept without a place, once whoever records them was told so in a preview."""
        told = field_error("quote", "nowhere", self.lang)
        if self._line("step") == "record" and self.typed.get("unlocated", "").strip() != quote:
            raise told
        self.draft.unlocated = quote
        self.draft.remarks.append(f"{told.why}. {told.next}")

    def _said_of(self) -> None:
        """Who, which relation, and what."""
        subjects = self._subjects()
        relation = self._line("relation")
        prop = PROPERTIES.get(relation)
        if prop is None or not prop.is_relation:
            raise field_error("relation", "no relation", self.lang)
        slot = field_spec(prop, self.lang)
        self.draft.shown["relation"] = slot.label
        for kind in (subject.partition(":")[0] for subject in subjects):
            if not fits_kind(kind, prop.domain):
                fits = ", ".join(one.label for one in relations_for(kind, self.lang)[:4])
                told = {"relation": slot.label, "kind": self.kind(kind), "fits": fits}
                raise field_error("relation", "does not fit", self.lang, **told)
        value = self._value("object", slot)
        first = subjects[0] if subjects else ""
        self.claim["claim"] = [subjects if len(subjects) > 1 else first, relation, value]
        for detail in details_for(relation, first.partition(":")[0], self.lang):
            if self._line(DETAIL + detail.name):
                self._try(DETAIL + detail.name, partial(self._detail, detail))

    def _subjects(self) -> list[str]:
        """Of whom it is said, each once; the first must be given."""
        typed = [name for at, name in enumerate(subject_fields(self.typed)) if not at or self._line(name)]
        if len(typed) > 1 and self.typed.get("instead"):
            raise field_error(typed[1], "one subject", self.lang)
        found = (self._tried_name(name, made=EVENT_KINDS) for name in typed)
        return list(dict.fromkeys(filter(None, found)))

    def _tried_name(self, name: str, *, made: Iterable[str] = ()) -> str:
        found: list[str] = []
        self._try(name, lambda: found.append(self._name(name, made=made)))
        return found[0] if found else ""

    def _detail(self, slot: FieldSpec) -> None:
        self.claim[slot.name] = self._value(DETAIL + slot.name, slot)

    def _value(self, name: str, slot: FieldSpec) -> Any:
        text = self._line(name)
        if not text:
            raise field_error(name, "no object", self.lang, relation=slot.label)
        if ";" in text and slot.takes in MULTIVALUED and name.startswith(DETAIL):
            return [self._one_of(name, slot, part) for part in text.split(";") if part.strip()]
        if slot.takes == "entity":
            return self._name(name, slot.kinds, made=EVENT_KINDS)
        if slot.takes == "date":
            return self._date(name)
        self.draft.shown[name] = text
        if slot.takes == "code" and text not in slot.codes:
            raise field_error(name, "no code", self.lang, text=text, codes=", ".join(slot.codes))
        if slot.takes == "integer":
            return whole_number(name, text, self.lang)
        if slot.takes == "point":
            self.draft.shown[name] = geo_point(text).words
        if slot.takes == "boolean":
            return yes_or_no(name, text, self.lang)
        return text

    def _one_of(self, name: str, slot: FieldSpec, text: str) -> Any:
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
            raise field_error("said_by", "no speaker", self.lang)
        self.claim["said-by"] = publisher
        known = self.names.get(publisher)
        self.draft.shown["said_by"] = known["label"] if known else self.case.label(Ref.parse(publisher), self.lang)

    def _said(self) -> None:
        if said := self._date("said"):
            self.claim["said"] = said
        elif self.source and not self.source.get("date"):
            raise field_error("said", "no day", self.lang)

    def _when(self) -> None:
        if on := self._date("on"):
            self.claim["on"] = on

    def _codes(self) -> None:
        for name, scheme in CODE_FIELDS.items():
            code = self._line(name)
            if code and code not in SCHEMES[scheme]:
                raise field_error(name, "no code", self.lang, text=code, codes=", ".join(SCHEMES[scheme]))
            if code and code != DEFAULT_CODES.get(name):
                self.claim[name] = code
        if words := self._line("hedge_words"):
            self.claim["hedge-words"] = words

    def _rest(self) -> None:
        for field in LABELLED:
            if words := self._line(field.name):
                self.claim[field.key] = words
        if note := self.typed.get("note", "").strip():
            self.claim["note"] = note

    def _keep(self) -> None:
        """A correction says why, and keeps everything of the claim that the form did not change."""
        if not self._line("reason"):
            raise field_error("reason", "no reason", self.lang)
        self.claim = apply_correction(live_claim(self.case, self.typed["instead"]), self.typed, self.claim)

    def _whole(self) -> None:
        """What would become of each claim."""
        draft, (subjects, relation, value) = self.draft, self.claim["claim"]
        for subject in subjects if isinstance(subjects, list) else [subjects]:
            single = {**draft.document, "claims": [{**self.claim, "claim": [subject, relation, value]}]}
            found = self._recorder.try_form(single, text=draft.text, lang=self.lang)
            known = self.names.get(subject)
            label = known["label"] if known else self.case.label(Ref.parse(subject), self.lang)
            draft.each.append(DraftClaim(label, found.claim_id, found.status))
            draft.remarks += found.remarks
        draft.claim_id = draft.each[0].claim_id
        draft.status = draft.each[0].status if len({one.status for one in draft.each}) == 1 else ""
        if self.typed.get("instead") and draft.status:
            key = "unchanged" if draft.status == Status.LIVE else "taken out"
            raise field_error("whole", key, self.lang, claim=draft.claim_id)

"""The fields of a form for a claim as they were typed: names and dates looked up, and every mistake kept beside its field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from habeas.casefile import CaseFile
from habeas.errors import BadChoice, BadInput, NotFound
from habeas.model import Ref, fold, slug_of
from habeas.model.validate import fits_kind
from habeas.vocab import KINDS, Origin
from habeas_api.forms.dates import understood
from habeas_api.forms.messages import complaint

CODES: Final = {
    "mode": "Modality", "polarity": "Polarity", "hedge": "Hedge", "credibility": "Credibility", "sensitivity": "Sensitivity",
}  # fmt: skip
FIELDS: Final = frozenset(["doc", "subject", "relation", "object", "on", "said", "said_by", "quote", *CODES])


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a field, and what to do."""

    why: str
    next: str = ""


@dataclass(slots=True, kw_only=True)
class Draft:
    """What became of the fields. `shown` is what was understood of a field; `alike` are names that a field may mean."""

    errors: dict[str, Wrong] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)
    alike: dict[str, list[str]] = field(default_factory=dict)
    document: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    claim_id: str = ""
    status: str = ""
    """The status of the same claim where the file has it already; empty for a new one."""


class Fields:
    """What was typed, and what has been understood of it so far."""

    def __init__(self, case: CaseFile, typed: Mapping[str, str], lang: str) -> None:
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
            where = error.where if error.where in self.typed or error.where in FIELDS else name
            self.draft.errors.setdefault(where, Wrong(error.why, error.next))

    def kind(self, name: str) -> str:
        """A kind in words."""
        return KINDS[name].label_es if self.lang == "es" else KINDS[name].label

    def _line(self, name: str) -> str:
        return " ".join(self.typed.get(name, "").split())

    # -- names and dates

    def _name(self, name: str, kinds: Iterable[str] = (), *, made: Iterable[str] = ()) -> str:
        """The name that a field means: known, or new. Raises BadChoice."""
        text, allowed = self._line(name), tuple(kinds)
        if not text:
            raise complaint(name, "no name", self.lang)
        if self.typed.get(f"{name}_new") and self.case.views.index.entity(text) is None:
            return self._new_name(name, text, allowed, made)
        ref = self._known(name, text, allowed, made)
        if allowed and not fits_kind(ref.kind, allowed):
            wanted = ", ".join(self.kind(kind) for kind in allowed if KINDS[kind].origin is Origin.DESCRIBED)
            raise complaint(name, "another kind", self.lang, text=text, kind=self.kind(ref.kind), wanted=wanted)
        new = self.names.get(str(ref))
        self.draft.shown[name] = new["label"] if new else self.case.label(ref, self.lang)
        return str(ref)

    def _known(self, name: str, text: str, allowed: tuple[str, ...], made: Iterable[str]) -> Ref:
        kind = text.partition(":")[0]
        if kind in made and ":" in text:
            return Ref.parse(text)
        found = self.case.find(text)
        fitting = [ref for ref in found if not allowed or fits_kind(ref.kind, allowed)] or found
        if len(fitting) > 1:
            self.draft.alike[name] = [str(ref) for ref in fitting]
            raise complaint(name, "several", self.lang, text=text)
        if fitting:
            return fitting[0]
        here = [ref for ref, one in self.names.items() if fold(one["label"]) == fold(text)]
        if here:
            return Ref.parse(here[0])
        raise complaint(name, "unknown", self.lang, text=text)

    def _new_name(self, name: str, text: str, allowed: tuple[str, ...], made: Iterable[str]) -> str:
        kind = self._line(f"{name}_kind")
        if kind not in KINDS or (allowed and not fits_kind(kind, allowed)):
            raise complaint(name, "what kind", self.lang, text=text)
        if kind not in made and KINDS[kind].origin is not Origin.DESCRIBED:
            raise complaint(name, "not described", self.lang, kind=self.kind(kind))
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
            found = understood(
                text, self.case.settings.conventions, anchor=start if isinstance(start, str) else "", lang=self.lang
            )
        except BadInput as error:
            raise BadChoice(where=name, why=error.why, next=error.next) from None
        self.draft.shown[name] = found.words
        return found.raw

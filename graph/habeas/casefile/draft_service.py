"""Drafts of claims from the text of a captured document, for a person to accept, change or reject (docs/reading.md).

A draft is never recorded by itself, and names nobody of the case unless the name means exactly one there: a new name is
new, and names that are alike are told. A draft that was accepted is recorded like any claim, through the claim form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final, NamedTuple

from habeas.casefile.open_case import OpenCase
from habeas.casefile.resources import snapshot_text
from habeas.dates.conventions import Conventions
from habeas.dates.edtf import parse
from habeas.dates.format import in_words
from habeas.drafts.prose.claims import ClaimDraft, MeantName, TextContext, TextName, drafts_of, new_ref
from habeas.drafts.prose.providers import DraftProvider, checked, distinct_from
from habeas.drafts.prose.reader import RULES, TextReading, read_text
from habeas.errors import BadChoice, NotFound, Phrase
from habeas.model.codec import source_from_plain
from habeas.model.translate import label_in, translator_for
from habeas.model.values import Claim, Ref, Source, Status
from habeas.vocab import CONCEPTS, HAB, PROPERTIES

SOURCE_KEYS: Final = ("title", "kind", "publisher", "language", "date", "url", "note", "snapshot")
LONGEST_TEXT: Final = 400_000
"""So many characters of a text are read: some 130 pages."""
NO_TEXT: Final = "there is no text of this document to read"
KEPT_READINGS: Final = 4
PLACES: Final = frozenset(["detainedAt", "detainedIn", "transferredTo"])
"""Relations whose object is a place."""


MISSING: Final = {
    "subject": "who is meant: several are called so",
    "object": "the place",
    "speaker": "who says so: the document names no publisher",
    "date": "when it was said: the document has no date",
}
"""What a draft may lack."""
INCOMPLETE: Final = Phrase(
    "Change it, and record it then.", "Write the drafts with --to FILE.yaml, and change it there."
)


@dataclass(frozen=True, slots=True)
class DocumentDrafts:
    """The drafts from a document, in the order of its text. `recorded` are those whose words a live claim of the same
    relation quotes already: draft → claim. `truncated` where the text was longer than is read."""

    document: Ref
    title: str
    text: str
    drafts: Sequence[ClaimDraft]
    recorded: Mapping[str, str]
    truncated: bool = False
    dropped: int = 0
    """How many proposals of a provider were dropped, because their words are not in the text."""

    @property
    def open(self) -> list[ClaimDraft]:
        """Those that nobody recorded yet."""
        return [draft for draft in self.drafts if draft.key not in self.recorded]

    def draft(self, key: str) -> ClaimDraft:
        """The draft with that key. Raises NotFound."""
        found = next((draft for draft in self.drafts if draft.key == key), None)
        if found is None:
            raise NotFound(why=f"there is no draft “{key}” of this document", next="Read the document again.")
        return found

    def complete(self, key: str) -> ClaimDraft:
        """The draft with that key, when nothing of it is missing. Raises NotFound, BadChoice."""
        draft = self.draft(key)
        if draft.missing:
            lacks = "; ".join(MISSING[name] for name in draft.missing)
            raise BadChoice(where=key, why=f"this draft lacks something ({lacks})", next=INCOMPLETE)
        return draft


class DraftView(NamedTuple):
    """A draft as a person reads it: each part in words. `new` are names that the case does not have yet, `alike` those
    that it has and that are alike; `recorded` the claim that says it already; `before` and `after` the rest of its
    sentence; `fields` what the form for a claim is filled in with; `form` the document of the claim form."""

    key: str
    subject: str
    relation: str
    value: str
    when: str
    place: str
    speaker: str
    quote: str
    missing: tuple[str, ...]
    new: tuple[str, ...]
    alike: tuple[str, ...]
    recorded: str
    provider: str
    start: int
    end: int
    before: str
    after: str
    fields: Mapping[str, str]
    form: Mapping[str, Any]


@lru_cache(maxsize=KEPT_READINGS)
def reading_of(text: str, day: str, language: str, conventions: Conventions) -> TextReading:
    """What was read of a text; kept, because a page asks for it after each draft."""
    return read_text(text, day, language, conventions)


ReadingArguments = tuple[str, str, str, Conventions]
"""What `reading_of` takes: text, day, language, conventions."""


def warm_reading(arguments: ReadingArguments) -> None:
    """Read a text before the case is asked for its drafts, so that nobody waits for the reading."""
    reading_of(*arguments)


class Drafting(OpenCase):
    """What a case file offers on drafts."""

    def drafts(self, document: str, provider: DraftProvider | None = None) -> DocumentDrafts:
        """The drafts from the captured text of a document; of a provider too, where one is given. Nothing is recorded.
        Raises NotFound, BadChoice.
        """
        source, text = self._document_text(document)
        read, form = text[:LONGEST_TEXT], self._source_form(source)
        reading = reading_of(*self._reading_arguments(source, text))
        title = source.title or source.ref.slug
        names = _NameMeanings(self, source.ref.slug, title)
        context = TextContext(form, read, names.meant)
        found, dropped = drafts_of(reading, context, RULES), 0
        if provider is not None:
            proposed = list(provider.propose(read, reading.language))
            more = checked(proposed, read, context.day, reading, self.settings.conventions)
            other = replace(more.reading, events=list(distinct_from(more.reading.events, reading)))
            found, dropped = [*found, *drafts_of(other, context, provider.name)], more.dropped
        recorded = self._recorded(source.ref, found)
        return DocumentDrafts(
            source.ref, title, text, found, recorded, truncated=len(read) < len(text), dropped=dropped
        )

    def text_to_read(self, document: str) -> ReadingArguments:
        """What reading a document takes, for `warm_reading`. Raises NotFound, BadChoice."""
        return self._reading_arguments(*self._document_text(document))

    def _document_text(self, document: str) -> tuple[Source, str]:
        source = self.document_source(document)
        text, _ = snapshot_text(self, source)
        if not text:
            raise BadChoice(where=str(source.ref), why=NO_TEXT, next="Capture it, or record claims by hand.")
        return source, text

    def _reading_arguments(self, source: Source, text: str) -> ReadingArguments:
        day = self._source_form(source).get("date", "")
        stated = day if isinstance(day, str) else ""
        return text[:LONGEST_TEXT], stated, source.language, self.settings.conventions

    def draft_views(self, found: DocumentDrafts, lang: str = "en") -> list[DraftView]:
        """The drafts as a person reads them, in a language."""
        return [self._draft_view(draft, found, lang) for draft in found.drafts]

    def _draft_view(self, draft: ClaimDraft, found: DocumentDrafts, lang: str) -> DraftView:
        claim = draft.form["claims"][0]
        names, publisher = draft.names, claim.get("said-by", "")
        value = names["place"].label if draft.relation in PLACES and "place" in names else ""
        value = label_in(CONCEPTS[f"{HAB}house-arrest"], lang) if draft.relation == "custodyKind" else value
        value = str(claim["claim"][-1]) if draft.relation == "count" else value
        speaker = names["speaker"].label if "speaker" in names else ""
        if not speaker and publisher:
            speaker = self.label(Ref.parse(publisher), lang)
        return DraftView(
            key=draft.key,
            subject=names["subject"].label if "subject" in names else "",
            relation=label_in(PROPERTIES[draft.relation], lang),
            value=value,
            when=in_words(parse(draft.days, self.settings.conventions), lang) if draft.days else "",
            place=names["place"].label if "place" in names and not value else "",
            speaker=speaker,
            quote=found.text[draft.start : draft.end],
            missing=tuple(translator_for(lang).gettext(MISSING[name]) for name in draft.missing),
            new=tuple(dict.fromkeys(name.label for name in names.values() if name.new)),
            alike=tuple(dict.fromkeys(self._called(ref, lang) for name in names.values() for ref in name.alike)),
            recorded=found.recorded.get(draft.key, ""),
            provider=draft.provider,
            start=draft.start,
            end=draft.end,
            before=found.text[draft.sentence[0] : draft.start],
            after=found.text[draft.end : draft.sentence[1]],
            fields=_fields(draft, found.document),
            form=draft.form,
        )

    def _called(self, ref: str, lang: str) -> str:
        return f"{self.label(Ref.parse(ref), lang)} ({ref})"

    def document_source(self, document: str) -> Source:
        """A document of the case by its name. Raises NotFound."""
        body = self.views.index.entity(str(self.get(document, ["doc"])))
        if body is None:
            raise NotFound(why=f"there is no document “{document}” in this file", next="Capture it first.")
        return source_from_plain(body)

    def _source_form(self, source: Source) -> dict[str, Any]:
        """The document as the claim form has it, so that its date and its text hold for the claim."""
        known = self.views.index.entity(str(source.ref)) or {}
        return {"id": source.ref.slug, **{key: known[key] for key in SOURCE_KEYS if key in known}}

    def _recorded(self, document: Ref, drafts: Sequence[ClaimDraft]) -> dict[str, str]:
        """Which drafts a claim of the document says already: the same relation, of words that overlap, of the same
        name."""
        rows = self.views.index.claims(source=str(document), status=Status.LIVE.value)
        claims = [self.views.claim_in(row)[0] for row in rows]
        return {draft.key: claim.id for draft in drafts for claim in claims if _says(claim, draft)}


def _fields(draft: ClaimDraft, document: Ref) -> dict[str, str]:
    """What the form for a claim is filled in with: names that the case knows by their ids, others as written."""
    claim, names = draft.form["claims"][0], draft.names
    shown = {name.ref: name.label for name in names.values() if name.new or not name.ref}
    subject, relation, value = claim["claim"]
    words = value.get("words", "") if isinstance(value, dict) else str(value)
    told = {
        "doc": document.slug,
        "from": str(draft.start),
        "to": str(draft.end),
        "subject": shown.get(subject, subject),
        "relation": relation,
        "object": shown.get(words, words),
        "said_by": shown.get(claim.get("said-by", ""), claim.get("said-by", "")),
        "proposed_by": draft.provider,
    }
    return {key: text for key, text in told.items() if text}


def _says(claim: Claim, draft: ClaimDraft) -> bool:
    overlaps = any(spot.start < draft.end and draft.start < spot.end for spot in claim.passages)
    if not overlaps or claim.relation != draft.relation:
        return False
    subject = draft.names.get("subject")
    return subject is None or subject.ref in {"", str(claim.subject)} or claim.subject.kind != "person"


class _NameMeanings:
    """What the names of one text mean in a case; the same words mean the same throughout."""

    def __init__(self, case: OpenCase, document: str, title: str) -> None:
        self._case, self._document, self._title = case, document, title
        self._found: dict[TextName, MeantName] = {}

    def meant(self, name: TextName) -> MeantName:
        """The name of the case that is called so; else a new one, with those that are alike."""
        if name not in self._found:
            self._found[name] = self._look_up(name)
        return self._found[name]

    def _look_up(self, name: TextName) -> MeantName:
        if name.unnamed:
            ref = self._new(name)
            new = self._case.views.index.entity(ref) is None
            return MeantName(ref, f"{name.words} ({self._title})", new=new, placeholder=True)
        match = self._case.match(name.words, (name.kind,))
        certain = [ref for ref in match.certain if _fits(ref.kind, name.kind)]
        if len(certain) == 1:
            return MeantName(str(certain[0]), self._case.label(certain[0]))
        if certain:
            return MeantName("", name.words, alike=tuple(map(str, certain)))
        alike = tuple(str(ref) for ref in match.near if ref.kind == name.kind)
        return MeantName(self._new(name), name.words, new=True, alike=alike)

    def _new(self, name: TextName) -> str:
        if name.unnamed:
            return new_ref(name, self._document, lambda _: False)
        taken = {meant.ref for meant in self._found.values()}
        index = self._case.views.index
        return new_ref(
            name, self._document, lambda ref: ref in taken or index.entity(ref) is not None or index.mentioned(ref)
        )


def _fits(kind: str, wanted: str) -> bool:
    speakers = {"org", "collective"}
    return kind == wanted or (kind in speakers and wanted in speakers)

"""What a document rests on: its numbered sources, and its documents with addresses, days of capture and hashes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from habeas.casefile.report_sentences import SentenceWriter
from habeas.casefile.short_references import ShortReferences
from habeas.dates.format import in_words
from habeas.model.codec import source_from_plain
from habeas.model.text import visible_directions
from habeas.model.values import Claim, Ref, Source
from habeas.reports.document import Citation, DocumentPart, Headings, SourceEntry, cited, numbered
from habeas.storage.scope import ReadModel

QUOTED: Final = 400
"""So many characters of a quote are printed."""


class Annex:
    """Makes the annex of one document."""

    def __init__(self, views: ReadModel, writer: SentenceWriter) -> None:
        self._views, self._writer = views, writer
        self._short = ShortReferences(views, writer.lang, writer.teller)

    def of(self, parts: Sequence[DocumentPart]) -> tuple[tuple[Citation, ...], tuple[SourceEntry, ...]]:
        """The sources in the order in which the sentences use them, and the documents that they stand in."""
        ids = cited(parts)
        rows = self._views.index.claims_by_id(list(ids))
        claims = [self._views.claim_in(rows[one])[0] for one in ids if one in rows]
        citations = numbered(self._citation(claim) for claim in claims)
        return citations, tuple(self._entry(ref) for ref in dict.fromkeys(claim.source for claim in claims))

    def _citation(self, claim: Claim) -> Citation:
        say, label = self._writer.say, self._writer.teller.label
        parts = [
            label(claim.speaker),
            f"“{label(claim.source)}”",
            say("said: %(day)s", day=self._writer.day(claim)),
            say("paragraph: %(paragraph)s", paragraph=claim.paragraph) if claim.paragraph else "",
            ", ".join(say("characters %(first)s to %(last)s", first=p.start, last=p.end) for p in claim.passages),
        ]
        quote = visible_directions(claim.quote)
        return Citation(
            number=0,
            claim=claim.id,
            short=self._short.of(claim),
            where="; ".join(part for part in parts if part),
            quote=quote if len(quote) <= QUOTED else quote[:QUOTED] + "…",
        )

    def _entry(self, ref: Ref) -> SourceEntry:
        body = self._views.index.entity(str(ref))
        if body is None:
            return SourceEntry(title=ref.slug, facts=())
        source = source_from_plain(body)
        return SourceEntry(title=visible_directions(source.title) or ref.slug, facts=tuple(self._facts(source)))

    def _facts(self, source: Source) -> Iterator[tuple[str, str]]:
        say, shot = self._writer.say, source.snapshot
        day = in_words(source.date.read(self._views.mapper.conventions), self._writer.lang) if source.date else ""
        unstated = say("not stated")
        yield say("Short form"), self._short.document(source.ref)
        yield say("Published by"), self._writer.teller.label(source.publisher) if source.publisher else unstated
        yield say("Date"), day or unstated
        yield say("Address"), source.url or unstated
        yield say("Captured"), (shot.captured_at if shot else "") or unstated
        yield say("SHA-256 of the captured text"), (shot.sha256 if shot else "") or unstated
        if shot and shot.original:
            yield say("SHA-256 of the original"), shot.original


def headings(writer: SentenceWriter) -> Headings:
    """The words of every document in one language."""
    say = writer.say
    return Headings(
        sources=say("Numbered sources"),
        documents=say("Documents"),
        sources_about=say(
            "Each number is one claim: what one speaker says in one document. The words in parentheses are its name in "
            "the file."
        ),
        side=say("One side:"),
        not_stated=say("not stated"),
        ask=say("To ask:"),
        decided=say("Decided:"),
    )


def claims_with_ids(views: ReadModel, ids: Iterable[str]) -> list[Claim]:
    """The claims with these ids, in that order; an id that is not in the file is left out."""
    wanted = list(dict.fromkeys(ids))
    rows = views.index.claims_by_id(wanted)
    return [views.claim_in(rows[one])[0] for one in wanted if one in rows]

"""From what was read to what is recorded: the checks at the door, and nothing dropped silently.

Each claim ends in exactly one place of the report: recorded, already there, withdrawn before, or refused with its
place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from habeas.casefile.descriptions import merged, newer
from habeas.casefile.load_tally import Tally
from habeas.casefile.quotes import QuoteNotes, keys_before, placed
from habeas.casefile.references import Acquaintances
from habeas.casefile.remarks import remarks_on
from habeas.errors import BadClaim, BadFile, BadInput, Phrase, phrase
from habeas.formats.read.raw import Batch
from habeas.model.canonical import identify
from habeas.model.claims import ReadClaim, read_claim
from habeas.model.codec import claim_to_plain, entity_from_plain, entity_to_plain, source_from_plain, source_to_plain
from habeas.model.load_report import LoadReport, Refusal
from habeas.model.validate import require_fit
from habeas.model.values import Claim, Entity, Ref, Source, Status
from habeas.sparql.gc import relaxed_gc
from habeas.storage.contract import ClaimRow
from habeas.storage.folder import kept_text
from habeas.storage.journal.line import ProgressCallback, step_of
from habeas.storage.workspace import Workspace

CHUNK = 5_000
"""Operations appended to the journal at once. A file with more is all there or not at all: its lines count when the
last is on the disk, and the views follow then."""

LAGGING = "What is recorded is in the journal; the views could not follow ({why}) and catch up when there is room."

PendingOperation = tuple[str, Mapping[str, Any]]


class Intake:
    """Takes in the batches of one file. `strict`: refuse all if one is refused. `again`: withdrawn claims too."""

    def __init__(self, space: Workspace, *, by: str, strict: bool = False, again: bool = False) -> None:
        self.space = space
        self.by = by or space.settings.recorder
        self.strict = strict
        self.again = again
        self._tally = Tally()
        self._waiting: list[PendingOperation] = []
        self._ready: dict[str, ReadClaim] = {}
        self._ids: set[str] = set()
        self._keys: dict[bytes, str] = {}
        self._names = Acquaintances(lambda: space.views.index)
        self._texts: list[tuple[bytes, str]] = []
        self._quotes = QuoteNotes(space.settings.languages[0])
        self._file = ""
        self._first = False  # the case has no claim before this file
        self._step, self._begun = 0, False

    def take(
        self,
        batches: Iterable[Batch],
        file: str,
        progress: ProgressCallback | None = None,
        views: ProgressCallback | None = None,
    ) -> LoadReport:
        """Record what fits, all of it or nothing. Raises nothing for bad claims: they are in the report.

        `progress` is told how many claims were read, `views` how many operations a case that is made again has.
        """
        self._file, self._first = file, not sum(self.space.views.index.count().values())
        with relaxed_gc():
            try:
                return self._take(batches, progress or (lambda _: None), views)
            finally:
                self._abandon()  # a bad file, an interrupt: nothing of it stays; what was finished does

    def _take(self, batches: Iterable[Batch], progress: ProgressCallback, views: ProgressCallback | None) -> LoadReport:
        for batch in batches:
            self._batch(batch)
            if len(self._waiting) >= CHUNK:
                if not self._taken(self._append):
                    return self._report()
                progress(self._tally.read)
        if self.strict and self._tally.refused:
            return self._report(nothing=True)
        if self._taken(partial(self._write, views)):
            progress(self._tally.read)
        return self._report()

    def _taken(self, write: Callable[[], None]) -> bool:
        """False when the disk refuses: nothing is recorded of a file that it did not take whole."""
        try:
            write()
        except BadFile as error:
            self._abandon()
            self._tally.take_back()
            advice = "Make room on the disk and load the file again: nothing of it was recorded."
            self._tally.refused.append(Refusal(where=self._file or error.where, why=error.why, next=advice))
            return False
        return True

    def _report(self, *, nothing: bool = False) -> LoadReport:
        notes = [LAGGING.format(why=self.space.lagging)] if self.space.lagging else []
        quotes = [] if nothing else self._quotes.lines()
        return self._tally.report(self._file, notes, [*quotes, *self._names.remarks()], nothing=nothing)

    def descriptions(self) -> list[PendingOperation]:
        """What was described so far and is not written yet."""
        return [operation for operation in self._waiting if operation[0] != "record"]

    @staticmethod
    def plain(claim: Claim) -> dict[str, Any]:
        """The claim as it is written in the journal."""
        return claim_to_plain(claim)

    def _append(self) -> None:
        """Append what waits to the journal, where it counts only when the whole file is there."""
        if not self._begun:
            self.space.begin()
            self._begun = True
        self.keep_texts()
        entries = self.space.append(self._waiting, by=self.by, step=self._step, ready=self._ready)
        self._step = self._step or next((step_of(entry.operation) for entry in entries), 0)
        self._waiting, self._ready = [], {}

    def _write(self, views: ProgressCallback | None) -> None:
        """Record what waits, and with it what was appended."""
        if self._begun:
            self._append()
            self._keys, self._ids = {}, set()
            self._names.forget()
            self.space.finish(views)
            self._begun = False
            return
        self.keep_texts()
        if self._waiting or self.space.texts.waiting:
            self.space.commit(self._waiting, by=self.by, ready=self._ready)
        self._waiting, self._ready = [], {}

    def _abandon(self) -> None:
        if self._begun:
            self.space.abandon()
        self.space.texts.take_back()
        self._begun = False

    def keep(self, content: bytes, ending: str = "") -> None:
        """Keep one more file with what is taken in, if that is recorded."""
        self._texts.append((content, ending))

    def keep_texts(self) -> None:
        """Keep the captured texts of what is about to be written, before any line speaks of them."""
        for content, ending in self._texts:
            self.space.texts.keep(content, ending)
        self._texts = []

    # -- one source

    def _batch(self, batch: Batch) -> None:
        self._tally.refused.extend(batch.refused)
        self._tally.notes.extend(batch.notes)
        if batch.source is None:
            return
        text = self.describe(batch)
        for claim, where in batch.claims:
            try:
                self._claim(claim, batch.source, text)
            except BadInput as error:
                place = f"{where}, {error.where}" if error.where else where
                self._tally.refused.append(
                    Refusal(
                        where=place,
                        why=phrase("%(claim)s: %(why)s", claim=f"claim {claim.id}".strip(), why=error.why),
                        next=error.next,
                    )
                )

    def describe(self, batch: Batch) -> str:
        """Take in the names and the source of a batch; returns the captured text when it is held. Who is not described
        cannot be a publisher or a keeper: that part is refused, and the rest recorded."""
        self._names.here, self._names.gone = [claim for claim, _ in batch.claims], batch.gone
        here = {entity.ref for entity in batch.entities}
        for entity in batch.entities:
            named, refused = self._names.without_strangers(entity, here, self._file)
            self._tally.refused.extend(refused)
            self._describe(named)
        if batch.source is not None:
            source, refused = self._names.without_strangers(batch.source, here, self._file)
            self._tally.refused.extend(refused)
            batch.source = self._source(source)
        self._texts += [batch.original] if batch.original else []
        return self._capture(batch.text_file) or self._held(batch.source)

    @property
    def refused(self) -> Sequence[Refusal]:
        """What was refused so far."""
        return self._tally.refused

    def _capture(self, text: Path | str | None) -> str:
        if text is None:
            return ""
        content = text.encode() if isinstance(text, str) else text.read_bytes()
        self._texts.append((content, ""))
        return content.decode()

    def _held(self, source: Source | None) -> str:
        """The text of a document that the case holds already; empty for none."""
        return kept_text(self.space.folder, source.snapshot.sha256)[0] if source and source.snapshot else ""

    def _describe(self, entity: Entity) -> None:
        old = self._current(entity.ref)
        plain = entity_to_plain(merged(entity_from_plain(old), entity) if old else entity)
        if plain != old:
            self._put("describe", entity.ref, plain)
            self._tally.described += 1

    def _source(self, source: Source) -> Source:
        """Take in a document; returns it as the case has it now."""
        old = self._current(source.ref)
        whole = newer(source_from_plain(old), source) if old else source
        plain = source_to_plain(whole)
        if plain != old:
            self._put("source", source.ref, plain)
            self._tally.sources += 1
        return whole

    def _current(self, ref: Ref) -> dict[str, Any] | None:
        return self._names.description(ref) or self.space.views.index.entity(str(ref))

    def _put(self, op: str, ref: Ref, plain: dict[str, Any]) -> None:
        self._waiting.append((op, plain))
        self._names.meet(ref, plain)

    # -- one claim

    def _claim(self, claim: Claim, source: Source, text: str) -> None:
        read = self.admit(claim, source, text)
        known = self._known_as(read, keys_before(claim, read))
        if known is not None:
            place, name = known
            place.append(name)
            return
        claim, key = read.claim, read.key
        self._waiting.append(("record", {"claim": claim_to_plain(claim), "key": key}))
        self._ready[claim.id] = read
        self._ids.add(claim.id)
        self._keys[bytes.fromhex(key)] = claim.id
        self._tally.recorded.append(claim.id)
        self._tally.notes.extend(remarks_on(read, self.space.settings.languages[0]))

    def admit(self, claim: Claim, source: Source, text: str) -> ReadClaim:
        """The claim in its one form, with its id, its key and what it amounts to. Raises BadInput."""
        newest = source.snapshot.sha256 if source.snapshot else ""
        found = placed(claim if claim.snapshot or not newest else replace(claim, snapshot=newest), text)
        read = read_claim(found.claim, self.space.settings.conventions)
        self._names.require_all(read)
        require_fit(read, source)
        identified = identify(read)
        self._quotes.take(identified.claim.id, found)
        return identified

    def _known_as(self, read: ReadClaim, before: frozenset[str]) -> tuple[list[str], str] | None:
        """When it is not new: the list of the report it belongs to, and its id in this file.

        `before` are its keys without what was found here: the place of its words. Raises BadClaim when its id says
        something else.
        """
        claim, key = read.claim, read.key
        if (digest := bytes.fromhex(key)) in self._keys:
            return self._tally.already, self._keys[digest]
        index = self.space.views.index
        same = None if self._first else index.claim(claim.id)
        if claim.id in self._ids or (same and same.key not in {key, *before} and not self._alike(same, claim)):
            why = phrase("the claim %(id)s is already in the file and says something else", id=claim.id)
            raise BadClaim(
                why=why,
                next=Phrase(
                    "To correct it, replace that claim. To add one, give it another id, or none.",
                    f"To correct it: `habeas supersede … {claim.id}`. To add one: give it another id, or none.",
                ),
            )
        if self._first:
            return None
        keys = (key, *sorted(before))
        same = same or next((row for one in keys if (row := index.claim_with_key(one))), None)
        if same is None:
            return None
        if same.status == Status.LIVE:
            return self._tally.already, same.id
        return None if self.again and same.id == claim.id else (self._tally.withdrawn, same.id)

    def _alike(self, row: ClaimRow, claim: Claim) -> bool:
        """Whether a claim that comes from RDF is the recorded one, of which RDF does not carry every word."""
        recorded, _ = self.space.views.claim_in(row)
        return self.space.views.mapper.alike(recorded, claim)

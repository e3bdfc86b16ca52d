"""CaseFile: the one front door, for the command line, the web and notebooks.

    with CaseFile.open("my-case") as case:
        case.query("SELECT ?who { ?who hab:detainedAt ?where }").table()

Everything written goes through `load`, `record_form`, `withdraw`, `supersede`, `judge`, `decide` and `undo`;
everything else only reads, most of it in `CaseReader`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Final, Self

from habeas.casefile.builtin import backing, contradictions, missing, offices, order, people
from habeas.casefile.documents import Capturing
from habeas.casefile.draft_service import Drafting
from habeas.casefile.exports import Exporting
from habeas.casefile.identity_service import Judging
from habeas.casefile.list_service import Listing
from habeas.casefile.loading import Intake
from habeas.casefile.reading import Clock, Reading, utc_now
from habeas.casefile.remarks import remarks_on
from habeas.casefile.results import Trial
from habeas.casefile.reviews import Deciding
from habeas.casefile.safekeeping import Keeping, restored
from habeas.casefile.saved_queries import Asking
from habeas.casefile.view import Answering
from habeas.errors import BadChoice, BadClaim, NotFound, Phrase, option, phrase
from habeas.formats.read.files import batches
from habeas.formats.read.form import FormReader
from habeas.formats.read.raw import Batch, lined
from habeas.graphs.kept_text import GexfText
from habeas.model.claims import ReadClaim
from habeas.model.config import DEFAULT_BASE, CaseSettings, require_base
from habeas.model.load_report import LoadReport
from habeas.model.values import Status
from habeas.storage import backup
from habeas.storage import verify as audit
from habeas.storage.age import Secret
from habeas.storage.folder import require_room
from habeas.storage.journal.line import ProgressCallback
from habeas.storage.kept.areas import kept_areas
from habeas.storage.workspace import Workspace

__all__ = ["KEPT", "CaseFile", "Clock", "utc_now"]

KEPT: Final = kept_areas(GexfText())
"""What is kept of every case beside its index."""


class CaseFile(Reading, Answering, Deciding, Asking, Judging, Exporting, Keeping, Listing, Capturing, Drafting):
    """An open case file: use it with `with`, or close it. `known`: the moment of a past view, empty for the present."""

    answers: ClassVar = {
        name: answer
        for module in (backing, contradictions, missing, offices, order, people)
        for name, answer in module.ANSWERS.items()
    }
    kept: ClassVar = KEPT

    @classmethod
    def create(
        cls,
        folder: Path | str,
        *,
        title: str = "",
        base: str = "",
        languages: tuple[str, ...] = ("en",),
        recorder: str = "documenter",
        clock: Clock = utc_now,
    ) -> Self:
        """Make an empty case file and open it for writing. Raises BadChoice when the folder is not empty."""
        title, base = title or Path(folder).name, require_base(base or DEFAULT_BASE)
        settings = CaseSettings(title=title, base=base, languages=languages, recorder=recorder)
        return cls(Workspace.create(Path(folder), settings, clock, cls.kept))

    @classmethod
    def restore(
        cls,
        folder: Path | str,
        dump_file: Path | str,
        *,
        clock: Clock = utc_now,
        progress: ProgressCallback | None = None,
        secret: Secret | None = None,
    ) -> Self:
        """Make a case from a dump or a backup, with its history, and open it; nothing is left of one that is broken."""
        opened = partial(Workspace.open, clock=clock, kept=cls.kept, write=True)
        return cls(restored(folder, dump_file, opened, secret))

    # -- writing

    def load(
        self,
        path: Path | str,
        *,
        strict: bool = False,
        again: bool = False,
        by: str = "",
        progress: ProgressCallback | None = None,
        views: ProgressCallback | None = None,
        mapping: Path | None = None,
    ) -> LoadReport:
        """Take in a file. Bad claims are in the report and lose no good ones; `strict` refuses the whole file instead.

        `again` records claims anew that were withdrawn. All is recorded or, when interrupted, nothing. `progress`
        is told how many claims were read, `views` how many operations of a large file stand in the store. `mapping` is
        for RDF of another system. Raises BadFile when nothing can be read, or the disk is too small.
        """
        require_room(self.folder, Path(path))
        intake = Intake(self._space, by=by, strict=strict, again=again)
        return intake.take(batches(Path(path), self.settings.base, mapping), str(path), progress, views)

    def record_form(
        self, document: Mapping[str, Any], *, by: str = "", where: str = "claim form", text: str = ""
    ) -> LoadReport:
        """Take in one document of the claim form (docs/claim-form.md), given as plain values; `text` is its captured
        text, to be kept.
        """
        return Intake(self._space, by=by, again=True).take([self._read_form(document, where, text)], where)

    def try_form(self, document: Mapping[str, Any], *, text: str = "", lang: str = "en") -> Trial:
        """What recording a form with one claim would do; nothing is done. Raises BadInput for what would be refused."""
        _, read = self._admit_one(document, text)
        known = self.views.index.claim(read.claim.id) or self.views.index.claim_with_key(read.key)
        found, status = (known.id, str(known.status)) if known else (read.claim.id, "")
        return Trial(found, status, tuple(one.removeprefix(f"{read.claim.id}: ") for one in remarks_on(read, lang)))

    def _read_form(self, document: Mapping[str, Any], where: str, text: str = "") -> Batch:
        batch = FormReader(lined(document), where, self.folder).read()
        batch.text_file = text or batch.text_file
        return batch

    def _admit_one(self, document: Mapping[str, Any], text: str, by: str = "") -> tuple[Intake, ReadClaim]:
        """A form with one claim as it would be recorded, with the names that it brings. Raises BadInput."""
        batch = self._one_claim(document, text)
        assert batch.source is not None  # noqa: S101 one claim was read from it
        intake = Intake(self._space, by=by)
        text = intake.describe(batch)
        if intake.refused:
            raise BadClaim(where=intake.refused[0].where, why=intake.refused[0].why, next=intake.refused[0].next)
        return intake, intake.admit(batch.claims[0][0], batch.source, text)

    def _one_claim(self, document: Mapping[str, Any], text: str = "") -> Batch:
        batch = self._read_form(document, "claim form", text)
        if batch.refused:
            raise BadClaim(where=batch.refused[0].where, why=batch.refused[0].why, next=batch.refused[0].next)
        if len(batch.claims) != 1 or batch.source is None:
            raise BadClaim(why=phrase("%(claims)s claims were given", claims=len(batch.claims)), next="Give one claim.")
        return batch

    def withdraw(self, claim_id: str, *, reason: str, by: str = "") -> None:
        """Take a claim out of what the file asserts. It stays in the history, with the reason."""
        name = self._live(claim_id)
        self._commit("withdraw", {"claim": name, "reason": _needed(reason)}, by)

    def supersede(
        self, claim_id: str, document: Mapping[str, Any], *, reason: str, by: str = "", text: str = ""
    ) -> str:
        """Put a corrected claim in the place of another.

        `document` is the claim form with one claim. Returns the new id.
        """
        old = self._live(claim_id)
        intake, read = self._admit_one(document, text, by)
        claim, key = read.claim, read.key
        if self.views.index.claim(claim.id) is not None:
            raise BadClaim(
                why=phrase("the claim %(id)s is already in the file", id=claim.id),
                next="Give the new claim another id, or none.",
            )
        body = {"old": old, "claim": intake.plain(claim), "key": key, "reason": _needed(reason)}
        intake.keep_texts()
        self._space.commit([*intake.descriptions(), ("supersede", body)], by=by or self.settings.recorder)
        return claim.id

    def _commit(self, op: str, body: Mapping[str, Any], by: str) -> None:
        self._space.commit([(op, body)], by=by or self.settings.recorder)

    def _live(self, claim_id: str) -> str:
        row = self.views.index.claim(claim_id.removeprefix("claim:"))
        if row is None:
            advice = Phrase("The history lists every claim.", "`habeas history CASE` lists every claim.")
            raise NotFound(why=phrase("there is no claim %(claim_id)s in this file", claim_id=claim_id), next=advice)
        if row.status != Status.LIVE:
            raise BadChoice(
                why=phrase("the claim %(id)s is already %(status)s", id=row.id, status=row.status),
                next=Phrase("Its history tells when and why.", f"`habeas history CASE {row.id}` tells when and why."),
            )
        return row.id

    # -- care

    @staticmethod
    def verify(
        folder: Path | str, *, deep: bool = False, progress: ProgressCallback | None = None
    ) -> audit.Verification:
        """Check a case folder that is not open: journal, documents, store; `deep` compares every quad with the
        journal."""
        path, opened = Path(folder), lambda: Workspace.open(Path(folder), utc_now, KEPT, write=False, look=False)
        return audit.verify(path, opened, deep=deep, progress=progress)

    def rebuild(self, *, progress: ProgressCallback | None = None) -> int:
        """Rebuild the store and the side index from the journal. Returns the number of operations."""
        return self._space.rebuild(progress)

    def dump(self, path: Path | str, *, progress: ProgressCallback | None = None) -> int:
        """Write the whole case with its history to .nq, .trig or .jsonld, sorted and byte-stable. Returns the number of
        quads."""
        if self.known:
            raise BadChoice(
                why="a past view of a case cannot be dumped", next="Dump the case; its history is in the dump."
            )
        return backup.dump(self.folder, self.views, Path(path), progress)


def _needed(reason: str) -> str:
    if not reason.strip():
        raise BadChoice(
            where=option("reason"),
            why="give a reason (others will read it later)",
            next=Phrase("Such as: the page was corrected.", "--reason 'the page was corrected'"),
        )
    return reason

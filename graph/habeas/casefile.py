"""CaseFile: the one front door, for the command line, the web and notebooks.

    with CaseFile.open("my-case") as case:
        case.query("SELECT ?who { ?who hab:detainedAt ?where }").table()

Everything written goes through `load`, `record_form`, `withdraw` and `supersede`; everything else only reads.
"""

from __future__ import annotations

import difflib
import importlib
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import rdflib

from habeas import audit, backup
from habeas.casetoml import CaseSettings, require_base
from habeas.chronicle import HistoryLine, history_line, moment, stamp
from habeas.errors import BadChoice, BadClaim, BadFile, NotFound
from habeas.intake import Intake
from habeas.journal import read
from habeas.model import LoadReport, Ref, Status, fold
from habeas.projection import Views
from habeas.questions import Question, bind, load_questions
from habeas.read.files import batches
from habeas.read.form import Batch, FormReader
from habeas.read.raw import lined
from habeas.sheet import Line, Sheet, Teller
from habeas.store.guard import require_harmless
from habeas.store.results import Results
from habeas.vocab import KINDS, PREFIXES
from habeas.workspace import Progress, Workspace

Clock = Callable[[], str]


def utc_now() -> str:
    """The present moment as it stands in the journal."""
    return stamp(datetime.now(UTC))


class CaseFile:
    """An open case file. Use it with `with`, or close it. `known` is the moment of a past view, empty for the present."""

    def __init__(self, space: Workspace, views: Views | None = None, known: str = "") -> None:
        self._space = space
        self._views = views
        self.known = known

    @classmethod
    def create(
        cls, folder: Path | str, *, title: str = "", base: str = "", languages: tuple[str, ...] = ("en",),
        recorder: str = "documenter", clock: Clock = utc_now,
    ) -> Self:  # fmt: skip
        """Make an empty case file and open it for writing. Raises BadChoice when the folder is not empty."""
        plain = CaseSettings(title=title or Path(folder).name, languages=languages, recorder=recorder)
        settings = CaseSettings(
            title=plain.title, languages=languages, recorder=recorder, base=require_base(base or plain.base)
        )
        return cls(Workspace.create(Path(folder), settings, clock))

    @classmethod
    def open(cls, folder: Path | str, *, write: bool = False, clock: Clock = utc_now) -> Self:
        """Open a case file, to read unless `write`. Raises CaseMissing, CaseLocked, CaseDamaged."""
        return cls(Workspace.open(Path(folder), clock, write=write))

    @classmethod
    def restore(
        cls, folder: Path | str, dump_file: Path | str, *, clock: Clock = utc_now, progress: Progress | None = None
    ) -> Self:
        """Make a case from a dump, with its whole history, and open it. Nothing is left behind when the dump is broken."""
        folder = Path(folder)
        if folder.exists() and any(folder.iterdir()):
            raise BadChoice(
                where=str(folder), why="this folder is not empty", next="Choose a new name for the case file."
            )
        found = backup.unpack(Path(dump_file))
        try:
            backup.unfold(found, folder)
            case = cls(Workspace.open(folder, clock, write=True))
            case._require_same(found)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return case

    def _require_same(self, found: backup.Unpacked) -> None:
        count = total = 0
        for quad in self.views.store.quads(graph=...):
            count, total = count + 1, backup.add_to_digest(total, quad)
        if (count, total) != (found.quads, found.digest):
            self.close()
            why = f"the dump was changed: its journal gives {count} quads, and it holds {found.quads}, or others"
            raise BadFile(why=why, next="Use an unchanged dump. `habeas load` takes in claims one by one.")

    # -- the case itself

    @property
    def folder(self) -> Path:
        """Where the case lies."""
        return self._space.folder

    @property
    def settings(self) -> CaseSettings:
        """What case.toml says."""
        return self._space.settings

    @property
    def views(self) -> Views:
        """The store and the side index that answer: of now, or of the moment `known`."""
        return self._views or self._space.views

    def close(self) -> None:
        """Let the case go, so that other programs can open it."""
        self._space.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def at(self, known: str) -> CaseFile:
        """The file as it was at a moment (a day means its end), to read only. Raises BadChoice."""
        until = moment(known)
        return CaseFile(self._space, self._space.past(until), until)

    # -- writing

    def load(
        self,
        path: Path | str,
        *,
        strict: bool = False,
        again: bool = False,
        by: str = "",
        progress: Progress | None = None,
    ) -> LoadReport:
        """Take in a file. Bad claims are in the report and lose no good ones; `strict` refuses the whole file instead.

        `again` records claims anew that were withdrawn before. Raises BadFile when nothing of the file can be read.
        """
        intake = Intake(self._space, by=by, strict=strict, again=again)
        return intake.take(batches(Path(path), self.settings.base), str(path), progress)

    def record_form(self, document: Mapping[str, Any], *, by: str = "", where: str = "claim form") -> LoadReport:
        """Take in one document of the claim form (docs/claim-form.md), given as plain values."""
        return Intake(self._space, by=by, again=True).take([self._read_form(document, where)], where)

    def _read_form(self, document: Mapping[str, Any], where: str) -> Batch:
        return FormReader(lined(document), where, self.folder).read()

    def withdraw(self, claim_id: str, *, reason: str, by: str = "") -> None:
        """Take a claim out of what the file asserts. It stays in the history, with the reason."""
        name = self._live(claim_id)
        self._commit("withdraw", {"claim": name, "reason": _needed(reason)}, by)

    def supersede(self, claim_id: str, document: Mapping[str, Any], *, reason: str, by: str = "") -> str:
        """Put a corrected claim in the place of another. `document` is the claim form with one claim. Returns the new id."""
        old = self._live(claim_id)
        batch = self._read_form(document, "claim form")
        if batch.refused:
            raise BadClaim(where=batch.refused[0].where, why=batch.refused[0].why, next=batch.refused[0].next)
        if len(batch.claims) != 1 or batch.source is None:
            raise BadClaim(why=f"one claim is wanted in place of {old}, and {len(batch.claims)} are given")
        intake = Intake(self._space, by=by)
        text = intake.describe(batch)
        claim, key = intake.admit(batch.claims[0][0], batch.source, text)
        if self.views.index.claim(claim.id) is not None:
            raise BadClaim(
                why=f"the claim {claim.id} is already in the file", next="Give the new claim another id, or none."
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
            raise NotFound(
                why=f"there is no claim {claim_id} in this file", next="`habeas history CASE` lists every claim."
            )
        if row.status != Status.LIVE:
            raise BadChoice(
                why=f"the claim {row.id} is already {row.status}",
                next=f"`habeas history CASE {row.id}` tells when and why.",
            )
        return row.id

    # -- names

    def find(self, name: str) -> list[Ref]:
        """Every name it may mean: `kind:slug`, a claim id, an IRI of this case, a slug, or a label (accents and case do not matter)."""
        index, base = self.views.index, self.settings.base
        if name.startswith(base):
            return [self.views.mapper.ref(name)]
        if index.claim(name.removeprefix("claim:")) is not None:
            return [Ref("claim", name.removeprefix("claim:"))]
        if name.partition(":")[0] in KINDS and (index.entity(name) is not None or index.mentioned(name)):
            return [Ref.parse(name)]
        by_slug = [f"{kind}:{name}" for kind in KINDS if index.entity(f"{kind}:{name}") is not None]
        return [Ref.parse(text) for text in dict.fromkeys([*index.named(fold(name)), *by_slug])]

    def get(self, name: str) -> Ref:
        """The one name it means. Raises NotFound with the nearest names, or with all that fit."""
        found = self.find(name)
        if len(found) == 1:
            return found[0]
        if found:
            choices = ", ".join(f"{ref} ({self.label(ref)})" for ref in found)
            raise NotFound(why=f"“{name}” may be several: {choices}", next="Use one of these names.")
        raise NotFound(why=f"nothing in this file is called “{name}”", next=self._nearest(name))

    def _nearest(self, name: str) -> str:
        names = list(self.views.index.names())
        wanted = fold(name.rpartition(":")[2])
        close = difflib.get_close_matches(wanted, [folded for folded, _ in names], n=3, cutoff=0.6)
        refs = [ref for word in close for folded, ref in names if folded == word]
        refs += [ref for folded, ref in names if wanted in folded.split()]
        if not refs:
            return "`habeas ask CASE about name=…` and `habeas query` search the file."
        return (
            "Did you mean "
            + " or ".join(f"{ref} ({self.label(Ref.parse(ref))})" for ref in list(dict.fromkeys(refs))[:4])
            + "?"
        )

    def label(self, ref: Ref, lang: str = "en") -> str:
        """What a name is called."""
        return Teller(self.views, lang).label(ref)

    # -- reading

    def show(self, name: str, lang: str = "en") -> Sheet:
        """Everything about one person, facility, organization, document or claim, with its sources. Raises NotFound."""
        return Teller(self.views, lang).sheet(self.get(name))

    def claims(
        self, *, about: str = "", speaker: str = "", source: str = "", status: str = "live", lang: str = "en"
    ) -> Iterator[Line]:
        """Claims as lines, in the order they were recorded; names as `get` takes them. An empty status means all."""
        refs = {
            key: str(self.get(name)) if name else ""
            for key, name in (("about", about), ("speaker", speaker), ("source", source))
        }
        teller = Teller(self.views, lang)
        return (teller.line(row) for row in list(self.views.index.claims(status=status, **refs)))

    def summary(self) -> dict[str, int]:
        """How much is in the file: claims by status, and descriptions by kind."""
        found = {f"claims {status}": number for status, number in sorted(self.views.index.count().items())}
        for body in self.views.index.entities():
            kind = body["ref"].partition(":")[0]
            found[kind] = found.get(kind, 0) + 1
        return found

    def query(self, sparql: str) -> Results:
        """Answer a SPARQL 1.1 query. The prefixes hab:, skos:, prov:, id: … are ready. Raises BadQuery or QueryRefused."""
        require_harmless(sparql)
        return self.views.store.query(sparql, prefixes={**dict(PREFIXES), "id": self.settings.base})

    def questions(self) -> tuple[Question, ...]:
        """The saved questions: the ones that come with habeas and the ones in the case's own folder."""
        return load_questions(self.folder / "questions")

    def ask(self, name: str, params: Mapping[str, str] | None = None) -> Results:
        """Answer a saved question. Raises NotFound for an unknown question, BadChoice for a wrong parameter."""
        questions = {question.name: question for question in self.questions()}
        if name not in questions:
            close = difflib.get_close_matches(name, questions, n=3, cutoff=0.4)
            hint = f"Did you mean {' or '.join(close)}?" if close else "`habeas ask CASE` lists them."
            raise NotFound(why=f"there is no saved question “{name}”", next=hint)
        sparql, values = bind(questions[name], params or {}, self._iri)
        require_harmless(sparql)
        return self.views.store.query(
            sparql, prefixes={**dict(PREFIXES), "id": self.settings.base}, substitutions=values
        )

    def _iri(self, name: str) -> str:
        return self.views.mapper.iri(self.get(name)).value

    def history(self, name: str = "", lang: str = "en") -> Iterator[HistoryLine]:
        """Every operation, or those on one name, oldest first."""
        teller = Teller(self.views, lang)
        if name:
            yield from (history_line(operation, teller) for operation in self.views.operations(str(self.get(name))))
            return
        until = self.known or None
        yield from (history_line(entry.operation, teller) for entry in read(self.folder / "journal", until=until))

    # -- care

    @staticmethod
    def verify(folder: Path | str, *, deep: bool = False, progress: Progress | None = None) -> audit.Verification:
        """Check a case folder that is not open: journal, documents, store. `deep` compares every quad with the journal."""
        return audit.verify(Path(folder), utc_now, deep=deep, progress=progress)

    def rebuild(self, *, progress: Progress | None = None) -> int:
        """Make the store and the side index anew from the journal. Returns the number of operations."""
        return self._space.rebuild(progress)

    def dump(self, path: Path | str, *, progress: Progress | None = None) -> int:
        """Write the whole case with its history to .nq, .trig or .jsonld, sorted and byte-stable. Returns the number of quads."""
        return backup.dump(self.folder, self.views, Path(path), progress)

    # -- for notebooks

    def as_rdflib(self) -> rdflib.Dataset:
        """A copy of the store as an rdflib Dataset, for its serializers, SHACL and your own code."""
        found = rdflib.Dataset()
        found.parse(data=self.views.store.to_nquads(), format="nquads")
        return found

    @staticmethod
    def to_pandas(results: Results) -> Any:
        """The rows of an answer as a pandas DataFrame. Raises BadChoice when pandas is not installed."""
        try:
            pandas = importlib.import_module("pandas")
        except ImportError:
            raise BadChoice(why="pandas is not installed", next="pip install 'habeas[pandas]'") from None
        table = results.table()
        return pandas.DataFrame(table.rows, columns=list(table.columns))


def _needed(reason: str) -> str:
    if not reason.strip():
        raise BadChoice(
            where="reason",
            why="a reason is wanted, so that others understand later",
            next="--reason 'the page was corrected'",
        )
    return reason

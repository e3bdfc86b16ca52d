"""The worker process of a server over a case: it answers queries, and does what takes the whole case (jobs).

python -P -m habeas_api.service.worker MEGABYTES SERVER

A server asks for a job by its name (`JobName`); what it gives along are plain values, the job's `arguments`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from habeas.casefile.case_file import KEPT, CaseFile
from habeas.casefile.followup_service import DueQuestion
from habeas.casefile.followup_words import followup_calendar, followup_table
from habeas.casefile.past_claims import past_claims, past_facts
from habeas.casefile.reading import utc_now
from habeas.casefile.reporting import ReportOptions, report_file
from habeas.casefile.results import Pattern
from habeas.model.config import read_settings
from habeas.sparql.embedded import EmbeddedStore
from habeas.sparql.fork_server import FORKS, ForkServer
from habeas.sparql.ipc import Request
from habeas.sparql.mapper import Mapper
from habeas.sparql.worker import AnswerStream, Job, first_of, main
from habeas.storage.index import Index
from habeas.storage.scope import ReadModel
from habeas.storage.workspace import Workspace
from habeas_api.service.case_service import CASE_FOLDER, JobName
from habeas_api.service.claim_lookup import filter_of
from habeas_api.service.reports import REPORTS
from habeas_api.service.workers import EXECUTED, CaseWorkers

KEPT_SECONDS: Final = 2.0
"""So long a job waits for kept answers that are due; then it works them out from the claims."""


@contextmanager
def open_case(request: Request, store: EmbeddedStore) -> Iterator[CaseFile]:
    """The case that a request is about, to read only, while a server has it open.

    Its quads come from the checkpoint that the worker has open, everything else from the side index beside the case,
    which the server goes on writing: this reader sees one state of it, after the server has brought up the kept
    answers. Nothing here takes the lock; the server has it.
    """
    folder = Path(request.arguments[CASE_FOLDER])
    space = Workspace(folder, read_settings(folder), utc_now, KEPT)
    settings = space.settings
    with closing(Index.read_only(folder / "store" / "index.sqlite")) as index:
        index.settings, index.fields, index.followup = settings.digest(), settings.fields, settings.followup
        index.answers.hold(KEPT_SECONDS)
        space.views = ReadModel(store, index, Mapper(settings.base, settings.conventions), space.fetch)
        yield CaseFile(space)


def write_json(out: AnswerStream, found: Any) -> None:
    """Answer with a value as JSON."""
    out.head("application/json", "json", "table")
    out.write(json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))


def report(request: Request, store: EmbeddedStore, out: AnswerStream) -> None:
    """Status, counts, findings, lists and rosters (service/reports.py): `what`, and what it takes."""
    given = {**request.arguments, "store": request.store}
    with open_case(request, store) as case:
        found = REPORTS[given["what"]](case, given)
    write_json(out, found)


def export(request: Request, store: EmbeddedStore, out: AnswerStream) -> None:
    """A view of the case as a graph file: `view`, `ending`, and filters as `CaseFile.download` takes them (`asked`)."""
    given = request.arguments
    with open_case(request, store) as case:
        then = case.at(given["known"]) if given["known"] else case
        made = then.download(given["view"], given["ending"], **given["asked"])
        out.head(made.media, given["ending"], "graph")
        for piece in made.pieces:
            out.write(piece)


def document(request: Request, store: EmbeddedStore, out: AnswerStream) -> None:
    """A dossier or a form as a file: `kind`, `name`, `ending`, the folder with templates of the case (`forms`), and
    `options` as `ReportOptions` takes them.
    """
    given = request.arguments
    options = ReportOptions(**given["options"])
    with open_case(request, store) as case:
        made = report_file(case, given["kind"], given["name"], given["ending"], options, Path(given["forms"]))
    out.head(made.media, given["ending"], "document")
    out.write(made.content)


def finding(request: Request, store: EmbeddedStore, out: AnswerStream) -> None:
    """What a decision on a finding is made on: its key, its rule, its claims and its names. Raises NotFound."""
    with open_case(request, store) as case:
        found = case.decidable(request.arguments["finding"])
    write_json(out, {"key": found.key, "rule": found.rule, "claims": found.claims, "about": found.about})


def saved_question(request: Request, store: EmbeddedStore, out: AnswerStream) -> None:
    """A saved question that the library answers and not SPARQL alone: `name`, `params`, `lang`."""
    given = request.arguments
    form, media = first_of(request.tables)
    with open_case(request, store) as case:
        content = case.ask(given["name"], given["params"], lang=given["lang"]).serialise(form)
    out.head(media, form, "table")
    out.write(content)


def past(request: Request, store: EmbeddedStore, out: AnswerStream) -> None:
    """Claims or facts as the file stood at an earlier moment (`claim_lookup.arguments_of`)."""
    given = request.arguments
    wanted = filter_of(given["wanted"])
    page = {"limit": given["limit"], "offset": given["offset"]}
    known = (wanted.claims if isinstance(wanted, Pattern) else wanted).known
    with open_case(request, store) as case:
        then = case.at(known)
        found = past_facts(then, wanted, **page) if isinstance(wanted, Pattern) else past_claims(then, wanted, **page)
    write_json(out, found)


def followup(request: Request, store: EmbeddedStore, out: AnswerStream) -> None:
    """All that is due as a file: its `form`, `csv` or `ics`, and what is `asked`, as `DueQuestion` takes it."""
    form, asked = request.arguments["form"], DueQuestion(**request.arguments["asked"])
    with open_case(request, store) as case:
        content = followup_table(case, asked) if form == "csv" else followup_calendar(case, asked)[0]
    out.head("text/csv" if form == "csv" else "text/calendar", form, "document")
    out.write(content)


JOBS: Final[Mapping[str, Job]] = {
    JobName.REPORT: report,
    JobName.EXPORT: export,
    JobName.DOCUMENT: document,
    JobName.FINDING: finding,
    JobName.QUESTION: saved_question,
    JobName.PAST: past,
    JobName.FOLLOWUP: followup,
}


def forked_workers() -> CaseWorkers:
    """Workers from one process, which is forked from this one now: call it before there are threads, or a store is
    open. Where the system does not fork safely, `EXECUTED`.
    """
    if not FORKS:
        return EXECUTED
    forks = ForkServer(JOBS, otherwise=EXECUTED.jobs)
    return CaseWorkers(forks.start, forks.start, forks.close)


if __name__ == "__main__":
    main(JOBS)

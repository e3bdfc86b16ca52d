"""A case as a folder for everybody: its pages, made from the edition of the case for the public, and what they need."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from starlette.types import ASGIApp

from habeas import __version__
from habeas.casefile.case_file import CaseFile
from habeas.casefile.doubtful_names import require_decided
from habeas.casefile.lists import last_evidence
from habeas.casefile.publish_check import find_leaks
from habeas.casefile.publishing import prepared_edition, require_outside
from habeas.casefile.results import AsOfText
from habeas.errors import CaseDamaged
from habeas.model.values import Ref
from habeas.settings import LANGUAGES
from habeas.sparql.limits import Limits
from habeas.storage.public_folder import new_public_folder, require_replaceable
from habeas_api.http.urls import page_url
from habeas_api.publishing.addresses import PAGES
from habeas_api.publishing.pages import Pages, Published, PublishedFile
from habeas_api.service.case_service import CaseService
from habeas_api.web.i18n import LANGUAGE_NAMES
from habeas_api.web.static import FOLDER, path_of

PATIENT: Final = Limits(seconds=120.0, most_seconds=900.0, job_memory_mb=6_000, budget_seconds=1e9)
"""Nobody waits for one page; the whole is waited for."""
SHOWN: Final = 20
ABOUT: Final = "edition.json"
FORMAT: Final = 1


def _nobody(_: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Making:
    """How an edition is made: the day that it shows (empty: that of the last evidence), and who is told how many files
    there are to be, how many were made, and how many were checked.
    """

    on: str = ""
    total: Callable[[int], None] = _nobody
    made: Callable[[int], None] = _nobody
    checked: Callable[[int], None] = _nobody


def publish(case: CaseFile, out: Path, app_over: Callable[[CaseService], ASGIApp], how: Making = Making()) -> None:
    """Make the folder `out` of what anybody may see of a case; `app_over` gives the application over its edition.

    Raises BadChoice where something else stands there, or where words may name somebody withheld and nobody decided on
    them; CaseDamaged when the check finds anything withheld in it. Then what stood there stands still.
    """
    require_outside(case, out)
    require_replaceable(out)
    require_decided(case)
    edition = prepared_edition(case)
    with new_public_folder(out) as folder:
        for made in published_files(edition, app_over, how):
            folder.put(made.name, made.content)
        leaks = find_leaks(case, folder.path, own=program_files(), progress=how.checked)
        if leaks:
            lines = "".join(f"\n  {leak.file}: {leak.what}: {leak.text}" for leak in leaks[:SHOWN])
            why = f"what is withheld stands in the pages, and nothing was published:{lines}"
            raise CaseDamaged(where=str(out), why=why, next="Please report this: it is a mistake of the program.")


def published_files(folder: Path, app_over: Callable[[CaseService], ASGIApp], how: Making) -> Iterator[PublishedFile]:
    """The files of the folder for everybody, from the edition of a case in `folder`, which nobody else has open.

    Raises CaseLocked where somebody has.
    """
    service = CaseService(folder, PATIENT, lends=False)
    service.open()
    with asyncio.Runner() as runner:
        files = _files(service, app_over(service), how)
        try:
            runner.run(service.start())
            done = 0
            while (made := runner.run(_next(files))) is not None:
                yield made
                done += 1
                how.made(done)
        finally:
            runner.run(files.aclose())
            runner.run(service.close())


async def _next(files: AsyncGenerator[PublishedFile]) -> PublishedFile | None:
    return await anext(files, None)


async def _files(service: CaseService, app: ASGIApp, how: Making) -> AsyncGenerator[PublishedFile]:
    on = how.on or await service.read(lambda case: last_evidence(case, AsOfText()))
    seeds = await service.read(_seeds)
    how.total(len(seeds) * len(LANGUAGES))
    pages = Pages(app, service, Published(on))
    async for made in pages.files(seeds):
        yield made
    for name in sorted(pages.statics):
        if (path := path_of(name.removeprefix("static/"))) is not None:
            yield PublishedFile(name, path.read_bytes())
    yield PublishedFile("index.html", _front(service))
    yield PublishedFile(ABOUT, _about(service, on))


def _seeds(case: CaseFile) -> list[str]:
    """The pages that are made though no link may lead to them: every name that is described, every claim."""
    index = case.views.index
    named = (page_url(Ref.parse(body["ref"])) for body in index.entities())
    claims = (page_url(Ref("claim", row.id)) for row in index.claims(status=""))
    return [*PAGES, *named, *claims]


def _front(service: CaseService) -> bytes:
    """The first page: it leads on in the language of the case, and to the others."""
    first, *_ = [lang for lang in service.settings.languages if lang in LANGUAGES] or LANGUAGES
    links = "".join(
        f'<p><a href="{lang}/index.html" lang="{lang}">{LANGUAGE_NAMES[lang]}</a></p>\n' for lang in LANGUAGES
    )
    return (
        f'<!doctype html>\n<html lang="{first}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="refresh" content="0; url={first}/index.html">\n<title>habeas</title>\n</head>\n<body>\n'
        f"<main>\n{links}</main>\n</body>\n</html>\n"
    ).encode()


def _about(service: CaseService, on: str) -> bytes:
    """What the folder says of itself, for programs."""
    told: dict[str, Any] = {
        "format": FORMAT,
        "made-with": f"habeas {__version__}",
        "title": service.title,
        "as-of": on,
        "base": service.settings.base,
        "languages": list(LANGUAGES),
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def program_files() -> dict[str, bytes]:
    """The files that are the program's own and hold nothing of a case, by their names in the folder."""
    return {f"static/{path.relative_to(FOLDER)}": path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()}

"""A case as a folder for everybody: its pages, made from the edition of the case for the public, and what they need."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar

from starlette.types import ASGIApp

from habeas import __version__
from habeas.casefile.case_file import CaseFile
from habeas.casefile.doubtful_names import require_decided
from habeas.casefile.lists import last_evidence
from habeas.casefile.photos import fit_to_leave, public_photos
from habeas.casefile.publish_check import find_leaks
from habeas.casefile.publishing import prepared_edition, require_outside
from habeas.casefile.results import AsOfText
from habeas.errors import CaseDamaged
from habeas.model.values import Ref
from habeas.settings import LANGUAGES
from habeas.sparql.limits import Limits
from habeas.storage.public_folder import new_public_folder, require_replaceable
from habeas_api.http.urls import page_url, question_page_url
from habeas_api.publishing import data
from habeas_api.publishing.addresses import PAGES, SCRIPTED, photo_file
from habeas_api.publishing.pages import Pages, Published, PublishedFile, ask
from habeas_api.service.case_service import CaseService
from habeas_api.web.i18n import LANGUAGE_NAMES
from habeas_api.web.pages.graph import DRAWN, VIEW_LABELS
from habeas_api.web.static import FOLDER, path_of

T = TypeVar("T")
PATIENT: Final = Limits(seconds=120.0, most_seconds=900.0, job_memory_mb=6_000, budget_seconds=1e9)
"""Nobody waits for one page; the whole is waited for."""
SHOWN: Final = 20
MOST_CLAIMS: Final = 20_000
"""In a case of more claims, claims and documents have no page each: a script shows them, from data in pieces."""
SCRIPT: Final = "edition.js"
MORE_FILES: Final = ("edition-engine.js", "licences.md")
ANSWERED_WELL: Final = 200
ABOUT: Final = "edition.json"
FORMAT: Final = 1


def _nobody(_: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Making:
    """How an edition is made: the day that it shows (empty: that of the last evidence), up to how many claims each has
    a page, and who is told how many files there are to be, how many were made, and how many were checked.
    """

    on: str = ""
    most_claims: int = MOST_CLAIMS
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
        for made in published_files(edition, app_over, how, public_photos(case)):
            folder.put(made.name, made.content)
        leaks = find_leaks(case, folder.path, own=program_files(), progress=how.checked)
        if leaks:
            lines = "".join(f"\n  {leak.file}: {leak.what}: {leak.text}" for leak in leaks[:SHOWN])
            why = f"what is withheld stands in the pages, and nothing was published:{lines}"
            raise CaseDamaged(where=str(out), why=why, next="Please report this: it is a mistake of the program.")


def published_files(
    folder: Path,
    app_over: Callable[[CaseService], ASGIApp],
    how: Making,
    photos: Mapping[str, Path] = MappingProxyType({}),
) -> Iterator[PublishedFile]:
    """The files of the folder for everybody, from the edition of a case in `folder`, which nobody else has open.
    `photos` are the originals of the documents that are pictures which everybody may see; they are made anew.

    Raises CaseLocked where somebody has.
    """
    service = CaseService(folder, PATIENT, lends=False)
    service.open()
    with ThreadPoolExecutor(1, "publishing") as thread, asyncio.Runner() as runner:  # a notebook has a loop in its own

        def run(work: Coroutine[Any, Any, T]) -> T:
            return thread.submit(runner.run, work).result()

        files = _files(service, app_over(service), how, photos)
        try:
            run(service.start())
            done = 0
            while (made := run(_next(files))) is not None:
                yield made
                done += 1
                how.made(done)
        finally:
            run(files.aclose())
            run(service.close())
            thread.submit(runner.close).result()


async def _next(files: AsyncGenerator[PublishedFile]) -> PublishedFile | None:
    return await anext(files, None)


async def _files(
    service: CaseService, app: ASGIApp, how: Making, photos: Mapping[str, Path]
) -> AsyncGenerator[PublishedFile]:
    on = how.on or await service.read(lambda case: last_evidence(case, AsOfText()))
    scripts = path_of(f"built/{SCRIPT}") is not None
    claims = await service.read(lambda case: [row.id for row in case.views.index.claims(status="")])
    about = Published(on, scripts, records=scripts and len(claims) > how.most_claims, photos=frozenset(photos))
    seeds = await service.read(partial(_seeds, about=about))
    how.total(len(seeds) * len(LANGUAGES))
    if scripts:
        data = _Data(service, app, about, claims)
        async for made in data.files():
            yield made
        about = about._replace(view=next(iter(data.views), ""))
    pages = Pages(app, service, about)
    async for made in pages.files(seeds):
        yield made
    for document in sorted(pages.photos & photos.keys()):
        yield PublishedFile(photo_file(document), fit_to_leave(photos[document]))
    program = pages.statics | {f"static/built/{name}" for name in MORE_FILES if scripts}
    for name in sorted(program):
        if (path := FOLDER / name.removeprefix("static/")).is_file():
            yield PublishedFile(name, path.read_bytes())
    yield PublishedFile("index.html", _front(service))
    yield PublishedFile(ABOUT, _about(service, on))


def _seeds(case: CaseFile, about: Published) -> list[str]:
    """The pages that are made though no link may lead to them: every name that is described, every claim."""
    index = case.views.index
    named = (Ref.parse(body["ref"]) for body in index.entities())
    claims = () if about.records else (Ref("claim", row.id) for row in index.claims(status=""))
    lists = [path for path in PAGES if path != "/claims" or not about.records]
    asked = (question_page_url(question.name) for question in case.questions()) if about.scripts else ()
    shown = (ref for ref in (*named, *claims) if not (about.records and ref.kind == "doc"))
    return [*lists, *(SCRIPTED if about.scripts else ()), *asked, *map(page_url, shown)]


class _Data:
    """The pieces of data of one folder. `views` are those of the graph that could be drawn."""

    def __init__(self, service: CaseService, app: ASGIApp, about: Published, claims: list[str]) -> None:
        self._service, self._app, self._about, self._claims = service, app, about, claims
        self.views: list[str] = []

    async def files(self) -> AsyncGenerator[PublishedFile]:
        """All of them, the one that tells of the others last."""
        read = self._service.read
        names, pieces = await read(data.name_pieces), data.claim_pieces(self._claims)
        for number, rows in enumerate(names):
            yield data.data_file(f"names/{number}", rows)
        for lang in LANGUAGES:
            for number, ids in enumerate(pieces):
                rows = await read(partial(data.claim_rows, ids=ids, lang=lang))
                yield data.data_file(f"claims/{lang}/{number}", rows)
        for number, documents in enumerate(await read(partial(data.document_pieces, pieces=len(pieces)))):
            if self._about.records:
                yield data.data_file(f"docs/{number}", documents)
        for shard, words in await read(lambda case: list(data.word_pieces(case, pieces))):
            yield data.data_file(f"words/{shard}", words)
        relations: dict[str, list[Any]] = {}
        for made in await read(lambda case: list(data.rdf_files(case, relations))):
            yield made
        async for made in self._graphs():
            yield made
        yield data.data_file("questions", await read(data.question_rows))
        yield data.data_file("vocabulary", json.loads((await self._asked("/room/vocabulary", {}, "en"))[1]))
        told = data.about_search(len(names), len(pieces)) | {
            "base": self._service.settings.base,
            "languages": list(LANGUAGES),
            "records": self._about.records,
            "relations": relations,
            "views": self.views,
            "same": await read(data.same_names),
        }
        yield data.data_file("about", told)

    async def _graphs(self) -> AsyncGenerator[PublishedFile]:
        """Each view that can be drawn, in each language."""
        for view in VIEW_LABELS:
            for lang in LANGUAGES:
                asked = {"view": view, "lang": lang, "most": str(DRAWN)}
                status, content = await self._asked("/graph-view/data", asked, lang)
                if status != ANSWERED_WELL:
                    break
                yield data.data_file(f"graph/{lang}/{view}", json.loads(content))
            else:
                self.views.append(view)

    async def _asked(self, path: str, query: dict[str, str], lang: str) -> tuple[int, bytes]:
        return await ask(self._app, self._service, path, query, lang, self._about)


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

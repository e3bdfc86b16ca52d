"""Forms that people send from pages: read once, with the CSRF token checked; answered with a redirect.

Names proposed where one is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from habeas.casefile.case_file import CaseFile
from habeas.errors import BadChoice, phrase
from habeas.model.values import Ref
from habeas_api.forms.fields import NAMED_KINDS, Draft
from habeas_api.forms.names import name_fields
from habeas_api.http.problems import WrongMedia
from habeas_api.http.security import DOCUMENT_BYTES
from habeas_api.http.sessions import Session, require_writer
from habeas_api.http.urls import parse_query
from habeas_api.service.case_service import CaseService

MEDIA: Final = "application/x-www-form-urlencoded"


SEE_OTHER: Final = 303


MAX_FIELD_LENGTH: Final = 2_000_000


@dataclass(frozen=True, slots=True)
class SubmittedForm:
    """A form as it was sent: each field once.

    Of two with one name the later counts, which is the button that was pressed.
    """

    given: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.given.get(name, "")

    def line(self, name: str) -> str:
        """A field of one line."""
        return " ".join(self[name].split())


async def read_form(request: Request) -> SubmittedForm:
    """The form that was sent. Raises WrongMedia, BadChoice."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != MEDIA:
        raise WrongMedia(
            why=phrase("a form is expected here, and this is “%(media)s”", media=media[:60]),
            next=phrase("Send %(media)s.", media=MEDIA),
        )
    given: dict[str, str] = {}
    for name, value in parse_query(await request.body()):
        if len(value) > MAX_FIELD_LENGTH:
            raise BadChoice(
                where=name[:60], why="this is longer than two million characters", next="Send a part of it."
            )
        given[name] = value.replace("\r\n", "\n")
    return SubmittedForm(given)


async def read_writer_form(request: Request) -> tuple[SubmittedForm, Session]:
    """The form, and the session that may send it. Raises NotEntered besides."""
    sent = await read_form(request)
    return sent, require_writer(request, sent["guard"])


def see_other(address: str) -> Response:
    """Send the browser to a page, which may be opened again without sending anything again."""
    return RedirectResponse(address, SEE_OTHER)


MAX_NAME_LENGTH: Final = 200


async def propose_names(service: CaseService, typed: Mapping[str, str], draft: Draft, lang: str) -> dict[str, str]:
    """Put names that a field may mean into the draft: for a new name, those like it; gives what they are called."""
    return await service.read(partial(_propose, typed=typed, draft=draft, lang=lang))


def _propose(case: CaseFile, *, typed: Mapping[str, str], draft: Draft, lang: str) -> dict[str, str]:
    for name in name_fields(typed):
        text = typed.get(name, "")[:MAX_NAME_LENGTH].strip()
        if text and typed.get(f"{name}_new") and (name in draft.errors or name in draft.shown):
            kind = typed.get(f"{name}_kind", "")
            match = case.match(text, (kind,) if kind in NAMED_KINDS else NAMED_KINDS)
            draft.alike[name] = [str(ref) for ref in match.proposals]
    return _labels(case, [ref for found in draft.alike.values() for ref in found], lang)


def _labels(case: CaseFile, refs: list[str], lang: str) -> dict[str, str]:
    return {ref: case.label(Ref(*ref.split(":", 1)), lang) for ref in refs}


MULTIPART: Final = "multipart/form-data"
MOST_FIELDS: Final = 20


class _InMemory(MultiPartParser):
    """A form with a file, which goes to no temporary file: what it holds may name somebody."""

    spool_max_size = DOCUMENT_BYTES


async def read_file_form(request: Request) -> tuple[SubmittedForm, str, bytes]:
    """The fields, and the file with its name. Raises WrongMedia, BadChoice."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != MULTIPART:
        raise WrongMedia(
            why=phrase("a form with a file is expected here, and this is “%(media)s”", media=media[:60]),
            next=phrase("Send %(multipart)s.", multipart=MULTIPART),
        )
    parser = _InMemory(Headers(scope=request.scope), request.stream(), max_files=1, max_fields=MOST_FIELDS)
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, ValueError) as error:
        raise BadChoice(why="this form cannot be read", next="Send it again from the page.") from error
    given, name, content = dict[str, str](), "", b""
    for key, value in form.multi_items():
        if isinstance(value, UploadFile):
            name, content = (value.filename or "document")[-200:], await value.read()
            await value.close()
        else:
            given[key] = value[:2_000]
    return SubmittedForm(given), name, content

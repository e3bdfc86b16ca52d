"""Small answers for the scripts of the form: how a date is understood, which relations fit, which names are meant.

GET  /room/dates?text=&doc=|from=      the date in words, or why it is none
GET  /room/fitting?subject=|kind=      the relations that fit, with what each takes and its details
GET  /room/names?q=&kind=…             names of the file while somebody types
GET  /room/form                        a fresh mark for the next form, and the guard
"""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas.casefile import CaseFile
from habeas.errors import BadInput
from habeas.model import Ref
from habeas.vocab import KINDS
from habeas_api.forms.choices import kind_of_name
from habeas_api.forms.dates import understood
from habeas_api.forms.relations import Slot, details_of, relations_of
from habeas_api.http.deps import fields, require_language, service
from habeas_api.http.responses import Json
from habeas_api.routes.serializers import url_of
from habeas_api.web.codes import code_words, kind_words
from habeas_api.web.current_user import visitor_of
from habeas_api.web.forms import new_form
from habeas_api.web.i18n import Words, language_of, words_in

MOST: Final = 12
LONGEST: Final = 200
RECORDS: Final = ("claim", "doc")


def _given(request: Request) -> list[tuple[str, str]]:
    given = fields(request.scope["query_string"])
    require_language(given)
    return given


async def dates(request: Request) -> Response:
    """How a date is understood, in words. What is no date is told too: that is an answer here, not a failure."""
    given, lang = dict(_given(request)), language_of(request)
    text = given.get("text", "").strip()
    if not text:
        return Json({"understood": True, "edtf": "", "words": "", "earliest": None, "latest": None, "as": "edtf"})
    look = partial(_understood, text=text, anchor=given.get("from", ""), doc=given.get("doc", ""), lang=lang)
    return Json(await service(request).case.read(look))


def _understood(case: CaseFile, text: str, anchor: str, doc: str, lang: str) -> dict[str, Any]:
    known = case.views.index.entity(f"doc:{doc.removeprefix('doc:')}") if doc else None
    day = anchor or (known or {}).get("date", "")
    try:
        found = understood(text, case.settings.conventions, anchor=day if isinstance(day, str) else "", lang=lang)
    except BadInput as error:
        return {"understood": False, "why": error.why, "next": error.next}
    first, last = (day.isoformat() if day else None for day in (found.edtf.earliest, found.edtf.latest))
    kind = "edtf" if isinstance(found.raw, str) else "words"
    return {
        "understood": True,
        "edtf": found.edtf.text,
        "words": found.words,
        "earliest": first,
        "latest": last,
        "as": kind,
    }


async def fitting(request: Request) -> Response:
    """The relations that fit, those said most often first."""
    given, lang = dict(_given(request)), language_of(request)
    kind = given.get("kind", "")
    if given.get("subject"):
        kind = await service(request).case.read(partial(kind_of_name, name=given["subject"]))
    words = words_in(lang)
    found = [
        {
            **_slot(slot, words),
            "when": slot.has_when,
            "details": [_slot(one, words) for one in details_of(slot.name, kind, lang)],
        }
        for slot in relations_of(kind, lang)
    ]
    return Json({"kind": kind if kind in KINDS else "", "relations": found})


def _slot(slot: Slot, words: Words) -> dict[str, Any]:
    codes = [{"name": code, "label": code_words(words, code)} for code in slot.codes]
    plain = {"name": slot.name, "label": slot.label, "about": slot.about, "group": slot.makes, "takes": slot.takes}
    return {**plain, "kinds": list(slot.kinds), "codes": codes}


async def names(request: Request) -> Response:
    """Names that fit what is typed so far, of some kinds or of all; spelling is forgiven."""
    given, lang = _given(request), language_of(request)
    typed = dict(given).get("q", "")[:LONGEST]
    kinds = {kind for name, value in given if name == "kind" for kind in value.split()}
    desk = service(request).case
    found = await desk.search(typed, limit=MOST * 4) if typed.strip() else []
    wanted = [one for one in found if _is_wanted(one.ref, kinds)][:MOST]
    return Json({"items": await desk.read(partial(_told, found=[(one.ref, one.text) for one in wanted], lang=lang))})


def _is_wanted(ref: str, kinds: set[str]) -> bool:
    kind = ref.partition(":")[0]
    return kind in kinds if kinds else kind not in RECORDS


def _told(case: CaseFile, found: list[tuple[str, str]], lang: str) -> list[dict[str, Any]]:
    told = []
    for text, matched in found:
        ref = Ref(*text.split(":", 1))
        label = case.label(ref, lang)
        also = [matched] if matched != label else []
        told.append(
            {
                "id": text,
                "label": label,
                "kind": ref.kind,
                "kind_label": kind_words(lang, ref.kind),
                "also": also,
                "url": url_of(ref),
            }
        )
    return told


async def form(request: Request) -> Response:
    """What the next form carries."""
    return Json({"form": new_form(), "guard": visitor_of(request).guard}, headers={"Cache-Control": "no-store"})


ROUTES: Final = [
    Route("/room/dates", dates, methods=["GET"]),
    Route("/room/fitting", fitting, methods=["GET"]),
    Route("/room/names", names, methods=["GET"]),
    Route("/room/form", form, methods=["GET"]),
]

"""`/reconcile`: the Reconciliation Service API 0.2, for OpenRefine and others that hold a table beside the case.

    GET        /reconcile                      what the service can do
    GET, POST  /reconcile  queries=…           candidates for a batch of names; query=… for one
    GET, POST  /reconcile  extend=…            values of properties for names that were matched
    GET        /reconcile/suggest/{what}       entities, properties, types while somebody types; /flyout/{what}: more
    GET        /reconcile/properties           properties of a type, to choose from
    GET        /reconcile/preview              a small page about one name

Every answer is of what the reader may see, and none changes the case. No page of another site may fetch them: programs
such as OpenRefine ask by themselves (docs/openrefine.md).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from time import monotonic
from typing import Any, Final, TypeVar

from fastapi import APIRouter, Request
from starlette.responses import Response

from habeas.casefile import name_values as names
from habeas.casefile.case_file import CaseFile
from habeas.casefile.reconciliation import AskedValue, NameCandidate, NameQuery, find_candidates
from habeas.errors import BadChoice, BadInput, NotFound, QueryStopped
from habeas.model.values import Ref, Value
from habeas.settings import LANGUAGES
from habeas_api.http.problems import TooLarge, WrongMedia
from habeas_api.http.responses import Json
from habeas_api.http.urls import parse_query
from habeas_api.http.validation import require_language, require_once
from habeas_api.serializers import reconciliation as shapes
from habeas_api.service.case_service import CaseService, case_service
from habeas_api.web.template import render

A = TypeVar("A")
T = TypeVar("T")
MOST_QUERIES: Final = 50
MOST_CANDIDATES: Final = 25
MOST_BESIDE: Final = 10
MOST_IDS: Final = 200
MOST_PROPERTIES: Final = 20
MOST_LETTERS: Final = 300
MOST_CURSOR: Final = 10_000
PAGE: Final = 10
BATCH_SECONDS: Final = 10.0
"""For all of a batch. Between two names others have their turn at the case."""
FORM: Final = "application/x-www-form-urlencoded"
FEW_FACTS: Final = 8

router = APIRouter(include_in_schema=False)


async def _given(request: Request) -> dict[str, str]:
    """The parameters of a request, of its address and of its form. Raises BadChoice, WrongMedia."""
    pairs = parse_query(request.scope["query_string"])
    if request.method == "POST":
        media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media != FORM:
            raise WrongMedia(why=f"a form is expected here, and this is “{media[:60]}”", next=f"Send {FORM}.")
        pairs += parse_query(await request.body())
    require_once(pairs)
    require_language(pairs)
    return dict(pairs)


def _lang(given: Mapping[str, str]) -> str:
    return given.get("lang", LANGUAGES[0])


@router.api_route("/reconcile", methods=["GET", "POST", "HEAD"])
async def reconcile(request: Request) -> Response:
    """The manifest, or the answer to a batch, one name, or an extension."""
    given, service = await _given(request), case_service(request)
    if "queries" in given:
        batch = _object(given["queries"], "queries")
        _require_few(batch, MOST_QUERIES, "queries", "names")
        return Json(await _answers(service, batch, _lang(given)))
    if "query" in given:
        text = given["query"]
        one = _object(text, "query") if text.lstrip().startswith("{") else {"query": text}
        return Json((await _answers(service, {"query": one}, _lang(given)))["query"])
    if "extend" in given:
        return Json(await service.read(partial(_extended, asked=_object(given["extend"], "extend"), lang=_lang(given))))
    return Json(_manifest(request, service, given))


def _manifest(request: Request, service: CaseService, given: Mapping[str, str]) -> dict[str, Any]:
    lang = _lang(given)
    query = f"lang={lang}" if "lang" in given else ""
    server = f"{request.url.scheme}://{request.headers['host']}"
    return shapes.manifest_of(title=service.title, server=server, base=service.settings.base, query=query, lang=lang)


# -- candidates


async def _answers(service: CaseService, batch: Mapping[str, Any], lang: str) -> dict[str, Any]:
    queries = {key: _at(key, _query, asked) for key, asked in batch.items()}
    found: dict[str, Any] = {}
    until = monotonic() + BATCH_SECONDS
    for key, query in queries.items():
        if monotonic() > until:
            why = f"after {BATCH_SECONDS:g} seconds {len(found)} of {len(queries)} names were looked for"
            raise QueryStopped(where="queries", why=why, next="Send fewer names at once.")
        one = await service.read(partial(_candidates, key=key, query=query, lang=lang))
        found[key] = {"result": [shapes.candidate_of(each, lang) for each in one]}
    return found


def _candidates(case: CaseFile, *, key: str, query: NameQuery, lang: str) -> list[NameCandidate]:
    return _at(key, lambda asked: find_candidates(case, asked, lang), query)


def _at(key: str, read: Callable[[A], T], given: A) -> T:
    """What `read` gives. Raises what it raises, with the query named."""
    try:
        return read(given)
    except BadInput as error:
        raise error.at(f"query {key[:60]}{f', {error.where}' if error.where else ''}") from None


def _query(asked: object) -> NameQuery:
    if not isinstance(asked, dict):
        raise BadChoice(why="this is not an object", next='For example: {"query": "Ana Ruiz", "type": "person"}')
    text, limit = asked.get("query", ""), asked.get("limit", PAGE // 2)
    if not isinstance(text, str) or len(text) > MOST_LETTERS:
        raise BadChoice(where="query", why=f"this is not a text of up to {MOST_LETTERS} characters")
    if isinstance(limit, bool) or not isinstance(limit, int | float) or not limit >= 1:
        raise BadChoice(where="limit", why="this is not a number from 1 on")
    kinds = asked.get("type") or []
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        raise BadChoice(where="type", why="this is neither a type nor a list of them")
    beside = asked.get("properties") or []
    if not isinstance(beside, list):
        raise BadChoice(where="properties", why="this is not a list")
    _require_few(beside, MOST_BESIDE, "properties", "properties")
    if not text.strip() and not beside:
        raise BadChoice(where="query", why="this is empty", next="Give a name, or properties with a value.")
    most = int(min(limit, MOST_CANDIDATES))
    return NameQuery(text=text, kinds=tuple(kinds), limit=most, beside=tuple(map(_beside, beside)))


def _beside(asked: object) -> AskedValue:
    if not isinstance(asked, dict) or not isinstance(asked.get("pid"), str) or "v" not in asked:
        raise BadChoice(where="properties", why="a property has a pid and a value v")
    values = asked["v"] if isinstance(asked["v"], list) else [asked["v"]]
    _require_few(values, MOST_BESIDE, "properties", "values")
    plain = [one.get("id", "") if isinstance(one, dict) else one for one in values]
    if not all(isinstance(one, str | int | float | bool) and len(str(one)) <= MOST_LETTERS for one in plain):
        raise BadChoice(where="properties", why="a value is a text, a number, true or false, or an object with an id")
    return AskedValue(asked["pid"], tuple(plain))


def _object(text: str, where: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise BadChoice(
            where=f"parameter {where}", why="this is not a JSON object", next="Check its brackets and quotes."
        )
    return found


def _require_few(given: Any, most: int, where: str, what: str) -> None:
    if len(given) > most:
        why = f"{len(given)} {what} were sent at once, and {most} are taken"
        raise TooLarge(where=where, why=why, next="Send them in several parts.")


# -- values of names that were matched


def _extended(case: CaseFile, *, asked: Mapping[str, Any], lang: str) -> dict[str, Any]:
    ids, properties = asked.get("ids"), asked.get("properties")
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise BadChoice(where="extend ids", why="this is not a list of ids")
    if not isinstance(properties, list) or not all(
        isinstance(p, dict) and isinstance(p.get("id"), str) for p in properties
    ):
        raise BadChoice(where="extend properties", why="this is not a list of objects with an id")
    _require_few(ids, MOST_IDS, "extend ids", "ids")
    _require_few(properties, MOST_PROPERTIES, "extend properties", "properties")
    wanted = {names.relation_named(one["id"]): _on(one.get("settings")) for one in properties}
    rows = {one: _row(case, names.known_name(case, one), wanted, lang) for one in dict.fromkeys(ids)}
    every = {v for row in rows.values() for values in row.values() for v in values if isinstance(v, Ref)}
    labels = {ref: case.label(ref, lang) for ref in every}
    tell = {name: names.cells_of_value(case, name, lang) for name in wanted}
    return shapes.extension_of(list(wanted), rows, labels, lambda name, value: tell[name](value), lang)


def _row(case: CaseFile, ref: Ref | None, wanted: Mapping[str, str], lang: str) -> dict[str, Sequence[Value]]:
    if ref is None:
        return dict.fromkeys(wanted, ())
    return {name: list(names.values_of(case, ref, name, lang=lang, on=on)) for name, on in wanted.items()}


def _on(settings: object) -> str:
    on = settings.get("on", "") if isinstance(settings, dict) else ""
    return str(on)[:MOST_LETTERS].strip()


@router.get("/reconcile/properties")
async def properties(request: Request) -> Response:
    """Properties of a type, to choose from."""
    given = await _given(request)
    kind = given.get("type", "")
    limit = _number(given, "limit", MOST_IDS, 1)
    found = shapes.named_pairs(names.properties_of(kind, lang=_lang(given))[:limit])
    return Json({"limit": limit, "type": kind, "properties": found})


# -- while somebody types


@router.get("/reconcile/suggest/{what}")
async def suggest(request: Request, what: str) -> Response:
    """Names, properties or types that begin so. Raises NotFound for anything else."""
    given, service = await _given(request), case_service(request)
    prefix, cursor, lang = given.get("prefix", "")[:MOST_LETTERS], _number(given, "cursor", 0, 0), _lang(given)
    if what == "entity":
        kind = given.get("type", "")
        look = partial(_suggested, prefix=prefix, kind=kind, cursor=cursor, lang=lang)
        return Json({"result": await service.read(look)})
    if what == "property":
        found = names.properties_of(given.get("type", ""), prefix, lang)
    elif what == "type":
        found = names.types_with(prefix, lang)
    else:
        raise _nothing(what)
    return Json({"result": shapes.named_pairs(found[cursor : cursor + PAGE])})


def _suggested(case: CaseFile, *, prefix: str, kind: str, cursor: int, lang: str) -> list[dict[str, Any]]:
    kinds = (names.kind_named(kind),) if kind else names.TYPES
    hits = case.search_names(prefix, kinds=kinds, limit=PAGE, offset=cursor) if prefix.strip() else []
    refs = {hit: Ref.parse(hit.ref) for hit in hits}
    return [shapes.suggested_name(ref, case.label(ref, lang), hit.text, lang) for hit, ref in refs.items()]


def _number(given: Mapping[str, str], name: str, otherwise: int, least: int) -> int:
    text = given.get(name, "") or str(otherwise)
    if not (text.isascii() and text.isdigit() and least <= int(text[:9]) <= MOST_CURSOR):
        raise BadChoice(where=f"parameter {name}", why=f"this is not a whole number from {least} to {MOST_CURSOR}")
    return int(text)


def _nothing(what: str) -> NotFound:
    return NotFound(why=f"nothing is proposed for “{what[:60]}”", next="There are entity, property and type.")


# -- one name


@router.get("/reconcile/flyout/{what}")
async def flyout(request: Request, what: str) -> Response:
    """A name, a property or a type with what it means, as a piece of HTML. Raises NotFound."""
    given, service = await _given(request), case_service(request)
    wanted = given.get("id", "")
    told: dict[str, Any]
    if what == "entity":
        told = await service.read(partial(_portrait, wanted=wanted, lang=_lang(given)))
    elif what in ("property", "type"):
        told = {"called": wanted, "about": names.meaning_of(wanted, what, _lang(given))}
    else:
        raise _nothing(what)
    page = render(request, "_reconcile.html", **{"kind": "", "about": "", "facts": (), **told})
    return Json({"id": wanted, "html": bytes(page.body).decode()})


@router.get("/reconcile/preview")
async def preview(request: Request) -> Response:
    """A small page about one name, to be shown in a frame or opened. Raises NotFound."""
    given, service = await _given(request), case_service(request)
    told = await service.read(partial(_portrait, wanted=given.get("id", ""), lang=_lang(given)))
    return render(request, "reconcile.html", about="", **told)


def _portrait(case: CaseFile, *, wanted: str, lang: str) -> dict[str, Any]:
    """What a preview shows: the name, its kind, other names, custody, and a few facts in words."""
    ref = names.known_name(case, wanted)
    if ref is None or ref.kind not in names.TYPES:
        raise NotFound(where="parameter id", why=f"nothing in this file is called “{wanted[:60]}”")
    facts = names.facts_in_words(case, ref, FEW_FACTS, lang)
    return {"ref": ref, "called": case.label(ref, lang), "kind": shapes.type_of(ref.kind, lang)["name"], "facts": facts}

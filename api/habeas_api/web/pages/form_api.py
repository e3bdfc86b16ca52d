"""Small answers for scripts: relations that fit, names meant, words of queries.

GET  /room/fitting?subject=|kind=      the relations that fit, with what each takes; with relation= its details
GET  /room/names?q=&kind=…             names of the file while somebody types
GET  /room/form                        a fresh id for the next form, and the CSRF token
GET  /room/vocabulary                  prefixes, classes, properties and codes in both languages, for the query editor
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas.casefile.case_file import CaseFile
from habeas.errors import BadChoice, phrase
from habeas.model.translate import label_in
from habeas.model.values import Ref
from habeas.settings import LANGUAGES
from habeas.vocab import CONCEPTS, HAB, KINDS, PREFIXES, PROPERTIES, Concept, Kind, Property
from habeas_api.forms.choices import FieldSpec, details_for, kind_of_name, relations_for
from habeas_api.forms.fields import NAMED_KINDS
from habeas_api.http.responses import Json
from habeas_api.http.sessions import current_user, new_form_id
from habeas_api.http.urls import entity_url, parse_query
from habeas_api.http.validation import name_nearest, require_known, require_language
from habeas_api.service.case_service import case_service
from habeas_api.web.i18n import Localizer, localizer_for
from habeas_api.web.labels import code_label, kind_label
from habeas_api.web.language import request_language

MOST: Final = 12
LONGEST: Final = 200


def _given(request: Request, *names: str) -> list[tuple[str, str]]:
    given = parse_query(request.scope["query_string"])
    require_known((name for name, _ in given), ("lang", *names))
    require_language(given)
    return given


def _kind(word: str) -> str:
    """A kind of things. Raises BadChoice, with the nearest."""
    if word not in KINDS:
        raise BadChoice(
            where="kind",
            why=phrase("“%(word)s” is not a kind", word=word[:40]),
            next=name_nearest(word, list(KINDS), "Kinds"),
        )
    return word


async def fitting(request: Request) -> Response:
    """The relations that fit, those said most often first."""
    given, lang = dict(_given(request, "kind", "subject", "relation")), request_language(request)
    kind, relation = _kind(given["kind"]) if given.get("kind") else "", given.get("relation", "")
    if given.get("subject"):
        kind = await case_service(request).read(partial(kind_of_name, name=given["subject"]))
    local = localizer_for(lang)
    of = {"kind": kind if kind in KINDS else ""}
    if relation:
        return Json({**of, "details": [_slot(one, local) for one in details_for(relation, kind, lang)]})
    found = [{**_slot(slot, local), "when": slot.has_when} for slot in relations_for(kind, lang)]
    return Json({**of, "relations": found})


def _slot(slot: FieldSpec, local: Localizer) -> dict[str, Any]:
    codes = [{"name": code, "label": code_label(local, code)} for code in slot.codes]
    plain = {"name": slot.name, "label": slot.label, "about": slot.about, "group": slot.makes, "takes": slot.takes}
    return {**plain, "kinds": list(slot.kinds), "codes": codes}


async def names(request: Request) -> Response:
    """Names that fit what is typed so far, of some kinds or of all; spelling is forgiven."""
    given, lang = _given(request, "q", "kind"), request_language(request)
    typed = dict(given).get("q", "")[:LONGEST]
    kinds = [kind for name, value in given if name == "kind" for kind in map(_kind, value.split())]
    look = partial(_proposed, typed=typed, kinds=kinds or NAMED_KINDS, lang=lang)
    return Json({"items": await case_service(request).read(look)})


def _proposed(case: CaseFile, *, typed: str, kinds: Sequence[str], lang: str) -> list[dict[str, Any]]:
    told = []
    for one in case.search_names(typed, kinds=kinds, limit=MOST):
        text, matched = one.ref, one.text
        ref = Ref(*text.split(":", 1))
        label = case.label(ref, lang)
        also = [matched] if matched != label else []
        told.append(
            {
                "id": text,
                "label": label,
                "kind": ref.kind,
                "kind_label": kind_label(lang, ref.kind),
                "also": also,
                "url": entity_url(ref),
            }
        )
    return told


async def form(request: Request) -> Response:
    """What the next form carries."""
    _given(request)
    return Json(
        {"form": new_form_id(), "guard": current_user(request).csrf_token}, headers={"Cache-Control": "no-store"}
    )


BORROWED: Final = (
    ("rdf:type", "is a", "es un"),
    ("skos:prefLabel", "is called", "se llama"),
    ("skos:altLabel", "is also called", "también se llama"),
)


def short(iri: str) -> str:
    """An IRI as a query writes it: `hab:detainedAt`; in full where no prefix fits."""
    found = max(
        (name for name, start in PREFIXES.items() if iri.startswith(start)),
        key=lambda name: len(PREFIXES[name]),
        default="",
    )
    return f"{found}:{iri.removeprefix(PREFIXES[found])}" if found else f"<{iri}>"


@cache
def terms() -> list[dict[str, Any]]:
    """Every word: as a query writes it, what it is, and what people call it."""
    words: Mapping[str, Mapping[str, Concept | Property | Kind]]
    words = {"code": CONCEPTS, "property": PROPERTIES, "class": KINDS}
    own = [
        {"name": short(iri_of(one, key)), "sort": sort, "labels": labels, "about": one.comment}
        for sort, every in words.items()
        for key, one in every.items()
        for labels in [{lang: label_in(one, lang) for lang in LANGUAGES}]
    ]
    borrowed = [{"name": name, "sort": "property", "labels": {"en": en, "es": es}} for name, en, es in BORROWED]
    return list({one["name"]: one for one in [*own, *borrowed]}.values())


def iri_of(word: Concept | Property | Kind, key: str) -> str:
    """The IRI of a word; a code is known by it."""
    return key if isinstance(word, Concept) else word.iri


async def vocabulary(request: Request) -> Response:
    """The words, and the case's own addresses."""
    _given(request)
    found: dict[str, Any] = {
        "base": case_service(request).settings.base,
        "hab": HAB,
        "prefixes": dict(PREFIXES),
        "terms": terms(),
    }
    return Json(found, headers={"Cache-Control": "private, max-age=3600"})


ROUTES: Final = [
    Route("/room/fitting", fitting, methods=["GET"]),
    Route("/room/names", names, methods=["GET"]),
    Route("/room/form", form, methods=["GET"]),
    Route("/room/vocabulary", vocabulary, methods=["GET", "HEAD"]),
]

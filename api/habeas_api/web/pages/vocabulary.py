"""`/room/vocabulary`: the words a query may use, for the editor's proposals: prefixes, classes, properties, codes, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas.vocab import CODES, HAB, KINDS, PREFIXES, PROPERTIES, Kind, Property
from habeas_api.http.deps import service
from habeas_api.http.responses import Json

BORROWED: Final = (
    ("rdf:type", "is a", "es un"), ("skos:prefLabel", "is called", "se llama"), ("skos:altLabel", "is also called", "también se llama"),
)  # fmt: skip


def short(iri: str) -> str:
    """An IRI as a query writes it: `hab:detainedAt`; in full where no prefix fits."""
    found = max(
        (name for name, start in PREFIXES.items() if iri.startswith(start)),
        key=lambda name: len(PREFIXES[name]),
        default="",
    )
    return f"{found}:{iri.removeprefix(PREFIXES[found])}" if found else f"<{iri}>"


@cache
def terms() -> list[dict[str, str]]:
    """Every word: as a query writes it, what it is, and what people call it."""
    borrowed = [{"name": name, "sort": "property", "en": en, "es": es} for name, en, es in BORROWED]
    words: Mapping[str, Mapping[str, Property | Kind]] = {"property": PROPERTIES, "class": KINDS}
    told = [
        {"name": short(one.iri), "sort": sort, "en": one.label, "es": one.label_es, "about": one.comment}
        for sort, every in words.items()
        for one in every.values()
    ]
    codes = [
        {"name": short(iri), "sort": "code", "en": code.replace("-", " "), "es": ""} for iri, code in CODES.items()
    ]
    return list({one["name"]: one for one in [*codes, *told, *borrowed]}.values())


async def vocabulary(request: Request) -> Response:
    """The words, and the case's own addresses."""
    found: dict[str, Any] = {
        "base": service(request).case.settings.base,
        "hab": HAB,
        "prefixes": dict(PREFIXES),
        "terms": terms(),
    }
    return Json(found, headers={"Cache-Control": "private, max-age=3600"})


ROUTES: Final = [Route("/room/vocabulary", vocabulary, methods=["GET", "HEAD"])]

"""Refuse parameters that a route does not have, parameters given twice, and bodies that are not JSON."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Any, Final, get_args, get_origin

from fastapi import Request
from pydantic import BaseModel

from habeas.errors import BadChoice
from habeas.settings import LANGUAGES
from habeas_api.http.problems import WrongMedia
from habeas_api.http.urls import parse_query

MAX_SHOWN: Final = 60
KNOWN: Final = "known_parameters"
"""Where a route keeps the names of its parameters, once they are looked up."""


# -- which parameters there are


OFTEN: Final = frozenset(["format", "output", "results"])
"""SPARQL clients send these once for each spelling of a format that they know."""


async def check_parameters(request: Request) -> None:
    """A dependency: refuse parameters that the route does not have, and one given twice that is no list."""
    route = request.scope["route"]
    if not hasattr(route, KNOWN):
        setattr(route, KNOWN, _query_names(route.dependant))
    known: dict[str, bool] = getattr(route, KNOWN)
    given = parse_query(request.scope["query_string"])
    require_known((name for name, _ in given), known)
    require_once([pair for pair in given if not known[pair[0]] and pair[0] not in OFTEN])


def _query_names(dependant: Any) -> dict[str, bool]:
    """Every parameter of a route, and whether it may be given several times."""
    found: dict[str, bool] = {}
    for parameter in dependant.query_params:
        kind = parameter.field_info.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            fields = kind.model_fields.items()
            found |= {field.alias or name: _is_list(field.annotation) for name, field in fields}
        else:
            found[parameter.alias] = _is_list(kind)
    for inner in dependant.dependencies:
        found |= _query_names(inner)
    return found


def _is_list(kind: Any) -> bool:
    return get_origin(kind) is list or any(get_origin(one) is list for one in get_args(kind))


def require_known(given: Iterable[str], known: Iterable[str]) -> None:
    """Raises BadChoice for a parameter that is not known here, naming the nearest."""
    names = list(known)
    for name in given:
        if name not in names:
            next_ = name_nearest(name, names, "Parameters") if names else "There are none here."
            raise BadChoice(where=f"parameter {name[:MAX_SHOWN]}", why="there is no such parameter here", next=next_)


def require_once(given: Sequence[tuple[str, str]]) -> None:
    """Raises BadChoice for a parameter that is given more than once."""
    names = [name for name, _ in given]
    for name in names:
        if names.count(name) > 1:
            raise BadChoice(where=f"parameter {name[:MAX_SHOWN]}", why="this is given twice", next="Give it once.")


def require_language(given: Sequence[tuple[str, str]]) -> None:
    """Raises BadChoice for a language that pages do not speak."""
    lang = dict(given).get("lang", LANGUAGES[0])
    if lang not in LANGUAGES:
        why = f"“{lang[:MAX_SHOWN]}” is not a language of these pages"
        raise BadChoice(where="parameter lang", why=why, next=f"Languages: {', '.join(LANGUAGES)}")


def name_nearest(name: str, names: Sequence[str], what: str) -> str:
    """What to do about a name that is not known here: the nearest that is, or all of them."""
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    return f"Did you mean {close[0]}?" if close else f"{what}: {', '.join(names)}"


async def require_json(request: Request) -> None:
    """A dependency: refuse a body that is not JSON. Raises WrongMedia."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != "application/json":
        sent = f"a body of type “{media[:MAX_SHOWN]}”" if media else "a body without a content type"
        raise WrongMedia(why=f"{sent} is not accepted here", next="Send application/json.")


# -- errors of validation

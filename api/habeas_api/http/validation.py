"""What a request may hold: parameters that a route does not have are refused, and errors of validation become problems.

The framework validates by the types of a route; here its errors are said in our words, with the place and what to do.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, get_args, get_origin

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.responses import Response

from habeas.errors import BadChoice, phrase
from habeas.settings import LANGUAGES
from habeas_api.http.parameters import VISIBLE
from habeas_api.http.problems import WrongMedia, problem_of
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
            raise BadChoice(
                where=phrase("parameter %(name)s", name=name[:MAX_SHOWN]),
                why="there is no such parameter here",
                next=next_,
            )


def require_once(given: Sequence[tuple[str, str]]) -> None:
    """Raises BadChoice for a parameter that is given more than once."""
    names = [name for name, _ in given]
    for name in names:
        if names.count(name) > 1:
            raise BadChoice(
                where=phrase("parameter %(name)s", name=name[:MAX_SHOWN]),
                why="this is given twice",
                next="Give it once.",
            )


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


CHOICE: Final = re.compile(r"\^\(([\w|-]+)\)\$")


UNION_MEMBER: Final = re.compile(r"constrained-|function-|literal\[|(str|int|none)$")


DOCS: Final = "/docs describes it."


async def validation_error(request: Request, error: Exception) -> Response:
    """Handler for parameters and bodies that do not fit the types of their route; the first error is told."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 registered for this kind only
    return problem_of(bad_choice(error.errors()[0], request.scope.get("route")))


def bad_choice(found: Mapping[str, Any], route: Any = None) -> BadChoice:
    """An error of validation in our words."""
    kind, context, given = found["type"], found.get("ctx") or {}, found.get("input")
    explain = WORDS.get(kind)
    why = explain(context, given) if explain else f"{found['msg'][:1].lower()}{found['msg'][1:]}"
    next_ = str(context.get("next", DOCS))
    if kind == "extra_forbidden":
        next_ = name_nearest(str(found["loc"][-1]), _fields_of_body(route), "Fields")
    if kind == "json_invalid":
        next_ = "Check its brackets and quotes."
    return BadChoice(where=_place(found["loc"]), why=why, next=next_)


def _fields_of_body(route: Any) -> list[str]:
    body = getattr(route, "body_field", None)
    model = body.field_info.annotation if body is not None else None
    return list(model.model_fields) if isinstance(model, type) and issubclass(model, BaseModel) else []


def _place(path: Sequence[str | int]) -> str:
    """`parameter limit`, `body document.source`: what the framework calls the members of a union is left out."""
    kind, *rest = path
    names = [part for part in rest if isinstance(part, str) and not UNION_MEMBER.match(part)]
    if kind in {"query", "path"}:
        return phrase("parameter %(name)s", name=names[0][:MAX_SHOWN])
    return f"{kind} {'.'.join(names)[:MAX_SHOWN]}".strip()


Explanation = Callable[[Mapping[str, Any], Any], str]


def _shown(given: Any) -> str:
    text = str(given)
    return f"“{text[:MAX_SHOWN]}{'…' if len(text) > MAX_SHOWN else ''}”"


def _pattern(context: Mapping[str, Any], given: Any) -> str:
    pattern = str(context.get("pattern", ""))
    if pattern == VISIBLE:
        return "this is empty"
    if choice := CHOICE.fullmatch(pattern):
        return f"{_shown(given)} is not one of: {', '.join(filter(None, choice[1].split('|')))}"
    return f"{_shown(given)} does not fit the pattern {pattern}"


def _too_short(context: Mapping[str, Any], _: Any) -> str:
    least = context.get("min_length", 1)
    return "this is empty" if least == 1 else f"this has fewer than {least} characters"


def _not_whole(_: Mapping[str, Any], given: Any) -> str:
    return f"{_shown(given)} is not a whole number"


def _not_choice(context: Mapping[str, Any], given: Any) -> str:
    return f"{_shown(given)} is not one of: {context['expected'].replace(' or ', ', ')}"


def _always(why: str) -> Explanation:
    return lambda _context, _given: why


WORDS: Final[Mapping[str, Explanation]] = {
    "missing": _always("this is missing"),
    "extra_forbidden": _always("there is no such field here"),
    **dict.fromkeys(("int_parsing", "int_type", "int_from_float", "int_parsing_size"), _not_whole),
    "bool_parsing": lambda _, given: f"{_shown(given)} is neither true nor false",
    "greater_than_equal": lambda context, _: f"this must be at least {context['ge']}",
    "less_than_equal": lambda context, _: f"this must be at most {context['le']}",
    "string_too_short": _too_short,
    "string_too_long": lambda context, _: f"this has more than {context['max_length']} characters",
    "string_pattern_mismatch": _pattern,
    "string_type": _always("this is not text"),
    "string_unicode": _always("this is not valid Unicode"),
    "dict_type": _always("this is not an object"),
    "model_type": _always("this is not an object"),
    "model_attributes_type": _always("this is not a JSON object"),
    "list_type": _always("this is not a list"),
    **dict.fromkeys(("literal_error", "enum"), _not_choice),
    "value_error": lambda context, _: str(context.get("error", "this does not fit")),
    "date_from_datetime_parsing": lambda _, given: f"{_shown(given)} is not a date",
    "json_invalid": lambda context, _: f"this is not JSON: {context.get('error', '')}",
}
"""What kinds of errors are called here. Values: `context` of the error, and what was given."""

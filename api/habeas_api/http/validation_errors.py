"""Errors of validation in our words: with the place, why, and what to do.

The framework validates by the types of a route.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.responses import Response

from habeas.errors import BadChoice
from habeas_api.http.parameters import VISIBLE
from habeas_api.http.problems import problem_of
from habeas_api.http.validation import MAX_SHOWN, name_nearest

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
        return f"parameter {names[0][:MAX_SHOWN]}"
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

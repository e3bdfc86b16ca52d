"""Claims and facts as the file stood at an earlier moment: the claims one by one (casefile/past_claims.py)."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from habeas.casefile.past_claims import past_claims, past_facts
from habeas.model.values import Ref
from habeas.sparql.embedded import EmbeddedStore
from habeas.sparql.ipc import Request
from habeas.sparql.patterns import Filter, Pattern
from habeas.sparql.worker import AnswerStream
from habeas_api.service.jobs.open_case import open_case, write_json


def answer(request: Request, store: EmbeddedStore, out: AnswerStream) -> None:
    """Answer with a page of what `arguments_of` describes."""
    given = request.arguments
    wanted = _wanted(given["wanted"])
    page = {"limit": given["limit"], "offset": given["offset"]}
    known = (wanted.claims if isinstance(wanted, Pattern) else wanted).known
    with open_case(request, store) as case:
        then = case.at(known)
        found = past_facts(then, wanted, **page) if isinstance(wanted, Pattern) else past_claims(then, wanted, **page)
    write_json(out, found)


def arguments_of(wanted: Filter | Pattern, *, limit: int, offset: int) -> dict[str, Any]:
    """The arguments of this job, as plain values."""
    return {"wanted": _plain(wanted), "limit": limit, "offset": offset}


def _plain(value: Any) -> Any:
    match value:
        case Filter() | Pattern():
            return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        case Ref():
            return str(value)
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(one) for one in value]
    return value


def _wanted(plain: dict[str, Any]) -> Filter | Pattern:
    if "claims" not in plain:
        return Filter(**{name: _read(name, value) for name, value in plain.items()})
    claims = _wanted(plain["claims"])
    assert isinstance(claims, Filter)  # noqa: S101 as it was made
    return Pattern(**{name: _read(name, value) for name, value in plain.items() if name != "claims"}, claims=claims)


def _read(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(Ref.parse, value))
    return date.fromisoformat(value) if name in {"on", "said"} and value else value

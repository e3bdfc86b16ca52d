"""The history of a case in words: one line an operation, with when, by whom and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from habeas.casefile.dossier import Teller
from habeas.errors import BadInput
from habeas.model.codec import claim_from_plain, entity_from_plain
from habeas.model.values import Ref
from habeas.storage.journal.line import Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One operation of the journal as a person reads it. `at` is UTC."""

    n: int
    at: str
    by: str
    op: str
    subject: str
    sentence: str
    reason: str


def history_line(operation: Operation, teller: Teller) -> HistoryLine:
    """Tell one operation."""
    body = operation.body
    return HistoryLine(
        n=operation.n,
        at=operation.at,
        by=operation.by,
        op=operation.op,
        subject=_subject(operation.op, body),
        sentence=_sentence(operation.op, body, teller) + _by_the_clock(operation),
        reason=str(body.get("reason", "")),
    )


def _by_the_clock(operation: Operation) -> str:
    """What the clock said, where a step before bears a later time."""
    return f" (recorded when the clock said {operation.clock})" if operation.clock else ""


def _subject(op: str, body: dict[str, Any]) -> str:
    match op:
        case "record" | "supersede":
            return f"claim:{body['claim']['id']}"
        case "withdraw":
            return f"claim:{body['claim']}"
        case "judge" | "unjudge":
            return f"{body['a']} {body['b']}"
        case "decide":
            return str(body["finding"])
        case "undo":
            return f"step {body['step']}"
        case "merge":
            return f"line {body['head']['n']}"
    return str(body.get("ref", ""))


def _sentence(op: str, body: dict[str, Any], teller: Teller) -> str:
    try:
        match op:
            case "create":
                return f"the case file {body.get('title') or ''} was made".replace("  ", " ")
            case "record":
                return teller.sentence(claim_from_plain(body["claim"]))
            case "supersede":
                return f"{teller.sentence(claim_from_plain(body['claim']))} (in place of {body['old']})"
            case "describe":
                return entity_from_plain(body).label(teller.lang)
            case "undescribe" | "undo" | "merge" | "erase" | "erased" | "settings" | "keep":
                return _of_the_file(op, body)
            case "judge" | "unjudge" | "decide":
                return _ruling(op, body, teller)
    except BadInput as error:
        return f"(this line cannot be read any more: {error.why})"
    return str(body.get("title", ""))


def _of_the_file(op: str, body: dict[str, Any]) -> str:
    if op == "keep":
        return f"a document of {body['bytes']} bytes was kept: {body['sha256']}"
    if op == "settings":
        return "the settings in case.toml were recorded"
    if op == "erased":
        return "the content of this line was erased"
    if op == "erase":
        return f"{len(body['erased'])} lines and {len(body['files'])} files were erased ({body['what']})"
    if op == "merge":
        return f"{body['lines']} lines of another copy were taken in, which went apart after line {body['fork']}"
    return f"step {body['step']} is undone" if op == "undo" else f"the description of {body['ref']} is taken back"


def _ruling(op: str, body: dict[str, Any], teller: Teller) -> str:
    if op == "decide":
        words = " ".join(filter(None, (body["decision"], body.get("preferred", ""))))
        return f"the finding on {' '.join(body.get('claims', ()))}: {words}"
    if op == "judge":
        return f"{_pair(body, teller)} judged {body['verdict']}"
    return f"{_pair(body, teller)}: the judgement of line {body['judgement']} is taken back"


def _pair(body: dict[str, Any], teller: Teller) -> str:
    return " and ".join(teller.label(Ref.parse(body[name])) for name in ("a", "b"))

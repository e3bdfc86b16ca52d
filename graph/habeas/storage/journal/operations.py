"""Which operations a journal may hold, and the number of its format.

A program that meets an operation, a part of one or a format that it does not know says that the case was written by a
newer habeas, and changes nothing: what it does not understand it would lose. Decision 241.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from habeas.errors import BadInput, CaseNewer
from habeas.model.codec import (
    claim_from_plain,
    claim_to_plain,
    entity_from_plain,
    entity_to_plain,
    source_from_plain,
    source_to_plain,
)
from habeas.model.values import Claim
from habeas.storage.journal.line import UPDATE, JournalEntry, Operation

FORMAT: Final = 3
"""Raised whenever a journal may hold what the habeas before cannot read. A journal without a number has format 1."""

KEEP: Final = "keep"
SETTINGS: Final = "case.toml"
_PARTS: Final[Mapping[str, str]] = {
    "create": "base title format settings",
    "settings": "settings format reason",
    "keep": "sha256 bytes ending",
    "record": "claim key supersedes",
    "supersede": "old claim key reason",
    "withdraw": "claim reason status",
    "describe": "",
    "source": "",
    "judge": "a b verdict reason claims against stands",
    "unjudge": "a b judgement reason",
    "undescribe": "ref reason",
    "undo": "step reason",
    "merge": "lines digest fork head clashes settled erased",
    "erase": "what reason erased files settings",
    "erased": "",
    "decide": "finding decision reason preferred rule claims about",
}
PARTS: Final = {op: frozenset([*words.split(), "origin"]) for op, words in _PARTS.items()}
"""Every operation, with the parts of its body; a description and a source have those that the codec knows."""


def kept_name(body: Mapping[str, Any]) -> str:
    """The file of a kept document within the case folder; `ending` is that of an original, and a text has none."""
    return f"sources/{body['sha256']}.{body.get('ending', 'txt')}"


def chained_by(operation: Operation) -> dict[str, str]:
    """What an operation (`create`, `settings`, `keep`) says of files beside the journal, by name, and of its format."""
    body = operation.body
    if operation.op == KEEP:
        return {kept_name(body): str(body["bytes"])} if not operation.erased else {}
    text = {SETTINGS: hashlib.sha256(body["settings"].encode()).hexdigest()} if "settings" in body else {}
    return text | ({"format": str(body["format"])} if "format" in body else {})


def require_operation(operation: Operation) -> None:
    """Raise CaseNewer for an operation, a part of its body or a format that this habeas does not know."""
    body, op = operation.body, operation.op
    if operation.erased:
        return
    if op not in PARTS:
        raise newer(operation.n, f"the operation “{op}” is not known here")
    if int(body.get("format", 0)) > FORMAT:
        raise newer(operation.n, f"the format is {body['format']}, and this habeas knows {FORMAT}")
    if _PARTS[op] and (unknown := sorted(set(body) - PARTS[op])):
        raise newer(operation.n, f"“{unknown[0]}” in “{op}” is not known here")


def require_known(operation: Operation) -> None:
    """The same, and for whatever would be lost if the claim or the description in it were written again."""
    require_operation(operation)
    if operation.erased:
        return
    if lost := _lost(operation):
        raise newer(operation.n, f"“{lost}” in “{operation.op}” is not known here")


def known(entries: Iterable[JournalEntry], held: Container[int] = ()) -> Iterator[JournalEntry]:
    """The entries, each of which this habeas knows, with their claims. Raises CaseNewer at the first that it does
    not. Those whose lines begin where a claim is `held` were written a moment ago: they are not asked."""
    for entry in entries:
        if entry.offset in held:
            yield entry
            continue
        claim = _whole_claim(entry.operation)
        if claim is None:
            require_known(entry.operation)
        yield entry if claim is None else replace(entry, claim=claim)


def _whole_claim(operation: Operation) -> Claim | None:
    """The claim of an operation that has nothing else; None where there may be more to it than this habeas knows."""
    body = operation.body
    if operation.op != "record" or operation.erased or not body.keys() <= PARTS["record"]:
        return None
    try:
        claim = claim_from_plain(body["claim"])
        return claim if claim_to_plain(claim) == body["claim"] else None
    except (BadInput, KeyError, TypeError):
        return None


def require_readable(chained: Mapping[str, str], n: int) -> None:
    """Raise CaseNewer for views that a newer habeas made after line n: they are read without the journal."""
    if int(chained.get("format", 1)) > FORMAT:
        raise newer(n, "its views were made by that one")


def newer(n: int, why: str) -> CaseNewer:
    """The error for a journal that this habeas is too old for."""
    return CaseNewer(where=f"journal, line {n}", why=f"this case was written by a newer habeas: {why}", next=UPDATE)


def _lost(operation: Operation) -> str:
    """The first key that would not be there any more if the content were written again; empty for none."""
    body = {part: value for part, value in operation.body.items() if part != "origin"}
    try:
        match operation.op:
            case "record" | "supersede":
                return _missing(body["claim"], claim_to_plain(claim_from_plain(body["claim"])))
            case "describe":
                return _missing(body, entity_to_plain(entity_from_plain(body)))
            case "source":
                return _missing(body, source_to_plain(source_from_plain(body)))
    except BadInput as error:
        return error.where or error.why
    return ""


def _missing(told: Mapping[str, Any], again: Mapping[str, Any]) -> str:
    for key in sorted(told):
        value = told[key]
        if key not in again and value not in (None, "", [], {}, False):
            return key
        if (
            isinstance(value, Mapping)
            and isinstance(again.get(key), Mapping)
            and (inner := _missing(value, again[key]))
        ):
            return f"{key}.{inner}"
    return ""

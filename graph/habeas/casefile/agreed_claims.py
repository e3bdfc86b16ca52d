"""The claims that copies of a case agree on (`agreed` says by which rules)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from habeas.casefile.agreed_values import SHORT, Agreed, AgreedClaim, Apart, Stamp, apart, pairs
from habeas.errors import Phrase
from habeas.model.canonical import content_key
from habeas.model.codec import claim_from_plain
from habeas.storage.journal.line import Operation
from habeas.storage.journal.union import PlacedLine

Lines = Mapping[str, Sequence[PlacedLine]]


def put_claims(original: Iterable[PlacedLine], found: Agreed) -> None:
    """Work out every claim from the lines on it."""
    lines: dict[str, list[PlacedLine]] = {}
    for line in original:
        for name in _claims_of(line):
            lines.setdefault(name, []).append(line)
    ids = {name: _ids(name, some) for name, some in lines.items()}
    later = {new for name, contents in ids.items() for new in contents.values() if new != name}
    for name, contents in ids.items():
        if not contents or name in later:
            continue
        records = [line for line in lines[name] if _recorded_id(line) == name]
        for key, new in contents.items():
            own = [line for line in lines[name] if _meant(line, name, records) == key]
            own += lines.get(new, []) if new != name else []
            found.claims[new] = _agreed_claim(new, sorted(own, key=lambda line: line.order), {name, new}, found, lines)
            found.ids[new] = (new,)
        found.ids[name] = tuple(contents.values())
        if len(contents) > 1:
            _clash_of_ids(name, contents, records, found, lines)


def _clash_of_ids(
    name: str, contents: Mapping[str, str], records: Sequence[PlacedLine], found: Agreed, lines: Lines
) -> None:
    others = ", ".join([*contents.values()][1:])
    why = f"two claims were recorded under the id {name}; the later one is now {others}"
    firsts = [next(line for line in records if _key_of(line) == key) for key in contents]
    advice = "Both stand. Look whether they are one."
    clash = apart("id", name, why, advice, firsts, claims=contents.values())
    _add_open(clash, found, lines)


def _add_open(clash: Apart, found: Agreed, lines: Lines) -> None:
    """Add it, unless one of the claims was ended by somebody who had seen both."""
    names = {*clash.clash.claims}
    after = (line for one in names for line in lines.get(one, ()) if _ends(line, {one}))
    if not any(clash.is_settled_by(line) for line in after):
        found.clashes.append(clash.clash)


def _ids(name: str, lines: Sequence[PlacedLine]) -> dict[str, str]:
    """The claims that were recorded under an id, by their content, with the id that each has now."""
    contents = dict.fromkeys(_key_of(line) for line in lines if _recorded_id(line) == name)
    return {key: f"{name}-{key[:SHORT]}" if number else name for number, key in enumerate(contents)}


def _claims_of(line: PlacedLine) -> tuple[str, ...]:
    body = line.operation.body
    match line.operation.op:
        case "record":
            return (body["claim"]["id"],)
        case "supersede":
            return (body["claim"]["id"], body["old"])
        case "withdraw":
            return (body["claim"],)
    return ()


def _recorded_id(line: PlacedLine) -> str:
    body = line.operation.body
    return str(body["claim"]["id"]) if line.operation.op in {"record", "supersede"} else ""


def _key_of(line: PlacedLine) -> str:
    body = line.operation.body
    return str(body.get("key") or content_key(claim_from_plain(body["claim"])))


def _meant(line: PlacedLine, name: str, records: Sequence[PlacedLine]) -> str:
    """Which of the claims under one id a line is about: the one that its author had."""
    if _recorded_id(line) == name:
        return _key_of(line)
    seen = (record for record in records if line.saw(record))
    return _key_of(next(seen, records[0]))


def _ends(line: PlacedLine, names: set[str]) -> bool:
    return line.operation.op == "withdraw" or (line.operation.op == "supersede" and line.operation.body["old"] in names)


def _agreed_claim(new: str, lines: Sequence[PlacedLine], names: set[str], found: Agreed, every: Lines) -> AgreedClaim:
    records = [line for line in lines if _recorded_id(line) in names]
    ends = [line for line in lines if _ends(line, names)]
    first = records[0]
    for line in records[1:]:
        if any(line.saw(end) and not first.saw(end) for end in ends):
            first = line
    standing = [end for end in ends if not any(record.saw(end) for record in records)]
    _clashes_of_claim(new, records, standing, found, every)
    body = first.operation.body
    old = tuple(sorted({name for line in records for name in superseded_by(line.operation)}))
    claim = {**body["claim"], "id": new}
    known: dict[str, Any] = {"claim": claim, "key": _key_of(first), "recorded": Stamp.of(first), "supersedes": old}
    if not standing:
        return AgreedClaim(**known)
    last = standing[-1]
    status = "superseded" if last.operation.op == "supersede" else last.operation.body.get("status", "withdrawn")
    reason = str(last.operation.body.get("reason", ""))
    return AgreedClaim(**known, status=status, ended=Stamp.of(last), reason=reason)


def superseded_by(operation: Operation) -> tuple[str, ...]:
    """The claims in whose place an operation puts another."""
    body = operation.body
    return (body["old"],) if operation.op == "supersede" else tuple(body.get("supersedes", ()))


def _clashes_of_claim(
    name: str, records: Sequence[PlacedLine], standing: Sequence[PlacedLine], found: Agreed, every: Lines
) -> None:
    clashing = list(dict.fromkeys(line.operation.hash for a, b in pairs(standing) if not b.saw(a) for line in (a, b)))
    ends = [line for line in standing if line.operation.hash in clashing]
    new = list(dict.fromkeys(one.operation.body["claim"]["id"] for one in standing if one.operation.op == "supersede"))
    if ends and len(new) > 1:
        why = f"{name} was superseded in both copies, by {' and by '.join(new)}; both stand"
        advice = "Withdraw the one that is not right, or supersede one by the other."
        _add_open(apart("superseded", name, why, advice, ends, claims=new), found, every)
    elif ends and new:
        why = f"{name} was withdrawn in one copy and superseded by {new[0]} in the other; {new[0]} stands"
        advice = f"Withdraw {new[0]} if it is wrong too."
        _add_open(apart("superseded", name, why, advice, ends, claims=new), found, every)
    blind = [r for r in records[1:] for end in standing if not r.saw(end) and not end.saw(r)]
    if blind and standing:
        why = (
            f"{name} was ended in one copy and recorded in the other by somebody who had not seen that; it stays ended"
        )
        advice = Phrase(
            f"If it is right, undo that: record {name} again.",
            f"If it is right, undo that: `habeas load --again`, or record {name} again.",
        )
        lines = {line.operation.hash: line for line in (*blind, *standing)}
        found.clashes.append(apart("recorded", name, why, advice, lines.values(), claims=[name]).clash)

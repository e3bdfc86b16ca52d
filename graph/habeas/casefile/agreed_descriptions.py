"""The descriptions of names and documents that copies of a case agree on (`agreed` says by which rules)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from habeas.casefile.agreed_values import DESCRIBES, LISTS, Agreed, Apart, Body, Stamp, apart
from habeas.model.codec import (
    entity_from_plain,
    entity_to_plain,
    source_from_plain,
    source_to_plain,
)
from habeas.storage.journal.union import PlacedLine


def put_descriptions(original: Iterable[PlacedLine], found: Agreed) -> None:
    """Work out every description from the lines on it."""
    lines: dict[str, list[PlacedLine]] = {}
    for line in original:
        if line.operation.op in DESCRIBES:
            lines.setdefault(line.operation.body["ref"], []).append(line)
    for ref, some in lines.items():
        found.described[ref] = _described(ref, some, found)
        found.describers[ref] = Stamp.of(some[-1])


def _described(ref: str, lines: Sequence[PlacedLine], found: Agreed) -> Body | None:
    state: Body = {}
    last: dict[str, PlacedLine] = {}
    clashes: dict[str, list[Apart]] = {}
    for number, line in enumerate(lines):
        seen = next((earlier for earlier in reversed(lines[:number]) if line.saw(earlier)), None)
        base, body = _body_of(seen), _body_of(line)
        if state == base:
            changed, state = {key for key in {*base, *body} if base.get(key) != body.get(key)}, dict(body)
        else:
            changed, state = _changed(base, body, state)
        for key in sorted(changed - {"ref"}):
            left = [each for each in clashes.get(key, ()) if not each.is_settled_by(line)]
            if key in last and not line.saw(last[key]) and _body_of(last[key]).get(key) != body.get(key):
                left.append(_set_twice(ref, key, (last[key], line)))
            last[key], clashes[key] = line, left
    found.clashes.extend(each.clash for some in clashes.values() for each in some)
    return _whole(ref, state) if state.keys() - {"ref"} else None


def _body_of(line: PlacedLine | None) -> Body:
    return dict(line.operation.body) if line and line.operation.op != "undescribe" else {}


def _changed(base: Body, body: Body, state: Body) -> tuple[set[str], Body]:
    """The state after somebody who saw `base` made it `body`, and the fields that they changed."""
    after, changed = dict(state), set[str]()
    for key in sorted({*base, *body}):
        if base.get(key) == body.get(key):
            continue
        changed.add(key)
        if key in LISTS:
            gone = [one for one in base.get(key, []) if one not in body.get(key, [])]
            kept = [one for one in state.get(key, []) if one not in gone]
            after[key] = [
                *kept,
                *(one for one in body.get(key, []) if one not in base.get(key, []) and one not in kept),
            ]
        elif key in body:
            after[key] = body[key]
        else:
            after.pop(key, None)
    return changed, after


def _whole(ref: str, state: Body) -> Body:
    """In the form in which it stands in a journal."""
    body = {**{key: value for key, value in state.items() if value not in ([], "", None)}, "ref": ref}
    if ref.startswith("doc:"):
        return source_to_plain(source_from_plain(body))
    return entity_to_plain(entity_from_plain(body))


def _set_twice(ref: str, key: str, lines: tuple[PlacedLine, PlacedLine]) -> Apart:
    both = "both names are kept" if key in LISTS else "the later change counts"
    why = f"“{key}” of {ref} was changed in both copies; {both}"
    return apart("described", ref, why, "If that is wrong, describe it again.", lines, field=key)

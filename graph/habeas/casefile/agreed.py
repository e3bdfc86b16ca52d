"""What the lines of several copies of a case amount to: one state, whatever the order in which they came together.

For each thing (a claim, a description, a judgement, the decision on a finding, the settings) its lines, in the one
order of `storage.journal.union`, give what stands:

    claim        withdrawn or superseded as soon as one copy says so, unless it was recorded again by somebody who had
                 seen that; recorded when and by whom it was first. Two claims under one id: the second gets another id
    description  each line adds and takes away what its author did; where two set one field, the later line counts
    judgement    all of them; taken back by the first line that does so
    decision     the latest; settings too

Pure: lines in, values out. What two people did to one thing without knowing of each other is a `Clash`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from habeas.casefile.agreed_claims import put_claims
from habeas.casefile.agreed_descriptions import put_descriptions
from habeas.casefile.agreed_values import Agreed, AgreedJudgement, Apart, Stamp, apart, is_original
from habeas.errors import Phrase
from habeas.storage.journal.union import PlacedLine


def agree(placed: Sequence[PlacedLine]) -> Agreed:
    """What all these lines, in their order, amount to."""
    found = Agreed()
    original = [line for line in placed if is_original(line)]
    put_claims(original, found)
    put_descriptions(original, found)
    _judgements(placed, found)
    _decisions(original, found)
    _settings(original, found)
    return found


# -- judgements, decisions, settings


def _judgements(placed: Sequence[PlacedLine], found: Agreed) -> None:
    numbers = _numbers(placed)
    made: dict[str, PlacedLine] = {}
    for line in placed:
        operation = line.operation
        if not is_original(line):
            continue
        if operation.op == "judge":
            made[operation.hash] = line
            found.judgements[operation.hash] = AgreedJudgement(body=operation.body, made=Stamp.of(line))
        elif operation.op == "unjudge":
            meant = numbers.get((line.chain, operation.body["judgement"]), "")
            judged = found.judgements.get(meant)
            if judged is not None and judged.back is None:
                reason = str(operation.body.get("reason", ""))
                found.judgements[meant] = replace(judged, back=Stamp.of(line), reason=reason)
    pairs_judged: dict[tuple[str, str], list[PlacedLine]] = {}
    for digest, one in found.judgements.items():
        if one.back is None:
            pairs_judged.setdefault((one.body["a"], one.body["b"]), []).append(made[digest])
    for names, standing in pairs_judged.items():
        _clash_of_judgements(names, standing, found)


def _clash_of_judgements(names: tuple[str, str], standing: Sequence[PlacedLine], found: Agreed) -> None:
    unseen = ((a, b) for number, b in enumerate(standing) for a in standing[:number] if not b.saw(a))
    clash = next(((a, b) for a, b in unseen if a.operation.body["verdict"] != b.operation.body["verdict"]), None)
    if clash is None:
        return
    one, other = (line.operation.body["verdict"] for line in clash)
    pair = " ".join(names)
    why = f"{' and '.join(names)} were judged {one} in one copy and {other} in the other"
    advice = Phrase(
        "Take one of the two judgements back.", f"Take one back: `habeas judge CASE {pair} {one} --take-back`."
    )
    found.clashes.append(apart("judged", pair, why, advice, standing).clash)


def _numbers(placed: Sequence[PlacedLine]) -> dict[tuple[int, int], str]:
    """From a chain and a number in it to the line that recorded what stands there first."""
    by_hash = {line.operation.hash: line for line in placed}
    starts = {line.chain: line for line in reversed(placed) if line.place == 0}
    found: dict[tuple[int, int], str] = {}
    for line in placed:
        origin = line.operation.body.get("origin")
        found[line.chain, line.operation.n] = origin["hash"] if origin else line.operation.hash
    for chain, start in starts.items():
        before = by_hash.get(start.operation.prev)
        while before is not None:
            origin = before.operation.body.get("origin")
            found.setdefault((chain, before.operation.n), origin["hash"] if origin else before.operation.hash)
            before = by_hash.get(before.operation.prev)
    return found


def _decisions(original: Iterable[PlacedLine], found: Agreed) -> None:
    last: dict[str, PlacedLine] = {}
    clashes: dict[str, list[Apart]] = {}
    for line in original:
        if line.operation.op != "decide":
            continue
        key, body = line.operation.body["finding"], dict(line.operation.body)
        before = last.get(key)
        left = [each for each in clashes.get(key, ()) if not each.is_settled_by(line)]
        if before and not line.saw(before) and before.operation.body["decision"] != body["decision"]:
            one, other = before.operation.body["decision"], body["decision"]
            why = f"{key} was decided {one} in one copy and {other} in the other; {other} stands, it is the later one"
            advice = Phrase("Decide again if the other is right.", f"`habeas decide CASE {key} …` decides again.")
            left.append(apart("decided", key, why, advice, (before, line)))
        last[key], clashes[key] = line, left
        found.decisions[key] = (body, Stamp.of(line))
    found.clashes.extend(each.clash for some in clashes.values() for each in some)


def _settings(original: Iterable[PlacedLine], found: Agreed) -> None:
    last: PlacedLine | None = None
    clashes: list[Apart] = []
    for line in original:
        if "settings" not in line.operation.body or (line.operation.op == "create" and last):
            continue
        text = line.operation.body["settings"]
        clashes = [each for each in clashes if not each.is_settled_by(line)]
        if last and not line.saw(last) and last.operation.body["settings"] != text:
            why = "the settings were changed in both copies; those of the later change stand"
            clashes.append(apart("settings", "case.toml", why, "Compare, and set them right.", (last, line)))
        last = line
        found.settings = ({"settings": text}, Stamp.of(line))
    found.clashes.extend(each.clash for each in clashes)

"""Bytes that change, ends that are cut off: in any file of a case. Is every answer right, or is it told that it may not
be?
"""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

from bench.children import child, ended, told_by_a_child
from bench.write_grounds import CASE, LETTER, WORDS, form
from habeas.casefile import CaseFile
from habeas.errors import HabeasError

QUERY = "SELECT ?who ?where ?claim { GRAPH ?claim { ?who hab:detainedAt ?where } } ORDER BY ?claim"
SECONDS, GIGABYTES = 60, 3
LOCKED_EVERY = 8
"""So often it is a file of the locked case that is harmed."""
LABELS = "SELECT ?x ?label { ?x skos:prefLabel ?label } ORDER BY ?x ?label"


def a_lived_in_case(folder: Path) -> None:
    """A case in which everything happened: documents, withdrawals, judgements, decisions, settings, pseudonyms."""
    with CaseFile.create(folder) as case:
        for number in range(12):
            assert case.record_form(form(number), text=f"{number}: {LETTER}").recorded
        case.withdraw("K0", reason="misread")
        case.supersede("K1", form(20), reason="corrected")
        case.judge("person:ana-ruiz", "person:luis-paz", "different", reason="two mothers")
        case.export(folder.parent / "x.gexf", "person-facility")


def answers(folder: Path) -> dict[str, Any]:
    """What is asked of the case before and after, as plain text."""
    with CaseFile.open(folder) as case:
        return {
            "claims": sorted((line.claim_id, line.status, line.sentence) for line in case.claims(status="")),
            "status": repr(case.status(on="2026-02-01")),
            "query": [tuple(map(str, row)) for row in case.query(QUERY).rows()],
            "labels": [tuple(map(str, row)) for row in case.query(LABELS).rows()],
            "show": repr(case.show("person:ana-ruiz")),
            "history": [(line.n, line.at, line.by, line.sentence) for line in case.history()],
            "names": [str(ref) for ref in case.find("Luis Paz")],
            "findings": repr(case.findings()),
            "texts": sorted(path.read_bytes() for path in (folder / "sources").glob("*.txt")),
        }


def harm(path: Path, chance: random.Random) -> str:
    """Change one byte of a file, or cut off its end."""
    content = bytearray(path.read_bytes())
    if chance.random() < 0.25:
        size = chance.randrange(len(content))
        os.truncate(path, size)
        return f"cut at {size} of {len(content)}"
    place = chance.randrange(len(content))
    content[place] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    return f"flipped at {place} of {len(content)}"


def _judged(folder: Path, right: dict[str, Any]) -> str:
    """What came of it: told by a command, right, told by verify, or silently wrong."""
    try:
        found = answers(folder)
    except (HabeasError, UnicodeDecodeError):
        return "told by the command"
    if found == right:
        return "right"
    try:
        sound = CaseFile.verify(folder).ok
    except HabeasError:
        sound = False
    return "wrong: " + ", ".join(key for key in right if found[key] != right[key]) if sound else "told by verify"


def _judged_locked(folder: Path, right: dict[str, Any]) -> str:
    """What came of harm to a locked case: unlocking tells it, or everything is right afterwards."""
    try:
        CaseFile.unlock(folder, WORDS)
    except (HabeasError, UnicodeDecodeError):
        return "told by the command"
    return _judged(folder, right)


def flips(times: int, chance: random.Random, room: Path) -> Counter[str]:
    """Harm a copy of a case, ask it everything, and harm the next."""
    whole = room / CASE
    assert ended(child(lambda: a_lived_in_case(whole))) == 0
    right = told_by_a_child(lambda: answers(whole))
    locked = room / "locked"
    shutil.copytree(whole, locked)
    CaseFile.lock(locked, WORDS)
    told: Counter[str] = Counter()
    copy = room / "copy"
    for number in range(times):
        of_locked = number % LOCKED_EVERY == LOCKED_EVERY - 1
        judged = _judged_locked if of_locked else _judged
        shutil.copytree(locked if of_locked else whole, copy)
        files = sorted(path for path in copy.rglob("*") if path.is_file() and path.stat().st_size)
        path = files[(number // LOCKED_EVERY if of_locked else number) % len(files)]
        how = f"{'locked ' * of_locked}{path.relative_to(copy)} {harm(path, chance)}"
        try:
            outcome = told_by_a_child(partial(judged, copy, right), seconds=SECONDS, gigabytes=GIGABYTES)
        except (RuntimeError, EOFError):
            outcome = "no answer"  # it died, or was ended at the limit: nobody takes that for an answer
            print(f"  {how}: no answer", flush=True)
        told["accidents"] += 1
        told[outcome.partition(":")[0]] += 1
        if outcome.startswith("wrong"):
            print(f"  {how}: {outcome}", flush=True)
        shutil.rmtree(copy)
    return told

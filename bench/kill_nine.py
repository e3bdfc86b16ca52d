"""Kills a recording program with kill -9, again and again, and looks whether what it acknowledged is there.

    python -m bench.kill_nine                       50 times, while 200 steps are taken
    python -m bench.kill_nine --kills 3 --steps 40  a short look

The child records claims, withdraws some and supersedes some; each step is told on its standard output before it begins
and again when it came back. The parent kills it at some step. Then the case is opened again: every step told as done
must be there, the one in between may be, and `verify` must find nothing.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep
from typing import Any

from habeas.casefile import CaseFile

NAMES = {
    "radio": {"is": "org:radio", "label": "Radio Sur"},
    "ana": {"is": "person:ana-ruiz", "label": "Ana Ruiz"},
    "norte": {"is": "facility:norte", "label": "Cárcel Norte"},
}
DEEP_EVERY = 10
"""After so many kills every quad is compared with the journal; after the others only what a quick look shows."""


class Lost(SystemExit):
    """An acknowledged step is not there, or the case is damaged."""


@dataclass(slots=True)
class Told:
    """What the child said it did: the status of each claim, and the steps it had begun when it was killed."""

    done: dict[str, str] = field(default_factory=dict)
    begun: dict[str, str] = field(default_factory=dict)
    steps: int = 0

    def hear(self, line: str) -> None:
        """Take in one line: `begin A live B superseded` or `done …`; half a line was not told."""
        if not line.endswith("\n"):
            return
        word, *pairs = line.split()
        statuses = dict(zip(pairs[::2], pairs[1::2], strict=True))
        if word == "begin":
            self.begun = statuses
        else:
            self.done |= statuses
            self.begun = {}
            self.steps += 1


# -- the child -----------------------------------------------------------------------------------------------------


def form(number: int) -> dict[str, Any]:
    """A document with one claim, unlike any other."""
    claim = {
        "id": f"K{number}",
        "claim": ["ana", "detainedAt", "norte"],
        "said-by": "radio",
        "hedge-words": f"time {number}",
    }
    return {"source": {"id": "log", "date": "2026-01-12"}, "names": NAMES, "claims": [claim]}


def record_on(folder: Path, first: int, steps: int) -> None:
    """Take these steps, telling each before and after."""
    live: list[str] = []
    with CaseFile.open(folder, write=True) as case:
        for number in range(first, first + steps):
            _step(case, number, live)


def _step(case: CaseFile, number: int, live: list[str]) -> None:
    name = f"K{number}"
    if number % 5 == 4 and live:
        told = f"{live[0]} withdrawn"
        _tell("begin", told)
        case.withdraw(live.pop(0), reason="misread")
    elif number % 7 == 6 and live:
        told = f"{live[0]} superseded {name} live"
        _tell("begin", told)
        live.append(case.supersede(live.pop(0), form(number), reason="corrected"))
    else:
        told = f"{name} live"
        _tell("begin", told)
        live.extend(case.record_form(form(number)).recorded)
    _tell("done", told)


def _tell(word: str, what: str) -> None:
    sys.stdout.write(f"{word} {what}\n")
    sys.stdout.flush()


# -- the parent ----------------------------------------------------------------------------------------------------


def kill_once(folder: Path, told: Told, chance: random.Random, *, first: int, steps: int, jitter: float) -> None:
    """Start the child at a step and kill it at some later one."""
    command = [sys.executable, "-m", "bench.kill_nine", "--child", str(folder), str(first), str(steps)]
    until = chance.randint(1, steps - 1)
    heard = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1]) as child:
        assert child.stdout is not None
        for line in child.stdout:
            told.hear(line)
            heard += line.startswith("done") and line.endswith("\n")
            if heard == until and child.poll() is None:
                sleep(chance.random() * jitter)
                child.send_signal(signal.SIGKILL)
                until = -1
    if child.returncode != -signal.SIGKILL:
        raise Lost(f"the child ended by itself, with {child.returncode}")


def require_kept(folder: Path, told: Told, *, deep: bool) -> None:
    """Raise Lost when a step that was told as done is not there, or the case is damaged."""
    with CaseFile.open(folder) as case:
        found = {line.claim_id: line.status for line in case.claims(status="")}
        live = {line.claim_id for line in case.claims()}
        graphs = {
            str(row[0]).rpartition("/")[2] for row in case.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").rows()
        }
    allowed = {name: {status, told.begun.get(name, status)} for name, status in told.done.items()}
    lost = {name: (wanted, found.get(name)) for name, wanted in allowed.items() if found.get(name) not in wanted}
    if lost:
        raise Lost(f"acknowledged, and not there: {lost}")
    if strange := set(found) - set(told.done) - set(told.begun):
        raise Lost(f"there, and never begun: {strange}")
    if graphs != live:
        raise Lost(f"the store and the index differ: {graphs ^ live}")
    verified = CaseFile.verify(folder, deep=deep)
    if not verified.ok:
        raise Lost(f"damaged: {verified.damages}")
    told.done |= {name: found[name] for name in told.begun if name in found}
    told.begun = {}


def kill_and_look(folder: Path, *, kills: int, steps: int, seed: int = 0, jitter: float = 0.0) -> Told:
    """Kill and look, so many times, in one case. Raises Lost."""
    chance = random.Random(seed)
    CaseFile.create(folder).close()
    told = Told()
    for number in range(1, kills + 1):
        kill_once(folder, told, chance, first=number * steps, steps=steps, jitter=jitter)
        require_kept(folder, told, deep=number % DEEP_EVERY == 0 or number == kills)
    return told


def main() -> int:
    """Run, and say what came of it."""
    parser = argparse.ArgumentParser(prog="python -m bench.kill_nine", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--steps", type=int, default=200, help="steps a child would take if it were left alone")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--child", nargs=3, metavar=("FOLDER", "FIRST", "STEPS"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        folder, first, steps = given.child
        record_on(Path(folder), int(first), int(steps))
        return 0
    with TemporaryDirectory() as room:
        told = kill_and_look(Path(room) / "case", kills=given.kills, steps=given.steps, seed=given.seed, jitter=0.01)
    print(
        f"killed {given.kills} times: {told.steps} steps acknowledged, "
        f"{len(told.done)} claims, none lost, verify finds nothing"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

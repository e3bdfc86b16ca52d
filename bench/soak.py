"""Everything at once for a while: are there errors, does memory grow, do open files pile up?

    python -m bench.soak --minutes 15

Four connections read pages, search, query, record, withdraw and export, send bombs and give some of them up, over a
made-up case (`--people N`, or `--case FOLDER`, in which it records). The exit status is 1 when there was an error, or
when memory or open files of the last fifth are more than those of the second.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from statistics import median
from urllib.parse import quote

from bench.bench_http import BOMB
from bench.children import descendants_of
from bench.strain import PEOPLE, Place, served, small_query

ASKING = 4
RARE = frozenset({"a bomb", "a bomb given up", "everybody's status", "findings", "an export", "nonsense"})
LEVEL = 1.05
"""Memory of the last fifth against the second: more is called growth."""


class Soak:
    """Mixed load: what was asked, how it ended, and what the server held meanwhile."""

    def __init__(self, place: Place, minutes: float) -> None:
        self.place, self.end = place, time.monotonic() + minutes * 60
        self.every = max(2.0, minutes * 60 / 60)
        self.asked: Counter[str] = Counter()
        self.errors: Counter[str] = Counter()
        self.samples: list[Held] = []
        self.recorded = 0

    def run(self) -> bool:
        """Ask until the time is over. True when there was no error, and memory and open files are level."""
        threads = [threading.Thread(target=self._ask, args=[number]) for number in range(ASKING)]
        for one in threads:
            one.start()
        while time.monotonic() < self.end:
            time.sleep(min(self.every, max(0.1, self.end - time.monotonic())))
            self.samples.append(held(self.place.target.pid))
        for one in threads:
            one.join()
        return self._tell()

    def _ask(self, number: int) -> None:
        chance, count = random.Random(number), 0
        kinds = dict(self._kinds(chance, number))
        names = list(kinds)
        weights = [1 if name in RARE else 8 for name in names]
        while time.monotonic() < self.end:
            name, count = chance.choices(names, weights)[0], count + 1
            self.asked[name] += 1
            try:
                status, fine = kinds[name]()
            except (OSError, HTTPException) as error:
                status, fine = type(error).__name__, ()
            if status not in fine:
                self.errors[f"{name}: {status} {self._reason()}"] += 1
            elif name == "recording":
                self.recorded += 1

    def _reason(self) -> str:
        with suppress(ValueError, KeyError, TypeError):
            return str(json.loads(self.place.last)["detail"])
        return ""

    def _kinds(self, chance: random.Random, number: int) -> Iterator[tuple[str, Callable[[], tuple[object, object]]]]:
        place, fresh = self.place, iter(range(1_000_000))

        def get(path: Callable[[], str], *fine: int) -> Callable[[], tuple[object, object]]:
            return lambda: (place.asked(path()), fine or (200,))

        def person() -> str:
            return chance.choice(place.people)

        def record() -> tuple[object, object]:
            name = f"soak-{number}-{next(fresh)}"
            form = {
                "source": {"id": name, "title": name, "date": "2026-01-02"},
                "names": {
                    "who": {"is": f"person:{name}", "label": name},
                    "by": {"is": "org:soak", "label": "Soak"},
                    "there": {"is": "facility:soak", "label": "Soak"},
                },
                "claims": [{"id": name, "claim": ["who", "detainedAt", "there"], "said-by": "by"}],
            }
            done = place.asked("/api/claims", form)
            if done in {200, 201} and chance.random() < 0.5:
                return place.asked(f"/api/claims/{name}/withdraw", {"reason": "of a trial"}), (200,)
            return done, (200, 201)

        def gone() -> tuple[object, object]:
            connection = place.connection()
            connection.request("GET", f"/sparql?query={quote(BOMB)}", headers=place.headers)
            connection.close()
            return 0, (0,)

        yield "a page of a person", get(lambda: f"/id/{quote(person().replace(':', '/', 1))}.html")
        yield "a first page", get(lambda: "/")
        yield "a list", get(lambda: f"/api/people?offset={chance.randrange(200)}")
        yield "a search", get(lambda: f"/api/search?q={quote(person().partition(':')[2][:6])}")
        yield "a small query", get(lambda: small_query(place, chance))
        yield (
            "a person's status",
            get(lambda: f"/api/status?person={quote(person())}&on=2020-01-{chance.randrange(10, 28)}"),
        )
        yield "recording", record
        yield "everybody's status", get(lambda: f"/api/status?on=2020-02-{chance.randrange(10, 28)}")
        yield "findings", get(lambda: "/api/findings?limit=5")
        yield "an export", get(lambda: "/api/export/person-facility.gexf")
        yield "a bomb", get(lambda: f"/sparql?timeout=2&query={quote(BOMB)}", 422, 429)
        yield "a bomb given up", gone
        yield "nonsense", get(lambda: "/api/people?nothing=1", 400)

    def _tell(self) -> bool:
        fifth = max(1, len(self.samples) // 5)
        second, last = self.samples[fifth : 2 * fifth] or self.samples, self.samples[-fifth:]
        own, files = ([median(one[n] for one in part) for part in (second, last)] for n in (0, 2))
        print(f"{sum(self.asked.values()):,} requests: {dict(self.asked.most_common())}")
        print(f"errors: {dict(self.errors) or 'none'}")
        print(f"memory of the server: {own[0]:.0f} MB in the second fifth, {own[1]:.0f} MB in the last")
        print(f"claims recorded: {self.recorded:,}")
        print(f"with its workers at most {max(one[1] for one in self.samples):.0f} MB")
        print(f"open files of the server: {files[0]:.0f} and {files[1]:.0f}")
        return not self.errors and own[1] <= LEVEL * own[0] and files[1] <= files[0] + ASKING


Held = tuple[float, float, int]
"""Memory of the server in MB, memory with its workers, open files of the server."""


def held(pid: int) -> Held:
    """What a server holds now. What workers share with it is counted for each."""
    children = descendants_of(pid)
    sizes = [_resident(one) for one in (pid, *children)]
    return sizes[0], sum(sizes), len(list(Path(f"/proc/{pid}/fd").iterdir()))


def _resident(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=15, help="how long")
    parser.add_argument("--people", type=int, default=PEOPLE, help="how many people are held in the case that is made")
    parser.add_argument("--case", type=Path, help="a case that is there already, in which it records")
    given = parser.parse_args()
    with served(given.case, given.people) as place:
        good = Soak(place, given.minutes).run()
    print("as it should be" if good else "NOT as it should be")
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())

"""A server under strain: is everybody answered, and does everything end at its deadline?

    python -m bench.strain bodies --number 200     requests whose bodies never end: all are closed at the deadline
    python -m bench.strain bombs 4 14              so many cross joins beside 50 small requests, and how long these take

Each starts `habeas serve` over a made-up case (`--people N`, or `--case FOLDER`) and asks it with the token of the
case. It prints what it saw; the exit status is 1 when that is not what docs/reliability.md promises.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from urllib.parse import quote

from bench.bench_http import BOMB, Target, loaded_case, serving
from bench.yardstick import habeas

PEOPLE, SMALL_ONES, TURNS = 300, 50, 5
MOST_TIMES, MOST_MS = 3, 50
"""What a small request may take beside bombs: so many times what it takes without, and so many milliseconds."""
DEADLINE, LATE = 20.0, 2.0
"""Seconds that a body has (http/security.py), and how much later its connection may be closed."""
BOMB_SECONDS = 60
HAB = "https://w3id.org/habeas/ns#"


@dataclass
class Place:
    """A server that runs, and what can be asked of it."""

    target: Target
    token: str
    people: list[str] = field(default_factory=list)
    told: threading.local = field(default_factory=threading.local)

    @property
    def headers(self) -> dict[str, str]:
        """What every request carries."""
        known = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return {**known, "Host": f"127.0.0.1:{self.target.port}"}

    def connection(self) -> HTTPConnection:
        """A new connection."""
        return HTTPConnection("127.0.0.1", self.target.port, timeout=120)

    def asked(self, path: str, body: object = None, over: HTTPConnection | None = None) -> int:
        """The status of an answer, which is read whole."""
        connection, data = over or self.connection(), None if body is None else json.dumps(body)
        method, more = ("POST", {"Content-Type": "application/json"}) if data else ("GET", {})
        connection.request(method, path, body=data, headers={**self.headers, **more})
        answer = connection.getresponse()
        self.told.body = answer.read()
        return answer.status

    @property
    def last(self) -> bytes:
        """The body of the last answer in this thread."""
        found: bytes = getattr(self.told, "body", b"")
        return found


@contextmanager
def served(case: Path | None, people: int) -> Iterator[Place]:
    """A server over the case, or over one that is made."""
    with TemporaryDirectory(prefix="habeas-strain-") as room:
        folder = case or loaded_case(Path(room), people)
        command = habeas("serve", folder, "--quiet", "--port", "PORT")
        with serving("habeas serve", command, "/sparql") as target:
            assert target is not None, "the server did not start"
            place = Place(target, "")
            assert place.asked("/static/room.css") == 200  # it listens before it has opened the case
            place.token = (folder / ".token").read_text(encoding="ascii").strip()
            assert place.asked("/api/search?q=a") == 200  # the search tables are made by the first
            assert place.asked("/api/people?limit=200") == 200
            place.people = [one["id"] for one in json.loads(place.last)["items"]]
            yield place


# -- bodies that never end


async def _drip(place: Place, begun: float) -> tuple[float, bytes]:
    """Send a byte now and then until the connection is closed: when that was, and the first line of the answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", place.target.port)
    lines = [f"{name}: {value}" for name, value in place.headers.items()]
    head = ["POST /api/claims HTTP/1.1", *lines, "Content-Type: application/json", "Content-Length: 100000", "", "{"]
    writer.write("\r\n".join(head).encode())
    answer = asyncio.ensure_future(reader.read())
    with suppress(OSError):
        while not answer.done():
            await asyncio.wait([answer], timeout=0.5)
            writer.write(b" ")
            await writer.drain()
    told = await answer
    writer.close()
    return time.monotonic() - begun, told.partition(b"\r\n")[0]


def bodies(place: Place, number: int) -> bool:
    """Slow bodies, all at once; a small request in the meantime."""

    async def all_of_them() -> list[tuple[float, bytes]]:
        dripping = [asyncio.ensure_future(_drip(place, time.monotonic())) for _ in range(number)]
        await asyncio.sleep(DEADLINE / 2)
        loop, begun = asyncio.get_running_loop(), time.monotonic()
        status = await loop.run_in_executor(None, place.asked, "/api/people?limit=1")
        print(f"a small request half way: {status}, {(time.monotonic() - begun) * 1000:.0f} ms")
        return await asyncio.gather(*dripping)

    told = asyncio.run(all_of_them())
    seconds = sorted(one for one, _ in told)
    print(f"{len(told)} bodies; closed after {seconds[0]:.1f} to {seconds[-1]:.1f} s; the deadline is {DEADLINE:g} s")
    print(f"answers: {dict(Counter(line.decode() for _, line in told))}")
    return seconds[-1] <= DEADLINE + LATE and all(b" 408 " in line for _, line in told)


# -- bombs beside small requests


def small_query(place: Place, chance: random.Random) -> str:
    """A query of one person's file."""
    person = f"https://w3id.org/habeas/id/{chance.choice(place.people).replace(':', '/', 1)}"
    text = f"SELECT ?claim ?p ?o ?by {{ GRAPH ?claim {{ <{person}> ?p ?o }} ?claim <{HAB}statedBy> ?by }}"
    return f"/sparql?query={quote(text)}"


def _small_ones(place: Place, chance: random.Random) -> tuple[float, int]:
    """Small requests, one after the other: the 95th of 100 in milliseconds, and how many were not answered."""
    times, refused, connection = [], 0, place.connection()
    for _ in range(SMALL_ONES):
        begun = time.monotonic()
        refused += place.asked(small_query(place, chance), over=connection) != 200
        times.append((time.monotonic() - begun) * 1000)
    connection.close()
    return quantiles(times, n=20)[18], refused


def bombs(place: Place, numbers: list[int]) -> bool:
    """The same small requests without bombs and beside them, by turns."""
    chance, good = random.Random(7), True
    _small_ones(place, chance)
    for number in numbers:
        turns = []
        for turn in range(TURNS):
            idle, before = _small_ones(place, chance)
            with _bombs(place, number, turn):
                beside, during = _small_ones(place, chance)
            turns.append((idle, beside, before + during))
        idle, beside = (median(one[n] for one in turns) for n in (0, 1))
        refused, bound = sum(one[2] for one in turns), MOST_TIMES * idle + MOST_MS
        print(
            f"{number} bombs: {refused} of {TURNS * 2 * SMALL_ONES} refused; p95 {beside:.1f} ms, idle {idle:.1f} ms, ",
            end="",
        )
        print(f"may be {bound:.1f} ms; medians of {TURNS} turns, at load {os.getloadavg()[0]:.1f}")
        good = good and not refused and beside <= bound
    return good


@contextmanager
def _bombs(place: Place, number: int, turn: int) -> Iterator[None]:
    """Cross joins that are under way; they are given up at the end."""
    made = []
    for n in range(number):
        connection = place.connection()
        text = quote(f"{BOMB} LIMIT {turn * 100 + n + 1}")
        connection.request("GET", f"/sparql?timeout={BOMB_SECONDS}&query={text}", headers=place.headers)
        made.append(connection)
    time.sleep(1)
    try:
        yield
    finally:
        for connection in made:
            connection.close()
        time.sleep(1)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.strain", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", choices=["bodies", "bombs"])
    parser.add_argument("numbers", nargs="*", type=int, default=[4, 14], help="how many bombs, in turn")
    parser.add_argument("--number", type=int, default=200, help="how many slow bodies")
    parser.add_argument("--people", type=int, default=PEOPLE, help="how many people are held in the case that is made")
    parser.add_argument("--case", type=Path, help="a case that is there already")
    given = parser.parse_args()
    with served(given.case, given.people) as place:
        good = bodies(place, given.number) if given.what == "bodies" else bombs(place, given.numbers)
    print("as it should be" if good else "NOT as it should be")
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())

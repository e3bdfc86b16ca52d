"""How fast `habeas serve` answers over HTTP, against other servers over the same quads and the same queries.

    oxigraph serve     the yardstick: the same engine, a server in Rust (PyPI package oxigraph)
    rdflib-endpoint    the usual way in Python (PyPI package rdflib-endpoint); small cases only
    bare Starlette     an answer without a query: what a Python server can do at most

Each is asked by one process over 1, 8 and 32 connections in turn; the ratio is time for the same number of answers.
Last, the same short query while a cross join runs, and when that ends. Servers that are not installed beside this
Python or on the path are left out.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from urllib.parse import quote
from urllib.request import urlopen

from bench.children import children_of
from bench.yardstick import (
    ROOT,
    Cost,
    Report,
    Row,
    RunError,
    case_name,
    finish,
    habeas,
    make_case_file,
    options,
    python,
    run,
)

PEOPLE, SMALL = 18_000, 1_000
RDFLIB_MOST = 1_000
CONNECTIONS = (1, 8, 32)
SECONDS = 3.0
HAB = "https://w3id.org/habeas/ns#"
ID = "https://w3id.org/habeas/id/"
LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
BOMB_SECONDS, TURN_SECONDS, TURNS = 4, 2.0, 5
BOMB = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
QUERIES = {
    "a label": f"SELECT ?label {{ <{ID}PERSON> <{LABEL}> ?label }}",
    "a person's file": f"SELECT ?claim ?p ?o ?by ?doc {{ GRAPH ?claim {{ <{ID}PERSON> ?p ?o }}"
    f" ?claim <{HAB}statedBy> ?by ; <{HAB}inDocument> ?doc }}",
    "all at one facility": f"SELECT DISTINCT ?who ?label "
    f"{{ ?d <{HAB}facility> <{ID}FACILITY> ; <{HAB}person> ?who . ?who <{LABEL}> ?label }}",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What one run of questions gave."""

    per_second: float
    p50: float
    p99: float
    p95: float
    failed: int
    cpu: float
    """Seconds of processor time that the server and its processes took for a thousand answers."""


@dataclass(frozen=True, slots=True)
class Target:
    """A server that runs: its name, its port, the address that takes queries."""

    name: str
    port: int
    path: str
    pid: int

    def requests(self, query: str, names: list[dict[str, str]]) -> list[str]:
        """The query for each of the names, as HTTP."""
        texts = [_filled(query, one) for one in names]
        head = f"HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAccept: application/sparql-results+json\r\n\r\n"
        return list(dict.fromkeys(f"GET {self.path}?query={quote(text)} {head}" for text in texts))


def _filled(query: str, names: dict[str, str]) -> str:
    for word, name in names.items():
        query = query.replace(word, name)
    return query


def ask(target: Target, requests: list[str], connections: int, seconds: float = SECONDS) -> Asked:
    """Ask for a while."""
    command = [*map(str, python("-m", "bench.asker")), "127.0.0.1", str(target.port), str(connections), str(seconds)]
    before = cpu_of(target.pid)
    done = subprocess.run(command, input=json.dumps(requests), capture_output=True, text=True, check=True, cwd=ROOT)
    told = json.loads(done.stdout)
    times = told["seconds"] or [seconds]
    cuts = quantiles(times, n=100) if len(times) > 1 else times * 99
    cpu = (cpu_of(target.pid) - before) / len(times) * 1000
    return Asked(len(times) / seconds, cuts[49], cuts[98], cuts[94], told["failed"], cpu)


def cpu_of(pid: int) -> float:
    """Processor time of a process, of its children, and of those that ended; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        children = children_of(pid)
    except OSError:
        return 0.0
    own = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return own + sum(map(cpu_of, children))


# -- servers


@contextmanager
def serving(name: str, command: list[str | Path], path: str) -> Iterator[Target | None]:
    """A server until the block ends; None when it is not installed, or does not start."""
    found = shutil.which(str(command[0]), path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    if found is None:
        yield None
        return
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    text = [str(part).replace("PORT", str(port)) for part in (found, *command[1:])]
    process = subprocess.Popen(text, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    try:
        yield Target(name, port, path, process.pid) if _started(port, process) else None
    finally:
        process.terminate()
        process.wait()


def _started(port: int, process: subprocess.Popen[bytes], seconds: float = 600) -> bool:
    """Wait until it listens; False when it ends instead."""
    end = monotonic() + seconds
    while monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            sleep(0.1)
        else:
            return True
    return False


def servers(case: Path, quads: Path, store: Path, people: int) -> Iterator[tuple[str, list[str | Path], str]]:
    """Name, command, and the address that takes queries."""
    yield "habeas serve", [*habeas("serve", case, "--quiet", "--port", "PORT")], "/sparql"
    yield "oxigraph serve", ["oxigraph", "serve-read-only", "--location", store, "--bind", "127.0.0.1:PORT"], "/query"
    yield "bare Starlette", [*python("-m", "bench.bare", "PORT", "400")], "/"
    if people <= RDFLIB_MOST:
        yield "rdflib-endpoint", ["rdflib-endpoint", "serve", "--port", "PORT", quads], "/"


# -- measuring


def loaded_case(folder: Path, people: int) -> Path:
    """A made-up case file of that size."""
    form = make_case_file(folder, people=people)
    run(habeas("init", folder / "case"))
    run(habeas("load", folder / "case", form, "--quiet"))
    return folder / "case"


def measure(folder: Path, case: Path, people: int, seconds: float) -> list[Row]:
    quads, store = folder / "case.nq", folder / "engine"
    run(python("-m", "bench.engine", "dump", case, quads))
    run(python("-m", "bench.engine", "load", quads, store))
    names = _names(quads)
    rows: dict[tuple[str, str, int], Asked] = {}
    bombed: list[Row] = []
    for name, command, path in servers(case, quads, store, people):
        with serving(name, command, path) as target:
            if target is None:
                continue
            if name == "habeas serve":
                _let_it_settle(target)
            for what, query in QUERIES.items():
                requests = target.requests(query, names)
                ask(target, requests, 8, 1.0)
                for connections in CONNECTIONS:
                    rows[name, what, connections] = ask(target, requests, connections, seconds)
            if name == "habeas serve":
                bombed = list(_bombed(target, names))
    return [*_compared(rows), *bombed]


def _let_it_settle(target: Target) -> None:
    """Wait until the search tables, which a first start fills, are there: filling them takes the processor from the
    rest.
    """
    with urlopen(f"http://127.0.0.1:{target.port}/api/search?q=a", timeout=600) as answer:
        answer.read()


def _names(quads: Path) -> list[dict[str, str]]:
    """Some people and facilities of the case."""
    found: dict[str, dict[str, None]] = {"person": {}, "facility": {}}
    with quads.open(encoding="utf-8") as lines:
        for line in lines:
            kind, _, rest = line.removeprefix(f"<{ID}").partition("/")
            if kind in found and len(found[kind]) < 200 and f"<{LABEL}>" in line:
                found[kind][f"{kind}/{rest.partition('>')[0]}"] = None
    people, facilities = list(found["person"]), list(found["facility"])
    return [{"PERSON": person, "FACILITY": facilities[n % len(facilities)]} for n, person in enumerate(people)]


def _compared(rows: dict[tuple[str, str, int], Asked]) -> Iterator[Row]:
    for (name, what, connections), asked in sorted(rows.items(), key=lambda item: (item[0][1], item[0][2], item[0][0])):
        yardstick = rows.get(("oxigraph serve", what, connections), asked)
        yield _row(f"{what}, {connections} at once: {name}", asked, yardstick)


def _row(what: str, asked: Asked, yardstick: Asked) -> Row:
    """Wall and processor seconds for a thousand answers; the ratios are to the yardstick's."""
    wall = 1000 / asked.per_second
    failed = f", {asked.failed} FAILED" if asked.failed else ""
    note = f"{asked.per_second:,.0f}/s, p50 {asked.p50 * 1e3:.1f} ms, p99 {asked.p99 * 1e3:.1f} ms{failed}"
    return Row(
        what,
        Cost(wall, asked.cpu, 0.0),
        round(yardstick.per_second / asked.per_second, 2),
        round(asked.cpu / yardstick.cpu, 2) if yardstick.cpu else 0.0,
        note,
    )


def _bombed(target: Target, names: list[dict[str, str]]) -> Iterator[Row]:
    """The same short query with nothing else going on and while a cross join runs, by turns; and how long the cross
    join lasts.
    """
    requests = target.requests(QUERIES["a person's file"], names)
    turns = [(ask(target, requests, 1, TURN_SECONDS), *_beside_a_bomb(target, requests)) for _ in range(TURNS)]
    idle, during = _middle(turn[0] for turn in turns), _middle(turn[1] for turn in turns)
    ratio = median(turn[1].p95 / turn[0].p95 for turn in turns)
    for what, asked, told in (
        ("with nothing else", idle, ""),
        ("beside a cross join", during, f", {ratio:.2f} times idle"),
    ):
        row = _row(f"habeas serve, a person's file, {what}", asked, idle)
        note = f"{row.note}, p95 {asked.p95 * 1e3:.1f} ms{told}: medians of {TURNS} turns"
        yield Row(row.what, row.cost, row.wall_ratio, row.cpu_ratio, note)
    lasted = max(turn[2] for turn in turns)
    note = f"ended after {lasted:.2f} s at most, {lasted - BOMB_SECONDS:+.2f} s from its limit"
    yield Row(f"habeas serve, a cross join with timeout={BOMB_SECONDS}", Cost(lasted, 0.0, 0.0), 0.0, 0.0, note)


def _middle(runs: Iterable[Asked]) -> Asked:
    """The median of each figure by itself."""
    every = list(runs)

    def mid(name: str) -> float:
        return float(median(getattr(one, name) for one in every))

    failed = sum(one.failed for one in every)
    return Asked(mid("per_second"), mid("p50"), mid("p99"), mid("p95"), failed, mid("cpu"))


def _beside_a_bomb(target: Target, requests: list[str]) -> tuple[Asked, float]:
    """Answers while a cross join runs, and how long that took to end."""
    address = f"{target.path}?timeout={BOMB_SECONDS}&query={quote(BOMB)}"
    begun = monotonic()
    with socket.create_connection(("127.0.0.1", target.port)) as bomb:
        bomb.sendall(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        sleep(0.6)
        during = ask(target, requests, 1, TURN_SECONDS)
        told = bomb.recv(1000)
        lasted = monotonic() - begun
    if not told.startswith(b"HTTP/1.1 422"):
        raise RunError(f"the cross join was not ended at its limit: {told[:40]!r}")
    return during, lasted


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--people", type=int, help=f"how many people are held ({PEOPLE:,})")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long each server is asked each thing")
    parser.add_argument("--case", type=Path, help="a made-up case of that size that is loaded already")
    given = parser.parse_args()
    people = given.people or (SMALL if given.small else PEOPLE)
    with TemporaryDirectory(prefix="habeas-bench-") as name:
        folder = Path(name)
        rows = measure(folder, given.case or loaded_case(folder, people), people, given.seconds)
    finish(Report("bench_http", case_name(people=people), rows), given.results)


if __name__ == "__main__":
    main()

"""How long the addresses of `habeas serve` take over a made-up case: lists, one of a kind, what is reckoned from the
whole case.

Each is asked one at a time, again and again for a while and at least twice, each time with another name, day or page,
so that nothing comes from what the server kept. The yardstick is `ASK {}` over /sparql on the same server in the same
run. Times of an address that took longer than the server's limit are its limit, and the note says so.
"""

from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from json import loads
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import monotonic
from urllib.parse import quote

from bench.bench_http import Target, cpu_of, loaded_case, serving
from bench.yardstick import Cost, Report, Row, case_name, compared, finish, habeas, options

PEOPLE, SMALL = 18_000, 1_000
SECONDS = 3.0
TIMEOUT = 90
ATTEMPTS, SLOW = 200, 5.0
"""At most so many requests of one address; one that takes longer than so many seconds is asked once."""
Address = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Names:
    """Some names of the case, to ask for."""

    people: list[str]
    labels: list[str]
    facilities: list[str]
    bodies: list[str]


def addresses(names: Names) -> dict[str, Address]:
    """What is asked, with the nth variant of its address."""

    def day(n: int) -> str:
        return f"{2015 + n % 9}-{1 + n % 12:02}-{1 + n % 28:02}"

    def of(found: list[str]) -> Callable[[int], str]:
        return lambda n: found[n % len(found)]

    person, label, facility, body = map(of, (names.people, names.labels, names.facilities, names.bodies))
    return {
        "ASK {} over /sparql": lambda n: f"/sparql?query=ASK%20%7B%7D%20%23{n}",
        "people": lambda n: f"/api/people?offset={n * 50}",
        "people, the last page": lambda n: f"/api/people?offset={17_500 + n}",
        "one person": lambda n: f"/api/people/{person(n)}",
        "one person, by name": lambda n: f"/api/people/{quote(label(n))}",
        "one facility": lambda n: f"/api/facilities/{facility(n)}",
        "one organization": lambda n: f"/api/organizations/{body(n)}",
        "claims": lambda n: f"/api/claims?offset={n * 50}",
        "claims about a person on a day": lambda n: f"/api/claims?about={person(n)}&on={day(n)}",
        "facts of a person": lambda n: f"/api/facts?subject={person(n)}",
        "facts of a facility": lambda n: f"/api/facts?relation=detainedAt&object={facility(n)}",
        "facts on a day": lambda n: f"/api/facts?relation=detainedAt&on={day(n)}",
        "facts as known before": lambda n: f"/api/facts?relation=detainedAt&known={2100 + n}-01-01",
        "search, a name": lambda n: f"/api/search?q={quote(label(n))}",
        "search, a beginning": lambda n: f"/api/search?q={quote(label(n)[:4])}",
        "a person's page": lambda n: f"/id/{person(n).replace(':', '/')}.html",
        "a person's Turtle": lambda n: f"/id/{person(n).replace(':', '/')}.ttl",
        "status of one person": lambda n: f"/api/status?person={person(n)}&on={day(n)}",
        "status of everybody": lambda n: f"/api/status?on={day(n)}",
        "counts": lambda n: f"/api/counts?said={2100 + n}-01-01",
        "findings, one check": lambda n: f"/api/findings?rule=C05&said={2100 + n}-01-01",
        "findings": lambda n: f"/api/findings?said={2100 + n}-01-01",
        "export, person-facility.gexf": lambda n: f"/api/export/person-facility.gexf?min-sources={1 + n}",
    }


def measure(case: Path, seconds: float) -> list[Row]:
    with serving("habeas serve", [*habeas("serve", case, "--quiet", "--port", "PORT")], "/sparql") as target:
        if target is None:
            raise SystemExit("habeas serve did not start")
        connection = HTTPConnection("127.0.0.1", target.port, timeout=TIMEOUT)
        _get(connection, "/api/search?q=a")  # once the search tables are filled
        return list(_rows(target, connection, seconds))


def _rows(target: Target, connection: HTTPConnection, seconds: float) -> Iterator[Row]:
    yardstick: Cost | None = None
    for what, address in addresses(_names(connection)).items():
        before, failed, size = cpu_of(target.pid), set[int](), 0
        times: list[float] = []
        end = monotonic() + seconds
        while len(times) < 2 or (monotonic() < end and len(times) < ATTEMPTS):
            begun = monotonic()
            status, content = _get(connection, address(len(times)))
            times.append(monotonic() - begun)
            size = max(size, len(content))
            failed |= {status} - {200}
            if times[-1] > SLOW:
                break
        cost = Cost(median(times), (cpu_of(target.pid) - before) / len(times), 0.0)
        yardstick = yardstick or cost
        cuts = quantiles(times, n=100, method="inclusive") if len(times) > 1 else times * 99
        told = f"p50 {cuts[49] * 1e3:.1f} ms, p99 {cuts[98] * 1e3:.1f} ms of {len(times)}, up to {size / 1000:,.0f} kB"
        yield compared(what, cost, yardstick, note=told + "".join(f", status {one}" for one in sorted(failed)))


def _get(connection: HTTPConnection, path: str) -> tuple[int, bytes]:
    connection.request("GET", path, headers={"Accept": "*/*"})
    answer = connection.getresponse()
    return answer.status, answer.read()


def _names(connection: HTTPConnection) -> Names:
    def some(kind: str) -> list[dict[str, str]]:
        found: list[dict[str, str]] = loads(_get(connection, f"/api/{kind}?limit=200")[1])["items"]
        return found

    people = some("people")
    rest = ([one["id"] for one in some(kind)] for kind in ("facilities", "organizations"))
    return Names([one["id"] for one in people], [one["label"] for one in people], *rest)


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--people", type=int, help=f"how many people are held ({PEOPLE:,})")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long each address is asked")
    parser.add_argument("--case", type=Path, help="a made-up case of that size that is loaded already")
    given: Namespace = parser.parse_args()
    people = given.people or (SMALL if given.small else PEOPLE)
    with TemporaryDirectory(prefix="habeas-bench-") as folder:
        rows = measure(given.case or loaded_case(Path(folder), people), given.seconds)
    finish(Report("bench_api", case_name(people=people), rows), given.results)


if __name__ == "__main__":
    main()

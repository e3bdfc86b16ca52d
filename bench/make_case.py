"""Makes up a case file of any size, the same bytes for the same seed.

    python -m bench.make_case --people 18000 --seed 7 OUT.jsonl

The form is the project's own claim form: one source and what it says a line (.jsonl), or the same as YAML
documents (.yaml, for small ones). All names, places and bodies are invented. `--people` counts the people
held, about 8.5 claims each and 4 claims a document; relatives, officials and speakers come on top. What is
written is forgotten: memory grows with the country (prisons, bodies, speakers), not with the people.
"""

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from random import Random
from typing import TextIO

import yaml

from bench.crowd import crowds
from bench.days import LAST, iso
from bench.people import ENTITY
from bench.world import Keys, Saying, Thing, World

_SIZES = (1,) * 8 + (2,) * 9 + (3,) * 8 + (4,) * 7 + (5,) * 6 + (6,) * 4 + (7,) * 3 + (9,) * 2 + (12, 16)
_KINDS = ("article",) * 5 + ("communique", "list", "court paper", "report", "video", "post")
_LANGUAGES = ("es",) * 6 + ("en", "en", "ar", "ru", "zh")
_FILLER = "The rest of the page is about other matters and is kept for its length only. " * 30


@dataclass(slots=True)
class Tally:
    """What a case file holds. Persons and facilities are counted where they are described."""

    persons: int = 0
    facilities: int = 0
    sources: int = 0
    claims: int = 0

    def add(self, source: Keys) -> None:
        """Counts one more source."""
        names, claims = source["names"], source["claims"]
        assert isinstance(names, dict) and isinstance(claims, list)
        kinds = [entity["is"].partition(":")[0] for entity in names.values()]
        self.persons += kinds.count("person")
        self.facilities += kinds.count("facility")
        self.sources += 1
        self.claims += len(claims)

    def __str__(self) -> str:
        each = f"{self.claims:,} claims, {self.sources:,} sources"
        return f"{each}, {self.persons:,} persons, {self.facilities:,} facilities"


class Clerk:
    """Puts sayings into documents and describes each entity in the first document that needs it."""

    def __init__(self, world: World) -> None:
        self.world, self.rng = world, world.rng
        self._number = 0

    def sources(self, sayings: list[Saying]) -> Iterator[Keys]:
        """Documents of a few sayings each. What a document says already waits for the next one."""
        waiting = list(reversed(sayings))
        while waiting:
            page: list[Saying] = []
            kept: list[Saying] = []
            seen: set[tuple[object, ...]] = set()
            for _ in range(min(self.rng.choice(_SIZES), len(waiting))):
                saying = waiting.pop()
                same = _same(saying)
                (kept if same in seen else page).append(saying)
                seen.add(same)
            waiting.extend(reversed(kept))
            yield self._source(page)

    def _source(self, page: list[Saying]) -> Keys:
        self._number += 1
        publisher = self.world.outlets.pick()
        day = min(max(saying.day for saying in page) + int(self.rng.random() * 3), LAST)
        head = self._head(publisher, day)
        text, places = self._text(f"{head['title']}\n", page)
        head["snapshot"] = {"sha256": sha256(text.encode()).hexdigest(), "characters": len(text)}
        claims = [self._claim(*pair, day, publisher) for pair in zip(page, places, strict=True)]
        defaults = {"said-by": publisher.ref, "mode": "reported-fact"}
        names = self._names(chain(defaults.values(), *map(_strings, claims)))
        return {"source": head, "names": names, "defaults": defaults, "claims": claims}

    def _text(self, text: str, page: list[Saying]) -> tuple[str, list[tuple[int, int]]]:
        """The text of the document, which is hashed and not kept, and where in it each saying stands."""
        places: list[tuple[int, int]] = []
        for saying in page:
            text += _FILLER[: int(self.rng.random() * 500)] + "\n"
            places.append((len(text), len(text) + len(saying.words)))
            text += saying.words + "\n"
        return text, places

    def _head(self, publisher: Thing, day: int) -> Keys:
        number, rng = self._number, self.rng
        ident = f"{publisher.ref[4:]}-{iso(day)}-{number}"
        head: Keys = {"id": ident, "title": f"{publisher.label}, page {number}", "kind": rng.choice(_KINDS)}
        head |= {"publisher": publisher.ref, "language": rng.choice(_LANGUAGES), "date": iso(day)}
        return head | {"url": f"https://made-up.example/{number}"} if rng.random() < 0.4 else head

    def _claim(self, saying: Saying, place: tuple[int, int], day: int, publisher: Thing) -> Keys:
        """The claim as the form has it, with its place in the text of the document."""
        start, end = place
        roll = self.rng.random()
        claim: Keys = {"claim": list(saying.triple), "at": f"{start}-{end}", **saying.more}
        if roll < 0.3:
            claim["quote"] = saying.words
        elif roll < 0.35:
            claim["at"] = ["0-12", f"{start}-{end}"]
        elif roll < 0.5:
            claim["paragraph"] = f"P{1 + int(roll * 30)}"
        if saying.day != day:
            claim["said"] = iso(saying.day)
        if saying.steps:
            claim["chain"] = [*saying.steps, publisher.ref]
        return claim

    def _names(self, texts: Iterable[str]) -> dict[str, ENTITY]:
        """Descriptions of what these claims are the first to name."""
        names: dict[str, ENTITY] = {}
        for text in texts:
            entity = self.world.waiting.pop(text, None)
            if entity is not None:
                names |= self._names(_strings(entity)) | {_short(text, names): entity}
        return names


def _same(saying: Saying) -> tuple[object, ...]:
    return (saying.triple[0], saying.triple[1], str(saying.triple[2]), saying.more.get("event"))


def _short(ref: str, names: dict[str, ENTITY]) -> str:
    kind, _, slug = ref.partition(":")
    return f"{kind}-{slug}" if slug in names else slug


def _strings(value: object) -> Iterator[str]:
    """Every text in a claim, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from chain.from_iterable(map(_strings, value.values()))
    elif isinstance(value, list):
        yield from chain.from_iterable(map(_strings, value))


def case(people: int, seed: int) -> Iterator[Keys]:
    """The sources of a made-up case file, one after another."""
    world = World(Random(seed), people)
    clerk = Clerk(world)
    for sayings in crowds(world, people):
        yield from clerk.sources(sayings)


def write_case(out: Path, *, people: int, seed: int, form: str = "jsonl") -> Tally:
    """Writes a case file and says how much is in it."""
    tally = Tally()
    with out.open("w", encoding="utf-8", newline="\n") as stream:
        for source in case(people, seed):
            tally.add(source)
            _write(source, stream, form)
    return tally


def _write(source: Keys, stream: TextIO, form: str) -> None:
    if form == "jsonl":
        stream.write(json.dumps(source, ensure_ascii=False) + "\n")
    else:
        yaml.safe_dump(source, stream, allow_unicode=True, sort_keys=False, explicit_start=True, width=120)


def read_case(out: Path) -> Iterator[Keys]:
    """The sources of a written case file, .jsonl or .yaml."""
    with out.open(encoding="utf-8") as stream:
        yield from yaml.safe_load_all(stream) if out.suffix == ".yaml" else map(json.loads, stream)


def summary(out: Path) -> Tally:
    """Reads a case file again, prints and gives back how much is in it."""
    tally = Tally()
    for source in read_case(out):
        tally.add(source)
    print(f"{out.name}: {tally}")
    return tally


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.make_case", description="Make up a case file.")
    parser.add_argument("out", type=Path, metavar="OUT", help="file to write, .jsonl or .yaml")
    parser.add_argument("--people", type=int, default=18_000, help="how many people are held (18000)")
    parser.add_argument("--seed", type=int, default=7, help="same seed, same bytes (7)")
    parser.add_argument("--format", choices=("jsonl", "yaml"), help="by default, what the file name says")
    given = parser.parse_args(arguments)
    form = given.format or ("yaml" if given.out.suffix == ".yaml" else "jsonl")
    tally = write_case(given.out, people=given.people, seed=given.seed, form=form)
    print(f"{given.out.name}: {given.people:,} people held; {tally}")


if __name__ == "__main__":
    main()

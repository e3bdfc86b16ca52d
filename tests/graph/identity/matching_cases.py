"""What test_matching, test_proposals and test_name_pairs start from."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from habeas.identity.matching.names import liken, person_name
from habeas.identity.matching.phonetics import How, compare, words
from habeas.model.values import Entity, Ref, Text

LISTED = Path(__file__).with_name("name_pairs.tsv")


class NamePair(NamedTuple):
    """Two names, whether they may be one person's, and how they differ."""

    same: bool
    differ: str
    names: tuple[str, str]

    @property
    def id(self) -> str:
        return f"{self.differ}: {' | '.join(self.names)}"


def pair_lines() -> list[NamePair]:
    """The pairs of the list."""
    lines = (line.split("\t") for line in LISTED.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return [NamePair(verdict == "same", differ, (one, other)) for verdict, differ, one, other in lines]


def named(slug: str, name: str) -> Entity:
    """A person with a name."""
    return Entity(ref=Ref("person", slug), labels=(Text(name),))


def how(one: str, other: str) -> How | None:
    return compare(words(one)[0], words(other)[0])


def worth(one: str, other: str) -> float:
    found = liken(person_name(one), person_name(other))
    return found.worth if found else 0.0

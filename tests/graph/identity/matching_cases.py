"""What test_likeness, test_proposals start from."""

from __future__ import annotations

from habeas.identity.matching.names import liken, person_name
from habeas.identity.matching.phonetics import How, compare, words


def how(one: str, other: str) -> How | None:
    return compare(words(one)[0], words(other)[0])


def worth(one: str, other: str) -> float:
    found = liken(person_name(one), person_name(other))
    return found.worth if found else 0.0

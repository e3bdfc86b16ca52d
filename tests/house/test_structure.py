"""The shape of the house holds: each number of tests/house/structure.py is at its ceiling or under it."""

from __future__ import annotations

from functools import cache

import pytest
from tests.house.structure import (
    LIMITS,
    Measure,
    deepest_chain,
    dynamic_imports,
    imports_of_plain_rooms,
    measures,
    names_defined_twice,
)


@cache
def measured() -> dict[str, Measure]:
    """Every number by its name, measured once."""
    return {each.name: each for each in measures()}


@pytest.mark.parametrize("name", sorted(LIMITS))
def test_a_number_of_the_house_is_not_above_its_ceiling(name: str) -> None:
    number = measured()[name]
    assert number.measured <= number.ceiling, _where(number)


def test_every_ceiling_is_a_target_or_on_the_way_to_one() -> None:
    assert sorted(LIMITS) == sorted(measured())
    assert [name for name, (target, ceiling) in LIMITS.items() if ceiling < target] == []


def test_names_of_dates_and_of_the_model_are_imported_from_the_module_that_defines_them() -> None:
    assert imports_of_plain_rooms() == []


def _where(number: Measure) -> str:
    shown = {
        "modules in the deepest import chain": lambda: " > ".join(deepest_chain()),
        "names of types defined in two modules, percent": lambda: ", ".join(names_defined_twice()[0]),
        "dynamic imports outside the table of commands": lambda: ", ".join(dynamic_imports()),
    }.get(number.name, lambda: "python -m tests.house.structure prints them all")
    return f"{number.name}: {number.measured:g}, at most {number.ceiling:g} (target {number.target:g}); {shown()}"

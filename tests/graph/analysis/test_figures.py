"""Who says how many: bounds, keeper, kind and days; side by side, never mixed (domain/vocabulary.md 8)."""

from __future__ import annotations

from datetime import date
from itertools import count as counter

import pytest
from tests.builders import an_entity
from tests.tellings import WHO, rows, told

from habeas.analysis.custody.life import life_of
from habeas.analysis.figures.compare import ComparisonVerdict, compare, may_be_one_population, overlap
from habeas.analysis.figures.derived import balances, growths, minus, rests
from habeas.analysis.figures.figures import counts_of, thing_of
from habeas.analysis.figures.named import by_name
from habeas.analysis.values import Count, Fate, days_text, range_text
from habeas.model.values import Claim, Entity, Ref, Text

ENTITIES = {
    "population:freed": an_entity("population:freed", "people released", keeper=Ref("org", "aid")),
    "population:women": an_entity(
        "population:women", "women released", keeper=Ref("org", "aid"), subset_of=Ref("population", "freed")
    ),
    "population:official": an_entity("population:official", "detainees released", keeper=Ref("org", "ministry")),
    "population:held": an_entity("population:held", "people held", keeper=Ref("org", "aid")),
}
numbers = counter(1)


def a_number(words: str, lower: int | None = None, upper: int | None = None, **more: str) -> Claim:
    bounds = {name: value for name, value in (("lower", lower), ("upper", upper)) if value is not None}
    number = next(numbers)
    given = {"population": "population:freed", "countKind": "cumulative", "id": f"n{number:03}"} | more
    return told(f"count:{number}", "count", words, **bounds, **given)


def counted(*claims: Claim) -> tuple[Count, ...]:
    return counts_of(claims, ENTITIES)


def verdict(one: Claim, other: Claim) -> ComparisonVerdict:
    first, second = sorted(counted(one, other), key=lambda count: count.claim)
    return compare(first, second).verdict


def test_a_number_is_its_bounds_what_it_counts_its_kind_its_days_and_its_keeper() -> None:
    (found,) = counted(a_number("41 released", 41, 41, on="2026-01-12", by="org:paper"))
    assert (found.bounds, found.population, found.kind, found.at[0], found.keeper, found.origin, found.thing) == (
        (41, 41),
        "population:freed",
        "cumulative",
        date(2026, 1, 12),
        "org:aid",
        "org:paper",
        Fate.RELEASED,
    )


def test_a_population_without_a_keeper_is_kept_by_the_speaker() -> None:
    (found,) = counted(a_number("41 released", 41, population="population:unknown", by="org:radio"))
    assert found.keeper == "org:radio"


def test_a_number_that_is_only_described_is_none() -> None:
    claim = a_number("most of them")
    assert counted(told("count:1", "populationUncertain", "how many is not known", lower=0, upper=116)) == ()
    assert not counted(claim)[0].numbered


@pytest.mark.parametrize(
    ("kind", "words", "thing"),
    [
        ("cumulative", "41 political prisoners freed", Fate.RELEASED),
        ("cumulative", "41 excarcelados", Fate.RELEASED),
        ("flow", "most of the others freed had been jailed over the protests", Fate.RELEASED),
        ("cumulative", "some deaths in detention", Fate.DIED),
        ("flow", "thousands arrested, among them students", Fate.ARRESTED),
        ("flow", "thousands put in prison for protest", Fate.ARRESTED),
        ("flow", "varias personas detenidas", Fate.ARRESTED),
        ("stock", "hundreds of political prisoners still in prison", Fate.HELD),
        ("stock", "more than 800", Fate.HELD),
        ("flow", "17 of them", Fate.UNCLEAR),
    ],
)
def test_what_is_counted_is_read_from_the_words_and_else_unclear(kind: str, words: str, thing: Fate) -> None:
    assert thing_of(kind, words) is thing


def test_numbers_and_days_in_words() -> None:
    assert [range_text(bounds) for bounds in ((41, 41), (800, 900), (80, None))] == ["41", "800 to 900", "at least 80"]
    assert days_text((None, None)) == "not stated"
    assert days_text((date(2025, 12, 1), date(2026, 1, 1))) == "2025-12-01/2026-01-01"


# -- two numbers side by side


def test_bounds_that_meet_are_compatible_and_the_common_numbers_are_told() -> None:
    more = a_number("more than 800 held", 801, population="population:held", countKind="stock", on="2026-01-01")
    spread = a_number("800 to 900 held", 800, 900, population="population:held", countKind="stock", on="2026-01-01")
    found = compare(*counted(more, spread))
    assert (found.verdict, found.common) == (ComparisonVerdict.COMPATIBLE, (801, 900))


def test_one_keeper_and_one_day_without_a_common_number_contradict() -> None:
    assert (
        verdict(a_number("41 released", 41, 41, on="2026-01-12"), a_number("56 released", 56, 56, on="2026-01-12"))
        is ComparisonVerdict.CONTRADICTION
    )


def test_different_keepers_without_a_common_number_are_a_discrepancy_with_its_reasons() -> None:
    mine = a_number("41 released", 41, 41, on="2026-01-12")
    theirs = a_number("116 released", 116, 116, on="2026-01-12", population="population:official")
    found = compare(*counted(mine, theirs))
    assert found.verdict is ComparisonVerdict.DISCREPANCY
    assert any(reason.startswith("keeper: ") for reason in found.reasons)
    assert sum("since when it counts is not stated" in reason for reason in found.reasons) == 2


def test_other_kinds_other_things_and_other_days_are_not_compared() -> None:
    freed = a_number("41 released", 41, 41, on="2026-01-12")
    assert (
        verdict(freed, a_number("900 held", 900, 900, countKind="stock", on="2026-01-12"))
        is ComparisonVerdict.NOT_COMPARABLE
    )
    assert verdict(freed, a_number("3 died", 3, 3, on="2026-01-12")) is ComparisonVerdict.NOT_COMPARABLE
    day = a_number("41 released", 41, 41, countKind="flow", window="2026-01-12")
    assert (
        verdict(day, a_number("5 released", 5, 5, countKind="flow", window="2026-01-13"))
        is ComparisonVerdict.NOT_COMPARABLE
    )


def test_a_headline_that_repeats_the_number_says_it_again() -> None:
    both = [a_number("at least 80 freed", 80, countKind="flow", window="2026-01-01") for _ in range(2)]
    assert verdict(*both) is ComparisonVerdict.REPEATED


def test_a_day_within_a_month_is_part_of_it_and_the_rest_is_derived_not_added() -> None:
    day = a_number("at least 80 freed", 80, countKind="flow", window="2026-01-01")
    month = a_number("nearly 200 freed", 180, 199, countKind="flow", window="2025-12-01/2026-01-01")
    assert verdict(day, month) is ComparisonVerdict.NESTED
    (rest,) = rests(counted(day, month))
    assert (rest.text, set(rest.claims)) == ("at most 119", {day.id, month.id})


def test_a_part_of_a_population_is_part_of_its_number() -> None:
    whole = a_number("41 released", 41, 41, on="2026-01-12")
    part = a_number("12 women released", 12, 12, on="2026-01-12", population="population:women")
    assert verdict(part, whole) is ComparisonVerdict.NESTED


def test_a_cumulative_count_grows_by_the_difference() -> None:
    before = a_number("41 released", 41, 41, on="2026-01-12")
    after = a_number("about 56 released", 50, 62, on="2026-01-20")
    (growth,) = growths(counted(before, after))
    assert (growth.bounds, growth.claims) == ((9, 21), (before.id, after.id))


def test_ranges_overlap_and_subtract() -> None:
    assert overlap((80, None), (24, 100)) == (80, 100)
    assert overlap((1, 5), (6, None)) is None
    assert minus((180, 199), (80, None)) == (0, 119)


# -- stock and flow


def stock(number: int, on: str) -> Claim:
    return a_number(f"{number} held", number, number, population="population:held", countKind="stock", on=on)


def test_the_unknown_term_is_an_interval_and_what_nobody_tells_is_named() -> None:
    freed = a_number("41 released", 41, 41, countKind="flow", window="2026-01-08/2026-01-12")
    (balance,) = balances(counted(stock(800, "2026-01-01"), stock(795, "2026-02-01"), freed))
    assert balance.needed == (36, None)
    assert (balance.text, balance.missing) == ("at least 36 arrested or newly documented", ("died", "arrested"))


def test_with_the_arrests_told_the_numbers_hold() -> None:
    freed = a_number("41 released", 41, 41, countKind="flow", window="2026-01-08/2026-01-12")
    taken = a_number("36 arrested", 36, 40, countKind="flow", window="2026-01-08/2026-01-31")
    (balance,) = balances(counted(stock(800, "2026-01-01"), stock(795, "2026-02-01"), freed, taken))
    assert balance.holds


def test_two_stocks_with_nothing_told_between_are_not_reckoned() -> None:
    assert balances(counted(stock(800, "2026-01-01"), stock(795, "2026-02-01"))) == ()


# -- named against claimed


def test_beside_the_number_stand_those_known_by_name() -> None:
    freed = told(WHO, "releasedOn", "2026-01-08", event="release:1")
    maybe = told("person:luis", "releasedOn", "[2026-01-10..2026-01-20]", event="release:2")
    lives = [life_of(WHO, rows(freed)), life_of("person:luis", rows(maybe))]
    (found,) = counted(a_number("41 released", 41, 41, on="2026-01-12"))
    names = by_name(found, lives, {life.person for life in lives})
    assert names is not None
    assert (names.certain, names.possible, names.text) == ((WHO,), ("person:luis",), "1 by name, 1 more possibly")


def test_what_is_counted_unclearly_has_nobody_by_name() -> None:
    (found,) = counted(a_number("17 of them", 17, on="2026-01-12", population="population:unknown"))
    assert by_name(found, [], ()) is None


def test_a_part_of_entities_that_runs_in_a_circle_does_no_harm() -> None:
    one = Entity(ref=Ref("population", "a"), subset_of=Ref("population", "b"))
    other = Entity(ref=Ref("population", "b"), subset_of=Ref("population", "a"))
    (found,) = counts_of([a_number("5", 5, population="population:a")], {"population:a": one, "population:b": other})
    assert found.wider == {"population:a", "population:b"}


# -- who may be whom


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [
        ("political prisoners in Belarus", "political prisoners in Venezuela", False),
        ("presos políticos en Bielorrusia", "political prisoners in Belarus", True),
        ("people held in Norland", "people held in Westmark", False),
        ("political prisoners", "political prisoners in Venezuela", True),
        ("women held in Cuba", "prisoners held in Cuba", False),
        ("US citizens detained in Cuba", "foreign nationals held in Cuba", True),
        ("people held in January 2026", "people held in Cuba", True),
    ],
)
def test_two_populations_may_be_one_where_no_word_puts_them_apart(one: str, other: str, may_be: bool) -> None:
    names = {
        f"population:{n}": Entity(ref=Ref("population", n), labels=(Text(t),)) for n, t in (("a", one), ("b", other))
    }
    told = [
        a_number(f"{n} held", n, n, countKind="stock", on="2026-01-12", population=f"population:{which}")
        for n, which in ((10, "a"), (30, "b"))
    ]
    first, second = counts_of(told, names)
    assert may_be_one_population(first, second) is may_be
    assert (compare(first, second).verdict is ComparisonVerdict.NOT_COMPARABLE) is not may_be

"""What a claim amounts to: fact, saying or description; which node it talks about; its dates; its identity."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.builders import a_claim

from habeas.dates.conventions import DEFAULTS
from habeas.model.canonical import canonical, content_key, identified, identify
from habeas.model.claims import (
    NOT_ASSERTED_MODES,
    assertion_of,
    dates_of,
    mentions,
    node_of,
    on_property,
    read_claim,
    valid_time,
)
from habeas.model.values import Assertion, Claim, Passage, Ref, Text, When
from habeas.vocab import SCHEMES

ACT = {"subject": Ref("act", "a"), "relation": "content", "object": Text("The guards beat him")}
ACCUSATION = {"subject": Ref("accusation", "a"), "relation": "conduct", "object": Ref("concept", "theft")}
DENIAL = {"subject": Ref("act", "a"), "relation": "denies", "object": Ref("accusation", "b")}
GROUP = {"subject": Ref("population", "held"), "relation": "subjectedTo", "object": Text("blows")}


@pytest.mark.parametrize("mode", sorted(SCHEMES["Modality"]))
def test_only_some_ways_of_saying_make_a_fact(mode: str) -> None:
    fact = assertion_of(a_claim(modality=mode)) is Assertion.ASSERTED
    assert fact == (mode not in NOT_ASSERTED_MODES)
    assert fact == (mode in {"reported-fact", "attributed", "self-report", "inference", "document-metadata", "caption"})


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "asserted"),
        ({"polarity": "negative"}, "described-only"),
        ({"assertion": "described-only"}, "described-only"),
        ({"assertion": "act-only"}, "described-only"),
        ({"modality": "opinion", "assertion": "asserted"}, "described-only"),
        (ACT | {"modality": "accusation"}, "act-only"),
        (ACT | {"modality": "attributed"}, "act-only"),
        (ACT | {"modality": "reported-fact"}, "asserted"),
        (ACT | {"assertion": "described-only"}, "described-only"),
        (ACCUSATION, "act-only"),
        (ACCUSATION | {"modality": "accusation"}, "act-only"),
        (ACCUSATION | {"polarity": "negative"}, "act-only"),
        (DENIAL | {"modality": "denial", "polarity": "negative"}, "act-only"),
        (GROUP, "described-only"),
        (GROUP | {"modality": "attributed"}, "described-only"),
    ],
)
def test_a_claim_stands_as_a_fact_as_a_saying_or_as_neither(fields: dict[str, object], expected: str) -> None:
    assert assertion_of(a_claim(**fields)).value == expected


@pytest.mark.parametrize(
    ("fields", "node"),
    [
        ({}, "detention:A1"),
        ({"event": Ref("detention", "d")}, "detention:d"),
        (ACT, "act:a"),
        ({"subject": Ref("count", "c"), "relation": "count", "object": Text("ten")}, "count:c"),
        ({"subject": Ref("population", "held"), "relation": "detainedIn", "object": Ref("place", "p")}, "None"),
        ({"relation": "occupation", "object": Text("nurse")}, "None"),
        ({"relation": "ageAt", "object": 30}, "age:A1"),
    ],
)
def test_a_claim_talks_about_its_subject_or_the_node_its_short_form_makes(fields: dict[str, object], node: str) -> None:
    assert str(node_of(a_claim(**fields))) == node


def test_a_claim_mentions_everything_it_names_once_and_in_order() -> None:
    claim = a_claim(
        details=(("agent", Ref("org", "police")), ("facility", Ref("facility", "norte"))),
        about=(Ref("org", "police"), Ref("place", "p")),
    )
    assert [str(ref) for ref in mentions(claim)] == [
        "detention:A1",
        "facility:norte",
        "org:police",
        "person:ana-ruiz",
        "place:p",
    ]


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({}, "asOf"),
        ({"relation": "diedOn", "object": When("2025")}, "occurred"),
        (ACT, "occurred"),
        ({"relation": "removedFromOffice", "object": Ref("post", "p")}, "ended"),
        ({"relation": "occupation", "object": Text("nurse")}, "on"),
        ({"relation": "holdsPost", "object": Ref("post", "p")}, "asOf"),
    ],
)
def test_a_plain_date_goes_to_the_property_right_for_the_node(fields: dict[str, object], name: str) -> None:
    assert on_property(a_claim(**fields)) == name


def test_the_date_of_a_short_form_is_the_date_of_its_node() -> None:
    released = a_claim(relation="releasedOn", object=When("2026-01-08"), details=(("asOf", When("2026-01-12")),))
    assert dates_of(released) == {"occurred": (When("2026-01-08"),), "asOf": (When("2026-01-12"),)}


@pytest.mark.parametrize(
    ("details", "on", "expected"),
    [
        ((), None, None),
        ((), "2025-05", "2025-05"),
        ((("began", "2025-01-05"), ("ended", "2025-06-01")), None, "2025-01-05/2025-06-01"),
        ((("began", "2025~"),), None, "2025~"),
        ((("began", "2025-01-05"),), "2025-03", "2025-01-05/2025-03-31"),
        ((("began", "2025-01-05/.."),), "2025-03", "2025-01-05/.."),
    ],
)
def test_the_whole_time_of_a_claim_is_its_date_or_the_hull_of_its_dates(
    details: tuple[tuple[str, str], ...], on: str | None, expected: str | None
) -> None:
    claim = a_claim(details=tuple((name, When(text)) for name, text in details), on=When(on) if on else None)
    found = valid_time(claim, DEFAULTS)
    assert (found.text if found else None) == expected


# -- identity ------------------------------------------------------------------------------------------------------


def key(claim: Claim) -> str:
    return identified(claim)[1]


def test_the_canonical_form_is_reached_in_one_step() -> None:
    claim = a_claim(
        on=When("2025"),
        event=Ref("detention", "A1"),
        details=(("place", Ref("place", "b")), ("place", Ref("place", "a")), ("place", Ref("place", "b"))),
        about=(Ref("place", "a"), Ref("org", "z"), Ref("org", "y")),
        passages=(Passage(9, 12), Passage(1, 3), Passage(1, 3)),
        assertion="asserted",
    )
    once = canonical(claim)
    assert canonical(once) == once
    assert (once.on, once.event, once.assertion) == (None, None, "")
    assert once.details == (("asOf", When("2025")), ("place", Ref("place", "a")), ("place", Ref("place", "b")))
    assert (once.about, once.passages) == ((Ref("org", "y"), Ref("org", "z")), (Passage(1, 3), Passage(9, 12)))


def test_a_claim_keeps_its_id_and_another_id_is_not_another_content() -> None:
    claim, first = identified(a_claim(id="A1"))
    assert claim.id == "A1"
    assert key(a_claim(id="A2")) == first
    made, _ = identified(a_claim(id=""))
    assert made.id.startswith("c-")
    assert identified(made)[0] == made


@pytest.mark.parametrize(
    "fields",
    [
        {"object": Ref("facility", "sur")},
        {"speaker": Ref("org", "paper")},
        {"source": Ref("doc", "other")},
        {"said": When("2026-01-13")},
        {"quote": "x"},
        {"modality": "attributed"},
        {"polarity": "negative"},
        {"passages": (Passage(1, 2),)},
        {"note": Text("x")},
        {"note": Text("x", "es")},
        {"assertion": "described-only"},
        {"details": (("place", Ref("place", "a")),)},
        {"event": Ref("detention", "d")},
        {"on": When("2025")},
        {"about": (Ref("org", "x"),)},
        {"hedge": "about"},
        {"sensitivity": "restricted"},
    ],
)
def test_whatever_a_claim_says_otherwise_makes_it_another_claim(fields: dict[str, object]) -> None:
    assert key(a_claim(**fields)) != key(a_claim())


def test_lowering_in_two_words_that_amount_to_the_same_is_the_same_claim() -> None:
    assert key(a_claim(assertion="act-only")) == key(a_claim(assertion="described-only"))
    assert key(a_claim(**ACT, assertion="act-only", modality="accusation")) == key(
        a_claim(**ACT, modality="accusation")
    )


def test_the_key_of_a_claim_does_not_depend_on_its_id() -> None:
    assert content_key(replace(a_claim(), id="")) == content_key(a_claim())


# -- all of it at once


def test_a_claim_is_read_once_and_carried() -> None:
    read = read_claim(a_claim(on=When("2026-01-08")))
    assert (read.about, read.stands) == (str(node_of(read.claim)), True)
    assert read.said_bounds == (read.said.earliest, read.said.latest)
    assert read_claim(read) is read
    assert [fact.name for fact in read.facts()] == [name for name, _ in read.stated]


def test_a_claim_without_an_id_gets_one_and_its_node_with_it() -> None:
    read = identify(read_claim(a_claim(id="")))
    assert read.claim.id.startswith("c-")
    assert read.node == Ref("detention", read.claim.id)
    assert read.node in read.mentions
    assert read.key == content_key(read.claim)

"""A claim fits the vocabulary, its document and itself, or is refused before it is recorded."""

from __future__ import annotations

import pytest
from tests.builders import HASH, a_claim, a_source, a_step

from habeas.errors import BadClaim
from habeas.model.claims import read_claim
from habeas.model.validate import described_refs, require_fit
from habeas.model.values import Passage, Ref, Snapshot, Text, When

HELD = Snapshot(sha256=HASH, characters=100)
COUNT = {"subject": Ref("count", "c"), "relation": "count", "object": Text("many")}


def refused(snapshot: Snapshot | None = HELD, **fields: object) -> BadClaim:
    with pytest.raises(BadClaim) as caught:
        require_fit(read_claim(a_claim(**fields)), a_source(snapshot=snapshot))
    return caught.value


def fits(snapshot: Snapshot | None = HELD, **fields: object) -> None:
    require_fit(read_claim(a_claim(**fields)), a_source(snapshot=snapshot))


@pytest.mark.parametrize(
    ("where", "why", "fields"),
    [
        ("claim", "a detail, not a relation", {"relation": "ends", "object": Ref("detention", "d")}),
        ("claim", "is said of person", {"subject": Ref("facility", "norte")}),
        ("claim", "takes facility", {"object": Ref("place", "caracas")}),
        ("event", "makes detention", {"event": Ref("release", "r")}),
        (
            "began",
            "this claim has none",
            {"relation": "occupation", "object": Text("nurse"), "details": (("began", When("2025")),)},
        ),
        ("releaseType", "is said of release", {"details": (("releaseType", "pardon"),)}),
        ("facility", "takes facility", {"details": (("facility", Ref("place", "caracas")),)}),
        ("at", "lies outside the text", {"passages": (Passage(90, 101),)}),
        ("ended", "before it begins", {"details": (("began", When("2025-06")), ("ended", When("2025-05")))}),
        ("lower", "above the greatest", COUNT | {"details": (("lower", 9), ("upper", 3))}),
        ("assertion", "cannot stand as a fact", {"modality": "opinion", "assertion": "asserted"}),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(where: str, why: str, fields: dict[str, object]) -> None:
    error = refused(**fields)
    assert (error.where, why in error.why) == (where, True), error.why


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"passages": (Passage(90, 100),)},
        {"details": (("began", When("2025-05")), ("ended", When("2025-05")))},
        {"details": (("began", When("2025-05-20")), ("ended", When("2025-05")))},
        {"details": (("began", When("2025-06/..")), ("ended", When("../2026")))},
        COUNT | {"details": (("lower", 3), ("upper", 3))},
        COUNT | {"details": (("lower", 0),)},
        {"subject": Ref("population", "held"), "relation": "detainedIn", "object": Ref("place", "p")},
        {"modality": "opinion", "assertion": "described-only"},
    ],
)
def test_what_is_only_odd_is_kept(fields: dict[str, object]) -> None:
    fits(**fields)


def test_a_text_that_is_not_held_has_no_end_to_lie_outside_of() -> None:
    fits(None, passages=(Passage(0, 10**9),))
    fits(Snapshot(sha256=HASH), passages=(Passage(0, 10**9),))


def test_a_kind_below_another_may_stand_where_the_other_may() -> None:
    fits(subject=Ref("act", "a"), relation="agent", object=Ref("collective", "family"))
    fits(subject=Ref("accusation", "a"), relation="occurred", object=When("2025"))


def test_names_that_must_be_described_are_those_that_people_describe() -> None:
    claim = a_claim(
        chain=(a_step("person:luis-paz"), a_step("org:paper")), about=(Ref("claim", "A0"), Ref("event", "e"))
    )
    assert {str(ref) for ref in described_refs(read_claim(claim))} == {
        "person:ana-ruiz",
        "facility:norte",
        "org:radio",
        "person:luis-paz",
        "org:paper",
    }

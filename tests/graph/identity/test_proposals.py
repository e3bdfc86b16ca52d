"""Who is proposed to be one, and what speaks for and against."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import pytest
from tests.builders import an_entity
from tests.graph.identity.matching_cases import worth
from tests.tellings import told

from habeas.dates.conventions import DEFAULTS
from habeas.identity.clusters import Verdict
from habeas.identity.matching.candidates import KINDS, LARGEST, candidates, pairs_of_people
from habeas.identity.matching.facts import facts_of
from habeas.identity.matching.names import liken, person_name
from habeas.identity.matching.proposal import WORDS, Candidate, Proposal
from habeas.identity.matching.scoring import weigh
from habeas.model.translate import Catalogue, catalogue_of
from habeas.model.values import Claim, Entity, Ref, Text

# -- candidates

SPANISH = catalogue_of("es", "habeas")
assert isinstance(SPANISH, Catalogue)


def people(*names: str) -> list[Entity]:
    return [an_entity(f"person:p{n}", *name.split(" / ")) for n, name in enumerate(names)]


def pairs(entities: Iterable[Entity], kind: str = "person") -> set[frozenset[str]]:
    return {frozenset((one.a.slug, one.b.slug)) for one in candidates(entities, kind).pairs}


def test_every_way_to_write_a_name_is_found_among_many() -> None:
    written = ["Enrique Márquez", "E. Marquez", "Marquez Enrique", "Henrique Marques", "Enrque Márquez"]
    found = pairs(people(*written, "Ana Ruiz", "Luis Paz", "Olga Sol"))
    assert {frozenset((f"p{a}", f"p{b}")) for a, b in ((0, 1), (0, 2), (0, 4))} <= found
    assert not any(pair & {"p5", "p6", "p7"} for pair in found)


def test_names_in_two_scripts_are_found() -> None:
    found = pairs(people("Алексей Навальный", "Alexei Navalny", "محمد علي", "Mohammed Ali", "王小明", "Wang Xiaoming"))
    assert found == {frozenset(("p0", "p1")), frozenset(("p2", "p3")), frozenset(("p4", "p5"))}


def test_a_short_name_is_found_and_told_as_one() -> None:
    people = [
        an_entity(f"person:{n}", text)
        for n, text in enumerate(["José Rodríguez Paz", "Pepe Rodríguez", "Paca Rodríguez"])
    ]
    (found,) = candidates(people, "person").pairs
    assert {str(found.a), str(found.b)} == {"person:0", "person:1"}
    likeness = liken(person_name("José Rodríguez Paz"), person_name("Pepe Rodríguez"))
    assert likeness and likeness.reasons[0].words({}) == "“Pepe” may be short for “José”"
    assert worth("Pepe Rodríguez", "Francisco Rodríguez") == 0


def test_placeholders_and_groups_are_never_proposed() -> None:
    wife = an_entity("person:wife", "Ana Ruiz", placeholder=True)
    groups = [an_entity("collective:a", "rights groups"), an_entity("collective:b", "rights groups")]
    assert pairs([*people("Ana Ruiz"), wife]) == set()
    assert pairs([wife, *groups]) == set()
    assert "collective" not in KINDS


def test_a_short_form_of_a_fuller_name_is_no_strong_sign() -> None:
    found = candidates(
        [
            Entity(ref=Ref("person", "a"), labels=(Text("Bruno Torres"),), also=(Text("B. Torres"),)),
            Entity(ref=Ref("person", "b"), labels=(Text("Basilio Torres"),), also=(Text("B. Torres"),)),
        ],
        "person",
    )
    assert [one.likeness.worth for one in found.pairs] == [0.5]


def test_a_surname_that_many_bear_is_left_out_and_told() -> None:
    given = [
        "Ana",
        "Luis",
        "Olga",
        "Petra",
        "Hugo",
        "Irma",
        "Raúl",
        "Saúl",
        "Tomás",
        "Úrsula",
        "Víctor",
        "Wanda",
        "Zoila",
    ]
    found = candidates(people("Torres", *(f"{name} Torres" for name in given)), "person")
    assert found.pairs == ()
    assert found.skipped == ("1 names of one word that more than 12 people bear",)


def test_work_grows_with_the_people_and_not_with_their_square() -> None:
    """Pairs that are compared, not seconds: a hundred times as many people with names of their own give none."""
    names = [[person_name(f"{chr(97 + n % 26)}{n:05}ana {chr(97 + n // 26 % 26)}{n:05}ruiz")] for n in range(3000)]
    found, _ = pairs_of_people(names)
    assert len(found) < 3000
    crowd, left_out = pairs_of_people([[person_name("Ana Ruiz")] for _ in range(LARGEST + 1)])
    assert crowd == set()
    assert left_out


# -- what speaks for and against

A, B = Ref("person", "a"), Ref("person", "b")
PAIR = (an_entity("person:a", "Juan Torres"), an_entity("person:b", "Juan Torres"))


def proposal(claims: Iterable[Claim], entities: tuple[Entity, Entity] = PAIR) -> Proposal:
    every = list(claims)
    (pair,) = candidates(entities, entities[0].ref.kind).pairs
    facts = [
        facts_of(entity.ref, [c for c in every if str(entity.ref) in mentioned(c)], DEFAULTS) for entity in entities
    ]
    found = weigh(pair, entities, (facts[0], facts[1]), frozenset({Ref("person", "nobody")}))
    assert found is not None
    return found


def mentioned(claim: Claim) -> set[str]:
    refs = [claim.subject, claim.object, *(value for _, value in claim.details)]
    return {str(ref) for ref in refs if isinstance(ref, Ref)}


def codes(found: Proposal) -> tuple[set[str], set[str]]:
    return {r.code for r in found.speaks_for}, {r.code for r in found.against}


def test_two_who_are_written_the_same_and_of_whom_nothing_is_told_lean_to_one() -> None:
    found = proposal([])
    assert (found.verdict, found.balance) == (Verdict.SAME, 3)


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ([told("person:a", "parentOf", "person:b", id="K1")], "kin"),
        ([told("person:b", "siblingOf", "person:a", id="K1")], "kin"),
        (
            [
                told("person:a", "ageAt", 52, id="K1", on="2026-01-10"),
                told("person:b", "ageAt", 26, id="K2", on="2026-01-01"),
            ],
            "ages",
        ),
        (
            [told("person:a", "diedOn", "2025-01-01", id="K1"), told("person:b", "releasedOn", "2026-01-01", id="K2")],
            "after-death",
        ),
        (
            [told("person:a", "diedOn", "2025-01-01", id="K1"), told("person:b", "diedOn", "2025-03-01", id="K2")],
            "deaths",
        ),
        (
            [
                told("person:a", "detainedAt", "facility:x", id="K1", began="2025-01-01", ended="2025-03-01"),
                told("person:b", "detainedAt", "facility:y", id="K2", began="2025-02-01", ended="2025-04-01"),
            ],
            "two-places",
        ),
    ],
)
def test_what_cannot_be_true_of_one_person_speaks_against_with_its_claims(claims: list[Claim], code: str) -> None:
    found = proposal(claims)
    assert found.verdict is Verdict.DIFFERENT
    assert code in codes(found)[1]
    assert set(found.claims) >= {claim.id for claim in claims}


def test_one_document_that_names_both_speaks_against_but_does_not_outweigh_one_name() -> None:
    found = proposal([told("person:a", "releasedOn", "2026", id="K1"), told("person:b", "arrestedOn", "2025", id="K2")])
    assert codes(found)[1] == {"same-document"}
    assert found.verdict is Verdict.SAME


def test_shared_facts_speak_for_one_and_a_shared_placeholder_does_not() -> None:
    found = proposal(
        [told("person:a", "childOf", "person:m", id="K1"), told("person:b", "childOf", "person:m", id="K2")]
    )
    assert "shared" in codes(found)[0]
    none = proposal(
        [told("person:a", "childOf", "person:nobody", id="K1"), told("person:b", "childOf", "person:nobody", id="K2")]
    )
    assert "shared" not in codes(none)[0]


def test_a_name_that_many_bear_tells_less() -> None:
    found = candidates(people(*["Juan Pérez"] * 4, "Ana Ruiz", "Ana Ruiz"), "person").pairs
    assert {(one.a.slug, one.b.slug): one.bearers for one in found if one.bearers == 2} == {("p4", "p5"): 2}
    assert {one.bearers for one in found if one.a.slug == "p0"} == {4}
    pair = (an_entity("person:p0", "Juan Pérez"), an_entity("person:p1", "Juan Pérez"))
    nothing = facts_of(pair[0].ref, [], DEFAULTS), facts_of(pair[1].ref, [], DEFAULTS)
    first = next(one for one in found if (one.a.slug, one.b.slug) == ("p0", "p1"))
    told = weigh(first, pair, nothing, frozenset())
    assert told is not None
    assert "many" in codes(told)[0]


def test_a_year_between_two_ages_may_be_a_slip() -> None:
    ages = [
        told("person:a", "ageAt", 51, id="K1", on="2026-01-10"),
        told("person:b", "ageAt", 53, id="K2", on="2026-01-12"),
    ]
    found = proposal(ages)
    assert [r.weight for r in found.against if r.code == "ages"] == [2]


def test_mr_and_ms_speak_against() -> None:
    pair = (
        an_entity("person:a", "Ana Torres", also=(Text("Ms. Torres"),)),
        an_entity("person:b", "A. Torres", also=(Text("Mr. Torres"),)),
    )
    assert "titles" in codes(proposal([], pair))[1]


def test_a_denied_claim_tells_nothing() -> None:
    denied = told("person:a", "parentOf", "person:b", id="K1")
    assert "kin" not in codes(proposal([replace(denied, polarity="negative")]))[1]


def test_every_reason_is_told_in_two_languages_with_its_values() -> None:
    found = proposal([told("person:a", "parentOf", "person:b", id="K1")])
    for reason in found.reasons:
        assert len({reason.words({}, "en"), reason.words({}, "es")}) == 2
    assert all(
        sorted(re.findall(r"{\d}", one)) == sorted(re.findall(r"{\d}", SPANISH.gettext(one))) for one in WORDS.values()
    )
    assert [one for one in WORDS.values() if not SPANISH.has(one)] == []


def test_a_candidate_is_one_pair_in_the_order_of_names() -> None:
    found = candidates(reversed(people("Ana Ruiz", "Ana Ruiz")), "person").pairs
    assert [(one.a.slug, one.b.slug) for one in found] == [("p0", "p1")]
    assert isinstance(found[0], Candidate)

"""How many independent origins: repeating makes no second source."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from tests.builders import a_claim, a_step

from habeas.analysis.provenance import Echo, echo
from habeas.model.values import Claim, Ref

numbers = count(1)
WORDS = "They took her away in a white car without plates at dawn"


def said(by: str, page: str = "one", *passed_on: str, paragraph: str = "P01", quote: str = "") -> Claim:
    """A claim by a speaker on a page, passed on by some."""
    return a_claim(
        id=f"A{next(numbers)}",
        speaker=Ref.parse(by),
        source=Ref("doc", page),
        paragraph=paragraph,
        quote=quote,
        chain=tuple(a_step(ref) for ref in (by, *passed_on)),
    )


def origins(*claims: Claim) -> Echo:
    return echo(claims)


def test_nothing_has_no_origin() -> None:
    assert (origins().least, origins().most) == (0, 0)


def test_one_speaker_in_ten_papers_is_one_origin() -> None:
    found = origins(*(said("org:aid", f"page-{n}", f"org:paper-{n}") for n in range(10)))
    assert (found.least, found.most, len(found.claims)) == (1, 1, 10)


def test_two_speakers_in_one_paper_are_two() -> None:
    assert origins(said("org:paper"), said("person:mother", "one", "org:paper")).most == 2


def test_headline_deck_and_body_are_one() -> None:
    found = origins(
        said("collective:groups", "one", "org:paper"),
        said("org:paper", paragraph="headline"),
        said("collective:groups", "one", "org:paper", paragraph="deck"),
    )
    assert (found.most, len(found.claims)) == (1, 3)


def test_a_headline_alone_is_an_origin() -> None:
    assert origins(said("org:paper", paragraph="headline")).most == 1


def test_a_headline_does_not_join_two_voices_of_its_page() -> None:
    assert (
        origins(
            said("org:paper"), said("person:mother", "one", "org:paper"), said("org:paper", paragraph="headline")
        ).most
        == 2
    )


def test_what_went_through_one_wire_service_is_one() -> None:
    assert (
        origins(
            said("person:witness", "one", "org:wire", "org:paper"), said("person:other", "two", "org:wire", "org:radio")
        ).most
        == 1
    )


def test_the_same_words_in_two_papers_are_one_text() -> None:
    assert origins(said("org:paper", quote=WORDS), said("org:radio", "two", quote=f"{WORDS.upper()}")).most == 1


def test_an_unnamed_group_adds_nothing_certain() -> None:
    found = origins(said("org:aid"), said("collective:groups", "two"))
    assert (found.least, found.most) == (1, 2)
    assert found.words == "1 to 2 independent origins in 2 claims"


def test_names_judged_the_same_are_one_speaker() -> None:
    one = {"org:aid-abroad": "org:aid"}
    claims = (said("org:aid"), said("org:aid-abroad", "two"))
    assert echo(claims, lambda name: one.get(name, name)).most == 1


def test_the_order_of_the_claims_does_not_matter() -> None:
    claims = [said("org:aid"), said("org:paper", "two"), said("collective:groups", "two", "org:wire", "org:paper")]
    assert echo(claims) == echo(reversed(claims)) == echo([replace(claim) for claim in claims])

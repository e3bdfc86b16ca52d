"""The made-up cases that benchmarks run on: the same for a seed, and consistent in themselves."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bench.make_case import case, main, read_case, summary, write_case

PEOPLE = 1_000
DESCRIBED = re.compile(r"(person|org|collective|facility|place|post|population|concept):\S+")
CLAIMED = re.compile(r"(arrest|detention|release|death|treatment|act|accusation|charge|condition|count|event):\S+")
Source = dict[str, Any]


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    return list(case(PEOPLE, 7))


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def claims_of(sources: list[Source]) -> Iterator[dict[str, Any]]:
    return (claim for source in sources for claim in source["claims"])


def spans(claim: dict[str, Any]) -> Iterator[tuple[int, int]]:
    at = claim["at"]
    for span in at if isinstance(at, list) else [at]:
        start, _, end = span.partition("-")
        yield int(start), int(end)


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    first, again = tmp_path / "first.jsonl", tmp_path / "again.jsonl"
    write_case(first, people=60, seed=7)
    write_case(again, people=60, seed=7)
    assert first.read_bytes() == again.read_bytes()


def test_another_seed_gives_another_case(tmp_path: Path) -> None:
    first, other = tmp_path / "first.jsonl", tmp_path / "other.jsonl"
    write_case(first, people=60, seed=7)
    write_case(other, people=60, seed=8)
    assert first.read_bytes() != other.read_bytes()


def test_a_person_has_about_eight_and_a_half_claims(sources: list[Source]) -> None:
    assert 7.5 < sum(1 for _ in claims_of(sources)) / PEOPLE < 9.5


def test_a_document_has_about_four_claims(sources: list[Source]) -> None:
    assert 3.5 < sum(1 for _ in claims_of(sources)) / len(sources) < 4.5


def test_whoever_is_named_was_described_before_or_in_the_same_source(sources: list[Source]) -> None:
    known: set[str] = set()
    for source in sources:
        known |= {entity["is"] for entity in source["names"].values()}
        used = {text for text in texts(source) if DESCRIBED.fullmatch(text)}
        assert used <= known


def test_nobody_is_described_twice(sources: list[Source]) -> None:
    described = [entity["is"] for source in sources for entity in source["names"].values()]
    assert len(described) == len(set(described))


def test_every_event_that_a_claim_points_at_is_told_of_somewhere(sources: list[Source]) -> None:
    told = {text for claim in claims_of(sources) for text in (claim["claim"][0], claim.get("event"))}
    pointed_at = {
        text
        for claim in claims_of(sources)
        for text in (claim["claim"][2], claim.get("ends"))
        if isinstance(text, str) and CLAIMED.fullmatch(text)
    }
    assert pointed_at
    assert pointed_at <= told


def test_a_claim_with_an_id_stands_before_what_hangs_on_it(sources: list[Source]) -> None:
    seen: set[str] = set()
    anchors = 0
    for claim in claims_of(sources):
        if "id" in claim:
            assert claim["id"] not in seen
            seen.add(claim["id"])
        if "anchor" in claim:
            anchors += 1
            assert claim["anchor"].removeprefix("claim:") in seen
    assert anchors


def test_no_two_claims_of_a_document_say_the_same(sources: list[Source]) -> None:
    documents = [source["source"]["id"] for source in sources]
    assert len(documents) == len(set(documents))
    for source in sources:
        said = [json.dumps([*claim["claim"], claim.get("event")]) for claim in source["claims"]]
        assert len(said) == len(set(said))


def test_places_lie_in_the_text_and_a_quote_is_as_long_as_its_place(sources: list[Source]) -> None:
    for source in sources:
        length = source["source"]["snapshot"]["characters"]
        for claim in source["claims"]:
            assert all(0 <= start < end <= length for start, end in spans(claim))
            if "quote" in claim:
                ((start, end),) = spans(claim)
                assert len(claim["quote"]) == end - start


def test_nothing_is_said_after_the_document_that_says_it(sources: list[Source]) -> None:
    for source in sources:
        assert all(claim.get("said", "") <= source["source"]["date"] for claim in source["claims"])


def test_some_triples_have_a_second_source_and_some_claims_are_restricted(sources: list[Source]) -> None:
    triples = [json.dumps(claim["claim"]) for claim in claims_of(sources)]
    assert 0.05 < 1 - len(set(triples)) / len(triples) < 0.25
    assert any(claim.get("sensitivity") == "restricted" for claim in claims_of(sources))
    assert any(claim.get("polarity") == "negative" for claim in claims_of(sources))


def test_dates_are_of_mixed_precision(sources: list[Source]) -> None:
    dates = {str(claim["began"]) for claim in claims_of(sources) if "began" in claim}
    shapes = {re.sub(r"\d", "9", date) for date in dates}
    assert {
        "9999-99-99",
        "9999-99",
        "9999",
        "9999-99-99~",
        "[9999-99-99..9999-99-99]",
        "../9999-99-99",
    } <= shapes


def test_some_dates_are_relative_words(sources: list[Source]) -> None:
    words = {claim["on"]["words"] for claim in claims_of(sources) if isinstance(claim.get("on"), dict)}
    assert words == {"yesterday", "last week", "last month"}


def test_names_are_written_in_four_scripts_and_some_in_several_spellings(sources: list[Source]) -> None:
    people = [e for s in sources for e in s["names"].values() if e["is"].startswith("person:")]
    written = "".join(person["label"] for person in people)
    assert all(
        re.search(letters, written) for letters in ("[ñéíúó]", "[\u0400-\u04ff]", "[\u0600-\u06ff]", "[\u4e00-\u9fff]")
    )
    assert any(person.get("also") for person in people)
    assert len(people) > PEOPLE


def test_yaml_and_json_lines_hold_the_same_case(tmp_path: Path) -> None:
    lines, documents = tmp_path / "case.jsonl", tmp_path / "case.yaml"
    main(["--people", "12", str(lines)])
    main(["--people", "12", str(documents)])
    assert list(read_case(lines)) == list(read_case(documents))


def test_the_summary_counts_what_was_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "case.jsonl"
    tally = write_case(out, people=40, seed=7)
    assert summary(out) == tally
    assert tally.persons > 40
    assert f"{tally.claims:,} claims" in capsys.readouterr().out


def test_a_case_of_one_person_is_possible() -> None:
    assert any(
        "detainedAt" in claim["claim"] or "detainedIn" in claim["claim"] for claim in claims_of(list(case(1, 7)))
    )

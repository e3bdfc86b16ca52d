"""Where quoted words stand: exactly, nearly, in several places or nowhere; and what is never taken for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.graph.capture.quote_cases import lookalikes, variants

from habeas.capture.quotes import Difference, Match, around, locate, located_at
from habeas.model.values import Passage

LETTER = (
    "Ana Ruiz was taken to Cárcel Norte on 3 January. Her brother Luis Ruiz was taken to Cárcel Norte on 23 May.\n"
    "The lawyer said “she has not been seen since the trans-\nfer” and asked for a hearing. "
    "The ﬁrst oﬃcer re-signed ;\n"
    "1.234 people , says the well-\nknown judge — a man of 10 % — “no” . No fue liberada (según su fami\u00ad\nlia).\n"
    "José Íñigo was unreleased. Anglo-Saxon 2025-\n2026. 他们被带走了。"
)


@pytest.mark.parametrize(
    ("quote", "found", "differences"),
    [
        ("Ana Ruiz was taken to Cárcel Norte", "Ana Ruiz was taken to Cárcel Norte", ()),
        ("Ana Ruiz was taken to Carcel Norte", "Ana Ruiz was taken to Cárcel Norte", (Difference.ACCENTS,)),
        ("since the transfer", "since the trans-\nfer", (Difference.HYPHENATION,)),
        ("since the trans-fer", "since the trans-\nfer", (Difference.HYPHENATION,)),
        ("first officer", "ﬁrst oﬃcer", (Difference.LIGATURE,)),
        ("the well-known judge", "the well-\nknown judge", (Difference.HYPHENATION,)),
        ("1.234 people, says", "1.234 people , says", (Difference.SPACES,)),
        ("judge - a man of 10% — “no”", "judge — a man of 10 % — “no”", (Difference.DASHES, Difference.SPACES)),
        ('said "she has not', "said “she has not", (Difference.QUOTATION_MARKS,)),
        ("«No fue liberada»", "No fue liberada", (Difference.QUOTATION_MARKS,)),
        ("su familia", "su fami\u00ad\nlia", (Difference.HYPHENATION,)),
        ("Jose\u0301 I\u0301n\u0303igo", "José Íñigo", (Difference.COMPOSITION,)),
        ("2025-2026", "2025-\n2026", (Difference.SPACES,)),
        ("被带走", "被带走", ()),
        ("Luis Ruiz\n was   taken", "Luis Ruiz was taken", (Difference.SPACES,)),
        ("…asked for a hearing…", "asked for a hearing", (Difference.OMISSION,)),
    ],
)
def test_words_are_found_however_they_are_printed_or_typed(
    quote: str, found: str, differences: tuple[Difference, ...]
) -> None:
    located = locate(quote, LETTER)
    [spot] = located.passages
    assert LETTER[spot.start : spot.end] == found
    assert located.differences == differences
    assert located.match is (Match.CLOSE if differences else Match.EXACT)


@pytest.mark.parametrize(
    "quote",
    [
        "she has been seen since",
        "taken to Cárcel Sur",
        "on 4 January",
        "3 May",
        "234 people",
        "released",
        "was taken to cárcel norte on",
        "resigned",
        "Anglosaxon",
        "fer",
        "lia",
        "trans",
        "since the transfers",
        "2025",
        "…",
        "",
        " - ",
        "Ana … 23",
    ],
)
def test_other_words_numbers_negations_and_parts_of_words_are_nowhere(quote: str) -> None:
    assert locate(quote, LETTER) == locate("entirely other words", LETTER)


def test_an_accent_may_be_missing_and_never_be_another_one() -> None:
    assert locate("el papel de la viúda", "el papel de la viùda").match is Match.MISSING
    assert locate("el papel de la viuda", "el papel de la viùda").differences == (Difference.ACCENTS,)


def test_words_in_several_places_are_given_none_and_all_are_told() -> None:
    located = locate("was taken to Cárcel Norte", LETTER)
    assert (located.match, located.passages) == (Match.SEVERAL, ())
    assert [around(LETTER, place)[:30] for place in located.places] == [
        "Ana Ruiz [was taken to Cárcel ",
        "rte on 3 January. Her brother ",
    ]
    assert locate("was taken to Carcel Norte", LETTER).match is Match.SEVERAL


def test_letter_for_letter_comes_before_nearly() -> None:
    text = "El Río. El Rio."
    assert locate("El Rio", text).passages == (Passage(8, 14),)


def test_what_a_journalist_left_out_makes_one_passage_before_and_one_after() -> None:
    located = locate("Her brother Luis Ruiz […] on 23 May", LETTER)
    assert [LETTER[spot.start : spot.end] for spot in located.passages] == ["Her brother Luis Ruiz", "on 23 May"]
    assert located.differences == (Difference.OMISSION,)


def test_what_is_left_out_within_one_sentence_comes_before_what_is_left_out_across_several() -> None:
    [first, second] = locate("was taken … on 23 May", LETTER).passages
    assert LETTER[first.start : second.end] == "was taken to Cárcel Norte on 23 May"


def test_left_out_words_that_fit_two_places_are_several() -> None:
    text = "They took Ana to the north, then they took Ana to the south on Monday."
    assert locate("they took Ana … on Monday", text).match is Match.CLOSE
    assert locate("took Ana to … on Monday", text).match is Match.SEVERAL


def test_parts_far_from_one_another_are_no_quote() -> None:
    text = f"They took Ana away. {'x ' * 600} She came back home."
    assert locate("They took Ana away […] She came back home", text).match is Match.MISSING


def test_a_place_that_is_given_counts_where_the_words_stand_there() -> None:
    place = (Passage(71, 96),)
    start = LETTER.rindex("was taken to")
    place = (Passage(start, start + len("was taken to Cárcel Norte")),)
    assert located_at("was taken to Cárcel Norte", LETTER, place).match is Match.EXACT
    assert located_at("was taken to Carcel Norte", LETTER, place).match is Match.CLOSE
    assert located_at("was not taken to Cárcel Norte", LETTER, place).match is Match.MISSING
    whole = (Passage(0, LETTER.index(" Her brother")),)
    assert located_at("Ana Ruiz […] on 3 January.", LETTER, whole).match is Match.CLOSE


def test_words_that_say_something_else_are_never_given_a_place() -> None:
    assert not [case for case in lookalikes(7, 240) if locate(case.quote, case.text).match is not Match.MISSING]


def test_true_quotes_are_found_however_they_are_written() -> None:
    lost = [case for case in variants(11, 270) if not locate(case.quote, case.text).passages]
    assert not lost


@given(st.text(alphabet="aé-\u00ad \n.'“n\u0301ﬁ12…", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_any_part_of_a_text_that_is_found_stands_where_it_is_said_to(text: str, start: int, end: int) -> None:
    for place in locate(text[start:end], text).places:
        for spot in place:
            assert 0 <= spot.start < spot.end <= len(text)


def test_looking_for_words_takes_work_that_grows_with_the_text_alone() -> None:
    assert locate("a " * 9_000 + "b", "a " * 200_000).match is Match.MISSING

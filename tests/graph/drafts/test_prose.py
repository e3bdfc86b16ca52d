"""What assisted reading finds in single sentences of many kinds, and what it must not find."""

from datetime import date

import pytest

from habeas.drafts.prose.reader import CustodyEvent, read_text
from habeas.drafts.prose.runs import MentionKind
from habeas.drafts.prose.sentences import LONGEST, sentences_of

DAY = "2027-03-10"
"""A Wednesday."""


def names(text: str, kind: MentionKind, language: str = "en") -> list[str]:
    return read_text(text, DAY, language).names(kind)


def days(text: str, language: str = "en", day: str = DAY) -> list[str]:
    return [each.words for each in read_text(text, day, language).days]


def told(text: str, language: str = "en") -> list[tuple[str, str, str]]:
    return [(each.person, each.kind, each.day.edtf.text if each.day else "") for each in events(text, language)]


def events(text: str, language: str = "en") -> list[CustodyEvent]:
    return [each for each in read_text(text, DAY, language).events if not each.not_so]


def speakers(text: str, language: str = "en") -> tuple[str, ...]:
    (event,) = events(text, language)
    return event.speakers


@pytest.mark.parametrize(
    ("text", "language", "people"),
    [
        ("Judge Amara Oyelaran met Ilse van der Meer.", "en", ["Amara Oyelaran", "Ilse van der Meer"]),
        ("The lawyer, Zubin Qadri, spoke. Mr. Qadri left.", "en", ["Zubin Qadri"]),
        ("Relatives of Ewa Lis came. However, Lis was not there.", "en", ["Ewa Lis"]),
        ("La jueza Belkis Araujo y Tulio Rangel se fueron.", "es", ["Belkis Araujo", "Tulio Rangel"]),
        ("Según Nerea Ibáñez, nadie vino.", "es", ["Nerea Ibáñez"]),
        ("- Bashir Odeh (34), teacher\n- Lamia Sabry (27), nurse", "en", ["Bashir Odeh", "Lamia Sabry"]),
        ("Photo: Wim Peeters for Getty Images", "en", ["Wim Peeters"]),
        ("The Nobel Peace Prize was given in New York on Sunday Street.", "en", []),
        ("Read More Related Stories\n\nThey left the Ministry of Health.", "en", []),
    ],
)
def test_people_are_found_by_how_they_are_written(text: str, language: str, people: list[str]) -> None:
    assert names(text, MentionKind.PERSON, language) == people


@pytest.mark.parametrize(
    ("text", "language", "kind", "found"),
    [
        ("The Ministry of Justice and the Harbour Workers Union met.", "en", "org", "Ministry of Justice"),
        ("The Prosecutor General’s Office answered.", "en", "org", "Prosecutor General’s Office"),
        ("He spoke to the Gulf Prison Watch.", "en", "org", "Gulf Prison Watch"),
        ("He wrote to Foro Civil.", "en", "org", "Foro Civil"),
        ("Lo negó el Comité por la Verdad y la Fiscalía.", "es", "org", "Comité por la Verdad"),
        ("Fue arrestado por Carabineros.", "es", "org", "Carabineros"),
        ("He is in Penal Colony No. 7 now.", "en", "facility", "Penal Colony No. 7"),
        ("They went to the Kality prison.", "en", "facility", "Kality"),
        ("Está en la cárcel de Monte Alto.", "es", "facility", "Monte Alto"),
        ("Lo llevaron del Penal de Piedra Alta al Hospital San Blas.", "es", "facility", "Hospital San Blas"),
        ("Samir Odeh is held in Qasr Delan.", "en", "facility", "Qasr Delan"),
    ],
)
def test_bodies_and_facilities_are_told_by_a_word_of_theirs(text: str, language: str, kind: str, found: str) -> None:
    assert found in names(text, MentionKind(kind), language)


def test_a_surname_means_the_person_of_whom_the_text_told_the_whole_name() -> None:
    read = read_text("Ivo Petran died. His wife, Olga Petran, wept. Ms. Petran left. Petran was 63.", DAY, "en")
    assert [each.name for each in read.mentions if each.kind is MentionKind.PERSON] == [
        "Ivo Petran",
        "Olga Petran",
        "Olga Petran",
        "Ivo Petran",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "He spent five months and 12 days there, and is 41 years old.",
        "Case No. 2026-114, file 2024/331, and article 2019 of the code.",
        "Some 1998 prisoners may march. Copyright 2026 NPR",
        "A 20-year sentence, a ten-year term, a call of two hours.",
    ],
)
def test_durations_ages_and_numbers_of_cases_are_no_days(text: str) -> None:
    assert days(text) == []


def test_words_for_durations_in_spanish_are_no_days() -> None:
    assert days("Pasó cinco meses y 12 días preso; tiene 41 años. Expediente 0117-2026, causa 2024-331.", "es") == []


@pytest.mark.parametrize(
    ("text", "language", "first", "last"),
    [
        ("He left on Monday evening.", "en", date(2027, 3, 8), date(2027, 3, 8)),
        ("He left in February.", "en", date(2027, 2, 1), date(2027, 2, 28)),
        ("Last year he left.", "en", date(2026, 1, 1), date(2026, 12, 31)),
        ("He left on Oct. 4, 2026, at night.", "en", date(2026, 10, 4), date(2026, 10, 4)),
        ("Salió el 14 de noviembre de 2026.", "es", date(2026, 11, 14), date(2026, 11, 14)),
        ("En diciembre salió.", "es", date(2026, 12, 1), date(2026, 12, 31)),
        ("Salió a principios de marzo.", "es", date(2027, 3, 1), date(2027, 3, 10)),
    ],
)
def test_days_are_read_beside_the_day_of_the_document(text: str, language: str, first: date, last: date) -> None:
    (found,) = read_text(text, DAY, language).days
    assert (found.edtf.earliest, found.edtf.latest) == (first, last)


def test_a_distance_counts_from_the_day_told_before_it() -> None:
    read = read_text("He came on 4 January. Two days later he left.", DAY, "en")
    assert [each.edtf.text for each in read.days] == ["2027-01-04", "2027-01-06"]


def test_a_distance_behind_a_day_tells_the_day_of_its_own_clause() -> None:
    assert told("It was known on 8 January, five days after Uma Rehn was arrested in Bel.") == [
        ("Uma Rehn", "arrested", "2027-01-03")
    ]


def test_without_a_day_of_the_document_only_days_with_a_year_are_read() -> None:
    assert days("He left on Monday, and came back on 3 May 2026.", day="") == ["3 May 2026"]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Uma Rehn was arrested on Monday.", "en", ("Uma Rehn", "arrested", "2027-03-08")),
        ("Police detained Uma Rehn in February.", "en", ("Uma Rehn", "arrested", "2027-02")),
        ("Uma Rehn, who was seized in 2019, is well.", "en", ("Uma Rehn", "arrested", "2019")),
        ("Uma Rehn remains in custody at Fort Gray.", "en", ("Uma Rehn", "held", "")),
        ("Uma Rehn was moved to Fort Gray on Monday.", "en", ("Uma Rehn", "transferred", "2027-03-08")),
        ("Uma Rehn walked free on Monday.", "en", ("Uma Rehn", "released", "2027-03-08")),
        ("Uma Rehn was sentenced in 2021 to a ten-year term.", "en", ("Uma Rehn", "sentenced", "2021")),
        ("Uma Rehn has been missing since 2 March.", "en", ("Uma Rehn", "missing", "2027-03-02")),
        ("Uma Rehn was placed under house arrest on Monday.", "en", ("Uma Rehn", "house-arrest", "2027-03-08")),
        ("The arrest of Uma Rehn on Monday was a shock.", "en", ("Uma Rehn", "arrested", "2027-03-08")),
        ("El lunes fue detenida Uma Rehn.", "es", ("Uma Rehn", "arrested", "2027-03-08")),
        ("A Uma Rehn la detuvieron el lunes.", "es", ("Uma Rehn", "arrested", "2027-03-08")),
        ("Uma Rehn permanece recluida en El Alto.", "es", ("Uma Rehn", "held", "")),
        ("Uma Rehn salió en libertad en febrero.", "es", ("Uma Rehn", "released", "2027-02")),
        ("Murió el lunes Uma Rehn.", "es", ("Uma Rehn", "died", "2027-03-08")),
        ("A Uma Rehn le dieron casa por cárcel el lunes.", "es", ("Uma Rehn", "house-arrest", "2027-03-08")),
        ("Uma Rehn está desaparecida desde el lunes.", "es", ("Uma Rehn", "missing", "2027-03-08")),
        ("El tribunal condenó a Uma Rehn el lunes.", "es", ("Uma Rehn", "sentenced", "2027-03-08")),
    ],
)
def test_events_of_custody_are_told_in_many_ways(text: str, language: str, found: tuple[str, str, str]) -> None:
    assert told(text, language) == [found]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Uma Rehn has not been released.", "en"),
        ("Uma Rehn will be released on Friday.", "en"),
        ("They demanded that Uma Rehn be freed.", "en"),
        ("The tally sheets released by Uma Rehn were false.", "en"),
        ("Uma Rehn aún no ha sido liberada.", "es"),
        ("Uma Rehn podría ser liberada el lunes.", "es"),
    ],
)
def test_what_is_denied_feared_or_demanded_did_not_happen(text: str, language: str) -> None:
    assert told(text, language) == []


def test_several_people_of_one_verb_are_an_event_each() -> None:
    found = told("Uma Rehn, Ole Dahl and Pia Lund were arrested on Monday.")
    assert found == [(name, "arrested", "2027-03-08") for name in ("Uma Rehn", "Ole Dahl", "Pia Lund")]


def test_a_pronoun_means_whom_something_happened_to_last() -> None:
    found = told("Uma Rehn was arrested in 2019 at a vigil. She was sentenced in 2020.")
    assert found[1] == ("Uma Rehn", "sentenced", "2020")


@pytest.mark.parametrize(
    ("text", "language", "who"),
    [
        ("Uma Rehn was freed on Monday, Ole Dahl said.", "en", ("Ole Dahl",)),
        ("Uma Rehn was freed on Monday, according to the Court Watch.", "en", ("Court Watch",)),
        ("Ole Dahl, who heads Court Watch, said that Uma Rehn was freed.", "en", ("Ole Dahl",)),
        ("Uma Rehn was freed, her lawyer, Ole Dahl, wrote on Monday.", "en", ("Ole Dahl",)),
        ("Relatives said Uma Rehn was freed on 2 March.", "en", ("relatives",)),
        ("Pia Lund said that a guard told her that Uma Rehn was freed.", "en", ("guard", "Pia Lund")),
        ("Uma Rehn was freed on Monday.", "en", ()),
        ("Uma Rehn fue liberada el lunes, informó su abogado, Ole Dahl.", "es", ("Ole Dahl",)),
        ("Según la Red de Abogadas, Uma Rehn fue liberada.", "es", ("Red de Abogadas",)),
        ("La Red de Abogadas denunció que Uma Rehn fue detenida.", "es", ("Red de Abogadas",)),
        ("Pia Lund contó que un guardia dijo que Uma Rehn fue detenida.", "es", ("guardia", "Pia Lund")),
    ],
)
def test_the_speaker_of_an_event_is_the_nearest_to_it(text: str, language: str, who: tuple[str, ...]) -> None:
    assert speakers(text, language) == who


def test_the_day_on_which_something_was_said_is_not_that_of_the_event() -> None:
    assert told("Ole Dahl said on Monday that Uma Rehn was arrested.") == [("Uma Rehn", "arrested", "")]


def test_the_passage_of_an_event_holds_its_person_day_and_place() -> None:
    text = "At noon Uma Rehn was moved to Fort Gray on Monday, they say."
    (event,) = events(text)
    assert text[event.start : event.end] == "Uma Rehn was moved to Fort Gray on Monday"
    assert event.place is not None
    assert event.place.words == "Fort Gray"


def test_a_heading_tells_no_event() -> None:
    assert told("Uma Rehn arrested in Bel\n\nThe town was quiet.") == []


@pytest.mark.parametrize(
    ("text", "language", "bounds", "of"),
    [
        ("At least 80 political prisoners left.", "en", (80, None), "political prisoners"),
        ("Between 800 and 900 detainees remain.", "en", (800, 900), "detainees"),
        ("Marcharon unas 60 personas.", "es", (54, 66), "personas"),
        ("Thousands of people came.", "en", (2000, None), "people"),
    ],
)
def test_figures_keep_their_hedge(text: str, language: str, bounds: tuple[int, int | None], of: str) -> None:
    (found,) = read_text(text, DAY, language).figures
    assert ((found.figure.lower, found.figure.upper), found.figure.of) == (bounds, of)


def test_a_text_of_nothing_and_a_text_of_signs_say_nothing() -> None:
    for text in ("", "\n\n", "?!…—“”", "A" * 5000, "( ( (" * 500, "X. " * 2000):
        assert read_text(text, DAY).events == []


def test_a_sentence_without_an_end_is_cut_and_loses_nothing() -> None:
    text = "Ana Ruiz, " * 2_000 + "was arrested on Monday. " + "A. " * 3_000
    spans = [(each.start, each.end) for each in sentences_of(text)]
    assert max(end - start for start, end in spans) <= LONGEST
    assert "".join(text[start:end] for start, end in spans).replace(" ", "") == text.replace(" ", "")

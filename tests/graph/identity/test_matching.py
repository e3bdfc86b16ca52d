"""Names that look alike: words, people, bodies and places."""

from __future__ import annotations

import pytest
from tests.graph.identity.matching_cases import how, worth

from habeas.identity.matching.bodies import body_name, liken_bodies
from habeas.identity.matching.names import apart, liken, person_name
from habeas.identity.matching.phonetics import How

# -- words


@pytest.mark.parametrize(
    ("one", "other", "way"),
    [
        ("Torres", "torres", How.SAME),
        ("Rodríguez", "Rodriguez", How.ACCENTS),
        ("Gonzalez", "Gonsález", How.SOUND),
        ("Mohammed", "Muhammad", How.SOUND),
        ("Yevgeny", "Evgeni", How.SOUND),
        ("Gaddafi", "Kadhafi", How.SOUND),
        ("Khaled", "Jaled", How.SOUND),
        ("Евгений", "Yevgeny", How.LETTERS),
        ("Щукин", "Shchukin", How.LETTERS),
        ("محمد", "Mohammed", How.LETTERS),
        ("علي", "Ali", How.LETTERS),
        ("Μάρκος", "Markos", How.LETTERS),
        ("Edison", "Edilson", How.NEARLY),
        ("Jiménez", "Giménez", How.NEARLY),
        ("E.", "Enrique", How.INITIAL),
        ("Pepe", "José", How.CALLED),
        ("Beto", "Roberto", How.CALLED),
        ("Саша", "Aleksandra", How.CALLED),
        ("Bill", "Billy", How.CALLED),
    ],
)
def test_words_that_may_be_one_go_together_and_it_is_told_how(one: str, other: str, way: How) -> None:
    assert how(one, other) is way
    assert how(other, one) is way


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mario", "María"),
        ("Daniel", "Daniela"),
        ("Hernández", "Fernández"),
        ("Díaz", "Díez"),
        ("Ana", "Eva"),
        ("E.", "Jorge"),
        ("王", "汪"),
        ("Иван", "Олег"),
        ("Martínez", "Márquez"),
    ],
)
def test_words_that_are_two_names_do_not(one: str, other: str) -> None:
    assert how(one, other) is None


# -- names of people


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Enrique Márquez", "E. Marquez"),
        ("Juan Pérez García", "Juan Pérez"),
        ("Torres, Edilson", "Edison Torres"),
        ("Dr. José Pérez", "Pérez José"),
        ("Juan Carlos de la Torre", "Juan Torre"),
        ("García y Vega", "Garcia Vega"),
        ("Hassan bin Ali", "Hasan Ali"),
        ("Алексей Навальный", "Alexei Navalny"),
        ("محمد علي", "Mohammed Ali"),
        ("王小明", "Wang Xiaoming"),
        ("王小明", "Xiaoming Wang"),
        ("김정은", "Gim Jeongeun"),
        ("Abdel Rahman", "Abdelrahman"),
        ("María Corina Machado", "Maria C. Machado"),
    ],
)
def test_ways_to_write_one_name_are_alike(one: str, other: str) -> None:
    assert worth(one, other) > 0.75
    assert worth(one, other) == worth(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Edilson Torres", "Jonathan Torres Duque"),
        ("Delcy Rodríguez", "Jorge Rodríguez"),
        ("Juan Pablo Guanipa", "Ramón Guanipa"),
        ("Alfredo Romero", "Tibisay Romero"),
        ("Juan Pérez García", "Juan Pérez López"),
        ("E. M.", "Enrique Márquez"),
        ("王小明", "王小红"),
    ],
)
def test_people_who_share_a_part_of_a_name_are_not_alike(one: str, other: str) -> None:
    assert worth(one, other) == 0
    assert apart(person_name(one), person_name(other)) is not None


def test_a_surname_alone_is_worth_little() -> None:
    assert 0 < worth("Mr. Torres", "Edilson Torres") <= 0.5


def test_a_title_is_no_part_of_a_name_and_tells_man_or_woman() -> None:
    assert [person_name(text).gender for text in ("Mr. Torres", "Sra. Torres", "Dr. Torres", "Torres")] == [
        "m",
        "f",
        "",
        "",
    ]
    assert worth("President Nicolás Maduro", "Nicolas Maduro") == 1.0


def test_a_name_of_nothing_but_titles_or_signs_does_no_harm() -> None:
    for text in ("Mr.", "de la", "—", "", "Ññ", "1", "🙂", "'", "J"):
        assert liken(person_name(text), person_name("Ana Ruiz")) is None or text == "Ana"


# -- names of bodies and places


def alike(one: str, other: str) -> float:
    found = liken_bodies(body_name(one), body_name(other), lambda _: 1.0)
    return found.worth if found else 0.0


def test_bodies_are_alike_by_their_words_their_letters_or_a_part() -> None:
    assert alike("Servicio Bolivariano de Inteligencia Nacional", "SEBIN") == 0
    assert alike("Servicio Bolivariano de Inteligencia", "SBI") == 0.8
    assert alike("El Helicoide", "Helicoide") == 1.0
    assert alike("Cárcel de Ramo Verde", "Carcel Ramo Verde (Los Teques)") == 1.0
    assert (
        alike("Committee for the Liberation of Political Prisoners", "Committee for the Freedom of Political Prisoners")
        > 0.5
    )
    assert alike("Tribunal Supremo", "Cárcel Norte") == 0


def test_numbered_parts_of_a_place_are_kept_in_mind() -> None:
    assert body_name("El Rodeo II").numbers == ("ii",)
    assert alike("El Rodeo I", "El Rodeo II") == 1.0

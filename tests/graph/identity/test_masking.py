"""A withheld name leaves no text in whatever spelling, order, case or script it stands there; other names stay."""

from __future__ import annotations

import pytest

from habeas.identity.name_spotter import masker_of
from habeas.model.disclosure import DisclosurePolicy
from habeas.model.masking import MARK, TextMasker


def masker(*names: str, theirs: tuple[str, ...] = ()) -> TextMasker:
    policy = DisclosurePolicy(most="public", names=frozenset(names), people=frozenset(names))
    return masker_of(policy.names, policy.people, lambda text: text in theirs)


NAMED = {
    "Ida Brum": [
        "hermana de Brum, Ida",
        "Ida Brum was seen",
        "IDA BRUM",
        "Idá Brüm",
        "I. Brum",
        "Brum I.",
        "Ida Brum's brother",
        "Ida  Brum",
        "Ida\nBrum",
        "Ida Br-\num",
        "I\u00adda B\u200brum",
        "ida-brum-2026",
        "https://example.org/people/ida-brum",
        "https://example.org/idabrum",
        "ida.brum@example.org",
        "idabrum@example.org",
        "ibrum@example.org",
        "@IdaBrum",
        "the Brum family",
        "los Brum",
        "familia Brum",
        "the Brums",
        "Brum's lawyer",
        "Sra. Brum",
        "Ida María Brum",
        "Ida Brum Lamadrid",
        "Ida-Brum",
        "Dra. Ida Brum",
        "Ида Брум",
        "сестра Иды Брум",
        "Ida Brum v. the State",
    ],
    "María Inés Toral Vidal": [
        "hijo de María Inés Toral-Vidal",
        "M. I. Toral",
        "María Toral",
        "Toral Vidal, María Inés",
        "Mª Inés Toral Vidal",
        "Ma. Inés Toral",
        "Maria Ines Toral",
        "Toral-Vidal family",
        "los Toral Vidal",
        "MARÍA INÉS TORAL VIDAL",
        "Sra. Toral",
        "https://example.org/Mar%C3%ADa-In%C3%A9s-Toral",
    ],
    "Иван Чижов": [
        "брат Ивана Чижова",
        "Ivan Chizhov",
        "Ивану Чижову",
        "Чижов И.",
        "И. Чижов",
        "Чижовым Иваном",
        "Yvan Tchijov",
    ],
    "Siarhei Kavaliou": ["Сергей Ковалёв", "сестра Сергея Ковалёва", "Сяргея Кавалёва", "Sergei Kovalev"],
    "عبد الرحمن الخطيب": [
        "أخت عبدالرحمن الخطيب",
        "وعبد الرحمن الخطيب",
        "لعبد الرحمن الخطيب",
        "Abdul Rahman al-Khatib",
        "Abdelrahman Khatib's brother",
        "al-Khatib, Abdul Rahman",
    ],
    "Abu Bakr Darwish": ["Aboubakr Darwish", "أبو بكر درويش"],
    "김철수": ["김철수의 형", "Kim Cheol-su", "brother of Kim Chul Soo"],
    "Kim Cheol-su": ["김철수의 형", "김철수씨"],
    "王小明": ["王小明的妻子", "王小明先生说", "Wang Xiaoming", "wife of Xiaoming Wang"],
    "Wang Xiaoming": ["王小明的妻子"],
    "José Luis Pardal": ["J. L. Pardal", "JL Pardal", "Pepe Pardal", "Pardal, José Luis", "Jose Pardal"],
    "Inés de la Peña": ["Inés Delapeña", "I. de la Peña", "ines-de-la-pena", "De la Peña, Inés"],
    "Işık Yıldız": ["Işık Yıldız'ın kardeşi", "Isik Yildiz", "IŞIK YILDIZ"],
    "Nadia Ocampal": [
        "Nadia O.",
        "N. O. was seen",
        "nadia_ocampal",
        "nadiaocampal1990@example.org",
        "ocampal-nadia.pdf",
        "Nadia&nbsp;Ocampal",
        "Ocampal\tNadia",
        "**Nadia** Ocampal",
        "Ｎａｄｉａ Ｏｃａｍｐａｌ",
        "Надя Окампаль",
        "ناديا أوكامبال",
        "נדיה אוקמפל",
        "the Ocampals’ house",
        "OCAMPAL Nadia",
        "#FreeNadiaOcampal",
        "case-FreeNadiaOcampal-2",
        "q.rq\n# Ocampal, Nadia\nSELECT",
        "Sra. de Ocampal",
        "de apellido Ocampal",
        "/people/nadia-ocampal/photo.jpg",
    ],
    "فاطمة الزهراء منصور": ["فَاطِمَة مَنْصُور", "فاطمـــة منصور", "Fatima Zahra Mansour", "بفاطمة منصور"],
    "राहुल वर्मन": ["राहुल वर्मन का भाई", "Rahul Varman"],
    "สมชาย ประเสริฐ": ["นายสมชาย ประเสริฐ", "Somchai Prasert"],
    "Νίκος Παπαδής": ["αδελφή του Νίκου Παπαδή", "Nikos Papadis"],
    "משה לוינסון": ["ולמשה לוינסון", "Moshe Levinson"],
}
OTHERS = {
    "Ida Brum": ["Beto Brum", "Ida Torres", "Ida came; Brum did not", "Idalia Brumas", "a brumous day", "Brum Beach"],
    "Nadia Ocampal": ["Nadia Torres", "U.S. troops", "Ocampala Road", "Nadia came. Ocampal left?"],
    "María Inés Toral Vidal": ["María Inés Torres", "Inés Toral Ocaña", "Vidal", "María was seen"],
    "José Luis Pardal": ["José Luis Torres", "Pedro Pardal", "José Luis Torres Pardalis"],
    "Иван Чижов": ["Олег Чижов", "Иван Петров"],
    "김철수": ["김철호", "김영수"],
    "王小明": ["王小红", "小明"],
    "عبد الرحمن الخطيب": ["عبد الرحيم الخطيب", "محمد الخطيب"],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in NAMED.items() for text in texts])
def test_a_withheld_name_is_taken_out_in_every_spelling(name: str, text: str) -> None:
    assert MARK in masker(name).mask(f"x: {text}")
    assert MARK in masker(name).mask(text)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in OTHERS.items() for text in texts])
def test_the_names_of_others_stay(name: str, text: str) -> None:
    assert masker(name).mask(text) == text


def test_nothing_but_the_name_is_taken_out() -> None:
    told = "On 3 May, Brum, Ida and two others were moved to North Prison; Ida Brum’s brother was told."
    masked = f"On 3 May, {MARK} and two others were moved to North Prison; {MARK}’s brother was told."
    assert masker("Ida Brum").mask(told) == masked


def test_a_name_that_somebody_visible_has_is_left() -> None:
    assert masker("Ida Brum", theirs=("Ida Brumm",)).mask("Ida Brumm and Ida Brum") == f"Ida Brumm and {MARK}"


def test_among_many_names_each_is_found() -> None:
    given, surnames = ("Ida", "Elio", "Nadia", "Tomás"), ("Brum", "Lamadrid", "Ocampal", "Soriel", "Toral")
    mask = masker(*(f"{one} {other}" for one in given for other in surnames)).mask
    for one in given:
        for other in surnames:
            assert mask(f"{other}, {one[0]}.") == MARK + ".", (one, other)


def test_only_people_are_looked_for_in_other_spellings() -> None:
    policy = DisclosurePolicy(most="public", names=frozenset(["Hidden Press"]))
    mask = masker_of(policy.names, policy.people, lambda text: False).mask
    assert mask("Hidden Press said so; press, hidden") == f"{MARK} said so; press, hidden"

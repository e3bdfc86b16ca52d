"""Words of the vocabulary are found by what they mean, in both languages, and never by a likeness of letters alone."""

from __future__ import annotations

import pytest

from habeas.model.codec_values import nearest
from habeas.model.synonyms import alike, meant_by, words_of
from habeas.vocab import PROPERTIES

MEANT = (
    ("convicted", "sentencedTo"),
    ("condenado", "sentencedTo"),
    ("prison term", "sentencedTo"),
    ("penaDePrision", "sentencedTo"),
    ("movedTo", "transferredTo"),
    ("trasladada", "transferredTo"),
    ("missingSince", "disappearedOn"),
    ("desaparición forzada", "disappearedOn"),
    ("dateOfBirth", "bornOn"),
    ("fecha de nacimiento", "bornOn"),
    ("cédula", "identityNumber"),
    ("passport number", "identityNumber"),
    ("chargedFor", "facesCharge"),
    ("imputada", "facesCharge"),
    ("foundGuilty", "convictedOf"),
    ("absuelto", "acquittedOf"),
    ("expediente", "caseNumber"),
    ("pretrialDetention", "remandedFor"),
    ("prisión preventiva", "remandedFor"),
    ("appearedInCourt", "hearingOn"),
    ("compareció", "broughtBefore"),
    ("without warrant", "warrantShown"),
    ("arrestado sin orden", "arrestWarrantShown"),
    ("allanamiento", "searchedOn"),
    ("confiscado", "propertyTaken"),
    ("base legal", "legalBasis"),
    ("bail amount", "bailSum"),
    ("fianza", "bailSum"),
    ("writ of habeas corpus", "habeasCorpusFiledOn"),
    ("recursos agotados", "remedyTried"),
    ("arbitrary detention", "wgadCategory"),
    ("profession", "occupation"),
    ("esposa", "spouseOf"),
    ("wife", "spouseOf"),
    ("tía", "auntOrUncleOf"),
    ("brother-in-law", "inLawOf"),
    ("visitas", "familyVisits"),
    ("denied a lawyer", "accessToLawyer"),
    ("sin atención médica", "medicalCare"),
    ("illness", "healthCondition"),
    ("golpeado", "illTreatment"),
    ("huelga de hambre", "hungerStrikeSince"),
    ("stripped of nationality", "lostNationality"),
    ("apátrida", "lostNationality"),
    ("niega tener", "notAcknowledgedBy"),
    ("presuntos autores", "believedResponsible"),
    ("sexo", "gender"),
    ("militante", "memberOf"),
)


@pytest.mark.parametrize(("word", "relation"), MEANT)
def test_a_word_leads_to_the_relation_that_means_it(word: str, relation: str) -> None:
    assert relation in meant_by(word)[:3]


@pytest.mark.parametrize("word", ["xyzzy", "", "to the", "of"])
def test_a_word_that_means_nothing_here_leads_nowhere(word: str) -> None:
    assert meant_by(word) == []


def test_only_what_is_among_the_words_asked_for_is_proposed() -> None:
    assert meant_by("condenado", ["penalty", "bornOn"]) == []
    assert meant_by("convicted", ["sentencedTo", "bornOn"]) == ["sentencedTo"]


def test_two_forms_of_a_word_are_alike_and_two_words_spelt_alike_are_not() -> None:
    assert alike("convicted", "conviction")
    assert alike("condenado", "condena")
    assert not alike("sentenced", "subjected")
    assert not alike("court", "count")


def test_a_relation_is_split_into_its_words() -> None:
    assert words_of("sentencedTo") == words_of("sentenced to") == words_of("to-sentenced") == ("sentenced",)


@pytest.mark.parametrize("wrong", ["sentencedInto", "convictedTo", "condemnedTo"])
def test_likeness_of_letters_proposes_nothing_of_another_meaning(wrong: str) -> None:
    assert "subjectedTo" not in nearest(wrong, PROPERTIES, noun="relation")


def test_a_slip_of_the_pen_is_still_put_right() -> None:
    assert nearest("detianedAt", PROPERTIES, noun="relation") == "Did you mean detainedAt?"

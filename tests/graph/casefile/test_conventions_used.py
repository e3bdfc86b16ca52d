"""Which conventions words for dates rest on, to be shown beside an answer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.builders import a_claim

from habeas.casefile.builtin.provenance import conventions_used
from habeas.dates.conventions import Conventions
from habeas.model.values import Ref, When

SAID = "2026-01-14"


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("a few weeks ago", "'Weeks later' or 'a few weeks' is 2 to 8 weeks"),
        ("hace varios meses", "'Months later' or 'a few months' is 2 to 11 months"),
        ("recent weeks", "'Recent weeks' begin 6 weeks back"),
        ("spring 2024", "Seasons are those of the north"),
        ("days later", "'Days later' or 'a few days' is 1 to 10 days"),
    ],
)
def test_loose_words_name_their_convention(words: str, begins: str) -> None:
    claim = a_claim(subject=Ref("person", "ana"), relation="arrestedOn", object=When(words=words, anchor=SAID))
    [sentence] = conventions_used([claim], Conventions())
    assert sentence.startswith(begins)


def test_a_moment_names_the_time_zone_and_exact_words_name_nothing() -> None:
    claim = a_claim(subject=Ref("person", "ana"), relation="arrestedOn", object=When(edtf="2026-01-12T02:00:00Z"))
    [sentence] = conventions_used([claim], Conventions(time_zone="America/Caracas"))
    assert "in America/Caracas" in sentence
    exact = replace(claim, object=When(words="five days ago", anchor=SAID))
    assert conventions_used([exact], Conventions()) == ()

"""The commands that tell what the claims amount to: `status`, `check`, `counts`."""

import csv
import io
import json
from pathlib import Path

import pytest
from tests.graph.shell import NPR, NYT, done, habeas, made

FINDINGS = Path(__file__).parents[2] / "findings"


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with the example, only read."""
    return made(tmp_path_factory.mktemp("cli") / "case", NPR, NYT)


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


# -- status


def test_status_tells_who_is_held_where_and_how_sure_with_the_claims(asked: Path) -> None:
    rows = {row["person"]: row for row in table(done("status", asked, "--on", "2026-01-12", "--format", "csv"))}
    assert set(rows) == {"Juan Pablo Guanipa", "Nicolás Maduro"}
    assert rows["Juan Pablo Guanipa"]["where"] == "police station in Caracas, unnamed, certain"
    assert rows["Juan Pablo Guanipa"]["claims"] == "N066 N067"
    assert rows["Nicolás Maduro"]["custody"] == "held, assumed (evidence 9 days old)"
    assert rows["Nicolás Maduro"]["where"] == "not stated"


def test_status_says_how_many_it_does_not_show_and_all_shows_them(asked: Path) -> None:
    assert "4 more, not held or not stated: --all shows them" in habeas("status", asked, "--on", "2026-01-12").stderr
    every = {
        row["person"]: row for row in table(done("status", asked, "--on", "2026-01-12", "--all", "--format", "csv"))
    }
    assert every["Enrique Márquez"]["law"] == "pending, certain"
    assert every["Enrique Márquez"]["restrictions"] == "media-ban, certain"
    assert every["Edilson Torres"]["custody"] == "dead-in-custody, certain"


def test_status_of_one_person_is_told_also_when_not_held(asked: Path) -> None:
    text = done("status", asked, "--on", "2026-01-12", "--person", "jonathan torres duque")
    assert "free, assumed (evidence 10 to 11 days old)" in " ".join(text.split())
    assert "Y058" in text


def test_status_says_how_far_back_a_sighting_reaches_where_an_answer_rests_on_it(asked: Path) -> None:
    assert "A sighting reaches 30 days back" in " ".join(done("status", asked, "--on", "2026-01-02").split())
    assert "A sighting reaches" not in done("status", asked, "--on", "2026-01-12")


def test_status_prints_the_conventions_that_its_answers_rest_on(asked: Path) -> None:
    text = done("status", asked, "--on", "2026-01-10")
    assert "Read by these conventions:" in text and "A week begins on Monday" in text


def test_status_takes_the_three_clocks_and_a_speaker(asked: Path) -> None:
    assert done("status", asked, "--on", "2026-01-05", "--said", "2026-01-05").startswith(
        "No claim says that anybody was held"
    )
    by = table(done("status", asked, "--on", "2026-01-12", "--by", "Ramón Guanipa", "--format", "csv"))
    assert [(row["person"], row["held"], row["claims"]) for row in by] == [("Juan Pablo Guanipa", "possible", "N066")]
    assert done("status", asked, "--on", "2026-01-12", "--known", "2020-01-01").startswith("No claim says")


def test_status_is_json_for_programs_with_every_axis(asked: Path) -> None:
    rows = json.loads(done("status", asked, "--on", "2026-01-12", "--format", "json"))
    assert rows[0]["person"] == "person:juan-pablo-guanipa"
    assert rows[0]["custody"]["word"] == "certain" and rows[0]["place"]["claims"] == ["N067"]
    assert rows[1]["custody"]["age"] == [9, 9] and rows[1]["on"] == "2026-01-12"


def test_status_wants_one_day(asked: Path) -> None:
    result = habeas("status", asked, "--on", "2026-01")
    assert (result.exit_code, "more than one day" in result.stderr) == (2, True)


# -- check


def test_check_puts_each_finding_as_a_question_with_its_claims(asked: Path) -> None:
    text = " ".join(done("check", asked).split())
    assert "C08 N052 N055 (with N057)" in text and "Do both hold?" in text
    assert [line["rule"] for line in table(done("check", asked, "--format", "csv"))] == [
        "C08",
        "C10",
        "C16",
        "C16",
        "C21",
        "C21",
        "C21",
        "C21",
    ]


def test_check_ends_with_status_one_when_something_cannot_hold_together(tmp_path: Path) -> None:
    case = made(tmp_path / "case", FINDINGS / "C05" / "raises.yaml")
    result = habeas("check", case, "--rule", "C05")
    assert (result.exit_code, "Cannot both hold" in result.stdout) == (1, True)
    assert habeas("check", case, "--rule", "C06").stdout.strip() == "The checks found nothing."


def test_check_of_one_rule_finds_only_that_and_an_unknown_one_is_bad_use(asked: Path) -> None:
    found = json.loads(done("check", asked, "--rule", "C21", "--format", "json"))
    assert {one["rule"] for one in found} == {"C21"} and all(one["key"].startswith("C21-") for one in found)
    assert habeas("check", asked, "--rule", "C99").exit_code == 2


# -- counts


def test_counts_stand_side_by_side_with_those_known_by_name(asked: Path) -> None:
    rows = {row["claim"]: row for row in table(done("counts", asked, "--format", "csv"))}
    assert (rows["N012"]["keeper"], rows["N012"]["number"], rows["N012"]["by name"]) == (
        "Foro Penal",
        "41",
        "0 by name",
    )
    assert rows["Y019"]["number"] == "no number"
    text = " ".join(done("counts", asked).split())
    assert "N012, N063: discrepancy" in text and "at most 119" in text and "'Nearly N' is at least 90 %" in text


def test_counts_are_json_for_programs(asked: Path) -> None:
    found = json.loads(done("counts", asked, "--format", "json"))
    assert set(found) == {"counts", "comparisons", "derived"}
    assert found["derived"][0]["bounds"] == [0, 119]


def test_a_case_without_numbers_says_so(tmp_path: Path) -> None:
    case = made(tmp_path / "case", FINDINGS / "C05" / "raises.yaml")
    assert done("counts", case).strip() == "No claim gives a number."


# -- the clocks, told


def test_an_answer_under_clocks_says_which(asked: Path) -> None:
    for command in (
        ["status", asked, "--on", "2026-01-12"],
        ["check", asked],
        ["counts", asked],
        ["show", asked, "El Rodeo"],
    ):
        told = habeas(*command, "--said", "1990-01-01", "--by", "Donald Trump").stderr
        assert "Asked for: what had certainly been said by the end of 1990-01-01; what Donald Trump says." in told
    assert "Asked for" not in habeas("status", asked, "--on", "2026-01-12").stderr


def test_what_may_have_been_said_in_time_is_named_and_left_out(tmp_path: Path) -> None:
    page = tmp_path / "page.yaml"
    page.write_text(
        """source: {id: a, title: A page, publisher: org:paper, date: 2026-06-01}
names:
  paper: {is: org:paper, label: The Paper, org-kind: media}
  ana: {is: person:ana, label: Ana Ruiz}
claims:
- {id: A1, claim: [ana, arrestedOn, 2025-01-01], event: "arrest:1", said-by: paper, said: "[2025-02-01..2025-03-31]"}
- {id: A2, claim: [ana, releasedOn, 2025-01-02], event: "release:1", said-by: paper, said: 2025-02-01}
- {id: A3, claim: [ana, diedOn, 2024-01-02], event: "death:1", said-by: paper, said: "[2025-02-01..2025-03-31]"}
"""
    )
    case = made(tmp_path / "case", page)
    left_out = "Left out because they may have been said later: A1"
    for more in (["status", case, "--on", "2025-01-01"], ["check", case], ["show", case, "Ana Ruiz"]):
        assert left_out in habeas(*more, "--said", "2025-02-15").stderr, more
        assert left_out not in habeas(*more, "--said", "2025-01-15").stderr, more
        assert left_out not in habeas(*more, "--said", "2025-04-15").stderr, more


def test_an_option_given_empty_is_refused_and_never_read_as_left_out(asked: Path) -> None:
    for option in ("--on", "--said", "--known", "--by"):
        result = habeas("status", asked, option, "")
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"{option}:\n  it is empty" in result.stderr
    assert habeas("ask", asked, "died", "--known", "").exit_code == 2


def test_show_keeps_to_one_speaker_and_to_what_had_been_said(asked: Path) -> None:
    told = done("show", asked, "Enrique Márquez", "--by", "Enrique Márquez", "--format", "csv")
    assert {row["claim_id"] for row in table(told)} == {"N046", "N050"}
    early = done("show", asked, "Venezuela", "--said", "2026-01-05", "--format", "csv")
    assert {row["claim_id"] for row in table(early)} == {"Y014", "Y016"}


def test_each_charge_and_restriction_is_told_with_its_own_word(tmp_path: Path) -> None:
    page = tmp_path / "page.yaml"
    page.write_text(
        """source: {id: a, title: A page, publisher: org:paper, date: 2025-03-01}
names:
  paper: {is: org:paper, label: The Paper, org-kind: media}
  ana: {is: person:ana, label: Ana Ruiz}
claims:
- {id: A1, claim: ["condition:1", conditionType, media-ban], person: ana,
    began: 2025-01-10, ended: 2025-06-01, said-by: paper}
- {id: A2, claim: ["condition:2", conditionType, travel-ban], person: ana, on: 2025-02-01, said-by: paper}
"""
    )
    case = made(tmp_path / "case", page)
    (row,) = table(done("status", case, "--on", "2025-03-03", "--all", "--format", "csv"))
    assert row["restrictions"] == "media-ban, certain; travel-ban, assumed (evidence 30 days old)"


def test_what_was_told_before_it_was_to_happen_is_named_at_load_and_beside_the_status(tmp_path: Path) -> None:
    case, page = tmp_path / "case", tmp_path / "page.yaml"
    page.write_text(PROMISE, encoding="utf-8")
    done("init", case)
    assert "P2: it tells of 2026-01-16 and was said on 2026-01-12" in habeas("load", case, page).stderr
    found = habeas("status", case, "--on", "2026-01-17")
    assert "held, possible" in found.stdout
    assert "nothing shows that it did (C19): P2" in " ".join(found.stderr.split())


PROMISE = """
source: {id: page, title: page, publisher: ministry, date: 2026-01-12}
names:
  ministry: {is: "org:ministry", label: Ministry, org-kind: government}
  ana: {is: "person:ana", label: Ana Ruiz}
defaults: {said-by: ministry}
claims:
- {id: P1, claim: [ana, arrestedOn, 2025-12-01]}
- {id: P2, claim: [ana, releasedOn, 2026-01-16]}
"""

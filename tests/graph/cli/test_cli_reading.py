"""The commands that tell what is in a case."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from tests.graph.shell import NPR, NYT, done, habeas, made


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with the example, only read."""
    return made(tmp_path_factory.mktemp("cli") / "case", NPR, NYT)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case with one source, to change."""
    return made(tmp_path / "case", NPR)


# -- reading


def test_a_sheet_keeps_what_is_only_said_apart(asked: Path) -> None:
    text = done("show", asked, "delcy rodriguez")
    said = text.index("Said, not stated as fact")
    assert text.index("N040") < said < text.index("N079")
    assert max(map(len, text.splitlines())) <= 80
    assert not any(line.endswith(" ") for line in text.splitlines())


def test_a_sheet_is_json_or_csv_for_programs(asked: Path) -> None:
    sheet = json.loads(done("show", asked, "person:edilson-torres", "--format", "json"))
    rows = list(csv.DictReader(io.StringIO(done("show", asked, "person:edilson-torres", "--format", "csv"))))
    assert [row["claim_id"] for row in rows] == [line["claim_id"] for line in sheet["lines"]]
    assert sheet["title"] == "Edilson Torres"


def test_a_name_that_may_be_several_is_asked_back(asked: Path) -> None:
    result = habeas("show", asked, "Torres")
    assert result.exit_code == 2
    assert "person:rhoda-torres" in result.stderr


def test_the_questions_are_listed_with_their_parameters(asked: Path) -> None:
    text = done("ask", asked)
    assert "detained-at\n    Who was detained where, and who says so\n      person=…" in text
    assert "¿" not in text and "Quién murió" in done("ask", asked, "--lang", "es")
    listed = json.loads(done("ask", asked, "--format", "json"))
    assert {"name", "type", "required", "default", "about"} == set(listed[0]["parameters"][0])
    assert "numbers,Who says how many" in done("ask", asked, "--format", "csv")


def test_a_question_is_answered_as_a_table_of_names(asked: Path) -> None:
    result = habeas("ask", asked, "detained-at", "facility=El Helicoide")
    assert re.search(r"person +Enrique Márquez\n", result.stdout)
    assert re.search(r"claim +claim:N056\n", result.stdout)
    assert "personName" not in result.stdout
    assert result.stderr == "1 row\n"
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_no_answer_is_an_answer(asked: Path) -> None:
    result = habeas("ask", asked, "detained-at", "facility=facility:el-rodeo")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "0 rows\n")
    assert habeas("ask", asked, "detained-at", "facility=facility:el-rodeo", "-q").stderr == ""


def test_a_narrow_terminal_wraps_and_cuts_nothing(asked: Path) -> None:
    told = done("ask", asked, "died", COLUMNS="40")
    assert max(map(len, told.splitlines())) <= 40
    assert "NPR report, filed from Bogotá, on the first releases of January 2026" in " ".join(told.split())


@pytest.mark.parametrize("form", ["json", "csv", "tsv", "xml"])
def test_answers_keep_whole_names_in_every_format(asked: Path, form: str) -> None:
    text = done("ask", asked, "detained-at", "--format", form)
    assert "police station in Caracas, unnamed" in text
    assert "NPR report, filed from Bogotá, on the first releases of January 2026" in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["diedd"], "Did you mean died"),
        (["died", "persn=x"], "Did you mean person?"),
        (["died", "x"], "Write it as KEY=VALUE"),
        (["about"], "needs name"),
        (["died", "--format", "ttl"], "Formats: json, csv, tsv, xml"),
    ],
)
def test_a_question_put_wrongly_is_told_the_right_way(asked: Path, arguments: list[str], words: str) -> None:
    result = habeas("ask", asked, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr


def test_sparql_is_taken_as_text_from_a_file_or_from_standard_input(asked: Path, tmp_path: Path) -> None:
    sparql = "SELECT ?who { ?who hab:detainedAt id:facility\\/el-helicoide }"
    (tmp_path / "q.rq").write_text(sparql, encoding="utf-8")
    answers = [
        done("query", asked, sparql),
        done("query", asked, "-f", tmp_path / "q.rq"),
        done("query", asked, "-", input=sparql),
    ]
    assert set(answers) == {"who\nperson:enrique-marquez\n"}
    assert habeas("query", asked).exit_code == habeas("query", asked, "ASK {}", "-f", "x").exit_code == 2
    assert "there is no such file" in habeas("query", asked, "-f", tmp_path / "none.rq").stderr


def test_a_graph_comes_in_rdf_and_a_yes_or_no_in_a_word(asked: Path) -> None:
    construct = "CONSTRUCT { ?who hab:detainedAt ?where } WHERE { ?who hab:detainedAt ?where }"
    assert done("query", asked, construct, "--format", "nt").count(" .\n") == 2
    assert "hab:detainedAt" in done("query", asked, construct)
    assert done("query", asked, "ASK { ?s hab:nothing ?o }") == "no\n"
    assert json.loads(done("query", asked, "ASK {}", "--format", "json"))["boolean"] is True


@pytest.mark.parametrize("sparql", ["SELEC ?x {}", "SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }", "DROP ALL"])
def test_a_query_that_is_wrong_or_could_hurt_is_refused(asked: Path, sparql: str) -> None:
    result = habeas("query", asked, sparql)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr


def test_the_file_answers_as_it_stood_at_a_moment(case: Path) -> None:
    before = ["--known", "2020-01-01"]
    assert habeas("ask", case, "died", *before).stderr == "0 rows\n"
    assert done("query", case, "ASK { ?c a hab:Claim }", *before) == "no\n"
    assert done("history", case, *before) == ""
    assert habeas("show", case, "NPR", *before).exit_code == 2
    assert habeas("ask", case, "died", "--known", "2999-01-01").stderr == "3 rows\n"


def test_the_history_tells_every_operation(case: Path) -> None:
    lines = json.loads(done("history", case, "--format", "json"))
    assert [line["n"] for line in lines] == list(range(1, len(lines) + 1))
    assert len([line for line in lines if line["op"] == "record"]) == 86
    assert "record  claim:N057" in done("history", case, "N057")


def test_the_words_are_listed_and_explained() -> None:
    everything = list(csv.DictReader(io.StringIO(done("words", "--format", "csv"))))
    assert {row["use"] for row in everything} == {"relation", "detail", "kind", "code"}
    assert all(row["label"] or row["use"] == "code" for row in everything)
    assert max(map(len, done("words").splitlines())) <= 80
    assert "claim: [person:a, detainedAt, facility:b]" in done("words", "detainedAt")
    assert "at-least" in done("words", "hedge")
    assert "muerte" in done("words", "death", "--lang", "es")
    assert habeas("words", "xyzzy").exit_code == 2


# -- the demo


def test_the_demo_tells_a_newcomer_what_the_example_says(tmp_path: Path) -> None:
    result = habeas("demo", tmp_path / "demo case", "--no-serve")
    assert result.exit_code == 0
    text = re.sub(r"\s+", " ", result.stdout)
    for words in (
        "Enrique Márquez",
        "El Helicoide, Caracas; from: one day between November 2024 and March 2025",
        "one day between 8 and 11 January 2026, from El Helicoide",
        "10 January 2026; cause given: heart attack",
        "says Tarek William Saab · in npr-2026-01-12 · claim N025",
        "denied by family of Jonathan Torres Duque",
        "41; political prisoners freed",
        "116; detainees released",
        "800 to 900",
        "15 claims rest on speakers without a name",
        "show '" + str(tmp_path / "demo case") + "' 'Edilson Torres'",
    ):
        assert words in text
    commands = result.stdout[result.stdout.index("Try next") :].splitlines()[1:]
    assert len(commands) == 5
    assert max(len(line) for line in result.stdout.splitlines() if line not in commands) <= 80
    assert habeas("demo", tmp_path / "demo case", "-q", "--no-serve").stdout == result.stdout


def test_the_demo_knows_nothing_of_its_example(tmp_path: Path) -> None:
    form = tmp_path / "form.yaml"
    form.write_text(
        "source: {id: d, title: A list, date: 2001-02-03}\n"
        "names: {p: {is: person:p, label: Ann}, f: {is: facility:f, label: The Fort}}\n"
        "claims: [{id: c1, claim: [p, detainedAt, f], said-by: p, on: 2001}]\n",
        encoding="utf-8",
    )
    done("init", tmp_path / "case", "--title", "Another case")
    done("load", tmp_path / "case", form)
    text = done("demo", tmp_path / "case", "--no-serve")
    assert text.startswith("Another case\n1 claims from 1 document.") or text.startswith(
        "Another case\n1 claim from 1 document."
    )
    assert "The Fort; seen: some day in 2001" in text
    assert "Márquez" not in text


def test_the_demo_leaves_a_folder_that_is_not_its_own_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert habeas("demo", tmp_path, "--no-serve").exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]

"""The command line as a whole: its list, its errors, its settings, and how it behaves as a program."""

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.docs.made import stale
from tests.graph.shell import NPR, NYT, RUN, done, habeas, made

from habeas.casefile import CaseFile
from habeas.casefile.case_reader import CaseReader
from habeas.cli.main import COMMANDS, load_command
from habeas.cli.output import Out
from habeas.cli.progress import EVERY, Pace, Ticker
from habeas.errors import BadChoice
from habeas.settings import Settings


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with the example, only read."""
    return made(tmp_path_factory.mktemp("cli") / "case", NPR, NYT)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case with one source, to change."""
    return made(tmp_path / "case", NPR)


# -- the list of commands


def test_help_imports_nothing_heavy() -> None:
    probe = (
        "import sys\nfrom habeas.cli.main import app\napp(['--help'], standalone_mode=False)\n"
        "heavy = ['rich', 'pyoxigraph', 'rdflib', 'yaml', 'sqlite3', "
        "'habeas.casefile.case_file', 'habeas.vocab', 'habeas.model.values']\n"
        "assert not [name for name in heavy if name in sys.modules], sorted(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True)


UNASKED = "pydantic asyncio numpy PIL pypdfium2 charset_normalizer yaml rdflib pandas networkx httpx warcio"
READERS = {"numpy", "PIL", "pypdfium2", "pdfplumber", "warcio", "python_calamine", "habeas.capture.reading", "httpx"}
UNUSED = "graphs.export drafts.prose formats.read.files casefile.case_file casefile.list_service"
ANSWERS = (
    ["status", "CASE"],
    ["show", "CASE", "Enrique Márquez"],
    ["check", "CASE"],
    ["counts", "CASE"],
    ["history", "CASE"],
)


@pytest.mark.parametrize("argv", ANSWERS, ids=lambda argv: argv[0])
def test_a_command_that_answers_imports_no_more_than_it_needs(asked: Path, argv: list[str]) -> None:
    typed = [str(asked) if word == "CASE" else word for word in argv]
    probe = (
        "import sys\nfrom habeas.cli.main import app\n"
        f"try:\n    app({typed!r}, standalone_mode=False)\n"
        "except SystemExit:\n    pass\n"
        f"parts = {UNASKED.split()!r} + ['habeas.' + name for name in {UNUSED.split()!r}]\n"
        "found = [name for name in parts if name in sys.modules]\n"
        "print(*found, file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True, text=True)
    assert done.stdout
    assert done.stderr.splitlines()[-1:] == [""]


def test_what_reads_documents_and_workbooks_is_imported_by_the_processes_that_read_them_alone() -> None:
    code = "import sys, habeas.casefile.case_file; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert not READERS & set(done.stdout.split())


@pytest.mark.parametrize("early", ["typer", "habeas.cli.status"])
def test_ctrl_c_while_it_is_still_being_imported_ends_it_without_a_traceback(early: str) -> None:
    probe = (
        "import os, signal, sys\n"
        "class Press:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {early!r}:\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Press())\n"
        "from habeas.cli.entry import run\n"
        "sys.argv = ['habeas', 'status', 'nowhere']\n"
        "run()\n"
    )
    ended = subprocess.run([sys.executable, "-c", probe], check=False, capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (-signal.SIGINT, "")


def test_help_lists_every_command_and_fits_eighty_columns() -> None:
    text = done("--help")
    assert all(f"  {name} " in text and entry.help in text for name, entry in COMMANDS.items())
    assert max(map(len, text.splitlines())) <= 80
    assert done("-h") == text


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    text = done(name, "--help")
    assert text.startswith(f"Usage: habeas {name} ") or f" {name} [OPTIONS]" in text
    assert load_command(name).help
    assert all(getattr(param, "help", "") for param in load_command(name).params)


def test_no_command_or_an_unknown_one_is_bad_use() -> None:
    assert habeas().exit_code == 2
    result = habeas("lod")
    assert result.exit_code == 2
    assert "there is no command “lod”. Did you mean load" in result.stderr
    assert habeas("--frobnicate").exit_code == 2


def test_the_version_is_printed() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", done("--version"))


# -- errors


def test_a_mistake_is_told_in_three_parts_without_a_traceback(tmp_path: Path) -> None:
    result = habeas("show", tmp_path / "nowhere", "x")
    assert result.exit_code == 2
    assert result.stdout == ""
    where, why, next_ = result.stderr.splitlines()
    assert where == f"habeas: {tmp_path / 'nowhere'}:"
    assert why.strip() == "there is no case file here"
    assert "habeas init" in next_


def test_a_stopped_load_says_what_stays(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(CaseFile, "load", stop)
    result = habeas("load", case, NPR)
    assert result.exit_code == 130
    assert (
        result.stderr
        == "stopped; what was recorded is kept, and of a large file that was not yet recorded nothing is\n"
    )


def test_a_file_of_the_system_that_cannot_be_used_is_no_traceback(case: Path, tmp_path: Path) -> None:
    result = habeas("query", case, "-f", tmp_path)
    assert result.exit_code == 2
    assert str(tmp_path) in result.stderr


def test_nothing_in_a_text_steers_the_terminal(case: Path) -> None:
    evil = "a\x1b[31mb\u202ec\x9b"
    assert "a\ufffd[31mb\ufffdc\ufffd" in habeas("show", case, evil).stderr
    form = f"source: {{id: d, date: 2026-01-01}}\nnames: {{p: {{is: person:p, label: {json.dumps(evil)}}}}}\n"
    form += "claims: [{id: c1, claim: [p, occupation, baker], said-by: p}]"
    done("record", case, "-", input=form)
    for told in (done("show", case, "c1"), done("ask", case, "said-by", "speaker=person:p"), done("history", case)):
        assert "a\ufffd[31mb" in told
        assert not {"\x1b", "\x9b", "\u202e"} & set(told)


def test_a_mistake_in_the_program_is_not_hidden(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CaseReader, "show", lambda *_, **__: 1 / 0)
    assert isinstance(habeas("show", case, "x").exception, ZeroDivisionError)


@pytest.mark.parametrize("option", [("--format", "yaml"), ("--lang", "de")])
def test_an_option_with_a_wrong_value_names_the_right_ones(asked: Path, option: tuple[str, str]) -> None:
    result = habeas("show", asked, "NPR", *option)
    assert result.exit_code == 2
    assert f"habeas: {option[0]}:" in result.stderr
    assert "Choose one of:" in result.stderr


def test_a_wrong_setting_of_the_environment_is_named() -> None:
    with pytest.raises(BadChoice) as caught:
        Settings.from_environment({"HABEAS_LANG": "de"})
    assert caught.value.where == "HABEAS_LANG"


def test_options_win_over_the_environment_and_the_environment_over_the_defaults(case: Path) -> None:
    assert done("query", case, "ASK {}", HABEAS_FORMAT="json").startswith("{")
    assert done("query", case, "ASK {}", "--format", "table", HABEAS_FORMAT="json") == "yes\n"
    assert "dicho por" in done("show", case, "Foro Penal", HABEAS_LANG="es")
    form = (
        "source: {id: d, date: 2026-01-01}\nnames: {p: {is: person:p, label: P}}\n"
        "claims: [{id: c1, claim: [p, occupation, baker], said-by: p}]"
    )
    done("record", case, "-", input=form, HABEAS_RECORDER="Ana")
    assert json.loads(done("show", case, "c1", "--format", "json"))["lines"][0]["recorded_by"] == "Ana"


# -- as a program


def test_a_pipe_that_closes_early_is_no_traceback(asked: Path) -> None:
    first = subprocess.Popen(
        [*RUN, "query", str(asked), "SELECT * { ?s ?p ?o }", "--format", "csv"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert first.stdout is not None and first.stderr is not None
    first.stdout.readline()
    first.stdout.close()
    assert b"Traceback" not in first.stderr.read()
    first.stderr.close()
    first.wait()


def test_the_program_prints_answers_on_one_stream_and_the_rest_on_the_other(tmp_path: Path) -> None:
    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*RUN, *map(str, arguments)], capture_output=True, text=True, check=False)

    assert run("init", tmp_path / "case").stdout == ""
    loaded = run("load", tmp_path / "case", NPR, "--format", "json")
    assert (loaded.returncode, len(json.loads(loaded.stdout)[0]["recorded"]), loaded.stderr) == (0, 86, "")
    asked = run("ask", tmp_path / "case", "died", "--format", "json")
    assert len(json.loads(asked.stdout)["results"]["bindings"]) == 3
    assert "\x1b" not in run("show", tmp_path / "case", "NPR").stdout


def test_a_long_load_says_a_line_now_and_then_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    now = [0.0]
    tick = Ticker(Out.of(), "loading x", "claims", clock=lambda: now[0])
    tick(1)
    now[0] = EVERY
    tick(5000)
    tick(5001)
    assert capsys.readouterr().err == "loading x: 5,000 claims, 500 a second\n"


def test_how_long_the_rest_takes_is_told_where_it_is_known_how_many_there_are() -> None:
    now = [0.0]
    pace = Pace("operations", lambda: 400_000, clock=lambda: now[0])
    now[0] = 10.0
    assert pace.told(50_000) == "50,000 of 400,000 operations, 5,000 a second, about 70 seconds left"
    now[0] = 100.0
    assert pace.told(50_000) == "50,000 of 400,000 operations, 500 a second, about 12 minutes left"


def test_the_pages_of_the_command_line_and_of_the_questions_are_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    assert stale("make_docs.py", capsys) == ""

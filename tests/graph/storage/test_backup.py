"""A whole case in one file and back: byte for byte, with its history; and nothing of a dump that was changed."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.builders import HASH, Clock, a_claim_form, a_form, journal_of, quads_of, the_example

from habeas.casefile import CaseFile
from habeas.errors import BadChoice, BadFile, CaseDamaged, HabeasError

ENDINGS = [".nq", ".trig", ".jsonld"]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a case that has seen everything, and its dumps: the example, a kept text, a question, hard words, a
    withdrawal.
    """
    room, clock = tmp_path_factory.mktemp("lived"), Clock()
    (room / "letter.txt").write_text("Se la llevaron a la Cárcel Norte.\r\n", encoding="utf-8")
    form = a_form(a_claim_form(id="A1", quote="Se la llevaron", at="0-14"), snapshot={"file": "letter.txt"})
    hard = a_claim_form("luis", id="A3", quote='“x” \\ "y"\r\n\t\u202e🕊️\x00\x1f 007', hedge_words="\u2028")
    (room / "form.json").write_text(json.dumps(form), encoding="utf-8")
    with the_example(room / "case", clock) as case:
        clock.at("09:30")
        case.withdraw("N057", reason="why “so”?\n")
        assert case.load(room / "form.json").recorded == ("A1",)
        assert case.record_form(a_form(hard)).recorded == ("A3",)
        case.supersede("A1", a_form(a_claim_form(id="A2", value="sur"), snapshot={"sha256": HASH}), reason="y")
        (case.folder / "questions" / "mine.rq").write_text("# Mine\nSELECT * { ?s ?p ?o }\n", encoding="utf-8")
        for ending in ENDINGS:
            case.dump(room / f"dump{ending}")
    return room


@pytest.mark.parametrize("ending", ENDINGS)
def test_dump_restore_dump_gives_the_same_bytes(lived: Path, tmp_path: Path, ending: str) -> None:
    with CaseFile.restore(tmp_path / "anew", lived / f"dump{ending}") as anew:
        anew.dump(tmp_path / f"again{ending}")
    assert (tmp_path / f"again{ending}").read_bytes() == (lived / f"dump{ending}").read_bytes()


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_restored_is_the_same_case_with_its_history(lived: Path, tmp_path: Path, ending: str) -> None:
    with CaseFile.restore(tmp_path / "anew", lived / f"dump{ending}") as anew, CaseFile.open(lived / "case") as case:
        assert quads_of(anew) == quads_of(case)
        assert list(anew.history()) == list(case.history())
        assert list(anew.claims(status="")) == list(case.claims(status=""))
    assert journal_of(tmp_path / "anew").read_bytes() == journal_of(lived / "case").read_bytes()
    for kept in ("sources", "questions"):
        contents = [
            {path.name: path.read_bytes() for path in (place / kept).iterdir()}
            for place in (tmp_path / "anew", lived / "case")
        ]
        assert contents[0] == contents[1] != {}
    assert (tmp_path / "anew" / "case.toml").read_bytes() == (lived / "case" / "case.toml").read_bytes()
    assert CaseFile.verify(tmp_path / "anew", deep=True).ok


def test_a_dump_is_sorted_and_its_lines_stand_once(lived: Path) -> None:
    lines = (lived / "dump.nq").read_bytes().splitlines()
    assert lines == sorted(set(lines))


def test_a_dump_and_what_is_restored_are_for_their_owner_only(lived: Path, tmp_path: Path) -> None:
    CaseFile.restore(tmp_path / "anew", lived / "dump.nq").close()
    files = [
        lived / "dump.nq",
        *(path for path in (tmp_path / "anew").rglob("*") if path.is_file() and "store" not in path.parts),
    ]
    assert {oct(path.stat().st_mode & 0o077) for path in files} == {"0o0"}


def test_a_dump_sorted_in_parts_is_the_same(lived: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("habeas.storage.backup.CHUNK", 100)
    with CaseFile.open(lived / "case") as case:
        seen: list[int] = []
        count = case.dump(tmp_path / "parts.nq", progress=seen.append)
    assert (tmp_path / "parts.nq").read_bytes() == (lived / "dump.nq").read_bytes()
    assert seen[-1] == count == len((lived / "dump.nq").read_bytes().splitlines())


def test_what_could_not_be_restored_is_said_when_it_is_dumped(case: CaseFile, tmp_path: Path) -> None:
    stray = case.folder / "sources" / "notes.txt"
    stray.write_text("x", encoding="utf-8")
    with pytest.raises(CaseDamaged, match="not part of a case file"):
        case.dump(tmp_path / "dump.nq")
    stray.rename(stray.with_stem("a" * 64))
    with pytest.raises(CaseDamaged, match="not the one that was kept"):
        case.dump(tmp_path / "dump.nq")
    stray.with_stem("a" * 64).rename(stray.with_name(".DS_Store"))
    (case.folder / "questions" / "case.toml").write_text("# not the settings\n", encoding="utf-8")
    case.dump(tmp_path / "dump.nq")
    CaseFile.restore(tmp_path / "anew", tmp_path / "dump.nq").close()
    assert (tmp_path / "anew" / "questions" / "case.toml").read_text(encoding="utf-8") == "# not the settings\n"
    assert not (tmp_path / "anew" / "sources").exists()


def test_a_folder_that_is_not_empty_is_not_restored_into(lived: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "note.txt").write_text("mine", encoding="utf-8")
    for place in (tmp_path / "full", tmp_path / "full" / "note.txt", lived / "case"):
        with pytest.raises(BadChoice, match="not empty"):
            CaseFile.restore(place, lived / "dump.nq")
    assert (tmp_path / "full" / "note.txt").read_text(encoding="utf-8") == "mine"


def test_what_has_no_place_for_who_said_what_is_no_form_of_a_dump(case: CaseFile, tmp_path: Path) -> None:
    for name in ("case.ttl", "case.nt", "case"):
        with pytest.raises(BadFile, match="no place for who said what"):
            case.dump(tmp_path / name)
    with pytest.raises(BadFile, match="cannot be written"):
        case.dump(tmp_path / "nowhere" / "case.nq")
    assert {path.name for path in tmp_path.iterdir()} == {"case"}


# -- dumps that were changed ---------------------------------------------------------------------------------------


def without(pattern: str) -> Callable[[str], str]:
    """Leave out the lines in which this stands."""
    return lambda text: "\n".join(line for line in text.split("\n") if not re.search(pattern, line))


def instead(old: str, new: str, times: int = 0) -> Callable[[str], str]:
    """Put one text in the place of another."""
    return lambda text: re.sub(old, lambda _: new, text, count=times)


def another_document(text: str) -> str:
    name = re.search(r"sources/[0-9a-f]{64}\.txt", text)
    assert name
    kept = hashlib.sha256(name[0].encode()).hexdigest()[:16]
    content = base64.b64encode(b"Another text altogether.").decode()
    return re.sub(rf'(file-{kept}> <[^>]*fileBytes> )"[^"]*"', rf'\1"{content}"', text)


CHANGES: dict[str, tuple[Callable[[str], str], str]] = {
    "a triple is left out": (without(r"person/enrique-marquez> .*prefLabel"), "was changed"),
    "a triple is added": (
        lambda text: text + "<https://x.org/a> <https://x.org/b> <https://x.org/c> .\n",
        "was changed",
    ),
    "a blank node is added": (lambda text: text + "_:a <https://x.org/b> _:c .\n", "was changed"),
    "a word of the store is another": (instead(r'"Enrique M', '"Enrique N'), "was changed"),
    "a word of the journal is another": (instead(r"candle vigil", "candle night"), "was changed"),
    "a line of the journal is left out": (without(r"journal/9>"), "missing"),
    "the last line of the journal is left out": (without(r"journal/2\d\d> "), "was changed"),
    "a line of the journal has no number": (without(r"journal/9> .*operationNumber"), "not whole"),
    "a number is a word": (instead(r'"9"\^\^', '"nine"^^'), "not whole"),
    "a line of the journal is there twice": (instead(r'"9"\^\^', '"8"^^'), "was changed|missing|moved"),
    "the settings are left out": (without(r"file-"), "no case file here"),
    "a kept document is another": (another_document, "not the one that was kept"),
    "a kept document is no base64": (
        instead(r'"[^"]*"\^\^<[^>]*base64Binary>', '"!!"^^<http://www.w3.org/2001/XMLSchema#base64Binary>'),
        "not whole",
    ),
    "a file leads out of the case": (instead(r'"questions/mine.rq"', '"../mine.rq"'), "not part of a case file"),
    "a file leads out of the case by a detour": (
        instead(r'"questions/mine.rq"', '"questions/../../mine.rq"'),
        "not part of a case file",
    ),
    "a file leads to the root": (instead(r'"questions/mine.rq"', '"/tmp/mine.rq"'), "not part of a case file"),
    "a file leads out by Windows' ways": (
        instead(r'"questions/mine.rq"', r'"questions/..\\\\..\\\\mine.rq"'),
        "not part of a case file",
    ),
    "a file is a folder": (instead(r'"questions/mine.rq"', '"questions/.."'), "not part of a case file"),
    "a file takes the place of the lock": (instead(r'"questions/mine.rq"', '".lock"'), "not part of a case file"),
    "a file takes the place of the journal": (
        instead(r'"questions/mine.rq"', '"journal/operations.jsonl"'),
        "not part of a case file",
    ),
    "it breaks off": (lambda text: text[: len(text) // 2], "broken RDF|was changed|missing"),
    "there is no journal": (without(r"/journal>"), "no journal"),
    "it is empty": (lambda _: "", "no journal"),
    "it is no RDF": (lambda _: "Dear all, here is the dump.", "broken RDF"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_dump_that_was_changed_is_refused_and_leaves_nothing(lived: Path, tmp_path: Path, change: str) -> None:
    alter, why = CHANGES[change]
    text = (lived / "dump.nq").read_text(encoding="utf-8")
    altered = alter(text)
    assert altered != text
    (tmp_path / "dump.nq").write_text(altered, encoding="utf-8")
    with pytest.raises(HabeasError, match=why):
        CaseFile.restore(tmp_path / "anew", tmp_path / "dump.nq")
    assert [path.name for path in tmp_path.iterdir()] == ["dump.nq"]


@pytest.mark.parametrize("place", ["nowhere.nq", "."])
def test_a_dump_that_is_not_there_or_is_a_folder_is_said(tmp_path: Path, place: str) -> None:
    (tmp_path / "folder.nq").mkdir()
    with pytest.raises(BadFile):
        CaseFile.restore(tmp_path / "anew", tmp_path / ("folder.nq" if place == "." else place))
    assert not (tmp_path / "anew").exists()

"""`habeas publish`: a folder of pages for everybody, whole or not at all, in which nothing withheld stands."""

from __future__ import annotations

import base64
import gzip
import html
import posixpath
import re
import subprocess
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from tests.builders import a_case, a_claim_form, a_form
from tests.planted import leaks, plan, plant

from habeas.casefile import CaseFile
from habeas.casefile.publish_check import find_leaks
from habeas.casefile.publishing import withheld_things
from habeas.errors import BadChoice, CaseDamaged
from habeas.storage.public_folder import LIST, listed_files
from habeas_api.app import create_reading_app
from habeas_api.publishing import edition
from habeas_api.publishing.addresses import address_of, file_of, safe_name
from habeas_api.publishing.edition import Making, program_files, publish

SEALED = {"is": "person:nadia-ocampal", "label": "Nadia Ocampal", "sensitivity": "sealed"}
WORDS = "They took her out of the van before the bridge"
LETTER = a_form(
    a_claim_form(on="2026-01-02", quote="Ana was at Norte"),
    a_claim_form("luis", "occupation", "nurse", note="seen by Nadia Ocampal"),
    a_claim_form("nadia", "detainedAt", "norte", on="2026-01-03", quote=WORDS),
    names={"nadia": SEALED},
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaseFile]:
    with a_case(tmp_path_factory.mktemp("published"), LETTER) as made:
        yield made


@pytest.fixture(scope="module")
def out(case: CaseFile) -> Path:
    folder = case.folder.parent / "out"
    publish(case, folder, create_reading_app)
    return folder


def pages(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.html")}


def links(text: str) -> list[str]:
    return [html.unescape(link) for link in re.findall(r' (?:href|src|action)="([^"]*)"', text)]


def test_every_link_leads_to_a_file_of_the_folder(out: Path) -> None:
    there = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    for name, text in pages(out).items():
        for link in filter(None, (urlsplit(one).path for one in links(text))):
            assert posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(link))) in there, (name, link)
        assert not any(urlsplit(one).netloc for one in links(text)), name


def test_the_pages_are_those_of_the_reading_room_in_both_languages(out: Path) -> None:
    told = pages(out)
    assert "Held here on 12 January 2026" in told["en/id/facility/norte.html"]
    assert "Cárcel Norte" in told["es/id/person/ana-ruiz.html"] and 'lang="es"' in told["es/id/person/ana-ruiz.html"]
    for name in ("index", "people", "facilities", "organizations", "documents", "claims", "counts", "check"):
        assert f"en/{name}.html" in told and f"es/{name}.html" in told
    shown = re.sub("<template.*?</template>", "", " ".join(told.values()), flags=re.DOTALL)
    assert not re.search('<form(?![^>]*data-published)|Sign in|="[^"]*/add[?"]|token', shown)


def test_nothing_withheld_is_in_it(out: Path, case: CaseFile) -> None:
    everything = b"\n".join(path.read_bytes() + str(path).encode() for path in out.rglob("*") if path.is_file())
    assert b"Ocampal" not in everything and b"ocampal" not in everything and b"bridge" not in everything
    assert b"seen by [withheld]" in everything
    assert find_leaks(case, out, own=program_files()) == []
    assert {thing.what for thing in withheld_things(case)} == {"claim", "name"}


@pytest.mark.parametrize(
    ("what", "content"),
    [
        ("name", "<p>la hermana de Ocampal, Nadia</p>"),
        ("name", '<a title="NADIA OCAMPAL">x</a>'),
        ("name", "<p>Nadia&#32;Oca&#109;pal</p>"),
        ("name", 'habeas.data("x", "Nadia\\u0020Ocampal");'),
        ("name", "<a href='x' title=\"Nadia%20Ocampal\">x</a>"),
        ("name", f'p("{base64.b64encode(b"and then Nadia Ocampal was seen in the yard").decode()}")'),
        ("name", f'p("{base64.b64encode(gzip.compress(b"and then Nadia Ocampal was seen there", mtime=0)).decode()}")'),
        ("name", '<a href="https://x.example/Nadia%252DOcampal%25C3%25A9">x</a>'),
        ("id", '<a href="../person/nadia-ocampal.html">x</a>'),
        ("words", f"<p>“{WORDS.upper()}”</p>"),
    ],
)
def test_the_check_finds_what_is_withheld_however_it_is_written(
    case: CaseFile, tmp_path: Path, what: str, content: str
) -> None:
    (tmp_path / "page.html").write_text(content)
    assert what in {leak.what for leak in find_leaks(case, tmp_path)}


def test_what_is_packed_is_read_unpacked_and_not_as_letters(case: CaseFile, tmp_path: Path) -> None:
    packed = base64.b64encode(gzip.compress(b"nothing of anybody " * 9, mtime=0)).decode()
    (tmp_path / "piece.js").write_text(f'habeasData("x","{packed[:44]}NadiaOcampal{packed[56:]}");')
    assert find_leaks(case, tmp_path) == []


def test_the_check_finds_ids_and_hashes_and_names_of_files(case: CaseFile, tmp_path: Path) -> None:
    sealed = next(thing.name for thing in withheld_things(case) if thing.what == "claim")
    line = (case.folder / "journal" / "operations.jsonl").read_bytes().splitlines()[-1]
    head = re.findall(rb'"hash":"([0-9a-f]{64})"', line)[-1].decode()
    (tmp_path / "one.js").write_text(f'x("{sealed}")')
    (tmp_path / "two.txt").write_text(f"head {head}")
    (tmp_path / "nadia-ocampal.html").write_text("")
    (tmp_path / "plain.html").write_text("<p>Ana Ruiz and the yard</p>")
    assert {(leak.file, leak.what) for leak in find_leaks(case, tmp_path)} == {
        ("one.js", "id"),
        ("two.txt", "hash"),
        ("nadia-ocampal.html", "name"),
    }


def test_made_again_it_is_the_same_file_by_file_and_what_else_stands_there_stays(out: Path, case: CaseFile) -> None:
    (out / ".git").mkdir()
    (out / ".git" / "HEAD").write_text("ref")
    (out / "CNAME").write_text("held.example")
    before = {name: (sha, (out / name).stat().st_mtime_ns) for name, sha in listed_files(out).items()}
    publish(case, out, create_reading_app)
    assert {name: (sha, (out / name).stat().st_mtime_ns) for name, sha in listed_files(out).items()} == before
    assert (out / ".git" / "HEAD").read_text() == "ref" and (out / "CNAME").exists()
    assert all(sha256((out / name).read_bytes()).hexdigest() == sha for name, (sha, _) in before.items())
    assert sorted(path.name for path in out.parent.iterdir()) == ["case", "out"]


def test_the_list_of_files_is_one_that_sha256sum_checks(out: Path) -> None:
    subprocess.run(["sha256sum", "--quiet", "-c", LIST], cwd=out, check=True)


def test_what_is_no_edition_of_ours_is_never_replaced(case: CaseFile, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "one.jpg").write_bytes(b"x")
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "photos")
    for name in ("photos", "file", "link", "no/such"):
        with pytest.raises(BadChoice):
            publish(case, tmp_path / name, create_reading_app)
    with pytest.raises(BadChoice, match="may not lie in one another"):
        publish(case, case.folder / "out", create_reading_app)
    assert (tmp_path / "photos" / "one.jpg").read_bytes() == b"x" and not (case.folder / "out").exists()


def test_what_stood_there_stands_when_the_check_finds_something(
    out: Path, case: CaseFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = listed_files(out)
    monkeypatch.setattr(edition, "_about", lambda *_: b"about Nadia Ocampal")
    with pytest.raises(CaseDamaged, match=r"edition\.json: name"):
        publish(case, out, create_reading_app)
    assert listed_files(out) == before and sorted(path.name for path in out.parent.iterdir()) == ["case", "out"]


def test_a_word_that_may_name_somebody_stops_it(tmp_path: Path) -> None:
    doubtful = a_form(a_claim_form(note="Ocampal was seen"), names={"nadia": SEALED})
    with a_case(tmp_path, doubtful) as case, pytest.raises(BadChoice, match="may name somebody who is withheld"):
        publish(case, tmp_path / "out", create_reading_app)
    assert not (tmp_path / "out").exists()


def test_another_day_may_be_shown(case: CaseFile, tmp_path: Path) -> None:
    counted: list[int] = []
    publish(case, tmp_path / "out", create_reading_app, Making(on="2026-01-05", made=counted.append))
    assert "5 January 2026" in (tmp_path / "out/en/index.html").read_text()
    assert counted == list(range(1, len(counted) + 1))


def test_planted_secrets_do_not_come_out(tmp_path: Path) -> None:
    planted = plan(36)
    with plant(tmp_path / "case", planted) as case:
        publish(case, tmp_path / "out", create_reading_app)
    out = [path for path in (tmp_path / "out").rglob("*") if path.is_file() and "static" not in path.parts]
    assert leaks({str(path): f"{path}\n{path.read_text()}" for path in out}, planted) == []


def test_addresses_become_names_that_every_file_system_keeps() -> None:
    def named(link: str) -> str:
        found = address_of(link, "en")
        return file_of(found) if found else ""

    assert named("/id/person/ana-ruiz.html?on=2026-01-05&lang=es#claims") == "es/id/person/ana-ruiz.html"
    assert named("/people?group=held&page=2&word=certain") == "en/people.group-held.page-2.word-certain.html"
    assert named("/people?page=1") == "en/people.html" == named("/people")
    assert named("/people?q=ana") == named("/add") == named("https://x.example/people") == named("//x.example/") == ""
    odd = ["Ana", "ana", "AnA", "王小明", "con", "a" * 300, "a" * 299, "..", "a/b", "a:b", "nul.html", ".hidden", ""]
    names = [safe_name(one) for one in odd]
    assert len(set(names)) == len(odd)
    assert all(re.fullmatch(r"[a-z0-9_][a-z0-9._-]{0,99}", name) and not name.endswith(".") for name in names)

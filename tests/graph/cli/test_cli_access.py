"""`habeas token` and `habeas link`: what is given, shown once, listed, taken back; what stays on the disk."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from tests.graph.shell import DESK, NPR, done, habeas, made

from habeas.casefile import CaseFile
from habeas.casefile.grants import GrantKind, Grants

NOW = "2026-12-01T09:00:00.000Z"


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("access") / "case", NPR)


def test_a_token_is_shown_once_and_only_its_hash_is_kept_for_the_owner_alone(case: Path) -> None:
    shown = done("token", case, "--role", "record", "--by", "Ana Ruiz", "--quiet").strip()
    files = list((case / ".access").iterdir())
    assert shown.startswith("hab-") and len(shown) > 40
    assert shown.rpartition("-")[2] not in files[0].read_text() and shown not in done("token", case, "--format", "json")
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert stat.S_IMODE((case / ".access").stat().st_mode) == 0o700
    found = Grants(case, lambda: NOW).with_secret(shown, GrantKind.TOKEN)
    assert found is not None and (found.role, found.recorder) == ("record", "Ana Ruiz")


def test_a_link_leads_to_where_the_case_is_served_and_comes_with_a_code_for_a_phone(case: Path) -> None:
    text = done("link", case, "--at", DESK, "--role", "add", "--by", "Rosa")
    link, *drawn = text.splitlines()
    assert link.startswith(f"{DESK}/enter?key=hab-")
    widths = {len(line) for line in drawn if line.strip()}
    assert len(widths) == 1 and {letter for line in drawn for letter in line} == set("█▀▄ ")
    assert len(drawn) == (widths.pop() + 1) // 2
    assert done("link", case, "--at", "https://desk.example/", "--quiet").count("\n") == 1


def test_a_link_ends_after_thirty_days_and_a_token_when_it_is_taken_back(case: Path) -> None:
    token = json.loads(done("token", case, "--role", "read", "--format", "json"))
    link = json.loads(done("link", case, "--at", "https://desk.example/", "--format", "json"))
    assert token["expires"] == "" and link["expires"] > link["made"]
    assert "digest" not in token
    at_the_end = Grants(case, lambda: link["expires"])
    assert at_the_end.with_id(link["id"]) is None and at_the_end.with_id(token["id"]) is not None


def test_the_list_says_who_has_access_and_revoke_takes_back_one_or_all_in_a_name(case: Path) -> None:
    first = json.loads(done("token", case, "--role", "decide", "--by", "Berta", "--format", "json"))
    done("token", case, "--role", "record", "--by", "Berta")
    last = json.loads(done("token", case, "--role", "read-all", "--expires", "2999-01-31", "--format", "json"))
    listed = json.loads(done("token", case, "--format", "json"))
    assert listed[-1] == {
        "id": last["id"],
        "kind": "token",
        "role": "read-all",
        "by": "",
        "made": last["made"],
        "expires": "2999-01-31T23:59:59.999Z",
        "state": "holds",
    }
    done("token", case, "--revoke", last["id"])
    done("token", case, "--revoke", "Berta")
    left = [one["id"] for one in json.loads(done("token", case, "--format", "json"))]
    assert last["id"] not in left and first["id"] not in left and len(left) == len(listed) - 3


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["token", "--role", "king"], "--role: “king” is not a role"),
        (["token", "--role", "record"], "--by: it is not said whose name"),
        (["token", "--role", "read", "--expires", "2020-01-01"], "--expires: 2020-01-01 is over"),
        (["token", "--role", "read", "--expires", "soon"], "--expires: “soon” is not a moment"),
        (["token", "--by", "Ana"], "--role: it is not said what the token may do"),
        (["token", "--revoke", "nobody"], "no token or link has the id “nobody”"),
        (["link"], "--at: it is not said where the case is served"),
        (["link", "--at", "desk.example"], "--at: “desk.example” is not the address"),
        (["link", "--at", "javascript:x"], "--at: “javascript:x” is not the address"),
    ],
)
def test_what_does_not_fit_is_told_by_its_option(case: Path, arguments: list[str], told: str) -> None:
    failed = habeas(arguments[0], case, *arguments[1:])
    assert failed.exit_code == 2
    assert told in " ".join(failed.stderr.split()).replace(": ", ": ")


def test_access_stays_where_it_was_given(case: Path, tmp_path: Path) -> None:
    """Not in backups, dumps and packages: what is restored on another computer does not open to an old token."""
    secret = done("token", case, "--role", "administer", "--by", "Ana", "--quiet").strip()
    done("backup", case, tmp_path / "copy")
    done("dump", case, tmp_path / "case.nq")
    done("package", case, tmp_path / "package")
    done("restore", tmp_path / "again", tmp_path / "copy")
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    name = secret.split("-")[1].encode()
    assert len(kept) > 10 and not [path for path in kept if name in path.read_bytes() or ".access" in str(path)]
    with CaseFile.open(case) as opened:
        assert "Ana" not in opened.settings.recorder

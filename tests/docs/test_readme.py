"""The README can be followed word for word: its links lead somewhere and its commands do what it says."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path
from subprocess import run

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted(ROOT.glob("examples/*/README.md")),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_of_a_page_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if not (page.parent / link).exists()]
    assert missing == []


def test_the_first_five_minutes_run_as_they_are_written(tmp_path: Path) -> None:
    form = re.search(r"```yaml\n(.*?)```", README, re.DOTALL)
    block = re.search(r"five minutes.*?```sh\n(.*?)```", README, re.DOTALL)
    assert form and block
    (tmp_path / "notes.yaml").write_text(form[1], encoding="utf-8")
    lines = [shlex.split(line, comments=True) for line in block[1].splitlines()]
    commands = [words for words in lines if words and words[0] == "habeas" and words[1] != "serve"]
    assert [words[1] for words in commands] == ["init", "load", "show", "ask", "query", "export"]
    for words in commands:
        done = run(
            [Path(sys.executable).with_name("habeas"), *words[1:]],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{words}: {done.stderr}"
        assert done.stdout.strip() or words[1] in {"init", "load", "export"}
    assert (tmp_path / "people.gexf").stat().st_size > 0


def test_what_the_readme_tells_to_make_can_be_made() -> None:
    told = set(re.findall(r"\bmake ([a-z]+)((?: [A-Z]+=\w+)*)", README))
    assert {("demo", ""), ("demo", " SERVE=no"), ("test", "")} <= told
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target, settings in told:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
        assert all(re.search(rf"^{name} \?=", makefile, re.MULTILINE) for name in re.findall("[A-Z]+", settings))

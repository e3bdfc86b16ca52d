"""The script that builds the parts that are script: it finds Node, does nothing twice, and says plainly what is
missing.
"""

from __future__ import annotations

import base64
import gzip
import importlib.util
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType

import pytest

WEB = Path(__file__).parents[2] / "web"


@pytest.fixture
def builder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """web/build.py over a folder of its own, with nothing installed."""
    spec = importlib.util.spec_from_file_location("web_build", WEB / "build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    web, built = tmp_path / "web", tmp_path / "built"
    (web / "src").mkdir(parents=True)
    built.mkdir()
    (web / "src" / "a.ts").write_text("export {};\n")
    (web / "package-lock.json").write_text("{}")
    for name, path in {
        "WEB": web,
        "BUILT": built,
        "STAMP": built / "made-from.json",
        "OWN_NODE": web / ".node",
        "INSTALLED": web / "node_modules" / ".made-from",
    }.items():
        monkeypatch.setattr(module, name, path)
    return module


def _pretend(builder: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Node is here, and what it would do is noted instead."""
    done: list[str] = []

    def run(command: Sequence[str], *, hint: str = "", more: Mapping[str, str] | None = None) -> None:
        done.append(Path(command[1]).name)
        if command[1] == "ci":
            for name in builder.IN_WORKER:
                package = builder.WEB / "node_modules" / name
                package.mkdir(parents=True, exist_ok=True)
                told = {"name": name, "version": "1.0.0", "license": "MIT", "repository": {"url": "x.example"}}
                (package / "package.json").write_text(json.dumps(told))
                (package / "web_bg.wasm").write_bytes(b"engine")
        else:
            (builder.BUILT / f"{(more or {}).get('EDITION', 'room')}.js").write_text("1")

    monkeypatch.setattr(builder, "run", run)
    monkeypatch.setattr(builder, "find_node", lambda: (["node"], ["npm"]))
    return done


def test_the_lock_file_names_versions_and_hashes_and_no_address() -> None:
    lock = (WEB / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in lock
    packages = json.loads(lock)["packages"]
    assert all("integrity" in one for name, one in packages.items() if name)
    assert "omit-lockfile-registry-resolved=true" in (WEB / ".npmrc").read_text(encoding="utf-8")


def test_every_package_is_pinned_to_one_version() -> None:
    package = json.loads((WEB / "package.json").read_text(encoding="utf-8"))
    versions = [*package["dependencies"].values(), *package["devDependencies"].values()]
    assert all(version[0].isdigit() for version in versions)


def test_what_was_built_from_the_same_sources_is_not_built_again(
    builder: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = _pretend(builder, monkeypatch)
    assert "Built" in builder.build()
    once = ["vite.js"] * (1 + len(builder.EDITION))
    assert done == ["ci", *once]
    engine = (builder.BUILT / f"{builder.ENGINE}.js").read_text(encoding="ascii")
    assert gzip.decompress(base64.b64decode(engine.split('"')[3])) == b"engine"
    assert "oxigraph - 1.0.0 (MIT)" in (builder.BUILT / "licences.md").read_text(encoding="utf-8")
    assert "up to date" in builder.build()
    (builder.WEB / "src" / "a.ts").write_text("export const changed = 1;\n")
    builder.build()
    assert done == ["ci", *once, *once]


def test_a_built_file_that_is_gone_is_built_again(builder: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    done = _pretend(builder, monkeypatch)
    builder.build()
    (builder.BUILT / "room.js").unlink()
    builder.build()
    assert done.count("vite.js") == 2 * (1 + len(builder.EDITION))


@pytest.mark.parametrize(
    ("version", "enough"),
    [("v20.19.0", True), ("v24.1.0", True), ("v20.18.9", False), ("v18.20.0", False), ("", False)],
)
def test_a_node_that_is_too_old_is_not_used(builder: ModuleType, version: str, *, enough: bool) -> None:
    assert builder.is_new_enough(version) is enough


def test_without_node_and_network_it_says_so_and_the_demo_goes_on(
    builder: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_node() -> None:
        raise builder.CannotBuild("there is no Node here. Install Node 20.19 or newer, or connect once.")

    monkeypatch.setattr(builder, "find_node", no_node)
    assert builder.main(["--notice"]) == 0
    assert builder.main([]) == 1
    told = capsys.readouterr().err
    assert "there is no Node here" in told
    assert "The reading room works without them" in told


def test_a_mistake_in_the_sources_is_an_error_even_for_the_demo(
    builder: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong() -> None:
        raise builder.Wrong("tsc says: no")

    monkeypatch.setattr(builder, "build", wrong)
    assert builder.main(["--notice"]) == 1

"""The embedded engine: its files, its mistakes, its accidents."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from tests.contracts.test_stores import COUNT, HELD, NAME, node, rows

from habeas.errors import BadQuery, CaseLocked, StoreBroken, in_shell
from habeas.sparql.contract import Change
from habeas.sparql.embedded import EmbeddedStore
from habeas.sparql.results import XSD


def test_a_mistake_is_shown_with_line_and_column_and_what_could_stand_there() -> None:
    with pytest.raises(BadQuery) as caught:
        EmbeddedStore.in_memory().query("SELECT *\n{ ?s ?p }")
    assert caught.value.where == "line 2, column 10"
    with pytest.raises(BadQuery) as caught:
        EmbeddedStore.in_memory().query("SELECT *\n{ ?s ?p ?o } LIMIT few")
    assert caught.value.where == "line 2, column 20"
    assert "expected: a number" in caught.value.why
    assert "\n" not in caught.value.why
    with pytest.raises(BadQuery, match="not supported"):
        EmbeddedStore.in_memory().query("SELECT (<x:f>(1) AS ?x) {}").table()


def test_a_change_that_removes_takes_no_nameless_nodes() -> None:
    quad = next(iter(parse(b'_:a <x:b> "1" .', format=RdfFormat.N_QUADS)))
    store = EmbeddedStore.in_memory()
    with pytest.raises(ValueError, match="takes IRIs and literals only"):
        store.apply(Change(remove=[Quad(*HELD)], add=[quad]))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "quads"
    store = EmbeddedStore.open(path)
    store.load_many(Quad(node(f"s{n}"), node("p"), Literal("words " * 20 + str(n))) for n in range(3000))
    store.close()
    yield path


def values() -> dict[str, list[str]]:
    """Values of every type that the engine keeps in a fixed length; many of them end in a byte FF."""
    day, small = date(2019, 1, 1), [f"{n:018}" for n in range(1, 600) if n % 10]
    near_one = [struct.pack(">Q", 0x3FF0_0000_0000_0000 + n) for n in range(600)]
    return {
        "integer": [str(n) for n in range(-1100, 2200)],
        "decimal": [*(f"{n / 8}" for n in range(-300, 300) if n % 8), *(f"0.{tail}" for tail in small)],
        "double": [f"{struct.unpack('>d', one)[0]!r}E0" for one in near_one],
        "float": [f"{1 + n / 2**23!r}" for n in range(600)],
        "boolean": ["true", "false"],
        "date": [(day + timedelta(n)).isoformat() for n in range(1000)],
        "dateTime": [f"2026-01-12T{n // 60:02}:{n % 60:02}:00Z" for n in range(600)],
        "gYear": [str(n) for n in range(1700, 2100)],
        "gYearMonth": [f"{year}-{month:02}" for year in range(1960, 2030) for month in range(1, 13)],
        "yearMonthDuration": [f"P{n}Y3M" for n in range(1, 300)],
        "dayTimeDuration": [*(f"P{n}D" for n in range(1, 600)), *(f"PT0.{tail}S" for tail in small)],
        "duration": [f"P1MT0.{tail}S" for tail in small],
    }


@pytest.mark.parametrize("kind", values())
def test_a_value_is_found_alone_on_the_disk_too(kind: str, tmp_path: Path) -> None:
    written = EmbeddedStore.open(tmp_path / "quads")
    every = [Literal(text, datatype=NamedNode(XSD + kind)) for text in values()[kind]]
    written.load_many(Quad(node(f"s{n}"), node("p"), value) for n, value in enumerate(every))
    written.close()
    store = EmbeddedStore.read_only(tmp_path / "quads")
    assert [[quad.subject for quad in store.quads(object=value)] for value in every] == [
        [node(f"s{n}")] for n in range(len(every))
    ]


def test_a_value_is_found_in_another_spelling_than_it_was_kept_in(disk: Path) -> None:
    store = EmbeddedStore.open(disk)
    numbers = [Literal(str(n), datatype=NamedNode(XSD + "integer")) for n in (255, 256, 511)]
    store.apply(Change(add=[Quad(node(f"n{n.value}"), node("p"), n) for n in numbers]))
    asked = Literal("0255", datatype=NamedNode(XSD + "integer"))
    assert [quad.subject for quad in store.quads(object=asked)] == [node("n255")]
    store.close()


def test_two_programs_do_not_open_one_store_to_write(disk: Path) -> None:
    store = EmbeddedStore.open(disk)
    with pytest.raises(CaseLocked, match="open in another program"):
        EmbeddedStore.open(disk)
    store.close()
    EmbeddedStore.open(disk).close()


def test_a_store_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(StoreBroken) as caught:
        EmbeddedStore.read_only(tmp_path / "nothing")
    assert "habeas rebuild" in in_shell(caught.value.next)


def test_a_copy_for_readers_stays_as_it_was(disk: Path, tmp_path: Path) -> None:
    store = EmbeddedStore.open(disk)
    store.apply(Change(add=[Quad(*HELD)]))
    store.copy_to(tmp_path / "copy")
    store.apply(Change(remove=[Quad(*HELD)]))
    reader = EmbeddedStore.read_only(tmp_path / "copy")
    assert (reader.holds(Quad(*HELD)), store.holds(Quad(*HELD))) == (True, False)
    assert rows(reader, COUNT) == [(3001,)]
    with pytest.raises(RuntimeError):
        reader.apply(Change(add=[Quad(*NAME)]))
    reader.close()
    store.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_only_the_owner_can_read_the_files(disk: Path, tmp_path: Path) -> None:
    store = EmbeddedStore.open(disk)
    store.copy_to(tmp_path / "copy")
    store.close()
    for path in (disk, tmp_path / "copy"):
        assert path.stat().st_mode & 0o077 == 0


def test_left_overs_of_a_killed_load_are_removed(disk: Path) -> None:
    (disk / "bulk-0123456789abcdef.sst").write_bytes(b"left over")
    store = EmbeddedStore.open(disk)
    assert not list(disk.glob("bulk-*"))
    assert rows(store, COUNT) == [(3000,)]
    store.close()


def test_a_closed_store_says_so(disk: Path) -> None:
    store = EmbeddedStore.open(disk)
    store.close()
    store.close()
    with pytest.raises(ValueError, match="was closed"):
        store.query("ASK {}")


def damaged(path: Path, pattern: str) -> None:
    for file in path.glob(pattern):
        content = bytearray(file.read_bytes())
        for place in range(0, len(content), 50):
            content[place] ^= 0x55
        file.write_bytes(content)


@pytest.mark.parametrize("pattern", ["*.sst", "MANIFEST-*", "CURRENT"])
def test_damaged_files_are_a_broken_store_with_the_way_out(disk: Path, pattern: str) -> None:
    damaged(disk, pattern)
    with pytest.raises(StoreBroken) as caught:
        store = EmbeddedStore.open(disk)
        for take in (
            lambda: list(store.quads()),
            lambda: rows(store, COUNT),
            lambda: store.query("SELECT * { ?s ?p ?o }").serialise("csv"),
        ):
            with pytest.raises(StoreBroken):
                take()
        list(store.quads())
    assert "habeas rebuild" in in_shell(caught.value.next)
    assert caught.value.why.startswith("the store cannot be read")


FULL = """
    import resource, signal, sys
    from pathlib import Path
    from pyoxigraph import Literal, NamedNode, Quad
    from habeas.errors import BadFile
    from habeas.sparql.contract import Change
    from habeas.sparql.embedded import EmbeddedStore
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    store = EmbeddedStore.open(Path(sys.argv[1]))
    def quad(n):
        return Quad(NamedNode(f"x:s{n}"), NamedNode("x:p"), Literal("words " * 20))
    def limit(size):
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    limit(40_000)
    taken = 0
    try:
        while True:
            store.apply(Change(remove=[quad(-1)] if taken % 2 else [], add=[quad(taken)]))
            taken += 1
    except BadFile as error:
        print(error.why)
    assert [store.holds(quad(n)) for n in range(taken + 1)] == [True] * taken + [False]
    limit(resource.RLIM_INFINITY)
    store.apply(Change(add=[quad(taken)]))
    store.close()
    store = EmbeddedStore.open(Path(sys.argv[1]))
    assert len(list(store.quads())) == taken + 1 > 20
    print("works again")
"""


@pytest.mark.skipif(os.name == "nt", reason="files cannot be limited there")
def test_a_full_disk_loses_nothing_and_the_store_works_again_when_there_is_room(tmp_path: Path) -> None:
    command = [sys.executable, "-c", textwrap.dedent(FULL), str(tmp_path / "quads")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert "the disk did not take it" in done.stdout
    assert done.stdout.endswith("works again\n")

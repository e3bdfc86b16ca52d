"""What every engine must do: one set of tests, run over each."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from tests.contracts.rdflib_store import RdflibStore

from habeas.errors import BadChoice, BadFile, BadQuery, CaseLocked, StoreBroken
from habeas.store.contract import Change, Store
from habeas.store.embedded import EmbeddedStore
from habeas.store.results import Iri, Results, Table

pytestmark = pytest.mark.filterwarnings("ignore:Dataset.* is deprecated")  # rdflib warns of itself
XSD = "http://www.w3.org/2001/XMLSchema#"
ENGINES: dict[str, Callable[[Path], Store]] = {
    "on disk": EmbeddedStore.open,
    "in memory": lambda _: EmbeddedStore.in_memory(),
    "rdflib": RdflibStore.open,
}


def node(name: str) -> NamedNode:
    return NamedNode(f"https://example.org/{name}")


def typed(text: str, name: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + name))


HELD = (node("marquez"), node("detainedAt"), node("helicoide"))
NAME = (node("helicoide"), node("label"), Literal("El Helicoide", language="es"))
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened = ENGINES[request.param](tmp_path / "quads")
    yield opened
    opened.close()


def everything(store: Store) -> set[Quad]:
    return set(store.quads())


def rows(store: Store, sparql: str, **more: Any) -> list[tuple[Any, ...]]:
    return store.query(sparql, **more).table().rows


# -- graphs


def test_the_same_triple_in_two_graphs_is_two_quads_and_counts_once_where_it_stands_once(store: Store) -> None:
    store.apply(Change(add=[Quad(*HELD), Quad(*HELD, node("claim/1")), Quad(*HELD, node("claim/2"))]))
    assert len(everything(store)) == 3
    assert rows(store, COUNT) == [(1,)]
    assert rows(store, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == [(2,)]


def test_plain_triples_are_those_of_the_default_graph_and_graph_sees_the_named_ones(store: Store) -> None:
    store.apply(Change(add=[Quad(*NAME), Quad(*HELD, node("claim/1"))]))
    assert rows(store, "SELECT ?s ?p ?o { ?s ?p ?o }") == [(Iri(HELD[2].value), Iri(NAME[1].value), "El Helicoide")]
    assert rows(store, "SELECT ?g ?s { GRAPH ?g { ?s ?p ?o } }") == [(Iri(node("claim/1").value), Iri(HELD[0].value))]
    assert store.query("ASK { ?s <https://example.org/detainedAt> ?o }").boolean() is False


def test_quads_are_found_by_any_part(store: Store) -> None:
    quads = {Quad(*NAME), Quad(*HELD), Quad(*HELD, node("claim/1"))}
    store.apply(Change(add=list(quads)))
    assert set(store.quads(graph=None)) == {Quad(*NAME), Quad(*HELD)}
    assert set(store.quads(graph=node("claim/1"))) == {Quad(*HELD, node("claim/1"))}
    assert set(store.quads(graph=...)) == quads
    assert set(store.quads(subject=HELD[0], graph=None)) == {Quad(*HELD)}
    assert set(store.quads(predicate=NAME[1])) == set(store.quads(object=NAME[2])) == {Quad(*NAME)}
    assert list(store.quads(subject=node("nobody"))) == []


def test_a_store_says_whether_it_holds_a_quad(store: Store) -> None:
    store.apply(Change(add=[Quad(*HELD, node("claim/1"))]))
    assert store.holds(Quad(*HELD, node("claim/1")))
    assert not store.holds(Quad(*HELD))
    assert not store.holds(Quad(*HELD, node("claim/2")))


# -- changes


def test_what_is_removed_is_gone_and_only_there(store: Store) -> None:
    store.apply(Change(add=[Quad(*HELD), Quad(*HELD, node("claim/1")), Quad(*NAME)]))
    store.apply(Change(remove=[Quad(*HELD, node("claim/1"))]))
    assert everything(store) == {Quad(*HELD), Quad(*NAME)}


def test_a_change_removes_and_adds_together(store: Store) -> None:
    store.apply(Change(add=[Quad(*HELD)]))
    store.apply(Change(remove=[Quad(*HELD)], add=[Quad(*NAME), Quad(*HELD, node("claim/1"))]))
    assert everything(store) == {Quad(*NAME), Quad(*HELD, node("claim/1"))}


def test_what_is_removed_and_added_in_one_change_is_there(store: Store) -> None:
    store.apply(Change(add=[Quad(*HELD)]))
    store.apply(Change(remove=[Quad(*HELD)], add=[Quad(*HELD)]))
    assert everything(store) == {Quad(*HELD)}


@pytest.mark.parametrize("remove", [[], [Quad(*NAME)]])
def test_adding_what_is_there_and_removing_what_is_not_are_harmless(store: Store, remove: list[Quad]) -> None:
    for _ in range(3):
        store.apply(Change(remove=remove, add=[Quad(*HELD), Quad(*HELD), Quad(*HELD, node("claim/1"))]))
    assert rows(store, COUNT) == [(1,)]
    assert len(list(store.quads())) == 2


def test_an_empty_change_changes_nothing(store: Store) -> None:
    store.apply(Change(add=[Quad(*HELD)]))
    store.apply(Change())
    assert everything(store) == {Quad(*HELD)}


@pytest.mark.parametrize("where", ["add", "remove"])
def test_a_change_that_fails_changes_nothing(store: Store, where: str) -> None:
    store.apply(Change(add=[Quad(*HELD)]))
    bad: Any = {"remove": [Quad(*HELD)], "add": [Quad(*NAME)]}
    bad[where] = [*bad[where], "no quad at all"]
    with pytest.raises((TypeError, ValueError)):
        store.apply(Change(**bad))
    assert everything(store) == {Quad(*HELD)}


def test_many_are_loaded_at_once_all_or_nothing(store: Store) -> None:
    store.apply(Change(add=[Quad(*HELD)]))
    store.load_many(Quad(node(f"s{n}"), node("p"), Literal(n)) for n in range(1000))
    store.load_many([Quad(*HELD), Quad(node("s1"), node("p"), Literal(1))])
    assert rows(store, COUNT) == [(1001,)]

    def failing() -> Iterator[Quad]:
        yield Quad(*NAME)
        raise KeyError("the reader stumbled")

    with pytest.raises(KeyError):
        store.load_many(failing())
    assert rows(store, COUNT) == [(1001,)]


def test_a_graph_whose_last_quad_went_is_not_there_any_more(store: Store) -> None:
    store.apply(Change(add=[Quad(*HELD, node("claim/1")), Quad(*HELD, node("claim/2")), Quad(*NAME, node("claim/2"))]))
    store.apply(Change(remove=[Quad(*HELD, node("claim/1")), Quad(*HELD, node("claim/2"))]))
    assert rows(store, "SELECT DISTINCT ?g { GRAPH ?g {} }" if isinstance(store, EmbeddedStore) else "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }") == [(Iri(node("claim/2").value),)]  # fmt: skip


# -- words


quotes = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    [
        "\\u0022",
        "\\",
        '"',
        '"""',
        "'''",
        "\n\r\t",
        "\x00\x0b\x1f",
        "\u2028\u0085",
        "} ; DROP ALL #",
        "\\U0001F600",
        " x ",
        "e\u0301",
        "é",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=quotes)
def test_words_survive_letter_for_letter_by_every_way_in(store: Store, words: str) -> None:
    by_add = Quad(node("a"), node("wording"), Literal(words), node("claim/1"))
    by_change = Quad(node("b"), node("wording"), Literal(words), node("claim/1"))
    by_load = Quad(node("c"), node("wording"), Literal(words), node("claim/1"))
    store.apply(Change(add=[by_add]))
    store.apply(Change(remove=[Quad(*NAME)], add=[by_change]))
    store.load_many([by_load])
    assert everything(store) == {by_add, by_change, by_load}
    assert {row[0] for row in rows(store, "SELECT ?w { GRAPH ?g { ?s ?p ?w } }")} == {words}
    store.apply(Change(remove=[by_add, by_change, by_load]))
    assert everything(store) == set()


def test_everything_comes_out_as_nquads(store: Store) -> None:
    quads = {Quad(*NAME), Quad(*HELD, node("claim/1")), Quad(node("a"), node("w"), Literal('"\\u0041\n'))}
    store.apply(Change(add=list(quads)))
    assert set(parse(store.to_nquads(), format=RdfFormat.N_QUADS)) == quads


# -- queries


def test_rows_are_plain_values(store: Store) -> None:
    values: list[tuple[Any, Any]] = [
        (node("x"), Iri(node("x").value)),
        (Literal("x"), "x"),
        (Literal("42"), "42"),
        (Literal("x", language="es"), "x"),
        (typed("7", "integer"), 7),
        (typed("1.5", "decimal"), 1.5),
        (typed("true", "boolean"), True),
        (typed("2026-01-08", "date"), date(2026, 1, 8)),
        (typed("2026", "gYear"), "2026"),
    ]
    store.apply(Change(add=[Quad(node("s"), node(f"p{n}"), term) for n, (term, _) in enumerate(values)]))
    for number, (_, value) in enumerate(values):
        ((found,),) = rows(store, f"SELECT ?v {{ ?s <https://example.org/p{number}> ?v }}")
        assert (found, type(found)) == (value, type(value))


def test_what_is_not_bound_is_none(store: Store) -> None:
    store.apply(Change(add=[Quad(*HELD)]))
    table = store.query("SELECT ?s ?z { ?s ?p ?o OPTIONAL { ?o <https://example.org/label> ?z } }").table()
    assert table == Table(("s", "z"), [(Iri(HELD[0].value), None)])


def test_prefixes_and_a_base_are_given_with_the_query(store: Store) -> None:
    store.apply(Change(add=[Quad(*HELD)]))
    assert rows(store, "SELECT ?o { ex:marquez ex:detainedAt ?o }", prefixes={"ex": "https://example.org/"})
    assert rows(store, "SELECT ?o { <marquez> ?p ?o }", base="https://example.org/")


def test_a_variable_is_bound_to_a_term_and_never_to_text(store: Store) -> None:
    words = 'x" } ; DROP ALL #'
    store.apply(Change(add=[Quad(*HELD), Quad(node("a"), node("w"), Literal(words))]))
    assert rows(store, "SELECT ?p ?o { ?s ?p ?o }", substitutions={"o": Literal(words)}) == [
        (Iri(node("w").value), words)
    ]
    assert [row[0] for row in rows(store, "SELECT ?p ?s { ?s ?p ?o }", substitutions={"s": HELD[0]})] == [HELD[1].value]


def test_an_answer_can_be_taken_as_records_or_as_bytes(store: Store) -> None:
    store.apply(Change(add=[Quad(*HELD)]))
    assert store.query("SELECT ?s { ?s ?p ?o }").serialise("csv").split() == [b"s", HELD[0].value.encode()]
    assert b'"boolean"' in store.query("ASK {}").serialise("json")
    graph = store.query("CONSTRUCT { ?o ?p ?s } { ?s ?p ?o }")
    assert graph.serialise("nt") == b" ".join(b"<" + t.value.encode() + b">" for t in reversed(HELD)) + b" .\n"
    assert [tuple(t) for t in store.query("CONSTRUCT WHERE { ?s ?p ?o }").triples()] == [HELD]


@pytest.mark.parametrize(
    "sparql",
    ["SELECT ?s {", "SELECT * { ?s ?p ?o } nonsense", "", "INSERT DATA { <x:a> <x:b> 1 }", "SELECT * { ex:a ?p ?o }"],
)
def test_a_mistake_in_a_query_is_a_bad_query(store: Store, sparql: str) -> None:
    with pytest.raises(BadQuery):
        store.query(sparql)


# -- opening again


@pytest.mark.parametrize("name", ["on disk", "rdflib"])
def test_what_was_written_is_there_after_opening_again(tmp_path: Path, name: str) -> None:
    quads = {Quad(*NAME), Quad(*HELD), Quad(*HELD, node("claim/1"))}
    store = ENGINES[name](tmp_path / "quads")
    store.apply(Change(add=list(quads)))
    store.load_many([Quad(*HELD, node("claim/2"))])
    store.apply(Change(remove=[Quad(*HELD, node("claim/2"))]))
    store.flush()
    store.close()
    store = ENGINES[name](tmp_path / "quads")
    assert everything(store) == quads
    assert rows(store, COUNT) == [(2,)]
    store.close()


# -- answers, whichever engine they come from


def some_rows() -> Results:
    return EmbeddedStore.in_memory().query('SELECT ?a ?b { VALUES (?a ?b) { (1 "x"@es) (<x:y> UNDEF) } }')


def test_an_answer_is_worked_out_once_and_can_be_taken_again_when_it_is_kept() -> None:
    answer = some_rows().keep()
    assert answer.table() == answer.table() == Table(("a", "b"), [(1, "x"), (Iri("x:y"), None)])
    assert answer.serialise("tsv") == answer.serialise("tsv") == some_rows().serialise("tsv")
    graph = EmbeddedStore.in_memory().query("CONSTRUCT { <x:a> <x:b> 1 } {}").keep()
    assert (len(list(graph.triples())), graph.serialise("nt")) == (1, graph.serialise("nt"))


def test_an_answer_that_was_taken_does_not_pretend_to_be_empty() -> None:
    answer = some_rows()
    assert len(answer.table().rows) == 2
    for again in (answer.table, answer.rows, answer.keep, lambda: answer.serialise("csv")):
        with pytest.raises(BadChoice, match="taken already"):
            again()
    yes = EmbeddedStore.in_memory().query("ASK {}")
    assert (yes.boolean(), yes.boolean(), yes.keep().boolean()) == (True, True, True)


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
def test_an_answer_made_from_bytes_is_the_same_answer(form: str) -> None:
    assert Results.read(some_rows().serialise(form), form).table() == some_rows().table()


@pytest.mark.parametrize("form", ["json", "xml", "tsv", "nt", "ttl"])
def test_bytes_that_are_no_answer_are_a_bad_file(form: str) -> None:
    with pytest.raises(BadFile, match="cannot be read"):
        Results.read(b"{ nothing", form).table()


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_every_format_of_a_table_is_written(form: str) -> None:
    assert some_rows().serialise(form)


@pytest.mark.parametrize("form", ["ttl", "nt", "nq", "trig", "jsonld", "rdf"])
def test_every_format_of_a_graph_is_written_and_reads_back(form: str) -> None:
    answer = EmbeddedStore.in_memory().query("CONSTRUCT { <http://x/a> ex:b 1 } {}", prefixes={"ex": "http://x/"})
    back = Results.read(answer.serialise(form), form)
    assert [tuple(t) for t in back.triples()] == [
        (NamedNode("http://x/a"), NamedNode("http://x/b"), typed("1", "integer"))
    ]


def test_the_wrong_question_to_an_answer_says_what_it_is() -> None:
    for wrong in (some_rows().boolean, some_rows().triples, lambda: some_rows().serialise("ttl")):
        with pytest.raises(BadChoice):
            wrong()
    with pytest.raises(BadChoice, match="gives a boolean, not rows"):
        EmbeddedStore.in_memory().query("ASK {}").rows()


@pytest.mark.parametrize(
    ("text", "name"),
    [("1_000", "integer"), (" 7", "integer"), ("9" * 5000, "integer"), ("x", "boolean"), ("2026-02-30", "date"), ("20260108", "date"),
     ("2026-01-08Z", "date"), ("-0044-03-15", "date"), ("1_0", "double"), ("1_0", "decimal"), ("1e5", "decimal"), ("", "integer")],
)  # fmt: skip
def test_a_literal_that_is_not_well_formed_or_too_large_for_python_stays_text(text: str, name: str) -> None:
    store = EmbeddedStore.in_memory()
    assert rows(store, "SELECT ?v { VALUES ?v { ?x } }".replace("?x", str(typed(text, name)))) == [(text,)]


@pytest.mark.parametrize(
    ("text", "name", "value"), [("-INF", "double", float("-inf")), ("1e3", "float", 1000.0), ("12", "unsignedByte", 12)]
)
def test_numbers_of_every_type_are_numbers(text: str, name: str, value: float) -> None:
    assert rows(EmbeddedStore.in_memory(), f"SELECT ({typed(text, name)} AS ?v) {{}}") == [(value,)]


# -- the embedded engine alone


def test_a_mistake_is_shown_with_line_and_column_and_what_could_stand_there() -> None:
    with pytest.raises(BadQuery) as caught:
        EmbeddedStore.in_memory().query("SELECT *\n{ ?s ?p }")
    assert caught.value.where == "line 2, column 10"
    assert "what could stand here" in caught.value.why
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


def test_two_programs_do_not_open_one_store_to_write(disk: Path) -> None:
    store = EmbeddedStore.open(disk)
    with pytest.raises(CaseLocked, match="open in another program"):
        EmbeddedStore.open(disk)
    store.close()
    EmbeddedStore.open(disk).close()


def test_a_store_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(StoreBroken) as caught:
        EmbeddedStore.read_only(tmp_path / "nothing")
    assert "habeas rebuild" in caught.value.next


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
    assert "habeas rebuild" in caught.value.next
    assert caught.value.why.startswith("the store cannot be read")


FULL = """
    import resource, signal, sys
    from pathlib import Path
    from pyoxigraph import Literal, NamedNode, Quad
    from habeas.errors import BadFile
    from habeas.store.contract import Change
    from habeas.store.embedded import EmbeddedStore
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


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="files cannot be limited here")
def test_a_full_disk_loses_nothing_and_the_store_works_again_when_there_is_room(tmp_path: Path) -> None:
    command = [sys.executable, "-c", textwrap.dedent(FULL), str(tmp_path / "quads")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert "the disk did not take it" in done.stdout
    assert done.stdout.endswith("works again\n")

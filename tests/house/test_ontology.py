"""The ontology: complete in both languages, one meaning a word, in step with the program, and its rules bite."""

import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node
from tests.graph.casefile.test_every_form import NEEDED

from habeas import vocab

ROOT = Path(__file__).parents[2]
ONTOLOGY = ROOT / "ontology"
HAB = Namespace(vocab.HAB)
LANGUAGES = {"en", "es"}
TURTLE = ("habeas", "lists", "alignments", "shapes")

# A property may be spelt like the class or list its values come from. These two pairs are kept for other reasons:
JUSTIFIED_TWINS = {
    frozenset({"Count", "count"}),  # hab:count is the number of an hab:Count
    frozenset({"Accusation", "accusation"}),  # the way of speaking, and one act of it
}
# rdflib's reader of JSON-LD warns of a class that it uses itself.
READS_JSON_LD = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


def read(*names: str) -> Graph:
    graph = Graph()
    for name in names:
        graph.parse(ONTOLOGY / f"{name}.ttl", format="turtle")
    return graph


CONTEXT = json.loads((ONTOLOGY / "context.jsonld").read_text("utf-8"))["@context"]


@dataclass(frozen=True)
class Terms:
    words: Graph
    classes: list[Node]
    schemes: list[Node]
    concepts: list[Node]
    annotations: list[Node]
    own_properties: list[Node]
    properties: list[Node]


@cache
def terms() -> Terms:
    words = read("habeas", "lists")
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
    own = sorted(p for kind in kinds for p in words.subjects(RDF.type, kind))
    return Terms(
        words,
        classes=sorted(c for c in words.subjects(RDF.type, OWL.Class) if c in HAB),
        schemes=sorted(words.subjects(RDF.type, SKOS.ConceptScheme)),
        concepts=sorted(words.subjects(RDF.type, SKOS.Concept)),
        annotations=sorted(words.subjects(RDF.type, OWL.AnnotationProperty)),
        own_properties=own,
        properties=[*own, *sorted(words.subjects(HAB.name))],
    )


def local(term: Node) -> str:
    return str(term).removeprefix(vocab.HAB)


def languages(term: Node, predicate: URIRef) -> list[str | None]:
    texts = terms().words.objects(term, predicate)
    return [text.language for text in texts if isinstance(text, Literal) and text.strip()]


def lacking(terms: list[Node], *predicates: URIRef) -> list[str]:
    return [
        f"{local(term)} {local(predicate)}"
        for term in terms
        for predicate in predicates
        if sorted(str(tag) for tag in languages(term, predicate)) != sorted(LANGUAGES)
    ]


def make_vocab() -> ModuleType:
    if str(ONTOLOGY) not in sys.path:
        sys.path.append(str(ONTOLOGY))  # the script's own folder, as when it is run
    spec = importlib.util.spec_from_file_location("make_vocab", ONTOLOGY / "make_vocab.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", TURTLE)
def test_every_file_loads(name: str) -> None:
    assert len(read(name)) > 0


def test_every_class_and_property_is_explained_once_in_both_languages() -> None:
    borrowed = [term for term in terms().words.subjects(HAB.kind) if term not in HAB]
    assert (
        lacking([*terms().classes, *borrowed, *terms().properties, *terms().annotations], RDFS.label, RDFS.comment)
        == []
    )


def test_every_list_and_code_is_explained_once_in_both_languages() -> None:
    assert lacking([*terms().schemes, *terms().concepts], SKOS.prefLabel, SKOS.definition) == []


def test_every_note_stands_in_both_languages() -> None:
    assert lacking(sorted(set(terms().words.subjects(SKOS.note))), SKOS.note) == []


def test_every_message_of_a_rule_stands_in_both_languages() -> None:
    shapes, message = read("shapes"), URIRef("http://www.w3.org/ns/shacl#message")
    for shape in set(shapes.subjects(message)):
        assert {text.language for text in shapes.objects(shape, message)} == LANGUAGES, shape


def test_every_code_belongs_to_a_list_and_no_list_is_empty() -> None:
    assert [
        local(c) for c in terms().concepts if not set(terms().words.objects(c, SKOS.inScheme)) & set(terms().schemes)
    ] == []
    assert [local(s) for s in terms().schemes if not set(terms().words.subjects(SKOS.inScheme, s))] == []


def test_every_list_is_used_by_a_property() -> None:
    assert set(terms().schemes) == set(terms().words.objects(None, HAB.scheme))


def test_every_property_says_where_it_stands() -> None:
    undeclared = [
        p
        for p in terms().properties
        if not {*terms().words.objects(p, RDFS.domain), *terms().words.objects(p, HAB.usedOn)}
    ]
    assert undeclared == []


def test_every_property_points_at_one_thing() -> None:
    ranges = {
        p: [*terms().words.objects(p, RDFS.range), *terms().words.objects(p, HAB.takes)] for p in terms().properties
    }
    assert {local(p): found for p, found in ranges.items() if len(found) != 1} == {}


def test_every_property_says_who_may_write_it() -> None:
    allowed = {Literal("relation"), Literal("detail"), Literal("fact")}
    for prop in terms().properties:
        uses = set(terms().words.objects(prop, HAB.useAs))
        assert uses, prop
        assert uses <= allowed, prop
        assert uses == {Literal("fact")} or Literal("fact") not in uses, prop


def test_no_type_can_be_concluded_from_a_role_shared_by_events_and_states() -> None:
    for name in ("person", "agent", "facility", "place", "began", "ended", "reasonReported"):
        assert set(terms().words.objects(HAB[name], RDFS.domain)) == set(), name


def test_no_word_is_two_sorts_of_term() -> None:
    sorts = (terms().classes, terms().schemes, terms().concepts, terms().own_properties, terms().annotations)
    every = [term for sort in sorts for term in sort]
    assert sorted(local(t) for t in set(every) if every.count(t) > 1) == []


def test_words_that_differ_only_in_capitals_are_a_property_and_its_values() -> None:
    twins = [pair for pair in look_alikes() if frozenset(map(local, pair)) not in JUSTIFIED_TWINS]
    for pair in twins:
        prop = next(term for term in pair if term in terms().own_properties)
        values = {*terms().words.objects(prop, RDFS.range), *terms().words.objects(prop, HAB.scheme)}
        assert pair - {prop} <= values, sorted(map(local, pair))


def look_alikes() -> Iterator[set[Node]]:
    groups: dict[str, set[Node]] = defaultdict(set)
    for term in (*terms().classes, *terms().schemes, *terms().concepts, *terms().own_properties, *terms().annotations):
        groups[local(term).lower()].add(term)
    yield from (group for group in groups.values() if len(group) > 1)


@pytest.mark.parametrize("language", ["label", "label_es"])
def test_no_two_properties_are_called_the_same(language: str) -> None:
    labels = [str(getattr(prop, language)).casefold() for prop in vocab.PROPERTIES.values()]
    assert sorted({label for label in labels if labels.count(label) > 1}) == []


def test_a_form_of_a_case_is_named_in_few_files_of_the_program() -> None:
    """Everything but custody and the order of a list follows from the ontology (docs/decisions/0210)."""
    code = [path.read_text("utf-8") for folder in ("graph", "api") for path in (ROOT / folder).rglob("*.py")]
    texts = [text for text in code if not text.startswith('"""GENERATED')]
    for relation in NEEDED:
        assert sum(f'"{relation}"' in text for text in texts) <= 6, relation


def test_a_borrowed_property_takes_no_name_of_ours() -> None:
    borrowed = [str(name) for name in terms().words.objects(None, HAB.name)]
    assert len(borrowed) == len(set(borrowed))
    assert set(borrowed) & {local(p) for p in terms().own_properties} == set()


def test_a_short_form_names_roles_of_the_node_it_makes() -> None:
    for prop in (p for p in vocab.PROPERTIES.values() if p.makes):
        for role in (prop.subject_role, prop.object_role, *(name for name, _ in prop.fixed)):
            assert role is not None, prop.name
            allowed = vocab.PROPERTIES[role].domain
            assert {prop.makes, *vocab.KINDS[prop.makes].parents} & set(allowed), (prop.name, role)


def test_alignments_speak_only_of_words_we_have() -> None:
    known = {*terms().classes, *terms().own_properties}
    used = {term for triple in read("alignments") for term in triple if term in HAB}
    assert sorted(local(term) for term in used - known) == []


def test_alignments_never_claim_identity() -> None:
    forbidden = {OWL.sameAs, OWL.equivalentClass, OWL.equivalentProperty}
    assert set(read("alignments").predicates()) & forbidden == set()


def test_the_shapes_speak_only_of_words_we_have() -> None:
    known = {*terms().classes, *terms().own_properties, *terms().schemes, *terms().concepts}
    used = {term for triple in read("shapes") for term in triple if term in HAB}
    assert sorted(local(term) for term in used - known) == []


def test_every_coded_property_has_a_rule_for_its_list() -> None:
    shapes, sh = read("shapes"), Namespace("http://www.w3.org/ns/shacl#")
    wanted = set(terms().words.subject_objects(HAB.scheme))
    checked = {
        (prop, scheme)
        for shape, prop in shapes.subject_objects(sh.targetObjectsOf)
        for inner in shapes.objects(shape, sh.property)
        for scheme in shapes.objects(inner, sh.hasValue)
    }
    assert wanted == checked


def test_the_generated_module_is_fresh() -> None:
    assert make_vocab().stale() == [], "run `python ontology/make_vocab.py`"


def test_a_stale_module_is_reported_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tool = make_vocab()
    monkeypatch.setattr(tool, "TARGET", tmp_path / "vocab.py")
    assert tool.main(["--check"]) == 1
    assert "is stale: run `python ontology/make_vocab.py`" in capsys.readouterr().err
    assert tool.main([]) == 0
    assert tool.main(["--check"]) == 0


def test_the_word_of_every_code_leads_to_its_address_and_back() -> None:
    for codes in vocab.SCHEMES.values():
        assert {vocab.CODES[iri]: iri for iri in codes.values()} == codes


@READS_JSON_LD
def test_the_json_context_gives_every_property_and_class_its_address() -> None:
    names = [*vocab.PROPERTIES.values(), *(k for k in vocab.KINDS.values() if k.iri.startswith(vocab.HAB))]
    terms = {p.name if isinstance(p, vocab.Property) else local(URIRef(p.iri)): p.iri for p in names}
    values = {name: {"id": "http://x.test/o"} for name in terms}
    found = {str(p) for p in from_json(values).predicates()}
    assert found == set(terms.values())


@pytest.mark.parametrize("prop", vocab.PROPERTIES.values(), ids=lambda prop: prop.name)
def test_the_json_context_types_a_property_as_the_vocabulary_does(prop: vocab.Property) -> None:
    term = CONTEXT[prop.name]
    given = term.get("@type")
    if prop.range is vocab.Range.CONCEPT:
        assert given == "@vocab"
    elif prop.range is vocab.Range.ENTITY or prop.range_iri == vocab.TIME_TEMPORAL_ENTITY:
        assert given == "@id"
    else:
        full = None if given is None else str(given).replace("xsd:", vocab.PREFIXES["xsd"])
        assert full == (None if prop.range is vocab.Range.TEXT else prop.range_iri)


@READS_JSON_LD
def test_a_code_can_be_written_in_json_as_a_plain_word() -> None:
    assert set(from_json({"modality": "denial"}).objects()) == {HAB.denial}


def test_the_json_context_refers_to_nothing_outside_and_to_no_kind() -> None:
    assert "@import" not in CONTEXT
    assert set(CONTEXT) & set(vocab.KINDS) <= set(vocab.PROPERTIES), "org:npr would be read as a prefixed name"


def from_json(values: dict[str, object]) -> Graph:
    document = {"@context": CONTEXT, "id": "http://x.test/s", **values}
    return Graph().parse(data=json.dumps(document), format="json-ld")

"""Names and values as RDF terms: addresses, dates, codes, and words that look like something else."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode
from tests.builders import HASH, a_claim, a_source, an_entity

from habeas.dates.conventions import DEFAULTS, Conventions
from habeas.errors import BadClaim
from habeas.model.codec_values import decode
from habeas.model.values import Passage, Ref, Snapshot, Text, When
from habeas.sparql.mapper import ClaimRecord, Mapper
from habeas.vocab import PREFIXES, PROPERTIES, SCHEMES, Range

BASE = "https://w3id.org/habeas/id/"
HAB = PREFIXES["hab"]
NOW = ClaimRecord(at="2026-02-01T09:00:00.000Z", by="documenter")


@pytest.fixture
def mapper() -> Mapper:
    return Mapper(BASE, DEFAULTS)


def told(mapper: Mapper, **fields: object) -> list[tuple[str, str, str]]:
    """What a claim asserts, in short."""
    told = mapper.assertion(a_claim(**fields))
    return sorted(tuple(short(term) for term in triple) for triple in told)  # type: ignore[misc]


def short(term: NamedNode | Literal) -> str:
    return (
        term.value.removeprefix(BASE).removeprefix(HAB).rpartition("#")[2]
        if isinstance(term, NamedNode)
        else term.value
    )


@pytest.mark.parametrize("slug", ["ana-ruiz", "x_1.2~y", "مريم", "李明", "हिन्दी", "Ñandú", "a.b"])
def test_a_name_and_its_address_are_one(mapper: Mapper, slug: str) -> None:
    ref = Ref.parse(f"person:{slug}")
    assert mapper.ref(mapper.iri(ref).value) == ref
    assert mapper.iri(ref).value == f"{BASE}person/{slug}"


@pytest.mark.parametrize(
    "text",
    [
        "person",
        "person:",
        "persona:x",
        "person:a/b",
        "person:a b",
        "person:..",
        "person:.",
        "person:a\n",
        "person:\u0301a",
        "person:a%20b",
        "person:<a>",
        ":a",
    ],
)
def test_what_cannot_be_an_address_cannot_be_a_name(text: str) -> None:
    with pytest.raises(BadClaim):
        Ref.parse(text)


def test_two_ways_of_writing_one_letter_are_one_name() -> None:
    assert Ref.parse("person:jose\u0301") == Ref.parse("person:josé")


def test_a_short_form_gives_the_plain_triple_and_the_node_with_its_roles(mapper: Mapper) -> None:
    found = told(mapper, details=(("began", When("2025-01-05")), ("custodyKind", "prison")))
    assert found == [
        ("detention/A1", "began", "time/2025-01-05"),
        ("detention/A1", "custodyKind", "prison"),
        ("detention/A1", "facility", "facility/norte"),
        ("detention/A1", "person", "person/ana-ruiz"),
        ("detention/A1", "type", "Detention"),
        ("person/ana-ruiz", "detainedAt", "facility/norte"),
    ]


def test_the_date_of_a_short_form_is_text_on_the_person_and_a_node_on_the_event(mapper: Mapper) -> None:
    found = told(mapper, relation="releasedOn", object=When("2026-01-08"))
    assert ("person/ana-ruiz", "releasedOn", "2026-01-08") in found
    assert ("release/A1", "occurred", "time/2026-01-08") in found


def test_kinship_is_a_tie_with_its_kind(mapper: Mapper) -> None:
    found = told(mapper, relation="siblingOf", object=Ref("person", "luis"))
    assert {row[1:] for row in found if row[0] == "relationship/A1"} == {
        ("type", "Relationship"),
        ("person", "person/ana-ruiz"),
        ("relative", "person/luis"),
        ("relationshipType", "sibling-of"),
    }


def test_an_end_is_told_on_what_it_ends(mapper: Mapper) -> None:
    found = told(mapper, relation="releasedOn", object=When("2026"), details=(("ends", Ref("detention", "d")),))
    assert ("detention/d", "endedBy", "release/A1") in found


def test_a_claim_about_a_group_makes_no_node(mapper: Mapper) -> None:
    assert told(mapper, subject=Ref("population", "held"), relation="detainedIn", object=Ref("place", "p")) == [
        ("population/held", "detainedIn", "place/p")
    ]


def test_a_saying_asserts_the_node_and_nothing_of_whom_it_is_about(mapper: Mapper) -> None:
    details = (("accused", Ref("person", "ana-ruiz")), ("agent", Ref("org", "gov")))
    found = told(
        mapper,
        subject=Ref("accusation", "v"),
        relation="conduct",
        object=Ref("concept", "theft"),
        details=details,
        modality="accusation",
    )
    assert {row[0] for row in found} == {"accusation/v"}


@pytest.mark.parametrize(
    "text",
    ["2026-01-12", "2025~", "[2024,2025]", "[2026-01-08..2026-01-11]", "2026-01-08/..", "../2026-01-08", "2025-06?"],
)
def test_the_address_of_a_date_is_its_text_and_nothing_else(mapper: Mapper, text: str) -> None:
    edtf = When(text).read()
    address = mapper.time_node(edtf).value.removeprefix(f"{BASE}time/")
    assert not set(address) & set("[]/ ?#")
    assert Mapper(BASE, DEFAULTS).time_node(edtf) == mapper.time_node(edtf)


def test_a_date_node_is_told_once_until_it_is_forgotten(mapper: Mapper) -> None:
    first = [t for t in mapper.facts(a_claim(), NOW) if "/time/" in t[0].value]
    second = [t for t in mapper.facts(a_claim(), NOW) if "/time/" in t[0].value]
    mapper.forget()
    assert (len(first), second) == (4, [])
    assert [t for t in mapper.facts(a_claim(), NOW) if "/time/" in t[0].value] == first


def test_an_open_end_has_no_last_day(mapper: Mapper) -> None:
    facts = mapper.facts(a_claim(details=(("began", When("2026-01-08/..")),)), NOW)
    open_ended = [short(p) for s, p, _ in facts if s == mapper.time_node(When("2026-01-08/..").read())]
    assert sorted(open_ended) == ["earliest", "edtf", "type"]


def test_comparing_two_claims_does_not_forget_their_dates(mapper: Mapper) -> None:
    assert mapper.alike(a_claim(), a_claim())
    assert not mapper.alike(a_claim(), a_claim(quote="x"))
    assert [t for t in mapper.facts(a_claim(), NOW) if "/time/" in t[0].value]


def test_dates_are_compared_as_xsd_date_and_nothing_else(mapper: Mapper) -> None:
    facts = mapper.facts(a_claim(details=(("began", When("2025")),)), NOW)
    days = {o.datatype.value for _, p, o in facts if short(p) in {"earliest", "latest"} and isinstance(o, Literal)}
    assert days == {"http://www.w3.org/2001/XMLSchema#date"}


def test_other_conventions_give_other_days_to_the_same_words() -> None:
    words = a_claim(details=(("began", When(words="late December", anchor="2026-01-12")),))
    read = [
        {o.value for _, p, o in Mapper(BASE, conventions).facts(words, NOW) if short(p) == "earliest"}
        for conventions in (DEFAULTS, Conventions(late_month=(25, 31)))
    ]
    assert ("2025-12-20" in read[0], "2025-12-25" in read[1], "2025-12-20" in read[1]) == (True, True, False)


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_every_code_of_a_list_has_an_address_of_its_own(scheme: str) -> None:
    assert len(set(SCHEMES[scheme].values())) == len(SCHEMES[scheme])


def test_words_that_look_like_something_else_stay_words(mapper: Mapper) -> None:
    for words in ("007", "true", "2026-01-12", "1e5", "http://example.org/", "_:b0", '"x"@en', "\\u0041"):
        facts = mapper.facts(a_claim(quote=words, hedge_words=words, passages=(Passage(1, 2),)), NOW)
        wording = [o for _, p, o in facts if short(p) in {"wording", "hedgeWords", "exact"}]
        assert wording == [Literal(words)] * 3


def test_a_number_is_a_number_and_its_words_are_words(mapper: Mapper) -> None:
    details = (("lower", 116), ("upper", 0))
    count = mapper.assertion(
        a_claim(subject=Ref("count", "c"), relation="count", object=Text("116", "es"), details=details)
    )
    found = {short(p): o for _, p, o in count}
    assert found["count"] == Literal("116", language="es")
    assert found["lower"] == Literal(116)
    assert found["upper"] == Literal(0)


def test_what_a_source_is_told_with(mapper: Mapper) -> None:
    snapshot = Snapshot(sha256=HASH, characters=9, captured_at="2026-01-13T00:00:00Z")
    source = a_source(publisher=Ref("org", "radio"), url="https://example.org/a?b=c#d", snapshot=snapshot)
    shot = f"snapshot/letter--{HASH[:12]}"
    found = {
        (s.value.removeprefix(BASE), o.value.removeprefix(BASE).removeprefix(HAB)) for s, _, o in mapper.source(source)
    }
    assert found == {
        ("doc/letter", "Document"),
        ("doc/letter", "A letter"),
        ("doc/letter", "https://example.org/a?b=c#d"),
        ("doc/letter", "org/radio"),
        ("doc/letter", "time/2026-01-12"),
        (shot, "Snapshot"),
        (shot, "doc/letter"),
        (shot, HASH),
        (shot, "9"),
        (shot, "2026-01-13T00:00:00Z"),
    }


def test_a_placeholder_and_a_misspelling_are_told_as_such(mapper: Mapper) -> None:
    entity = an_entity(
        "person:w", "wife", placeholder=True, hidden=(Text("wyfe"),), same_as=("http://www.wikidata.org/entity/Q1",)
    )
    found = {(p.value.rpartition("#")[2], o.value) for _, p, o in mapper.entity(entity)}
    assert {
        ("placeholder", "true"),
        ("hiddenLabel", "wyfe"),
        ("exactMatch", "http://www.wikidata.org/entity/Q1"),
    } <= found


@pytest.mark.parametrize(
    "raw",
    [
        "yesterday",
        "2026-01-12",
        "2026-13-01T00:00:00Z",
        "2026-01-12T25:00:00Z",
        "20260112T101400Z",
        "2026-01-12T10:14",
        5,
        None,
        "２０２６-01-12T00:00:00Z",
    ],
)
def test_a_time_that_is_none_is_refused_before_it_is_stored(raw: object) -> None:
    assert PROPERTIES["modified"].range is Range.DATETIME
    with pytest.raises(Exception, match="not a date with a time"):
        decode(PROPERTIES["modified"], raw)

"""The rules for data: an honest case passes, and each thing no honest claim can bring about is caught."""

from functools import cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph

from habeas import vocab

ONTOLOGY = Path(__file__).parents[2] / "ontology"
PREFIXES = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in vocab.PREFIXES.items())
BASE = "@base <https://w3id.org/habeas/id/> .\n"

HONEST = """
<claim/N1> a hab:Claim ; rdf:subject <person/p> ; rdf:predicate hab:detainedAt ; rdf:object <facility/f> ;
    hab:statedBy <org/o> ; hab:inDocument <doc/d> ; hab:reportedIn <snapshot/s> ; hab:foundAt <claim/N1#passage-1> ;
    hab:attribution <claim/N1#step-1> ; hab:modality hab:reported-fact ; hab:polarity hab:positive ;
    hab:hedge hab:approximately ;
    hab:assertion hab:asserted ; hab:status hab:live ; hab:statedOn <time/2026-01-12> ;
    hab:validTime <time/2026-01-12> ;
    hab:recordedBy <recorder/ana> ; hab:recordedAt "2026-02-01T09:12:00Z"^^xsd:dateTime ; hab:wording "held there" .
<claim/N1#passage-1> a oa:SpecificResource ; oa:hasSource <snapshot/s> ; oa:hasSelector <claim/N1#position-1> .
<claim/N1#position-1> a oa:TextPositionSelector ; oa:start 3 ; oa:end 9 .
<claim/N1#step-1> a prov:Attribution ; hab:step 1 ; prov:agent <org/o> ; hab:sourceConnection hab:family-member .
<doc/d> a hab:Document .
<snapshot/s> a hab:Snapshot ; prov:specializationOf <doc/d> ; hab:characters 10 ;
    hab:sha256 "3c99400fe07f050c607c607f2c37886d40175e229d235e0582e7d859f3658c94" .
<time/2026-01-12> a time:TemporalEntity ; hab:edtf "2026-01-12"^^edtf:EDTF ;
    hab:earliest "2026-01-12"^^xsd:date ; hab:latest "2026-01-12"^^xsd:date .
<person/p> a hab:Person ; hab:detainedAt <facility/f> .
<facility/f> a hab:Facility .  <facility/g> a hab:Facility .  <org/o> a hab:Organization ; hab:orgKind hab:ngo .
<detention/d> a hab:Detention ; hab:person <person/p> ; hab:facility <facility/f> ; hab:custodyKind hab:prison ;
    hab:began <time/2026-01-12> .
<count/c> a hab:Count ; hab:lower 41 ; hab:upper 41 ; hab:population <population/q> ; hab:countKind hab:stock .
<population/q> a hab:Population .
<accusation/a> a hab:Accusation ; hab:agent <org/o> ; hab:accused <person/p> ; hab:conduct <concept/x> .
"""

OFFENCES = {
    "a claim with no speaker": ("hab:statedBy <org/o> ;", "", "hab:statedBy"),
    "a claim with two ways of saying": ("hab:modality ", "hab:modality hab:attributed , ", "hab:modality"),
    "a claim without its document": ("hab:inDocument <doc/d> ;", "", "hab:inDocument"),
    "a claim said on a bare text": ("statedOn <time/2026-01-12>", 'statedOn "2026"', "hab:statedOn"),
    "a live claim with a date of retraction": (
        "hab:status hab:live",
        'hab:status hab:live ; hab:retractedAt "2026-02-02T00:00:00Z"^^xsd:dateTime',
        "A live claim",
    ),
    "a withdrawn claim with no date": ("hab:status hab:live", "hab:status hab:withdrawn", "says since when"),
    "a negative claim asserted": ("hab:polarity hab:positive", "hab:polarity hab:negative", "not to be so"),
    "a denial asserted": ("hab:modality hab:reported-fact", "hab:modality hab:denial", "never makes a fact"),
    "a code of another list": ("hab:hedge hab:approximately", "hab:hedge hab:stock", "Not a code of the list Hedge"),
    "a property taken for a code": (
        "hab:hedge hab:approximately",
        "hab:hedge hab:about",
        "Not a code of the list Hedge",
    ),
    "a step that is nowhere in the chain": ("hab:step 1 ;", "", "hab:step"),
    "a hash that is no hash": ("3c99400f", "ZZ", "hab:sha256"),
    "a position that ends before it starts": ("oa:start 3", "oa:start 30", "oa:start"),
    "a date with two texts": ('hab:edtf "2026-01-12"', 'hab:edtf "2026"^^edtf:EDTF , "2026-01-12"', "hab:edtf"),
    "a date that ends before it begins": ('hab:latest "2026-01-12"', 'hab:latest "2025-01-12"', "hab:earliest"),
    "a count below zero": ("hab:lower 41", "hab:lower -1", "hab:lower"),
    "a count of fractions": ("hab:lower 41", "hab:lower 4.5", "hab:lower"),
    "a count with crossed bounds": ("hab:upper 41", "hab:upper 40", "above its upper bound"),
    "an accused who carries the conduct": (
        "<person/p> a hab:Person ;",
        "<person/p> a hab:Person ; hab:conduct <concept/x> ;",
        "A person never carries",
    ),
    "an accused who carries the accusation": (
        "<person/p> a hab:Person ;",
        "<person/p> a hab:Person ; hab:conduct <concept/x> ;",
        "A person never carries",
    ),
    "a body with a beginning": (
        "<doc/d> a hab:Document .",
        "<doc/d> a hab:Document ; hab:began <time/2026-01-12> .",
        "Only an event",
    ),
    "a detention in a document": ("hab:facility <facility/f> ;", "hab:facility <doc/d> ;", "is a facility"),
    "an identity that cannot be undone": (
        "<population/q> a hab:Population .",
        "<population/q> a hab:Population ; <http://www.w3.org/2002/07/owl#sameAs> <population/r> .",
        "Identity is a judgement",
    ),
}


@cache
def turtle(*names: str) -> Graph:
    graph = Graph()
    for name in names:
        graph.parse(ONTOLOGY / name, format="turtle")
    return graph


def findings(data: str) -> tuple[bool, str]:
    graph = Graph().parse(data=PREFIXES + BASE + data, format="turtle")
    conforms, _, text = pyshacl.validate(graph + turtle("habeas.ttl", "lists.ttl"), shacl_graph=turtle("shapes.ttl"))
    return conforms, text


def test_an_honest_case_passes() -> None:
    conforms, text = findings(HONEST)
    assert conforms, text


@pytest.mark.parametrize("offence", OFFENCES)
def test_what_no_honest_claim_brings_about_is_caught(offence: str) -> None:
    before, after, message = OFFENCES[offence]
    assert before in HONEST
    conforms, text = findings(HONEST.replace(before, after))
    assert not conforms
    assert message in text


def test_claims_that_disagree_on_one_event_break_no_rule() -> None:
    other = "<detention/d> hab:facility <facility/g> ; hab:custodyKind hab:military ; hab:ended <time/2026-01-12> ."
    conforms, text = findings(HONEST + other)
    assert conforms, text

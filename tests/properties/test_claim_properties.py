"""What holds for every claim: through JSON, through RDF, in any order, after any history, letter for letter."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, serialize
from tests.builders import Clock, a_claim_form, a_form, facts_of, quads_of, rows_of
from tests.properties.claims_made import EXACT, SOURCE, claims

from habeas.casefile import CaseFile
from habeas.dates.conventions import DEFAULTS
from habeas.formats.read.quads import QuadReader
from habeas.model.canonical import canonical, identified, identify
from habeas.model.claims import assertion_of, dates_of, mentions, node_of, read_claim, stated, valid_time
from habeas.model.codec import claim_from_plain, claim_to_plain
from habeas.model.values import Assertion, Claim
from habeas.sparql.mapper import ClaimRecord, Mapper
from habeas.sparql.terms import quads

BASE = "https://w3id.org/habeas/id/"
MANY = settings.default.max_examples if settings.default else 100  # HABEAS_TESTS=thorough asks for more
quick = settings(max_examples=MANY, deadline=None, suppress_health_check=[HealthCheck.too_slow])
few = settings(
    max_examples=MANY // 25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
FORMATS = {".nq": RdfFormat.N_QUADS, ".trig": RdfFormat.TRIG, ".jsonld": RdfFormat.JSON_LD}


# -- one claim -----------------------------------------------------------------------------------------------------


@quick
@given(claims())
def test_a_claim_comes_back_from_json_as_it_was(claim: Claim) -> None:
    once = canonical(claim)
    assert claim_from_plain(json.loads(json.dumps(claim_to_plain(once), ensure_ascii=False))) == once


@quick
@given(claims())
def test_the_canonical_form_and_the_key_are_reached_in_one_step(claim: Claim) -> None:
    once, key = identified(claim)
    assert identified(once) == (once, key)


@quick
@given(claims())
def test_what_a_claim_amounts_to_is_the_same_derived_once_or_part_by_part(claim: Claim) -> None:
    read = identify(read_claim(claim, DEFAULTS))
    once, key = identified(claim)
    assert read == read_claim(once, DEFAULTS, key=key)
    parts = (node_of(once), assertion_of(once), mentions(once), tuple(stated(once)), dates_of(once))
    assert (read.node, read.assertion, read.mentions, read.stated, read.dates) == parts
    assert (read.valid, read.said) == (valid_time(once, DEFAULTS), once.said.read(DEFAULTS))


def through_rdf(claim: Claim, ending: str) -> Claim:
    """The claim as quads in a file, and read again."""
    mapper = Mapper(BASE, DEFAULTS)
    facts = mapper.facts(claim, ClaimRecord(at="2026-02-01T09:00:00.000Z", by="documenter"))
    told = [*facts, *mapper.source(SOURCE), *mapper.assertion(claim)]
    with TemporaryDirectory() as room:
        path = Path(room) / f"claim{ending}"
        serialize(
            [*quads(told), *quads(mapper.assertion(claim), mapper.graph_of(claim.id))],
            str(path),
            format=FORMATS[ending],
        )
        found = [c for batch in QuadReader(path, BASE).batches() for c, _ in batch.claims]
    assert len(found) == 1
    return found[0]


@quick
@given(claims(), st.sampled_from(sorted(FORMATS)))
def test_a_claim_comes_back_from_rdf_as_it_was(claim: Claim, ending: str) -> None:
    claim, key = identified(claim)
    back, again = identified(through_rdf(claim, ending))
    if assertion_of(claim) is Assertion.DESCRIBED_ONLY:  # its details have no graph to stand in
        assert Mapper(BASE, DEFAULTS).alike(back, claim)
    else:
        assert back == claim
        assert again == key


@quick
@given(claims())
def test_no_blank_node_and_no_triple_twice(claim: Claim) -> None:
    claim, _ = identified(claim)
    mapper = Mapper(BASE, DEFAULTS)
    assertion = mapper.assertion(claim)
    assert len(assertion) == len(set(assertion))
    assert all(str(subject).startswith("<") and not str(o).startswith("_:") for subject, _, o in assertion)


@quick
@given(claims())
def test_nothing_said_of_an_accused_person_carries_what_they_are_accused_of(claim: Claim) -> None:
    claim, _ = identified(claim)
    if claim.subject.kind != "accusation" and claim.relation not in {"conduct", "accusedOf", "offence"}:
        return
    mapper = Mapper(BASE, DEFAULTS)
    conduct = mapper.head(claim)[2]
    assert [t for t in mapper.assertion(claim) if t[2] == conduct and "/person/" in t[0].value] == []


# -- letter for letter ---------------------------------------------------------------------------------------------

HARD = [
    "“quoted” \"twice\" 'thrice' \\ back\\\\slash",
    "line\nline\r\nline\u2028line\x85",
    "\u202eright to left\u202c مريم \u200f",
    "007 1.0 true 2026-01-12 null ~ 1e5 <b>&amp;</b> {} $x %s",
    "🕊️ e\u0301 \u00e9 \ufeff\u200b\x00\x1f\x7f",
]


@few
@given(st.lists(EXACT, min_size=1, max_size=20, unique=True))
@example(HARD)
def test_a_quote_is_kept_letter_for_letter_everywhere(quotes: list[str]) -> None:
    forms = [a_claim_form(id=f"Q{n}", quote=quote, hedge_words=quote, at="3-9") for n, quote in enumerate(quotes)]
    with TemporaryDirectory() as room:
        folder = Path(room)
        with CaseFile.create(folder / "case", clock=Clock()) as case:
            assert len(case.record_form(a_form(*forms)).recorded) == len(quotes)
            kept(case, quotes)
            for n, quote in enumerate(quotes):
                case.withdraw(f"Q{n}", reason=f"why: {quote}")
            assert [line.reason for line in case.claims(status="withdrawn")] == [f"why: {quote}" for quote in quotes]
            case.record_form(a_form(*forms))
            case.dump(folder / "dump.nq")
            (folder / "own.nq").write_bytes(case.views.store.to_nquads())
        with CaseFile.restore(folder / "anew", folder / "dump.nq") as anew:
            kept(anew, quotes)
        with CaseFile.create(folder / "other") as other:
            assert len(other.load(folder / "own.nq").recorded) == len(quotes)
            kept(other, quotes)


def kept(case: CaseFile, quotes: list[str]) -> None:
    assert {line.claim_id: line.quote for line in case.claims()} == {f"Q{n}": quote for n, quote in enumerate(quotes)}
    asked = "SELECT ?e ?w ?h { ?c hab:wording ?w ; hab:hedgeWords ?h ; hab:foundAt/oa:hasSelector/oa:exact ?e }"
    assert sorted(case.query(asked).rows()) == sorted((quote, quote, quote) for quote in quotes)


# -- many claims, any history --------------------------------------------------------------------------------------

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["record", "withdraw", "supersede", "describe", "publish"]),
        st.integers(0, 5),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=40,
)


def do(case: CaseFile, step: tuple[str, int, int]) -> None:
    """One step of a history: few names and few claims, so that they meet; an impossible step is skipped."""
    what, which, how = step
    subject, value = ("ana", "luis")[which % 2], ("norte", "sur")[how % 2]
    live = sorted(line.claim_id for line in case.claims())
    forms = (
        a_claim_form(
            subject,
            value=value,
            id=f"H{which}{how}",
            said_by=("radio", "paper")[which % 2],
            event=f"detention:{subject}",
            began="2025-01-05",
        ),
        a_claim_form("doc:letter", "publisher", ("radio", "paper")[how % 2], id=f"P{which}{how}", on=f"202{which}"),
        a_claim_form("held", "criterion", ("all", "some")[how % 2], id=f"C{which}{how}"),
        a_claim_form(
            f"accusation:{how % 2}", "conduct", "theft", accused=subject, id=f"X{which}{how}", mode="accusation"
        ),
    )
    if what == "record":
        case.record_form(a_form(forms[how % 4]))
    elif what == "withdraw" and live:
        case.withdraw(live[which % len(live)], reason="x")
    elif what == "supersede" and live:
        count = len(list(case.history()))
        case.supersede(live[which % len(live)], a_form({**forms[how % 4], "id": f"S{count}"}), reason="y")
    elif what == "describe":
        criterion = {"criterion": "all"} if how % 2 else {}
        names = {
            "held": {"is": "population:held", "label": f"held {which}", **criterion},
            "cell": {"is": "detention:ana", "label": f"cell {how}"},
        }
        case.record_form({**a_form(names=names), "claims": []})
    elif what == "publish":
        case.record_form(
            {
                **a_form(publisher=("radio", "paper")[how % 2], title=f"Letter {which}", date=f"2026-01-{10 + which}"),
                "claims": [],
            }
        )


@few
@given(STEPS)
def test_a_store_kept_up_step_by_step_is_the_store_made_anew(steps: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as room, CaseFile.create(Path(room) / "case", clock=Clock()) as case:
        for step in steps:
            do(case, step)
        live_triples_stand(case)
        stepwise = quads_of(case), case.views.index.digest()
        with case.at("2027-01-01") as all_at_once:
            assert (quads_of(all_at_once), all_at_once.views.index.digest()) == stepwise
        case.rebuild()
        assert (quads_of(case), case.views.index.digest()) == stepwise


def live_triples_stand(case: CaseFile) -> None:
    """Every triple of a live claim stands in the default graph too, and no other triple that only claims can say."""
    live = {line.claim_id for line in case.claims() if line.assertion != "described-only"}
    graphs = {graph.rpartition("/")[2] for (graph,) in rows_of(case, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")}
    assert graphs == live
    assert not case.query("ASK { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }").boolean()
    for name in ("hab:detainedAt", "hab:facility", "hab:began", "hab:conduct", "hab:accused"):
        asked = f"ASK {{ ?s {name} ?o FILTER NOT EXISTS {{ GRAPH ?g {{ ?s {name} ?o }} }} }}"
        assert not case.query(asked).boolean()


@few
@given(st.permutations(range(9)), st.lists(claims(), min_size=9, max_size=9))
def test_the_order_of_recording_does_not_matter(order: list[int], made: list[Claim]) -> None:
    operations = [
        ("record", {"claim": claim_to_plain(claim), "key": key})
        for claim, key in (identified(_named(c, n)) for n, c in enumerate(made))
    ]
    with TemporaryDirectory() as room:
        found = []
        for name, numbers in (("one", range(9)), ("two", order)):
            with CaseFile.create(Path(room) / name, clock=Clock()) as case:
                for number in numbers:
                    case._space.commit([operations[number]], by="documenter")
                found.append(facts_of(case))
        assert found[0] == found[1]


def _named(claim: Claim, number: int) -> Claim:
    return replace(claim, id=f"A{number}")

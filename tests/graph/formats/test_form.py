"""The claim form: what its keys become, how loosely it may be written, and where a mistake is said to stand."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.builders import NAMES, a_claim_form, a_form

from habeas.errors import BadFile
from habeas.formats.read.files import READERS, batches
from habeas.formats.read.form import FormReader
from habeas.formats.read.raw import Batch, lined
from habeas.model.values import Claim, Passage, Ref, Text, When

BASE = "https://w3id.org/habeas/id/"


def read(document: dict[str, Any]) -> Batch:
    return FormReader(lined(document), "form").read()


def claim_of(document: dict[str, Any]) -> Claim:
    batch = read(document)
    assert not batch.refused, batch.refused
    return batch.claims[0][0]


def why(document: dict[str, Any]) -> str:
    batch = read(document)
    assert batch.refused
    return " ".join(f"{r.where}: {r.why} {r.next}" for r in batch.refused)


def of_file(path: Path) -> list[Batch]:
    return list(batches(path, BASE))


def yaml(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "form.yaml"
    path.write_text(text, encoding="utf-8")
    return path


# -- what keys become ----------------------------------------------------------------------------------------------


def test_every_key_of_a_claim_is_kept() -> None:
    claim = claim_of(
        a_form(
            a_claim_form(
                id="A1",
                event="detention:d",
                began="2025-01-05",
                custodyKind="prison",
                on="2025-02",
                at=["3-9", [20, 30]],
                quote="they took her",
                paragraph="P2",
                chain=[
                    "radio",
                    {"by": "ana", "as": "relays", "via": "phone call", "connection": "relative", "unsure": "yes"},
                ],
                said="2026-01-11",
                mode="attributed",
                polarity="positive",
                hedge="about",
                hedge_words="some",
                credibility="likely",
                sensitivity="restricted",
                assertion="described-only",
                basis="inferred",
                anchor="claim:A0",
                note={"es": "nota"},
                about=["luis"],
            )
        )
    )
    assert (claim.id, claim.event, claim.on, claim.said) == (
        "A1",
        Ref("detention", "d"),
        When("2025-02"),
        When("2026-01-11"),
    )
    assert claim.details == (("began", When("2025-01-05")), ("custodyKind", "prison"))
    assert claim.passages == (Passage(3, 9), Passage(20, 30))
    assert [(str(s.by), s.role, s.via, s.connection, s.unsure) for s in claim.chain] == [
        ("org:radio", "", "", "", False),
        ("person:ana-ruiz", "relays", "phone call", "relative", True),
    ]
    assert (claim.modality, claim.polarity, claim.hedge, claim.hedge_words) == (
        "attributed",
        "positive",
        "about",
        "some",
    )
    assert (claim.credibility, claim.sensitivity, claim.assertion) == ("likely", "restricted", "described-only")
    assert (claim.basis, claim.anchor, claim.note) == ("inferred", Ref("claim", "A0"), Text("nota", "es"))
    assert (claim.quote, claim.paragraph, claim.about) == ("they took her", "P2", (Ref("person", "luis-paz"),))


def test_a_claim_takes_the_defaults_it_does_not_give_itself() -> None:
    form = {
        **a_form({"claim": ["ana", "detainedAt", "norte"], "mode": "denial"}),
        "defaults": {"said-by": "paper", "mode": "opinion"},
    }
    claim = claim_of(form)
    assert (str(claim.speaker), claim.modality, claim.said) == ("org:paper", "denial", When("2026-01-12"))


def test_a_date_in_words_remembers_its_words_its_anchor_and_that_it_is_relative() -> None:
    claim = claim_of(a_form(a_claim_form(began={"words": "last week"})))
    assert claim.details == (("began", When(words="last week", anchor="2026-01-12")),)
    assert claim.basis == "relative"
    assert claim_of(a_form(a_claim_form(began={"words": "last week"}, basis="inferred"))).basis == "inferred"


def test_a_short_name_may_be_written_with_a_kind_or_only_point_at_a_ref() -> None:
    claim = claim_of(a_form(a_claim_form("person:ana-ruiz", value="prison"), names={"prison": "facility:norte"}))
    assert (claim.subject, claim.object) == (Ref("person", "ana-ruiz"), Ref("facility", "norte"))


def test_a_name_with_only_is_describes_nothing() -> None:
    described = {str(entity.ref) for entity in read(a_form(names={"ana": {"is": "person:x"}})).entities}
    assert "person:x" not in described


@pytest.mark.parametrize("said", ["yes", "Yes", "true", True])
def test_yes_may_be_written_in_several_ways(said: object) -> None:
    batch = read(a_form(names={"wife": {"is": "person:w", "label": "wife", "placeholder": said}}))
    assert [e.placeholder for e in batch.entities if e.ref.slug == "w"] == [True]


def test_neither_yes_nor_no_is_refused_and_not_taken_for_no() -> None:
    assert "placeholder takes yes or no" in why(
        a_form(names={"wife": {"is": "person:w", "label": "wife", "placeholder": "perhaps"}})
    )
    assert "unsure takes yes or no" in why(a_form(a_claim_form(chain=[{"by": "ana", "unsure": "maybe"}])))


def test_an_empty_line_of_a_template_says_nothing() -> None:
    form = a_form(
        a_claim_form(on=None, at=None, chain=None, note=None, began=None, mode=None, anchor=None),
        url=None,
        snapshot=None,
    )
    assert claim_of(form) == claim_of(a_form(a_claim_form()))


def test_yaml_words_stay_as_they_are_written(tmp_path: Path) -> None:
    text = (
        "source: {id: 007, title: no, date: 2026-01-12}\nnames: {on: {is: "
        "org:on, label: yes}, f: {is: facility:f, label: 12:30}}\n"
        "claims:\n- {id: 0010, claim: [person:null-x, detainedAt, f], said-by: "
        "on, quote: 1_000, hedge-words: 0x1F, paragraph: 1e3}\n"
    )
    [batch] = of_file(yaml(tmp_path, text))
    assert batch.source is not None
    assert (str(batch.source.ref), batch.source.title) == ("doc:007", "no")
    assert [e.label() for e in batch.entities] == ["yes", "12:30"]
    [(claim, _)] = batch.claims
    assert (claim.id, claim.quote, claim.hedge_words, claim.paragraph) == ("0010", "1_000", "0x1F", "1e3")


def test_a_part_of_yaml_may_be_marked_and_repeated(tmp_path: Path) -> None:
    text = (
        "source: &s {id: a, date: 2026-01-12}\nnames: &n {ana: {is: person:a, label: Ana}}\n"
        "claims: [{claim: [ana, ageAt, 30], said-by: ana, chain: &c [ana]}, "
        "{claim: [ana, ageAt, 31], said-by: ana, chain: *c}]\n"
    )
    [batch] = of_file(yaml(tmp_path, text))
    assert [len(claim.chain) for claim, _ in batch.claims] == [1, 1]


def test_several_sources_stand_in_one_file_and_empty_ones_between_them_do_not_matter(tmp_path: Path) -> None:
    found = of_file(yaml(tmp_path, "---\n# nothing yet\n---\nsource: {id: a}\n---\nsource: {id: b}\n...\n---\n"))
    assert [str(batch.source.ref) for batch in found if batch.source] == ["doc:a", "doc:b"]


@pytest.mark.parametrize("ending", [".json", ".jsonl"])
def test_json_and_json_lines_hold_the_same_as_yaml(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"form{ending}"
    path.write_text(json.dumps(a_form(a_claim_form(id="A1"), a_claim_form("luis", id="A2"))), encoding="utf-8")
    [batch] = of_file(path)
    assert [claim.id for claim, _ in batch.claims] == ["A1", "A2"]
    assert len(batch.entities) == len(NAMES)


def test_a_json_file_may_be_a_list_of_sources_and_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "form.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps([a_form(), a_form(id="second")]).encode())
    assert [str(batch.source.ref) for batch in of_file(path) if batch.source] == ["doc:letter", "doc:second"]


# -- mistakes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"at": "nine"}, "start-end"),
        ({"at": [[1, "x"]]}, "whole number"),
        ({"at": [[1, 2, 3]]}, "one character to a later"),
        ({"at": [[5, 5]]}, "one character to a later"),
        ({"chain": [5]}, "a step is a name"),
        ({"chain": [{"who": "ana"}]}, "“who” is not known"),
        ({"chain": [{"connection": "cousin"}]}, "not in the list SourceConnection"),
        ({"mode": ["opinion"]}, "one text"),
        ({"id": "a b"}, "cannot have"),
        ({"id": "a/b"}, "cannot have"),
        ({"id": ".."}, "cannot have"),
        ({"id": {"a": 1}}, "one text"),
        ({"on": ["2026-01-01", "2026-01-02"]}, "a date takes one value"),
        ({"said_by": ["radio", 5]}, "must be a name"),
        ({"event": "detention"}, "kind:name"),
        ({"event": 5}, "kind:name"),
        ({"on": {"words": "last week", "form": "2026"}}, "must be a date"),
        ({"began": {"words": ""}}, "must be a date"),
        ({"lower": "²"}, "whole number"),
        ({"lower": "--5"}, "whole number"),
        ({"lower": True}, "whole number"),
        ({"lower": 10**30}, "18 digits"),
        ({"note": {"es": "a", "en": "b"}}, "give one text here"),
        ({"quote": "\ud800"}, "half a character"),
        ({"note": {"xx-klingon!": "a"}}, "not a language"),
        ({"about": [None]}, "must be a name"),
        ({"anchor": "A1"}, "no name “A1”"),
        ({"inCustody": "perhaps"}, "yes or no"),
    ],
)
def test_a_wrong_value_is_refused_with_the_reason_and_not_with_a_traceback(keys: dict[str, Any], said: str) -> None:
    assert said in why(a_form(a_claim_form(**keys)))


@pytest.mark.parametrize("key", ["names", "claims", "defaults"])
def test_a_part_of_the_form_in_a_wrong_shape_is_said(key: str) -> None:
    assert key in why({**a_form(), key: ["a"] if key != "claims" else {"a": "b"}}) or key == "defaults"
    assert read({**a_form(), key: ["a"] if key != "claims" else {"a": "b"}}).refused


def test_a_mistake_is_said_with_the_line_of_its_key(tmp_path: Path) -> None:
    text = (
        "source:\n  id: a\n  date: 2026-01-12\nnames:\n  ana: {is: person:a, label: A}\nclaims:\n"
        "- claim: [ana, ageAt, 30]\n  said-by: ana\n  hedge: abuot\n- claim: [ana, ageAt, 31]\n  said-by: "
        "ana\n  on: 2026-13\n- claim:\n  - ana\n  - ageAt\n  - thirty\n  said-by: ana\n"
    )
    [batch] = of_file(yaml(tmp_path, text))
    assert [r.where.rpartition("/")[2] for r in batch.refused] == [
        "form.yaml, line 9",
        "form.yaml, line 12",
        "form.yaml, line 13",
    ]


def test_ten_million_values_in_a_small_file_are_refused_at_once(tmp_path: Path) -> None:
    levels = "abcdefgh"
    text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{here}: &{here} [{', '.join([f'*{above}'] * 10)}]\n" for above, here in pairwise(levels)
    )
    with pytest.raises(BadFile, match="repeats more than"):
        of_file(yaml(tmp_path, text))


@pytest.mark.parametrize("sign", ["[", "{a: ", "- ", "? "])
def test_a_hundred_thousand_open_brackets_do_not_bring_the_program_down(tmp_path: Path, sign: str) -> None:
    with pytest.raises(BadFile, match=r"nested|not YAML"):
        of_file(yaml(tmp_path, sign * 100_000))


def test_deep_json_does_not_bring_the_program_down(tmp_path: Path) -> None:
    path = tmp_path / "form.json"
    path.write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(BadFile, match="nested too deeply"):
        of_file(path)


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system [echo]", "!!binary aGFiZWFz", "!include /etc/hosts"])
def test_yaml_tags_make_nothing_but_text(tmp_path: Path, tag: str) -> None:
    [batch] = of_file(yaml(tmp_path, f"source: {{id: a, title: {tag}}}\nclaims: []\n"))
    assert batch.source is None or batch.source.title in {"", "aGFiZWFz", "/etc/hosts"}


def test_every_ending_has_its_reader_in_any_case_of_letters(tmp_path: Path) -> None:
    path = tmp_path / "FORM.YAML"
    path.write_text("source: {id: a}\n", encoding="utf-8")
    assert len(of_file(path)) == 1
    own = {".yaml", ".yml", ".json", ".jsonl", ".nq", ".trig", ".ttl", ".jsonld", ".xml"}
    assert set(READERS) == own | {".ftm.json", ".ged", ".glx", ".gramps"}

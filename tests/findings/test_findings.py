"""Each check with a case that raises it and one that must not. The first line of a case says what is expected.

`# C01 hard: A1 A2` is that finding of that rule and no other finding of it; `# nothing` is none of the rule of the
folder.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.builders import EXAMPLE_FILES

from habeas.analysis.checks.claim_set import ClaimSet, check
from habeas.analysis.checks.registry import RULES
from habeas.formats.read.files import read_form
from habeas.formats.read.yaml_text import yaml_documents
from habeas.model.canonical import identified
from habeas.model.findings import Clash, Decided, Decision, Finding, Severity, decided
from habeas.storage.clash_table import clash_from

HERE = Path(__file__).parent
CASES = sorted(HERE.glob("C*/*.yaml"))
ENGLISH = re.compile(r"\b(the|and|or|is|are|of|what|which|told|not|both|day|person|released|held)\b", re.IGNORECASE)


def claims_of(*paths: Path) -> ClaimSet:
    """The claims of some files, as the checks want them; the later description of a source counts."""
    batches = [batch for path in paths for batch in read_form(yaml_documents(path), path)]
    assert not [refusal for batch in batches for refusal in batch.refused]
    return ClaimSet(
        (identified(claim)[0] for batch in batches for claim, _ in batch.claims),
        entities={str(entity.ref): entity for batch in batches for entity in batch.entities},
        sources={str(batch.source.ref): batch.source for batch in batches if batch.source},
        clashes=[clash for path in paths for clash in clashes_beside(path)],
    )


def clashes_beside(path: Path) -> list[Clash]:
    """What the copies of a case clash on, which no claim tells: from a file beside it."""
    file = path.with_suffix(".clashes.json")
    return [clash_from(told) for told in json.loads(file.read_text(encoding="utf-8"))] if file.exists() else []


def told(found: Finding) -> str:
    return f"{found.rule} {found.severity}: {' '.join(found.claims)}"


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name} {path.stem}")
def test_a_case_raises_what_its_first_line_says(path: Path) -> None:
    expected = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
    found = [told(each) for each in check(claims_of(path), rules=[path.parent.name])]
    assert found == ([] if expected == "nothing" else [expected])


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_case_that_raises_it_and_one_that_must_not(rule: str) -> None:
    names = {path.stem for path in (HERE / rule).glob("*.yaml")}
    assert {"raises", "quiet"} <= names


def test_no_number_of_a_rule_is_left_out() -> None:
    assert [f"C{number:02}" for number in range(1, len(RULES) + 1)] == list(RULES)


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name} {path.stem}")
def test_every_finding_is_a_question_and_names_its_claims(path: Path) -> None:
    file = claims_of(path)
    for found in check(file):
        assert found.question.endswith("?")
        assert found.claims and {*found.claims, *found.context} <= set(file.by_id)
        assert re.fullmatch(r"C\d\d-[0-9a-f]{10}", found.key)


def test_the_example_has_the_findings_of_its_register_and_no_others() -> None:
    assert [told(found) for found in check(claims_of(*EXAMPLE_FILES))] == [
        "C08 soft: N052 N055",
        "C10 info: N012 N063",
        "C16 info: N047 N048 Y022",
        "C16 info: Y051 Y052 Y053 Y054",
        "C21 info: N025",
        "C21 info: N041",
        "C21 info: N042",
        "C21 info: N063",
    ]


def test_the_discrepancy_of_the_example_names_both_definitions_and_what_is_not_known() -> None:
    (found,) = check(claims_of(*EXAMPLE_FILES), rules=["C10"])
    assert "Foro Penal" in found.why and "political or not is left open" in found.why
    assert found.context == ("N064",)


def test_the_order_of_the_claims_changes_no_finding() -> None:
    one = claims_of(*EXAMPLE_FILES)
    other = ClaimSet(reversed(one.claims), entities=one.entities, sources=one.sources)
    assert [found.key for found in check(one)] == [found.key for found in check(other)]


def test_a_decision_finds_its_finding_again_and_puts_it_last() -> None:
    file = claims_of(*EXAMPLE_FILES)
    first = check(file)[0]
    known = {first.key: Decided(key=first.key, decision=Decision.EXPLAINED, reason="The vote was in July.")}
    last = check(file, decisions=known)[-1]
    assert (last.key, last.decision, last.reason) == (first.key, Decision.EXPLAINED, "The vote was in July.")


def test_open_findings_come_first_the_hardest_first() -> None:
    make = [
        Finding(rule=f"C{n:02}", severity=s, claims=("A1",), question="?", why="")
        for n, s in enumerate((Severity.INFO, Severity.HARD))
    ]
    assert [found.rule for found in decided(make, {})] == ["C01", "C00"]


def test_three_hundred_claims_on_one_event_are_one_finding() -> None:
    file = claims_of(HERE / "C05" / "raises.yaml")
    first = file.claims[0]
    many = [
        identified(first.__class__(**{**{f: getattr(first, f) for f in first.__slots__}, "id": f"m{n}"}))[0]
        for n in range(300)
    ]
    found = check(ClaimSet((*file.claims, *many), entities=file.entities, sources=file.sources), rules=["C05"])
    assert len(found) == 1 and len(found[0].claims) == 302


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name} {path.stem}")
def test_every_finding_is_told_in_spanish_too_and_is_the_same_finding(path: Path) -> None:
    english = claims_of(path)
    spanish = {found.key: found for found in check(english, lang="es")}
    said = [text for entity in english.entities.values() for text in (*entity.labels, entity.criterion) if text]
    labels = sorted({text.text for text in said}, key=len, reverse=True)
    for found in check(english):
        other = spanish.pop(found.key)
        assert (other.severity, other.claims, other.context) == (found.severity, found.claims, found.context)
        words = re.sub(r"\w+:[\w-]+", "", f"{other.question} {other.why}")
        for label in labels:
            words = words.replace(label, "")
        assert "¿" in other.question and other.question.endswith("?")
        assert not ENGLISH.search(words), words
    assert not spanish

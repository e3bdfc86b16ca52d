"""Slips of people who write the form: each costs what depends on it, is told with its line, and loses nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from habeas.errors import BadFile
from habeas.formats.read.files import batches
from habeas.formats.read.raw import Batch

BASE = "https://w3id.org/habeas/id/"
HEAD = """source: {id: bulletin, title: Bulletin, publisher: faro, date: 2026-03-02}
names:
  faro: {is: org:faro, label: Faro}
  irene: {is: person:irene, label: Irene Sanz}
  otto: {is: person:otto, label: Otto Rivas}
  sur: {is: facility:sur, label: Sur}
claims:
- {id: A, claim: [irene, arrestedOn, 2026-02-01]}
"""
LAST = "- {id: Z, claim: [otto, arrestedOn, 2026-02-02]}\n"


def read(folder: Path, text: str) -> list[Batch]:
    path = folder / "form.yaml"
    path.write_text(text, encoding="utf-8", newline="")
    return list(batches(path, BASE))


def claims(found: list[Batch]) -> list[str]:
    return [claim.id or str(claim.subject) for batch in found for claim, _ in batch.claims]


def told(found: list[Batch]) -> list[str]:
    return [f"{r.where.rpartition('/')[2]}: {r.why} {r.next}" for batch in found for r in batch.refused]


# -- who speaks, and of whom


def test_who_published_speaks_where_nobody_is_named(tmp_path: Path) -> None:
    [batch] = read(tmp_path, HEAD + "- {id: B, claim: [otto, detainedAt, sur], said-by: irene}\n")
    assert [str(claim.speaker) for claim, _ in batch.claims] == ["org:faro", "person:irene"]


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("{id: B, claim: [[irene, otto], detainedAt, sur]}", ["B-irene", "B-otto"]),
        ("{id: B, claim: [irene, otto, detainedAt, sur]}", ["B-irene", "B-otto"]),
        ("{id: B, claim: [[irene, irene], detainedAt, sur]}", ["B"]),
        ("{claim: [[irene, otto], detainedAt, sur]}", ["person:irene", "person:otto"]),
        ("{id: B, claim: [irene, detainedAt, sur], said-by: [faro, otto]}", ["B-faro", "B-otto"]),
        ("{id: B, claim: [[irene, nobody], detainedAt, sur]}", ["B-irene"]),
    ],
)
def test_a_line_with_several_is_a_claim_of_each(tmp_path: Path, line: str, made: list[str]) -> None:
    found = read(tmp_path, f"{HEAD}- {line}\n{LAST}")
    assert claims(found) == ["A", *made, "Z"]
    assert len(told(found)) == ("nobody" in line)


def test_each_of_several_has_its_own_event(tmp_path: Path) -> None:
    [batch] = read(tmp_path, HEAD + "- {claim: [[irene, otto], detainedAt, sur], event: detention:raid}\n")
    assert [str(claim.event) for claim, _ in batch.claims[1:]] == ["detention:raid-irene", "detention:raid-otto"]


def test_people_speaker_and_chain_are_given_once_for_a_list(tmp_path: Path) -> None:
    text = HEAD + (
        "- who: [irene, otto]\n  said-by: otto\n  chain: [{by: otto, via: letter}, faro]\n  claims:\n"
        "  - [detainedAt, sur]\n  - {claim: [releasedOn, 2026-02-20], said-by: irene}\n" + LAST
    )
    [batch] = read(tmp_path, text)
    found = [(str(claim.subject), claim.relation, str(claim.speaker)) for claim, _ in batch.claims[1:-1]]
    assert found == [
        ("person:irene", "detainedAt", "person:otto"),
        ("person:otto", "detainedAt", "person:otto"),
        ("person:irene", "releasedOn", "person:irene"),
        ("person:otto", "releasedOn", "person:irene"),
    ]
    assert [len(claim.chain) for claim, _ in batch.claims] == [0, 2, 2, 2, 2, 0]


# -- what YAML itself is broken by


@pytest.mark.parametrize(
    ("item", "line"),
    [
        ("- id: B\n  claim: [irene, detainedAt, sur]\n  quote: she said: nothing\n", 11),
        ("- id: B\n\tclaim: [irene, detainedAt, sur]\n", 10),
        ('- id: B\n  claim: [irene, detainedAt, sur]\n  quote: "never closed\n', 11),
        ("- id: B\n  claim: [irene, detainedAt, sur\n", 10),
        ("- {id: B, claim: [irene, detainedAt, sur], on: 2026, on: 2025}\n", 9),
        ("- id: B\n  claim: [irene, detainedAt, sur]\n   quote: too far in\n", 11),
        ("- id: B\n  claim: *nobody\n", 10),
        ("- {id: B, claim: [irene, detainedAt, sur], quote: 'it's'}\n", 9),
        ("- id: B\n  quote: @home\n  claim: [irene, detainedAt, sur]\n", 10),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_claim_that_breaks_yaml_costs_itself(tmp_path: Path, item: str, line: int, ends: str) -> None:
    found = read(tmp_path, (HEAD + item + LAST).replace("\n", ends))
    assert claims(found) == ["A", "Z"]
    [refusal] = told(found)
    assert refusal.startswith(f"form.yaml, line {line}")


def test_a_name_that_breaks_yaml_costs_what_uses_it(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD.replace("label: Otto Rivas", 'label: Otto "el Alto: Rivas') + LAST)
    assert claims(found) == ["A"]
    [used, broken] = told(found)
    assert used.startswith("form.yaml, line 9: claim Z: the name “otto” could not be read (")
    assert broken.startswith("form.yaml, line 5")


def test_a_broken_source_costs_itself_among_others(tmp_path: Path) -> None:
    other = HEAD.replace("bulletin", "second").replace("id: A", "id: A2")
    text = f"{HEAD}---\nsource: {{id: broken\n---\n{other}...\n"
    found = read(tmp_path, text)
    assert claims(found) == ["A", "A2"]
    assert len(told(found)) == 1


@pytest.mark.parametrize("start", ["\N{ZERO WIDTH NO-BREAK SPACE}", ""])
def test_a_byte_order_mark_and_other_ends_of_lines_do_not_matter(tmp_path: Path, start: str) -> None:
    found = read(tmp_path, start + HEAD.replace("\n", "\r\n"))
    assert (claims(found), told(found)) == (["A"], [])


@pytest.mark.parametrize("shift", ["  - ", " - "])
def test_items_may_be_indented_even_one_by_one(tmp_path: Path, shift: str) -> None:
    found = read(tmp_path, HEAD + LAST.replace("- ", shift, 1))
    assert (claims(found), told(found)) == (["A", "Z"], [])


def test_a_file_that_is_no_form_is_refused_as_before(tmp_path: Path) -> None:
    for text in ("# Notes: on a visit\n\n* first: [\n", "just: [words\n", "Dear all,\nwe write: to: you\n"):
        with pytest.raises(BadFile):
            read(tmp_path, text)


# -- words that YAML takes for a comment


@pytest.mark.parametrize(
    ("line", "told_of"),
    [
        ("  quote: left at noon # and came back\n", "quote: ends with “left at noon”"),
        ("  note: seen in cell #4 only\n", "note: ends with “seen in cell”"),
        ("  note: #4 was empty\n", "note: is empty"),
        ("  hedge-words: around\t# noon\n", "hedge-words: ends with"),
        ("  quote: 'left # at noon'\n", ""),
        ("  quote: left#4\n", ""),
        ("  quote:    # the words as written\n", ""),
        ("  mode: attributed   # by the guards\n", ""),
        ("  on: 2026-02-01 # the register\n", ""),
    ],
)
def test_words_lost_to_a_comment_are_told_and_comments_are_not(tmp_path: Path, line: str, told_of: str) -> None:
    [batch] = read(tmp_path, f"{HEAD}- id: B\n  claim: [irene, detainedAt, sur]\n{line}")
    assert claims([batch]) == ["A", "B"]
    assert [told_of in note and "form.yaml, line 11: " in note for note in batch.notes] == [True] * bool(told_of)


def test_a_label_lost_to_a_comment_is_told(tmp_path: Path) -> None:
    [batch] = read(
        tmp_path, HEAD.replace("{is: facility:sur, label: Sur}", "\n    is: facility:sur\n    label: Sur #2")
    )
    assert ["label: ends with “Sur”" in note for note in batch.notes] == [True]


# -- typing errors, values of other kinds


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("claims:", "clams:", "“clams” is not a part of the form (claims not read for this: 1) Did you mean claims?"),
        ("names:", "nombres:", "“nombres” is not a part of the form Did you mean names?"),
        ("source:", "fuente:", "“fuente” is not a part of the form Did you mean source?"),
        ("publisher:", "editor:", "“editor” is not known here Did you mean publisher?"),
        ("publisher:", "publishr:", "claim A: nothing says who says this"),
        ("date:", "fecha:", "claim A: nothing says when this was said"),
        (
            "claim: [irene",
            "afirmacion: [irene",
            "“afirmacion” is neither a key of a claim nor a detail Did you mean claim?",
        ),
        ("claim: [irene", "cita: x, claim: [irene", "Did you mean quote?"),
        ("claim: [irene", "dicho-por: otto, claim: [irene", "Did you mean said-by?"),
        ("claim: [irene", "said_by: otto, claim: [irene", "Did you mean said-by?"),
        ("claim: [irene, arrestedOn, 2026-02-01]", "claim: irene arrestedOn 2026-02-01", "takes three parts"),
        ("claim: [irene, arrestedOn, 2026-02-01]", "claim: ", "takes three parts"),
        ("2026-02-01]", "[2026-02-01, 2026-02-02]]", "takes one value here, not 2"),
        ("is: person:irene", "is: persn:irene", "name irene: “persn:irene” is not a name"),
        ("is: person:irene", "is: [person:irene]", "is: takes one name"),
    ],
)
def test_a_slip_leads_somewhere(tmp_path: Path, old: str, new: str, said: str) -> None:
    found = read(tmp_path, HEAD.replace(old, new, 1))
    assert said in " / ".join(told(found))
    assert [entity for batch in found for entity in batch.entities] or "names" in said or "nombres" in new


def test_a_default_that_is_not_known_costs_the_claims_once(tmp_path: Path) -> None:
    [batch] = read(tmp_path, "defaults: {said_by: irene}\n" + HEAD + LAST)
    assert [r.why for r in batch.refused] == ["defaults: “said_by” is not known here (claims not read for this: 2)"]
    assert batch.claims == []


@pytest.mark.parametrize(
    ("item", "made"),
    [
        ("- {id: no, claim: [irene, detainedAt, sur], quote: 1:20}\n", ["no"]),
        ("- {id: 007, claim: [irene, detainedAt, sur], began: 2026-01-10, quote: yes}\n", ["007"]),
        ("- {id: B, claim: [irene, detainedAt, sur], said-by: , quote: , said: }\n", ["B"]),
        ("- [irene, detainedAt, sur]\n", ["person:irene"]),
        ("- {id: B, claim: [irene, ageAt, 1_000]}\n", []),
        ("- {id: A, claim: [otto, arrestedOn, 2026-02-09]}\n", ["A"]),
        ("- words alone\n", []),
    ],
)
def test_values_stay_what_was_written(tmp_path: Path, item: str, made: list[str]) -> None:
    found = read(tmp_path, HEAD + item + LAST)
    assert claims(found) == ["A", *made, "Z"]
    assert len(told(found)) == (not made)


# -- words that YAML takes for something else


@pytest.mark.parametrize(
    ("old", "new", "said", "made"),
    [
        ("label: Irene Sanz", "label: Sanz, Irene", 'Put the words in quotation marks: label: "Sanz, Irene".', ["A"]),
        ("title: Bulletin", "title: Bulletin, second", "title: ends with “Bulletin”", ["A"]),
        ("2026-02-01]}", "2026-02-01], quote: they came, she says}", "quote: ends with “they came”", []),
        ("2026-02-01]}", "2026-02-01], quote: they came,\n    she says}", "quote: ends with “they came”", []),
        ("2026-02-01]}", "2026-02-01], quote: , note: }", "", ["A"]),
        ("2026-02-01]}", '2026-02-01], quote: "they came, she says"}', "", ["A"]),
    ],
)
def test_a_comma_within_braces_costs_no_words_silently(
    tmp_path: Path, old: str, new: str, said: str, made: list[str]
) -> None:
    found = read(tmp_path, HEAD.replace(old, new, 1))
    assert claims(found) == made
    assert said in " ".join(told(found))
    assert bool(told(found)) == bool(said)


@pytest.mark.parametrize("quote", ["!no one came", "&noon they came"])
def test_a_mark_of_yaml_at_the_beginning_of_words_is_told(tmp_path: Path, quote: str) -> None:
    [batch] = read(tmp_path, f"{HEAD}- id: B\n  claim: [irene, detainedAt, sur]\n  quote: {quote}\n")
    assert [f"“{quote.split(maxsplit=1)[0]}” is a mark of YAML" in note for note in batch.notes] == [True]

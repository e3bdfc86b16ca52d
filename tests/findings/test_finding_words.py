"""What findings say: every message has its Spanish, with the same values in it, and every code that a check uses is
one.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import habeas.analysis.checks
from habeas.analysis.checks.rendering import Renderer
from habeas.analysis.checks.sentences import MESSAGES, OWN_TRAITS, THINGS, UNITS, WORDS
from habeas.analysis.checks.wording import length, message, thing
from habeas.analysis.values import Fate
from habeas.model.translate import Catalogue, catalogue_of

CHECKS = Path(habeas.analysis.checks.__file__).parent
NO_WORDS = re.compile(r"[\W\d_]*")
ENGLISH = [
    *MESSAGES.values(),
    *WORDS.values(),
    *THINGS.values(),
    *OWN_TRAITS.values(),
    *(one for one, _ in UNITS.values()),
]


def test_every_message_of_the_checks_is_there_in_spanish_with_the_same_values() -> None:
    spanish = catalogue_of("es", "habeas")
    assert isinstance(spanish, Catalogue)
    told = [one for one in ENGLISH if not NO_WORDS.fullmatch(re.sub(r"\{\w+\}", "", one))]
    assert sorted(one for one in told if not spanish.has(one)) == []
    assert all(set(re.findall(r"\{\w+\}", one)) == set(re.findall(r"\{\w+\}", spanish.gettext(one))) for one in told)


def codes() -> set[str]:
    """The codes of messages that stand in the checks, those made of parts as patterns."""
    found = set[str]()
    for path in CHECKS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= {re.escape(node.value)} if re.fullmatch(r"C\d\d\.[\w.]*\w", node.value) else set()
            elif isinstance(node, ast.JoinedStr) and re.match(r"f'C\d\d\.", ast.unparse(node)):
                parts = (re.escape(p.value) if isinstance(p, ast.Constant) else r"\w+" for p in node.values)
                found.add("".join(map(str, parts)))
    return found


def test_a_check_says_only_what_has_a_sentence_and_every_sentence_is_said() -> None:
    used = [re.compile(code) for code in codes()]
    for code in used:
        assert any(code.fullmatch(known) for known in MESSAGES), code
    assert [known for known in MESSAGES if not any(code.fullmatch(known) for code in used)] == []


def test_numbers_and_lengths_are_told_in_both_languages() -> None:
    english, spanish = (Renderer(lang, lambda _: None) for lang in ("en", "es"))
    told = message(
        "C08.question", claim="A1", who="Ana", began="x", told="A2", long=length("P1Y2M~"), ended="y", would="z"
    )
    assert "about 1 year and 2 months" in english.text(told)
    assert "alrededor de 1 año y 2 meses" in spanish.text(told)
    counted = message("C10.question", numbers="1", thing=thing(Fate.RELEASED), days="2026")
    assert "people released by 2026" in english.text(counted)
    assert "personas liberadas al 2026" in spanish.text(counted)

"""Words that people did not understand stay out of pages, messages, help and documentation; each has a better one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from babel.messages.pofile import read_po

ROOT: Final = Path(__file__).parents[2]
WORDS: Final = {
    r"come in first": "Sign in to edit",
    r"^Leave$": "Sign out",
    r"\bbeside this name": "Connections",
    r"\bso in the world\b|\bwhen it was so\b": "Date of event",
    r"\bsaid up to\b|\bsaid by \(": "Published on or before",
    r"^told by\b": "According to",
    r"\bknown here by\b|\brecorded up to\b": "As recorded on",
    r"\bheld, as assumed\b": "Last known: held",
    r"^Standing$": "Status",
    r"\bkeepers?\b": "Source of the count",
    r"\bbodies\b": "Organizations",
    r"\bnever a no\b|\bnot mean no\b": "No information is not a no",
    r"\bstrain(ed)?\b": "Possible conflict",
    r"\bother clocks\b": "View as of another date",
    r"\blook at it first\b": "Preview",
    r"\breckon\w*": "calculated",
    r"\bhull\b": "possible range",
    r"(?<!axe-)\bcore\b": "certain range",
}
FAMILIAR: Final = r"\b(escribiste|puedes|tienes|quieres|tus?|hazlo|elígelo|cópialas|búscalo|déjalo)\b"
"""Spanish for somebody one knows well; the pages say *usted*."""
CATALOGUES: Final = sorted(ROOT.glob("*/*/locale/es/LC_MESSAGES/*.po"))
PAGES: Final = sorted(path for path in ROOT.glob("docs/**/*.md") if "decisions" not in path.parts)


def bad(text: str) -> list[str]:
    """The words of a text that should be others, with those."""
    found = [(pattern, hit[0]) for pattern in WORDS if (hit := re.search(pattern, text, re.IGNORECASE))]
    return [f"“{word}”: {WORDS[pattern]}" for pattern, word in found]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
def test_no_message_has_a_word_that_has_a_better_one(path: Path) -> None:
    with path.open("rb") as file:
        messages = [message.id for message in read_po(file) if message.id]
    every = [text for one in messages for text in (one if isinstance(one, tuple) else (one,))]
    without_values = {text: re.sub(r"\{\w+\}|%\(\w+\)s", "", text) for text in every}
    assert {text: words for text, bare in without_values.items() if (words := bad(bare))} == {}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
def test_the_spanish_is_for_people_who_are_addressed_as_usted(path: Path) -> None:
    with path.open("rb") as file:
        told = [text for one in read_po(file) for text in ([one.string] if isinstance(one.string, str) else one.string)]
    assert [text for text in told if re.search(FAMILIAR, text, re.IGNORECASE)] == []


@pytest.mark.parametrize("path", [ROOT / "README.md", *PAGES], ids=lambda path: path.name)
def test_no_page_of_the_documentation_has_one_outside_code(path: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`|<[^>]*>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    found = {number: words for number, line in enumerate(text.splitlines(), 1) if (words := bad(line))}
    assert found == {}, path.name

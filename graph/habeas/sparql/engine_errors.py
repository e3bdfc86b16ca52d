"""What the engine complains of, for people: a mistake in a query, files that cannot be read, a disk that is full.

Of a query the engine says `error at 1:19: expected one of "$", OPTIONAL, ['0' ..= '9'], Prefix not found`: the
farthest place its parser came to, and what it tried there. Two things are put right. Where it tried whole words, the
place is after them and not before, and when no word stands before it, they are not what is missing. And what it tried
is told in words: `?name`, a number, `}`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

from habeas.errors import BadFile, BadQuery, HabeasError, Phrase, StoreBroken, phrase

T = TypeVar("T")

HELP: Final = Phrase(
    "The vocabulary lists the words; the saved questions show queries that work.",
    "`habeas words` lists the vocabulary; docs/words.md shows queries that work.",
)
_PLACE: Final = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_CLASS: Final = re.compile(r"\['[^\n]*?(?:\n\|[^\n]*)*'\](?=, |$)")
_QUOTED: Final = re.compile(r'"((?:\\.|[^"\\])*)"')
_SENTENCE: Final = re.compile(r"[A-Z][A-Za-z]+(?: [^,]+)+")
_WORD: Final = re.compile(r"[A-Za-z_]{2,}")
_OPAQUE: Final = re.compile(r"<[^<>\s]*>|\"[^\"\n]*\"|'[^'\n]*'|#[^\n]*|(?i:prefix)\s+[\w.-]*:")
_DECLARED: Final = re.compile(r"(?i:prefix)\s+([\w.-]*):")
_USED: Final = re.compile(r"(?<![\w:?$@-])([\w.-]*):(?=[\w%:])")
_NEAR: Final = re.compile(r"\S{1,24}")
_SHOWN: Final = 8
_LONGEST: Final = 11
_FORMS: Final = ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]
_PLAIN: Final = {
    "IRI parsing failed": "this is not an address",
    "The SELECT contains a variable that is unbound": "SELECT asks for a variable that is neither grouped nor counted",
    "The SELECT overrides an existing variable using an expression": "(… AS ?x) needs a variable that is not used yet",
    "SELECT * is not authorized with GROUP BY": "SELECT * cannot be used with GROUP BY or a sum; name the variables",
}
_SIGNS: Final = {
    "$": "?name",
    "?": "?name",
    '"': "a text",
    "'": "a text",
    "<": "an address",
    "_:": "a name",
    ":": "a name",
}


@dataclass(frozen=True, slots=True)
class _Tried:
    """What the engine expected: whole sentences, words of the language, and everything else in plain words."""

    sentences: list[str]
    words: list[str]
    signs: list[str]


def bad_query(error: BaseException, query: str, ready: Collection[str] = ()) -> BadQuery:
    """The engine's error as ours, with line, column and what was expected.

    `ready` are prefixes that need not be declared.
    """
    found = _PLACE.search(str(error))
    if found is None:
        return BadQuery(why=phrase("this cannot be answered: %(error)s", error=first_line(error)), next=HELP)
    line, column, tried = int(found[1]), int(found[2]), _taken_apart(found[3])
    if tried.words and not tried.signs and not tried.sentences:
        before = max(1, column - len(tried.words[0]))
        if _WORD.match(_from(query, line, before)):  # a word that is written wrong
            column = before
        else:  # the words were tried somewhere before, and say nothing of the mistake
            tried = _Tried([], [], [])
    undeclared = _undeclared(query, ready)
    if undeclared and not (set(tried.sentences) & set(_PLAIN)):
        return undeclared
    return BadQuery(where=f"line {line}, column {column}", why=_why(tried, query, line, column), next=HELP)


def _taken_apart(text: str) -> _Tried:
    classes = _CLASS.findall(text)
    rest = _CLASS.sub("", text).replace("[_]", "").replace("<unreported>", "")
    quoted = [sign.replace('\\"', '"').replace("\\\\", "\\") for sign in _QUOTED.findall(rest)]
    rest = _QUOTED.sub("", rest)
    sentences = _SENTENCE.findall(rest)
    words = _WORD.findall(_SENTENCE.sub("", rest))
    signs = [_SIGNS.get(sign, sign) for sign in quoted if len(_SIGNS.get(sign, sign)) <= _LONGEST]
    signs += ["a number" if digits.startswith("['0'") and "A" not in digits else "a name" for digits in classes]
    return _Tried(sentences, words, list(dict.fromkeys(signs)))


def _why(tried: _Tried, query: str, line: int, column: int) -> str:
    for sentence in tried.sentences:
        if sentence in _PLAIN:
            return _PLAIN[sentence]
    expected = [*tried.signs, *tried.words] if tried.words != ["CONSTRUCT"] else _FORMS
    if not expected:
        return "this is not SPARQL; the mistake is here or before"
    shown = ", ".join(expected[:_SHOWN]) + (", …" if len(expected) > _SHOWN else "")
    near = _NEAR.search(_from(query, line, column))
    start = f"this is not SPARQL, from “{near[0]}” on" if near else "the query ends too early"
    return f"{start}; expected: {shown}"


def _from(query: str, line: int, column: int) -> str:
    lines = query.split("\n")
    return "\n".join([lines[line - 1][column - 1 :], *lines[line:]]) if line <= len(lines) else ""


def _undeclared(query: str, ready: Collection[str]) -> BadQuery | None:
    """The first prefix that is used and not declared."""
    plain = _OPAQUE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), query)
    declared = {*ready, *_DECLARED.findall(query)}
    for used in _USED.finditer(plain):
        if used[1] not in declared and used[1] != "_":
            line, at = plain.count("\n", 0, used.start()) + 1, used.start() - plain.rfind("\n", 0, used.start())
            next_ = f"Add at the top: PREFIX {used[1]}: <https://…>"
            return BadQuery(
                where=f"line {line}, column {at}",
                why=phrase("the prefix “%(used)s:” is not declared", used=used[1]),
                next=next_,
            )
    return None


# -- files


def translated(answer: Iterable[T]) -> Iterator[T]:
    """Each part of an answer; an engine that stumbles over its own files says so plainly."""
    try:
        yield from answer
    except (OSError, RuntimeError) as error:
        raise engine_error(error) from None


def engine_error(error: OSError | RuntimeError) -> HabeasError:
    """Whether the files of the engine are to blame, or the query: a function it does not know, for example."""
    if isinstance(error, OSError) or "orruption" in str(error):
        return broken(error)
    return BadQuery(why=first_line(error), next=HELP)


def broken(error: BaseException) -> StoreBroken:
    """What the engine said of its files, with the way out."""
    return StoreBroken(
        where="store",
        why=phrase("the store cannot be read: %(error)s", error=first_line(error)),
        next=Phrase(
            "Rebuilding the case from the journal mends it; nothing is lost.",
            "`habeas rebuild CASE` rebuilds it from the journal; nothing is lost.",
        ),
    )


def first_line(error: BaseException) -> str:
    """The first line of what an error says."""
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def disk_refused(error: Exception) -> BadFile:
    """A write that did not reach the disk."""
    why = phrase("the disk did not take it (%(error)s); the store has nothing of this step", error=first_line(error))
    return BadFile(where="store", why=why, next="Make room on the disk; the store catches up with the journal.")

"""Reads a query into its groups (`query_tree`), or says that it cannot: then the query goes to the engine as it is.

It reads the tokens of the guard once, forwards, in time that grows with their number. Whatever it does not know for
certain ends the reading: brackets in triples, blank nodes, SERVICE, quoted triples, addresses that are not whole, a `<`
that may be less-than. rdflib's parser is the judge in the tests, not the reader here (decision 460).
"""

from __future__ import annotations

import re
from typing import Final

from habeas.sparql.guard import TOKEN
from habeas.sparql.query_tree import (
    BindClause,
    Element,
    GroupUnion,
    NamedGroup,
    PatternGroup,
    RowFilter,
    SelectQuery,
    TriplePattern,
    ValueTable,
    WordBlock,
    is_variable,
)

LOOKED_AT: Final = 20_000
"""Longer queries are not read: people write less, and lists of values are not slow."""
DEEPEST: Final = 20
_WHOLE_IRI: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:[^<>\\\s]*>\Z")
_BLANK: Final = "_:"
_BEFORE_LESS: Final = frozenset({"variable", "string", "number", "close"})
"""After these, within brackets, `<` compares."""
_FORMS: Final = frozenset({"select", "ask", "construct", "describe"})
_PATH_SIGNS: Final = frozenset({"/", "|"})
_PAIRS: Final = {"(": ")", "{": "}", "[": "]"}
_PLAIN_WORDS: Final = frozenset({"true", "false"})


class _Unread(Exception):
    """Something that is not known for certain."""


def read_query(text: str) -> SelectQuery | None:
    """The query as a tree; None for one that is not read."""
    if len(text) > LOOKED_AT:
        return None
    try:
        return _Reader(text).query()
    except (_Unread, IndexError, RecursionError):
        return None


class _Reader:
    def __init__(self, text: str) -> None:
        self._tokens = list(_terms(text))
        self._at = 0
        self._depth = 0

    # -- tokens

    def _peek(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._tokens[at][1] if at < len(self._tokens) else ""

    def _word(self, ahead: int = 0) -> str:
        """The next token when it is a word of the language, small; empty when it is anything else."""
        at = self._at + ahead
        kind, token = self._tokens[at] if at < len(self._tokens) else ("", "")
        return token.casefold() if kind == "word" else ""

    def _kind(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else ""

    def _take(self, expected: str = "") -> str:
        token = self._peek()
        if not token or (expected and token.casefold() != expected):
            raise _Unread
        self._at += 1
        return token

    def _bracket(self) -> list[str]:
        """The tokens from an opening bracket to the one that closes it, both among them."""
        found, waiting = [], list[str]()
        while True:
            token = self._take()
            found.append(token)
            if token in _PAIRS:
                waiting.append(_PAIRS[token])
            elif token in _PAIRS.values() and (not waiting or waiting.pop() != token):
                raise _Unread
            if not waiting:
                return found

    # -- queries

    def query(self) -> SelectQuery:
        prologue: list[str] = []
        while self._word() in {"prefix", "base"}:
            prologue.append(self._take())
            while self._kind() in {"iri", "name"}:
                prologue.append(self._take())
        found = self._select(" ".join(prologue), ends=("",))
        if self._at != len(self._tokens):
            raise _Unread
        return found

    def _select(self, prologue: str, ends: tuple[str, ...]) -> SelectQuery:
        head = [self._take()]
        if head[0].casefold() not in _FORMS:
            raise _Unread
        if head[0].casefold() == "construct":
            head += self._bracket() if self._peek() == "{" else [""]
        while self._peek() != "{":
            head += self._bracket() if self._peek() == "(" else [self._take()]
        group = self._group()
        if isinstance(group, SelectQuery) or "" in head:
            raise _Unread
        tail: list[str] = []
        while self._peek() not in ends:
            tail += self._bracket() if self._peek() in _PAIRS else [self._take()]
        return SelectQuery(tuple(head), group, tuple(tail), prologue, everything="*" in head[1:3] and "(" not in head)

    def _group(self) -> PatternGroup | SelectQuery:
        self._take("{")
        self._depth += 1
        if self._depth > DEEPEST:
            raise _Unread
        if self._word() == "select":
            inner: PatternGroup | SelectQuery = self._select("", ends=("}",))
        else:
            found: list[Element] = []
            while self._peek() != "}":
                self._element(found)
            inner = PatternGroup(tuple(found))
        self._take("}")
        self._depth -= 1
        return inner

    def _plain_group(self) -> PatternGroup:
        found = self._group()
        return PatternGroup((GroupUnion((found,)),)) if isinstance(found, SelectQuery) else found

    # -- what stands in a group

    def _element(self, found: list[Element]) -> None:
        match self._word():
            case "optional" | "minus" as word:
                self._take()
                found.append(WordBlock(word.upper(), self._plain_group()))
            case "graph":
                self._take()
                if self._kind() not in {"iri", "name", "variable"}:
                    raise _Unread
                found.append(NamedGroup(self._take(), self._plain_group()))
            case "filter":
                self._take()
                found.append(self._filter())
            case "bind":
                self._take()
                tokens = self._bracket()
                found.append(BindClause(f"BIND{' '.join(tokens)}", frozenset(filter(is_variable, tokens))))
            case "values":
                self._take()
                found.append(self._values())
            case "":
                self._group_or_patterns(found)
            case _:
                raise _Unread
        if self._peek() == ".":
            self._take()

    def _group_or_patterns(self, found: list[Element]) -> None:
        if self._peek() != "{":
            self._patterns(found)
            return
        arms = [self._group()]
        while self._word() == "union":
            self._take()
            arms.append(self._group())
        found.append(GroupUnion(tuple(arms)))

    def _filter(self) -> RowFilter | WordBlock:
        negated = self._word() == "not"
        if negated or self._word() == "exists":
            self._at += negated
            self._take("exists")
            return WordBlock("NOT EXISTS" if negated else "EXISTS", self._plain_group())
        if self._peek() == "(":
            return RowFilter(tuple(self._bracket()[1:-1]))
        if self._kind() not in {"word", "iri", "name"}:
            raise _Unread
        return RowFilter((self._take(), *self._bracket()))

    def _values(self) -> ValueTable:
        head = self._bracket() if self._peek() == "(" else [self._take()]
        rows = self._bracket()
        variables = frozenset(filter(is_variable, head))
        if not variables or rows[0] != "{":
            raise _Unread
        certain = frozenset() if any(token.casefold() == "undef" for token in rows) else variables
        return ValueTable(f"VALUES {' '.join((*head, *rows))}", certain, variables, len(rows))

    # -- triples

    def _patterns(self, found: list[Element]) -> None:
        subject = self._term()
        while True:
            predicate, path = self._path()
            while True:
                found.append(TriplePattern(subject, predicate, self._term(), path))
                if self._peek() != ",":
                    break
                self._take()
            if self._peek() != ";":
                break
            while self._peek() == ";":
                self._take()
            if self._peek() in {".", "}"} or self._word() not in {"", "a"}:
                break
        if self._peek() not in {".", "}", "{"} and not self._word():
            raise _Unread

    def _term(self) -> str:
        kind, token = self._kind(), self._take()
        if kind in {"iri", "name", "variable", "number", "string"} or token.casefold() in _PLAIN_WORDS:
            return token
        if token in {"+", "-"} and self._kind() == "number":
            return token + self._take()
        raise _Unread

    def _path(self) -> tuple[str, bool]:
        if self._kind() == "variable":
            return self._take(), False
        begun, path = self._at, False
        while True:
            while self._peek() in {"^", "!"}:
                self._take()
            if self._peek() == "(":
                self._bracket()
            elif self._kind() in {"iri", "name"} or self._word() == "a":
                self._take()
            else:
                raise _Unread
            if self._peek() in {"*", "+", "?"}:
                self._take()
            if self._peek() not in _PATH_SIGNS:
                break
            self._take()
        parts = [token for _, token in self._tokens[begun : self._at]]
        path = len(parts) > 1
        return " ".join(parts), path


def _terms(text: str) -> list[tuple[str, str]]:
    """Kinds and texts of tokens without gaps: `word` for words of the language, `name` for prefixed names, and a text
    with its language or type as one `string`.
    """
    found: list[tuple[str, str]] = []
    depth = 0
    for token in TOKEN.finditer(text):
        kind, word = token.lastgroup or "", token[0]
        if kind == "gap":
            continue
        if kind in {"triple", "other"} and word != "?":
            raise _Unread
        depth += (word == "(") - (word == ")")
        if kind == "iri" and (not _WHOLE_IRI.match(word) or (depth and found[-1][0] in _BEFORE_LESS)):
            raise _Unread
        dot = kind == "name" and word.endswith(".")
        if kind == "variable":
            word = "?" + word[1:]
        elif kind == "name":
            kind, word = _name(word.removesuffix("."))
        _append(found, kind, word)
        if dot:
            found.append(("stop", "."))
    return found


def _append(found: list[tuple[str, str]], kind: str, word: str) -> None:
    if kind == "tag" and found and found[-1][0] == "string":
        found[-1] = ("string", found[-1][1] + word)
    elif kind in {"iri", "name"} and len(found) > 1 and found[-1][1] == "^^" and found[-2][0] == "string":
        found[-2:] = [("string", f"{found[-2][1]}^^{word}")]
    else:
        found.append((kind, word))


def _name(word: str) -> tuple[str, str]:
    prefix, colon, local = word.partition(":")
    if not colon:
        if not word.isascii() or "." in word:
            raise _Unread
        return "word", word
    if "." in prefix or local.count(".") > 1 or local.startswith(".") or word.startswith(_BLANK) or "\\" in word:
        raise _Unread
    return "name", word

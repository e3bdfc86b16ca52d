"""A look at a query before any parser sees it.

Anyone may paste a query, and a query can do harm: SERVICE and LOAD reach the network and would tell a stranger which
names are looked up; three kilobytes of brackets end the process; thirty nested calls of REPLACE keep the parser busy
for an hour. `require_harmless` refuses those in one pass whose time grows with the length of the text and nothing else.

The engine's parser takes no tokens first: it tries its rules at every character, with no gap needed after a keyword
(`SERVICESILENT<…>` is SERVICE), and what is a string at one place is something else at another. So this pass reads
strings, comments and addresses exactly as the engine does, and where two readings are possible it refuses and says
how to write it plainly. Every trick it knows is a test in tests/graph/sparql/test_guard.py. It is one of two fences: a
query also runs in a process that can be ended.

Pure: this module opens nothing and knows no engine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from habeas.errors import BadQuery, Phrase, QueryRefused, phrase

MAX_TEXT: Final = 1_000_000  # characters
MAX_DEPTH: Final = 60  # brackets within brackets; the engine dies at 880 EXISTS
MAX_PATTERNS: Final = 150  # triple patterns; planning grows with the fourth power: 2.7 s here, 8.6 s at 200
MAX_CLAUSES: Final = 200  # FILTER, OPTIONAL, UNION, BIND, sub-queries, (… AS ?x); the engine dies at 2656 BINDs
MAX_STEPS: Final = 200  # / | ^ in property paths; 0.6 s at 256, 5.8 s at 400
MAX_OPERATORS: Final = 1000  # + && = … in expressions; the engine dies at 7168 sums
MAX_RETRIES: Final = 14  # brackets that the parser reads twice, within one another: time doubles with each
MAX_TOP: Final = 1000  # variables and addresses outside all brackets; the engine dies at 3000 in DESCRIBE

_NA: Final = "\x80-\U0010ffff"  # outside ASCII: part of a name, or a mistake; never a sign of the grammar
_HEX4: Final = "[0-9A-Fa-f]{4}"
_CODE: Final = (  # \u0041 and \U0001F600, but no half of a surrogate pair and nothing above the last character
    rf"\\(?:u(?![dD][89a-fA-F]){_HEX4}"
    rf"|U(?:0000(?![dD][89a-fA-F])|000[1-9a-fA-F]|0010){_HEX4})"
)
_ESCAPE: Final = rf"(?:\\[tbnrf\\\"']|{_CODE})"
_IRI_CHAR: Final = r"[^\x00-\x20<>\"{}|\\^`]"
TOKEN: Final = re.compile(
    rf"""(?P<gap>(?:[\ \t\r\n]++|\#[^\r\n]*+)++)
    |(?P<string>\"{{3}}(?:[^\"\\]++|\"{{1,2}}(?!\")|{_ESCAPE})*+\"{{3}}
        |'{{3}}(?:[^'\\]++|'{{1,2}}(?!')|{_ESCAPE})*+'{{3}}
        |\"(?!\"\")(?:[^\"\\\n\r]++|{_ESCAPE})*+\"
        |'(?!'')(?:[^'\\\n\r]++|{_ESCAPE})*+')
    |(?P<iri><{_IRI_CHAR}*+(?:{_CODE}{_IRI_CHAR}*+)*+>)
    |(?P<variable>[?$][A-Za-z0-9_{_NA}]++)
    |(?P<tag>@[A-Za-z][A-Za-z0-9-]*+)
    |(?P<number>[0-9]++(?:\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+)
    |(?P<name>(?=[A-Za-z_:{_NA}])(?:[A-Za-z_{_NA}][A-Za-z0-9_.{_NA}-]*+)?+
        (?::(?:[A-Za-z0-9_.:%{_NA}-]++|\\[_~.\-!$&'()*+,;=/?\#@%])*+)?+)
    |(?P<open>[({{[])
    |(?P<close>[)}}\]])
    |(?P<stop>[.;,])
    |(?P<triple><<|>>)
    |(?P<operator>\^\^|&&|\|\||!=|<=|>=|[-+*/|^!=<>])
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_TERMS: Final = frozenset({"string", "iri", "variable", "tag", "number", "pname", "literal", "close"})
_PAIRS: Final = {")": "(", "]": "[", "}": "{"}
_WRITES: Final = frozenset({"insert", "delete", "clear", "drop", "create", "copy", "move", "add", "with", "load"})
_TWICE: Final = ("substr", "regex", "replace", "group_concat")
_NETWORK: Final = ("service", "silent")
_NAMES_A_GRAPH: Final = frozenset({"graph", "from", "named"})
_SURE_IRI: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
_TWO_WAYS: Final = re.compile(r"[#'()\[\]\\]")
LOADED: Final = Phrase(
    "take it out; what another place knows can be loaded into the case",
    "take it out; what another place knows can be loaded with habeas load",
)
RECORDED: Final = Phrase("record claims instead", "record claims with habeas record")


def tokens(text: str) -> list[tuple[str, str]]:
    """The kinds and texts of all tokens, gaps too: put together, they are the text. Where `<` could be less-than or
    begin an address, it is taken for an address; `require_harmless` refuses what can be both."""
    return [(token.lastgroup or "", token[0]) for token in TOKEN.finditer(text)]


def require_harmless(text: str) -> None:
    """Refuse a query that could reach the network, write, or bring the process down.

    Raises QueryRefused, or BadQuery where the text is cut or its brackets do not fit. Passing says nothing about
    whether the query is right: that is the engine's to say.
    """
    if len(text) > MAX_TEXT:
        why = phrase("the query is longer than %(max_text)s characters", max_text=f"{MAX_TEXT:,}")
        raise QueryRefused(why=why, next="put long lists of values into a file and load it")
    _Reading(text).run()


@dataclass(slots=True)
class _Bracket:
    """An open bracket: `{` `[`, and of `(` four kinds: an expression, a list or path, the head of VALUES, its rows."""

    sign: str
    kind: str
    retries: int
    fresh: bool = True  # the next term begins a triple pattern


@dataclass(slots=True)
class _Reading:
    text: str
    at: int = 0
    stack: list[_Bracket] = field(default_factory=lambda: [_Bracket("", "top", 0)])
    before: tuple[str, str] = ("", "")  # kind and text of the last token
    earlier: tuple[str, str] = ("", "")  # and of the one before it
    values: bool = False  # VALUES was read, its data is still to come
    twice: bool = False  # the next bracket is one that the parser may read twice
    counts: dict[str, int] = field(default_factory=dict)

    def run(self) -> None:
        match, at, text = TOKEN.match, 0, self.text
        while token := match(text, at):
            kind, word = token.lastgroup or "", token[0]
            self.at, at = at, token.end()
            if kind == "gap":
                continue
            if word[0] == "<" and self.is_less_than(kind, word):
                kind, word, at = "operator", "<", self.at + 1
            elif kind == "name":
                kind, word = self.name(word)
            self.take(kind, word)
            self.earlier, self.before = self.before, (kind, word)

    def take(self, kind: str, word: str) -> None:
        top = self.stack[-1]
        if kind in _TERMS and kind != "close":
            self.term(top)
        elif kind == "open":
            self.open(word, top)
        elif kind == "close":
            self.close(word, top)
        elif kind == "stop":
            top.fresh = True
        elif kind == "operator":
            self.operator(word, top)
        elif kind == "triple":
            self.count("triple terms", MAX_DEPTH if word == "<<" else MAX_TEXT)
        elif word in "\"'":
            raise BadQuery(where=self.place(), why="a quoted text is not closed, or contains a wrong \\ escape")

    # names and words

    def name(self, word: str) -> tuple[str, str]:
        """A prefixed name, or a bare word of the language; a dot at its end belongs to the sentence."""
        prefix, colon, local = word.partition(":")
        # The engine ends a name at its second dot, and reads `true.x:y` as three things when `true.x` is no prefix.
        if self.stack[-1].kind != "rows":
            for _ in range(prefix.count(".") + max(0, local.count(".") - 1)):
                self.count("triple patterns", MAX_PATTERNS)
        if word.endswith("."):
            self.stack[-1].fresh = True
        return ("pname", word.casefold()) if colon else (self.word(word.casefold().rstrip(".")), word.casefold())

    def word(self, word: str) -> str:
        if any(part in word for part in _NETWORK):
            self.refuse_network("SERVICE")
        if word in _WRITES and (word == "load" or len(self.stack) == 1):
            self.refuse_write(word)
        if word == "a" or word.endswith(("true", "false")):
            return "literal"
        self.stack[-1].fresh = True
        self.values = self.values or word == "values"
        self.twice = self.before[1] == "!" or any(part in word for part in _TWICE)
        if "select" in word:
            self.retry(self.stack[-1])
        return "word"

    def retry(self, bracket: _Bracket) -> None:
        bracket.retries += 1
        if bracket.retries > MAX_RETRIES:
            self.refuse(f"calls or sub-queries are nested more than {MAX_RETRIES} deep")

    # terms and triple patterns

    def term(self, top: _Bracket) -> None:
        if top.kind == "top":
            self.count("names outside all brackets", MAX_TOP)
        elif top.kind == "group":
            if top.fresh:
                top.fresh = False
                self.count("triple patterns", MAX_PATTERNS)
        elif top.kind in {"list", "expression"} and self.begins_item(top):
            self.count("triple patterns", MAX_PATTERNS)
            self.count("triple patterns", MAX_PATTERNS)

    def begins_item(self, top: _Bracket) -> bool:
        """Whether one term follows another: then it is a list, `(1 2)`, and each item is two triples."""
        kind, word = self.before
        return (kind in _TERMS and word != "^^") or (top.kind == "list" and kind == "open")

    # brackets

    def open(self, sign: str, top: _Bracket) -> None:
        if self.hides_service():
            self.refuse_network("SERVICE")
        kind = self.kind_of(sign, top)
        if (sign == "{" and top.kind != "rows") or (sign == "(" and top.kind in {"group", "top"} and kind != "head"):
            self.count("clauses", MAX_CLAUSES)
        if kind == "list" or sign == "[":
            self.term(top)
        bracket = _Bracket(sign, kind, top.retries)
        if self.twice:
            self.retry(bracket)
        self.twice = False
        self.stack.append(bracket)
        if len(self.stack) > MAX_DEPTH + 1:
            self.refuse(f"brackets are nested more than {MAX_DEPTH} deep")

    def kind_of(self, sign: str, top: _Bracket) -> str:
        if sign == "{" and self.values:
            self.values = False
            return "rows"
        if sign != "(":
            return "group"
        if self.values:
            return "head"
        if top.kind in {"rows", "expression"}:
            return top.kind
        call = self.before[0] == "word" or (self.before[0] in {"pname", "iri"} and "filter" in self.earlier[1])
        return "expression" if call or top.kind == "top" else "list"

    def close(self, sign: str, top: _Bracket) -> None:
        if top.sign != _PAIRS[sign]:
            raise BadQuery(where=self.place(), why=phrase("this %(sign)s closes nothing that is open", sign=sign))
        self.stack.pop()
        if sign == "}" or top.kind == "expression":
            self.stack[-1].fresh = True

    def hides_service(self) -> bool:
        """`ex:a.b.SERVICE <…> {` or `SERVICE:x {`: a name that may be cut, before a bracket only SERVICE has."""
        (kind, word), (kind2, word2) = self.before, self.earlier
        if kind == "pname" and any(part in word for part in _NETWORK):
            return word2 not in _NAMES_A_GRAPH
        return kind2 == "pname" and kind in _TERMS and any(part in word2 for part in _NETWORK)

    # signs

    def operator(self, word: str, top: _Bracket) -> None:
        if word == "!":
            self.twice = True
        if word == "^^" or top.kind in {"rows", "head"}:
            return
        if word not in "!^" and self.before[0] not in _TERMS:
            return  # a sign before a number, or the star of SELECT *
        if top.kind == "expression":
            self.count("operators", MAX_OPERATORS)
        else:
            self.count("steps in paths", MAX_STEPS)

    def is_less_than(self, kind: str, word: str) -> bool:
        """After a value within ( ), `<` compares, but `<b#c>` could be an address there, in a list."""
        top = self.stack[-1]
        if kind == "operator" or top.kind not in {"list", "expression"} or self.before[0] not in _TERMS:
            return False
        if kind == "iri":
            if _SURE_IRI.match(word):
                return False
            if not _TWO_WAYS.search(word):
                return True
        elif top.kind == "expression":
            return True
        raise QueryRefused(
            where=self.place(),
            why="this < can be read as less-than and as the beginning of an address",
            next="put a space after it, or give the address a prefix",
        )

    # what is said

    def count(self, what: str, most: int) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1
        if self.counts[what] > most:
            self.refuse(f"the query has more than {most} {what}")

    def refuse(self, why: str) -> None:
        raise QueryRefused(where=self.place(), why=why, next="ask in several smaller queries")

    def refuse_network(self, word: str) -> None:
        raise QueryRefused(
            where=self.place(),
            why=phrase("%(word)s would send parts of this case file to another computer", word=word),
            next=LOADED,
        )

    def refuse_write(self, word: str) -> None:
        if word == "load":
            self.refuse_network("LOAD")
        why = phrase("this door only reads, and %(upper)s writes", upper=word.upper())
        raise QueryRefused(where=self.place(), why=why, next=RECORDED)

    def place(self) -> str:
        line = self.text.count("\n", 0, self.at) + 1
        return f"line {line}, column {self.at - self.text.rfind(chr(10), 0, self.at)}"

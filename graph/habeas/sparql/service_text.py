"""A query as another engine gets it: with the prefixes that it uses, terms in the place of variables, and, where the
service has no default graph of its own, ours by its name.

Our default graph stands in a named graph `D` at services that have none, or whose default graph holds a triple once for
each graph it is in. Then a query's outer group is asked of D, and `GRAPH ?g` of every claim but not of D:

    { … }             becomes   { GRAPH <D> { … } }
    GRAPH ?g { … }    becomes   { GRAPH ?g { … } FILTER(STRSTARTS(STR(?g), "…/claim/")) }

A group within `GRAPH <D>` is asked of D unless it names a graph itself (SPARQL 1.1, 13.3), so nothing else has to be
changed. Terms are set in wherever a variable is read, and bound once where it is given back.

Pure: texts to texts. That a query is right was found out before (`RemoteStore.query`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from habeas.sparql.guard import tokens

TextPart = tuple[str, str]
FORMS: Final = ("select", "ask", "construct", "describe")
READ, HEAD, DATA = "read", "head", "data"


@dataclass(frozen=True, slots=True)
class NamedDefault:
    """Our default graph where it has a name, and how the names of all other graphs of the case begin."""

    name: str
    claims: str


@dataclass(slots=True)
class _Level:
    """What stands between two brackets: variables are read there, or named."""

    sign: str
    mode: str
    after: str = ""
    """Written behind its closing bracket."""
    before_end: str = ""
    """Written before it."""


@dataclass(slots=True)
class ServiceText:
    """One query, read."""

    text: str
    form: str = ""
    has_dataset: bool = False
    has_group: bool = False
    declared: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    parts: list[TextPart] = field(default_factory=list)

    @classmethod
    def read(cls, text: str) -> ServiceText:
        """What kind of query it is, and which prefixes it has and needs."""
        found = cls(text, parts=tokens(text))
        solid = [(kind, word) for kind, word in found.parts if kind != "gap"]
        for (_, before), (kind, word) in zip([("", ""), *solid], solid, strict=False):
            if kind == "name" and ":" in word:
                (found.declared if before.casefold() == "prefix" else found.used).add(word.partition(":")[0])
            elif kind == "name" and not found.form and word.casefold() in FORMS:
                found.form = word.casefold()
            elif kind == "name" and word.casefold() == "from" and not found.has_group:
                found.has_dataset = True
            found.has_group = found.has_group or word == "{"
        return found

    @property
    def gives_graph(self) -> bool:
        """True for CONSTRUCT and DESCRIBE."""
        return self.form in {"construct", "describe"}

    def prologue(self, prefixes: Mapping[str, str], base: str | None) -> str:
        """The base and the prefixes that it uses and does not declare."""
        needed = sorted((self.used - self.declared) & prefixes.keys())
        based = f"BASE <{base}> " if base else ""
        return based + "".join(f"PREFIX {name}: <{prefixes[name]}> " for name in needed)

    def written(self, terms: Mapping[str, NamedNode | Literal], default: NamedDefault | None) -> str:
        """The query with these terms in the place of variables, asked of our default graph."""
        return "".join(_QueryWriter(self, terms, None if self.has_dataset else default, default).run())


class _QueryWriter:
    """Writes the tokens of a query again, and what has to stand between them."""

    def __init__(
        self,
        query: ServiceText,
        terms: Mapping[str, NamedNode | Literal],
        around: NamedDefault | None,
        others: NamedDefault | None,
    ) -> None:
        self._parts, self._terms, self._around, self._others = query.parts, terms, around, others
        self._short = query.form == "construct" and self._is_short()
        self._levels = [_Level("", HEAD)]
        self._words: list[TextPart] = [("", ""), ("", "")]
        self._outer = False
        self._template = query.form == "construct" and not self._short

    def _is_short(self) -> bool:
        """True for CONSTRUCT WHERE { … }, whose group is its template too."""
        solid = [word.casefold() for kind, word in self._parts if kind != "gap"]
        at = solid.index("construct")
        return solid[at + 1] != "{"

    def run(self) -> Iterator[str]:
        for at, (kind, word) in enumerate(self._parts):
            if kind == "gap":
                yield word
                continue
            if kind == "open":
                yield from self._open(at, word)
            elif kind == "close":
                level = self._levels.pop()
                yield f"{level.before_end}{word}{level.after}"
            elif kind == "variable":
                yield self._variable(word)
            else:
                yield from self._word(at, kind, word)
            self._words = [self._words[1], (kind, word.casefold())]

    def _word(self, at: int, kind: str, word: str) -> Iterator[str]:
        level, said = self._levels[-1], word.casefold()
        if kind == "name" and said == "select":
            level.mode = HEAD
        elif kind == "name" and said == "values":
            level.mode = DATA
        if self._short and kind == "name" and said == "construct":
            word = f"{word} {self._group_text()}"
        if self._others and kind == "name" and said == "graph" and self._next(at)[0] == "variable":
            yield "{ "
        yield word

    def _variable(self, word: str) -> str:
        level, (_, before) = self._levels[-1], self._words[1]
        term = self._terms.get(word[1:])
        named = level.mode == DATA or (level.mode == HEAD and level.sign != "(") or before == "as"
        return word if term is None or named else f" {term} "

    def _open(self, at: int, sign: str) -> Iterator[str]:
        level, (kind, before) = self._levels[-1], self._words[1]
        if sign == "(":
            self._levels.append(_Level(sign, level.mode))
            yield sign
            return
        new = _Level(sign, DATA if level.mode == DATA else READ)
        if level.mode == DATA:
            level.mode = READ if level.sign else HEAD
        elif self._template:
            self._template, new.mode = False, DATA
        elif sign == "{" and not self._outer and len(self._levels) == 1:
            self._outer = True
            self._levels.append(new)
            yield sign
            yield from self._inside(at, new)
            return
        elif self._others and kind == "variable" and self._words[0][1] == "graph":
            new.after = f' FILTER(STRSTARTS(STR({before}), "{self._others.claims}")) }}'
        self._levels.append(new)
        yield sign

    def _inside(self, at: int, outer: _Level) -> Iterator[str]:
        """What stands at the beginning of the outer group: its terms, and the graph that it is asked of."""
        bare = self._next(at)[1].casefold() == "select"
        if self._terms:
            names, terms = " ".join(f"?{name}" for name in self._terms), " ".join(map(str, self._terms.values()))
            yield f" VALUES ({names}) {{ ({terms}) }} "
        if self._around:
            yield f" GRAPH <{self._around.name}> {{ "
            outer.before_end += " } "
        elif bare and self._terms:
            yield "{ "
            outer.before_end += " } "

    def _next(self, at: int) -> TextPart:
        return next((part for part in self._parts[at + 1 :] if part[0] != "gap"), ("", ""))

    def _group_text(self) -> str:
        words = [word for _, word in self._parts]
        first = words.index("{")
        return "".join(words[first : len(words) - words[::-1].index("}")])

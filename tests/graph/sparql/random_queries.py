"""Queries made up by chance over a small graph made up by chance: what people write, and what nobody would."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

SPACE = "http://example.org/"
PREFIX = f"PREFIX e: <{SPACE}> "
NAMES = [f"n{number}" for number in range(7)]
VERBS = ["p", "q", "r", "s"]
VARIABLES = ["?a", "?b", "?c", "?d", "?e"]
TEXTS = ['"x"', '"x"@es', '"1"', "1", "2.0", '"2024-01-01"^^<http://www.w3.org/2001/XMLSchema#date>']


def a_graph(random: Random, size: int = 45) -> list[Quad]:
    """Quads of a default graph and of two others."""

    def name() -> NamedNode:
        return NamedNode(SPACE + random.choice(NAMES))

    values = [Literal("x"), Literal("x", language="es"), Literal(1), Literal("1"), Literal(2.0)]
    graphs = [DefaultGraph(), DefaultGraph(), DefaultGraph(), NamedNode(SPACE + "g"), NamedNode(SPACE + "n1")]
    return [
        Quad(
            name(),
            NamedNode(SPACE + random.choice(VERBS)),
            random.choice(values) if random.random() < 0.25 else name(),
            random.choice(graphs),
        )
        for _ in range(size)
    ]


class Maker:
    """Makes queries; the same ones for the same seed."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def query(self) -> str:
        """A query whose rows may come in any order."""
        body = self.group(2, top=True)
        some = " ".join(sorted(self.random.sample(VARIABLES, 3)))
        head, tail = self.random.choice(
            [
                ("SELECT *", ""),
                ("SELECT *", ""),
                (f"SELECT {some}", ""),
                (f"SELECT DISTINCT {some}", ""),
                ("SELECT ?a (COUNT(*) AS ?n)", "GROUP BY ?a"),
                ("SELECT ?b (COUNT(?a) AS ?n)", f"GROUP BY ?b HAVING(?b = {self.name()})"),
                ("SELECT (COUNT(*) AS ?n)", ""),
                ("ASK", ""),
                ("CONSTRUCT { ?a e:p ?b }", ""),
            ]
        )
        return f"{PREFIX}{head} {body} {tail}"

    def group(self, depth: int, *, top: bool = False) -> str:
        """What stands in braces."""
        parts = [self.patterns()] if self.random.random() < 0.85 else []
        makers: list[Callable[[int], str]] = [self.optional, self.condition, self.joined]
        if depth:
            makers += [self.union, self.minus, self.exists, self.select, self.graph, self.bind, self.values]
        for _ in range(self.random.choice([0, 1, 2, 2, 3, 4] if top else [0, 0, 1, 2])):
            parts.append(self.random.choice(makers)(depth - 1 if depth else 0))
        if self.random.random() < 0.2:
            self.random.shuffle(parts)
        return "{ " + " ".join(parts) + " }"

    def name(self) -> str:
        return f"e:{self.random.choice(NAMES)}"

    def variable(self) -> str:
        return self.random.choice(VARIABLES)

    def pattern(self) -> str:
        subject = self.variable() if self.random.random() < 0.85 else self.name()
        verb = self.random.choice(["e:p", "e:q", "e:r", "e:s", "e:p/e:q", "e:p+", "^e:q", "(e:p|e:r)", "e:q*", "?e"])
        verb = verb if self.random.random() < 0.3 else f"e:{self.random.choice(VERBS)}"
        target = self.variable() if self.random.random() < 0.8 else self.random.choice([self.name(), *TEXTS[:4]])
        return f"{subject} {verb} {target} ."

    def patterns(self) -> str:
        return " ".join(self.pattern() for _ in range(self.random.choice([1, 1, 2, 2, 3])))

    def joined(self, depth: int) -> str:
        return self.patterns()

    def optional(self, depth: int) -> str:
        inner = self.group(depth) if self.random.random() < 0.4 else self.plain()
        return f"OPTIONAL {inner}"

    def plain(self) -> str:
        condition = self.condition(0) if self.random.random() < 0.4 else ""
        return f"{{ {self.patterns()} {condition} }}"

    def condition(self, depth: int) -> str:
        return f"FILTER({self.expression(2)})"

    def expression(self, depth: int) -> str:
        if depth and self.random.random() < 0.35:
            sign = self.random.choice(["&&", "||"])
            return f"({self.expression(depth - 1)} {sign} {self.expression(depth - 1)})"
        one, other = self.variable(), self.variable()
        return self.random.choice(
            [
                f"{one} = {self.name()}",
                f"{self.name()} = {one}",
                f"sameTerm({one}, {self.name()})",
                f"{one} IN ({self.name()}, {self.name()})",
                f"{one} = {self.random.choice(TEXTS)}",
                f'STR({one}) = "{SPACE}{self.random.choice(NAMES)}"',
                f"{one} = {other}",
                f"{one} != {other}",
                f"BOUND({one})",
                f"!BOUND({one})",
                f"{one} < 2",
                f'CONTAINS({one}, "x")',
                f"NOT EXISTS {{ {self.pattern()} }}",
            ]
        )

    def union(self, depth: int) -> str:
        return " UNION ".join(self.group(depth) for _ in range(self.random.choice([1, 2, 2, 3])))

    def minus(self, depth: int) -> str:
        return f"MINUS {self.group(depth) if self.random.random() < 0.3 else self.plain()}"

    def exists(self, depth: int) -> str:
        word = self.random.choice(["EXISTS", "NOT EXISTS"])
        return f"FILTER {word} {self.group(depth) if self.random.random() < 0.3 else self.plain()}"

    def select(self, depth: int) -> str:
        one, other = self.random.sample(VARIABLES, 2)
        head, tail = self.random.choice(
            [
                (f"SELECT {one} (COUNT({other}) AS ?n{depth})", f"GROUP BY {one}"),
                (f"SELECT {one} {other}", ""),
                (f"SELECT DISTINCT {one}", ""),
                ("SELECT *", ""),
                (f"SELECT (COUNT(*) AS {one})", ""),
            ]
        )
        return f"{{ {head} {self.group(depth) if self.random.random() < 0.4 else self.plain()} {tail} }}"

    def graph(self, depth: int) -> str:
        return f"GRAPH {self.random.choice(['e:g', self.variable()])} {self.group(depth)}"

    def bind(self, depth: int) -> str:
        what = self.random.choice([self.name(), self.variable(), "STR(?a)"])
        return f"BIND({what} AS {self.random.choice(['?f', '?e'])})"

    def values(self, depth: int) -> str:
        rows = " ".join(self.random.choice([self.name(), self.name(), "UNDEF"]) for _ in range(2))
        return f"VALUES {self.variable()} {{ {rows} }}"

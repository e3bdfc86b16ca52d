"""Whose evidence a row is: the person its claim names, or the one that other claims name for the same node."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from habeas.analysis.values import NEGATED, Evidence

Cluster = Callable[[str], str]
"""From a name to the one name for all that were judged the same; without judgements, to itself."""


def itself(name: str) -> str:
    """Without judgements every name stands for itself."""
    return name


def called(row: Evidence, cluster: Cluster) -> Evidence:
    """A row with every name replaced by the one that stands for it by judgement.

    People, events, places, bodies and posts.
    """
    names = row.person, row.node, row.facility, row.place, row.agent, row.other
    now = tuple([name and cluster(name) for name in names])
    if now == names:
        return row
    person, node, facility, place, agent, other = now
    return row._replace(person=person, node=node, facility=facility, place=place, agent=agent, other=other)


ABOUT_CUSTODY: Final = frozenset([*NEGATED, "refusal", "charge", "condition", *(f"not-{what}" for what in NEGATED)])


def people(rows: Iterable[Evidence], cluster: Cluster = itself) -> dict[str, list[Evidence]]:
    """Every person's rows on custody, charges and conditions.

    A row that names nobody goes to whoever its node is about; to nobody when no claim says so.
    """
    named: dict[str, list[Evidence]] = {}
    nameless: dict[str, list[Evidence]] = {}
    for row in rows:
        if row.what not in ABOUT_CUSTODY:
            continue
        if row.person:
            named.setdefault(cluster(row.person), []).append(row)
        else:
            nameless.setdefault(row.node, []).append(row)
    return {person: list(own_rows(found, nameless)) for person, found in named.items()}


def own_rows(named: Iterable[Evidence], nameless: Mapping[str, Iterable[Evidence]]) -> Iterator[Evidence]:
    """One person's rows, with the nameless ones on their nodes and on the nodes these are tied to."""
    nodes: dict[str, None] = {}
    for row in named:
        yield row
        nodes.update(dict.fromkeys((row.node, row.other)))
    waiting = list(nodes)
    while waiting:
        for row in nameless.get(waiting.pop(), ()):
            yield row
            if row.other and row.other not in nodes:
                nodes[row.other] = None
                waiting.append(row.other)

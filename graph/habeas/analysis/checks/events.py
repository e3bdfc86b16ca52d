"""C06, C23: two accounts of what may be one event.

C23 asks where two arrests or two releases are told and nothing between them; C06 compares accounts of one death, under
however many events they were written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

from habeas.analysis.checks.context import CheckContext
from habeas.analysis.checks.wording import CheckHit, Message, between, either, hit, message, name
from habeas.analysis.custody.values import Life
from habeas.analysis.intervals import Days
from habeas.model.findings import Severity

DIFFERING: Final = {
    "death": ("cause", "facility", "place"),
    "arrest": ("facility", "place"),
    "release": ("facility", "place"),
}
"""What one event has one of, by its kind."""


def one_event_or_two(context: CheckContext, person: str) -> Iterator[CheckHit]:
    """C23. Two arrests with no end of custody told between them, or two releases with no arrest."""
    life = context.life(person)
    for clash in life.clashes if life else ():
        if clash.kind != "death" and clash.early.node != clash.late.node:
            days = {"early": between(*clash.early.days), "late": between(*clash.late.days)}
            code = f"C23.question.{clash.kind}" if clash.near else f"C23.question.{clash.kind}.missing"
            question = message(code, who=name(person), **days)
            why = message(f"C23.why.{clash.kind}", one=clash.early.node, other=clash.late.node)
            members = [*clash.early.claims, *clash.late.claims]
            yield hit("C23", Severity.SOFT, members, question, why, about=[person])


# -- what differs between two accounts


def causes_of_death(context: CheckContext, node: str) -> Iterator[CheckHit]:
    """C06. Two causes, or two places, of one death."""
    for what in DIFFERING["death"] if node.startswith("death:") else ():
        told = _told(context, node, what)
        if len(_apart(context, told)) > 1:
            yield _differing("C06", f"C06.question.{what}", told, message(f"C06.why.{what}", about=node), node)


def accounts_of_death(context: CheckContext, person: str) -> Iterator[CheckHit]:
    """C06. Accounts of one person's death, under events of their own, that give other causes or places."""
    yield from _accounts(context, person, ["death"])


def places_that_differ(context: CheckContext, person: str) -> Iterator[CheckHit]:
    """C23. Accounts of what may be one arrest, or one release, that give other places."""
    yield from _accounts(context, person, ["arrest", "release"])


def _accounts(context: CheckContext, person: str, kinds: Iterable[str]) -> Iterator[CheckHit]:
    nodes: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for kind in kinds:
        for node in _nodes(context, person, kind):
            for what in DIFFERING[kind]:
                if told := _told(context, node, what):
                    nodes.setdefault(f"{kind}.{what}", {})[node] = [(v, c) for v, cs in told.items() for c in cs]
    for which, by_node in sorted(nodes.items()):
        yield from _between_nodes(context, person, which, by_node)


def _between_nodes(
    context: CheckContext, person: str, which: str, by_node: dict[str, list[tuple[str, str]]]
) -> Iterator[CheckHit]:
    kind, _, what = which.partition(".")
    values: dict[str, list[str]] = {}
    for one, other in combinations(sorted(by_node), 2):
        mine, yours = ({value for value, _ in by_node[node]} for node in (one, other))
        if mine == yours or not _may_be_one(context, person, kind, one, other):
            continue
        for value, claim in (*by_node[one], *by_node[other]):
            values.setdefault(value, []).append(claim)
    if len(_apart(context, values)) > 1:
        rule = "C06" if kind == "death" else "C23"
        code = f"C06.question.{what}" if kind == "death" else f"C23.question.{kind}.where"
        yield _differing(rule, code, values, message(f"{rule}.why.accounts"), person)


def _differing(rule: str, code: str, values: dict[str, list[str]], why: Message, about: str) -> CheckHit:
    members = [claim for claims in values.values() for claim in claims]
    told = {"who": name(about)} if rule == "C23" else {}
    question = message(code, values=either(sorted(values)), **told)
    return hit(rule, Severity.SOFT, members, question, why, about=[about])


def _told(context: CheckContext, node: str, what: str) -> dict[str, list[str]]:
    """What stands of an event as its cause or place: value → claims."""
    values: dict[str, list[str]] = {}
    for fact, told in context.standing(node, what):
        values.setdefault(context.cluster(fact.value), []).append(told.claim.id)
    return values


def _apart(context: CheckContext, values: Iterable[str]) -> set[str]:
    """Those of some places that are no larger place of another of them; a cause is a part of none."""
    every = set(values)
    return {one for one in every if not any(other != one and context.within(other, one) for other in every)}


def _nodes(context: CheckContext, person: str, kind: str) -> list[str]:
    """The events of one kind that somebody has a part in."""
    told = context.taking_part(person, speaking=False)
    return sorted({context.cluster(each.node) for each in told if each.kind == kind and each.stands})


def _may_be_one(context: CheckContext, person: str, kind: str, one: str, other: str) -> bool:
    """True when nobody judged that these are two, and their days may be one day. Everybody dies once."""
    if kind == "death":
        return True
    mine, yours = (_days_of(context.life(person), node) for node in (one, other))
    meet = any(a[0] <= b[1] and b[0] <= a[1] for a in mine for b in yours)
    return meet and not context.apart(one, other)


def _days_of(life: Life | None, node: str) -> list[Days]:
    begun = [(hold.first, hold.last) for hold in life.holds if hold.node == node] if life else []
    return begun + ([(over.first, over.last) for over in life.overs if over.node == node] if life else [])

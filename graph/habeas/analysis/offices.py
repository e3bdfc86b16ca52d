"""Posts and authority: who held which post over which body, as far as somebody said so.

A tenure is a period with four bounds like any other (`periods`). Authority hangs on the post: a claim says that a
post oversees a body, and a person comes in through the tenure. From a facility to the body that runs it leads no
claim, so no line is drawn there; the gap is named instead. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from habeas.analysis.custody.answer import HELD, CustodyAnswer, answer
from habeas.analysis.custody.life import life_of
from habeas.analysis.custody.state import custody_on
from habeas.analysis.intervals import LIKELIEST, Certainty, of_row, weigh
from habeas.analysis.people import Cluster, itself
from habeas.analysis.values import Evidence
from habeas.dates.calendar import NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One person in one post (or at the head of one body) on a day.

    `over` are the bodies that the post is said to oversee.
    """

    post: str
    person: str
    node: str
    answer: CustodyAnswer
    over: tuple[CustodyAnswer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """Whose power somebody (or some body, or some facility) was in on a day. What nobody stated is in `gaps`, in words.

    `bodies` are told to have taken or held the person; `posts` are said to oversee one of them, with who held them
    then.
    """

    subject: str
    on: date
    bodies: tuple[CustodyAnswer, ...]
    posts: tuple[Holding, ...]
    gaps: tuple[str, ...]


def posts_on(rows: Iterable[Evidence], day: date, cluster: Cluster = itself) -> tuple[Holding, ...]:
    """Every post that somebody may have held on that day, the surest first. Death ends every tenure."""
    every = list(rows)
    overseen = _overseen(every, day)
    dead = {cluster(row.person) for row in every if row.what == "death" and row.at[1] and row.at[1] < day}
    found = []
    for node, tenure in _by_node(every, "tenure").items():
        word = weigh([of_row(row) for row in tenure if _dated(row)] or [of_row(row) for row in tenure[:1]], day)
        if word.word not in LIKELIEST:
            continue
        for person, post in sorted(
            {(cluster(r.person), r.other) for r in _with_names(tenure) if cluster(r.person) not in dead}
        ):
            told = answer(post, word.word, word.claims, day, evidence=word.evidence, against=word.against, node=node)
            found.append(Holding(post=post, person=person, node=node, answer=told, over=overseen.get(post, ())))
    return tuple(sorted(found, key=lambda held: (LIKELIEST.index(held.answer.word), held.post, held.person)))


def _by_node(rows: Iterable[Evidence], what: str) -> dict[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = {}
    for row in sorted((row for row in rows if row.what == what), key=lambda row: (row.node, row.claim, row.part)):
        found.setdefault(row.node, []).append(row)
    return found


def _dated(row: Evidence) -> bool:
    return any(bounds != NOWHERE for bounds in (row.began, row.ended, row.at))


def _with_names(tenure: list[Evidence]) -> Iterator[Evidence]:
    """Person and post of a tenure.

    A claim that names only one of them takes the other from the claims on the same tenure.
    """
    people = sorted({row.person for row in tenure if row.person})
    posts = sorted({row.other for row in tenure if row.other})
    for person in people:
        for post in posts:
            if any((row.person or person, row.other or post) == (person, post) for row in tenure):
                yield tenure[0]._replace(person=person, other=post)


def _overseen(rows: Iterable[Evidence], day: date) -> dict[str, tuple[CustodyAnswer, ...]]:
    """The bodies each post is said to oversee on that day."""
    found: dict[str, tuple[CustodyAnswer, ...]] = {}
    for post, told in _by_node(rows, "oversees").items():
        bodies = sorted({row.other for row in told})
        answers = (_one([row for row in told if row.other == body], day) for body in bodies)
        found[post] = tuple(each for each in answers if each.word in LIKELIEST)
    return found


def _one(rows: list[Evidence], day: date) -> CustodyAnswer:
    weighed = weigh([of_row(row) for row in rows], day)
    return answer(
        rows[0].other,
        weighed.word,
        weighed.claims,
        day,
        evidence=weighed.evidence,
        against=weighed.against,
        node=rows[0].node,
    )


def authority_over(
    subject: str, rows: Iterable[Evidence], day: date, *, own: Iterable[Evidence] = (), cluster: Cluster = itself
) -> Authority:
    """Who stood over a person in custody, a body or a facility on a day.

    `own` are the rows of the person's custody; `rows` all.
    """
    kind, mine = subject.partition(":")[0], list(own)
    custody = custody_on(life_of(subject, mine), day)
    held = custody.word in LIKELIEST and custody.state in HELD
    bodies = (_captors(mine, day) if held else ()) if kind == "person" else _itself(subject, kind)
    names = {body.state for body in bodies}
    posts = tuple(
        each
        for each in posts_on(rows, day, cluster)
        if any(body.state in names for body in each.over) or (each.post in names and not each.post.startswith("post:"))
    )
    gaps = tuple(_gaps(subject, kind, bodies, posts, held=held))
    return Authority(subject=subject, on=day, bodies=bodies, posts=posts, gaps=gaps)


def _itself(subject: str, kind: str) -> tuple[CustodyAnswer, ...]:
    return (CustodyAnswer(state=subject, word=Certainty.CERTAIN),) if kind in {"org", "collective"} else ()


def _captors(own: Iterable[Evidence], day: date) -> tuple[CustodyAnswer, ...]:
    """The bodies or people that a claim names as having taken or held the person, up to that day."""
    found: dict[str, list[str]] = {}
    for row in own:
        known = min((d for d in (row.began[0], row.at[0]) if d), default=None)
        if row.agent and row.what in {"arrest", "detention"} and (known is None or known <= day):
            found.setdefault(row.agent, []).append(row.claim)
    return tuple(answer(body, Certainty.CERTAIN, claims, day) for body, claims in sorted(found.items()))


def _gaps(
    subject: str, kind: str, bodies: tuple[CustodyAnswer, ...], posts: tuple[Holding, ...], *, held: bool
) -> Iterator[str]:
    if kind == "facility":
        yield f"No claim says which body runs {subject}."
    elif kind == "person" and not held:
        yield f"Nothing says that {subject} was in custody on that day."
    elif kind == "person" and not bodies:
        yield f"No claim says who took or held {subject}."
    overseen = {body.state for each in posts for body in each.over} | {each.post for each in posts}
    for body in bodies:
        if body.state not in overseen:
            yield f"No claim says who held a post over {body.state} on that day."

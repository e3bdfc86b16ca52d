"""Posts and who held them, who stands over whom, and who speaks for a body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from habeas.analysis.custody.answer import HELD
from habeas.analysis.intervals import hull
from habeas.analysis.values import Evidence
from habeas.casefile import custody_service
from habeas.casefile.builtin.context import NOT_STATED, AnswerRow, AnswerTable, Inquiry, bounds_in_words, ids
from habeas.dates.calendar import NOWHERE
from habeas.model.text import fold
from habeas.model.values import Claim, Ref, Text

PUBLIC: Final = re.compile(
    r"\b(police|policia|soldier|soldado|officer|oficial|military|militar|army|judge|juez|jueza|prosecutor|fiscal|"
    r"minister|ministro|ministra|mayor|alcalde|alcaldesa|governor|gobernador|gobernadora|diplomat|diplomatico|"
    r"civil servant|funcionario|funcionaria|guard|guardia)\b"
)
"""Occupations that name a public force or office, small letters without accents."""
SHOWN: Final = "police, military, judges, prosecutors, ministers, mayors, governors, diplomats, guards, civil servants"


def official_and_detainee(asked: Inquiry) -> AnswerTable:
    """People with an office and with custody, one line for each office."""
    custody = _custody(asked)
    found = {row for row in _offices(asked) if str(row[0]) in custody}
    rows = [(*row[:4], custody[str(row[0])], row[4]) for row in sorted(found, key=lambda row: (row[1], str(row[3])))]
    note = f"An occupation counts as an office when it names one of these: {SHOWN}."
    return AnswerTable(("person", "personName", "office", "officeName", "custody", "claims"), rows, (note,))


Office = tuple[Ref, str, Ref | None, str, tuple[str, ...]]


def _offices(asked: Inquiry) -> Iterator[Office]:
    posts: dict[tuple[str, str], list[str]] = {}
    for row in asked.evidence:
        if row.what == "tenure" and row.person and row.other.startswith("post:"):
            posts.setdefault((asked.cluster(row.person), row.other), []).append(row.claim)
    for (person, post), claims in posts.items():
        yield Ref.parse(person), asked.label(person), Ref.parse(post), asked.label(post), ids(claims)
    for claim in asked.claims:
        if claim.relation == "occupation" and isinstance(claim.object, Text) and PUBLIC.search(fold(claim.object.text)):
            who = asked.clusters.one(claim.subject)
            yield who, asked.label(who), None, claim.object.text, (claim.id,)


def _custody(asked: Inquiry) -> dict[str, tuple[str, ...]]:
    """The claims about somebody's custody, by person."""
    found: dict[str, list[str]] = {}
    for row in asked.evidence:
        held = row.what in {"detention", "arrest"} or (row.what == "observation" and row.code in HELD)
        if row.person and held:
            found.setdefault(asked.cluster(row.person), []).append(row.claim)
    return {person: ids(claims) for person, claims in found.items()}


# -- posts


def in_office(asked: Inquiry) -> AnswerTable:
    """Every post that somebody may have held on the day."""
    wanted = asked.ref("post")
    rows: list[AnswerRow] = []
    for held in custody_service.holdings(asked.scope, asked.on):
        if wanted in {None, asked.clusters.one(Ref.parse(held.post))}:
            began, ended = (_told(asked, held.node, side) for side in ("began", "ended"))
            claims = ids((*held.answer.claims, *began[1], *ended[1]))
            who = (Ref.parse(held.post), asked.label(held.post), Ref.parse(held.person), asked.label(held.person))
            rows.append((*who, held.answer.sure, began[0], ended[0], claims, held.answer.against))
    return AnswerTable(
        ("post", "postName", "person", "personName", "sure", "began", "ended", "claims", "against"), rows
    )


def _told(asked: Inquiry, node: str, side: str) -> tuple[str, tuple[str, ...]]:
    """The beginning or the end of a tenure, as wide as the claims allow, and those claims."""
    told: list[Evidence] = [row for row in asked.evidence if row.node == node and getattr(row, side) != NOWHERE]
    if not told:
        return NOT_STATED, ()
    return bounds_in_words(hull(getattr(row, side) for row in told), asked.teller.lang), ids(row.claim for row in told)


# -- authority


class Link(NamedTuple):
    """One stated step: who stands over whom by which claim."""

    over: Ref
    under: Ref
    relation: str
    claim: Claim


STANDS_OVER: Final = frozenset(["oversees", "leads", "holdsPost", "heldPost", "removedFromOffice"])
BELONGS: Final = "partOf"


def authority_path(asked: Inquiry) -> AnswerTable:
    """The shortest way from one name to the other, either way; or one line that says that none is stated."""
    start, goal = asked.ref("from"), asked.ref("to")
    assert start and goal  # noqa: S101 both are needed parameters
    links = list(_links(asked))
    found = _way(links, start, goal) or _way(links, goal, start)
    columns = ("step", "over", "overName", "relation", "under", "underName", "sure", "claims")
    if found:
        return AnswerTable(columns, [_step(asked, number, link) for number, link in enumerate(found, start=1)])
    near = [link.claim for link in links if {start, goal} & {link.over, link.under}]
    loose = (ref for ref in (start, goal) if not any(ref in {link.over, link.under} for link in links))
    told = ids([*near, *(claim for ref in loose for claim in asked.about(ref))])
    none = (0, start, asked.label(start), NOT_STATED, goal, asked.label(goal), NOT_STATED, told)
    return AnswerTable(columns, [none], ("Not stated is not no: nobody said it in a document of this file.",))


def _links(asked: Inquiry) -> Iterator[Link]:
    one = asked.clusters.one
    for claim in asked.claims:
        if (
            isinstance(claim.object, Ref)
            and claim.polarity == "positive"
            and claim.modality not in {"accusation", "opinion"}
        ):
            subject, other = one(claim.subject), one(claim.object)
            if claim.relation in STANDS_OVER:
                yield Link(subject, other, claim.relation, claim)
            elif claim.relation == BELONGS and claim.subject.kind == "org":
                yield Link(other, subject, claim.relation, claim)


def _way(links: list[Link], start: Ref, goal: Ref) -> list[Link]:
    """The shortest way down from one name to another; empty when there is none."""
    waiting: list[tuple[Ref, list[Link]]] = [(start, [])]
    seen = {start}
    for here, path in waiting:
        for link in links:
            if link.over == here and link.under not in seen:
                if link.under == goal:
                    return [*path, link]
                seen.add(link.under)
                waiting.append((link.under, [*path, link]))
    return []


def _step(asked: Inquiry, number: int, link: Link) -> AnswerRow:
    unsure = any(step.unsure for step in link.claim.chain)
    return (
        number,
        link.over,
        asked.label(link.over),
        link.relation,
        link.under,
        asked.label(link.under),
        "who said it is uncertain" if unsure else "as told",
        (link.claim.id,),
    )


# -- speaking for a body


def said_for(asked: Inquiry) -> AnswerTable:
    """Claims of a body, of its leaders, and of who holds a post that bears its name."""
    body = asked.ref("body")
    assert body  # noqa: S101 a needed parameter
    speakers: dict[Ref, tuple[str, tuple[str, ...]]] = {body: ("the body itself", ())}
    for claim in asked.claims:
        person, post = claim.subject, claim.object
        if not isinstance(post, Ref) or claim.polarity != "positive":
            continue
        if claim.relation == "leads" and asked.clusters.one(post) == body:
            speakers.setdefault(person, ("leads it", (claim.id,)))
        elif claim.relation in {"holdsPost", "heldPost"} and _bears(asked.label(post), asked.label(body)):
            speakers.setdefault(person, (f"holds the post {asked.label(post)}", (claim.id,)))
    rows = [
        (
            Ref("claim", line.id),
            asked.teller.sentence(line),
            speaker,
            asked.label(speaker),
            because,
            line.modality,
            line.source,
            asked.label(line.source),
            (line.id, *rests),
        )
        for speaker, (because, rests) in speakers.items()
        for line in _said(asked, speaker)
    ]
    columns = ("claim", "says", "speaker", "speakerName", "because", "mode", "document", "documentName", "claims")
    note = "A post is taken to belong to a body when its name has the body's name in it; no claim says so."
    return AnswerTable(columns, sorted(rows, key=lambda row: str(row[0])), (note,))


def _bears(post: str, body: str) -> bool:
    return re.search(rf"\b{re.escape(fold(body))}\b", fold(post)) is not None


def _said(asked: Inquiry, speaker: Ref) -> Iterator[Claim]:
    names = tuple(map(str, asked.clusters.names(speaker)))
    return (asked.views.claim_in(row)[0] for row in asked.views.index.claims(speaker=names, status="live"))


ANSWERS: Final = {
    "authority-path": authority_path,
    "in-office": in_office,
    "official-and-detainee": official_and_detainee,
    "said-for": said_for,
}
"""The questions answered here, by name."""

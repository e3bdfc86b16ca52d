"""How many are missing from several lists of the file, and what that rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from habeas.analysis.figures.missing import MissingEstimate, Overlap, estimates, overlap_of, warnings
from habeas.casefile.builtin.context import AnswerRow, AnswerTable, Inquiry
from habeas.casefile.identity_service import propose
from habeas.errors import BadChoice, phrase
from habeas.identity.clusters import Verdict
from habeas.model.claims import node_of, stands_as_fact
from habeas.model.translate import translator_for
from habeas.model.values import Claim, Ref
from habeas.storage.judgements import judgements_in

SEPARATOR: Final = ";"
TWO, MOST = 2, 5
WHAT: Final = {
    "": ("arrest", "detention", "release", "death", "observation"),
    "arrested": ("arrest", "detention"),
    "held": ("arrest", "detention", "observation"),
    "released": ("release",),
    "died": ("death",),
}
"""What is told of those on the lists → the kinds of events by which it is told."""
METHODS: Final = {
    "chapman": "Chapman",
    "log-linear": "log-linear",
    "sample-coverage": "sample coverage",
    "lower-bound": "not fewer than (Chao)",
}
SENTENCES: Final = {
    "independence": "Being on one list must make it neither likelier nor less likely to be on another, unless the "
    "model says how; "
    "lists that copy one another hide people, and the estimate is too low.",
    "closed": "Everybody must have been able to come onto each list, and all lists must be of the same people and "
    "time.",
    "identity": "It must be known who is whom: one person taken for two makes the estimate too high.",
    "no-overlap": "The lists share nobody: nothing can be estimated.",
    "small-overlap": "Very few people are on more than one list: the estimate may be far off.",
    "two-lists": "With two lists nothing shows whether they are independent. A third list would.",
    "inside": "One list lies wholly within another, and adds nothing.",
}
LISTED: Final = "On the lists: %(sizes)s. In all %(people)s people, %(shared)s of them on more than one list."
DOUBTFUL: Final = "%(people)s may be somebody on another list. Judge who is whom."
AS_JUDGED, ALIKE = "as judged", "if all who look alike are one"


def missing(asked: Inquiry) -> AnswerTable:
    """How many are on none of some lists, by several methods, each with its interval, and with the doubt about
    identity."""
    lists = [asked.case.get(name.strip()) for name in asked.text("lists").split(SEPARATOR) if name.strip()]
    if not TWO <= len(lists) <= MOST:
        raise BadChoice(where="lists", why="give two to five lists", next="lists='doc:a; org:b; population:c'")
    what = asked.text("what")
    if what not in WHAT:
        why = phrase("“%(what)s” is not asked about", what=what)
        raise BadChoice(where="what", why=why, next="Choose arrested, held, released or died, or leave it out.")
    found = [set(_people(asked, ref, WHAT[what])) for ref in lists]
    overlap = overlap_of(found)
    rows = list(_rows(asked, overlap, AS_JUDGED))
    doubtful = _doubtful(asked, found)
    if doubtful:
        alike = overlap_of([{_one(doubtful, person) for person in one} for one in found])
        rows += _rows(asked, alike, ALIKE)
    say = translator_for(asked.teller.lang).gettext
    sizes = ", ".join(f"{asked.label(ref)}: {len(one)}" for ref, one in zip(lists, found, strict=True))
    shared = overlap.seen - overlap.times(1)
    notes = [say(LISTED, sizes=sizes, people=overlap.seen, shared=shared)]
    notes += [say(DOUBTFUL, people=len(doubtful))] if doubtful else []
    columns = ("method", "listed", "missing", "total", "from", "to", "dependent", "identity")
    return AnswerTable(columns, rows, (*notes, *(say(SENTENCES[each]) for each in warnings(overlap))))


def _rows(asked: Inquiry, overlap: Overlap, identity: str) -> Iterator[AnswerRow]:
    say = translator_for(asked.teller.lang).gettext
    for each in estimates(overlap):
        total, high = round(each.total), None if each.highest is None else round(each.highest)
        yield (
            *(say(METHODS[each.method]), overlap.seen, total - overlap.seen, total, round(each.lowest)),
            *(say("no limit") if high is None else high, _pairs(each), say(identity)),
        )


def _pairs(each: MissingEstimate) -> str:
    """Which lists, by their place, a model takes as dependent."""
    if each.method != "log-linear":
        return ""
    return ", ".join(f"{one + 1} with {two + 1}" for one, two in each.pairs) or "none"


# -- who is on a list


def _people(asked: Inquiry, ref: Ref, kinds: Sequence[str]) -> Iterator[str]:
    """The people on a list: whom a population has by name, or of whom a document or a speaker tells such an event."""
    index, names = asked.views.index, tuple(map(str, asked.clusters.names(ref)))
    if ref.kind == "population":
        told = (asked.views.claim_in(row)[0] for row in index.claims(about=names, status="live"))
        yield from (asked.cluster(str(c.subject)) for c in told if c.relation == "exampleOf" and stands_as_fact(c))
        return
    by = {"source": names} if ref.kind == "doc" else {"speaker": names}
    rows = index.claims(status="live", **by)
    for claim in (asked.views.claim_in(row)[0] for row in rows):
        node = node_of(claim)
        if node is not None and node.kind in kinds and stands_as_fact(claim):
            yield from map(asked.cluster, _named(claim))


def _named(claim: Claim) -> Iterator[str]:
    people = [value for name, value in claim.details if name == "person"]
    yield from (str(ref) for ref in (claim.subject, *people) if isinstance(ref, Ref) and ref.kind == "person")


# -- who may be whom


def _doubtful(asked: Inquiry, lists: Sequence[set[str]]) -> dict[str, str]:
    """People on one list who may be somebody on another: nobody judged, or nobody could tell."""
    people = set[str]().union(*lists)
    unsure = (j for j in judgements_in(asked.views.index) if j.verdict is Verdict.UNSURE and not j.taken_back)
    pairs = [(str(each.a), str(each.b)) for each in unsure]
    proposed = propose(asked.views, kind="person", limit=0).found
    pairs += [(str(each.a), str(each.b)) for each in proposed if each.verdict is not Verdict.DIFFERENT]
    joined: dict[str, str] = {}
    for one, other in ((asked.cluster(a), asked.cluster(b)) for a, b in pairs):
        apart = {one, other} <= people and not any({one, other} <= each for each in lists)
        if apart and (mine := _one(joined, one)) != (yours := _one(joined, other)):
            joined[yours] = mine
    return joined


def _one(joined: dict[str, str], name: str) -> str:
    while name in joined:
        name = joined[name]
    return name


ANSWERS: Final = {"missing": missing}
"""The questions answered here, by name."""

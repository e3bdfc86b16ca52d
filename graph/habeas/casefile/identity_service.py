"""Which names mean one, in an open case: recording a judgement, taking it back, and what might be judged next.

judge        one line in the journal; nothing is merged, and every claim stays with the name as it was written
take_back    another line; the file then answers exactly as if nobody had judged
propose      names that look alike, with what speaks for and against; those already judged are left out. Claims are read
             for these and for no others, the most alike first, until there are as many proposals as were asked for
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, Final

from habeas.casefile.compared_names import Compared
from habeas.casefile.event_proposals import EVENT, event_proposals
from habeas.casefile.open_case import OpenCase
from habeas.errors import BadChoice, NotFound, Phrase, option, phrase, with_options
from habeas.identity.clusters import Clusters, Judgement, Verdict, pair_of
from habeas.identity.matching.candidates import KINDS as PROPOSED
from habeas.identity.matching.candidates import candidates
from habeas.identity.matching.proposal import Proposal, Proposals
from habeas.model.claims import node_of
from habeas.model.codec import entity_from_plain
from habeas.model.values import Ref
from habeas.storage.judgements import clusters_in, judgement_body, judgements_in
from habeas.storage.scope import ReadModel
from habeas.storage.workspace import Workspace
from habeas.vocab import KINDS, Origin

MOST: Final = 50
"""So many proposals are made when nobody says how many."""


# -- judging

TWO_NAMES: Final = Phrase("Give two names.", "Give two names. `habeas judge CASE` proposes some.")
EXAMPLE: Final = Phrase("Such as: same age, same mother, same prison.", "--reason 'same age, same mother, same prison'")
CLAIMS: Final = Phrase("The page of a name lists its claims.", "`habeas show CASE NAME` lists the claims.")
JUDGED: Final = Phrase("The list of judgements has them.", "`habeas judge CASE` lists the judgements.")


def judge(space: Workspace, judgement: Judgement) -> Judgement:
    """Record a judgement.

    Raises BadChoice when it makes no sense, or the same person judged these two before and lets that stand.
    """
    _require_sense(space.views, judgement)
    own = [j for j in standing(space.views, judgement.a, judgement.b) if j.by == judgement.by]
    if own and judgement_body(own[0]) == judgement_body(judgement):
        return own[0]
    if own:
        why = phrase(
            "%(by)s judged %(a)s and %(b)s on %(at)s: %(verdict)s",
            by=judgement.by,
            a=own[0].a,
            b=own[0].b,
            at=own[0].at[:10],
            verdict=own[0].verdict,
        )
        raise BadChoice(why=why, next=with_options("Take that judgement back first ({take-back}), then judge again."))
    entry = space.commit([("judge", judgement_body(judgement))], by=judgement.by)[0]
    return replace(judgement, number=entry.operation.n, at=entry.operation.at)


def judgement_on(
    views: ReadModel,
    a: Ref,
    b: Ref,
    verdict: str,
    *,
    reason: str,
    by: str,
    claims: Sequence[str] = (),
    against: Sequence[str] = (),
    stands: Ref | None = None,
) -> Judgement:
    """A judgement ready to be recorded: names in order, a name that says something put before a placeholder.

    Raises BadChoice.
    """
    if verdict not in set(Verdict):
        raise BadChoice(
            where="verdict",
            why=phrase("“%(verdict)s” is not a verdict", verdict=verdict),
            next="Choose one of: " + ", ".join(Verdict),
        )
    first, second = pair_of(a, b)
    if stands is None and verdict == Verdict.SAME:
        named = [ref for ref in (first, second) if not _is_placeholder(views, ref)]
        stands = named[0] if len(named) == 1 else None
    return Judgement(
        number=0,
        a=first,
        b=second,
        verdict=Verdict(verdict),
        by=by,
        at="",
        reason=reason.strip(),
        claims=tuple(sorted(set(claims))),
        against=tuple(sorted(set(against))),
        stands=stands,
    )


def _is_placeholder(views: ReadModel, ref: Ref) -> bool:
    return bool((views.index.entity(str(ref)) or {}).get("placeholder"))


def _require_sense(views: ReadModel, judgement: Judgement) -> None:
    a, b = judgement.pair
    if a == b:
        raise BadChoice(why=phrase("%(a)s is a single name", a=a), next=TWO_NAMES)
    if not judgement.reason:
        why = "give a reason (others will read it later)"
        raise BadChoice(where=option("reason"), why=why, next=EXAMPLE)
    for ref in (a, b):
        if ref.kind == "claim" or KINDS[ref.kind].origin is Origin.SYSTEM:
            raise BadChoice(
                why=phrase("%(ref)s is not the name of a person, an organization, a place or an event", ref=ref),
                next="Judge names of these.",
            )
    if not _related(a.kind, b.kind):
        why = phrase(
            "%(a)s is a %(kind)s and %(b)s is a %(other)s",
            a=a,
            kind=KINDS[a.kind].label.lower(),
            b=b,
            other=KINDS[b.kind].label.lower(),
        )
        raise BadChoice(why=why, next="Only names of the same kind can mean the same.")
    if judgement.stands not in {None, a, b}:
        raise BadChoice(
            why=phrase("%(stands)s is neither of the two names", stands=judgement.stands),
            next=phrase("Choose %(a)s or %(b)s.", a=a, b=b),
        )
    for claim in (*judgement.claims, *judgement.against):
        if views.index.claim(claim) is None:
            raise NotFound(why=phrase("there is no claim %(claim)s in this file", claim=claim), next=CLAIMS)


def _related(one: str, other: str) -> bool:
    return one == other or one in KINDS[other].parents or other in KINDS[one].parents


def standing(views: ReadModel, a: Ref, b: Ref) -> list[Judgement]:
    """The judgements of these two names that were not taken back."""
    pair = pair_of(a, b)
    return [j for j in judgements_in(views.index) if j.pair == pair and j.taken_back is None]


def take_back(space: Workspace, a: Ref, b: Ref, *, verdict: str, reason: str, by: str) -> tuple[Judgement, ...]:
    """Take back every judgement of these two names that stands, or those with this verdict.

    Raises BadChoice when there is none.
    """
    found = [j for j in standing(space.views, a, b) if not verdict or j.verdict == verdict]
    if not found:
        kind = f" to be {verdict}" if verdict else ""
        raise BadChoice(why=phrase("nobody has judged %(a)s and %(b)s%(kind)s", a=a, b=b, kind=kind), next=JUDGED)
    if not reason.strip():
        raise BadChoice(where="reason", why="give a reason (others will read it later)")
    bodies: list[tuple[str, dict[str, Any]]] = [
        ("unjudge", {"a": str(j.a), "b": str(j.b), "judgement": j.number, "reason": reason.strip()}) for j in found
    ]
    space.commit(bodies, by=by)
    numbers = {j.number for j in found}
    return tuple(j for j in judgements_in(space.views.index) if j.number in numbers)


# -- what might be judged


def propose(views: ReadModel, *, kind: str = "", limit: int = 50) -> Proposals:
    """Names that look alike and were not judged yet; of each kind the likeliest first.

    Without a limit (0) all of them.
    """
    if kind and kind not in (*PROPOSED, EVENT):
        every = ", ".join((*PROPOSED, EVENT))
        raise BadChoice(
            where="kind",
            why=phrase("nothing is proposed for “%(kind)s”", kind=kind),
            next=phrase("Choose one of: %(every)s", every=every),
        )
    events = event_proposals(views, limit) if kind in {"", EVENT} else []
    if kind == EVENT:
        return Proposals(tuple(events), len(events), ())
    known = {entity.ref: entity for entity in map(entity_from_plain, _described(views, kind))}
    looked = Compared(views, known)
    found: list[Proposal] = []
    left_out: list[str] = []
    alike = 0
    for one in (kind,) if kind else PROPOSED:
        pairs = candidates(known.values(), one)
        fresh = [pair for pair in pairs.pairs if looked.is_open(pair)]
        alike += len(fresh)
        left_out += pairs.skipped
        weighed = (proposal for pair in fresh if (proposal := looked.weigh(pair)))
        found += islice(weighed, limit or None)
    found = sorted([*found, *events], key=_order)
    return Proposals(tuple(found[: limit or None]), alike + len(events), tuple(left_out))


def _order(proposal: Proposal) -> tuple[int, int, float, Ref, Ref]:
    rank = {Verdict.SAME: 0, Verdict.UNSURE: 1, Verdict.DIFFERENT: 2}[proposal.verdict]
    return rank, -abs(proposal.balance), -proposal.worth, proposal.a, proposal.b


def _described(views: ReadModel, kind: str) -> Iterator[dict[str, Any]]:
    return (body for body in views.index.entities(kind) if not body["ref"].startswith("doc:"))


# -- in the case file


class Judging(OpenCase):
    """What a case file offers on identity."""

    def judge(
        self,
        a: str,
        b: str,
        verdict: str,
        *,
        reason: str,
        by: str = "",
        claims: Sequence[str] = (),
        against: Sequence[str] = (),
        stands: str = "",
    ) -> Judgement:
        """Record that two names mean the same (`same`), do not (`different`), or that nobody can tell (`unsure`).

        `claims` speak for it, `against` against it; `stands` is the name to stand for both. Nothing is merged: every
        claim stays with its name, and `take_back` restores what was. Raises NotFound, BadChoice.
        """
        return judge(
            self._space,
            judgement_on(
                self.views,
                self._judged(a),
                self._judged(b),
                verdict,
                reason=reason,
                by=by or self.settings.recorder,
                claims=claims,
                against=against,
                stands=self.get(stands) if stands else None,
            ),
        )

    def take_back(self, a: str, b: str, *, reason: str, verdict: str = "", by: str = "") -> tuple[Judgement, ...]:
        """Take back what was judged of two names: all of it, or only what has this verdict.

        Raises NotFound, BadChoice.
        """
        return take_back(
            self._space,
            self._judged(a),
            self._judged(b),
            verdict=verdict,
            reason=reason,
            by=by or self.settings.recorder,
        )

    def _judged(self, name: str) -> Ref:
        """What is judged under a name; for a claim, the event that it tells of. Raises NotFound."""
        ref = self.get(name)
        found = self.views.claim(ref.slug) if ref.kind == "claim" else None
        node = node_of(found[0]) if found else None
        return node or ref

    def judgements(self) -> tuple[Judgement, ...]:
        """Every judgement, those taken back too, in the order they were made."""
        return judgements_in(self.views.index)

    def clusters(self) -> Clusters:
        """What the judgements that stand amount to: names together, names apart, and where judgements clash."""
        return clusters_in(self.views.index)

    def proposals(self, *, kind: str = "", limit: int = MOST) -> Proposals:
        """Names that may mean one, with what speaks for and against, for a person to judge.

        `limit` 0 means all of them.
        """
        return propose(self.views, kind=kind, limit=limit)

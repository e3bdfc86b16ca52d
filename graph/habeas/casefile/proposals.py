"""What might be judged next: names that look alike, with what speaks for and against. Those already judged are left out.

Claims are read for names that look alike and for no others, the most alike first, until there are as many proposals as
were asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from habeas.errors import BadChoice
from habeas.identity.clusters import Clusters, Verdict, pair_of
from habeas.identity.matching import Proposal, Proposals
from habeas.identity.matching.candidates import KINDS, Candidate, candidates
from habeas.identity.matching.facts import Facts, facts_of
from habeas.identity.matching.scoring import weigh
from habeas.model import Entity, Ref
from habeas.model.codec import entity_from_plain
from habeas.storage.judgements import clusters_in, judgements_in
from habeas.storage.read_model import ReadModel


def propose(views: ReadModel, *, kind: str = "", limit: int = 50) -> Proposals:
    """Names that look alike and were not judged yet; of each kind the likeliest first. Without a limit (0) all of them."""
    if kind and kind not in KINDS:
        raise BadChoice(
            where="kind", why=f"nothing is proposed for “{kind}”", next="Choose one of: " + ", ".join(KINDS)
        )
    known = {entity.ref: entity for entity in map(entity_from_plain, _described(views, kind))}
    looked = _Looked(views, known)
    found: list[Proposal] = []
    left_out: list[str] = []
    alike = 0
    for one in (kind,) if kind else KINDS:
        pairs = candidates(known.values(), one)
        fresh = [pair for pair in pairs.pairs if looked.is_open(pair)]
        alike += len(fresh)
        left_out += pairs.skipped
        weighed = (proposal for pair in fresh if (proposal := looked.weigh(pair)))
        found += islice(weighed, limit or None)
    found.sort(key=_order)
    return Proposals(tuple(found[: limit or None]), alike, tuple(left_out))


def _order(proposal: Proposal) -> tuple[int, int, float, Ref, Ref]:
    rank = {Verdict.SAME: 0, Verdict.UNSURE: 1, Verdict.DIFFERENT: 2}[proposal.verdict]
    return rank, -abs(proposal.balance), -proposal.worth, proposal.a, proposal.b


def _described(views: ReadModel, kind: str) -> Iterator[dict[str, Any]]:
    return (body for body in views.index.entities(kind) if not body["ref"].startswith("doc:"))


class _Looked:
    """What was judged, and the facts of names that were looked at, each gathered once."""

    def __init__(self, views: ReadModel, known: dict[Ref, Entity]) -> None:
        self._views = views
        self._known = known
        self._clusters: Clusters = clusters_in(views.index)
        self._judged = {j.pair for j in judgements_in(views.index) if j.taken_back is None}
        self._unnamed = frozenset(Ref.parse(b["ref"]) for b in views.index.entities() if b.get("placeholder"))
        self._facts: dict[Ref, Facts] = {}

    def is_open(self, pair: Candidate) -> bool:
        """True when nobody judged them, nor names that mean the same."""
        one = self._clusters.one
        return (
            pair_of(pair.a, pair.b) not in self._judged
            and one(pair.a) != one(pair.b)
            and not self._clusters.are_apart(pair.a, pair.b)
        )

    def weigh(self, pair: Candidate) -> Proposal | None:
        """What speaks for and against."""
        return weigh(
            pair, (self._known[pair.a], self._known[pair.b]), (self._of(pair.a), self._of(pair.b)), self._unnamed
        )

    def _of(self, ref: Ref) -> Facts:
        if ref not in self._facts:
            rows = self._views.index.claims(about=str(ref), status="live")
            claims = (self._views.claim_in(row)[0] for row in rows)
            self._facts[ref] = facts_of(ref, claims, self._views.mapper.conventions)
        return self._facts[ref]

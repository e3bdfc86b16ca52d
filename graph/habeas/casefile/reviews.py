"""Deciding what to make of a finding, in an open case: explained, prefer one claim, false alarm, or open again.

decide       one line in the journal; no claim is changed, and no answer follows the preferred claim alone
decisions    every decision, those overtaken too; `gone` are those whose finding the checks no longer raise
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches

from habeas.casefile.doubtful_names import decidable_name
from habeas.casefile.findings_service import finding_keys, finding_with_key
from habeas.casefile.open_case import OpenCase
from habeas.errors import BadChoice, NotFound, Phrase, option, phrase
from habeas.model.findings import Decided, Decision, Finding
from habeas.model.rulings import RULE
from habeas.storage.judgements import decision_body, decisions_in, standing_in
from habeas.storage.workspace import Workspace

LISTS = Phrase("The list of findings has their keys.", "`habeas check CASE` lists the findings with their keys.")
EXAMPLE = Phrase("Such as: the list counts by another day.", "--reason 'the list counts by another day'")
Decidable = Finding | Decided
"""What can be decided on: a finding, or a decision whose finding is gone."""


def _prefers(found: Decidable) -> Phrase:
    claims = " or ".join(found.claims)
    return Phrase(f"Only “prefer” takes a claim: {claims}.", f"prefer --claim {claims}")


def decision_on(found: Decidable, decision: str, *, reason: str, preferred: str = "", by: str = "") -> Decided:
    """A decision ready to be recorded. Raises BadChoice when it makes no sense."""
    if decision not in set(Decision):
        raise BadChoice(
            where="decision",
            why=phrase("“%(decision)s” is not a decision", decision=decision),
            next="Choose one of: " + ", ".join(Decision),
        )
    if not reason.strip():
        why = "give a reason (others will read it later)"
        raise BadChoice(where=option("reason"), why=why, next=EXAMPLE)
    preferred = preferred.removeprefix("claim:")
    if (decision == Decision.PREFER) != bool(preferred):
        why = (
            "say which claim to prefer"
            if not preferred
            else phrase("“%(decision)s” prefers no claim", decision=decision)
        )
        raise BadChoice(where=option("claim"), why=why, next=_prefers(found))
    if preferred and preferred not in found.claims:
        why = phrase("%(preferred)s is none of the claims of %(key)s", preferred=preferred, key=found.key)
        raise BadChoice(
            where=option("claim"), why=why, next=phrase("Its claims: %(claims)s", claims=", ".join(found.claims))
        )
    return Decided(
        key=found.key,
        decision=Decision(decision),
        reason=reason.strip(),
        preferred=preferred,
        rule=found.rule,
        claims=found.claims,
        about=found.about,
        by=by,
    )


def decide(space: Workspace, decision: Decided, *, seen: int | None = None) -> Decided:
    """Record a decision. The same one again, by the same person, is the one that stands.

    `seen` is the number of the decision that stood when this one was made up (0 for none): when another was recorded
    since, BadChoice is raised and nothing is overwritten.
    """
    before = standing_in(space.views.index, decision.key).get(decision.key)
    if before and before.by == decision.by and decision_body(before) == decision_body(decision):
        return before
    if seen is not None and seen != (before.number if before else 0):
        raise BadChoice(why=_since(before), next="Look at it again, then decide.")
    if decision.decision is Decision.OPEN and (before is None or before.decision is Decision.OPEN):
        raise BadChoice(why=phrase("nobody has decided on %(key)s, so it is open", key=decision.key), next=LISTS)
    entry = space.commit([("decide", decision_body(decision))], by=decision.by)[0]
    return replace(decision, number=entry.operation.n, at=entry.operation.at)


def _since(before: Decided | None) -> str:
    if before is None:
        return "the decision that you saw no longer stands"
    return f"{before.by} decided on this meanwhile: {before.decision} ({before.reason})"


class Deciding(OpenCase):
    """What a case file offers on decisions."""

    def decide(
        self, finding: str, decision: str, *, reason: str, claim: str = "", by: str = "", seen: int | None = None
    ) -> Decided:
        """Record what is made of a finding, known by its key: `explained`, `prefer` a claim, `false-alarm`, or `open`
        again.

        A finding that is gone can still be decided on when it was before. Raises NotFound for a key that never was,
        BadChoice.
        """
        return self.decide_on(self.decidable(finding), decision, reason=reason, claim=claim, by=by, seen=seen)

    def decide_on(
        self, found: Decidable, decision: str, *, reason: str, claim: str = "", by: str = "", seen: int | None = None
    ) -> Decided:
        """The same on a finding that is at hand, without running its check again."""
        by = by or self.settings.recorder
        return decide(self._space, decision_on(found, decision, reason=reason, preferred=claim, by=by), seen=seen)

    def decidable(self, key: str) -> Decidable:
        """The finding with that key, or the decision on one that is gone. Raises NotFound."""
        scope = self.scope()
        found = (
            decidable_name(self, key)
            or finding_with_key(scope, key)
            or (standing_in(scope.index, key).get(key) if key else None)
        )
        if found is None:
            near = get_close_matches(key, finding_keys(scope, key.partition("-")[0]), n=3, cutoff=0.5)
            hint = phrase("Did you mean %(near)s?", near=" or ".join(near)) if near else LISTS
            raise NotFound(why=phrase("there is no finding “%(key)s” in this file", key=key), next=hint)
        return found

    def decisions(self) -> tuple[Decided, ...]:
        """Every decision, those overtaken by a later one too, in the order they were made."""
        return decisions_in(self.views.index)

    def gone(self, findings: Iterable[Finding]) -> tuple[Decided, ...]:
        """The decisions that stand on findings that are not among these; give it all findings of the file."""
        keys = {one.key for one in findings}
        standing = standing_in(self.views.index).values()
        gone = (one for one in standing if one.decision is not Decision.OPEN and one.key not in keys)
        return tuple(one for one in gone if one.rule != RULE)

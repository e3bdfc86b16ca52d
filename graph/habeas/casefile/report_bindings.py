"""Which claims answer a question of a form or a dossier: by relation and kind of event, as the vocabulary has them.

Pure: a binding looks at one claim, and knows no template.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from habeas.model.claims import node_of
from habeas.model.values import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """A claim answers when one of `relations` is in it, as what it says or as a detail; where `events` are given,
    only when it talks about one of these kinds."""

    relations: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()

    def answers(self, claim: Claim) -> bool:
        """True for a claim that answers."""
        if self.events:
            node = node_of(claim)
            if node is None or node.kind not in self.events:
                return False
        return not self.relations or bool(self.relations & {claim.relation, *(name for name, _ in claim.details)})


def binding(relations: str, events: str = "") -> Binding:
    """One from names with spaces between them."""
    return Binding(relations=frozenset(relations.split()), events=frozenset(events.split()))


KNOWABLE: Final[Mapping[str, Iterable[tuple[str, Binding]]]] = {
    "person": (
        ("date of birth, or age", binding("bornOn ageAt age")),
        ("nationality", binding("nationality lostNationality")),
        ("occupation", binding("occupation employeeOf")),
        ("day of the arrest", binding("arrestedOn occurred", "arrest")),
        ("place of the arrest", binding("place facility", "arrest")),
        ("who carried out the arrest", binding("arrestedBy agent", "arrest")),
        ("whether a warrant was shown", binding("arrestWarrantShown warrantShown warrantIssuedBy")),
        ("legal basis of the detention", binding("legalBasis detentionGround")),
        ("place of detention", binding("detainedAt detainedIn transferredTo lastSeenAt facility", "detention")),
        ("charges", binding("chargedWith facesCharge offence chargedOn chargeStatus")),
        ("court or judge", binding("beforeCourt broughtBefore sentencedBy courtType")),
        ("access to a lawyer", binding("accessToLawyer counsel lawyerOf")),
        ("contact with the family", binding("familyVisits")),
        ("health, and access to a doctor", binding("healthCondition medicalCare accessToDoctor")),
        ("treatment in custody", binding("illTreatment subjectedTo treatmentType treatmentKind")),
        ("remedies tried", binding("remedyTried habeasCorpusFiledOn habeasCorpusOutcome remedyType")),
    ),
    "facility": (
        ("where it is", binding("containedInPlace place")),
        ("which organization runs it", binding("oversees partOf detains")),
        ("who is in charge of it", binding("leads holdsPost heldPost")),
    ),
    "org": (
        ("who is in charge of it", binding("leads holdsPost heldPost body")),
        ("what it is part of", binding("partOf oversees")),
    ),
}
"""What a reader wants to know of a name of a kind: where no claim answers, a dossier says so."""

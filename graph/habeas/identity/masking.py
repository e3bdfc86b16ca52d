"""Who masks texts that leave, for a policy of disclosure."""

from __future__ import annotations

from habeas.identity.name_spotter import IsTheirs, NameSpotter
from habeas.model.disclosure import DisclosurePolicy
from habeas.model.masking import TextMasker


def masker_of(policy: DisclosurePolicy, is_theirs: IsTheirs) -> TextMasker:
    """What takes withheld names out of texts: as they are written, and of people in every spelling.

    `is_theirs` tells of a text what somebody visible is called.
    """
    spot = NameSpotter(policy.people, is_theirs).spans if policy.people else None
    return TextMasker(policy.names, filter(is_theirs, policy.names), spot)

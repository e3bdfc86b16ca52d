"""What is said of a claim while it is recorded, and beside an answer that names it: to be looked at, never refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from habeas.analysis.custody.ahead import is_plan
from habeas.analysis.evidence import evidence_of
from habeas.model.claims import ReadClaim, read_claim
from habeas.model.date_words import not_understood
from habeas.model.translate import translator_for
from habeas.storage.scope import ReadModel


def told_ahead(read: ReadClaim) -> bool:
    """True for a claim on custody that tells of days which were still to come when it was said."""
    valid, said = read.valid, read.said.latest
    late = valid is not None and said is not None and (valid.latest is None or valid.latest > said)
    return late and any(map(is_plan, evidence_of(read)))


PLAN_NOTE: Final = (
    "%(claim)s: it tells of %(valid)s and was said on %(said)s, before that. It counts as a plan: by itself it shows "
    "nothing to have happened (C19)."
)


def remarks_on(read: ReadClaim, lang: str = "en") -> tuple[str, ...]:
    """What to look at in a claim that is recorded: it tells of days to come, or in words that are not understood."""
    unread = tuple(not_understood(read.claim, read.conventions, lang))
    if not told_ahead(read) or read.valid is None:
        return unread
    told = {"claim": read.claim.id, "valid": read.valid.text, "said": read.said.text}
    return (translator_for(lang).gettext(PLAN_NOTE, **told), *unread)


def plans_among(claims: Iterable[str], views: ReadModel) -> tuple[str, ...]:
    """Which of these claims tell of what was still to come."""
    found = (told[0] for claim in sorted(set(claims)) if (told := views.claim(claim)))
    return tuple(claim.id for claim in found if told_ahead(read_claim(claim, views.mapper.conventions)))

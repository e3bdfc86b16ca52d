"""Which names are known: those that a source or a claim uses must be in the file, or come with the same source.

People, bodies and places must be described before somebody speaks, publishes or counts under their name, so that a
slip of the pen becomes a message with the nearest name and no stranger. Events are made by the claims about them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import islice
from typing import Any, TypeVar

import msgspec

from habeas.errors import BadClaim
from habeas.model.claims import ReadClaim, mentions
from habeas.model.codec_values import nearest_words
from habeas.model.load_report import Refusal
from habeas.model.validate import described_refs
from habeas.model.values import Claim, Entity, Ref, Source
from habeas.storage.index import Index
from habeas.storage.names import near_names
from habeas.vocab import KINDS, Origin

DescriptionT = TypeVar("DescriptionT", Entity, Source)
DESCRIBED = tuple(name for name, kind in KINDS.items() if kind.origin is Origin.DESCRIBED)
MOST_NEAR = 5_000
"""So many names described last are looked through for one that may have been meant."""
NAMED = ("publisher", "keeper", "subset_of")
"""Parts of a description that name somebody."""


class Acquaintances:
    """What the file knows, and what was described since; `here` are the claims of this source, `gone`
    the ids of those that stand no more where it comes from: what hung on them is not lost with them."""

    def __init__(self, index: Callable[[], Index]) -> None:
        self._index_now = index
        self._known: set[Ref] = set()
        self._described: dict[Ref, bytes] = {}
        self.here: Sequence[Claim] = ()
        self.gone: Sequence[str] = ()
        self._awaited: list[tuple[Ref, str]] = []

    @property
    def _index(self) -> Index:
        """The side index, which is another once the views were made again."""
        return self._index_now()

    def meet(self, ref: Ref, plain: dict[str, Any]) -> None:
        """A name that was described just now."""
        self._described[ref] = msgspec.json.encode(plain)
        self._known.add(ref)

    def forget(self) -> None:
        """Forget what was described since, to make room: it is in the file now, and nothing more is taken in."""
        self._described, self._known = {}, set()

    def description(self, ref: Ref) -> dict[str, Any] | None:
        """What was told of a name since, as it is written in the journal."""
        told = self._described.get(ref)
        found: dict[str, Any] | None = msgspec.json.decode(told) if told else None
        return found

    def knows(self, ref: Ref) -> bool:
        """True for a name that is described."""
        if ref not in self._known and self._index.entity(str(ref)) is not None:
            self._known.add(ref)
        return ref in self._known

    def require_all(self, read: ReadClaim) -> None:
        """Raises BadClaim for a name in a claim that nobody described.

        A claim or an event that a date hangs on may come later: that it is not there yet is a remark.
        """
        claim = read.claim
        for ref in described_refs(read):
            if not self.knows(ref):
                who = "the speaker" if ref == claim.speaker else KINDS[ref.kind].label.lower()
                raise BadClaim(why=_why(ref, who), next=self._next(ref))
        anchor = claim.anchor
        if anchor is None or self._holds(anchor, claim):
            return
        why, near = f"{anchor}, which its date hangs on, is not in this case file", self._nearest(anchor, claim)
        if anchor == claim.ref or KINDS[anchor.kind].origin in {Origin.DESCRIBED, Origin.SOURCE}:
            raise BadClaim(where="anchor", why=why, next=f"{near} A date hangs on a name, an event or a claim.".strip())
        self._awaited.append((anchor, f"{claim.id or claim.subject}: {why} yet. {near}".strip()))

    def remarks(self) -> tuple[str, ...]:
        """Dates that depend on what is not there yet: to be looked at, not refused. Each is reported once."""
        told, self._awaited = self._awaited, []
        return tuple(dict.fromkeys(text for ref, text in told if not self._stands(ref)))

    def without_strangers(self, told: DescriptionT, here: Set[Ref], file: str) -> tuple[DescriptionT, list[Refusal]]:
        """A description without the names that nobody described; each of them is refused."""
        refused = []
        for part in NAMED:
            ref = getattr(told, part, None)
            if ref is not None and ref not in here and not self.knows(ref):
                why = _why(ref, f"the {part.replace('_', '-')}")
                refused.append(Refusal(where=f"{file}, {told.ref}", why=why, next=self._next(ref)))
                told = replace(told, **{part: None})  # type: ignore[arg-type]
        return told, refused

    def _holds(self, ref: Ref, by: Claim) -> bool:
        """True for what the file has, or this source has besides `by`: a name, a claim, an event."""
        others = [claim for claim in self.here if claim != by]
        if KINDS[ref.kind].origin in {Origin.DESCRIBED, Origin.SOURCE}:
            return self.knows(ref)
        if ref.kind == "claim" and (ref.slug in self.gone or any(claim.id == ref.slug for claim in others)):
            return True
        return self._stands(ref) or any(ref in mentions(c) for c in others)

    def _stands(self, ref: Ref) -> bool:
        """True for a claim that the file has, or an event that one of its claims mentions."""
        told = self._index.claims(about=str(ref)) if ref.kind != "claim" else iter([self._index.claim(ref.slug)])
        return next(told, None) is not None

    def _next(self, ref: Ref) -> str:
        return f"{self._nearest(ref)} Or describe it under names:, with is: {ref} and label:.".strip()

    def _nearest(self, ref: Ref, by: Claim | None = None) -> str:
        """The names that may have been meant: alike in their own part, not only in kind; never the name itself."""
        alike = {other.slug: other for other in self._alike(ref, [c for c in self.here if c != by]) if other != ref}
        meant = [alike[slug] for slug in nearest_words(ref.slug, alike)]
        meant += [other for kind in DESCRIBED if (other := Ref(kind, ref.slug)) != ref and self.knows(other)]
        return f"Did you mean {' or '.join(map(str, meant))}?" if meant else ""

    def _alike(self, ref: Ref, others: Sequence[Claim]) -> Iterator[Ref]:
        yield from (claim.ref for claim in others if claim.id and ref.kind == "claim")
        yield from near_names(self._index, str(ref))
        yield from (other for other in islice(reversed(self._described), MOST_NEAR) if other.kind == ref.kind)
        if ref.kind not in DESCRIBED:
            yield from (other for claim in others for other in mentions(claim) if other.kind == ref.kind)


def _why(ref: Ref, who: str) -> str:
    return f"{who} {ref} is not described in this case file"

"""What may leave the case file, and what of it the reader asked for.

A claim is withheld when it, its speaker, its document's publisher, or anything it names is more sensitive than asked for. So is
every event about somebody withheld: its own name may give them away. What is left may still hold a withheld name inside a
longer text, such as the title of a document: `Curtain` takes it out there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from habeas.graphs.inputs import Filters, Known, rank
from habeas.graphs.redaction import redacted
from habeas.model import Claim, Ref, fold
from habeas.model.claims import mentions, node_of
from habeas.model.text import clean
from habeas.vocab import KINDS, Origin

LEVELS: Final = ("public", "restricted", "sealed")
"""From what anybody may see to what nobody else may."""
MARK: Final = "[withheld]"
SHORTEST: Final = 3
"""Names shorter than this are not looked for inside other texts: they are everywhere."""


def level(sensitivity: str) -> int:
    """How sensitive: 0 public, 1 restricted, 2 sealed."""
    return LEVELS.index(sensitivity) if sensitivity in LEVELS else len(LEVELS)


class Gate:
    """Decides what may leave at a level of sensitivity."""

    def __init__(self, known: Known, sensitivity: str) -> None:
        self.known = known
        self.most = level(sensitivity)
        self.refs = self._withheld()

    def _withheld(self) -> frozenset[Ref]:
        """Entities above the level, and the events that any claim ties to one of them."""
        refs = {ref for ref, entity in self.known.entities.items() if level(entity.sensitivity or "public") > self.most}
        refs |= {self.known.one(ref) for ref in refs}
        refs |= {ref for ref, one in self.known.same.items() if one in refs}
        return frozenset(refs | {event for claim in self.known.claims for event in _events_about(claim, refs)})

    def lets(self, claim: Claim) -> bool:
        """True when the claim may leave."""
        source = self.known.sources.get(claim.source)
        named = {
            *mentions(claim),
            claim.speaker,
            claim.source,
            *([source.publisher] if source and source.publisher else []),
        }
        return level(claim.sensitivity or self.known.sensitivity) <= self.most and not named & self.refs

    def names(self) -> Iterator[str]:
        """Every name of what is withheld."""
        for ref in self.refs:
            entity = self.known.entities.get(ref)
            if entity is not None:
                yield from (text.text for text in (*entity.labels, *entity.also, *entity.hidden))
                yield ref.slug


def _events_about(claim: Claim, withheld: set[Ref]) -> Iterator[Ref]:
    """The event the claim talks about, when the claim also names somebody withheld."""
    about = node_of(claim)
    if about is not None and withheld.intersection(mentions(claim)):
        yield about
        yield from (value for _, value in claim.details if isinstance(value, Ref) and _is_event(value))


def _is_event(ref: Ref) -> bool:
    return KINDS[ref.kind].origin is Origin.CLAIMED


class Curtain:
    """Makes every text fit to leave: takes out withheld names, and characters that no file can hold, which are counted.

    Accents and case make no difference to a withheld name. A name that something visible has too is left: it is theirs. Each
    text is counted once, however often it is written.
    """

    def __init__(self, withheld: Iterable[str] = (), visible: Iterable[str] = ()) -> None:
        kept = {fold(name) for name in visible}
        names = {_letters(clean(name)[0])[0] for name in withheld if fold(name) not in kept}
        words = sorted((re.escape(name) for name in names if len(name) >= SHORTEST), key=lambda w: (-len(w), w))
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)") if words else None
        self._done: dict[str, str] = {}
        self.removed = 0

    def over(self, text: str) -> str:
        """The text as it may leave."""
        found = self._done.get(text)
        if found is None:
            fit, removed = clean(text)
            self.removed += removed
            found = self._done[text] = self._covered(fit)
        return found

    def _covered(self, text: str) -> str:
        if self._pattern is None:
            return text
        letters, places = _letters(text)
        parts, done = [], 0
        for match in self._pattern.finditer(letters):
            parts.append(text[done : places[match.start()]] + MARK)
            done = places[match.end()]
        return "".join([*parts, text[done:]])


def _letters(text: str) -> tuple[str, list[int]]:
    """The text without accents and case, and for each of its letters, and for its end, the place in the text."""
    found = [(letter, place) for place, sign in enumerate(text) for letter in fold(sign)]
    return "".join(letter for letter, _ in found), [*(place for _, place in found), len(text)]


def admitted(known: Known, filters: Filters) -> tuple[Known, Curtain, int]:
    """The case as this reader may see it, claims in the order of their ids, the curtain for its texts, how many claims were withheld."""
    gate = Gate(known, filters.sensitivity)
    hidden, every = tuple(gate.names()), len(known.claims)
    if filters.redact and known.alias:
        known = redacted(known, gate.refs, known.alias)
        gate = Gate(known, filters.sensitivity)
    leaving = [claim for claim in known.claims if gate.lets(claim)]
    visible = {ref: entity for ref, entity in known.entities.items() if ref not in gate.refs}
    curtain = Curtain(hidden, (t.text for e in visible.values() for t in (*e.labels, *e.also)))
    kept = tuple(sorted((claim for claim in leaving if _wanted(claim, filters, known)), key=lambda claim: claim.id))
    return replace(known, claims=kept, entities=visible), curtain, every - len(leaving)


def _wanted(claim: Claim, filters: Filters, known: Known) -> bool:
    if filters.by and not filters.by & {known.one(claim.speaker), claim.source}:
        return False
    return rank(claim.credibility) >= rank(filters.credibility)

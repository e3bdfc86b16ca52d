"""Periods of a timeline as short JSON, and back: answers are lists whose empty ends are left out.

What many people ask for at once is read into plain values at once (`plain_on`), which takes a third of the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final

import msgspec

from habeas.analysis.custody.answer import ANY_AGE, CustodyAnswer, StatusPeriod
from habeas.analysis.intervals import Certainty, age, closed

NOTHING: Final = CustodyAnswer()
WORDS: Final = {word.value: word for word in Certainty}
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


def packed(period: StatusPeriod) -> bytes:
    """The answers of a period as bytes; its days stand beside them in the table."""
    return _encode([_plain(answer) for answer in (period.custody, period.legal, period.restrictions, period.place)])


def unpacked(first: int, last: int, body: bytes) -> StatusPeriod:
    """A period from its first and last day (ordinals) and its bytes."""
    custody, legal, restrictions, place = map(_answer, _decode(body))
    return StatusPeriod(date.fromordinal(first), date.fromordinal(last), custody, legal, restrictions, place)


def custody_in(body: bytes) -> CustodyAnswer:
    """The answer on custody alone."""
    return _answer(_decode(body)[0])


def _plain(answer: CustodyAnswer) -> list[Any]:
    first, last = answer.evidence
    found: list[Any] = [
        answer.state,
        "" if answer.word is Certainty.NOT_STATED else answer.word.value,
        answer.claims,
        answer.against,
        answer.before,
        first and first.toordinal(),
        last and last.toordinal(),
        int(answer.age is not None),
        answer.node,
        [_plain(part) for part in answer.parts],
    ]
    while found and not found[-1]:
        found.pop()
    return found


def _answer(plain: Sequence[Any]) -> CustodyAnswer:
    if not plain:
        return NOTHING
    full = [*plain, *("", "", (), (), (), None, None, 0, "", ())[len(plain) :]]
    state, word, claims, against, before, first, last, aged, node, parts = full
    return CustodyAnswer(
        state=state,
        word=WORDS[word] if word else Certainty.NOT_STATED,
        claims=tuple(claims),
        against=tuple(against),
        before=tuple(before),
        evidence=(date.fromordinal(first) if first else None, date.fromordinal(last) if last else None),
        age=ANY_AGE if aged else None,
        node=node,
        parts=tuple(map(_answer, parts)),
    )


# -- plain values


_ENDS: Final = ("", "", (), (), (), None, None, 0, "", ())
_NOTHING: Final = {
    **{"state": "", "word": Certainty.NOT_STATED.value, "claims": (), "against": (), "before": ()},
    **{"evidence": (None, None), "age": None, "node": "", "parts": ()},
}


def plain_on(body: bytes, day: date) -> list[dict[str, Any]]:
    """The four answers of a period on one of its days, as JSON has them: custody, law, restrictions, place."""
    return [_plain_answer(plain, day) for plain in _decode(body)]


def _plain_answer(plain: Sequence[Any], day: date) -> dict[str, Any]:
    if not plain:
        return _NOTHING
    full: Sequence[Any] = (*plain, *_ENDS[len(plain) :])
    state, word, claims, against, before, first, last, aged, node, parts = full
    told = [_plain_answer(part, day) for part in parts] if parts else ()
    if told:
        old = max((part["age"] for part in told if part["age"]), default=None, key=lambda days: days[0])
    else:
        old = age(closed(_bounds(first, last)), day) if aged else None
    return {
        "state": state,
        "word": word or Certainty.NOT_STATED.value,
        "claims": claims,
        "against": against,
        "before": before,
        "evidence": _bounds(first, last),
        "age": old,
        "node": node,
        "parts": told,
    }


@lru_cache(maxsize=10_000)
def _bounds(first: int | None, last: int | None) -> tuple[date | None, date | None]:
    return date.fromordinal(first) if first else None, date.fromordinal(last) if last else None

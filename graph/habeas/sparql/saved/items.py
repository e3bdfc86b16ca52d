"""What is found in a line of words, names and days, and how it fills the parameters of a question. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Final

from habeas.dates.calendar import Bounds
from habeas.errors import Phrase, phrase
from habeas.model.values import Ref
from habeas.sparql.saved.lexicon import STOP, folded
from habeas.sparql.saved.questions import Param, ParamType, Question

DAY: Final = timedelta(days=1)
KINDS_OF: Final[Mapping[str, frozenset[str]]] = {
    "person": frozenset({"person"}),
    "facility": frozenset({"facility"}),
    "place": frozenset({"place"}),
    "post": frozenset({"post"}),
    "document": frozenset({"doc"}),
    "claim": frozenset({"claim"}),
    "population": frozenset({"population"}),
    "body": frozenset({"org", "collective"}),
    "speaker": frozenset({"person", "org", "collective", "post"}),
}
"""A parameter that is called after a kind takes that kind only."""
SEPARATOR: Final = "; "
TODAYS: Final = "on"
"""The parameter for a day that is today where nothing else is told."""


class Side(StrEnum):
    """Which side of a day is meant."""

    ON = ""
    SINCE = "since"
    AFTER = "after"
    UNTIL = "until"
    BEFORE = "before"


_LATEST: Final = frozenset({Side.UNTIL, Side.BEFORE})
SIDES: Final[Mapping[str, frozenset[Side]]] = {
    "from": frozenset({Side.SINCE, Side.AFTER}),
    "to": _LATEST,
    "said": _LATEST,
    "until": frozenset({Side.ON, *_LATEST}),
}
"""Which sides a parameter for a day takes; others take the day itself."""


@dataclass(frozen=True, slots=True)
class WordItem:
    """Something found in a line: a name (`refs`), days (`bounds`), or words that no wording knows.

    `near` are names that such words may mean.
    """

    words: str
    refs: tuple[Ref, ...] = ()
    bounds: Bounds | None = None
    side: Side = Side.ON
    near: tuple[Ref, ...] = ()

    @property
    def shape(self) -> str:
        """How it stands among the words."""
        return "{day}" if self.bounds else "{name}"

    @property
    def length(self) -> int:
        """How many words it has that say something."""
        return 1 if self.bounds or self.refs else sum(word not in STOP for word in folded(self.words))

    @property
    def may_be_name(self) -> bool:
        """Whether it is one word, or words with capitals."""
        telling = [word for word in self.words.split() if word.lower() not in STOP]
        return len(telling) <= 1 or all(word[:1].isupper() for word in telling)

    @property
    def is_strange(self) -> bool:
        """Whether it is of words that no wording has, and that look like no name."""
        return not (self.bounds or self.refs or self.near) and self.words == self.words.lower()


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one or two parameters in a wording; of two, the first and the last day. `several` names fill it."""

    params: tuple[Param, ...]
    several: bool = False

    @classmethod
    def of(cls, text: str, question: Question) -> Slot:
        """`{on}`, `{from-to}` or `{things;}`."""
        known = {param.name: param for param in question.params}
        return cls(tuple(known[name] for name in text.rstrip(";").split("-")), text.endswith(";"))

    @property
    def shape(self) -> str:
        """How it stands among the words."""
        return "{day}" if self.params[0].type is ParamType.DATE else "{name}"

    @property
    def is_todays(self) -> bool:
        """Whether it is for the day that is today where none is told."""
        return self.params[0].name == TODAYS

    def takes(self, item: WordItem) -> bool:
        """Whether such an item fills it."""
        param = self.params[0]
        if param.type is ParamType.DATE:
            sides = frozenset({Side.ON}) if len(self.params) > 1 else SIDES.get(param.name, frozenset({Side.ON}))
            return item.bounds is not None and item.side in sides
        if item.bounds is not None:
            return False
        if param.type is ParamType.TEXT and not self.several:
            return item.may_be_name
        kinds, refs = KINDS_OF.get(param.name), item.refs or item.near
        return bool(refs) and (kinds is None or any(ref.kind in kinds for ref in refs))


@dataclass(frozen=True, slots=True)
class Assigned:
    """What was found for the parameters of a question; what was not used, what is lacking, and what is doubtful."""

    values: dict[str, str] = field(default_factory=dict)
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Of a name that is not certain, all that it may be."""
    left: tuple[WordItem, ...] = ()
    lacking: tuple[Param, ...] = ()
    doubts: tuple[Phrase, ...] = ()

    @property
    def is_whole(self) -> bool:
        """True when everything found has its parameter, and nothing is doubtful."""
        return not (self.left or self.lacking or self.doubts)


def assigned(question: Question, slots: Sequence[Slot], items: Sequence[WordItem], today: str) -> Assigned:
    """The items of a line in the slots of a wording, in order. Where no day is told, `on` is today."""
    free, found, left = list(slots), dict[Slot, list[WordItem]](), list[WordItem]()
    for item in items:
        slot = next((one for one in free if one.takes(item)), None)
        if slot is None:
            left.append(item)
            continue
        found.setdefault(slot, []).append(item)
        if not slot.several:
            free.remove(slot)
    made = Assigned()
    doubts: list[Phrase] = [phrase("“%(words)s” is not used", words=item.words) for item in left]
    for slot, filling in found.items():
        doubts += _fill(made, slot, filling)
    if any(param.name == TODAYS and param.required for param in question.params) and not _asks_day(found):
        made.values.setdefault(TODAYS, today)
    lacking = [slot.params[0] for slot in slots if slot not in found and slot.params[0].name not in made.values]
    lacking += [one for one in question.params if one.required and one.name not in made.values and one not in lacking]
    doubts += [phrase("%(name)s is not given", name=param.name) for param in lacking]
    return Assigned(made.values, made.choices, tuple(left), tuple(lacking), tuple(doubts))


def _asks_day(found: Mapping[Slot, object]) -> bool:
    return any(slot.params[0].name == TODAYS for slot in found)


def _fill(made: Assigned, slot: Slot, items: Sequence[WordItem]) -> list[Phrase]:
    """Put the values of one slot; what is doubtful of them is told."""
    param, values = slot.params[0], made.values
    if param.type is ParamType.DATE:
        return _fill_days(values, slot, items[0])
    if param.type is ParamType.TEXT:
        names = [str(item.refs[0]) if slot.several and item.refs else item.words for item in items]
        values[param.name] = SEPARATOR.join(names)
        return [phrase("give two or more")] if slot.several and len(names) == 1 else []
    item, kinds = items[0], KINDS_OF.get(param.name)
    fitting = [ref for ref in item.refs or item.near if kinds is None or ref.kind in kinds]
    values[param.name] = str(fitting[0])
    if len(fitting) > 1:
        made.choices[param.name] = tuple(map(str, fitting))
    if not item.refs:
        return [phrase("nothing in this file is called “%(name)s”", name=item.words)]
    return [phrase("“%(name)s” may be several", name=item.words)] if len(fitting) > 1 else []


def _fill_days(values: dict[str, str], slot: Slot, item: WordItem) -> list[Phrase]:
    first, last = item.bounds or (None, None)
    if first is None or last is None:
        return [phrase("“%(words)s” is not one day", words=item.words)]
    if len(slot.params) > 1:
        for param, day in zip(slot.params, (first, last), strict=False):
            values[param.name] = day.isoformat()
        return []
    name = slot.params[0].name
    if name in SIDES:
        shifted = {Side.SINCE: first, Side.AFTER: last + DAY, Side.BEFORE: first - DAY}
        values[name] = shifted.get(item.side, last).isoformat()
        return []
    if first != last:
        return [phrase("“%(words)s” is not one day", words=item.words)]
    values[name] = first.isoformat()
    return []

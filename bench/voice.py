"""Who says a claim, how surely, and who says it again.

`Voices.say` turns bare statements into sayings: a speaker from the long tail, a mode, hedges, judgements.
`again` makes the corroboration (the same triple by another speaker, later) and the few contradictions.
"""

from collections.abc import Mapping
from types import MappingProxyType

from bench.days import LAST, told
from bench.world import Keys, Saying, Steps, Triple, World

_SOLID = frozenset(("detainedAt", "detainedIn", "arrestedOn", "arrestedBy", "releasedOn", "diedOn", "ageAt", "offence"))
_SOLID |= frozenset(("parentOf", "siblingOf", "spouseOf", "conditionType", "releaseType"))
_OWN = ("said-by", "mode", "hedge", "hedge-words", "credibility", "sensitivity", "note", "id", "anchor")
_MODES = ("attributed",) * 6 + ("reported-fact",) * 2 + ("hearsay", "announcement")
_HEDGES = (("alleged", "allegedly"), ("reportedly", "is said"), ("about", "around"), ("unclear", "seems"))
_CREDIBILITY = ("confirmed", "likely", "likely", "possible", "unlikely")
_NOTES = (
    "No second surname given.",
    "Read from a photograph of the list.",
    "Spelling as it stands.",
)
_NONE: Mapping[str, object] = MappingProxyType({})


class Voices:
    """Gathers the sayings of a group of people whose stories are told together."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rng = world.rng
        self.sayings: list[Saying] = []

    def say(
        self, day: int, triple: Triple, words: str, more: Mapping[str, object] = _NONE, *, steps: Steps = ()
    ) -> None:
        """One statement said on this day. `more` are further keys of the claim; what is None is left out."""
        keys = {key: value for key, value in more.items() if value is not None}
        self._voice(keys)
        self.sayings.append(Saying(min(day, LAST), triple, words, keys, steps))

    def again(self, first: int) -> None:
        """Repeats some of the sayings from number `first` on in other mouths, and contradicts a few."""
        for saying in self.sayings[first:]:
            roll = self.rng.random()
            if roll < 0.2 and saying.triple[1] in _SOLID and not isinstance(saying.triple[2], dict):
                self._echo(saying, contradicts=roll < 0.02)

    def chance(self, share: float) -> bool:
        """Whether something happens that happens in this share of cases."""
        return self.rng.random() < share

    def later(self, day: int) -> int:
        """The day somebody speaks of what happened on `day`: soon, seldom long after."""
        return min(day + int(self.rng.expovariate(0.12)), LAST)

    def _voice(self, keys: Keys) -> None:
        self._speaker(keys)
        rng = self.rng
        roll = rng.random()
        if roll < 0.06 and "hedge" not in keys:
            keys["hedge"], keys["hedge-words"] = _HEDGES[int(roll * 66)]
        if rng.random() < 0.12:
            keys["credibility"] = rng.choice(_CREDIBILITY)
        roll = rng.random()
        if roll < 0.012:
            keys["sensitivity"] = "restricted"
        elif roll > 0.97:
            keys["note"] = rng.choice(_NOTES)

    def _speaker(self, keys: Keys) -> None:
        roll = self.rng.random()
        if roll < 0.65 and "said-by" not in keys:
            keys["said-by"] = self.world.speakers.pick().ref
            keys.setdefault("mode", _MODES[int(roll * 15)])

    def _echo(self, saying: Saying, *, contradicts: bool) -> None:
        triple, words = saying.triple, saying.words
        keys = {key: value for key, value in saying.more.items() if key not in _OWN}
        if self.chance(0.4):  # the second source gives fewer details
            keys = {key: value for key, value in keys.items() if key not in {"began", "ended", "place"}}
        if contradicts:
            triple, words = self._otherwise(triple, saying.day, keys), f"another account of this: {words}"
        self._voice(keys)
        self.sayings.append(Saying(self.later(saying.day + 2), triple, words, keys))

    def _otherwise(self, triple: Triple, day: int, keys: Keys) -> Triple:
        """The same statement with another place, day or age; other relations are denied."""
        subject, relation, what = triple
        if relation == "detainedAt":
            return subject, relation, self.world.facilities.pick().ref
        if relation in {"arrestedOn", "releasedOn", "diedOn"}:
            return subject, relation, told(self.rng, day - 30 - int(self.rng.random() * 90), day)
        if isinstance(what, int) and relation == "ageAt":
            return subject, relation, what + 3
        keys |= {"polarity": "negative", "mode": "denial"}
        return triple

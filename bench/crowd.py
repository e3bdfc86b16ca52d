"""A group of people taken in the same season, told together: lives, ties, one march, and the counts.

Groups keep the generator small in memory: when one is written out, only the country itself is remembered.
"""

from collections.abc import Iterator

from bench.days import FIRST, LAST, iso, told
from bench.lives import Life
from bench.people import Person
from bench.voice import Voices
from bench.world import Keys, Saying, Thing, World

SIZE = 200  # people in a group
_COUNTED = (  # the words, the least and the most they leave open, the hedge
    ("{n}", 1.0, 1.0, None),
    ("at least {n}", 1.0, None, "at-least"),
    ("more than {n}", 1.0, None, "more-than"),
    ("nearly {n}", 0.9, 1.0, "nearly"),
    ("about {n}", 0.9, 1.1, "about"),
)


def crowds(world: World, people: int) -> Iterator[list[Saying]]:
    """The sayings of all the people, group by group, each in the order in which they were said."""
    groups = -(-people // SIZE)
    yield sorted(world.sayings, key=_day)
    for group in range(groups):
        first = group * SIZE
        crowd = Crowd(world, first, min(SIZE, people - first), _season(group, groups))
        yield crowd.told()


def _day(saying: Saying) -> int:
    return saying.day


def _season(group: int, groups: int) -> int:
    """The middle day of the arrests of this group: the seasons march through the years."""
    return FIRST + 120 + (LAST - FIRST - 240) * group // groups


class Crowd:
    """One group: `size` new people, numbered from `first` in the file, taken around the day `season`."""

    def __init__(self, world: World, first: int, size: int, season: int) -> None:
        self.world, self.rng, self.voices = world, world.rng, Voices(world)
        self.first, self.season = first, season
        self.people = [self._person() for _ in range(size)]

    def _person(self) -> Person:
        person = self.world.register.person()
        self.world.know(person)
        return person

    def told(self) -> list[Saying]:
        """All that is said of the group. The sort is stable, so what is said first on a day stays first."""
        for number, person in enumerate(self.people, self.first):
            start = self.season + int(self.rng.gauss(0, 45))
            Life(self.voices, person, number).tell(min(max(start, FIRST), LAST - 5))
        self._siblings()
        self._march()
        for keeper in range(2):
            self._count(keeper)
        return sorted(self.voices.sayings, key=_day)

    def _siblings(self) -> None:
        for left, right in zip(self.people[::19], self.people[7::19], strict=False):
            words = f"{left.label} and {right.label} are siblings, both taken"
            self.voices.say(self.season, (left.ref, "siblingOf", right.ref), words)

    def _march(self) -> None:
        event, day, city = f"event:march-{self.first}", self.season - 20, self.world.cities.pick()
        keys: Keys = {"place": city.ref}
        words = f"a march in {city.label}"
        self.voices.say(day + 1, (event, "occurred", told(self.rng, day, day)), words, keys)
        for number, person in enumerate(self.people[:: max(len(self.people) // 6, 1)]):
            words, role = f"{person.label} was at the march", self.rng.choice(("speaker", "marcher", "medic"))
            keys = {"event": f"participation:march-{self.first}-{number}", "role": role}
            self.voices.say(day + 3, (person.ref, "roleInEvent", event), words, keys)

    def _count(self, number: int) -> None:
        """How many are held, or were taken in a period, as one keeper of a list says."""
        which = (self.first // SIZE + number * 2) % len(self.world.keepers)
        keeper, population = self.world.keepers[which], self.world.populations[which]
        node, day = f"count:{self.first}-{number + 1}", self.season + 9 * number
        words, low, high, hedge = self.rng.choice(_COUNTED)
        size = 60 + self.first // 3 + int(self.rng.random() * 90)
        keys: Keys = {"population": population.ref, "lower": int(size * low) + (hedge == "more-than")}
        keys |= {"upper": int(size * high) - (hedge == "nearly") if high else None, "hedge": hedge}
        keys |= self._counted_when(day) | {"said-by": keeper.ref, "mode": "attributed"}
        text = words.format(n=size)
        self.voices.say(day + 1, (node, "count", text), _counted(keeper, text), keys)

    def _counted_when(self, day: int) -> Keys:
        kind = self.rng.choice(("stock", "flow", "cumulative"))
        if kind == "stock":
            return {"countKind": kind, "on": iso(day)}
        start = FIRST if kind == "cumulative" else day - 30
        return {"countKind": kind, "window": f"{iso(start)}/{iso(day)}"}


def _counted(keeper: Thing, text: str) -> str:
    return f"{keeper.label} counts {text} people"

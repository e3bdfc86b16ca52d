"""Findings in words, in the language of whoever reads them.

The English sentences stand by their codes in `sentences`; every other language is in the catalogue `findings.po`.
`{who}` and the like are values; each is told by the method of its sort. Pure but for the catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from habeas.analysis.checks.sentences import MESSAGES, MOST_SHOWN, OWN_TRAITS, THINGS, UNITS, WORDS
from habeas.analysis.checks.wording import CheckHit, Message
from habeas.dates.edtf import parse
from habeas.dates.format import in_words
from habeas.model.findings import Finding
from habeas.model.translate import Translator, label_in, translator_for
from habeas.model.values import Entity
from habeas.vocab import KINDS, PROPERTIES

ONE_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Renderer:
    """Puts findings into words in one language. `entity` looks up the description of a name."""

    lang: str
    entity: Callable[[str], Entity | None]

    @cached_property
    def _translator(self) -> Translator:
        return translator_for(self.lang)

    def finding(self, hit: CheckHit) -> Finding:
        """A finding in words."""
        return Finding(
            rule=hit.rule,
            severity=hit.severity,
            claims=hit.claims,
            question=self.text(hit.question),
            why=self.text(hit.why),
            about=hit.about,
            context=hit.context,
            mark=hit.mark,
        )

    def text(self, told: Message) -> str:
        """A message in words."""
        values = {key: str(getattr(self, f"_{value.sort}")(*value.parts)) for key, value in told.values}
        return self._say(MESSAGES[told.code], **values)

    def _say(self, text: str, **values: object) -> str:
        return self._translator.gettext(text).format(**values)

    def _own(self, code: str, **values: object) -> str:
        return self._say(WORDS[code], **values)

    def _plain(self, value: object) -> object:
        return self._day(value) if isinstance(value, str) and ONE_DAY.fullmatch(value) else value

    def _name(self, ref: str) -> str:
        entity = self.entity(ref)
        return entity.label(self.lang) if entity else ref

    def _named(self, ref: str) -> str:
        return f"{self._name(ref)} ({ref})"

    def _either(self, *refs: str) -> str:
        return self._own("or").join(map(self._name, refs))

    def _people(self, *refs: str) -> str:
        return ", ".join(sorted(set(map(self._name, refs))))

    def _days(self, first: str | None, last: str | None) -> str:
        if first and first == last:
            return self._day(first)
        code = {(True, True): "to", (False, True): "until", (True, False): "since"}.get((bool(first), bool(last)))
        return self._own(code or "some day", first=self._day(first), last=self._day(last))

    def _day(self, day: str | None) -> str:
        """A day as people write it: “5 March 2026”."""
        return in_words(parse(day), self.lang) if day else ""

    def _some_days(self, most: int, *told: tuple[str | None, str | None]) -> str:
        every = sorted(set(told), key=lambda bounds: tuple(day or "" for day in bounds))
        texts, joint = list(dict.fromkeys(self._days(*bounds) for bounds in every)), self._own("or")
        if not most or len(texts) <= most:
            return joint.join(texts)
        return self._own("many days", days=joint.join(texts[: most // 2]), last=texts[-1], count=len(texts))

    def _listed(self, *claims: str) -> str:
        return self._own("and").join(filter(None, [", ".join(claims[:-1]), *claims[-1:]]))

    def _number(self, lower: int, upper: int | None) -> str:
        if lower == upper:
            return str(lower)
        return self._own("at least" if upper is None else "range", lower=lower, upper=upper)

    def _numbers(self, *told: tuple[int, int | None, bool, str]) -> str:
        none = self._own("no number")
        texts = [f"{self._number(lower, upper) if given else none} ({claim})" for lower, upper, given, claim in told]
        if len(texts) > MOST_SHOWN:
            return self._own("many numbers", count=len(texts), first=texts[0])
        return self._own("and").join(texts)

    def length(self, text: str) -> str:
        """A length of ISO 8601 as people say it: `P1Y~` is “about 1 year”; what is none stays as it is."""
        return self._length(text)

    def _length(self, text: str) -> str:
        found = re.findall(r"(\d+)([YMWD])", text.upper())
        told = self._own("and").join(self._translator.ngettext(*UNITS[unit], int(n)) for n, unit in found)
        told = self._own("about", length=told) if told and text.endswith(("~", "%")) else told
        return (self._own("doubtful", length=told) if text.endswith(("?", "%")) else told) if told else text

    def _kind(self, code: str) -> str:
        return label_in(KINDS[code], self.lang).lower()

    def _word(self, relation: str) -> str:
        known = PROPERTIES.get(relation)
        return label_in(known, self.lang) if known else relation

    def _thing(self, what: str) -> str:
        return self._say(THINGS[what]) if what else what

    def _traits(self, *told: tuple[str, str]) -> str:
        return ", ".join(f"{self._trait(trait)} {self._name(value)}" for trait, value in told)

    def _trait(self, trait: str) -> str:
        return self._say(OWN_TRAITS[trait]) if trait in OWN_TRAITS else self._word(trait)

    def _criterion(self, population: str) -> str:
        entity = self.entity(population)
        criterion = entity.criterion.text if entity and entity.criterion else ""
        return criterion or self._name(population) or self._own("whom")

    def _several(self, joint: str, *messages: Message) -> str:
        return joint.join(map(self.text, messages))

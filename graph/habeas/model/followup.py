"""Rules of follow-up: what is due so many days or months after something, until something else, and who says so.

A rule is the user's own, in case.toml; it is never legal advice, and it names its source:

    [followup.habeas-corpus]
    title = "Hearing on a habeas corpus"
    after = "remedy"              # a kind of event
    type = "habeas-corpus"        # of this type, where the kind has types
    days = 3                      # or months = 8
    until = ["hearing", "release", "death"]
    source = "Your law, article and year"
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from habeas.errors import BadFile, phrase
from habeas.vocab import KINDS, SCHEMES, Origin

KEYS: Final = ("title", "after", "type", "days", "months", "until", "source")
EVENTS: Final = tuple(kind for kind, about in KINDS.items() if about.origin is Origin.CLAIMED)
ANSWERED: Final = "answered"
"""Ends a rule about a remedy: a claim says what came of it."""
MOST: Final = 36_500
TYPES: Final = {"remedy": "RemedyType", "hearing": "HearingType"}
"""Kinds of events that have types, and the list of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowupRule:
    """One rule. `days` or `months` after an event of the kind `after`, until one of `until`."""

    name: str
    title: str
    after: str
    until: tuple[str, ...]
    source: str
    type: str = ""
    days: int = 0
    months: int = 0


NO_RULES: Final[tuple[FollowupRule, ...]] = ()


def followup_rules(given: object, where: str) -> tuple[FollowupRule, ...]:
    """The rules in case.toml. Raises BadFile, saying where and what is wrong."""
    if not isinstance(given, Mapping):
        raise BadFile(where=where, why="each rule of follow-up has a name", next="[followup.habeas-corpus]")
    return tuple(_rule(str(name), body, f"{where}, [followup.{name}]") for name, body in given.items())


def rules_text(rules: Iterable[FollowupRule]) -> str:
    """The same as lines of case.toml, each rule after an empty line; equal for equal rules, and empty for none."""
    return "".join(map(_rule_text, rules))


def _rule_text(rule: FollowupRule) -> str:
    told = {key: value for key in KEYS if (value := getattr(rule, key))}
    lines = (f"{key} = {_toml(list(value) if isinstance(value, tuple) else value)}" for key, value in told.items())
    return "\n".join(["", f"[followup.{_toml(rule.name)}]", *lines]) + "\n"


def _toml(value: object) -> str:
    """A text, a number or a list as TOML has it, which JSON has too but for the character DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _rule(name: str, body: object, where: str) -> FollowupRule:
    if not isinstance(body, Mapping):
        raise BadFile(where=where, why="a rule is a table of its own", next="[followup.habeas-corpus]")
    for key in body:
        if key not in KEYS:
            why = phrase("a rule has no “%(key)s”", key=key)
            raise BadFile(where=where, why=why, next=phrase("It has: %(keys)s", keys=", ".join(KEYS)))
    title, source = (_text(body, key, where) for key in ("title", "source"))
    after, until = _event(body.get("after"), where, "after"), body.get("until", [])
    if not isinstance(until, list) or not until:
        raise BadFile(where=f"{where} until", why="it is not said what ends it", next='until = ["hearing", "release"]')
    ends = tuple(one if one == ANSWERED else _event(one, where, "until") for one in until)
    number = _number(body, where)
    return FollowupRule(
        name=name, title=title, after=after, until=ends, source=source, **number, type=_type(body, after, where)
    )


def _text(body: Mapping[str, object], key: str, where: str) -> str:
    found = body.get(key)
    if not isinstance(found, str) or not found.strip():
        raise BadFile(
            where=f"{where} {key}", why="this is missing", next="Every rule has a title and names its source."
        )
    return found.strip()


def _event(given: object, where: str, key: str) -> str:
    if given not in EVENTS:
        near = get_close_matches(str(given), EVENTS, n=1, cutoff=0.5)
        next_ = (
            phrase("Did you mean %(near)s?", near=near[0])
            if near
            else phrase("Events: %(events)s", events=", ".join(EVENTS))
        )
        raise BadFile(where=f"{where} {key}", why=phrase("“%(given)s” is not a kind of event", given=given), next=next_)
    return str(given)


def _type(body: Mapping[str, object], after: str, where: str) -> str:
    given = body.get("type", "")
    codes = tuple(SCHEMES[TYPES[after]]) if after in TYPES else ()
    if given and given not in codes:
        why = phrase("“%(given)s” is not a type of %(after)s", given=given, after=after)
        known = phrase("Types: %(codes)s", codes=", ".join(codes)) if codes else phrase("Leave it out.")
        raise BadFile(where=f"{where} type", why=why, next=known)
    return str(given)


def _number(body: Mapping[str, object], where: str) -> dict[str, int]:
    given = {key: body[key] for key in ("days", "months") if key in body}
    found = {
        key: one for key, one in given.items() if isinstance(one, int) and not isinstance(one, bool) and 0 < one <= MOST
    }
    if len(found) != 1 or len(given) != 1:
        raise BadFile(where=where, why="it is not said when it is due", next="days = 60, or months = 8")
    return found

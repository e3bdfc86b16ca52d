"""case.toml: what a person decides about their own case file.

Title, languages, base IRI, who records, default sensitivity, and the conventions ("late 2024" means October to
December). Changing a convention changes how dates are read from then on; no claim is touched.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from habeas.dates.conventions import DEFAULTS, Conventions, FirstLast
from habeas.errors import BadConvention, BadFile, CaseMissing, HabeasError, Phrase, phrase
from habeas.model.disclosure import LEVELS
from habeas.model.engine import EngineSettings, engine_text, read_engine
from habeas.model.followup import FollowupRule, followup_rules, rules_text
from habeas.vocab import PROPERTIES

DEFAULT_BASE = "https://w3id.org/habeas/id/"
FILE = "case.toml"
ACCESS: Final = ".access"
"""The folder of the tokens and links that were given to others (casefile/grants.py)."""


READING: Final = 4
"""Raised whenever the same text comes to mean other days: an index of before is then made again when it is opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSettings:
    """The settings of one case. `base` is an absolute IRI that ends in `/`."""

    title: str = ""
    base: str = DEFAULT_BASE
    languages: tuple[str, ...] = ("en",)
    recorder: str = "documenter"
    sensitivity: str = "public"
    conventions: Conventions = DEFAULTS
    fields: Mapping[str, str] = field(default_factory=dict)
    """Relations and details whose claims are more sensitive than others, each with its level."""
    engine: EngineSettings | None = None
    """The service that holds the quads; None: the folder of the case does."""
    followup: tuple[FollowupRule, ...] = ()

    def digest(self) -> str:
        """Changes when something changes that the store depends on: the base IRI, a convention, how dates are read."""
        plain = {"base": self.base, "conventions": self.conventions.as_mapping(), "reading": READING}
        plain |= {"fields": dict(self.fields)} if self.fields else {}
        return hashlib.sha256(json.dumps(plain, sort_keys=True, default=str).encode()).hexdigest()[:16]


def require_base(base: str) -> str:
    """The base IRI, if it is one. Raises BadFile."""
    parts = urlsplit(base)
    if not parts.scheme or not parts.netloc or not base.endswith("/") or set(base) & set(' <>"{}|\\^`'):
        why = phrase("“%(base)s” cannot be the base of the names in a case", base=base)
        raise BadFile(
            where=FILE,
            why=why,
            next=phrase("Use an address that ends in /, such as %(default_base)s", default_base=DEFAULT_BASE),
        )
    return base


def read_settings(folder: Path) -> CaseSettings:
    """The settings of the case in a folder. Raises CaseMissing, or BadFile saying what is wrong in case.toml."""
    path = folder / FILE
    try:
        plain = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise CaseMissing(
            where=str(folder),
            why="there is no case file here",
            next=Phrase(
                "Check the name of the folder.",
                f"Check the name of the folder; `habeas init {folder}` makes a case there.",
            ),
        ) from None
    except OSError as error:
        why = phrase("this cannot be read: %(strerror)s", strerror=error.strerror)
        raise BadFile(where=str(path), why=why, next="Check that it is a file, and that you may read it.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadFile(
            where=str(path),
            why=phrase("this cannot be read: %(error)s", error=error),
            next=Phrase(
                "Undo the last change in it.",
                "Undo the last change in it; `habeas settings CASE --put-back` does that.",
            ),
        ) from None
    return _settings(plain, path)


KNOWN = ("title", "base", "languages", "recorder", "sensitivity", "conventions", "fields", "engine", "followup")


def _settings(plain: dict[str, object], path: Path) -> CaseSettings:
    if unknown := sorted(set(plain) - set(KNOWN)):
        why = phrase("“%(unknown)s” is not a setting", unknown=unknown[0])
        raise BadFile(where=str(path), why=why, next="Settings: " + ", ".join(KNOWN))
    conventions = plain.get("conventions", {})
    languages = plain.get("languages", ["en"])
    words = {key: plain[key] for key in ("title", "recorder", "sensitivity") if key in plain}
    if (
        not isinstance(conventions, dict)
        or not isinstance(languages, list)
        or not all(isinstance(w, str) for w in words.values())
    ):
        raise BadFile(
            where=str(path),
            why="a setting has the wrong form",
            next='Texts stand in quotes, languages in [ ]: languages = ["es"]',
        )
    try:
        read = read_conventions(conventions)
    except HabeasError as error:
        raise error.at(str(path)) from None
    return CaseSettings(
        **{key: str(word) for key, word in words.items()},
        base=require_base(str(plain.get("base", DEFAULT_BASE))),
        languages=tuple(str(lang) for lang in languages),
        conventions=read,
        fields=_marked_fields(plain.get("fields", {}), path),
        engine=read_engine(plain.get("engine"), str(path)),
        followup=followup_rules(plain.get("followup", {}), str(path)),
    )


def _marked_fields(given: object, path: Path) -> dict[str, str]:
    """The fields that are marked, each with its level. Raises BadFile."""
    if not isinstance(given, dict):
        why = "the fields that are marked stand in a table of their own"
        raise BadFile(where=str(path), why=why, next='[fields], and under it: bornOn = "restricted"')
    for name, word in given.items():
        if name not in PROPERTIES:
            near = get_close_matches(name, PROPERTIES, n=1, cutoff=0.5)
            next_ = f"Did you mean {near[0]}?" if near else "Use the name of a relation or a detail of the vocabulary."
            raise BadFile(
                where=f"{path}, [fields]",
                why=phrase("there is no relation or detail “%(name)s”", name=name),
                next=next_,
            )
        if word not in LEVELS:
            why = phrase("“%(word)s” is not how sensitive something is", word=word)
            raise BadFile(
                where=f"{path}, [fields] {name}",
                why=why,
                next=phrase("Choose one of: %(levels)s", levels=", ".join(LEVELS)),
            )
    return dict(given)


def settings_text(settings: CaseSettings, *, whole: bool = False) -> str:
    """case.toml for a new case, with every convention shown as a comment; with `whole`, as a setting."""
    quoted = json.dumps
    lines = [
        "# The settings of this case file. The facts are in journal/, the captured documents in sources/.",
        f"title = {quoted(settings.title, ensure_ascii=False)}",
        f"languages = {quoted(list(settings.languages))}",
        f"base = {quoted(settings.base)}          # every name in the file starts with this; do not change it later",
        f"recorder = {quoted(settings.recorder, ensure_ascii=False)}"
        "          # who records, unless somebody else is named",
        f"sensitivity = {quoted(settings.sensitivity)}",
        "# Some fields can be more sensitive than others: at the end of this file, [fields], and under it, say,",
        '# bornOn = "restricted", or another relation or detail of the vocabulary, with restricted or sealed.',
        "",
        "# How words for dates and numbers are read. Remove the # to change one; claims stay, dates are read anew.",
        "[conventions]",
    ]
    shown = settings.conventions.as_mapping().items()
    told = (f"{'' if whole and value != '' else '# '}{name} = {_toml(value)}" for name, value in shown)
    more = f"\n{engine_text(settings.engine)}" if settings.engine else ""
    return "\n".join([*lines, *told]) + "\n" + more + rules_text(settings.followup)


def with_time_zone(text: str, zone: str) -> str:
    """The text of a case.toml with a time zone among its conventions, for one that has none yet."""
    line = f"time_zone = {json.dumps(zone)}  # of the country of the facilities; days are counted in it"
    told = re.sub(r"(?m)^#\s*time_zone\s*=.*$", lambda _: line, text, count=1)
    if told == text:
        told = re.sub(r"(?m)^\[conventions\]\s*$", lambda found: f"{found[0].rstrip()}\n{line}\n", text, count=1)
    return told if told != text else f"{text.rstrip()}\n\n[conventions]\n{line}\n"


def _toml(value: object) -> str:
    return json.dumps(list(value) if isinstance(value, tuple) else value)


_WORDS: Final = {
    "week_starts": ("monday", "sunday", "saturday"),
    "hemisphere": ("north", "south"),
    "easter": ("western", "orthodox"),
}
_DAY: Final = (1, 31)
_MONTH: Final = (1, 12)
_PERCENT: Final = (1, 100)
_NUMBER: Final = (1, 1_000_000)
_LIMITS: Final[Mapping[str, FirstLast]] = {
    "early_month": _DAY,
    "mid_month": _DAY,
    "late_month": _DAY,
    "early_year": _MONTH,
    "mid_year": _MONTH,
    "late_year": _MONTH,
    "recent_months": (1, 1200),
    "recent_weeks": (1, 520),
    "recent_days": (1, 366),
    "recent_years": (1, 100),
    "few_days": (1, 366),
    "few_weeks": (1, 52),
    "few_months": (1, 120),
    "few_years": (1, 100),
    "sighting_days": (0, 36500),
    "approx_units": (0, 100),
    "nearly_percent": _PERCENT,
    "about_percent": (0, 100),
}


def read_conventions(mapping: Mapping[str, object]) -> Conventions:
    """These values, and the defaults for the rest. Raises BadConvention for an unknown name or a wrong value."""
    checked: dict[str, Any] = {name: _checked(name, value) for name, value in mapping.items()}
    return Conventions(**checked)


_DEFAULT_VALUES: Final[Mapping[str, object]] = {one.name: one.default for one in fields(Conventions)}


def _checked(name: str, value: object) -> object:
    """The value in the form we keep. Raises BadConvention."""
    if name not in _DEFAULT_VALUES:
        raise _unknown(name)
    default = _DEFAULT_VALUES[name]
    if isinstance(default, tuple):
        return _pair(name, value)
    if isinstance(default, int):
        return _whole(name, value)
    return _word(name, value)


def _unknown(name: str) -> BadConvention:
    near = get_close_matches(name, _DEFAULT_VALUES, n=1, cutoff=0.5)
    known = f"Did you mean {near[0]}?" if near else f"Known are: {', '.join(_DEFAULT_VALUES)}."
    return BadConvention(why=phrase("there is no convention called %(name)r", name=name), next=known)


def _word(name: str, value: object) -> str:
    """One of the words that are allowed; for a time zone, one that this machine knows."""
    text = value.strip() if isinstance(value, str) else ""
    if name == "time_zone":
        if not text or is_time_zone(text):
            return text
        raise _wrong(name, value, "a time zone such as America/Caracas")
    if text.lower() in _WORDS[name]:
        return text.lower()
    raise _wrong(name, value, f"one of {', '.join(_WORDS[name])}")


def is_time_zone(name: str) -> bool:
    """True for a name of the time zone database, such as America/Caracas."""
    try:
        return bool(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def _whole(name: str, value: object) -> int:
    low, high = _LIMITS.get(name, _NUMBER)
    if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
        return value
    raise _wrong(name, value, f"a whole number from {low} to {high}")


def _pair(name: str, value: object) -> FirstLast:
    low, high = _LIMITS[name]
    if isinstance(value, list | tuple) and [type(item) for item in value] == [int, int]:
        first, last = value
        if low <= first <= last <= high:
            return first, last
    raise _wrong(name, value, f"two whole numbers from {low} to {high}, the smaller first")


def _wrong(name: str, value: object, wanted: str) -> BadConvention:
    default = _DEFAULT_VALUES[name]
    shown = list(default) if isinstance(default, tuple) else default
    return BadConvention(
        why=phrase("%(name)s cannot be %(value)r", name=name, value=value),
        next=phrase("Give %(wanted)s; without it the value is %(shown)s.", wanted=wanted, shown=shown),
    )

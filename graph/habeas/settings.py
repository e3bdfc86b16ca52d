"""What the surroundings say: environment variables, read once into one frozen value.

HABEAS_RECORDER   who records, unless a command says --by; without it, the recorder of case.toml
HABEAS_FORMAT     table, json or csv, unless a command says --format
HABEAS_LANG       en or es, unless a command says --lang
HABEAS_ENGINE     the service that cases may keep their quads at, with the login (sparql/service_access.py)
NO_COLOR          any value: no colours (no-color.org)
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from habeas.errors import BadChoice

FORMATS = ("table", "json", "csv")
LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a command takes when its options say nothing."""

    recorder: str = ""
    format: str = "table"
    lang: str = "en"
    color: bool = True

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read the environment. Raises BadChoice naming the variable that has a wrong value."""
        given = os.environ if environ is None else environ
        return cls(
            recorder=given.get("HABEAS_RECORDER", ""),
            format=_one_of("HABEAS_FORMAT", given, FORMATS),
            lang=_one_of("HABEAS_LANG", given, LANGUAGES),
            color=not given.get("NO_COLOR"),
        )


def _one_of(name: str, given: Mapping[str, str], choices: tuple[str, ...]) -> str:
    value = given.get(name) or choices[0]
    if value not in choices:
        raise BadChoice(
            where=name, why=f"“{value}” is not one of its values", next="Choose one of: " + ", ".join(choices)
        )
    return value

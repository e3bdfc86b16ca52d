"""The time zone in which the days of a case are counted, by default that of the country its facilities are in.

A moment with a zone (`2026-01-12T02:00:00Z`) belongs to one day in Caracas and to another in Geneva. When the first one
stands in a file whose case.toml names no time zone, the zone is taken from the country that the facilities are told to
be in, and written into case.toml, where it can be read and changed; dates are read by it from the next opening on.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Final

from habeas.model.config import CaseSettings
from habeas.model.text import fold
from habeas.sparql.contract import Store
from habeas.vocab import PREFIXES

_MOMENTS: Final = """ASK { ?day hab:edtf ?text FILTER(REGEX(STR(?text), "T[0-9][0-9]:.*(Z|[+-][0-9][0-9]:)")) }"""
_PLACES: Final = """SELECT DISTINCT ?label {
  ?facility schema:containedInPlace+ ?place . ?place skos:prefLabel|skos:altLabel ?label
  FILTER(CONTAINS(STR(?facility), "/facility/"))
}"""
_CAPITALS: Final = {
    "AR": "America/Argentina/Buenos_Aires",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CD": "Africa/Kinshasa",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia",
    "DE": "Europe/Berlin",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "ID": "Asia/Jakarta",
    "KZ": "Asia/Almaty",
    "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PS": "Asia/Hebron",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "US": "America/New_York",
    "UZ": "Asia/Tashkent",
}
"""Of countries with several zones, the one of the capital."""
_LANGUAGES: Final = ("en", "es", "fr", "pt", "ru", "ar", "fa")
"""The languages in which a country may be called by its name."""


def needed_time_zone(store: Store, settings: CaseSettings) -> str:
    """The zone to be written into case.toml, where it is needed and not decided; empty for none."""
    if settings.conventions.time_zone or not store.query(_MOMENTS, prefixes=PREFIXES).boolean():
        return ""
    return zone_of_facilities(store)


def zone_of_facilities(store: Store) -> str:
    """The zone of the one country in which facilities are told to be; empty when there is none, or more than one."""
    labels = [str(row[0]) for row in store.query(_PLACES, prefixes=PREFIXES).rows()]
    countries = {code for label in labels if (code := _codes().get(fold(label)))}
    return zone_of_country(countries.pop()) if len(countries) == 1 else ""


@cache
def _codes() -> dict[str, str]:
    """What countries are called, folded, with their codes."""
    babel, zones = import_module("babel"), _zones()
    named = (item for language in _LANGUAGES for item in babel.Locale(language).territories.items())
    return {fold(name): code for code, name in named if code in zones}


def zone_of_country(code: str) -> str:
    """The time zone of a country: its only one, or that of the capital; empty where neither is known."""
    zones = _zones().get(code, [])
    return zones[0] if len(zones) == 1 else _CAPITALS.get(code, "")


def _zones() -> dict[str, list[str]]:
    """The time zones of each country; babel is imported late, for that takes a tenth of a second."""
    found: dict[str, list[str]] = import_module("babel").core.get_global("territory_zones")
    return found

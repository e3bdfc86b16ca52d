"""Feasts by their names in English and Spanish: those of the same day each year, and those that move with Easter.

Easter is that of the Western churches unless the words or the convention `easter` say Orthodox. A feast that some
countries keep on another day than the church's calendar (the Ascension, Corpus Christi) has both days.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib import import_module
from typing import Final

HOLIDAYS: Final[Mapping[str, tuple[int, int]]] = {
    "new year": (1, 1),
    "new year day": (1, 1),
    "new year eve": (12, 31),
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "orthodox christmas": (1, 7),
    "orthodox christmas day": (1, 7),
    "orthodox christmas eve": (1, 6),
    "boxing day": (12, 26),
    "epiphany": (1, 6),
    "epiphanyeve": (1, 5),
    "candlemas": (2, 2),
    "valentinesday": (2, 14),
    "womensday": (3, 8),
    "may day": (5, 1),
    "pressfreedomday": (5, 3),
    "tortureday": (6, 26),
    "assumption": (8, 15),
    "disappearedday": (8, 30),
    "halloween": (10, 31),
    "allsaints": (11, 1),
    "allsouls": (11, 2),
    "violencewomenday": (11, 25),
    "immaculate": (12, 8),
    "humanrightsday": (12, 10),
    "innocents": (12, 28),
}
"""Days of the calendar that are the same everywhere: month and day."""

MOVABLE: Final[Mapping[str, tuple[int, int]]] = {
    "carnival": (-51, -47),
    "shrovemonday": (-48, -48),
    "shrovetuesday": (-47, -47),
    "ashwednesday": (-46, -46),
    "lent": (-46, -1),
    "palmsunday": (-7, -7),
    "holyweek": (-7, 0),
    "holymonday": (-6, -6),
    "holytuesday": (-5, -5),
    "holywednesday": (-4, -4),
    "maundythursday": (-3, -3),
    "goodfriday": (-2, -2),
    "easterweekend": (-2, 1),
    "holysaturday": (-1, -1),
    "easter": (0, 0),
    "easterweek": (-7, 6),
    "eastermonday": (1, 1),
    "ascensionday": (39, 39),
    "ascension": (39, 42),
    "pentecost": (49, 49),
    "whitmonday": (50, 50),
    "trinitysunday": (56, 56),
    "corpuschristi": (60, 63),
}
"""First and last day, counted in days from Easter Sunday."""

_SUNDAY_OF: Final = "(?:domingo|dia) de (?:la )?"
FEAST_NAMES: Final = (
    (
        r"\b(?:orthodox|coptic|eastern|greek) (?=easter|good|great|holy|palm|maundy|pentecost|ascension|christmas)",
        "orthodox ",
    ),
    (r"\b(?:catholic|western|latin) (?=easter|good|holy|palm|maundy|pentecost|ascension)", "western "),
    (r"\b(?:pascua|navidad) (?:judia|hebrea|militar)\b", "otherfeast"),
    (r"\beaster eve\b", "holysaturday"),
    (r"\beaster weekend\b|\bfin de semana (?:de pascua|de semana santa|santo)\b", "easterweekend"),
    (r"\beaster monday\b|\blunes de (?:pascua|resurreccion|gloria)\b", "eastermonday"),
    (r"\beaster week\b|\bsemana de (?:la )?(?:pascua|resurreccion)\b|\boctava de pascua\b", "easterweek"),
    (r"\b(?:easter|resurrection) (?:sunday|day)\b", "easter"),
    (rf"\b{_SUNDAY_OF}(?:pascuas?|resurreccion|gloria)(?: de resurreccion)?\b", "easter"),
    (rf"\b{_SUNDAY_OF}pentecostes\b|\bpentecostes\b|\bwhit ?sunday\b|\bpentecost(?: sunday)?\b", "pentecost"),
    (r"\bpascua(?: de resurreccion| florida)?\b(?! de)", "easter"),
    (r"\bwhit monday\b|\blunes de pentecostes\b", "whitmonday"),
    (r"\b(?:good|great|holy) friday\b|\bviernes (?:santo|de dolores de la semana santa)\b", "goodfriday"),
    (r"\b(?:maundy|holy|great|sheer) thursday\b|\bjueves santo\b", "maundythursday"),
    (r"\b(?:holy|great|spy) wednesday\b|\bmiercoles santo\b", "holywednesday"),
    (r"\b(?:holy|great) tuesday\b|\bmartes santo\b", "holytuesday"),
    (r"\b(?:holy|great) monday\b|\blunes santo\b", "holymonday"),
    (r"\b(?:holy|great) saturday\b|\bsabado (?:santo|de gloria)\b", "holysaturday"),
    (r"\bpalm sunday\b|\bdomingo de ramos\b", "palmsunday"),
    (r"\b(?:holy|passion) week\b|\bsemana (?:santa|mayor)\b", "holyweek"),
    (r"\bash wednesday\b|\bmiercoles de ceniza\b", "ashwednesday"),
    (r"\b(?:shrove tuesday|mardi gras|fat tuesday|martes de carnaval)\b", "shrovetuesday"),
    (r"\b(?:shrove|carnival) monday\b|\blunes de carnaval\b", "shrovemonday"),
    (r"\bcarnaval(?:es)?\b", "carnival"),
    (r"\bcuaresma\b", "lent"),
    (r"\bascension (?:day|thursday)\b|\bjueves de la ascension\b", "ascensionday"),
    (r"\b(?:feast of the )?ascension\b(?! day)|\bdia de la ascension\b", "ascension"),
    (r"\bcorpus(?: christi)?\b", "corpuschristi"),
    (r"\btrinity sunday\b|\bdomingo de la (?:santisima )?trinidad\b", "trinitysunday"),
    (r"\b(easter|holyweek|goodfriday|maundythursday|palmsunday|pentecost|navidad) ortodox[oa]s?\b", r"orthodox \1"),
    (r"\b(?:dia de )?(?:todos )?(?:los )?santos inocentes\b|\bdia de los inocentes\b", "innocents"),
    (r"\b(?:all saint(?:s|'?s)?|all hallows)(?: day)?\b|\b(?:dia de )?todos los santos\b", "allsaints"),
    (r"\ball souls?(?: day)?\b|\bday of the dead\b|\bdia de (?:los )?(?:fieles )?(?:muertos|difuntos)\b", "allsouls"),
    (r"\b(?:noche|vispera) de (?:los )?reyes\b", "epiphanyeve"),
    (r"\b(?:dia de )?(?:los )?reyes(?: magos)?\b|\bthree kings(?: day)?\b|\bepifania\b", "epiphany"),
    (
        r"\b(?:saint |st )?valentines?(?: day)?\b|\b(?:dia de )?san valentin\b|\bdia de los enamorados\b",
        "valentinesday",
    ),
    (r"\b(?:international )?wom[ae]ns? day\b|\bdia (?:internacional )?de las? mujer(?:es)?\b", "womensday"),
    (
        r"\b(?:international )?(?:human rights) day\b|\bdia (?:internacional )?de los derechos humanos\b",
        "humanrightsday",
    ),
    (r"\b(?:world )?press freedom day\b|\bdia (?:mundial )?de la libertad de prensa\b", "pressfreedomday"),
    (
        r"\binternational day of (?:the )?(?:victims of enforced disappearances|disappeared)\b|"
        r"\bdia internacional (?:de las victimas de desapariciones forzadas|del detenido desaparecido)\b",
        "disappearedday",
    ),
    (r"\b(?:international )?workers day\b|\bdia (?:internacional )?del trabajo\b", "may day"),
    (r"\bassumption(?: day)?\b|\b(?:dia de )?la asuncion\b", "assumption"),
    (r"\b(?:dia de )?la inmaculada(?: concepcion)?\b|\bimmaculate conception\b", "immaculate"),
    (r"\b(?:dia de )?la candelaria\b", "candlemas"),
    (r"\bvispera de ano nuevo\b", "nochevieja"),
    (r"\bchristmas night\b|\bnoche de navidad\b", "night christmas"),
)
"""Each name, in words as folded, with the word of the small language."""


@cache
def _easter(year: int, church: str) -> date:
    """Kept: fetching the library takes a tenth of a second."""
    return date(*import_module("convertdate").holidays.easter(year, church))


def movable_feast(name: str, year: int, church: str) -> tuple[date, date]:
    """First and last day of a feast that moves with Easter; `church` is western or orthodox."""
    sunday = _easter(year, church)
    first, last = MOVABLE[name]
    return sunday + timedelta(days=first), sunday + timedelta(days=last)

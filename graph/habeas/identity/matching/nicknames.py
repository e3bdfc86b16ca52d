"""Short names that people are called by: Pepe for José, Sasha for Aleksandr; a hand-kept list, which proves nothing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_LISTED: Final = """
jose: pepe chepe cheo pepito josito
josefa: pepa pepita
francisco: paco pancho kiko curro pachi
francisca: paca panchita paquita
ignacio: nacho
jesus: chucho chuy chus
manuel: manolo manny lolo
manuela: manola
enrique: quique kike
guillermo: memo guille
alberto: beto
roberto: beto tito rober
eduardo: lalo edu
gerardo: lalo
antonio: tono
luis: lucho lichi
ernesto: neto
fernando: nando fer
dolores: lola
concepcion: concha conchita
mercedes: meche merche
rosario: charo chayo
guadalupe: lupe lupita
graciela: chela
isabel: chabela isa
consuelo: chelo
alejandro: alex ale jano
alejandra: ale
rafael: rafa
gabriel: gabo
santiago: santi chago
vicente: chente
william: bill will billy
robert: bob rob bobby
richard: dick rick rich
james: jim jimmy
john: jack johnny
michael: mike mick
joseph: joe
thomas: tom tommy
edward: ed ted eddie
elizabeth: liz beth betty
margaret: peggy maggie meg
katherine: kate kathy
aleksandr: sasha sanya shura
aleksandra: sasha shura
aleksei: alyosha lyosha
dmitrii: dima mitya
dmitry: dima mitya
ivan: vanya
mikhail: misha
nikolai: kolya
pyotr: petya
sergei: seryozha
vladimir: volodya vova
yekaterina: katya
tatyana: tanya
yevgeny: zhenya
"""


def _full_names() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _LISTED.split("\n"):
        full, _, short = line.partition(":")
        for name in short.split():
            found.setdefault(name, set()).add(full)
    return {short: frozenset(full) for short, full in found.items()}


FULL: Final[Mapping[str, frozenset[str]]] = MappingProxyType(_full_names())
"""The names that a short name may stand for; small Latin letters without accents."""


def called(a: str, b: str) -> bool:
    """True when one of two words is a nickname for the other, or both are nicknames for one name."""
    return bool((FULL.get(a, frozenset()) | {a}) & (FULL.get(b, frozenset()) | {b})) and a != b

"""Short names: Pepe for José, Sasha for Aleksandr; and how names are abbreviated: Ma., Fco. A hand-kept list, which
proves nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from habeas.identity.matching.equivalents import name_number

_LISTED: Final = """
maria: ma mari | francisco: fco fcisco | francisca: fca | guadalupe: gpe | antonio: anto ant | fernando: fdo
domingo: dgo | manuel: ml mel | bernardo: bdo | eduardo: edo | ricardo: rdo | jesus: js
rodriguez: rguez rdguez rdz rgz | fernandez: fdez fdz frdez | gonzalez: glez gzlez glz gzz gonz
hernandez: hdez hdz hrdez | martinez: mtnez mtz mnez mrtnez | sanchez: schez snchz snchez
gutierrez: gtz gtrrez gutrz | jimenez: jmnez jmz jnez | lopez: lpz | perez: prz pz | ramirez: rmz rmrez
vazquez: vzqz vqz vzquez | vasquez: vzqz vsqz | alvarez: alvz | dominguez: dguez dmgz | suarez: srz
mohammad: md mohd muhd mhd | mohammed: md mohd muhd mhd | muhammad: md mohd muhd mhd | william: wm willm
john: jn jno | joseph: jos | james: jas | charles: chas | george: geo | thomas: thos | robert: robt | edward: edw
benjamin: benj | mariya: masha manya | anastasiya: nastya | natalya: natasha | svetlana: sveta | olga: olya
elena: lena | lyudmila: lyuda | nadezhda: nadya | irina: ira | lyubov: lyuba | galina: galya | yuriy: yura
pavel: pasha | viktor: vitya | konstantin: kostya | stanislav: stas | vladislav: vlad | grigoriy: grisha
anatoliy: tolya | samuel: saml | daniel: danl | jose: pepe chepe cheo pepito josito | josefa: pepa pepita
francisco: paco pancho kiko curro pachi | francisca: paca panchita paquita | ignacio: nacho | jesus: chucho chuy chus
manuel: manolo manny lolo | manuela: manola | enrique: quique kike | guillermo: memo guille | alberto: beto
roberto: beto tito rober | eduardo: lalo edu | gerardo: lalo | antonio: tono | luis: lucho lichi | ernesto: neto
fernando: nando fer | dolores: lola | concepcion: concha conchita | mercedes: meche merche | rosario: charo chayo
guadalupe: lupe lupita | graciela: chela | isabel: chabela isa | consuelo: chelo | alejandro: alex ale jano
alejandra: ale | rafael: rafa | gabriel: gabo | santiago: santi chago | vicente: chente | william: bill will billy
robert: bob rob bobby | richard: dick rick rich | james: jim jimmy | john: jack johnny | michael: mike mick
joseph: joe | thomas: tom tommy | edward: ed ted eddie | elizabeth: liz beth betty | margaret: peggy maggie meg
katherine: kate kathy | aleksandr: sasha sanya shura | aleksandra: sasha shura | aleksei: alyosha lyosha
dmitrii: dima mitya | dmitry: dima mitya | ivan: vanya | mikhail: misha | nikolai: kolya | pyotr: petya
sergei: seryozha | vladimir: volodya vova | yekaterina: katya | tatyana: tanya | yevgeny: zhenya
"""


def _full_names() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in re.split(r"[|\n]", _LISTED):
        full, _, short = line.strip().partition(":")
        for name in short.split():
            found.setdefault(name, set()).add(full)
    return {short: frozenset(full) for short, full in found.items()}


FULL: Final[Mapping[str, frozenset[str]]] = MappingProxyType(_full_names())
"""The names that a short name may stand for; small Latin letters without accents."""


def called(a: str, b: str) -> bool:
    """True when one of two words is a short form of the other, or both are short forms of one name."""
    return a != b and bool(_meant(a) & _meant(b))


def _meant(word: str) -> set[str | int]:
    """The word, and the names that it may be short for; names of the list of equivalents by their numbers."""
    return {name_number(name) or name for name in FULL.get(word, frozenset()) | {word}}

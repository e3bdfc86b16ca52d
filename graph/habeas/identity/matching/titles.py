"""Words that stand before, within or after names and are no part of them. Small letters, without accents."""

from __future__ import annotations

from typing import Final


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


MAN: Final = _set("mr sr senor don dn herr monsieur sayyid")
WOMAN: Final = _set("mrs ms miss sra srta senora senorita dona frau madame mme sayyida")
RANK: Final = _set(
    "dr dra doctor doctora lic licenciado licenciada ing prof profesor profesora professor president presidente presidenta gen"
    " general col coronel colonel cap capt capitan captain cmdr comandante sgt sargento sergeant lt teniente gov governor"
    " gobernador gobernadora sen senator senador senadora dip diputado diputada judge juez jueza fr father padre sister hermana"
    " rev imam sheikh shaykh haji abg abogado abogada"
)
TITLES: Final = MAN | WOMAN | RANK
PARTICLES: Final = _set("de del la las los y e da do das dos di du van von der den bin ibn ben bint al el ul")
"""Within names of people."""
GENERATIONS: Final = _set("jr junior hijo filho ii iii iv")
SMALL: Final = _set("the of for and in at on a an to by de del la las los el y e en a al para por con")
"""Within names of bodies and places."""
ROMAN: Final = _set("i ii iii iv v vi vii viii ix x")

"""Korean names, in Hangul and as they are romanized: by the rules of the South, by McCune and Reischauer, by custom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from anyascii import anyascii

from habeas.identity.matching.romanize import latin, surname_first
from habeas.identity.matching.rules import Rules

_KOREAN: Final = """
kim gim|lee yi i rhee ree ri|park bak pak bag|choi choe choy|jung jeong chung cheong|kang gang|cho jo
yoon yun youn|jang chang
lim im rim yim|oh o|han|shin sin|seo suh so|kwon gwon|hwang|ahn an|song|ryu lyu yoo yu you|hong
jeon chun jun chon|ko go koh
moon mun|yang|son sohn|bae pae|baek paik paek baik baeg|heo hur huh ho|noh no roh ro|nam|sim shim|ha hah
joo ju chu|koo gu ku
min|jin chin|ji chi|um eom om|won|chae|cheon|bang pang|gong kong|hyun hyeon hyon|ham|byun byeon|yeo yuh|choo chu|do to
seok suk sok seog|seol sul|sun seon|gil kil|yeon youn yon|wi|pyo|myung myeong|ki gi|ban pan|ra na|wang|geum keum
ok og|yuk yug|kwak gwak gwag|mok mog|kook guk gug
"""
_KOREAN_SURNAME: Final = {
    spelling: family.split()[0]
    for line in _KOREAN.split("\n")
    for family in line.split("|")
    for spelling in family.split()
}
_HEARD_KOREAN: Final = Rules(
    r"""
sh(?=i)→s ch|j→c [gk]+h?→k [dt]+→t [bp]+→p [rl]+→l wh→h y(?:eo|ou|oo|u|uh)(?![aei])→yu w(?:oo|u|eo)→u
eui|ui|yi|ee|ih→i eo|eu|oo|uh|ou→u ae|ai|eh|oe|oi→e oh→o ah→a (.)\1+→\1
"""
)
_BREVE: Final = str.maketrans({"ŏ": "eo", "ŭ": "eu", "Ŏ": "eo", "Ŭ": "eu"})


def korean_of_signs(signs: str) -> Iterator[str]:
    """What a Korean name in signs shares with its spellings in Latin letters."""
    parts = [anyascii(sign).lower() for sign in signs]
    family = _KOREAN_SURNAME.get(parts[0], parts[0])
    given = "".join(parts[1:])
    yield f"k{family}.{_HEARD_KOREAN(given)}"
    yield f"k{family}.{_HEARD_KOREAN(given.replace('eo', 'o'))}"


def korean_in_latin(written: Sequence[str]) -> Iterator[str]:
    """What the words of a name in Latin letters share with a Korean name in signs; nothing without such a surname."""
    plain = [latin(word.translate(_BREVE)) for word in written]
    for surname, given in surname_first(plain):
        if family := _KOREAN_SURNAME.get(surname):
            yield f"k{family}.{_HEARD_KOREAN(''.join(given))}"

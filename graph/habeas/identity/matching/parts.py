"""A text that names a person, taken apart: titles, particles and words that belong together.

`عبد الرحمن` is one name, and so are Abdul Rahman, Abd al-Rahman and Abdurrahman; so is `أبو بكر`, so is `نور الدين`.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from habeas.identity.matching.phonetics import NameWord, is_latin, name_word, words
from habeas.identity.matching.romanize import ARABIC, arabic, tidy


def _words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


MAN: Final = _words_of("mr sr senor don dn herr monsieur sayyid")
WOMAN: Final = _words_of("mrs ms miss sra srta senora senorita dona frau madame mme sayyida")
RANK: Final = _words_of(
    "dr dra doctor doctora lic licenciado licenciada ing prof profesor profesora professor president"
    " presidente presidenta gen general col coronel colonel cap capt capitan captain cmdr comandante sgt"
    " sargento sergeant lt teniente gov governor gobernador gobernadora sen senator senador senadora dip"
    " diputado diputada judge juez jueza fr father padre sister hermana rev imam sheikh shaykh haji abg"
    " abogado abogada arq arquitecto arquitecta mtro mtra maestro maestra hon hno hna pbro mons ustaz ustad"
    " mullah maulana hajj hujjat ayatollah sheik shri sri smt thiru pan pani gospodin gospozha advokat"
)
TITLES: Final = MAN | WOMAN | RANK
PARTICLES: Final = _words_of(
    "de del la las los el y e da do das dos di du van von der den ter ten zu bin ibn ben bint binti al el ul"
)
"""Within names of people."""
GENERATIONS: Final = _words_of("jr junior hijo filho ii iii iv")
_SIGN_TITLE: Final = re.compile(
    r"\s*(?:先生|女士|小姐|太太|律师|律師|教授|博士|老师|老師|医生|醫生|记者|記者|主席|书记|書記|同志|さん|さま|様|氏|君|ちゃん"
    r"|선생님|선생|변호사|기자|교수|박사|씨|님)\s*$"
)
_THAI_TITLE: Final = re.compile(r"^(?:นางสาว|นาย|นาง|น\.ส\.)\s*(?=[\u0e01-\u0e4e]{2})")
_OTHER_TITLE: Final = re.compile(
    r"^(?:الدكتور[ةه]?|دكتور[ةه]?|الشيخ|شيخ|السيد[ةه]?|المحامي[ةه]?|الأستاذ[ةه]?"
    r"|آقای|خانم|دکتر|شیخ|ד\"ר|מר|גב'|श्री|श्रीमती|सुश्री"
    r"|डॉ\.?|পণ্ডিত|κ\.|κα|г-н|г-жа|господин|пан|пані|адвокат|адвокатка)\s+(?=\S)"
)
_MOST_INITIALS: Final = 3

# -- words that belong together

_SERVANT: Final = _words_of("abd abdul abdel abdal abdol abdoul abdur abdus abdun abdu abder abdes abden")
_FATHER: Final = _words_of("abu abou abo aboo abi")
_ARTICLES: Final = _words_of("al el ul il ar as ash an az ad at ur us un ush er es en ez ed et")
_SUN_LETTER: Final = _words_of("ar as ash an az ad at adh er es esh ech en ez ed et")
_FAITH: Final = re.compile(r"(?:[aeiou]{1,2}[ld])?d[ie]{1,2}ne?")
_SERVANT_OF: Final = re.compile(r"^abd[aeiou]{1,2}(?:l|([rnszdt])(?=\1)|sh(?=sh))?(\w{3,})$")
_FATHER_OF: Final = re.compile(r"^ab(?:ou|oo|u|o)l?(?=[^aeiou\W]\w{3,})")
_OF_FAITH: Final = re.compile(r"^(\w{2,}?)(?:[aeiou]{1,2}[ld](?=d))d[ie]{1,2}ne?$")
_OF_GOD: Final = re.compile(r"^(?!abd)(\w{3,}?)(?:[aeou]t)?[aeou]?l+ah$")
_ARABIC_PARTICLE: Final = frozenset(["بن", "ابن", "بنت", "ال", "ולד"])


def begins_compound(word: NameWord) -> str:
    """`abd` or `abu` for a word with which such a name begins when it is written in two words; else nothing."""
    if word.latin in _SERVANT or (ARABIC.match(word.written) and arabic(word.written) == "عبد"):
        return "abd"
    if word.latin in _FATHER or (ARABIC.match(word.written) and arabic(word.written) in {"ابو", "ابي"}):
        return "abu"
    return ""


class NameParts(NamedTuple):
    """The words of a name without titles and particles; what its title tells, and its generation."""

    words: tuple[NameWord, ...]
    gender: str
    generation: str


def as_parts(text: str) -> NameParts:
    """Take a text that names a person apart."""
    plain = _untitled(tidy(text))
    last, comma, first = plain.partition(",")
    found = list(words(f"{first} {last}" if comma and len(words(first)) < len(words(plain)) else plain))
    found = list(_initials(found, shouted=text.isupper()))
    gender = ""
    while len(found) > 1 and found[0].latin in TITLES and is_latin(found[0].written):
        title = found.pop(0).latin
        gender = gender or ("m" if title in MAN else "f" if title in WOMAN else "")
    generation = found.pop().latin if len(found) > 1 and found[-1].latin in GENERATIONS else ""
    joined = _joined(found)
    kept = _glued(joined)
    return NameParts(kept or tuple(joined), gender, generation)


def _untitled(text: str) -> str:
    if text.isascii():
        return text
    for title in (_SIGN_TITLE, _THAI_TITLE, _OTHER_TITLE):
        shorter = title.sub("", text)
        text = shorter if shorter.strip() else text
    return text


def _initials(found: list[NameWord], *, shouted: bool) -> list[NameWord]:
    """JL as J. L., in a name that is not all in capitals."""
    every: list[NameWord] = []
    for word in found:
        letters = word.written
        run = letters.isascii() and letters.isupper() and 1 < len(letters) <= _MOST_INITIALS
        if run and not shouted and not set(letters) & set("AEIOUY"):
            every += [name_word(letter) for letter in letters]
        else:
            every.append(word)
    return every


def _glued(found: list[NameWord]) -> tuple[NameWord, ...]:
    """The words without particles; each knows what it is together with those before it."""
    kept: list[NameWord] = []
    before = ""
    for place, word in enumerate(found):
        after = found[place + 1].latin if place + 1 < len(found) else ""
        if _is_particle(word) or (word.latin in _SUN_LETTER and after.startswith(word.latin[-1])):
            before += word.latin
            continue
        kept.append(word._replace(glued=before + word.latin) if before else word)
        before = ""
    return tuple(kept)


def _is_particle(word: NameWord) -> bool:
    """`y` and `e` join surnames when written small; as capitals they are initials."""
    if ARABIC.match(word.written):
        return arabic(word.written) in _ARABIC_PARTICLE
    return word.latin in PARTICLES and not (word.initial and word.written.isupper())


def _joined(found: list[NameWord]) -> list[NameWord]:
    """The words, with those that make one name together."""
    every: list[NameWord] = []
    rest = list(found)
    while rest:
        word = rest.pop(0)
        begun = begins_compound(word) if rest else ""
        if begun:
            every.append(_together(begun, word, _next(rest)))
        elif every and _FAITH.fullmatch(word.latin):
            while len(every) > 1 and every[-1].latin in _ARTICLES:
                every.pop()
            every.append(_together(every[-1].latin, every.pop(), word, ending="din"))
        elif every and "ال" in word.written and arabic(word.written) in {"دين", "له"}:
            ending = "din" if arabic(word.written) == "دين" else "lah"
            every.append(_together(every[-1].latin, every.pop(), word, ending=ending))
        elif every and word.latin in {"allah", "ullah", "ollah", "llah"}:
            every.append(_together(every[-1].latin, every.pop(), word, ending="lah"))
        else:
            every.append(_in_one(word))
    return every


def _next(rest: list[NameWord]) -> NameWord:
    """The next word that is no article."""
    while len(rest) > 1 and rest[0].latin in _ARTICLES:
        rest.pop(0)
    return rest.pop(0)


def _together(latin: str, one: NameWord, other: NameWord, *, ending: str = "") -> NameWord:
    plain = ending or re.sub(r"^[ae]l(?=l?[b-df-hj-np-tv-z]\w{2})", "", other.latin)
    return name_word(one.written + other.written, latin + plain)


def _in_one(word: NameWord) -> NameWord:
    """A word that is written together what others write apart: Abdurrahman, Aboubakr, Noureddine, Hebatullah."""
    latin = word.latin
    if ARABIC.match(word.written):
        plain = arabic(word.written)
        if plain.startswith("عبد") and len(plain) > len("عبد") + 2:
            return name_word(word.written, "abd" + name_word(plain[3:]).latin)
        return word
    if found := _SERVANT_OF.match(latin):
        return name_word(word.written, "abd" + found[2])
    if found := _FATHER_OF.match(latin):
        return name_word(word.written, "abu" + latin[found.end() :])
    if found := _OF_FAITH.match(latin):
        return name_word(word.written, found[1] + "din")
    if found := _OF_GOD.match(latin):
        return name_word(word.written, found[1] + "lah")
    return word


# -- texts that name several people, or somebody by a relative

_RELATIVES: Final = (
    "herman[oa]|espos[oa]|mujer|marido|viud[oa]|hij[oa]s?|madre|padres?|t[ií][oa]"
    "|sobrin[oa]|prim[oa]|abuel[oa]|niet[oa]|cuñad[oa]"
    "|suegr[oa]|novi[oa]|pareja|familia|familiar(?:es)?|abogad[oa]|compañer[oa]"
)
_KIN: Final = (
    "sister|brother|wife|husband|widow|widower|son|daughter|mother|father|uncle|aunt|nephew|niece|cousin|lawyer|family"
    "|relatives?|partner|parents?"
)
_OF_OTHERS: Final = re.compile(
    rf"^\s*(?:(?:la|el|los|las|una?|su)\s+)?(?:{_RELATIVES})\s+(?:de|del)\s|^\s*(?:(?:the|a)\s+)?(?:{_KIN})\s+of\s"
    rf"|[’']s\s+(?:{_KIN})\s*$"
    r"|\b(?:y|and|e|et|und|и)\s+(?:otr[oa]s?|others?|outr[oa]s|autres|andere|другие|\w+\s+(?:más|mas|others?|more))\b"
    r"|\bet al\b",
    re.IGNORECASE,
)
_LIST: Final = re.compile(r"[;/]|\s(?:y|and|e|et|und|и|та|і|و|&|\+)\s", re.IGNORECASE)
_TWO_WORDS: Final = 2


def speaks_of_others(text: str) -> bool:
    """True for a text that lists several people, or that tells of somebody whose relative somebody is."""
    if _OF_OTHERS.search(text):
        return True
    commas = [part for part in re.split(r"[,、،]", text) if part.strip()]
    if len(commas) > _TWO_WORDS and sum(len(words(part)) >= _TWO_WORDS for part in commas) >= _TWO_WORDS:
        return True
    parts = [part for part in _LIST.split(text) if part.strip()]
    if len(parts) > 1 and "," not in text and len(words(parts[0])) == 1 and len(words(parts[1])) >= _TWO_WORDS:
        return True  # Manuel y Pedro Salas
    return len(parts) > 1 and all(len(words(part)) >= _TWO_WORDS for part in parts)

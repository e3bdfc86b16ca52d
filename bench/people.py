"""Names of nobody: strung together from syllable tables in four scripts, with a seed.

They behave like names in files: accents, double surnames, initials, surnames that many people share, and
other spellings of one name (accents lost, a letter doubled, written in Latin letters). Likeness is chance.
"""

import unicodedata
from dataclasses import dataclass, field
from random import Random

from bench.zipf import Zipf

ENTITY = dict[str, object]  # what a source's `names` says of one entity

# Each syllable is written natively, then after a colon in Latin letters.
_TABLES = {
    "es": (
        "Nal Tres Ov Íl Jur Quel Ebr Zam Ún Bren Far Gual",
        "ví:vi ta:ta lo:lo ré:re ne:ne bo:bo xa:xa dú:du",
        "Tol Quir Arb Es Mon Vel Ñand:Nand Sal Úrd:Urd Her Bal Cor",
        "ve:ve tú:tu que:que ñu:nu ri:ri do:do gó:go ra:ra",
        "ndo ñez:nez rral sco lga mbra nte rí:ri",
    ),
    "ar": (
        "نو:Nu تا:Ta زي:Zi غا:Gha رو:Ru شي:Shi بو:Bu",
        "لا:la ني:ni دو:du را:ra كي:ki ضا:da",
        "الت:al-T الغ:al-Gh الن:al-N الز:al-Z الق:al-Q الش:al-Sh",
        "او:aw يل:il ور:ur ام:am ين:in",
        "ودي:udi ازي:azi ونة:una اني:ani يري:iri",
    ),
    "ru": (
        "То:To Вел:Vel Зар:Zar Ну:Nu Ярк:Yark Ой:Oy Жел:Zhel",
        "ми:mi до:do ва:va ле:le ру:ru сё:syo",
        "Тор:Tor Жу:Zhu Кле:Kle Щип:Shchip Бро:Bro Вых:Vykh Люм:Lyum",
        "ба:ba ни:ni ге:ge до:do ша:sha",
        "нцев:ntsev льский:lskiy шук:shuk ндин:ndin йко:yko",
    ),
    "zh": (
        "汐:Xi 澈:Che 岚:Lan 霁:Ji 苕:Tiao 砚:Yan 槿:Jin",
        "泠:ling 珩:heng 舟:zhou 棠:tang 屿:yu 遥:yao",
        "栎:Li 漪:Yi 砂:Sha 筱:Xiao 壑:He 蓼:Liao 峤:Qiao",
        "川:chuan 野:ye 溪:xi 陌:mo 衡:heng",
        ":",
    ),
}
_SCRIPTS = ("es",) * 12 + ("ar",) * 3 + ("ru",) * 3 + ("zh",) * 2


@dataclass(frozen=True, slots=True)
class Name:
    """One name in its own letters and in Latin ones."""

    native: str
    latin: str

    def __add__(self, other: "Name") -> "Name":
        return Name(self.native + other.native, self.latin + other.latin)


_SPACE = Name(" ", " ")


def _table(text: str) -> list[Name]:
    pairs = (word.split(":") for word in text.split())
    return [Name(pair[0], pair[-1]) for pair in pairs]


def plain(text: str) -> str:
    """The text with its accents lost, as a careless typist writes it."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def slug(text: str) -> str:
    """Letters and digits of any script, hyphens between; Latin accents dropped, so that it can be typed."""
    kept = (c.lower() if c.isalnum() else "-" for c in unicodedata.normalize("NFC", text))
    words = "-".join(part for part in "".join(kept).split("-") if part)
    return plain(words) if words.isascii() or "LATIN" in unicodedata.name(words[0], "") else words


class Register:
    """Gives out new people. Surnames come from small pools, the first far more often than the last."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._given = {code: _given(code) for code in _TABLES}
        self._surnames = {code: Zipf(_surnames(code), rng, power=0.7) for code in _TABLES}
        self._count = 0

    def person(self, *, family: "Person | None" = None) -> "Person":
        """A new person; of a family, the script and the first surname are the family's."""
        script = family.script if family else self._rng.choice(_SCRIPTS)
        given = self._rng.choice(self._given[script])
        surname = family.surname if family else self._surnames[script].pick()
        name = self._written(script, given, surname)
        self._count += 1
        ref = f"person:{slug(name.native)}-{self._count}"
        return Person(ref, name.native, script, surname, self._others(given, surname, name))

    def _written(self, script: str, given: Name, surname: Name) -> Name:
        if script == "zh":
            return Name(surname.native + given.native, f"{surname.latin} {given.latin}")
        roll = self._rng.random()
        if script != "es" or roll < 0.25:
            return given + _SPACE + surname
        if roll < 0.45:
            initial = surname.latin[0] + "."
            return given + Name(f" {initial} ", f" {initial} ") + surname
        return given + _SPACE + surname + _SPACE + self._surnames[script].pick()

    def _others(self, given: Name, surname: Name, name: Name) -> list[str]:
        if self._rng.random() < 0.55:
            return []
        short = f"{given.latin[0]}. {surname.latin}"
        doubled = name.native[:2] + name.native[1:]
        every = [short, plain(name.latin), doubled, surname.native]
        wanted = self._rng.sample(every, 1 if self._rng.random() < 0.7 else 2)
        return [other for other in wanted if other != name.native]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody made up: the reference, the label, and other spellings met in sources."""

    ref: str
    label: str
    script: str
    surname: Name
    also: list[str] = field(default_factory=list)

    def entity(self) -> ENTITY:
        """What a source says of this person in its `names`."""
        entity: ENTITY = {"is": self.ref, "label": self.label}
        return entity | {"also": self.also} if self.also else entity


def _given(code: str) -> list[Name]:
    first, second = _table(_TABLES[code][0]), _table(_TABLES[code][1])
    short = [a + b for a in first for b in second]
    return short if code == "zh" else short + [name + b for name in short for b in second[:3]]


def _surnames(code: str) -> list[Name]:
    starts, middles = _table(_TABLES[code][2]), _table(_TABLES[code][3])
    ends = [Name("", "")] if code == "zh" else _table(_TABLES[code][4])
    return [a + b + c for c in ends for a in starts for b in middles]

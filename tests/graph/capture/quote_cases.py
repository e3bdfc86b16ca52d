"""Invented sentences, what print and keyboards make of them, and edits that make them say something else."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

NAMES: Final = (
    "Íñigo Peñalba",
    "Ana Ruiz",
    "Luis Ferreira",
    "Óscar Núñez",
    "Marta Suárez",
    "Ines Coffey",
    "Ruth Affleck",
)
PLACES: Final = ("Cárcel Norte", "the Old Barracks", "Fuerte Río", "La Ladera", "the office of Station 4")
MONTHS: Final = ("January", "March", "June", "October", "enero", "abril", "agosto", "noviembre")
FRAMES: Final = (
    "{name} was not released on {day} {month}, said the first officer of {place} to {count} relatives.",
    "On {day} {month} the guards took {name} to {place} “without a warrant”, and {count} others never came back.",
    "{name} fue llevada a {place} el {day} de {month}; no había orden judicial, según {count} testigos.",
    "El {day} de {month}, {count} familiares no pudieron ver a {name} en {place} — dijo «nadie responde».",
    "The well-known affidavit says that {name} had not seen {count} letters before {day} {month} in {place}.",
    "Durante {count} días {name} no recibió ninguna visita en {place}, hasta el {day} de {month}, afirmó su abogada.",
)


@dataclass(frozen=True, slots=True)
class Case:
    """A quote, the text it is looked for in, and by what it was made."""

    made_by: str
    quote: str
    text: str


def sentences(seed: int, count: int) -> list[str]:
    """Sentences that all differ."""
    pick = random.Random(seed)  # noqa: S311 a game of chance, not a secret
    made: dict[str, None] = {}
    while len(made) < count:
        told = {"name": pick.choice(NAMES), "place": pick.choice(PLACES), "month": pick.choice(MONTHS)}
        made[pick.choice(FRAMES).format(**told, day=pick.randint(1, 28), count=pick.randint(2, 999))] = None
    return list(made)


# -- what print and keyboards do


def _hyphenated(text: str, pick: random.Random) -> str:
    words = text.split(" ")
    long = [n for n, word in enumerate(words) if len(word) > 3 and word.isalpha()]
    n = pick.choice(long)
    cut = pick.randint(1, len(words[n]) - 1)
    words[n] = f"{words[n][:cut]}-\n{words[n][cut:]}"
    return " ".join(words)


def _soft(text: str, pick: random.Random) -> str:
    return re.sub(r"(\w{3})(\w{3})", "\\1\u00ad\\2", text)


def _ligatures(text: str, pick: random.Random) -> str:
    return text.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("ff", "ﬀ").replace("ffl", "ﬄ")


def _wrapped(text: str, pick: random.Random) -> str:
    return text.replace(" ", "\n", pick.randint(1, 5)).replace(" ", "\u00a0 ", 2)


def _same(text: str, pick: random.Random) -> str:
    return text


def _bare(text: str, pick: random.Random) -> str:
    parts = unicodedata.normalize("NFD", text)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def _straight(text: str, pick: random.Random) -> str:
    return re.sub("[«»“”]", '"', text).replace("—", "-")


def _omitting(text: str, pick: random.Random) -> str:
    words = text.split(" ")
    cut = pick.randint(3, len(words) - 5)
    return " ".join([*words[:cut], pick.choice(("[…]", "…", "[...]", "(…)")), *words[cut + pick.randint(1, 2) :]])


Change = Callable[[str, random.Random], str]
VARIANTS: Final[tuple[tuple[str, Change, Change], ...]] = (
    ("a hyphen at the end of a line", _hyphenated, _same),
    ("soft hyphens", _soft, _same),
    ("ligatures", _ligatures, _same),
    ("decomposed letters", lambda text, _: unicodedata.normalize("NFD", text), _same),
    ("lines and spaces", _wrapped, _same),
    ("accents not typed", _same, _bare),
    ("quotation marks and dashes", _same, _straight),
    ("words left out", _same, _omitting),
    ("several at once", lambda text, pick: _ligatures(_hyphenated(text, pick), pick), _bare),
)
"""What is done to the sentence in the text, and to the quote."""


def variants(seed: int, count: int) -> Iterator[Case]:
    """True quotes, each written otherwise than its text."""
    pick = random.Random(seed)  # noqa: S311 a game of chance, not a secret
    for n in range(count):
        made_by, print_, type_ = VARIANTS[n % len(VARIANTS)]
        lines = sentences(pick.randrange(10**9), 12)
        chosen = pick.randrange(len(lines))
        lines[chosen], quote = print_(lines[chosen], pick), type_(lines[chosen], pick)
        yield Case(made_by, quote, "\n".join(lines))


# -- what says something else


def _swap(pattern: str, options: tuple[str, ...]) -> Change:
    def change(text: str, pick: random.Random) -> str:
        found = list(re.finditer(pattern, text))
        if not found:
            return text
        spot = pick.choice(found)
        other = [option for option in options if option != spot[0]]
        return text[: spot.start()] + pick.choice(other) + text[spot.end() :]

    return change


def _digit(text: str, pick: random.Random) -> str:
    spot = pick.choice(list(re.finditer(r"\d", text)))
    return text[: spot.start()] + str((int(spot[0]) + pick.randint(1, 9)) % 10) + text[spot.end() :]


def _digit_gone(text: str, pick: random.Random) -> str:
    """A number loses its first digit, in the middle of the words or at their beginning."""
    found = list(re.finditer(r"\d(?=\d)", text))
    if not found:
        return _digit(text, pick)
    spot = pick.choice(found)
    return text[spot.end() :] if pick.random() < 0.5 else text[: spot.start()] + text[spot.end() :]


def _negation(text: str, pick: random.Random) -> str:
    gone = re.sub(r"\b(not|no|never|ninguna) ", "", text, count=1)
    return gone if gone != text else re.sub(r"\b(took|dijo|says)\b", r"not \1", text, count=1)


def _order(text: str, pick: random.Random) -> str:
    words = text.split(" ")
    n = pick.randint(1, len(words) - 3)
    words[n], words[n + 1] = words[n + 1], words[n]
    return " ".join(words)


def _word_gone(text: str, pick: random.Random) -> str:
    words = text.split(" ")
    del words[pick.randint(1, len(words) - 2)]
    return " ".join(words)


def _word_more(text: str, pick: random.Random) -> str:
    words = text.split(" ")
    words.insert(pick.randint(1, len(words) - 1), pick.choice(("allegedly", "casi", "former", "presuntos")))
    return " ".join(words)


def _letter(text: str, pick: random.Random) -> str:
    spot = pick.choice(list(re.finditer(r"(?<=[a-z])[a-z](?=[a-z])", text)))
    return text[: spot.start()] + pick.choice("bcdfgklmnprstvz".replace(spot[0], "")) + text[spot.end() :]


def _run_together(text: str, pick: random.Random) -> str:
    return text.replace("well-known", "wellknown") if "well-known" in text else _letter(text, pick)


EDITS: Final[tuple[tuple[str, Change], ...]] = (
    ("another name", _swap("|".join(NAMES), (*NAMES, "Ana Ruis", "Luisa Ferreira", "Iñaki Peñalba"))),
    ("another digit", _digit),
    ("a digit gone", _digit_gone),
    ("a negation more or less", _negation),
    ("another month", _swap("|".join(MONTHS), (*MONTHS, "febrero", "July"))),
    ("another place", _swap("|".join(PLACES), (*PLACES, "Cárcel Sur"))),
    ("another order", _order),
    ("a word gone", _word_gone),
    ("a word more", _word_more),
    ("another letter", _letter),
    ("another verb", _swap("released|took|llevada|ver|seen|recibió", ("released", "held", "traída", "oír", "heard"))),
    ("a hyphen gone", _run_together),
)


def words_of(text: str) -> str:
    """The words of a text and nothing else, accents folded: what a place must have in common with its quote."""
    return f" {' '.join(re.findall(r'[a-z0-9]+', _bare(text, random.Random()).casefold()))} "  # noqa: S311 unused


def lookalikes(seed: int, count: int) -> Iterator[Case]:
    """Quotes that say something else than any place of their text."""
    pick = random.Random(seed)  # noqa: S311 a game of chance, not a secret
    made = 0
    while made < count:
        made_by, edit = EDITS[made % len(EDITS)]
        lines = sentences(pick.randrange(10**9), 12)
        quote, text = edit(pick.choice(lines), pick), "\n".join(lines)
        if words_of(quote) not in words_of(text):
            made += 1
            yield Case(made_by, quote, text)

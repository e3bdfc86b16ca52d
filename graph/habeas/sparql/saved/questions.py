"""Saved questions: where they are, and what their headers say: the title, what it is about, the parameters.

Those that come with habeas stand beside this module, the user's own in the case folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path

from habeas.errors import BadFile, BadQuestion, NotFound, phrase
from habeas.model.codec_values import nearest

HEADER_LINE = re.compile(r"#\s*(title|about|param|ask)\b(?:@([a-z-]+))?\s*(.*)")
PARAM = re.compile(
    r"(?P<name>[A-Za-z]\w*)\s*:\s*(?P<type>\w+)(?P<optional>\s+optional)?(?:\s+default\s+(?P<default>\S+))?"
    r"(?:\s+[–-]\s+(?P<about>.+))?"
)
IN_BRACES = re.compile(r"\{([^{}]*)\}")
CONDITION = re.compile(r"#\s*only (with|without) (\w+)\s*$")
OUTER_GROUP = re.compile(r"^(?!\s*#).*?\bWHERE\s*\{", re.IGNORECASE | re.MULTILINE)
SHAPE = "Write it as: # param person: name optional – only this person"


class ParamType(StrEnum):
    """What a parameter's value is: something in this file, a day, words, or a whole number."""

    NAME = "name"
    DATE = "date"
    TEXT = "text"
    INTEGER = "integer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Param:
    """One parameter; in the query it is the variable of the same name."""

    name: str
    type: ParamType
    required: bool = True
    default: str = ""
    about: str = ""
    abouts: tuple[tuple[str, str], ...] = ()
    """What it is, in other languages: (language, words)."""

    def about_in(self, lang: str) -> str:
        """What it is in that language, or in the plain one."""
        return dict(self.abouts).get(lang, self.about)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A saved question.

    `text` is the whole file, header and all. With `library` it is a header only, answered by habeas.casefile.builtin.
    """

    name: str
    title: str
    about: str = ""
    params: tuple[Param, ...] = ()
    text: str
    titles: tuple[tuple[str, str], ...] = ()
    """The title in other languages: (language, title)."""
    abouts: tuple[tuple[str, str], ...] = ()
    """What it answers, in other languages."""
    asks: tuple[str, ...] = ()
    """How people ask it, in any language (`wording.py`)."""
    library: bool = False

    def title_in(self, lang: str) -> str:
        """The title in that language, or the plain one."""
        return dict(self.titles).get(lang, self.title)

    def about_in(self, lang: str) -> str:
        """What it answers in that language, or in the plain one."""
        return dict(self.abouts).get(lang, self.about)


def parse_question(name: str, text: str, *, where: str = "", library: bool = False) -> Question:
    """Read a question file, or with `library` a header without a query.

    Raises BadFile with the line of what does not fit.
    """
    where = where or f"{name}.rq"
    said: dict[str, dict[str, str]] = {"title": {}, "about": {}}
    params: dict[str, Param] = {}
    declared: list[Param] = []
    asks: list[tuple[str, str]] = []
    for number, word, lang, rest in _header(text):
        place = f"{where}, line {number}"
        if word == "ask":
            asks.append((_value(rest, place), place))
        elif word != "param":
            said[word][lang] = _value(rest, place)
        elif lang:
            param, words = _told(rest, place, params)
            params[param] = replace(params[param], abouts=(*params[param].abouts, (lang, words)))
        else:
            declared.append(_param(rest, place))
            params[declared[-1].name] = declared[-1]
    title, about = (said[word].pop("", "") for word in ("title", "about"))
    for wording, place in asks:
        _require_params(wording, place, params)
    if not title:
        raise BadFile(
            where=where, why="a question starts with a line that says what it answers", next="Add: # title: …"
        )
    question = Question(
        name=name,
        title=title,
        about=about,
        params=tuple(params[one.name] for one in declared),
        text=text,
        titles=tuple(said["title"].items()),
        abouts=tuple(said["about"].items()),
        asks=tuple(wording for wording, _ in asks),
        library=library,
    )
    if not library:
        _check(question, where)
    return question


def _header(text: str) -> Iterator[tuple[int, str, str, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            return
        found = HEADER_LINE.fullmatch(line.strip())
        if found:
            yield number, found[1], found[2] or "", found[3]


def _value(rest: str, place: str) -> str:
    colon, value = rest[:1], rest[1:].strip()
    if colon != ":" or not value:
        raise BadFile(
            where=place, why="after title or about comes a colon and a sentence", next="For example: # title: Who died"
        )
    return value


def _require_params(wording: str, place: str, params: Mapping[str, Param]) -> None:
    """What stands in braces in a wording is a parameter; of two with - between them, a day."""
    for slot in IN_BRACES.findall(wording):
        unknown = next((name for name in slot.rstrip(";").split("-") if name not in params), None)
        if unknown is not None:
            why = phrase("“%(name)s” is not a parameter declared above", name=unknown)
            raise BadFile(where=place, why=why, next="Write it as: # ask: who was held on {on}")


def _param(rest: str, place: str) -> Param:
    found = PARAM.fullmatch(rest)
    if found is None:
        raise BadFile(where=place, why="this parameter cannot be read", next=SHAPE)
    if found["type"] not in set(ParamType):
        why = phrase("“%(found)s” is not a type of parameter", found=found["type"])
        raise BadFile(where=place, why=why, next="Types: " + ", ".join(ParamType))
    default = found["default"] or ""
    return Param(
        name=found["name"],
        type=ParamType(found["type"]),
        required=not (found["optional"] or default),
        default=default,
        about=found["about"] or "",
    )


def _told(rest: str, place: str, params: Mapping[str, Param]) -> tuple[str, str]:
    """`person: solo esta persona`: the name of a parameter declared above, and what it is in another language."""
    name, _, words = (part.strip() for part in rest.partition(":"))
    if name not in params or not words:
        why = (
            phrase("“%(name)s” is not a parameter declared above", name=name)
            if name not in params
            else "the words are missing"
        )
        raise BadFile(where=place, why=why, next="Write it below its parameter: # param@es person: solo esta persona")
    return name, words


def _check(question: Question, where: str) -> None:
    names = [param.name for param in question.params]
    for name in names:
        if names.count(name) > 1:
            raise BadFile(
                where=where,
                why=phrase("the parameter “%(name)s” is declared twice", name=name),
                next="Keep one of the two lines.",
            )
        if not re.search(rf"[?$]{name}\b", question.text):
            raise BadFile(
                where=where,
                why=phrase("the parameter “%(name)s” is not used", name=name),
                next=phrase("Use it as ?%(name)s in the query.", name=name),
            )
    if names and not OUTER_GROUP.search(question.text):
        raise BadFile(
            where=where, why="a question with parameters needs the word WHERE", next="Write: SELECT … WHERE { … }"
        )


def applicable(text: str, values: Mapping[str, object]) -> str:
    """The text without the lines marked for parameters that are not given (`# only with`) or are (`# only without`)."""
    return "".join(line for line in text.splitlines(keepends=True) if _applies(line, values))


def _applies(line: str, values: Mapping[str, object]) -> bool:
    found = CONDITION.search(line)
    return found is None or (found[2] in values) == (found[1] == "with")


# -- where they are


ENDING = ".rq"
HEADER = ".ask"
MOST_BYTES = 1_000_000


@cache
def packaged() -> tuple[Question, ...]:
    """The questions that come with habeas, by name."""
    found = (entry for entry in files(__package__).iterdir() if entry.name.endswith(ENDING))
    read = (parse_question(e.name.removesuffix(ENDING), e.read_text(encoding="utf-8")) for e in found)
    return tuple(sorted(read, key=lambda question: question.name))


@cache
def from_library() -> tuple[Question, ...]:
    """The questions that SPARQL alone cannot answer, by name: a header here (`.ask`), a function in
    habeas.casefile.builtin.
    """
    found = (entry for entry in files(__package__).iterdir() if entry.name.endswith(HEADER))
    read = ((entry.name.removesuffix(HEADER), entry.read_text(encoding="utf-8")) for entry in found)
    return tuple(sorted((parse_question(name, text, library=True) for name, text in read), key=lambda one: one.name))


@dataclass(frozen=True, slots=True)
class Shelf:
    """Saved questions by name, and what is wrong with those of the user's own that cannot be read."""

    questions: tuple[Question, ...]
    broken: Mapping[str, BadQuestion] = field(default_factory=dict)

    def named(self, name: str) -> Question:
        """The question with that name. Raises BadQuestion for one that cannot be read; NotFound names the nearest."""
        if name in self.broken:
            raise self.broken[name]
        return question_named(name, self.questions)


def load_questions(folder: Path, *more: Question) -> Shelf:
    """The packaged questions, `more`, and the user's own, each of which takes the place of another of its name.

    A file that cannot be read takes no other question along.
    """
    found = {question.name: question for question in (*more, *packaged())}
    broken: dict[str, BadQuestion] = {}
    for path in sorted(folder.glob(f"*{ENDING}")):
        try:
            found[path.stem] = _read(path)
        except BadFile as error:
            found.pop(path.stem, None)
            broken[path.stem] = BadQuestion(where=error.where, why=error.why, next=error.next)
    return Shelf(tuple(found[name] for name in sorted(found)), broken)


def _read(path: Path) -> Question:
    where = f"{path.parent.name}/{path.name}"
    try:
        if not path.is_file():
            raise BadFile(where=where, why="this is not a file", next="Put a text file there, or take it away.")
        if path.stat().st_size > MOST_BYTES:
            why = phrase("this question has more than %(most_bytes)s bytes", most_bytes=f"{MOST_BYTES:,}")
            raise BadFile(where=where, why=why, next="Long lists of values belong into a file that is loaded.")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadFile(where=where, why="this question is not UTF-8 text", next="Save it as UTF-8 text.") from None
    except OSError as error:
        why = phrase("this question cannot be read: %(strerror)s", strerror=error.strerror)
        raise BadFile(where=where, why=why, next="Look at its permissions.") from None
    return parse_question(path.stem, text, where=where)


def question_named(name: str, questions: Iterable[Question]) -> Question:
    """The question with that name. Raises NotFound naming the nearest ones."""
    by_name = {question.name: question for question in questions}
    if name in by_name:
        return by_name[name]
    close = nearest(name, by_name, noun="question")
    next_ = close if close.startswith("Did") else "Questions: " + ", ".join(by_name)
    raise NotFound(why=phrase("there is no question called “%(name)s”", name=name), next=next_)

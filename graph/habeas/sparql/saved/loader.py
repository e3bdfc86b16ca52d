"""Where saved questions are: those that come with habeas, and the user's own in the case folder."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

from habeas.errors import BadFile, NotFound
from habeas.model.codec_values import nearest
from habeas.sparql.saved.header import Question, parse_question

ENDING = ".rq"
HEADER = ".ask"


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


def questions_in(folder: Path) -> tuple[Question, ...]:
    """The user's own questions, by name. Raises BadFile for one that cannot be read."""
    return tuple(_read(path) for path in sorted(folder.glob(f"*{ENDING}")))


def load_questions(folder: Path) -> tuple[Question, ...]:
    """The packaged questions and the user's own, by name. One of the user's takes the place of a packaged one."""
    by_name = {question.name: question for question in (*packaged(), *questions_in(folder))}
    return tuple(by_name[name] for name in sorted(by_name))


def _read(path: Path) -> Question:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(
            where=str(path), why=f"this question cannot be read: {error}", next="Save it as UTF-8 text."
        ) from None
    return parse_question(path.stem, text, where=str(path))


def question_named(name: str, questions: Iterable[Question]) -> Question:
    """The question with that name. Raises NotFound naming the nearest ones."""
    by_name = {question.name: question for question in questions}
    if name in by_name:
        return by_name[name]
    close = nearest(name, by_name, noun="question")
    next_ = close if close.startswith("Did") else "Questions: " + ", ".join(by_name)
    raise NotFound(why=f"there is no question called “{name}”", next=next_)

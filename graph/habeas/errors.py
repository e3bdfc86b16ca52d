"""What can go wrong, as one tree.

    HabeasError
    ├── BadInput              something given to us does not fit; the data or the words, not the program
    │   ├── BadDate           a date that does not exist or cannot be read
    │   ├── BadConvention     case.toml names a convention we do not know, or gives it a wrong value
    │   ├── BadClaim          a claim that does not fit the vocabulary
    │   ├── BadFile           a file that cannot be read as what it says it is
    │   │   └── BadQuestion   a saved question of the case that cannot be read
    │   ├── BadQuery          a SPARQL text with a mistake in it
    │   ├── BadChoice         an option or a parameter with a value that is not among those allowed
    │   └── InvalidQuestion   values of the right kinds that make no sense together
    ├── NotFound              a name, claim, question or file that is not in this case file
    ├── QueryRefused          a query we do not run because it could hurt
    │   ├── QueryStopped      a query that took too much, or whose process died
    │   ├── NotAcceptable     an answer that cannot be written in any format the client takes
    │   └── Busy              too many queries at once
    ├── CaseLocked            another program has the case file open
    ├── CaseReadOnly          nothing can be written where the case file is
    ├── EngineUnavailable     the service that holds the quads of the case does not work
    ├── CaseEncrypted         the case file is locked with a passphrase
    ├── CaseMissing           there is no case file here
    └── CaseDamaged           what is on the disk is not what was written
        ├── JournalBroken, StoreBroken
        └── CaseNewer         it was written by a newer habeas

Every error says where (file, line, field), why, and what to do next. Each part is one plain sentence or empty. It is
plain text for everybody who may read it: the library, an HTTP answer, a page. What only the shell would say, its
options and its commands, stands beside it (`Phrase`), and only the shell takes that (`in_shell`).
A mistake in the data that can be shown beside the data is not an error but a value (`model.Refusal`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Self

OPTION: Final = re.compile(r"\{([a-z-]+)\}")


class Phrase(str):
    """A text that the shell says in words of its own, or that a page can say in another language.

    `message` is what a catalogue translates, with `%(name)s` where a value stands, and `values` are those. Where all
    this is lost, as in a longer text, the plain English stays.
    """

    __slots__ = ("message", "shell", "values")
    message: str
    shell: str
    values: Mapping[str, object]

    def __new__(cls, text: str, shell: str = "") -> Self:
        """The text for everybody, and for the shell."""
        made = super().__new__(cls, text)
        made.shell = shell or text
        made.message, made.values = text, {}
        return made


def phrase(message: str, **values: object) -> Phrase:
    """A text with values in it, `phrase("there is no year %(year)s", year="0000")`, that can be translated later.

    A value that is a `Phrase` itself is translated with it; any other, such as what somebody typed, stays as it is.
    """
    made = Phrase(message % values if values else message)
    made.message, made.values = message, values
    return made


def option(name: str) -> Phrase:
    """The name of an option: `from`, in the shell `--from`."""
    return with_options(f"{{{name}}}")


def with_options(template: str) -> Phrase:
    """A text with names of options in braces: `{from}` is from, in the shell --from."""
    return Phrase(OPTION.sub(r"\1", template), OPTION.sub(r"--\1", template))


def in_shell(text: str) -> str:
    """A text as the shell says it."""
    return text.shell if isinstance(text, Phrase) else text


class HabeasError(Exception):
    """Something a person can act upon. `str()` gives the three parts in one line each."""

    def __init__(self, *, why: str, next: str = "", where: str = "") -> None:
        super().__init__(why)
        self.where = where
        self.why = why
        self.next = next

    def __str__(self) -> str:
        first = f"{self.where}: {self.why}" if self.where else self.why
        return f"{first}\n{self.next}" if self.next else first

    def at(self, where: str) -> HabeasError:
        """The same error, of the same kind, with its place named."""
        return type(self)(why=self.why, next=self.next, where=where)


class BadInput(HabeasError):
    """Something given to us does not fit."""


class BadDate(BadInput):
    """A date that does not exist or cannot be read."""


class BadConvention(BadInput):
    """A convention of case.toml that we do not know, or that has a wrong value."""


class BadClaim(BadInput):
    """A claim that does not fit the vocabulary."""


class BadFile(BadInput):
    """A file that cannot be read as what it says it is."""


class BadQuestion(BadFile):
    """A saved question of the case that cannot be read. The others are answered all the same."""


class BadQuery(BadInput):
    """A SPARQL text with a mistake in it."""


class BadChoice(BadInput):
    """A value that is not among those allowed."""


class InvalidQuestion(BadInput):
    """A question whose values are of the right kinds, but make no sense together or in this file."""


class NotFound(HabeasError):
    """A name, claim, question or file that is not in this case file."""


class QueryRefused(HabeasError):
    """A query that is not run because it could hurt."""


class QueryStopped(QueryRefused):
    """A query that was ended because it took too much (time, memory, room for its answer), or whose process died."""


class NotAcceptable(QueryRefused):
    """An answer that cannot be written in any format the client takes."""


class Busy(QueryRefused):
    """Too many queries at once; this one was not begun.

    `place` is where it stood in the queue, from 1, and `wait` in how many seconds to ask again; 0 where nobody knows.
    """

    def __init__(self, *, why: str, next: str = "", where: str = "", place: int = 0, wait: int = 0) -> None:
        super().__init__(why=why, next=next, where=where)
        self.place, self.wait = place, wait


class CaseLocked(HabeasError):
    """Another program has the case file open."""


class CaseReadOnly(HabeasError):
    """A case file on a disk, or with rights, that let nobody write."""


class EngineUnavailable(HabeasError):
    """The service that holds the quads of a case is down, refuses, or answers what cannot be used."""


class CaseEncrypted(HabeasError):
    """The case file is locked with a passphrase."""


class CaseMissing(HabeasError):
    """There is no case file here."""


class CaseDamaged(HabeasError):
    """What is on the disk is not what was written."""


class JournalBroken(CaseDamaged):
    """A line of the journal was changed, lost or moved."""


class StoreBroken(CaseDamaged):
    """The engine cannot read its files; they can be rebuilt from the journal."""


class CaseNewer(CaseDamaged):
    """A case that a newer habeas wrote: sound, and not to be read by this one."""


class WorkerFailed(Exception):
    """A programming error in a worker process, with its kind and its place in the code: nothing to act upon."""

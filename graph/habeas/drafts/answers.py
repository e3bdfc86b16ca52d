"""What a person says of a list, put into its mapping: by options, answers to questions, or fields of a form.

Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from habeas.drafts.mapping import ListMapping, ListStanding
from habeas.drafts.meanings import OF_LISTS, is_meaning, match_header, plain, relations
from habeas.errors import BadChoice, option, phrase, with_options
from habeas.model.codec_values import nearest
from habeas.vocab import Range


def one_of(word: str, known: Iterable[str], where: str) -> str:
    """The word, if it is one of those known, or empty. Raises BadChoice."""
    every = [str(each) for each in known]
    if word and word not in every:
        raise BadChoice(
            where=where,
            why=phrase("“%(word)s” is not one of its values", word=word),
            next=phrase("Choose one of: %(every)s", every=", ".join(every)),
        )
    return word


class Settled:
    """What was said: `given` parts of the mapping, `columns` like `TITLE=name`, `header` rows like 3 or 3-4."""

    def __init__(self, given: Mapping[str, Any], columns: Sequence[str], dates: str, header: str) -> None:
        self.given = {key: value for key, value in given.items() if value}
        self.columns, self.dates, self.header = columns, dates, header

    def header_rows(self) -> tuple[int, ...] | None:
        """The rows of the header; None where nothing was said."""
        if not self.header:
            return None
        first, _, last = self.header.partition("-")
        if not (first.isdecimal() and (last or first).isdecimal()):
            raise BadChoice(
                where=option("header"),
                why=phrase("“%(header)s” is not a row", header=self.header),
                next="For example: 3, 3-4, or 0 for none.",
            )
        return tuple(range(int(first), int(last or first) + 1)) if int(first) else ()

    def apply(self, mapping: ListMapping) -> ListMapping:
        """The mapping with what was said."""
        told = {**self.given, "standing": ListStanding(self.given.get("standing", mapping.standing))}
        mapping = replace(mapping, **told)
        for text in self.columns:
            title, equals, word = text.rpartition("=")
            if not equals:
                raise BadChoice(
                    where=option("column"),
                    why=phrase("“%(text)s” has no meaning", text=text),
                    next=with_options("Write {column} 'TITLE=name'"),
                )
            mapping = mapping.with_meaning(title_of(title, mapping), meaning_named(word))
        return with_dates(mapping, self.dates) if self.dates else mapping


def title_of(word: str, mapping: ListMapping) -> str:
    """The title of a column, given by its number or its words."""
    if word.strip().isdecimal() and 0 < int(word) <= len(mapping.columns):
        return mapping.columns[int(word) - 1].title
    column = mapping.column(word)
    if column is None:
        every = ", ".join(column.title for column in mapping.columns)
        raise BadChoice(
            where=option("column"),
            why=phrase("there is no column “%(word)s”", word=word),
            next=phrase("Columns: %(every)s", every=every),
        )
    return column.title


def meaning_named(word: str) -> str:
    """What a column says, given by its word or by words that headers have for it. Raises BadChoice."""
    if is_meaning(word.strip()):
        return word.strip()
    found = match_header(word)
    if found is not None and found.worth == 1.0:
        return found.meaning
    every = [*OF_LISTS, *relations()]
    raise BadChoice(
        where=option("column"),
        why=phrase("a column cannot say “%(word)s”", word=word),
        next=nearest(plain(word), every, noun="word"),
    )


def with_dates(mapping: ListMapping, dates: str) -> ListMapping:
    """The mapping with one order of days in every column that nothing was sure of, and in the others."""
    return replace(
        mapping, columns=tuple(replace(c, days=dates) if c.days or _has_days(c.meaning) else c for c in mapping.columns)
    )


def _has_days(meaning: str) -> bool:
    return meaning in relations() and relations()[meaning].range is Range.DATE

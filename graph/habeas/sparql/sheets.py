"""The rows of an answer as a table for spreadsheets: CSV with the mark of UTF-8, and no cell that would be run.

SPARQL 1.1 has a CSV of its own, in which words stand as they are and nothing comes first; programs ask for that with
`Accept: text/csv` at `/sparql`. Everything that a person opens is written here.
"""

from __future__ import annotations

import csv
import io
from typing import IO, Final

from pyoxigraph import Literal, QuerySolutions

from habeas.model.text import MARK_OF_UTF8, guarded

SHEET: Final = "sheet"
"""The name of the format, beside `csv`."""
WORDS: Final = frozenset(
    ["http://www.w3.org/2001/XMLSchema#string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"]
)


def write_sheet(out: IO[bytes], answer: QuerySolutions) -> None:
    """Write the rows, as the engine finds them."""
    text = io.StringIO()
    line = csv.writer(text, lineterminator="\r\n")
    text.write(MARK_OF_UTF8)
    line.writerow([variable.value for variable in answer.variables])
    for row in answer:
        out.write(text.getvalue().encode())
        text.seek(0)
        text.truncate()
        line.writerow(map(_cell, row))
    out.write(text.getvalue().encode())


def _cell(term: object) -> str:
    if term is None:
        return ""
    value = str(getattr(term, "value", term))
    return guarded(value) if isinstance(term, Literal) and term.datatype.value in WORDS else value

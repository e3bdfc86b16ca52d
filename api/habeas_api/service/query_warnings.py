"""What is told beside the answer to a query: names in it that nothing has, and why it takes long.

In a header, so that the results stay as the standard has them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Final

from habeas.casefile.case_file import CaseFile
from habeas_api.http.urls import coded_for_header

WARNING: Final = "Habeas-Warning"


async def query_warnings(read: Callable[[Callable[[CaseFile], Any]], Awaitable[Any]], query: str) -> dict[str, str]:
    """The header for an answer; none where every name is known."""
    terms = await read(partial(CaseFile.query_warnings, sparql=query))
    told = "; ".join(f"{term.why}. {term.next}".rstrip(".") for term in terms)
    return {WARNING: coded_for_header(told)} if told else {}

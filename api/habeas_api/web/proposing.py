"""Names of the file that look like what was typed: proposed where a name is unknown, may be several, or is said to be new."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from habeas.casefile import CaseFile
from habeas.model import Ref
from habeas_api.forms.schema import Draft
from habeas_api.service.case_service import Desk

NAMED: Final = ("subject", "object", "said_by", "new_doc_publisher")
RECORDS: Final = ("claim", "doc")
MOST: Final = 4
MOST_WORDS: Final = 4
LONGEST: Final = 200


async def propose(desk: Desk, typed: Mapping[str, str], draft: Draft, lang: str) -> dict[str, str]:
    """Put names that look alike into the draft; gives what they are called."""
    for name in NAMED:
        text, new = typed.get(name, "")[:LONGEST].strip(), bool(typed.get(f"{name}_new"))
        unknown = name in draft.errors and name not in draft.alike
        if text and (unknown or (new and name in draft.shown)):
            kind = typed.get(f"{name}_kind", "") if new else ""
            draft.alike[name] = await _like(desk, text, kind)
    every = [ref for found in draft.alike.values() for ref in found]
    return await desk.read(partial(_labels, refs=every, lang=lang))


async def _like(desk: Desk, text: str, kind: str) -> list[str]:
    """Names with all of these words, else with all but one of them."""
    words = text.split()
    tries = [text]
    if 1 < len(words) <= MOST_WORDS:
        tries += [" ".join(words[:place] + words[place + 1 :]) for place in range(len(words))]
    for one in tries:
        found = await desk.search(one, kind=kind, limit=MOST * 2)
        names = [hit.ref for hit in found if hit.ref.partition(":")[0] not in RECORDS]
        if names:
            return names[:MOST]
    return []


def _labels(case: CaseFile, refs: list[str], lang: str) -> dict[str, str]:
    return {ref: case.label(Ref(*ref.split(":", 1)), lang) for ref in refs}

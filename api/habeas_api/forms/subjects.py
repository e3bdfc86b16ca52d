"""Several subjects in one form: `subject`, `subject_2`, `subject_3`, … each with its `_new` and its `_kind`.

One line of a document may say the same of six people. The form then makes a claim of each (decision 182). Works without
scripts: the buttons “another” and “remove” send the form, and the server makes its fields again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

FIRST: Final = "subject"
MORE: Final = "more"
"""The step that adds a further field."""
HINT: Final = "hint"
"""The step of a script while somebody types: what the recorder would say to the form as it stands."""
REMOVE: Final = "remove-"
"""With the number of a field behind it: the step that takes it away."""
_SUBJECT: Final = re.compile(r"subject(?:_([0-9]{1,4}))?")
_PARTS: Final = ("", "_new", "_kind")


def is_partway(step: str) -> bool:
    """True for a step on the way: what is still empty is not wrong yet."""
    return step in ("fit", MORE, HINT) or step.startswith(REMOVE)


def subject_fields(typed: Mapping[str, str]) -> tuple[str, ...]:
    """The names of the fields for subjects that were sent, in their order; always the first."""
    found = {FIRST: 1}
    for name in typed:
        if (match := _SUBJECT.fullmatch(name)) and match[1]:
            found[name] = int(match[1])
    return tuple(sorted(found, key=found.__getitem__))


def arrange_subjects(typed: Mapping[str, str], step: str) -> dict[str, str]:
    """The fields as sent, their subjects numbered from the first without gaps; one more, or one less, where asked."""
    names = subject_fields(typed)
    if len(names) == 1 and step != MORE:
        return dict(typed)
    gone = step.removeprefix(REMOVE) if step.startswith(REMOVE) else ""
    kept = [[typed.get(name + part, "") for part in _PARTS] for at, name in enumerate(names, 1) if str(at) != gone]
    kept = [one for one in kept if one[0].strip()] or [["", "", ""]]
    if step == MORE:
        kept.append(["", "", ""])
    of_subjects = {name + part for name in names for part in _PARTS}
    arranged = {name: value for name, value in typed.items() if name not in of_subjects}
    for at, one in enumerate(kept, 1):
        name = FIRST if at == 1 else f"{FIRST}_{at}"
        arranged |= {name + part: value for part, value in zip(_PARTS, one, strict=True) if value or not part}
    return arranged

"""What rests on something, within what a request may take: it is worked out in the thread of the case."""

from __future__ import annotations

from typing import Final

from habeas.casefile.case_file import CaseFile
from habeas.casefile.impact import impact
from habeas.casefile.impact_fallen import fallen
from habeas.casefile.impact_values import Impact

MOST_FALLING: Final = 300
"""So many claims may fall at once; what more rests on, the shell works out."""
MOST_DOSSIERS: Final = 3


def impact_in(case: CaseFile, *, name: str, on: str, lang: str) -> Impact:
    """What would be another answer without what a name stands for. Raises NotFound, BadChoice, BadDate."""
    what = fallen(case, name, lang)
    return impact(case, what, on=on, lang=lang, dossiers=MOST_DOSSIERS, most=MOST_FALLING)

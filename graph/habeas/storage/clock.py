"""The clock of this computer beside the journal: what is told when the two do not fit.

The time of a step never runs backwards, so that `known` means one state of the file. After a step that a wrong clock
stamped in the future, each step has its time too, and keeps what the clock said beside it. Decision 243.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

LONG: Final = timedelta(days=400)
"""After so long without a step, the clock is asked about."""


def clock_remarks(last: str, now: str) -> list[str]:
    """What to tell somebody who opens a case whose last step bears one time while the clock says another."""
    if not last:
        return []
    if last > now:
        return [
            f"The last step of this case is stamped {last}, later than this computer's clock says ({now}). If the "
            "clock is wrong, set it right before you record. If it is right, a wrong one stamped that step: until "
            "then, what you record bears that time too, with what the clock says beside it in the history."
        ]
    if _moment(now) - _moment(last) > LONG:
        return [
            f"The last step of this case is of {last}, and this computer's clock says {now}. If the clock is wrong, "
            "set it right before you record: the time of a step cannot be changed afterwards."
        ]
    return []


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)

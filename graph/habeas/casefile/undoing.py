"""Undoing a step of an open case: first what it would do, then doing it (`undo` works it out)."""

from __future__ import annotations

from typing import Final

from habeas.casefile.open_case import OpenCase
from habeas.casefile.undo import HISTORY, Body, UndoLine, UndoPlan, plan_undo
from habeas.errors import BadChoice, NotFound, Phrase, option, phrase
from habeas.storage.journal.reader import read_step, tail

MANY: Final = 100
"""From so many changes on, what is kept of the case is worked out once at the end."""

EXAMPLE = Phrase("Such as: it was loaded into the wrong case.", "--reason 'loaded into the wrong case'")


class Undoing(OpenCase):
    """What a case file offers on undoing."""

    def undo_plan(self, step: int = 0, *, line: bool = False, lang: str = "en") -> UndoPlan:
        """What undoing a step would do, without doing it; a number of any of its lines, or 0 for the last step.

        `line` means that one line of the journal alone. Raises NotFound.
        """
        journal = self.folder / "journal"
        number = step or tail(journal)[0]
        found = read_step(journal, number)
        if not found:
            raise NotFound(why=phrase("there is no step %(number)s in this file", number=number), next=HISTORY)
        if line:
            found = [operation for operation in found if operation.n == number]
        return plan_undo(self.views, found, lang)

    def undo(self, step: int = 0, *, reason: str, by: str = "", line: bool = False, lang: str = "en") -> UndoPlan:
        """Take back what a step recorded, by a new step. Returns what was done, and what was left as it is.

        Raises BadChoice when nothing of it can be undone.
        """
        if not reason.strip():
            why = "give a reason (others will read it later)"
            raise BadChoice(where=option("reason"), why=why, next=EXAMPLE)
        plan = self.undo_plan(step, line=line, lang=lang)
        if not plan.changes:
            why = "; ".join(dict.fromkeys(one.why for one in (plan.left or plan.lines))) or "it changed nothing"
            raise BadChoice(
                where=f"step {plan.step}", why=phrase("this cannot be undone: %(why)s", why=why), next=HISTORY
            )
        marked = {"step": plan.step, "reason": reason.strip()}
        operations = [(one.op, _with_reason(one, reason.strip())) for one in plan.changes]
        self._space.commit(
            [("undo", marked), *operations], by=by or self.settings.recorder, keep=len(operations) < MANY
        )
        self._space.keep_up()
        return plan


def _with_reason(line: UndoLine, reason: str) -> Body:
    """What stands in the journal; where people look for a reason, it is that of the undoing."""
    body = dict(line.body or {})
    return body | ({"reason": reason} if line.op in {"withdraw", "unjudge", "undescribe", "settings"} else {})

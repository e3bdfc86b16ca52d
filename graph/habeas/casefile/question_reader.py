"""QuestionReader: a case file to read, which answers the saved questions too."""

from __future__ import annotations

from typing import ClassVar

from habeas.casefile.builtin import backing, contradictions, missing, offices, order, people
from habeas.casefile.case_reader import CaseReader
from habeas.casefile.saved_queries import Asking


class QuestionReader(CaseReader, Asking):
    """An open case file to read and to ask."""

    answers: ClassVar = {
        name: answer
        for module in (backing, contradictions, missing, offices, order, people)
        for name, answer in module.ANSWERS.items()
    }

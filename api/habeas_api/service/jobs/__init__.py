"""What takes the whole case to answer, as jobs for a worker process.

A server asks for a job by its name; the functions are imported by the worker alone (habeas_api/service/worker.py).
"""

from enum import StrEnum


class JobName(StrEnum):
    """The jobs there are."""

    REPORT = "report"
    EXPORT = "export"
    FINDING = "finding"
    QUESTION = "question"
    PAST = "past"

"""The worker process of a server over a case: it answers queries, and computes what takes the whole case.

python -P -m habeas_api.service.worker MEGABYTES SERVER
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from habeas.sparql.worker import Job, main
from habeas_api.service.jobs import JobName, export, finding, past, report, saved_question

JOBS: Final[Mapping[str, Job]] = {
    JobName.REPORT: report.answer,
    JobName.EXPORT: export.answer,
    JobName.FINDING: finding.answer,
    JobName.QUESTION: saved_question.answer,
    JobName.PAST: past.answer,
}

if __name__ == "__main__":
    main(JOBS)

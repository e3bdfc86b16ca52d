"""The front door of a case file: `CaseFile`, and the use cases behind it."""

from habeas.casefile.case_file import CaseFile, Clock, utc_now

__all__ = ["CaseFile", "Clock", "utc_now"]

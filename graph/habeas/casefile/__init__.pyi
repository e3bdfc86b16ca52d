from habeas.casefile.case_file import CaseFile as CaseFile
from habeas.casefile.reading import Clock as Clock
from habeas.casefile.reading import utc_now as utc_now

__all__ = ["CaseFile", "Clock", "utc_now"]

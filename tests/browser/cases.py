"""The case of the browser tests: the example, the made-up documents with their texts, and what nobody would put in who
means well.
"""

from __future__ import annotations

from pathlib import Path

from tests.api.served import EXAMPLE, make_case

from habeas.casefile import CaseFile

INVENTED = EXAMPLE.parent / "invented"
MANY = 2_000
SCRIPT = '<script>document.title="ran"</script><img src=x onerror="document.title=1">'
CROWDED = """source:
  {id: long-list, title: A long list, kind: report, publisher: committee, language: en, date: 2026-01-31}
defaults: {said-by: committee}
names:
  committee: {is: org:committee, label: Committee}
  much: {is: person:much-talked-of, label: Much Talked-of}
claims:"""
LONG = "word " * 200_000
"""A quote of a megabyte."""


def make_hard_case(folder: Path) -> Path:
    """The case, in a new folder."""
    make_case(folder)
    with CaseFile.open(folder, write=True) as case:
        for path in (INVENTED / "case.yaml", _hostile(folder.parent), _crowded(folder.parent)):
            report = case.load(path)
            assert not report.refused, report.refused[:3]
    return folder


def _hostile(folder: Path) -> Path:
    """Labels and texts that would be scripts on a careless page, an address that is one, a quote without end."""
    path = folder / "hostile.yaml"
    path.write_text(
        f"""source: {{id: hostile, title: '{_quoted(SCRIPT)}', kind: report,
    publisher: anybody, language: en, date: 2026-01-31,
  url: "javascript:document.title='ran'"}}
defaults: {{said-by: anybody}}
names:
  anybody: {{is: org:anybody, label: Anybody}}
  script: {{is: person:script-tag, label: '{_quoted(SCRIPT)}', also: ['{_quoted(SCRIPT)} two']}}
  place: {{is: facility:quote-mark, label: 'A "quoted" & <b>bold</b> place'}}
claims:
- claim: [script, detainedAt, place]
  on: 2026-01
  note: '{_quoted(SCRIPT)}'
- claim: [script, detainedAt, place]
  on: 2026-02
  quote: {LONG.strip()}
""",
        encoding="utf-8",
    )
    return path


def _crowded(folder: Path) -> Path:
    """A person with two thousand claims."""
    path = folder / "crowded.yaml"
    claims = "\n".join(
        f"- claim: [much, occupation, trade number {at}]\n  said: 2026-01-{at % 28 + 1:02d}" for at in range(MANY)
    )
    path.write_text(f"{CROWDED}\n{claims}\n", encoding="utf-8")
    return path


def _quoted(text: str) -> str:
    return text.replace("'", "''")

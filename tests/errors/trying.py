"""Tries the bad files of this folder, each in a case of its own, and tells what was recorded and what was said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.builders import Clock

from habeas.casefile import CaseFile
from habeas.errors import HabeasError
from habeas.model.load_report import Refusal

HERE: Final = Path(__file__).parent
MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of loading one file: claims recorded, messages, and by how many lines the journal grew."""

    recorded: tuple[str, ...]
    said: str
    lines: int


def _missing(_path: Path) -> None:
    pass


def _too_large(path: Path) -> None:
    """60 MB that take no room on the disk."""
    with path.open("wb") as stream:
        stream.truncate(60 * MEGABYTE)


MADE: Final[dict[str, Callable[[Path], None]]] = {
    "empty.yaml": Path.touch,
    "folder.yaml": Path.mkdir,
    "missing.yaml": _missing,
    "too-large.yaml": _too_large,
    "too-long-a-line.jsonl": _too_large,
}
"""Bad files that cannot lie in a folder of the project, and how each is made."""


def bad_files() -> list[str]:
    """The names of all of them."""
    kept = (p.name for p in HERE.iterdir() if p.is_file() and p.suffix not in {".py", ".toml", ".txt"})
    return sorted([*kept, *MADE])


def try_file(name: str) -> tuple[Tried, Tried]:
    """Load one bad file into a new case: first with `strict`, then as usual."""
    with (
        TemporaryDirectory() as room,
        _standing(name, Path(room)) as path,
        CaseFile.create(Path(room) / "case", clock=Clock()) as case,
    ):
        return _tried(case, path, strict=True), _tried(case, path, strict=False)


def _tried(case: CaseFile, path: Path, *, strict: bool) -> Tried:
    before = len(list(case.history()))
    try:
        report = case.load(path, strict=strict)
        recorded, said = report.recorded, [_told(refusal) for refusal in report.refused]
    except HabeasError as error:
        recorded, said = (), [str(error)]
    return Tried(recorded, "\n\n".join(said).replace(f"{path.parent}/", ""), len(list(case.history())) - before)


@contextmanager
def _standing(name: str, room: Path) -> Iterator[Path]:
    if name in MADE:
        MADE[name](room / name)
        yield room / name
    else:
        yield HERE / name


def _told(refusal: Refusal) -> str:
    first = f"{refusal.where}: {refusal.why}"
    return f"{first}\n{refusal.next}" if refusal.next else first

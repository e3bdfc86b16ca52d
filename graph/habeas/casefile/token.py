"""The token of a case: whoever has it may write over HTTP. It is kept in the case folder, readable by its owner only."""

from __future__ import annotations

import secrets
from pathlib import Path

from habeas.storage.atomic import write_atomic


def new_token() -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(24)


def token_in(folder: Path) -> tuple[str, bool]:
    """The token of a case, from its file `.token`; and whether it was made just now."""
    path = folder / ".token"
    if path.exists():
        path.chmod(0o600)
        kept = path.read_text(encoding="ascii").strip()
        if kept:
            return kept, False
    token = new_token()
    write_atomic(path, f"{token}\n".encode("ascii"))
    return token, True

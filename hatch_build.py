"""Brings the built parts of the reading room into wheels and source archives; an editable install is left as it is.

Set HABEAS_WITHOUT_ISLANDS=1 to make a package where nothing can be built: its pages then say what is missing.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuiltParts(BuildHookInterface):  # type: ignore[type-arg]
    """Runs web/build.py before files are gathered."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build, and name the built files, which git does not know. Raises RuntimeError where it cannot be done."""
        if version == "editable" or os.environ.get("HABEAS_WITHOUT_ISLANDS"):
            return
        builder = _builder(Path(self.root))
        try:
            print(builder.build(), file=sys.stderr)
        except builder.CannotBuild as error:
            raise RuntimeError(f"{error}\nTo package without them: HABEAS_WITHOUT_ISLANDS=1") from None
        build_data["artifacts"].append("/api/habeas_api/static/built/*")


def _builder(root: Path) -> ModuleType:
    """web/build.py as a module."""
    spec = importlib.util.spec_from_file_location("habeas_web_build", root / "web" / "build.py")
    assert spec is not None  # noqa: S101 it is a file of this project
    assert spec.loader is not None  # noqa: S101
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module

"""What the shell gives to a command, taken as it stands where nothing is to be checked.

Typer reads every parameter through pydantic, whose import takes longer than most commands. A text, a path and a value
that is of its type already need none of it; everything else, such as a number that was typed, goes to Typer as before.
It uses what is private in Typer, whose version is pinned for that in pyproject.toml (docs/decisions/0405).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args, get_origin

from typer._click import Context, Parameter
from typer._coercion import RuntimeParam, TypeDescriptor, build_runtime_param
from typer.core import TyperArgument, TyperCommand, TyperOption


@dataclass(frozen=True)
class PlainParam(RuntimeParam):
    """A parameter that asks Typer only for what is neither a text nor of its type."""

    descriptor: TypeDescriptor

    def _coerce_value(self, value: Any, param: Any, ctx: Context) -> Any:
        kind: Any = self.annotation
        if get_origin(kind) is list and isinstance(value, (list, tuple)):
            (kind,) = get_args(kind)
            if all(_is_plain(one, kind) for one in value):
                return [_as(one, kind) for one in value]
        elif _is_plain(value, kind):
            return _as(value, kind)
        return build_runtime_param(self.descriptor)._coerce_value(value, param=param, ctx=ctx)


def _is_plain(value: Any, kind: Any) -> bool:
    kinds = {Path: (str, Path), float: (int, float)}
    return type(value) is kind or isinstance(value, kinds.get(kind, ()))


def _as(value: Any, kind: Any) -> Any:
    return kind(value) if kind in (Path, float) else value


def read_plainly(params: Iterable[Parameter]) -> None:
    """Let the parameters of a command be read so."""
    for param in params:
        if isinstance(param, (TyperArgument, TyperOption)):
            about = param.type_descriptor
            if not (about.is_file or about.is_choice or about.parameter_info.parser):
                param._runtime_param = PlainParam(about.parameter_info, about.annotation, about)


class PlainCommand(TyperCommand):
    """A command whose parameters are read so."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """What was typed, read without pydantic where that can be."""
        read_plainly(self.get_params(ctx))
        return super().parse_args(ctx, args)

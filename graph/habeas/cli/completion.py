"""`habeas completion`: what makes bash, zsh or fish complete commands, options, codes, files and the names of a case.

The script that is printed knows every command and option, so completing them starts no Python. Names alone are asked
of the case, with `habeas completion names CASE START` (docs/decisions/0450).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Final

from typer.core import TyperArgument, TyperOption

from habeas.casefile.case_reader import CaseReader
from habeas.cli.completion_scripts import CommandWords, OptionWords, bash, fish, zsh
from habeas.cli.main import COMMANDS, harmless, load_command
from habeas.cli.options import QuietOption, argument
from habeas.errors import BadChoice, HabeasError
from habeas.graphs.views import VIEWS
from habeas.model.text import fold
from habeas.settings import FORMATS, LANGUAGES
from habeas.sparql.saved.questions import from_library, packaged

SCRIPTS: Final[Mapping[str, Callable[[Iterable[CommandWords]], str]]] = {"bash": bash, "zsh": zsh, "fish": fish}
NAMES: Final = "names"
MOST_NAMES: Final = 60
"""More than these nobody reads at a prompt."""
OF_OPTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "--lang": LANGUAGES,
    "--format": FORMATS,
    "--view": tuple(VIEWS),
    "--sensitivity": ("public", "restricted", "sealed"),
}
"""What an option takes, where that is a short list."""
NAMED_OPTIONS: Final = frozenset(["--person", "--ego"])
NAMED_ARGUMENTS: Final = frozenset(["name", "names", "a", "b", "what"])
"""Options and arguments that take a name of the case."""
OF_COMMANDS: Final[Mapping[str, tuple[str, ...]]] = {
    "report": ("dossier", "wgad", "wgeid", "ced", "special-procedures"),
}
HELP: Final = OptionWords(("--help", "-h"), "Say what the command does.", (), takes_value=False, takes_name=False)


def completion(
    shell: Annotated[str, argument("SHELL", "bash, zsh or fish; or names, which the printed scripts use.")],
    case: Annotated[Path | None, argument("CASE", "With names: the folder of the case file.")] = None,
    start: Annotated[str, argument("START", "With names: how the name begins.")] = "",
    *,
    quiet: QuietOption = False,
) -> None:
    """Print a script with which your shell completes commands, options, files, and names of the case.

    bash: habeas completion bash > ~/.local/share/bash-completion/completions/habeas

    zsh: habeas completion zsh > _habeas, in a folder of your $fpath

    fish: habeas completion fish > ~/.config/fish/completions/habeas.fish

    It works in every shell opened from then on. Print it again after an update of habeas.
    """
    if shell == NAMES:
        _print_names(case, start)
    elif shell in SCRIPTS:
        print(SCRIPTS[shell](list(_every_command())), end="")
    else:
        raise BadChoice(where="SHELL", why=f"“{shell}” is not a shell that is known here", next="bash, zsh or fish")


def _print_names(folder: Path | None, start: str) -> None:
    """Names that begin so, one a line. Of a case that cannot be read, none: nobody wants an error at a prompt."""
    try:
        with CaseReader.open(folder or Path()) as case:
            found = _names(case, start)
    except (HabeasError, OSError):
        return
    print("".join(f"{harmless(name)}\n" for name in found), end="")


def _names(case: CaseReader, start: str) -> list[str]:
    """Labels and other names that begin so, whatever their capitals and accents; people where nothing was typed."""
    wanted = fold(start)
    if wanted:
        found = [hit.text for hit in case.search_names(start, limit=MOST_NAMES)]
    else:
        people = case.views.index.entities("person", MOST_NAMES)
        found = [case.label(case.get(str(body["ref"]))) for body in people]
    return list(dict.fromkeys(name for name in found if fold(name).startswith(wanted) and name.isprintable()))


def _every_command() -> Iterator[CommandWords]:
    for name, entry in COMMANDS.items():
        params = load_command(name).params
        options = [_option(param) for param in params if isinstance(param, TyperOption)]
        taken = [param.name for param in params if isinstance(param, TyperArgument)]
        named_from = next((at for at, taking in enumerate(taken) if taking in NAMED_ARGUMENTS), 0)
        yield CommandWords(name, entry.help, (*options, HELP), _codes(name), named_from)


def _option(param: TyperOption) -> OptionWords:
    words = (*param.opts, *param.secondary_opts)
    codes = next((OF_OPTIONS[word] for word in words if word in OF_OPTIONS), ())
    named = bool(NAMED_OPTIONS & {*words})
    return OptionWords(words, param.help or "", codes, takes_value=not param.is_flag, takes_name=named)


def _codes(command: str) -> tuple[str, ...]:
    """What the argument after the case takes, where that is a list."""
    if command == "ask":
        return tuple(sorted(question.name for question in (*packaged(), *from_library())))
    return OF_COMMANDS.get(command, ())

"""The scripts of `habeas completion`, one a shell.

Each counts the plain words after the command: the first is the folder of the case, the second a code or a name. Where
nothing of ours fits, the shell completes file names as always.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class OptionWords:
    """An option: how it is written, what it does, and what it takes."""

    words: tuple[str, ...]
    help: str
    codes: tuple[str, ...]
    takes_value: bool
    takes_name: bool


@dataclass(frozen=True, slots=True)
class CommandWords:
    """A command: its options, the codes that follow the case, and from which plain word on it takes names (0: none)."""

    name: str
    help: str
    options: tuple[OptionWords, ...]
    codes: tuple[str, ...]
    named_from: int

    @property
    def words(self) -> list[str]:
        """Every way to write an option."""
        return [word for option in self.options for word in option.words]

    @property
    def taking(self) -> list[str]:
        """Those that take a value."""
        return [word for option in self.options if option.takes_value for word in option.words]


BASH: Final = r"""# Completion of habeas for bash, made by: habeas completion bash
_habeas() {
    local current="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}"
    local options='' taking='' codes='' named=0 word skip='' case='' count=0 names='' at name
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        COMPREPLY=($(compgen -W '@COMMANDS@ --help --version' -- "$current"))
        return
    fi
    case "${COMP_WORDS[1]}" in
@CASES@
    esac
    for ((at = 2; at < COMP_CWORD; at++)); do
        word="${COMP_WORDS[at]}"
        if [[ -n $skip ]]; then skip=''; continue; fi
        if [[ $word == -* ]]; then
            [[ " $taking " == *" $word "* ]] && skip=1
            continue
        fi
        ((count++ == 0)) && case="$word"
    done
    if [[ -n $skip ]]; then
        case "$before" in
@VALUES@
            *) return ;;
        esac
    elif [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W "$options" -- "$current"))
        return
    elif ((count == 1)) && [[ -n $codes ]]; then
        COMPREPLY=($(compgen -W "$codes" -- "$current"))
        return
    elif ((named > 0 && count >= named)); then
        names=1
    fi
    [[ -n $names && -n $case ]] || return
    local open="${current:0:1}" start="${current//\\/}"
    if [[ $open == '"' || $open == "'" ]]; then start="${start:1}"; else open=''; fi
    case="${case//\\/}"
    case="${case/#\~/$HOME}"
    while IFS= read -r name; do
        if [[ -n $open ]]; then COMPREPLY+=("$name"); else COMPREPLY+=("${name// /\\ }"); fi
    done < <("${COMP_WORDS[0]}" completion names "$case" "$start" 2>/dev/null)
}
complete -o bashdefault -o default -F _habeas habeas
"""


def bash(commands: Iterable[CommandWords]) -> str:
    """The script for bash 3.2 or newer."""
    every = list(commands)
    text = BASH.replace("@COMMANDS@", " ".join(one.name for one in every))
    text = text.replace("@CASES@", "\n".join(_set_by_case(one, " " * 8) for one in every))
    answer = 'COMPREPLY=($(compgen -W "%s" -- "$current")); return ;;'
    return text.replace("@VALUES@", "\n".join(_values(every, answer, " " * 12)))


ZSH: Final = r"""#compdef habeas
# Completion of habeas for zsh, made by: habeas completion zsh
_habeas() {
    local options='' taking='' codes='' named=0 word skip='' case='' count=0 names='' at
    local -a commands found
    if ((CURRENT == 2)); then
        commands=(
@COMMANDS@
        )
        _describe -t commands command commands
        return
    fi
    case "${words[2]}" in
@CASES@
    esac
    for ((at = 3; at < CURRENT; at++)); do
        word="${words[at]}"
        if [[ -n $skip ]]; then skip=''; continue; fi
        if [[ $word == -* ]]; then
            [[ " $taking " == *" $word "* ]] && skip=1
            continue
        fi
        ((count++ == 0)) && case="$word"
    done
    if [[ -n $skip ]]; then
        case "${words[CURRENT-1]}" in
@VALUES@
            *) _files; return ;;
        esac
    elif [[ ${words[CURRENT]} == -* ]]; then
        compadd -- ${=options}
        return
    elif ((count == 1)) && [[ -n $codes ]]; then
        compadd -- ${=codes}
        return
    elif ((named > 0 && count >= named)); then
        names=1
    fi
    if [[ -n $names && -n $case ]]; then
        found=("${(@f)$("${words[1]}" completion names "${(Q)case/#\~/$HOME}" "${(Q)PREFIX}" 2>/dev/null)}")
        [[ -n ${found[1]} ]] && compadd -U -- "${found[@]}" && return
    fi
    _files
}
if [[ ${funcstack[1]} == _habeas ]]; then _habeas "$@"; else compdef _habeas habeas; fi
"""


def zsh(commands: Iterable[CommandWords]) -> str:
    """The script for zsh: a file of $fpath, or to be sourced."""
    every = list(commands)
    listed = "\n".join(f"            {_quoted(one.name + ':' + one.help)}" for one in every)
    text = ZSH.replace("@COMMANDS@", listed)
    text = text.replace("@CASES@", "\n".join(_set_by_case(one, " " * 8) for one in every))
    return text.replace("@VALUES@", "\n".join(_values(every, "compadd -- %s; return ;;", " " * 12)))


FISH: Final = r"""# Completion of habeas for fish, made by: habeas completion fish
function __habeas_names
    set -l words (commandline -opc)
    for word in $words[3..-1]
        if test -e $word/case.toml
            $words[1] completion names $word (commandline -ct | string unescape) 2>/dev/null
            return
        end
    end
end
"""


def fish(commands: Iterable[CommandWords]) -> str:
    """The script for fish: a file of its completions."""
    lines = [FISH.rstrip()]
    for one in commands:
        lines.append(f"complete -c habeas -n __fish_use_subcommand -f -a {one.name} -d {_for_fish(one.help)}")
        here = f"complete -c habeas -n '__fish_seen_subcommand_from {one.name}'"
        lines += [f"{here} {_fish_option(option)}" for option in one.options]
        lines += [f"{here} -a '{' '.join(one.codes)}'"] if one.codes else []
        lines += [f"{here} -a '(__habeas_names)'"] if one.named_from else []
    return "\n".join(lines) + "\n"


def _fish_option(option: OptionWords) -> str:
    written = [f"-l {word[2:]}" if word.startswith("--") else f"-s {word[1:]}" for word in option.words]
    takes = ""
    if option.codes or option.takes_name:
        takes = f" -x -a '{' '.join(option.codes) or '(__habeas_names)'}'"
    elif option.takes_value:
        takes = " -r"
    return f"{' '.join(written)}{takes} -d {_for_fish(option.help)}"


def _set_by_case(one: CommandWords, indent: str) -> str:
    """A branch for one command, in the words that bash and zsh share."""
    sets = f"options={_quoted(' '.join(one.words))} taking={_quoted(' '.join(one.taking))}"
    return f"{indent}{one.name}) {sets} codes={_quoted(' '.join(one.codes))} named={one.named_from} ;;"


def _values(commands: Iterable[CommandWords], answer: str, indent: str) -> list[str]:
    """A branch for each option that takes one of a list, or a name; in the words that bash and zsh share."""
    options = {word: option for one in commands for option in one.options for word in option.words}
    coded = [f"{indent}{word}) {answer % ' '.join(option.codes)}" for word, option in options.items() if option.codes]
    named = [word for word, option in options.items() if option.takes_name]
    return [*coded, f"{indent}{'|'.join(named)}) names=1 ;;"]


def _quoted(text: str) -> str:
    """Text in single quotes, for bash and zsh."""
    return "'" + text.replace("'", "'\\''") + "'"


def _for_fish(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

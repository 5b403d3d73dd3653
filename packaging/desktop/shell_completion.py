"""Writes what shells complete, from what the command line declares: ``packaging/desktop/shell_completion.py SHARE``."""

import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

from command_line import COMMANDS, Command, command_line

from lossstudio.project.examples import EXAMPLES


def main() -> None:
    """Write the script of each shell to its place."""
    window, *commands = command_line()
    for place, script in SCRIPTS.items():
        path = Path(sys.argv[1], place)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(script(window, commands)) + "\n", "utf-8")


def _bash(window: Command, commands: list[Command]) -> Iterator[str]:
    yield from (
        "# What bash completes after lossstudio; made from the program's own declarations.",
        "_lossstudio() {",
        '  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} options="" words="" files=yes',
        '  case "${COMP_WORDS[1]-}" in',
    )
    for command in commands:
        yield f"    {command.name})"
        yield from _bash_words(command)
        yield "      ;;"
    yield "    *)"
    yield from _bash_words(window, *COMMANDS)
    yield from (
        "      ;;",
        "  esac",
        '  [ "$COMP_CWORD" -gt 1 ] || words="$words $options"',
        "  case $word in -*) words=$options files= ;; esac",
        '  COMPREPLY=($(compgen -W "$words" -- "$word"))',
        '  [ -z "$files" ] || mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- "$word")',
        "}",
        "complete -o filenames -o nosort -F _lossstudio lossstudio",
    )


def _bash_words(command: Command, *more: str) -> Iterator[str]:
    yield f"      options={shlex.quote(' '.join(_flags(command)))}"
    yield f"      words={shlex.quote(' '.join([*more, *_first_words(command)]))}"
    chosen = [option for option in command.options if option.choices]
    if chosen:
        yield "      case $before in"
        for option in chosen:
            yield f"        {'|'.join(option.flags)}) files= words={shlex.quote(' '.join(option.choices))} ;;"
        yield "      esac"


def _zsh(window: Command, commands: list[Command]) -> Iterator[str]:
    yield from (
        "#compdef lossstudio",
        "# What zsh completes after lossstudio; made from the program's own declarations.",
        "if ((CURRENT == 2)); then",
        f"  local -a commands=({' '.join(shlex.quote(f'{name}:{_short(text)}') for name, text in COMMANDS.items())})",
        "  _describe command commands",
        "fi",
        'case "${words[2]}" in',
    )
    for command in commands:
        yield f"  {command.name}) shift words; ((CURRENT--)); _arguments {' '.join(_zsh_words(command))} ;;"
    yield f"  *) _arguments {' '.join(_zsh_words(window))} ;;"
    yield "esac"


def _zsh_words(command: Command) -> Iterator[str]:
    for option in command.options:
        value = f":{option.value}:{_zsh_values(option.choices)}" if option.value else ""
        yield from (shlex.quote(f"{flag}[{_short(option.help)}]{value}") for flag in option.flags)
    if first := _first_words(command):
        yield shlex.quote(f"1:file:{{_alternative 'names:name:({' '.join(first)})' 'files:file:_files'}}")
        yield shlex.quote("*:file:_files")


def _zsh_values(choices: tuple[str, ...]) -> str:
    return f"({' '.join(choices)})" if choices else "_files"


def _fish(window: Command, commands: list[Command]) -> Iterator[str]:
    yield "# What fish completes after lossstudio; made from the program's own declarations."
    yield from (
        f"complete -c lossstudio -n __fish_use_subcommand -a {name} -d {shlex.quote(text)}"
        for name, text in COMMANDS.items()
    )
    yield from _fish_words(window, "__fish_use_subcommand")
    for command in commands:
        yield from _fish_words(command, f"'__fish_seen_subcommand_from {command.name}'")


def _fish_words(command: Command, when: str) -> Iterator[str]:
    if first := _first_words(command):
        yield f"complete -c lossstudio -n {when} -a {shlex.quote(' '.join(first))}"
    for option in command.options:
        flags = " ".join(f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}" for flag in option.flags)
        value = (f" -x -a {shlex.quote(' '.join(option.choices))}" if option.choices else " -r") if option.value else ""
        yield f"complete -c lossstudio -n {when} {flags} -d {shlex.quote(_short(option.help))}{value}"


def _flags(command: Command) -> list[str]:
    return [flag for option in command.options for flag in option.flags]


def _first_words(command: Command) -> list[str]:
    """Return what can stand in the first place, beside files."""
    if not command.arguments:
        return []
    first = command.arguments[0]
    return list(first.choices or EXAMPLES)


def _short(text: str) -> str:
    """Return a text without what zsh would read as marks of its own."""
    return text.partition(" [")[0].translate(str.maketrans({"[": "(", "]": ")", ":": ",", "'": "’"}))


SCRIPTS = {
    "bash-completion/completions/lossstudio": _bash,
    "zsh/vendor-completions/_lossstudio": _zsh,
    "fish/vendor_completions.d/lossstudio.fish": _fish,
}
"""Where each lies in /usr/share on Debian."""

if __name__ == "__main__":
    main()

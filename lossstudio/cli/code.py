"""Write a scene's run as a program to copy: in PyTorch, in Keras, or in NumPy alone."""

import argparse

from lossstudio.cli.codes import DONE, UsageError
from lossstudio.cli.own_table import FILE_HELP, add_table_arguments, scene_of
from lossstudio.core.option import nearest
from lossstudio.project.code import FRAMEWORKS, code_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", metavar="FILE", help=FILE_HELP)
    parser.add_argument(
        "--framework",
        choices=list(FRAMEWORKS),
        default=next(iter(FRAMEWORKS)),
        help="for which one (default: %(default)s)",
    )
    parser.add_argument("--runner", metavar="NAME", help="whose descent (default: the first one's)")
    add_table_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the program."""
    scene = scene_of(arguments)
    names = [runner.name for runner in scene.recipe.runners]
    if arguments.runner is not None and arguments.runner not in names:
        hint = nearest(arguments.runner, names)
        raise UsageError(f"no runner is called {arguments.runner!r}; there is {', '.join(names)}{hint}")
    print(code_of(scene, arguments.framework, names.index(arguments.runner or names[0])), end="")
    return DONE

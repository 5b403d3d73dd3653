"""Make what the first line of standard input asks for, for the window and for folders of films."""

import argparse

from lossstudio.cli.codes import DONE
from lossstudio.cli.export import say_line, say_notice
from lossstudio.films.deliver.export_job import ExportJob
from lossstudio.films.deliver.exporting import fulfil
from lossstudio.films.deliver.waiting import PauseOnStdin, first_line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare nothing: what is asked for comes as data."""


def run(arguments: argparse.Namespace) -> int:
    """Make it, say how far it is, and rest while told to."""
    line, said = first_line()
    commission = ExportJob.requested(line)
    arguments.interruption.pause = PauseOnStdin(said=said)
    fulfil(commission, say_line, arguments.interruption, say_notice)
    return DONE

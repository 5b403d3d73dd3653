"""What a method that Qt calls raises is told as an error, on Python 3.11 too.

Before Python 3.12 an error that the interpreter raises itself (an index out of range, a division by zero, a call with
too many arguments) becomes an object only when something catches it. PySide6 6.10 and 6.11 take it for one at once, to
put the method's name before its words, and the process ends in a segmentation fault. So each override is wrapped in one
that catches and raises again, which is all that it takes.
"""

import sys
from collections.abc import Callable
from functools import wraps
from inspect import CO_VARARGS, CO_VARKEYWORDS
from types import FunctionType
from typing import Any

from shiboken6 import Shiboken


def make_errors_objects() -> None:
    """See to it that overrides of classes that are made from now on raise errors that PySide6 can read.

    It has to come before the classes are made, those of pyqtgraph too. Once is enough; more does no harm.
    """
    if sys.version_info < (3, 12):
        Shiboken.Object.__init_subclass__ = classmethod(_wrap_overrides)  # type: ignore[assignment]  # takes the class


def _wrap_overrides(made: type[Any], /, **named: Any) -> None:
    super(Shiboken.Object, made).__init_subclass__(**named)
    qt = [vars(base) for base in made.__mro__ if base.__module__.startswith("PySide6.")]
    for name, method in list(vars(made).items()):
        if isinstance(method, FunctionType) and not name.startswith("__") and any(name in base for base in qt):
            setattr(made, name, _caught_once(method))


def _caught_once(method: FunctionType) -> Callable[..., Any]:
    code = method.__code__
    # A signal that is connected to a method counts what the method takes, and sends no more: `clicked` sends nothing
    # to a `close` that takes nothing.
    if code.co_argcount == 1 and not code.co_kwonlyargcount and not code.co_flags & (CO_VARARGS | CO_VARKEYWORDS):

        @wraps(method)
        def alone(self: Any) -> Any:
            try:
                return method(self)
            except BaseException:
                raise

        return alone

    @wraps(method)
    def caught(*given: Any, **named: Any) -> Any:
        try:
            return method(*given, **named)
        except BaseException:
            raise

    return caught

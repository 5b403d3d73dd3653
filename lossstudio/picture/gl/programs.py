"""The shaders, compiled for one context, and how plain values get into them."""

from collections.abc import Mapping
from importlib.resources import files
from typing import TypeAlias

import moderngl
import numpy as np

from lossstudio.core.array import Floats

Value: TypeAlias = float | int | tuple[float, ...] | Floats

_SOURCES = files("lossstudio.picture.gl") / "shaders"
_INCLUDES = ("screen.glsl", "light.glsl", "isolines.glsl")
_PAIRS = {
    "surface": ("surface.vert", "surface.frag"),
    "floor": ("floor.vert", "floor.frag"),
    "smooth": ("smooth.vert", "smooth.frag"),
    "flat": ("flat.vert", "flat.frag"),
    "stroke": ("stroke.vert", "stroke.frag"),
    "sprite": ("sprite.vert", "sprite.frag"),
    "head": ("head.vert", "head.frag"),
    "copy": ("copy.vert", "copy.frag"),
    "fog": ("copy.vert", "fog.frag"),
}


class Programs:
    """Every program by its name."""

    def __init__(self, ctx: moderngl.Context) -> None:
        ctx.includes.update({name: _source(name) for name in _INCLUDES})
        self._programs = {
            name: ctx.program(vertex_shader=_source(vertex), fragment_shader=_source(fragment))
            for name, (vertex, fragment) in _PAIRS.items()
        }

    def __getitem__(self, name: str) -> moderngl.Program:
        """Return a program."""
        return self._programs[name]

    def set(self, name: str, values: Mapping[str, Value]) -> moderngl.Program:
        """Give a program its uniforms, leaving out those that it doesn't use, and return it.

        A value is a number, a few numbers, or a matrix such as ``(4, 4)``.
        """
        program = self._programs[name]
        for key, value in values.items():
            uniform = program.get(key, None)
            if isinstance(uniform, moderngl.Uniform):
                _write(uniform, value)
        return program

    def release(self) -> None:
        """Give everything back to the context."""
        for program in self._programs.values():
            program.release()


def _source(name: str) -> str:
    return (_SOURCES / name).read_text(encoding="utf-8")


def _write(uniform: moderngl.Uniform, value: Value) -> None:
    if isinstance(value, np.ndarray):
        uniform.write(value.T.astype(np.float32).tobytes())
    else:
        uniform.value = value

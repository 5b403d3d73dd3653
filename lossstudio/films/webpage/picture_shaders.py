"""The renderer's shaders as WebGL 2 takes them, so that page and program draw by one source."""

import re

from lossstudio.picture.gl.resources import PROGRAMS, shader_source

_VERSION = "#version 330 core"
_WEBGL = """#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;"""
_INCLUDE = re.compile(r'#include "(.+)"')
_COMMENT = re.compile(r"\s*//.*")
_UPPER, _UPPER_OF_MANY = "gl_VertexID >> 1", "(gl_VertexID >> 1 & 1)"
"""A page draws many strips as one, where the program draws each as an instance."""

USED = ("surface", "floor", "smooth", "stroke", "sprite", "flat", "head", "contact", "fog", "copy")
"""The programs that a page draws with."""


def shaders_part() -> dict[str, tuple[str, str]]:
    """Return of each program its vertex shader and its fragment shader."""
    return {name: (_translated(PROGRAMS[name][0]), _translated(PROGRAMS[name][1])) for name in USED}


def _translated(name: str) -> str:
    """Return a shader in the language of WebGL 2, what it includes put in and what it says for people left out."""
    whole = _INCLUDE.sub(lambda found: shader_source(found.group(1)), shader_source(name))
    whole = whole.replace(_UPPER, _UPPER_OF_MANY)
    lines = (_COMMENT.sub("", line) for line in whole.replace(_VERSION, _WEBGL).splitlines())
    return "\n".join(line.strip() for line in lines if line.strip()) + "\n"

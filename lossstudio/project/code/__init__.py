"""A scene's run as a program to copy: in PyTorch, in Keras, or in NumPy alone."""

from collections.abc import Callable

from lossstudio.project.code.keras import keras_code
from lossstudio.project.code.plain import plain_code
from lossstudio.project.code.pytorch import pytorch_code
from lossstudio.project.code.setup import Setup, setup_of
from lossstudio.project.scene import Scene

FRAMEWORKS: dict[str, tuple[str, Callable[[Setup], str]]] = {
    "pytorch": ("PyTorch", pytorch_code),
    "keras": ("Keras", keras_code),
    "numpy": ("NumPy", plain_code),
}
"""By key: what each is called, and what writes for it."""


def code_of(scene: Scene, framework: str, runner: int = 0) -> str:
    """Return a program that trains one of a scene's runners.

    Raises
    ------
    SceneError
        If the scene is about neither a model on data nor a terrain, or the framework can't say it.
    """
    return FRAMEWORKS[framework][1](setup_of(scene, runner))

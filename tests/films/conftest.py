"""A few small frames to make films of, and a browser to look at pages."""

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from lossstudio.films.encode.writer import Pixels
from tests.films.browser import ARGUMENTS, CHROMIUM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

SIZE = (160, 90)


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> None:
    """Letters need an application, whichever test comes first in its process."""


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One browser for all pages and slides: in a process there can be one playwright at a time."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def frames() -> list[Pixels]:
    """Fourteen frames: a smooth bowl over which a ball rolls, then rests."""
    width, height = SIZE
    x, y = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    bowl = np.hypot(x - 0.5, y - 0.5)
    shade = 0.8 + 0.1 * x
    picture = np.stack([99 + 140 * bowl, 50 + 260 * bowl * shade, 20 + 200 * bowl, np.full_like(x, 255)], axis=2)
    made = []
    for index in (*range(12), 11, 11):
        frame = picture.copy()
        frame[(x - 0.1 - index / 14) ** 2 + (y - 0.5) ** 2 < 0.005] = (0, 96, 221, 255)
        made.append(np.ascontiguousarray(frame.astype(np.uint8)))
    return made

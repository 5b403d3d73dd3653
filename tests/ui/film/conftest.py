"""A window of its own for each test: a film that is made goes on when another scene is opened."""

import pytest

from lossstudio.ui.shell.window import Window
from tests.ui.conftest import OpenWindow


@pytest.fixture
def window(open_window: OpenWindow) -> Window:
    return open_window()

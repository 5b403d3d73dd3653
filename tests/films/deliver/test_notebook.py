"""A film in a notebook."""

import base64
from pathlib import Path

import av
import pytest
from PySide6.QtWidgets import QApplication

import lossstudio
from lossstudio.films.errors import FilmError, FilmUsageError
from lossstudio.project.examples import EXAMPLES


def test_a_notebook_gets_a_player_with_the_film_inside(tmp_path: Path, qapp: QApplication) -> None:
    film = lossstudio.film(EXAMPLES["outlier"].load(), layout="runners", size=(160, 90), fps=5, seconds=0.6)
    shown = film._repr_html_()
    assert shown.startswith("<video controls")
    assert 'aria-label="One outlier: squared error against absolute error"' in shown
    inside = shown.partition("base64,")[2].partition('"')[0]
    assert base64.b64decode(inside) == film.data
    with av.open(str(film.save(tmp_path / "film.mp4"))) as container:
        assert len(list(container.decode(video=0))) == 3
        assert film.size == (160, 90)
    with pytest.raises(FilmError, match="can't be written: there is no such folder"):
        film.save(tmp_path / "missing" / "film.mp4")


def test_what_cannot_work_is_said_before_anything_is_drawn() -> None:
    with pytest.raises(FilmUsageError, match="runners shows 2 runners or more"):
        lossstudio.film(EXAMPLES["penguins"].load(), layout="runners")

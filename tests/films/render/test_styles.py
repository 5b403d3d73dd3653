"""Films in a style, and films that are seen through: what they say can be read."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

import lossstudio
from lossstudio.core.resources import resource
from lossstudio.films.deliver.export_job import ExportJob
from lossstudio.films.encode.formats import MP4, PICTURE
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.render_plan import RenderPlan
from lossstudio.films.render.frame_renderer import FrameRenderer
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.picture.colors import contrast, hex_color, luminance
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.file import save
from lossstudio.project.style import Style, load_style

TALK = resource("styles", "talk.lossstyle")
RACE = EXAMPLES["learning-rates"].load()
SIZE = (640, 360)


@contextmanager
def drawn(plan: RenderPlan) -> Iterator[FrameRenderer]:
    with closing(FrameRenderer(TrainedScene(RACE, plan.last_step), plan)) as renderer:
        yield renderer


def pixels(plan: RenderPlan) -> np.ndarray:
    with drawn(plan) as renderer:
        return next(iter(renderer.frames()))


def test_a_style_is_worn_by_colours_ground_logo_and_margins(qapp: QApplication) -> None:
    style = load_style(TALK)
    plan = ExportOptions(size=SIZE, style=str(TALK), title="").planned(RACE, PICTURE)
    assert (plan.background, plan.theme) == (style.background, "dark")
    assert plan.theme_shown.runners == style.runners
    assert (plan.theme_shown.text, plan.theme_shown.accent) == (style.text, style.accent)
    picture = pixels(plan)[:, :, 2::-1]
    assert hex_color(picture[0, 0] / 255) == style.background
    edge = round(style.margins * SIZE[1])
    assert (picture[:edge] == picture[0, 0]).all()  # nothing but the ground
    assert (picture[:, :edge] == picture[0, 0]).all()
    row = picture[edge : round(SIZE[1] * plan.safe[1])]
    assert style.runners[0] in {hex_color(color / 255) for color in row[:, SIZE[0] // 2 :].reshape(-1, 3)}
    without = pixels(ExportOptions(size=SIZE, style=replace(style, logo=None), title="").planned(RACE, PICTURE))
    assert not np.array_equal(picture, without[:, :, 2::-1])


def test_a_film_in_another_typeface_is_written_in_it(qapp: QApplication, tmp_path: Path) -> None:
    plan = ExportOptions(size=SIZE).planned(RACE, PICTURE)
    one, other = pixels(plan), pixels(replace(plan, style=Style(font="DejaVu Sans Mono")))
    assert not np.array_equal(one, other)
    assert np.array_equal(pixels(plan), one)  # and the next one in its own again
    for style, words in (
        (Style(font="Nowhere Sans"), "font: no typeface here is called Nowhere Sans"),
        (Style(font_files=(str(TALK),)), r"font_files\[0\]: .* is no typeface"),
        (Style(font_files=(str(resource("fonts", "Inter-Bold.otf")),), font="Inter"), ""),
    ):
        if words:
            with pytest.raises(FilmUsageError, match=words), drawn(replace(plan, style=style)):
                pass
        else:
            pixels(replace(plan, style=style))
    letters = tmp_path / "charts.svg"
    lossstudio.export(RACE, letters, letters="text", style=Style(font="DejaVu Sans Mono"))
    assert "DejaVu Sans Mono, sans-serif" in letters.read_text()


@pytest.mark.parametrize(
    ("style", "said"),
    [
        (Style(text="#777777", background="#888888"), "text: #777777 upon #888888 has a contrast of 1.3 to 1"),
        (Style(runners=("#000000", "#FFFF99"), background="light"), r"runners\[1\]: #FFFF99 upon #FFFFFF"),
        (Style(accent="#EEEEEE", background="light"), "accent: #EEEEEE upon #FFFFFF has a contrast of 1.2 to 1"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_contrast_and_a_colour_that_can(style: Style, said: str) -> None:
    with pytest.raises(FilmUsageError, match=said) as refused:
        ExportOptions(style=style).planned(RACE, MP4)
    cure = str(refused.value).split("; ")[-1].split()[0]
    ground = str(refused.value).split("upon ")[1][:7]
    assert contrast(cure, ground) >= (4.5 if style.text else 3.0)


def test_a_logo_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_text("no picture")
    said = {"format": "lossstyle", "version": 1, "logo": {"file": "logo.png"}}
    (tmp_path / "talk.lossstyle").write_text(json.dumps(said))
    with pytest.raises(FilmUsageError, match=r"logo\.file: .* is no picture that can be read"):
        ExportOptions(style=str(tmp_path / "talk.lossstyle")).planned(RACE, MP4)


def test_another_process_is_told_the_style_wherever_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(RACE, tmp_path / "race.lossstudio")
    monkeypatch.chdir(TALK.parent)
    for style in (TALK.name, load_style(TALK)):
        job = ExportJob(scene=RACE, film=ExportOptions(style=style), out="talk.mp4")
        line = job.request(tmp_path / "race.lossstudio")
        with monkeypatch.context() as elsewhere:
            elsewhere.chdir(tmp_path)
            assert ExportJob.requested(line).film.checked().style == load_style(TALK)


def laid(picture: np.ndarray, ground: np.ndarray) -> np.ndarray:
    """Return a picture ``(height, width, 4)``, seen through, upon a slide."""
    alpha = picture[:, :, 3:].astype(float) / 255
    return picture[:, :, :3] * alpha + ground * (1 - alpha)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_writing_keeps_a_ground_of_its_own_upon_any_slide(qapp: QApplication, theme: str) -> None:
    plan = ExportOptions(size=(1280, 720), background="transparent", theme=theme, inset="none").planned(RACE, PICTURE)
    picture = pixels(plan)
    with drawn(plan) as renderer:
        band = renderer.composition.layout.band.toRect()
    written = picture[band.top() : band.bottom(), band.left() : band.center().x()]  # the title
    inked = (written[:, :, 3] == 255) & (np.abs(written[:, :, :3].astype(int) - ink(plan)).max(axis=2) < 8)
    assert inked.sum() > 500
    noise = np.random.default_rng(0).integers(0, 256, written[:, :, :3].shape)
    for ground in (np.full(noise.shape, 255), np.zeros(noise.shape), np.full(noise.shape, 128), noise):
        seen = laid(written, ground)
        low, high = sorted((brightness(seen[inked]), brightness(seen[beside(inked)])))
        assert (high + 0.05) / (low + 0.05) >= 4.5


def brightness(colors: np.ndarray) -> float:
    """Return the median luminance of colours ``(n, 3)``, blue first."""
    return float(np.median([luminance(hex_color(each / 255)) for each in colors[:, ::-1]]))


def ink(plan: RenderPlan) -> np.ndarray:
    text = plan.theme_shown.text
    return np.array([int(text[at : at + 2], 16) for at in (5, 3, 1)])


def beside(inked: np.ndarray) -> np.ndarray:
    """Return what is two pixels away from what is inked, above or below, left or right."""
    near = np.zeros_like(inked)
    for shift, axis in ((2, 0), (-2, 0), (2, 1), (-2, 1)):
        near |= np.roll(inked, shift, axis)
    close = inked.copy()
    for shift, axis in ((1, 0), (-1, 0), (1, 1), (-1, 1)):
        close |= np.roll(inked, shift, axis)
    return near & ~close


@pytest.mark.parametrize("slide", ["#112233", "#FFF3D0"])
def test_a_film_that_is_told_its_slide_suits_it_and_has_no_soft_edge(qapp: QApplication, slide: str) -> None:
    plan = ExportOptions(size=SIZE, slide=slide).planned(RACE, PICTURE)
    assert plan.background == "transparent"
    assert plan.halo == ""
    shown = plan.theme_shown
    assert contrast(shown.text, slide) >= 4.5
    assert min(contrast(color, slide) for color in shown.runners) >= 3.0
    clear = ExportOptions(size=SIZE, background="transparent", theme=plan.theme).planned(RACE, PICTURE)
    assert (pixels(plan)[:, :, 3] > 0).sum() < (pixels(clear)[:, :, 3] > 0).sum()

import numpy as np
import pyqtgraph
import pytest

from lossstudio.picture.colors import CONTRAST, DARK, LIGHT, colormap, from_oklab, hex_color, mix, rgb, to_oklab, upon


@pytest.mark.parametrize("theme", [DARK, LIGHT])
@pytest.mark.parametrize("name", ["lagoon", "viridis", "cividis"])
def test_a_colormap_is_256_colours_that_only_get_lighter(theme, name):
    table = colormap(name, theme)
    assert table.shape == (256, 3)
    assert table.min() >= 0
    assert table.max() <= 1
    assert np.all(np.diff(to_oklab(table)[:, 0]) > -1e-3)


@pytest.mark.parametrize("name", ["viridis", "cividis"])
def test_the_known_colormaps_are_the_known_ones(name):
    known = pyqtgraph.colormap.get(name).getLookupTable(0, 1, 256, mode="float")[:, :3]
    assert np.abs(colormap(name, DARK) - known).max() < 0.05


def test_a_colormap_begins_and_ends_with_its_own_stops():
    assert hex_color(colormap("lagoon", DARK)[0]) == DARK.lagoon[0]
    assert hex_color(colormap("lagoon", LIGHT)[-1]) == LIGHT.lagoon[-1]


def test_oklab_there_and_back_is_the_same_colour():
    colors = np.random.default_rng(0).uniform(size=(50, 3))
    assert np.allclose(from_oklab(to_oklab(colors)), colors, atol=1e-6)


def test_mixing_keeps_the_ends_and_passes_through_grey():
    assert mix("#102030", "#FFFFFF", 0) == "#102030"
    assert np.ptp(rgb(mix("#000000", "#FFFFFF", 0.5))) < 0.01


@pytest.mark.parametrize("theme", [DARK, LIGHT, CONTRAST, upon(DARK, "#2E3A46"), upon(LIGHT, "#E8E0D0")])
def test_twelve_runners_are_told_apart_and_a_seventh_by_lightness_from_the_first(theme):
    colors = [theme.runner(number) for number in range(12)]
    lab = to_oklab(np.array([rgb(color) for color in colors]))
    apart = np.linalg.norm(lab[:, None] - lab, axis=-1)
    assert apart[np.triu_indices(12, 1)].min() > 0.05
    assert np.abs(lab[:6, 0] - lab[6:, 0]).min() > 0.12
    assert min(_contrast(color, theme.canvas) for color in colors) > 2.99
    hues = np.degrees(np.arctan2(lab[:, 2], lab[:, 1]))
    assert np.abs((hues[6:] - hues[:6] + 180) % 360 - 180).max() < 20


def _luminance(color):
    value = rgb(color)
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def _contrast(first, second):
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_writing_reads_on_every_ground(theme):
    for ground in (theme.card, theme.canvas, theme.bar):
        assert _contrast(theme.text, ground) > 12
        assert _contrast(theme.secondary, ground) > 5.5
        assert _contrast(theme.error, ground) > 4.5
    assert _contrast(theme.on_accent, theme.accent) > 4.5

"""Whatever the numbers are, there is a picture, and nothing complains."""

import numpy as np
import pytest

from lossstudio.picture.camera.camera import fit
from lossstudio.picture.camera.picking import pick
from lossstudio.picture.map.map_camera import fit_map
from lossstudio.picture.map.map_view import MapView
from lossstudio.picture.scene.frame_builder import FrameBuilder
from lossstudio.picture.text.overlay import Overlay

SIZE = (200, 150)
PIXELS = [(x, y) for x in range(50, 151, 25) for y in range(50, 101, 25)]
SURFACES = {
    "flat": lambda x, _: 0 * x,
    "huge": lambda x, y: 1e200 * (x**2 + y**2),
    "tiny": lambda x, _: 1e-14 * x**2 + 1e5,
    "exploding": lambda x, _: np.exp(800 * x),
    "half missing": lambda x, y: np.where(x > 0, np.nan, y),
    "infinite in the middle": lambda x, _: -np.log(np.abs(x)),
    "bottomless": lambda x, y: np.where(np.abs(x) < 0.3, -np.inf, x * y),
    "spike": lambda x, y: 1 / (x**2 + y**2),
    "stairs": lambda x, _: np.floor(3 * x),
}


@pytest.mark.parametrize("scale", ["linear", "log", "clipped"])
@pytest.mark.parametrize("name", SURFACES)
def test_every_surface_has_a_picture(host, moment_on, name, scale):
    random = np.random.default_rng(len(name))
    theta = random.normal(size=(8, 2, 2)) * np.array([0.5, 300.0])[:, None]
    frame = FrameBuilder().frame(moment_on(SURFACES[name], theta, scale=scale, step=6, fraction=0.4))
    overlay = Overlay(badge=True)
    camera = fit(frame.static_scene, SIZE, (30, 30, 30, 30))
    assert np.isfinite(camera.distance)
    assert host.image(frame, camera, *SIZE, overlay=overlay).width() == SIZE[0]
    flat = fit_map(frame.static_scene, SIZE, (30, 30, 30, 30))
    assert MapView().image(frame, flat, *SIZE, overlay=overlay).width() == SIZE[0]
    for view in (camera, flat):
        found = [pick(frame.static_scene, view, pixel, SIZE) for pixel in PIXELS]
        losses = [picked.loss for picked in found if picked is not None]
        assert losses
        assert np.isfinite(losses).all()

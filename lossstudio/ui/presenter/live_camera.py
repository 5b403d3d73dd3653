"""Where the eye is in a film that is played live: at its keys, and between them; it looks at what they look at."""

from collections.abc import Sequence
from dataclasses import replace

from lossstudio.films.errors import FilmUsageError
from lossstudio.films.render.camera_work import CLOSE, Place, place_looked_at
from lossstudio.picture.camera.camera import Camera
from lossstudio.picture.camera.moves import between
from lossstudio.picture.scene.frame import Frame
from lossstudio.project.film_spec import FilmCamera
from lossstudio.ui.canvas.view import Canvas
from lossstudio.ui.canvas.view_camera import ViewCamera

FOLLOWS = 0.12
"""How much of the way to its ball an eye that follows comes nearer in each frame, so that swings don't shake it."""


class LiveCamera:
    """Finds the eye of each frame; between two frames it follows a ball softly.

    Parameters
    ----------
    canvas
        On which the film is played.
    """

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._followed: dict[int, Place] = {}

    def begin(self) -> None:
        """Forget where balls were."""
        self._followed.clear()

    def place(self, keys: Sequence[FilmCamera], names: Sequence[str], way: float) -> Camera | None:
        """Return where the camera is on its way between the keys; None before the first landscape."""
        frame = self._canvas.scene_controller.frame
        places = [self._at(key, names, frame) for key in keys] if frame is not None else []
        found = [place for place in places if place is not None]
        return between(found, way) if found else None

    def _at(self, key: FilmCamera, names: Sequence[str], frame: Frame) -> Camera | None:
        whole = self._canvas.camera_of(ViewCamera((key.azimuth, key.elevation), key.distance))
        target = self._target(key, names, frame)
        if whole is None or target is None:
            return whole
        return replace(whole, target=target, distance=whole.distance * (CLOSE if key.distance is None else 1.0))

    def _target(self, key: FilmCamera, names: Sequence[str], frame: Frame) -> Place | None:
        """Return what a key looks at; where that isn't there, everything."""
        if key.look_at != "ball":
            try:
                return place_looked_at(key, frame.static_scene)
            except FilmUsageError:
                return None
        who = names.index(key.runner) if key.runner in names else 0
        return next((self._follow(who, ball.place.tolist()) for ball in frame.balls if ball.runner == who), None)

    def _follow(self, who: int, now: Sequence[float]) -> Place:
        before = self._followed.get(who, now)
        x, y, z = (old + FOLLOWS * (new - old) for old, new in zip(before, now, strict=True))
        self._followed[who] = (x, y, z)
        return self._followed[who]

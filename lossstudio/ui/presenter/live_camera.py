"""Where the eye is in a film that is played live: at its keys, and between them; it looks at what they look at."""

from collections.abc import Sequence

from lossstudio.films.errors import FilmUsageError
from lossstudio.films.plan.storyboard import Instant
from lossstudio.films.render.camera_work import (
    CLOSE,
    Direction,
    Framing,
    Place,
    camera_between,
    place_looked_at,
    the_short_way,
)
from lossstudio.picture.camera.camera import Camera
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

    def place(self, keys: Sequence[FilmCamera], names: Sequence[str], instant: Instant) -> Camera | None:
        """Return where the camera is on its way between the keys; None before the first landscape."""
        frame = self._canvas.scene_controller.frame
        if frame is None:
            return None
        way = the_short_way(keys)
        return camera_between(
            way, instant, lambda number, direction: self._framing(way[number], direction, names, frame)
        )

    def _framing(self, key: FilmCamera, direction: Direction, names: Sequence[str], frame: Frame) -> Framing:
        target = self._target(key, names, frame)
        distance = key.distance if target is None else None
        whole = self._canvas.camera_of(ViewCamera(direction, distance))
        assert whole is not None, "there is a frame"
        if target is None:
            return Framing(whole.distance, whole.target)
        return Framing(CLOSE * whole.distance if key.distance is None else key.distance, target)

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

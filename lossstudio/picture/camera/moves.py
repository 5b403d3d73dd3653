"""How a film moves the camera: from place to place, round the surface, and nearer to the balls."""

from collections.abc import Sequence
from dataclasses import replace

from lossstudio.picture.camera.camera import Camera


def between(places: Sequence[Camera], way: float) -> Camera:
    """Return where the camera is: 1.25 is a quarter of the way from the second place to the third.

    It turns the shorter way round.
    """
    if way <= 0 or len(places) == 1:
        return places[0]
    number = min(int(way), len(places) - 1)
    share = way - number
    if share <= 0 or number + 1 == len(places):
        return places[number]
    one, other = places[number], places[number + 1]
    x, y, z = (_mixed(a, b, share) for a, b in zip(one.target, other.target, strict=True))
    return replace(
        one,
        azimuth=one.azimuth + share * ((other.azimuth - one.azimuth + 180.0) % 360.0 - 180.0),
        elevation=_mixed(one.elevation, other.elevation, share),
        distance=_mixed(one.distance, other.distance, share),
        target=(x, y, z),
    )


def turned(camera: Camera, turn_deg: float) -> Camera:
    """Return the camera after it has gone round its target."""
    return replace(camera, azimuth=camera.azimuth + turn_deg) if turn_deg else camera


def _mixed(one: float, other: float, share: float) -> float:
    return one + share * (other - one)


def nearer(camera: Camera, share: float, focus: tuple[float, float, float]) -> Camera:
    """Return the camera nearer by a share of its distance, with its target on the way to what it comes near to."""
    if not share:
        return camera
    x, y, z = (_mixed(a, b, share) for a, b in zip(camera.target, focus, strict=True))
    return replace(camera, distance=camera.distance * (1 - share), target=(x, y, z))

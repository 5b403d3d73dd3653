"""How a film moves the camera: round the surface, and nearer to the balls."""

from dataclasses import replace

from lossstudio.picture.camera.camera import Camera


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

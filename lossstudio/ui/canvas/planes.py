"""Which planes are offered, by key and words, and what a key means."""

from itertools import combinations

from lossstudio.picture.scene.scene_builder import badge_of
from lossstudio.run.recipe.plane_spec import PlaneSpec
from lossstudio.studio.studio import Studio

MOST_PAIRED = 5
"""Up to so many parameters every pair is offered; beyond, those with the steepest slopes."""


def offered(studio: Studio) -> list[tuple[str, str]]:
    """Return the planes that make sense for the model on show."""
    names = studio.run.course.problem.parameter_names
    if len(names) <= 1:
        return [("natural", " × ".join(studio.analysis.plane.labels))]
    pairs = [(f"axes {i} {j}", f"{names[i]} × {names[j]}") for i, j in combinations(_paired(studio), 2)]
    if len(names) == 2:
        return pairs
    whole = [("pca", "along the path"), ("random", "random directions"), ("eigenvectors", "most and least curved")]
    chosen = key_of(studio)
    missing = (
        [] if chosen in {key for key, _ in whole + pairs} else [(chosen, " × ".join(studio.analysis.plane.labels))]
    )
    return [*whole, *pairs, *missing]


def key_of(studio: Studio) -> str:
    """Return the key of the plane on show."""
    spec = studio.document.scene.plane
    names = studio.run.course.problem.parameter_names
    if len(names) <= 1:
        return "natural"
    if spec is None:
        return "axes 0 1" if len(names) == 2 else studio.analysis.plane.kind
    return f"axes {min(spec.axes)} {max(spec.axes)}" if spec.kind == "axes" else spec.kind


def spec_of(key: str) -> PlaneSpec | None:
    """Return what a document says for a key; None is the natural plane."""
    if key == "natural":
        return None
    if key.startswith("axes "):
        first, second = (int(word) for word in key.split()[1:])
        return PlaneSpec(kind="axes", axes=(first, second))
    if key == "pca":
        return PlaneSpec(kind="pca")
    return PlaneSpec(kind="random") if key == "random" else PlaneSpec(kind="eigenvectors")


def honesty(studio: Studio) -> str:
    """Say how much of the truth the plane shows."""
    size, terrain = studio.run.course.size, studio.run.course.problem.prepared is None
    if size == 1:
        return "exact: the model has only this one parameter"
    if studio.analysis.plane.exact:
        return badge_of(studio.analysis.plane, 1.0, 0.0, terrain=terrain)
    held = studio.analysis.share_held if studio.run.timeline.length else None
    return badge_of(studio.analysis.plane, held, studio.analysis.distance_off, terrain=terrain)


def _paired(studio: Studio) -> list[int]:
    """Return the parameters that are offered in pairs, in their own order."""
    size = studio.run.course.size
    if size <= MOST_PAIRED:
        return list(range(size))
    told = studio.analysis.explanation
    if told is None or told.gradient.size != size:
        return list(range(MOST_PAIRED - 1))
    steepest = sorted(range(size), key=lambda at: -abs(float(told.gradient[at])))[: MOST_PAIRED - 1]
    return sorted(steepest)

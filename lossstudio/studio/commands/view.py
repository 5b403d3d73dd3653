"""Commands on how the document is looked at: view, plane, title, notes, and which point and parameter are followed."""

from dataclasses import replace
from typing import Any

from lossstudio.run.recipe.plane_spec import PlaneSpec
from lossstudio.studio.commands.command import NOTHING, Command, Effect
from lossstudio.studio.session.snapshot import Snapshot


def set_view(**fields: Any) -> Command:
    """Look at it another way: any fields of the scene's view; the run is untouched."""
    merge = "view " + " ".join(sorted(fields))
    return lambda now: Effect(
        scene=replace(now.scene, view=replace(now.scene.view, **fields)), text="View", merge=merge
    )


def set_plane(spec: PlaneSpec | None) -> Command:
    """Look at another slice through parameter space; None is the natural one."""

    def command(now: Snapshot) -> Effect:
        before = now.scene.plane
        merge = "plane" if spec is not None and before is not None and spec.kind == before.kind else None
        return Effect(scene=replace(now.scene, plane=spec), text="Plane", merge=merge)

    return command


def refit_plane(now: Snapshot) -> Effect:
    """Fit the plane to the run as it is now; a range that was held is let go."""
    spec = now.scene.plane
    if spec is None or spec.range is None:
        return Effect(fits_plane=True)
    return Effect(scene=replace(now.scene, plane=replace(spec, range=None)), text="Fit the plane")


def set_title(title: str) -> Command:
    """Call the document something else."""
    return lambda now: Effect(scene=replace(now.scene, title=title), text="Title", merge="title")


def set_notes(notes: str) -> Command:
    """Say something else about it."""
    return lambda now: Effect(scene=replace(now.scene, notes=notes), text="Notes", merge="notes")


def select_sample(row: int | None) -> Command:
    """Look at a training row; None: the one that costs most."""
    return lambda now: Effect(selection=replace(now.selection, chosen_sample=row))


def point_at_sample(row: int | None) -> Command:
    """Look at the training row under the pointer as long as it is there; None: the pointer is on none."""

    def command(now: Snapshot) -> Effect:
        if row == now.selection.pointed_sample:
            return NOTHING
        return Effect(selection=replace(now.selection, pointed_sample=row))

    return command


def select_parameter(index: int | None) -> Command:
    """Look at a parameter; None: the one with the largest gradient."""
    return lambda now: Effect(selection=replace(now.selection, chosen_parameter=index))

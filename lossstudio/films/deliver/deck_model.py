"""The model of a deck: what it shows, from where it is seen, and pictures from there."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import get_args

import numpy as np

from lossstudio.films.deliver.alt_text import surface_in_words
from lossstudio.films.deliver.kit import save_picture
from lossstudio.films.deliver.model_slides import ModelView, SlideModel
from lossstudio.films.models.glb import check_glb, glb_of
from lossstudio.films.models.model import upright
from lossstudio.films.models.modelling import model_of
from lossstudio.films.plain_line import plain_line
from lossstudio.films.plan.background import TRANSPARENT
from lossstudio.films.plan.model_options import ModelSlides
from lossstudio.films.plan.render_plan import RenderPlan
from lossstudio.films.plan.storyboard import Shot, Storyboard
from lossstudio.films.render.frame_renderer import FrameRenderer
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.project.film_spec import Element, FilmCamera

TURNED_DEG = 70.0
"""Where the film has no second place for the camera, the model is turned by so much."""


def slide_model(
    trained: TrainedScene, plan: RenderPlan, slides: ModelSlides, most_triangles: int, folder: Path, first: int
) -> SlideModel:
    """Return the model of a deck, with pictures of it in a folder.

    Parameters
    ----------
    trained, plan
        What the deck shows.
    slides
        Whether it is on one slide, or is turned by a second.
    most_triangles
        Of the model.
    folder
        Where the pictures go.
    first
        The number of the model's first slide.
    """
    model = model_of(trained, plan, most_triangles)
    data = glb_of(model)
    check_glb(data, model)
    corners = np.concatenate([upright(part.places) for part in model.parts]).astype(np.float64)
    views = _places(trained, plan)[: 2 if slides == "morph" else 1]
    last = min(plan.last_step, trained.end)
    name = plain_line(plan.title or trained.scene.title)
    return SlideModel(
        glb=data,
        low=corners.min(axis=0),
        high=corners.max(axis=0),
        views=tuple(
            ModelView(
                picture=_picture(trained, plan, view, folder / f"model-{number}.png"),
                azimuth=view.azimuth,
                elevation=view.elevation,
                title=f"{number}. {name or 'Model'}: the surface{', turned' if number > first else ''}",
                alt=surface_in_words(trained, last),
            )
            for number, view in enumerate(views, start=first)
        ),
    )


def _places(trained: TrainedScene, plan: RenderPlan) -> tuple[FilmCamera, FilmCamera]:
    """Return from where the model is seen: as the film's camera has it at its first two keys."""
    if len(plan.camera) > 1:
        return plan.camera[0], plan.camera[1]
    if plan.camera:
        first = plan.camera[0]
    else:
        view = trained.scene.view.camera
        bare = _bare(plan, None)
        with closing(FrameRenderer(trained, bare)) as renderer:
            seen = renderer.shown(0).panes[0].frame.static_scene.view
        azimuth, elevation = seen if view is None else (view.azimuth, view.elevation)
        first = FilmCamera(step=0, azimuth=azimuth, elevation=elevation)
    return first, replace(first, azimuth=first.azimuth + TURNED_DEG)


def _picture(trained: TrainedScene, plan: RenderPlan, view: FilmCamera, path: Path) -> Path:
    """Save a picture of the surface alone, seen whole from a place."""
    whole = FilmCamera(step=0, azimuth=view.azimuth, elevation=view.elevation)
    with closing(FrameRenderer(trained, _bare(plan, whole))) as renderer:
        save_picture(renderer.image(0), path)
    return path


def _bare(plan: RenderPlan, camera: FilmCamera | None) -> RenderPlan:
    """Return the plan of a square picture of the last step, with nothing but the surface, upon whatever slide."""
    side, fps, last = min(plan.size), plan.storyboard.fps, plan.last_step
    return replace(
        plan,
        size=(side, side),
        storyboard=Storyboard((Shot(last, last, float(1 / fps)),), fps),
        title="",
        inset="none",
        layout="surface",
        background=TRANSPARENT,
        captions=(),
        spots=(),
        camera=() if camera is None else (camera,),
        hidden=frozenset(get_args(Element)),
    )

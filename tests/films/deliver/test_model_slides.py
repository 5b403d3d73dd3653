"""A model on slides: found in the file as PowerPoint writes one, with a picture for all other programs."""

import io
import zipfile
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import lossstudio
from lossstudio.core.catalogue import Spec
from lossstudio.films.models.model import SIDE_M
from lossstudio.project.film_spec import FilmCamera, FilmPause, FilmSpec
from lossstudio.project.scene import Scene
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Recipe, Training

SMALL = {"size": "160x90", "fps": 10, "seconds": 2.0}
SCENE = Scene(
    recipe=Recipe(task=OnTerrain(terrain=Spec("bowl")), training=Training(steps=8)),
    title='A "bowl" & <more>',
    film=FilmSpec(
        pauses=(FilmPause(step=3, seconds=0.3),),
        camera=(FilmCamera(step=0, azimuth=10.0, elevation=30.0), FilmCamera(step=8, azimuth=100.0, elevation=50.0)),
    ),
)
SPACES = {
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "am3d": "http://schemas.microsoft.com/office/drawing/2017/model3d",
    "p159": "http://schemas.microsoft.com/office/powerpoint/2015/09/main",
}
EMBED = f"{{{SPACES['r']}}}embed"


def test_a_deck_ends_with_a_model_that_morph_turns_to_the_next_key(tmp_path: Path, qapp: QApplication) -> None:
    import pptx
    import trimesh

    path = lossstudio.export(SCENE, tmp_path / "one.pptx", deck_model="morph", **SMALL)
    assert list(tmp_path.iterdir()) == [path]  # and none of its pictures
    deck = pptx.Presentation(str(path))
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert len(set(titles)) == 4
    assert titles[-2:] == ['3. A "bowl" & <more>: the surface', '4. A "bowl" & <more>: the surface, turned']
    first, second = (slide for slide in list(deck.slides)[-2:])
    turns = []
    for slide in (first, second):
        (choice,) = slide.element.findall(".//mc:Choice[@Requires='am3d']", SPACES)
        model = choice.find(".//am3d:model3d", SPACES)
        glb = slide.part.related_part(model.get(EMBED))
        assert (glb.content_type, glb.partname.ext) == ("model/gltf.binary", "glb")
        assert max(trimesh.load(io.BytesIO(glb.blob), file_type="glb").extents) == pytest.approx(SIDE_M, rel=0.05)
        fallback = choice.getparent().find("mc:Fallback", SPACES)
        picture = fallback.find(".//a:blip", SPACES).get(EMBED)
        assert picture == model.find(".//am3d:blip", SPACES).get(EMBED)
        assert slide.part.related_part(picture).image.size == (90, 90)
        named = [each.attrib for each in choice.getparent().iter(f"{{{SPACES['p']}}}cNvPr")]
        assert named[0] == named[1]
        assert named[0]["name"] == "!!Surface"
        assert "the path of a ball up to step 8" in named[0]["descr"]
        assert int(named[0]["id"]) not in {shape.shape_id for shape in slide.shapes}
        scale = model.find(".//am3d:meterPerModelUnit", SPACES)
        assert int(scale.get("n")) / int(scale.get("d")) == pytest.approx(1 / SIDE_M, rel=0.05)  # a metre wide
        turns.append(int(model.find(".//am3d:rot", SPACES).get("ay")) / 60_000)
    assert (turns[0] - turns[1]) % 360 == pytest.approx(90.0)  # the eye goes one way, so the model the other
    assert first.element.find(".//p159:morph", SPACES) is None
    assert second.element.find(".//p159:morph", SPACES) is not None
    order = [child.tag.rpartition("}")[2] for child in second.element]
    assert order.index("clrMapOvr") + 1 == order.index("AlternateContent")
    with zipfile.ZipFile(path) as packed:
        assert sum(name.endswith(".glb") for name in packed.namelist()) == 1  # both slides show the one


def test_a_loop_is_one_slide_whose_clip_repeats(tmp_path: Path, qapp: QApplication) -> None:
    import pptx

    deck = pptx.Presentation(str(lossstudio.export(SCENE, tmp_path / "loop.pptx", loop="back", **SMALL)))
    (slide,) = deck.slides
    clip = slide.element.find(".//p:cMediaNode/p:cTn", SPACES)
    assert clip.get("repeatCount") == "indefinite"
    words = slide.shapes[1]._element.nvPicPr.cNvPr.get("descr")  # noqa: SLF001 - WORKAROUND python-pptx 1.0 has no API for it
    assert "from step 0 to step 8 and back" in words

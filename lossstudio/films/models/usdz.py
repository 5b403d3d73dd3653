"""USDZ: a model as Universal Scene Description in an uncompressed archive, which Apple's devices put into a room.

Layout: the USDZ File Format Specification 1.0 (https://openusd.org/release/spec_usdz.html): nothing is packed, each
file's bytes begin at a multiple of 64, and the scene comes first. Materials: the USD Preview Surface.
"""

import io
import re
import struct
import zipfile
from collections.abc import Iterable, Iterator

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.films.errors import FilmError
from lossstudio.films.models.model import MeshPart, Model3D, RollingBall, Singles, height_shares, turned_up, upright
from lossstudio.films.models.texture import texture_of
from lossstudio.picture.colors import rgb

ALIGNMENT = 64
LOCAL_HEADER = 30
"""How many bytes stand before a file's name in the archive."""
PADDING_FIELD = 0x1986
"""The extra field that other writers of USDZ pad with as well; readers skip it."""
DATE = (1980, 1, 1, 0, 0, 0)
STAGE, TEXTURE = "model.usda", "textures/heights.png"
ROUGHNESS = 0.75

_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def usdz_of(model: Model3D) -> bytes:
    """Return a model as a USDZ file; the same model gives the same bytes."""
    packed = io.BytesIO()
    stage = "\n".join((*_stage(model), ""))
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, data in ((STAGE, stage.encode()), (TEXTURE, texture_of(model.shades))):
            info = zipfile.ZipInfo(name, DATE)
            before = packed.tell() + LOCAL_HEADER + len(name.encode())
            room = -(before + 4) % ALIGNMENT
            info.extra = struct.pack("<HH", PADDING_FIELD, room) + bytes(room)
            archive.writestr(info, data)
    return packed.getvalue()


def check_usdz(data: bytes, model: Model3D) -> None:
    """Read a USDZ file back.

    Raises
    ------
    FilmError
        If it isn't the model.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            whole = archive.testzip() is None and [info.filename for info in infos] == [STAGE, TEXTURE]
            aligned = all(_start(data, info) % ALIGNMENT == 0 for info in infos)
            text = archive.read(STAGE).decode()
    except (zipfile.BadZipFile, KeyError, struct.error, UnicodeDecodeError) as error:
        raise FilmError("the model was read back and is damaged") from error
    meshes = len(model.parts) + len(model.balls)
    if not (whole and aligned) or text.count("faceVertexIndices") != meshes:
        raise FilmError("the model was read back and isn't what was written")


def _start(data: bytes, info: zipfile.ZipInfo) -> int:
    """Return where a file's bytes begin in the archive."""
    name, extra = struct.unpack_from("<HH", data, info.header_offset + 26)
    return info.header_offset + LOCAL_HEADER + int(name) + int(extra)


def _stage(model: Model3D) -> Iterator[str]:
    """Yield the lines of the scene."""
    end = model.seconds * model.fps
    yield "#usda 1.0"
    yield "("
    yield '    defaultPrim = "Model"'
    yield f"    doc = {quoted(model.title or 'Loss Studio')}"
    yield "    metersPerUnit = 1"
    yield '    upAxis = "Y"'
    yield "    startTimeCode = 0"
    yield f"    endTimeCode = {end:.6g}"
    yield f"    timeCodesPerSecond = {model.fps:.9g}"
    yield f"    framesPerSecond = {model.fps:.9g}"
    yield ")"
    yield ""
    yield 'def Xform "Model" ('
    yield '    kind = "component"'
    yield ")"
    yield "{"
    yield from _indented(_contents(model))
    yield "}"


def _contents(model: Model3D) -> Iterator[str]:
    yield 'def Scope "Materials"'
    yield "{"
    yield from _indented(_heights())
    for number, color in enumerate([each.color for each in model.lines] + [each.color for each in model.balls]):
        yield from _indented(_painted(f"Paint{number}", color))
    yield "}"
    yield from _mesh("Surface", model.surface, "Heights")
    for number, line in enumerate(model.lines):
        yield from _mesh(f"Line{number}", line, f"Paint{number}")
    for number, ball in enumerate(model.balls):
        yield from _ball(f"Ball{number}", ball, model, f"Paint{len(model.lines) + number}")


def _heights() -> Iterator[str]:
    path = "/Model/Materials/Heights"
    yield 'def Material "Heights"'
    yield "{"
    yield f"    token outputs:surface.connect = <{path}/Surface.outputs:surface>"
    yield from _indented(_surface(f"color3f inputs:diffuseColor.connect = <{path}/Texture.outputs:rgb>"))
    yield '    def Shader "Texture"'
    yield "    {"
    yield '        uniform token info:id = "UsdUVTexture"'
    yield f"        asset inputs:file = @{TEXTURE}@"
    yield '        token inputs:sourceColorSpace = "sRGB"'
    yield '        token inputs:wrapS = "clamp"'
    yield '        token inputs:wrapT = "clamp"'
    yield f"        float2 inputs:st.connect = <{path}/Coordinates.outputs:result>"
    yield "        float3 outputs:rgb"
    yield "    }"
    yield '    def Shader "Coordinates"'
    yield "    {"
    yield '        uniform token info:id = "UsdPrimvarReader_float2"'
    yield '        string inputs:varname = "st"'
    yield "        float2 outputs:result"
    yield "    }"
    yield "}"


def _painted(name: str, color: str) -> Iterator[str]:
    parts = rgb(color)
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    yield f'def Material "{name}"'
    yield "{"
    yield f"    token outputs:surface.connect = </Model/Materials/{name}/Surface.outputs:surface>"
    yield from _indented(_surface(f"color3f inputs:diffuseColor = {_tuple(linear)}"))
    yield "}"


def _surface(color: str) -> Iterator[str]:
    yield 'def Shader "Surface"'
    yield "{"
    yield '    uniform token info:id = "UsdPreviewSurface"'
    yield f"    {color}"
    yield "    float inputs:metallic = 0"
    yield f"    float inputs:roughness = {ROUGHNESS}"
    yield "    token outputs:surface"
    yield "}"


def _mesh(name: str, part: MeshPart, material: str, label: str = "") -> Iterator[str]:
    places = upright(part.places)
    yield f'def Mesh "{name}" ('
    yield '    prepend apiSchemas = ["MaterialBindingAPI"]'
    yield f"    displayName = {quoted(label or part.name)}"
    yield ")"
    yield "{"
    yield f"    uniform bool doubleSided = {0 if part.color or label else 1}"
    yield '    uniform token subdivisionScheme = "none"'
    yield f"    float3[] extent = [{_tuple(places.min(axis=0))}, {_tuple(places.max(axis=0))}]"
    yield f"    int[] faceVertexCounts = [{', '.join(['3'] * len(part.triangles))}]"
    yield f"    int[] faceVertexIndices = [{', '.join(map(str, part.triangles.ravel().tolist()))}]"
    yield f"    point3f[] points = [{_tuples(places)}]"
    yield f"    normal3f[] normals = [{_tuples(turned_up(part.normals))}] ("
    yield '        interpolation = "vertex"'
    yield "    )"
    if material == "Heights":
        # The first row of the picture is the highest place; here rows are counted from the lowest.
        share = height_shares(part)
        yield f"    texCoord2f[] primvars:st = [{_tuples(np.column_stack([np.full_like(share, 0.5), share]))}] ("
        yield '        interpolation = "vertex"'
        yield "    )"
    yield f"    rel material:binding = </Model/Materials/{material}>"
    yield "}"


def _ball(name: str, ball: RollingBall, model: Model3D, material: str) -> Iterator[str]:
    places = upright(ball.places)
    yield f'def Xform "{name}"'
    yield "{"
    if len(places) > 1:
        yield "    double3 xformOp:translate.timeSamples = {"
        for second, place in zip(ball.seconds, places, strict=True):
            yield f"        {second * model.fps:.6g}: {_tuple(place)},"
        yield "    }"
    else:
        yield f"    double3 xformOp:translate = {_tuple(places[0])}"
    yield '    uniform token[] xformOpOrder = ["xformOp:translate"]'
    yield from _indented(_mesh("Ball", model.sphere, material, f"Ball of {ball.name}"))
    yield "}"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)


def _tuple(values: Floats | Singles) -> str:
    return f"({', '.join(f'{float(value):.6g}' for value in values)})"


def _tuples(rows: Floats | Singles) -> str:
    return ", ".join(map(_tuple, rows))


def quoted(text: str) -> str:
    """Return a text between quotation marks, as scenes have it: one line, and nothing in it ends it."""
    plain = _UNWRITABLE.sub(" ", text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'

"""GLB: a model as binary glTF 2.0 (ISO/IEC 12113), which slide programs, browsers and phones turn; y is up."""

import json
import struct
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lossstudio.films.errors import FilmError
from lossstudio.films.models.model import MeshPart, Model3D, RollingBall, Singles, height_shares, turned_up, upright
from lossstudio.films.models.texture import texture_of
from lossstudio.picture.colors import rgb

MAGIC, VERSION = b"glTF", 2
JSON_CHUNK, BINARY_CHUNK = 0x4E4F534A, 0x004E4942
FLOAT, UNSIGNED_SHORT, UNSIGNED_INT = 5126, 5123, 5125
ARRAY_BUFFER, ELEMENT_ARRAY_BUFFER = 34962, 34963
LINEAR, LINEAR_MIPMAP_LINEAR, CLAMP_TO_EDGE = 9729, 9987, 33071
ROUGHNESS = 0.75

Json = dict[str, Any]


def glb_of(model: Model3D) -> bytes:
    """Return a model as a GLB file; the same model gives the same bytes."""
    document = _Document()
    document.add_model(model)
    return document.packed()


def check_glb(data: bytes, model: Model3D) -> None:
    """Read a GLB file back.

    Raises
    ------
    FilmError
        If it isn't the model.
    """
    try:
        magic, version, length = struct.unpack_from("<4sII", data)
        size, kind = struct.unpack_from("<II", data, 12)
        said = json.loads(data[20 : 20 + size])
        binary = len(data) - 28 - size
        drawn = sum(
            said["accessors"][said["meshes"][node["mesh"]]["primitives"][0]["indices"]]["count"] // 3
            for node in said["nodes"]
            if "mesh" in node
        )
        moved = sum(len(each["channels"]) for each in said.get("animations", []))
        held = (magic, version, length, kind) == (MAGIC, VERSION, len(data), JSON_CHUNK)
        held = held and said["buffers"][0]["byteLength"] <= binary
    except (struct.error, KeyError, IndexError, ValueError) as error:
        raise FilmError("the model was read back and is damaged") from error
    if not held or drawn != model.triangles or moved != sum(len(ball.seconds) > 1 for ball in model.balls):
        raise FilmError("the model was read back and isn't what was written")


@dataclass(slots=True)
class _Document:
    """A glTF document in the making, and its bytes."""

    accessors: list[Json] = field(default_factory=list)
    views: list[Json] = field(default_factory=list)
    meshes: list[Json] = field(default_factory=list)
    materials: list[Json] = field(default_factory=list)
    nodes: list[Json] = field(default_factory=list)
    animations: list[Json] = field(default_factory=list)
    data: bytearray = field(default_factory=bytearray)
    title: str = ""
    picture: int = 0

    def add_model(self, model: Model3D) -> None:
        """Add all of it."""
        self.title = model.title
        self.picture = self._view(texture_of(model.shades))
        shaded = self._material("Heights", {"baseColorTexture": {"index": 0}}, sided=True)
        self._node(model.surface.name, self._mesh(model.surface.name, self._primitive(model.surface, shaded)))
        for line in model.lines:
            painted = self._material(line.name, _base(line.color))
            self._node(line.name, self._mesh(line.name, self._primitive(line, painted)))
        if model.balls:
            self._add_balls(model)

    def packed(self) -> bytes:
        """Return the file."""
        said: Json = {
            "asset": {"version": "2.0", "generator": "Loss Studio"},
            "scene": 0,
            "scenes": [{"nodes": list(range(len(self.nodes))), **({"name": self.title} if self.title else {})}],
            "nodes": self.nodes,
            "meshes": self.meshes,
            "materials": self.materials,
            "textures": [{"sampler": 0, "source": 0}],
            "images": [{"bufferView": self.picture, "mimeType": "image/png"}],
            "samplers": [
                {
                    "magFilter": LINEAR,
                    "minFilter": LINEAR_MIPMAP_LINEAR,
                    "wrapS": CLAMP_TO_EDGE,
                    "wrapT": CLAMP_TO_EDGE,
                }
            ],
            "accessors": self.accessors,
            "bufferViews": self.views,
            "buffers": [{"byteLength": len(self.data)}],
        }
        if self.animations:
            said["animations"] = self.animations
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        text += b" " * (-len(text) % 4)
        length = 12 + 8 + len(text) + 8 + len(self.data)
        return b"".join(
            (
                struct.pack("<4sII", MAGIC, VERSION, length),
                struct.pack("<II", len(text), JSON_CHUNK),
                text,
                struct.pack("<II", len(self.data), BINARY_CHUNK),
                self.data,
            )
        )

    def _add_balls(self, model: Model3D) -> None:
        shape = self._primitive(model.sphere, None)
        channels: list[Json] = []
        samplers: list[Json] = []
        for ball in model.balls:
            name = f"Ball of {ball.name}"
            mesh = self._mesh(name, {**shape, "material": self._material(name, _base(ball.color))})
            node = self._node(name, mesh, upright(ball.places[:1])[0])
            if len(ball.seconds) > 1:
                channels.append({"sampler": len(samplers), "target": {"node": node, "path": "translation"}})
                samplers.append(self._sampler(ball))
        if channels:
            self.animations.append({"name": "Descent", "channels": channels, "samplers": samplers})

    def _sampler(self, ball: RollingBall) -> Json:
        seconds = self._accessor(ball.seconds.astype(np.float32), "SCALAR", bounded=True)
        return {
            "input": seconds,
            "interpolation": "LINEAR",
            "output": self._accessor(upright(ball.places), "VEC3"),
        }

    def _node(self, name: str, mesh: int, place: Singles | None = None) -> int:
        moved = {} if place is None else {"translation": [float(part) for part in place]}
        self.nodes.append({"name": name, "mesh": mesh, **moved})
        return len(self.nodes) - 1

    def _mesh(self, name: str, primitive: Json) -> int:
        self.meshes.append({"name": name, "primitives": [primitive]})
        return len(self.meshes) - 1

    def _primitive(self, part: MeshPart, material: int | None) -> Json:
        """Add the triangles of a part; None: their material comes later."""
        attributes = {
            "POSITION": self._accessor(upright(part.places), "VEC3", ARRAY_BUFFER, bounded=True),
            "NORMAL": self._accessor(_unit(turned_up(part.normals)), "VEC3", ARRAY_BUFFER),
        }
        if not part.color and material is not None:
            # The first row of the picture is the highest place.
            share = height_shares(part)
            at = np.column_stack([np.full_like(share, 0.5), 1.0 - share])
            attributes["TEXCOORD_0"] = self._accessor(at, "VEC2", ARRAY_BUFFER)
        small = len(part.places) <= np.iinfo(np.uint16).max
        numbers = part.triangles.ravel().astype(np.uint16 if small else np.uint32)
        indices = self._accessor(numbers, "SCALAR", ELEMENT_ARRAY_BUFFER)
        return {
            "attributes": attributes,
            "indices": indices,
            **({} if material is None else {"material": material}),
        }

    def _material(self, name: str, base: Json, *, sided: bool = False) -> int:
        surface = {**base, "metallicFactor": 0.0, "roughnessFactor": ROUGHNESS}
        self.materials.append(
            {"name": name, "pbrMetallicRoughness": surface, **({"doubleSided": True} if sided else {})}
        )
        return len(self.materials) - 1

    def _accessor(self, values: NDArray[Any], kind: str, target: int = 0, *, bounded: bool = False) -> int:
        component = {"f4": FLOAT, "u2": UNSIGNED_SHORT, "u4": UNSIGNED_INT}[values.dtype.str[1:]]
        said: Json = {
            "bufferView": self._view(np.ascontiguousarray(values).tobytes(), target),
            "componentType": component,
            "count": len(values),
            "type": kind,
        }
        if bounded:
            table = values.reshape(len(values), -1)
            said["min"], said["max"] = (
                [float(part) for part in ends] for ends in (table.min(axis=0), table.max(axis=0))
            )
        self.accessors.append(said)
        return len(self.accessors) - 1

    def _view(self, data: bytes, target: int = 0) -> int:
        said: Json = {"buffer": 0, "byteOffset": len(self.data), "byteLength": len(data)}
        self.views.append({**said, **({"target": target} if target else {})})
        self.data += data + bytes(-len(data) % 4)
        return len(self.views) - 1


def _base(color: str) -> Json:
    """Return a colour as glTF has it: linear, not sRGB."""
    parts = rgb(color)
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return {"baseColorFactor": [*(round(float(part), 6) for part in linear), 1.0]}


def _unit(vectors: Singles) -> Singles:
    exact = vectors.astype(np.float64)
    unit: Singles = (exact / np.linalg.norm(exact, axis=1, keepdims=True)).astype(np.float32)
    return unit

"""A view of the triangles of an asset: Embree finds what each ray hits, which becomes pixels here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from embreex.mesh_construction import TriangleMesh
from embreex.rtcore_scene import EmbreeScene

from conformance_suites.assets.gltf.pictures.colours import Colours
from conformance_suites.assets.gltf.pictures.scene import Piece
from conformance_suites.assets.gltf.reader.numbers import Array

# From the front left and a little above, as people look at a figure: glTF assets face along +Z (glTF 2.0, 3.4).
AZIMUTH, ELEVATION = np.radians(25.0), np.radians(12.0)
MARGIN = 1.12
LAYERS = 6
OPAQUE_FROM = 0.5
NOTHING = -1


@dataclass(frozen=True, slots=True)
class Camera:
    """An orthographic camera. `axes` are right, up and towards the viewer; `reach` is half the side of the view."""

    axes: Array
    centre: Array
    reach: float
    depth: float

    @classmethod
    def on(cls, points: Array) -> Camera:
        """A camera that sees all of the points, (points, 3)."""
        sine, cosine = np.sin(AZIMUTH), np.cos(AZIMUTH)
        back = np.array([-sine * np.cos(ELEVATION), np.sin(ELEVATION), cosine * np.cos(ELEVATION)])
        right = np.array([cosine, 0.0, sine])
        axes = np.stack([right, np.cross(back, right), back])
        seen = points @ axes.T
        low, high = seen.min(axis=0), seen.max(axis=0)
        reach = max(float((high - low)[:2].max()) / 2 * MARGIN, 1e-6)
        return cls(axes, (low + high) / 2, reach, max(float(high[2] - low[2]), 1e-6))

    def to_pixels(self, points: Array, side: int) -> Array:
        """Positions of points in a picture of `side` pixels, (points, 2), x to the right and y down."""
        seen = (points @ self.axes.T - self.centre) / self.reach
        flat: Array = (seen[:, :2] * (1, -1) + 1) * side / 2
        return flat

    def rays(self, side: int) -> tuple[Array, Array]:
        """(origins, directions) of the rays through the pixels, in rows from the top, in units of `reach`."""
        steps = (np.arange(side) + 0.5) / side * 2 - 1
        x, y = np.meshgrid(steps, -steps)
        z = np.full(x.shape, self.depth / self.reach)
        origins = np.stack([x, y, z], axis=-1).reshape(-1, 3).astype(np.float32)
        return origins, np.tile(np.array([0, 0, -1], np.float32), (len(origins), 1))

    def seen(self, corners: Array) -> Array:
        """Triangles in the space of the rays: around zero and in units of `reach`, so single precision suffices."""
        found: Array = ((corners @ self.axes.T - self.centre) / self.reach).astype(np.float32)
        return found


class Geometry:
    """The triangles of all pieces in one Embree scene, in the space of the camera's rays."""

    def __init__(self, pieces: Sequence[Piece], camera: Camera) -> None:
        self.pieces = pieces
        self.camera = camera
        self.starts = np.cumsum([0, *(len(piece.corners) for piece in pieces)])
        self.corners = np.concatenate([camera.seen(piece.corners) for piece in pieces])
        self.owner = np.repeat(np.arange(len(pieces)), np.diff(self.starts))

    def view(self, side: int, colours: Colours) -> tuple[Array, Array, Array]:
        """(RGB from 0 to 1, light from 0 to 1, piece or NOTHING) of each pixel, of what transparent pieces cover."""
        scene = _scene(self.corners)
        origins, directions = self.camera.rays(side)
        colour = np.ones((len(origins), 3))
        light, piece = np.zeros(len(origins)), np.full(len(origins), NOTHING)
        waiting = np.arange(len(origins))
        for _ in range(LAYERS):
            hits = scene.run(origins[waiting], directions[waiting], output=1)
            met = hits["primID"] >= 0
            waiting, hits = waiting[met], {name: values[met] for name, values in hits.items()}
            if not len(waiting):
                break
            rgba = self._colours(hits, colours)
            opaque = rgba[:, 3] >= OPAQUE_FROM
            done = waiting[opaque]
            colour[done], piece[done] = rgba[opaque, :3], self.owner[hits["primID"][opaque]]
            light[done] = _light(hits["Ng"][opaque])
            origins[waiting, 2] -= hits["tfar"] + 1e-4
            waiting = waiting[~opaque]
        return colour.reshape(side, side, 3), light.reshape(side, side), piece.reshape(side, side)

    def mask(self, side: int, chosen: Array) -> Array:
        """Which pixels the triangles of the chosen pieces cover, even where others hide them."""
        picked = self.corners[np.isin(self.owner, chosen)]
        if not len(picked):
            return np.zeros((side, side), bool)
        origins, directions = self.camera.rays(side)
        hit: Array = _scene(picked).run(origins, directions, output=1)["primID"] >= 0
        return hit.reshape(side, side)

    def _colours(self, hits: dict[str, Array], colours: Colours) -> Array:
        """RGBA where each ray hits its triangle."""
        weights = np.stack([1 - hits["u"] - hits["v"], hits["u"], hits["v"]], axis=-1)
        rgba = np.ones((len(weights), 4))
        owners = self.owner[hits["primID"]]
        order = np.argsort(owners, kind="stable")
        for here in np.split(order, np.flatnonzero(np.diff(owners[order])) + 1):
            each = owners[here[0]]
            faces = hits["primID"][here] - self.starts[each]
            rgba[here] = colours.of(self.pieces[each], faces, weights[here])
        return rgba


def _scene(corners: Array) -> EmbreeScene:
    scene = EmbreeScene()
    faces = np.arange(len(corners) * 3, dtype=np.int32).reshape(-1, 3)
    TriangleMesh(scene, np.ascontiguousarray(corners.reshape(-1, 3)), faces)
    return scene


def _light(normals: Array) -> Array:
    """How bright a surface is under a light next to the viewer; both of its sides are lit."""
    lengths = np.maximum(np.linalg.norm(normals, axis=1), 1e-30)
    facing: Array = np.abs(normals @ np.array([0.25, 0.35, 0.9])) / lengths
    return 0.35 + 0.65 * np.minimum(facing, 1.0)

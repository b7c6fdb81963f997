"""Pictures of a glTF asset with parts of it marked: primitives in colour, nodes and bones ringed, images framed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from conformance.readers.json_values import values_at, whole
from conformance.readers.source import Source
from conformance_suites.assets.gltf.pictures.bounds import PICTURE_BONES, PICTURE_BYTES, PICTURE_METRES
from conformance_suites.assets.gltf.pictures.colours import Colours, Images
from conformance_suites.assets.gltf.pictures.marks import HUMANOIDS, Mark
from conformance_suites.assets.gltf.pictures.scene import pieces, shown_nodes
from conformance_suites.assets.gltf.pictures.view import Camera, Geometry
from conformance_suites.assets.gltf.reader.accessors import read_accessors
from conformance_suites.assets.gltf.reader.model import read_model
from conformance_suites.assets.gltf.reader.nodes import Nodes, read_nodes
from conformance_suites.assets.gltf.reader.numbers import Array

SIDE = 384
FINE = 2 * SIDE
"""Pictures are drawn at twice the size and reduced, which smooths edges."""
GROUND, MARKED, BONES = (236, 239, 243), (214, 0, 110), (70, 80, 95)
HIDDEN = 0.4
DARKEST = 0.12
"""Black things get this much light, so that their shape is seen."""
QUALITIES = (82, 65, 45, 25)
IMAGES_ACROSS = 2


class NoPicture(Exception):
    """Why there is no picture: `key` names a sentence of the message catalogue."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class Studio:
    """One asset, read once; each picture then marks other parts. Raises Blocked where its text is not usable."""

    def __init__(self, source: Source) -> None:
        self.model = source.once(read_model)
        self.nodes: Nodes = source.once(read_nodes)
        self._images = Images(self.model)
        self.pieces = list(pieces(self.model, source.once(read_accessors), self.nodes))

    def picture(self, marks: Sequence[Mark]) -> bytes:
        """A WebP file of SIDE pixels each way. Raises NoPicture."""
        images = [mark for mark in marks if mark.kind == "image"]
        return _packed(self._contact(images) if images and len(images) == len(marks) else self._scene(marks))

    def _scene(self, marks: Sequence[Mark]) -> Image.Image:
        """The scene with primitives coloured and nodes ringed."""
        drawn = Image.fromarray((self._shaded(marks) * 255).round().astype(np.uint8))
        pen = ImageDraw.Draw(drawn)
        nodes = [mark.index for mark in marks if mark.kind in ("bone", "node")]
        if nodes or self._geometry is None:
            self._skeleton(pen)
        for number, index in enumerate(nodes, 1):
            self._ring(pen, index, str(number) if len(nodes) > 1 else "")
        return drawn.resize((SIDE, SIDE), Image.Resampling.LANCZOS)

    def _shaded(self, marks: Sequence[Mark]) -> Array:
        """RGB from 0 to 1, (FINE, FINE, 3), the marked primitives in colour and whatever hides them transparent."""
        ground = np.array(GROUND) / 255
        if self._geometry is None or self._seen is None:
            return np.tile(ground, (FINE, FINE, 1))
        colour, light, piece = self._seen
        wanted = {(mark.index, mark.part) for mark in marks if mark.kind == "primitive"}
        chosen = np.array([at for at, each in enumerate(self.pieces) if (each.mesh, each.part) in wanted], np.int64)
        shown = (DARKEST + (1 - DARKEST) * colour) * light[..., None]
        if len(chosen):
            grey = shown.mean(axis=2, keepdims=True)
            shown = 0.25 * shown + 0.45 * grey + 0.3 * ground  # the rest fades
            front = np.isin(piece, chosen)
            mask = self._geometry.mask(FINE, chosen)
            marked = np.array(MARKED) / 255
            shown[front] = (marked * (0.45 + 0.55 * light[..., None]))[front]
            shown[piece < 0] = ground
            hidden = mask & ~front
            shown[hidden] = (1 - HIDDEN) * shown[hidden] + HIDDEN * marked
            shown[_outline(mask)] = marked * 0.75
        else:
            shown[piece < 0] = ground
        return np.clip(shown, 0, 1)

    @cached_property
    def _places(self) -> dict[int, Array]:
        """Positions of the nodes of the scene, in metres."""
        found = {index: self.nodes.position(index) for index in shown_nodes(self.model, self.nodes)}
        near = {index: np.array(place) for index, place in found.items() if place is not None}
        return {index: place for index, place in near.items() if np.abs(place).max() <= PICTURE_METRES}

    @cached_property
    def _camera(self) -> Camera:
        """A camera that sees all triangles and the bones near them; all nodes where there are no triangles."""
        if not self.pieces:
            if len(self._places) < 2:
                raise NoPicture("picture_nothing")
            return Camera.on(np.stack(list(self._places.values())))
        corners = np.concatenate([each.corners.reshape(-1, 3) for each in self.pieces])
        low, high = corners.min(axis=0), corners.max(axis=0)
        size = float(np.linalg.norm(high - low))
        skeleton = [self._places[each] for each in self._skeletal]
        beside = [each for each in skeleton if (each > low - size).all() and (each < high + size).all()]
        return Camera.on(np.concatenate([corners, *(each[None] for each in beside)]))

    @cached_property
    def _geometry(self) -> Geometry | None:
        camera = self._camera
        return Geometry(self.pieces, camera) if self.pieces else None

    @cached_property
    def _seen(self) -> tuple[Array, Array, Array] | None:
        return self._geometry.view(FINE, Colours(self.model, self._images)) if self._geometry else None

    @cached_property
    def _skeletal(self) -> set[int]:
        """The nodes that are bones of a humanoid or joints of a skin."""
        document = self.model.document
        bones = (value for way in HUMANOIDS for _, value in values_at(document, f"{way}/*/node"))
        joints = (skin.get("joints") for _, _, skin in self.model.all_of("skins"))
        listed = [*bones, *(each for some in joints if isinstance(some, list) for each in some)]
        return {each for each in map(whole, listed) if each is not None and each in self._places}

    def _skeleton(self, pen: ImageDraw.ImageDraw) -> None:
        """A line from each bone to its parent; of all nodes where no bones are known."""
        bones = self._skeletal or set(self._places)
        for bone in sorted(bones) if len(bones) <= PICTURE_BONES else ():
            parent = self.nodes.parents.get(bone)
            if parent is not None and parent in bones:
                line = [self._at(bone), self._at(parent)]
                pen.line(line, fill=GROUND, width=7)
                pen.line(line, fill=BONES, width=3)

    def _ring(self, pen: ImageDraw.ImageDraw, node: int, label: str) -> None:
        """A ring around a node and a line to its parent; at the edge of the picture where it is outside."""
        if node not in self._places:
            return
        x, y = (min(max(each, 30.0), FINE - 30.0) for each in self._at(node))
        parent = self.nodes.parents.get(node)
        if parent is not None and parent in self._places:
            pen.line([(x, y), self._at(parent)], fill=MARKED, width=6)
        for radius, width, colour in ((26, 11, (255, 255, 255)), (24, 7, MARKED)):
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=colour, width=width)
        pen.ellipse((x - 6, y - 6, x + 6, y + 6), fill=MARKED)
        if label:
            place, font = (x + 28, y - 44), ImageFont.load_default(34)
            pen.text(place, label, MARKED, font, stroke_width=4, stroke_fill=(255, 255, 255))

    def _at(self, node: int) -> tuple[float, float]:
        x, y = self._camera.to_pixels(self._places[node][None], FINE)[0]
        return float(x), float(y)

    def _contact(self, marks: Sequence[Mark]) -> Image.Image:
        """The marked images themselves, each in a frame. Raises NoPicture where none of them decodes."""
        across = 1 if len(marks) == 1 else IMAGES_ACROSS
        cell = SIDE // across
        sheet = Image.new("RGB", (SIDE, SIDE), GROUND)
        found = [self._images.of(mark.index, cell - 20) for mark in marks[: across * across]]
        if not any(found):
            raise NoPicture("picture_image")
        for number, image in enumerate(found):
            left, top = number % across * cell, number // across * cell
            if image:
                sheet.paste(image, (left + (cell - image.width) // 2, top + (cell - image.height) // 2), image)
            ImageDraw.Draw(sheet).rectangle((left + 3, top + 3, left + cell - 4, top + cell - 4), None, MARKED, 4)
        return sheet


def _outline(mask: Array) -> Array:
    """The pixels around a mask."""
    image = Image.fromarray(mask.astype(np.uint8) * 255)
    around: Array = np.asarray(image.filter(ImageFilter.MaxFilter(5))) > np.asarray(image)
    return around


def _packed(image: Image.Image, qualities: Iterable[int] = QUALITIES) -> bytes:
    """The picture as WebP within the bound. Raises NoPicture where it does not fit even at coarse quality."""
    for quality in qualities:
        out = BytesIO()
        image.convert("RGB").save(out, "WEBP", quality=quality, method=4)
        if out.tell() <= PICTURE_BYTES:
            return out.getvalue()
    raise NoPicture("picture_bytes")

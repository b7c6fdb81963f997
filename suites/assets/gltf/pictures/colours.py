"""The base colours of materials and the images of a glTF asset, decoded small and within bounds."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image

from conformance.readers.bounds import IMAGE_DECODED_PIXELS
from conformance.readers.json_values import numbers, value_at, whole
from conformance_suites.assets.gltf.pictures.bounds import PICTURE_PIXELS
from conformance_suites.assets.gltf.pictures.scene import Piece
from conformance_suites.assets.gltf.reader.model import Model
from conformance_suites.assets.gltf.reader.numbers import Array

FORMATS = ("PNG", "JPEG", "WEBP")
TEXTURE_SIDE = 512
GAMMA = 2.2
WEBP = "/extensions/EXT_texture_webp/source"
GREY = (0.8, 0.8, 0.8, 1.0)


class Images:
    """The images of one asset, decoded small. Together they stay within the bound on pixels, whatever they declare."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._left = PICTURE_PIXELS
        self._small: dict[tuple[Any, int], Image.Image | None] = {}

    def of(self, index: Any, side: int) -> Image.Image | None:
        """An image as RGBA, made to fit a square of `side` pixels; None where it does not decode within the bounds."""
        if (index, side) not in self._small:
            members = self._model.item("images", index)
            uri, view = members.get("uri"), self._model.view(members.get("bufferView"))
            data = self._model.resources.at(uri) if isinstance(uri, str) else self._model.bytes_of(view)
            self._small[index, side] = None if data is None else self._decoded(bytes(data), side)
        return self._small[index, side]

    def _decoded(self, data: bytes, side: int) -> Image.Image | None:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                with Image.open(BytesIO(data), formats=FORMATS) as image:
                    pixels = image.width * image.height  # known before any of them is decoded
                    if pixels > min(IMAGE_DECODED_PIXELS, self._left):
                        return None
                    self._left -= pixels
                    image.draft("RGB", (side, side))
                    plain: Image.Image = image if image.mode in ("RGB", "RGBA", "L") else image.convert("RGBA")
                    plain.thumbnail((side, side), reducing_gap=2.0)
                    return plain.convert("RGBA")
        except Exception:  # any decoder error on hostile bytes means the same: nothing to show
            return None


class Colours:
    """The look of the materials of one asset; unreadable ones are grey, or have no texture."""

    def __init__(self, model: Model, images: Images) -> None:
        self._model = model
        self._images = images
        self._textures: dict[Any, Array | None] = {}

    def of(self, piece: Piece, faces: Array, weights: Array) -> Array:
        """RGBA from 0 to 1 at points of a piece: `faces` the triangles, `weights` (points, 3) barycentric."""
        material = self._model.item("materials", piece.material)
        shaded = material.get("pbrMetallicRoughness")
        members = shaded if isinstance(shaded, dict) else {}
        factor = numbers(members.get("baseColorFactor", [1, 1, 1, 1]), 4) if material else list(GREY)
        linear = np.clip(np.array(factor or GREY), 0, 1)
        linear[:3] **= 1 / GAMMA  # factors are linear, the pixels of textures and of pictures are not
        colour = np.tile(linear, (len(faces), 1))
        texture = self._texture(members.get("baseColorTexture"))
        if texture is not None and piece.uv is not None:
            at = np.einsum("pc,pcd->pd", weights, piece.uv[faces])
            height, width = texture.shape[:2]
            column, row = (np.floor((at % 1.0) * (width, height))).astype(np.int64).T
            colour *= texture[np.minimum(row, height - 1), np.minimum(column, width - 1)] / 255
        if material.get("alphaMode") not in ("MASK", "BLEND"):
            colour[:, 3] = 1.0
        return colour

    def _texture(self, info: Any) -> Array | None:
        """The pixels of a texture, (rows, columns, 4), by the texture info that refers to it."""
        texture = self._model.item("textures", info.get("index") if isinstance(info, dict) else None)
        source = whole(texture.get("source", value_at(texture, WEBP)))
        if source is not None and source not in self._textures:
            image = self._images.of(source, TEXTURE_SIDE)
            self._textures[source] = None if image is None else np.asarray(image)
        return self._textures.get(source)

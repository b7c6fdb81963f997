"""Checks of compressed data beyond the schema: buffer views by meshopt, primitives by Draco, Basis textures."""

from __future__ import annotations

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, check
from conformance.readers.json_values import object_or_empty, whole
from conformance_suites.assets.gltf.reader.draco import EDGEBREAKER, MAGIC, SEQUENTIAL, TRIANGULAR_MESH, read_draco
from conformance_suites.assets.gltf.reader.ktx2 import ETC1S, UASTC
from conformance_suites.assets.gltf.reader.meshopt import HEADERS, least_bytes
from conformance_suites.assets.gltf.reader.model import TRIANGLES
from conformance_suites.assets.gltf.reader.parts import Accessor

from .view import DRACO, MESHOPT, Compressed, Meshed, Packed

TRIANGLE_STRIP = 5
VERSION = (2, 2)
# By colour model: the supercompression schemes, and the channel ids of RGB, RGBA, red, and red and green.
SCHEMES = {ETC1S: (1,), UASTC: (0, 2)}
CHANNELS = {ETC1S: ((0,), (0, 15), (3,), (3, 4)), UASTC: ((0,), (3,), (4,), (6,))}
PRIMARIES = {0: "unspecified", 1: "BT.709"}
TRANSFERS = {0: "unspecified", 1: "linear", 2: "sRGB"}
COLOUR, DATA = (1, 2), (0, 1)
"""(primaries, transfer function) of textures with colours, and of those without."""
PREMULTIPLIED = 1
METADATA = {"KTXorientation": b"rd", "KTXswizzle": b"rgba"}


@check("AST-GLZ-005")
def views_are_as_large_as_their_data(asset: Compressed) -> Findings:
    for packed in asset.packed:
        stride, count, view = packed.number("byteStride"), packed.number("count"), packed.parent
        if stride is not None and count is not None and view.length not in (None, stride * count):
            values = {"received": view.length, "expected": stride * count, "count": count, "stride": stride}
            yield Finding(f"{view.pointer}/byteLength", "length", **values)
        own = packed.name.startswith("EXT_") and stride is not None and view.stride is not None
        if own and view.stride != stride:
            yield Finding(f"{view.pointer}/byteStride", "stride", received=view.stride, expected=stride)


@check("AST-GLZ-006")
def compressed_data_lie_in_a_buffer(asset: Compressed) -> Findings:
    lengths = asset.model.buffer_lengths
    for packed in asset.packed:
        buffer, start, length = (
            whole(packed.members.get("buffer")),
            packed.number("byteOffset"),
            packed.number("byteLength"),
        )
        if buffer is None:
            continue
        if not 0 <= buffer < len(lengths):
            yield Finding(f"{packed.pointer}/buffer", "missing", received=buffer, size=len(lengths))
        elif start is not None and length is not None:
            size = lengths[buffer]
            if size is not None and start + length > size:
                yield Finding(f"{packed.pointer}/byteLength", "beyond", received=start + length, expected=size)


@check("AST-GLZ-007")
def streams_are_of_their_mode(asset: Compressed) -> Findings:
    judged, missing = False, []
    for packed in asset.packed:
        mode = packed.members.get("mode")
        headers = HEADERS[packed.name].get(mode) if isinstance(mode, str) else None
        data = asset.stream(packed) if headers else None
        if not headers or not packed.number("byteLength"):
            continue
        if not data:
            missing.append(packed.pointer)
            continue
        judged = True
        if data[0] not in headers:
            expected = [f"{each:02x}" for each in headers]
            yield Finding(packed.pointer, "header", received=f"{data[0]:02x}", expected=expected, mode=mode)
        elif (least := _least(packed, data[0])) is not None and len(data) < least:
            count = packed.number("count")
            yield Finding(packed.pointer, "short", received=len(data), expected=least, count=count)
    if missing:
        raise Blocked("no_data", place=missing[0])
    if not judged:
        raise NotApplicable("no_streams")


def _least(packed: Packed, header: int) -> int | None:
    """The least number of bytes of its stream; None where its numbers are not those of a stream."""
    stride, count = packed.number("byteStride"), packed.number("count")
    if not stride or count is None or (header in (0xA0, 0xA1) and (stride % 4 or stride > 256)):
        return None
    return least_bytes(header, stride, count)


@check("AST-GLZ-008")
def fallbacks_hold_uncompressed_data_only(asset: Compressed) -> Findings:
    marked: dict[int | None, list[str]] = {}
    for fallback in asset.fallbacks:
        marked.setdefault(fallback.buffer, []).append(fallback.name)
    for view in asset.model.views:
        for name in marked.get(view.buffer, ()) if view else ():
            if view and name not in object_or_empty(view.members.get("extensions")):
                yield Finding(f"{view.pointer}/buffer", "plain", received=view.buffer, expected=name)
    for packed in asset.packed:
        if packed.name in marked.get(packed.number("buffer"), ()):
            yield Finding(f"{packed.pointer}/buffer", "compressed", received=packed.number("buffer"))


@check("AST-GLZ-009")
def empty_fallbacks_need_the_extension(asset: Compressed) -> Findings:
    lacking = [name for name in MESHOPT if name not in asset.model.array("extensionsRequired")]
    for fallback in asset.fallbacks:
        if fallback.name in lacking and not asset.has_data(fallback.buffer):
            yield Finding(fallback.pointer, expected=fallback.name)


@check("AST-GLZ-010")
def draco_is_for_triangles(asset: Compressed) -> Findings:
    for meshed in asset.meshed:
        if meshed.primitive.mode in (0, 1, 2, 3, 6):
            yield Finding(meshed.pointer, received=meshed.primitive.mode, expected=[TRIANGLES, TRIANGLE_STRIP])


@check("AST-GLZ-011")
def draco_attributes_are_of_the_primitive(asset: Compressed) -> Findings:
    for meshed in asset.meshed:
        own = object_or_empty(meshed.primitive.members.get("attributes"))
        for name in object_or_empty(meshed.members.get("attributes")) if own else ():
            if name not in own:
                yield Finding(f"{meshed.pointer}/attributes", received=name, expected=list(own)[:20])


@check("AST-GLZ-012")
def draco_data_are_a_mesh(asset: Compressed) -> Findings:
    missing = []
    for meshed in asset.meshed:
        data, place = asset.bitstream(meshed), f"{meshed.pointer}/bufferView"
        if data is None:
            missing.append(place)
            continue
        draco = read_draco(data)
        if draco is None:
            yield Finding(place, "magic", received=bytes(data[:11]).hex(" "), expected=MAGIC.hex(" "))
        elif draco.version != VERSION:
            yield Finding(place, "version", received=".".join(map(str, draco.version)), expected="2.2")
        elif draco.encoder_type != TRIANGULAR_MESH:
            yield Finding(place, "type", received=draco.encoder_type, expected=TRIANGULAR_MESH)
        elif draco.method not in (SEQUENTIAL, EDGEBREAKER):
            yield Finding(place, "method", received=draco.method, expected=[SEQUENTIAL, EDGEBREAKER])
    if missing:
        raise Blocked("no_data", place=missing[0])


@check("AST-GLZ-013")
def accessors_count_what_draco_holds(asset: Compressed) -> Findings:
    for meshed, draco in asset.counted():
        indices, faces = meshed.primitive.indices, draco.faces or 0
        if indices and meshed.primitive.mode == TRIANGLES and indices.count != 3 * faces:
            place = f"{meshed.primitive.pointer}/indices"
            yield Finding(place, "indices", received=indices.count, expected=3 * faces, faces=faces)
        for place, accessor in _attributes(meshed) if draco.points is not None else ():
            if accessor.count != draco.points:
                yield Finding(place, "attribute", received=accessor.count, expected=draco.points)


def _attributes(meshed: Meshed) -> list[tuple[str, Accessor]]:
    """(place, accessor) of the attributes that the compressed data supplies."""
    supplied, primitive = object_or_empty(meshed.members.get("attributes")), meshed.primitive
    return [(primitive.attribute_place(name), each) for name, each in primitive.attributes.items() if name in supplied]


@check("AST-GLZ-014")
def draco_replaces_buffer_views_where_required(asset: Compressed) -> Findings:
    required = DRACO in asset.model.array("extensionsRequired")
    told: set[int] = set()
    for meshed in asset.meshed:
        indices = meshed.primitive.indices
        supplied = _attributes(meshed) + ([(f"{meshed.primitive.pointer}/indices", indices)] if indices else [])
        for place, accessor in supplied:
            own = [name for name in ("bufferView", "sparse") if name in accessor.members]
            if accessor.index in told or (bool(own) if not required else not own):
                continue
            told.add(accessor.index)
            yield Finding(place, "superfluous" if required else "missing", accessor=accessor.index, received=own)


@check("AST-GLZ-015")
def textures_are_in_a_basis_format(asset: Compressed) -> Findings:
    for basis in asset.basis():
        place, texture = basis.image.pointer, basis.texture
        if texture is None:
            yield Finding(place, "header", size=len(basis.image.data))
        elif texture.model not in SCHEMES:
            yield Finding(place, "model", received=texture.model, expected=list(SCHEMES))
        elif texture.vk_format != 0:
            yield Finding(place, "format", received=texture.vk_format, expected=0)
        elif texture.scheme not in SCHEMES[texture.model]:
            expected = list(SCHEMES[texture.model])
            yield Finding(place, "scheme", received=texture.scheme, expected=expected, model=texture.model)
        elif texture.channels not in CHANNELS[texture.model]:
            allowed = [_plus(each) for each in CHANNELS[texture.model]]
            yield Finding(place, "channels", received=_plus(texture.channels), expected=allowed)


def _plus(channels: tuple[int, ...]) -> str:
    return "+".join(map(str, channels))


@check("AST-GLZ-016")
def textures_are_flat_and_of_whole_blocks(asset: Compressed) -> Findings:
    for basis, texture in asset.readable():
        for name, side in (("pixelWidth", texture.width), ("pixelHeight", texture.height)):
            if side % 4 or side == 0:
                yield Finding(basis.image.pointer, "side", field=name, received=side)
        kind = {"pixelDepth": (texture.depth, 0), "layerCount": (texture.layers, 0), "faceCount": (texture.faces, 1)}
        for name, (received, expected) in kind.items():
            if received != expected:
                yield Finding(basis.image.pointer, "kind", field=name, received=received, expected=expected)


@check("AST-GLZ-017")
def colour_space_fits_the_use(asset: Compressed) -> Findings:
    judged = False
    for basis, texture in asset.readable():
        if len(basis.colours) != 1:
            continue  # an image that is a colour in one use and data in another cannot satisfy both
        judged = True
        primaries, transfer = COLOUR if True in basis.colours else DATA
        if texture.primaries != primaries:
            received = PRIMARIES.get(texture.primaries, texture.primaries)
            yield Finding(basis.image.pointer, "primaries", received=received, expected=PRIMARIES[primaries])
        if texture.transfer != transfer:
            received = TRANSFERS.get(texture.transfer, texture.transfer)
            yield Finding(basis.image.pointer, "transfer", received=received, expected=TRANSFERS[transfer])
    if not judged:
        raise NotApplicable("no_use")


@check("AST-GLZ-018")
def textures_are_read_as_they_lie(asset: Compressed) -> Findings:
    for basis, texture in asset.readable():
        for key, wanted in METADATA.items():
            value = texture.metadata.get(key, wanted).rstrip(b"\0")
            if value != wanted:
                received, expected = value[:32].decode("utf-8", "replace"), wanted.decode()
                yield Finding(basis.image.pointer, "metadata", key=key, received=received, expected=expected)
        if texture.flags & PREMULTIPLIED:
            yield Finding(basis.image.pointer, "premultiplied")

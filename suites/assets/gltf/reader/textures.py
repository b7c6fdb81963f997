"""The textures that a glTF material uses, in glTF 2.0 itself and in the material extensions (glTF 2.0, 5.30)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from conformance.readers.json_values import whole

TRANSFORM = "KHR_texture_transform"
# Where texture infos are in a material: in the member, or in the extension, of this name.
CORE = {
    "pbrMetallicRoughness": ("baseColorTexture", "metallicRoughnessTexture"),
    "": ("normalTexture", "occlusionTexture", "emissiveTexture"),
}
EXTENSIONS = {
    "KHR_materials_anisotropy": ("anisotropyTexture",),
    "KHR_materials_clearcoat": ("clearcoatTexture", "clearcoatRoughnessTexture", "clearcoatNormalTexture"),
    "KHR_materials_diffuse_transmission": ("diffuseTransmissionTexture", "diffuseTransmissionColorTexture"),
    "KHR_materials_iridescence": ("iridescenceTexture", "iridescenceThicknessTexture"),
    "KHR_materials_pbrSpecularGlossiness": ("diffuseTexture", "specularGlossinessTexture"),
    "KHR_materials_sheen": ("sheenColorTexture", "sheenRoughnessTexture"),
    "KHR_materials_specular": ("specularTexture", "specularColorTexture"),
    "KHR_materials_transmission": ("transmissionTexture",),
    "KHR_materials_volume": ("thicknessTexture",),
}
# The same for extensions whose members another suite judges. A `matcapTexture` is mapped only by the normal.
OTHERS = {
    "VRMC_materials_mtoon": (
        "shadeMultiplyTexture",
        "shadingShiftTexture",
        "rimMultiplyTexture",
        "outlineWidthMultiplyTexture",
        "uvAnimationMaskTexture",
    )
}
KNOWN = EXTENSIONS | OTHERS


class TextureUse(NamedTuple):
    """A texture info in a material with the sets of texture coordinates it uses; malformed ones are absent.

    There are two where KHR_texture_transform overrides the first: a client without the extension uses the first.
    """

    pointer: str
    members: dict[str, Any]
    coordinates: tuple[int, ...]


def texture_uses(pointer: str, material: dict[str, Any]) -> Iterator[TextureUse]:
    """The texture infos of a material, in the places where glTF 2.0 and the extensions known here have them."""
    for member, names in CORE.items():
        owner = material.get(member) if member else material
        yield from _infos(f"{pointer}/{member}" if member else pointer, owner, names)
    extensions = material.get("extensions")
    if not isinstance(extensions, dict) or not extensions:
        return
    for extension, names in KNOWN.items():
        yield from _infos(f"{pointer}/extensions/{extension}", extensions.get(extension), names)


def _infos(pointer: str, owner: Any, names: tuple[str, ...]) -> Iterator[TextureUse]:
    for name in names if isinstance(owner, dict) else ():
        info = owner.get(name)
        if isinstance(info, dict):
            yield TextureUse(f"{pointer}/{name}", info, _coordinates(info))


def _coordinates(info: dict[str, Any]) -> tuple[int, ...]:
    extensions = info.get("extensions")
    transform = extensions.get(TRANSFORM) if isinstance(extensions, dict) else None
    override = transform.get("texCoord") if isinstance(transform, dict) else None
    numbers = [whole(info.get("texCoord", 0)), None if override is None else whole(override)]
    return tuple(dict.fromkeys(number for number in numbers if number is not None and number >= 0))

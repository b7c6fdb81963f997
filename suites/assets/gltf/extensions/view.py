"""The extensions of a glTF asset as the rows of this suite see them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.readers.json import escape
from conformance.readers.json_values import object_or_empty, value_at, values_at, whole
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.model import Model, read_model
from conformance_suites.assets.gltf.reader.parts import Accessor, Primitive
from conformance_suites.assets.gltf.reader.structure import Structure, extensions_in, read_structure
from conformance_suites.assets.gltf.reader.textures import CORE, EXTENSIONS, texture_uses

from .attributes import ELLIPSE, INSTANCES, SPLATS

LIGHTS, VARIANTS = "KHR_lights_punctual", "KHR_materials_variants"
DRACO, POINTER = "KHR_draco_mesh_compression", "KHR_animation_pointer"
INSTANCING, SURROUNDINGS = "EXT_mesh_gpu_instancing", "EXT_lights_image_based"
ANISOTROPY = "KHR_materials_anisotropy"
TEXTURE = "/textures/*/extensions"
PRIMITIVE = "/meshes/*/primitives/*/extensions"
MATERIAL, TEXTURES = "/materials/*", "texture infos"
# The objects that each supported extension extends.
PLACES: dict[str, tuple[str, ...]] = {
    SURROUNDINGS: ("", "/scenes/*"),
    INSTANCING: ("/nodes/*",),
    "EXT_meshopt_compression": ("/buffers/*", "/bufferViews/*"),
    "EXT_texture_avif": ("/textures/*",),
    "EXT_texture_webp": ("/textures/*",),
    "KHR_animation_pointer": ("/animations/*/channels/*/target",),
    "KHR_draco_mesh_compression": ("/meshes/*/primitives/*",),
    SPLATS: ("/meshes/*/primitives/*",),
    "KHR_lights_punctual": ("", "/nodes/*"),
    "KHR_materials_dispersion": (MATERIAL,),
    "KHR_materials_emissive_strength": (MATERIAL,),
    "KHR_materials_ior": (MATERIAL,),
    "KHR_materials_unlit": (MATERIAL,),
    "KHR_materials_variants": ("", "/meshes/*/primitives/*"),
    "KHR_mesh_quantization": (),
    "KHR_meshopt_compression": ("/buffers/*", "/bufferViews/*"),
    "KHR_node_hoverability": ("/nodes/*",),
    "KHR_node_selectability": ("/nodes/*",),
    "KHR_node_visibility": ("/nodes/*",),
    "KHR_texture_basisu": ("/textures/*",),
    "KHR_texture_transform": (TEXTURES,),
    **dict.fromkeys(EXTENSIONS, (MATERIAL,)),
}
# Indices in extensions: the path to them, and to the array they refer to.
INDICES = {
    f"/nodes/*/extensions/{LIGHTS}/light": f"/extensions/{LIGHTS}/lights",
    f"/nodes/*/extensions/{INSTANCING}/attributes/*": "/accessors",
    f"/scenes/*/extensions/{SURROUNDINGS}/light": f"/extensions/{SURROUNDINGS}/lights",
    f"/extensions/{SURROUNDINGS}/lights/*/specularImages/*/*": "/images",
    f"{PRIMITIVE}/{VARIANTS}/mappings/*/variants/*": f"/extensions/{VARIANTS}/variants",
    f"{PRIMITIVE}/{VARIANTS}/mappings/*/material": "/materials",
    f"{PRIMITIVE}/{DRACO}/bufferView": "/bufferViews",
    f"{TEXTURE}/EXT_texture_webp/source": "/images",
    f"{TEXTURE}/EXT_texture_avif/source": "/images",
    f"{TEXTURE}/KHR_texture_basisu/source": "/images",
    **{
        f"/materials/*/extensions/{extension}/{name}/index": "/textures"
        for extension, names in EXTENSIONS.items()
        for name in names
    },
}
_TANGENT_TEXTURES = ("anisotropyTexture", "clearcoatNormalTexture")
_NUMBER = re.compile(r"/[0-9]+(?=/|$)")
_INFO = re.compile("|".join(f"/{name}$" for names in (*CORE.values(), *EXTENSIONS.values()) for name in names))


class Placed(NamedTuple):
    """An extension that the asset declares and that we know, and whether its place is allowed."""

    pointer: str
    name: str
    fits: bool


class Index(NamedTuple):
    """An index in an extension, the array it refers to and the number of its items; None where there is no array."""

    pointer: str
    value: int
    array: str
    size: int | None


class Tangents(NamedTuple):
    """A primitive with a material that needs a tangent space, without a normal texture to compute it from.

    `cause` is the place of the member that needs it.
    """

    pointer: str
    primitive: Primitive
    cause: str


class Extending(NamedTuple):
    """An extension of a node or a primitive: its place, what it extends and its content."""

    pointer: str
    owner: dict[str, Any]
    content: dict[str, Any]


class Formatted(NamedTuple):
    """An attribute that an extension defines, with the accessor formats it may have."""

    pointer: str
    accessor: Accessor
    formats: list[str]


@dataclass(frozen=True)
class Extensions:
    """A glTF asset whose text is usable."""

    model: Model
    structure: Structure

    @property
    def document(self) -> Any:
        """The document; an empty one where no object has an extension, so that there is nothing to judge."""
        return self.model.document if self.structure.extended else {}

    @cached_property
    def placed(self) -> list[Placed]:
        """Every extension object of a supported extension that the asset declares."""
        known = {name: PLACES[name] for name in self.model.extensions_used if name in PLACES}
        found = []
        for pointer, owner in self.structure.extended if known else ():
            for place, name in extensions_in(pointer, owner):
                if name in known:
                    found.append(Placed(place, name, _fits(place.rsplit("/extensions/", 1)[0], known[name])))
        return found

    @property
    def quantized(self) -> list[str]:
        """KHR_mesh_quantization, where the asset declares it."""
        return [name for name in self.model.extensions_used if name == "KHR_mesh_quantization"]

    @cached_property
    def indices(self) -> list[Index]:
        """Every index in a supported extension."""
        if not self.structure.extended:
            return []
        return [
            Index(pointer, index, array, self._size(array))
            for way, array in INDICES.items()
            if way.split("/extensions/")[1].split("/")[0] in self._extended
            for pointer, value in values_at(self.document, way)
            if (index := whole(value)) is not None
        ]

    @cached_property
    def _extended(self) -> set[str]:
        """The names of the extensions in the objects that supported extensions extend."""
        ways = {way.split("/extensions/")[0] for way in INDICES}
        return {
            name
            for way in ways
            for _, value in values_at(self.document, f"{way}/extensions")
            for name in (value if isinstance(value, dict) else ())
        }

    def _size(self, array: str) -> int | None:
        items = value_at(self.document, array)
        return len(items) if isinstance(items, list) else None

    def _extending(self, name: str) -> list[Extending]:
        return [
            Extending(f"{pointer}/extensions/{name}", owner, content)
            for pointer, owner in self.structure.extended
            if isinstance(content := object_or_empty(owner["extensions"]).get(name), dict)
            and _fits(pointer, PLACES[name])
        ]

    @cached_property
    def instanced(self) -> list[Extending]:
        """EXT_mesh_gpu_instancing at every node that has it."""
        return self._extending(INSTANCING)

    @cached_property
    def splats(self) -> list[Extending]:
        """KHR_gaussian_splatting with the kernel `ellipse`, where no nested extension changes it."""
        return [
            each
            for each in self._extending(SPLATS)
            if each.content.get("kernel") == "ellipse" and not each.content.get("extensions")
        ]

    @cached_property
    def formatted(self) -> list[Formatted]:
        """The attributes of instances and of splats whose formats their extension specifies."""
        given = [(each.pointer, each.content, INSTANCES) for each in self.instanced]
        given += [(each.pointer.partition("/extensions/")[0], each.owner, ELLIPSE) for each in self.splats]
        return [
            Formatted(place, accessor, formats[name])
            for pointer, members, formats in given
            for name, place, accessor in self.attributes(pointer, members)
            if name in formats
        ]

    def attributes(self, pointer: str, members: dict[str, Any]) -> list[tuple[str, str, Accessor]]:
        """(name, place, accessor) of each of the `attributes` that refers to a well-formed accessor."""
        return [
            (name, f"{pointer}/attributes/{escape(name)}", accessor)
            for name, index in object_or_empty(members.get("attributes")).items()
            if (accessor := self.model.accessor(index))
        ]

    @cached_property
    def cones(self) -> list[tuple[str, dict[str, Any]]]:
        """(pointer, members) of the `spot` of every spot light that has one."""
        return [
            (f"{pointer}/spot", light["spot"])
            for pointer, light in values_at(self.document, f"/extensions/{LIGHTS}/lights/*")
            if isinstance(light, dict) and light.get("type") == "spot" and isinstance(light.get("spot"), dict)
        ]

    @cached_property
    def tangent_spaces(self) -> list[Tangents]:
        """Every primitive whose material needs a tangent space that nothing else provides."""
        needing: dict[int, str] = {}
        for index, pointer, material in self.model.all_of("materials"):
            if "extensions" in material and "normalTexture" not in material:
                causes = [use.pointer for use in texture_uses(pointer, material)]
                causes = [each for each in causes if each.endswith(_TANGENT_TEXTURES)]
                anisotropy = object_or_empty(object_or_empty(material["extensions"]).get(ANISOTROPY))
                strength = anisotropy.get("anisotropyStrength")
                if type(strength) in (int, float) and strength != 0:
                    causes.append(f"{pointer}/extensions/{ANISOTROPY}/anisotropyStrength")
                if causes:
                    needing[index] = causes[0]
        return [
            Tangents(pointer, primitive, needing[material])
            for primitive in (self.model.primitives if needing else ())
            for pointer, material in primitive.materials
            if material in needing
        ]

    def pointers(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """(pointer of the extension, target) of every animation channel target with KHR_animation_pointer."""
        for pointer, target in values_at(self.document, "/animations/*/channels/*/target"):
            extensions = target.get("extensions") if isinstance(target, dict) else None
            if isinstance(extensions, dict) and isinstance(extensions.get(POINTER), dict):
                yield f"{pointer}/extensions/{POINTER}", target


def _fits(owner: str, places: tuple[str, ...]) -> bool:
    if _NUMBER.sub("/*", owner) in places:
        return True
    # The texture infos of an extension unknown here, such as MToon, are left to its own suite.
    _, inside, content = owner.rpartition("/extensions/")
    foreign = bool(inside) and content.partition("/")[0] not in PLACES
    return TEXTURES in places and (foreign or bool(_INFO.search(owner)))


def view(source: Source) -> Extensions:
    """The extensions of a glTF asset in either form. Raises Blocked where its text is not usable."""
    return Extensions(source.once(read_model), source.once(read_structure))

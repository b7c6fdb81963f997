"""Which visible part of a glTF asset a JSON pointer leads to: a node (bone), a mesh primitive or an image."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from conformance.authoring import capped
from conformance.readers.json_values import list_or_empty, object_or_empty, value_at, whole
from conformance_suites.assets.gltf.reader.model import Model

NAME_CHARACTERS = 60
HUMANOIDS = ("/extensions/VRMC_vrm/humanoid/humanBones", "/extensions/VRMC_vrm_animation/humanoid/humanBones")


@dataclass(frozen=True, slots=True)
class Mark:
    """A part that can be seen. `kind` is bone, node, primitive or image; `part` the primitive's number in its mesh.

    `name` is that of the humanoid bone, otherwise that of the part in the asset; empty where it has none.
    """

    kind: str
    index: int
    part: int | None = None
    name: str = ""

    def as_record(self) -> dict[str, Any]:
        return asdict(self)


class Marks:
    """The marks in one asset. Malformed parts lead to nothing, and nothing here raises."""

    def __init__(self, model: Model) -> None:
        self._model = model

    def at(self, pointer: str) -> list[Mark]:
        """The parts that the place belongs to: those of the deepest step of the pointer that has any."""
        steps = [each.replace("~1", "/").replace("~0", "~") for each in pointer.split("/")[1:]]
        values = self._values(steps)
        for depth in range(len(values), 0, -1):
            found = list(dict.fromkeys(self._of(steps[:depth], values[depth - 1])))
            if found:
                return found
        return []

    def _values(self, steps: Sequence[str]) -> list[Any]:
        """The value at each step, as far as the document goes."""
        value, found = self._model.document, []
        for step in steps:
            if isinstance(value, list) and step.isascii() and step.isdecimal() and len(step) < 10:
                at = int(step)
                if at >= len(value):
                    break
                value = value[at]
            elif isinstance(value, dict) and step in value:
                value = value[step]
            else:
                break
            found.append(value)
        return found

    def _of(self, steps: Sequence[str], value: Any) -> Iterator[Mark]:
        match steps:
            case ["meshes", mesh, "primitives", part]:
                yield self._primitive(int(mesh), int(part))
            case ["meshes" | "materials" | "accessors" | "bufferViews" as name, index]:
                yield from self._users.get((name, int(index)), ())
            case ["nodes", index]:
                yield from self._node(int(index))
            case ["nodes", _, "children", _] | ["scenes", _, "nodes", _] | ["skins", _, "joints", _]:
                yield from self._node(value)
            case ["skins", _]:
                yield from (
                    mark for each in list_or_empty(object_or_empty(value).get("joints")) for mark in self._node(each)
                )
            case ["images", index]:
                yield from self._image(int(index))
            case ["textures", index]:
                yield from self._texture(index=int(index))
            case [*_, "thumbnailImage"]:
                yield from self._image(value)
            case [*_, "node" | "skeleton"]:
                yield from self._node(value)
            case _:
                yield from self._by_members(steps, object_or_empty(value))

    def _by_members(self, steps: Sequence[str], members: dict[str, Any]) -> Iterator[Mark]:
        """The part that an object refers to: for bones, joints, colliders and channels a node, else a texture."""
        if "node" in members:
            yield from self._node(members["node"])
        elif isinstance(members.get("target"), dict):
            yield from self._node(members["target"].get("node"))
        elif steps[-1].endswith("Texture") and "index" in members:
            yield from self._texture(members["index"])

    def _node(self, index: Any) -> Iterator[Mark]:
        at = whole(index)
        if at is None or not 0 <= at < len(self._model.array("nodes")):
            return
        bone = self._bones.get(at)
        yield Mark("bone", at, name=bone) if bone else Mark("node", at, name=self._name("nodes", at))

    def _image(self, index: Any) -> Iterator[Mark]:
        at = whole(index)
        if at is not None and 0 <= at < len(self._model.array("images")):
            yield Mark("image", at, name=self._name("images", at))

    def _texture(self, index: Any) -> Iterator[Mark]:
        yield from self._image(self._model.item("textures", index).get("source"))

    def _primitive(self, mesh: int, part: int) -> Mark:
        return Mark("primitive", mesh, part, self._name("meshes", mesh))

    @cached_property
    def _users(self) -> dict[tuple[str, int], list[Mark]]:
        """The primitives and images that use each mesh, material, accessor and buffer view: (array, index)."""
        found: dict[tuple[str, int], list[Mark]] = {}
        for each in self._model.primitives:
            mark = self._primitive(each.mesh, int(each.pointer.rpartition("/")[2]))
            accessors = [*each.attributes.values(), *([each.indices] if each.indices else [])]
            used = {("meshes", each.mesh), *(("accessors", accessor.index) for accessor in accessors)}
            used |= {("bufferViews", accessor.view.index) for accessor in accessors if accessor.view}
            if each.material is not None:
                used.add(("materials", each.material))
            for place in used:
                found.setdefault(place, []).append(mark)
        for index, _, image in self._model.all_of("images"):
            view = whole(image.get("bufferView"))
            if view is not None:
                found.setdefault(("bufferViews", view), []).extend(self._image(index))
        return found

    def _name(self, array: str, index: int) -> str:
        name = self._model.item(array, index).get("name")
        return capped(name, NAME_CHARACTERS) if isinstance(name, str) else ""

    @cached_property
    def _bones(self) -> dict[int, str]:
        """The humanoid bone that each node is."""
        found: dict[int, str] = {}
        for way in HUMANOIDS:
            for name, bone in object_or_empty(value_at(self._model.document, way)).items():
                node = whole(object_or_empty(bone).get("node"))
                if node is not None:
                    found.setdefault(node, capped(name, NAME_CHARACTERS))
        return found

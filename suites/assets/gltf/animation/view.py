"""The animations of a glTF asset as the rows of this suite see them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.readers.json_values import list_or_empty, object_or_empty, whole
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.accessors import Accessors, read_accessors
from conformance_suites.assets.gltf.reader.model import Model, read_model
from conformance_suites.assets.gltf.reader.numbers import Numbers
from conformance_suites.assets.gltf.reader.parts import Accessor, Members

CUBIC = "CUBICSPLINE"
ROTATION_FORMATS = [
    "VEC4 FLOAT",
    *(f"VEC4 {name} normalized" for name in ("BYTE", "UNSIGNED_BYTE", "SHORT", "UNSIGNED_SHORT")),
]


class Sampler(NamedTuple):
    """An animation sampler; accessors that do not exist or are malformed are None."""

    animation: int
    number: int
    members: Members
    input: Accessor | None
    output: Accessor | None

    @property
    def pointer(self) -> str:
        return f"/animations/{self.animation}/samplers/{self.number}"

    @property
    def interpolation(self) -> str:
        value = self.members.get("interpolation", "LINEAR")
        return value if isinstance(value, str) else ""


class Channel(NamedTuple):
    """A channel with its sampler; `node` is the index of its target, None where that does not exist."""

    animation: int
    number: int
    node: int | None
    path: str
    sampler: Sampler | None

    @property
    def pointer(self) -> str:
        return f"/animations/{self.animation}/channels/{self.number}"


class Rotation(NamedTuple):
    """The quaternions a channel animates: the numbers, and the (first, step) that pick the values among tangents."""

    channel: Channel
    numbers: Numbers
    first: int
    step: int


@dataclass(frozen=True)
class Animations:
    """A glTF asset whose text is usable."""

    model: Model
    numbers: Accessors

    @property
    def document(self) -> Any:
        return self.model.document

    @cached_property
    def samplers(self) -> list[list[Sampler | None]]:
        """The samplers of each animation, None for items that are not objects."""
        return [self._samplers(at, each) for at, each in enumerate(self.model.array("animations"))]

    def _samplers(self, animation: int, members: Any) -> list[Sampler | None]:
        accessor = self.model.accessor
        return [
            Sampler(animation, at, item, accessor(item.get("input")), accessor(item.get("output")))
            if isinstance(item, dict)
            else None
            for at, item in enumerate(list_or_empty(object_or_empty(members).get("samplers")))
        ]

    @cached_property
    def all_samplers(self) -> list[Sampler]:
        return [sampler for samplers in self.samplers for sampler in samplers if sampler]

    @cached_property
    def channels(self) -> list[Channel]:
        """Every channel whose target is an object with a path."""
        return [
            channel
            for index, _, animation in self.model.all_of("animations")
            for number, item in enumerate(list_or_empty(animation.get("channels")))
            if (channel := self._channel(index, number, item))
        ]

    def _channel(self, animation: int, number: int, item: Any) -> Channel | None:
        target = item.get("target") if isinstance(item, dict) else None
        path = target.get("path") if isinstance(target, dict) else None
        if not isinstance(target, dict) or not isinstance(path, str):
            return None
        node, at, samplers = whole(target.get("node")), whole(item.get("sampler")), self.samplers[animation]
        exists = node is not None and 0 <= node < len(self.model.array("nodes"))
        sampler = samplers[at] if at is not None and 0 <= at < len(samplers) else None
        return Channel(animation, number, node if exists else None, path, sampler)

    def morph_targets(self, node: int) -> int:
        """The number of morph targets of the mesh of a node; 0 where it has none."""
        mesh = whole(self.model.item("nodes", node).get("mesh"))
        primitives = self.model.primitives_of.get(mesh, []) if mesh is not None else []
        return len(primitives[0].targets) if primitives else 0

    def _numbers(self, sampler: Sampler, accessor: Accessor) -> Numbers | None:
        """The numbers of an accessor that it refers to: zeros without data, unless an extension may supply them."""
        return self.numbers[accessor] if "extensions" in sampler.members else self.numbers.or_zeros(accessor)

    @cached_property
    def times(self) -> list[tuple[Sampler, Numbers]]:
        """The times of every sampler in the right format."""
        return [
            (sampler, numbers)
            for sampler in self.all_samplers
            if sampler.input
            and sampler.input.format == "SCALAR FLOAT"
            and (numbers := self._numbers(sampler, sampler.input))
        ]

    @cached_property
    def rotations(self) -> list[Rotation]:
        """The quaternions of every channel that animates a rotation."""
        found = []
        for channel in self.channels:
            output = channel.sampler.output if channel.sampler and channel.path == "rotation" else None
            if channel.sampler is None or output is None:
                continue
            if output.format in ROTATION_FORMATS and (numbers := self._numbers(channel.sampler, output)):
                first, step = (1, 3) if channel.sampler.interpolation == CUBIC else (0, 1)
                found.append(Rotation(channel, numbers, first, step))
        return found


def view(source: Source) -> Animations:
    """The animations of a glTF asset in either form. Raises Blocked where its text is not usable."""
    return Animations(source.once(read_model), source.once(read_accessors))

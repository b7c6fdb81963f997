"""The typed view of a glTF asset's container."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.media.gltf import Gltf, read_gltf
from conformance.media.source import Source


@dataclass(frozen=True)
class Container:
    asset: Gltf
    size: int

    @property
    def file(self) -> tuple[int, ...]:
        return (self.size,) if self.asset.glb else ()


def view(source: Source) -> Container:
    return Container(source.once(read_gltf), source.size)

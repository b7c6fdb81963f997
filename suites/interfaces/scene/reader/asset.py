"""A scene and the layers it is composed of, found by the harness: what leaves the asset is never opened.

Layers are copied to a separate folder before the library sees them, so that it cannot reach any other file.
"""

from __future__ import annotations

import posixpath
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.beside import file_beside
from conformance.readers.source import Source

from . import paths
from .bounds import LAYER_SECONDS, LAYERS, STAGE_SECONDS
from .library import Library, library
from .package import LAYERS as LAYER_ENDINGS
from .package import PACKAGES, USDC, Package, is_package, read_package

OK, MISSING, OUTSIDE, UNKNOWN = "ok", "missing", "outside", "unknown"
COMPOSED = ("sublayer", "reference", "payload")
_ENDINGS = (*LAYER_ENDINGS, *PACKAGES)
ABOVE = ("up",) * 12
"""The folders above that of a scene, as the library sees them."""


class Use(NamedTuple):
    """An asset path: the layer and the place that have it, what it is for, and what became of it."""

    layer: str
    place: str
    kind: str
    asset: str
    prim: str
    corrected: tuple[str, ...]
    target: str
    state: str
    """ok, missing, outside, unknown (an expression), or address."""

    @property
    def composes(self) -> bool:
        """Whether it names a layer of the scene."""
        return self.kind in COMPOSED


@dataclass(frozen=True)
class Layer:
    """A layer, by its path from the folder of the scene: its own metadata, top prims and asset paths."""

    name: str
    read: bool
    line: int | None = None
    said: str = ""
    metadata: dict[str, Any] = field(default_factory=dict)
    prims: tuple[str, ...] = ()
    uses: tuple[Use, ...] = ()


@dataclass(frozen=True)
class Scene:
    """A scene: its layers, the first of which is the root, and what the stage of them shows.

    A package that does not begin with a layer has none.
    """

    layers: list[Layer]
    stage: dict[str, Any] | None
    """None where the stage was not composed: a layer cannot be read, or leaves the asset."""

    @property
    def root(self) -> Layer:
        return self.layers[0] if self.layers else Layer("", read=False)

    @property
    def root_sublayers(self) -> bool:
        """Whether prims of the root layer can come from other layers."""
        return any(each.kind == "sublayer" for each in self.root.uses)

    @property
    def uses(self) -> list[Use]:
        """All asset paths."""
        return [use for layer in self.layers for use in layer.uses]


def read_scene(source: Source) -> Scene:
    """The scene in the source. Raises Blocked where it exceeds a limit, NotRun without the library."""
    with library() as running, tempfile.TemporaryDirectory() as folder:
        return _Walk(source, running, Path(folder)).scene()


@dataclass
class _Walk:
    """The way through the layers of a scene."""

    source: Source
    library: Library
    folder: Path
    """Where the layers are copied to."""
    layers: dict[str, Layer] = field(default_factory=dict)

    def scene(self) -> Scene:
        """Read the layers, and compose them if they are all there."""
        data = self.source.data
        self.package: Package | None = self.source.once(read_package) if is_package(self.source) else None
        if self.package is not None and (not self.package.items or self.package.items[0].ending not in LAYER_ENDINGS):
            return Scene([], None)
        self.name = self._own_name(bytes(data[:8]))
        self.base.mkdir(parents=True)
        (self.base / self.name).write_bytes(data)
        waiting = [self.name]
        while waiting:
            name = waiting.pop(0)
            if name in self.layers:
                continue
            if len(self.layers) >= LAYERS:
                raise Blocked("layer_bound", bound=LAYERS)
            self.layers[name] = layer = self._layer(name)
            waiting += [each.target for each in layer.uses if each.composes and each.state == OK and each.target]
        found = list(self.layers.values())
        closed = all(each.state in (OK, MISSING) for layer in found for each in layer.uses)
        stage = self._stage() if closed and all(each.read for each in found) and not self._nests else None
        return Scene([self._named(each) for each in found], stage)

    @property
    def base(self) -> Path:
        """The folder of the root layer: deep enough for paths that lead to folders beside that of the scene."""
        return self.folder.joinpath(*ABOVE)

    def _own_name(self, head: bytes) -> str:
        """The name of the root layer; an ending tells the library how to read it."""
        own = posixpath.basename(self.source.name.replace("\\", "/"))
        if own.lower().endswith(_ENDINGS):
            return own
        return "scene" + (PACKAGES[0] if self.package is not None else ".usdc" if head == USDC else ".usda")

    @property
    def _nests(self) -> bool:
        """Whether a package is in a package: what is in the inner one has not been looked at."""
        return self.package is not None and any(each.ending in PACKAGES for each in self.package.items)

    def _stage(self) -> dict[str, Any]:
        return self.library.ask("stage", str(self.base / self.name), STAGE_SECONDS)

    def _named(self, layer: Layer) -> Layer:
        """The layer with the name that reports show: none for the root."""
        return layer if layer.name != self.name else Layer("", *_members(layer)[1:])

    def _layer(self, name: str) -> Layer:
        told = self.library.ask("layer", str(self.base / name), LAYER_SECONDS)
        if not told["ok"]:
            return Layer(name, read=False, line=told["line"], said=told["said"])
        uses = tuple(self._uses(name, told["uses"]))
        return Layer(name, True, metadata=told["metadata"], prims=tuple(told["prims"]), uses=uses)

    def _uses(self, layer: str, told: list[dict[str, Any]]) -> Iterator[Use]:
        shown = "" if layer == self.name else layer
        for each in told:
            target, state = self._found(layer, each["asset"]) if each["asset"] else (layer, OK)
            corrected = tuple(each["corrected"])
            yield Use(shown, each["place"], each["kind"], each["asset"], each["prim"], corrected, target, state)

    def _found(self, layer: str, asset: str) -> tuple[str, str]:
        """The path of what an asset path names, and whether it is there."""
        sort = paths.sort_of(asset)
        if sort != paths.RELATIVE:
            return "", {paths.ADDRESS: "address", paths.ABSOLUTE: OUTSIDE}.get(sort, UNKNOWN)
        outer, inner = paths.split(layer)
        if inner:  # of a layer in a package
            return self._packed(outer, inner, asset)
        if self.package is not None:
            return self._packed(self.name, "", asset)
        return self._beside(layer, asset)

    def _packed(self, outer: str, layer: str, asset: str) -> tuple[str, str]:
        """As `_found`, for a path in a layer of the package: from its folder, or from that of the package."""
        if self.package is None or outer != self.name:
            return "", UNKNOWN
        for each in (paths.beside(layer, asset), posixpath.normpath(asset)):
            name = each.replace(paths.TILES, paths.FIRST_TILE)
            if name in self.package.names:
                return (f"{outer}[{name}]" if name.lower().endswith(_ENDINGS) else name), OK
        if paths.beside(layer, asset).startswith("../"):
            return "", OUTSIDE
        return "", MISSING if self.package.complete and not self.package.broken else UNKNOWN

    def _beside(self, layer: str, asset: str) -> tuple[str, str]:
        """As `_found`, for a path in a layer in a folder."""
        outer, inner = paths.split(asset)
        name = paths.beside(layer, outer)
        if name == self.name:
            return self.name, OK
        if self.source.folder is None:
            return "", UNKNOWN
        place = file_beside(self.source.folder, name.replace(paths.TILES, paths.FIRST_TILE), self.source.root)
        if isinstance(place, str):
            return name, place
        if not name.lower().endswith(_ENDINGS):
            self._copy(None, name)
            return name, OK
        if name.lower().endswith(PACKAGES):
            return "", UNKNOWN  # a package beside the scene is a separate subject
        self._copy(place, name)
        return (f"{name}[{inner}]" if inner else name), OK

    def _copy(self, place: Path | None, name: str) -> None:
        """Copy a layer; of a picture the library has to see the name alone."""
        copy = self.base / name
        if not copy.resolve().is_relative_to(self.folder.resolve()):
            raise Blocked("above", path=name)
        copy.parent.mkdir(parents=True, exist_ok=True)
        if place is None:
            copy.touch()
        else:
            shutil.copyfile(place, copy)


def _members(layer: Layer) -> tuple[Any, ...]:
    return tuple(getattr(layer, name) for name in layer.__dataclass_fields__)

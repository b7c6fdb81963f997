"""The view of a package: its files, each kind of row with those that it can judge."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.readers.source import Source
from conformance_suites.interfaces.scene.reader.package import (
    IMAGES,
    LAYERS,
    PACKAGES,
    SOUNDS,
    Item,
    Package,
    is_package,
    magics_of,
    read_package,
)

ALLOWED = (*LAYERS, *PACKAGES, *IMAGES, *SOUNDS)


@dataclass(frozen=True)
class PackageView:
    """A package, or none where the scene is a layer by itself."""

    package: Package | None

    @property
    def packages(self) -> list[Package]:
        """The package, if the file is one."""
        return [self.package] if self.package else []

    @property
    def items(self) -> list[Item]:
        """Its files."""
        return self.package.items if self.package else []

    @property
    def named(self) -> list[str]:
        """Their names, as written."""
        return [each.name for each in self.items]

    @property
    def first(self) -> list[Item]:
        """The first of its files."""
        return self.items[:1]

    @property
    def told(self) -> list[tuple[Item, bytes]]:
        """The files whose ending tells how they begin, with their first bytes."""
        if self.package is None:
            return []
        return [(each, self.package.head(each)) for each in self.items if each.plain and magics_of(each.ending)]


def view(source: Source) -> PackageView:
    """The package in the source. Raises Blocked where it exceeds a limit of the test system."""
    return PackageView(source.once(read_package) if is_package(source) else None)

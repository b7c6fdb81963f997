"""Archives that are packages of a scene; layers are recognised by their first bytes."""

from __future__ import annotations

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance_suites.interfaces.scene.reader.package import LAYERS, PACKAGES, is_package, read_package


def recognises(source: Source) -> bool:
    """Whether an archive is named like a package of a scene, or begins with a layer."""
    if not is_package(source) or source.name.lower().endswith(PACKAGES):
        return True
    try:
        first = source.once(read_package).items[:1]
    except Blocked:
        return False
    return bool(first) and first[0].ending in LAYERS

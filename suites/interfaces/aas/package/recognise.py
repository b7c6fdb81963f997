"""Archives that are packages of Asset Administration Shells."""

from __future__ import annotations

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance_suites.interfaces.aas.reader.package import ORIGIN, RELATIONSHIPS, read_package


def recognises(source: Source) -> bool:
    """Whether an archive names an origin of such a package, or is named like one."""
    if source.name.lower().endswith(".aasx"):
        return True
    try:
        package = source.once(read_package)
        name = package.named(RELATIONSHIPS)
        return name is not None and ORIGIN.encode() in (package.read(name) or b"")
    except Blocked:
        return False

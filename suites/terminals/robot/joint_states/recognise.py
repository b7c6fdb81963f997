"""Which MCAP files hold states of joints: the format carries messages of any kind."""

from __future__ import annotations

from conformance.readers.source import Source
from conformance_suites.terminals.robot.reader.container import MAGIC


def recognises(source: Source) -> bool:
    """Whether a file in MCAP names such messages; one in lines has said so in its first."""
    data = bytes(source.data)
    return not data.startswith(MAGIC) or b"JointState" in data

"""A recording of joint states, whatever its format, with the robot that it belongs to."""

from __future__ import annotations

from conformance.authoring import Blocked
from conformance.readers.beside import file_beside
from conformance.readers.source import Source
from conformance_suites.terminals.robot.reader.bounds import STATES_BYTES
from conformance_suites.terminals.robot.reader.container import MAGIC, read_container
from conformance_suites.terminals.robot.reader.lines import read_json_lines, read_table
from conformance_suites.terminals.robot.reader.states import States
from conformance_suites.terminals.urdf.reader.joints import Joint, read_joints


def read_states(source: Source) -> States:
    """The states. Raises Blocked for what exceeds the limits of the harness, NotRun without the library for MCAP."""
    if source.size > STATES_BYTES:
        raise Blocked("states_bound", bound=STATES_BYTES)
    data = bytes(source.data)
    if data.startswith(MAGIC):
        return read_container(data)
    data = data.removeprefix(b"\xef\xbb\xbf")
    return read_table(data) if data.startswith(b"#") else read_json_lines(data)


def read_robot(source: Source) -> dict[str, Joint] | str:
    """The joints of the robot that the recording holds or names; why not, if there are none.

    The reasons are unnamed, outside, missing and other, for a file that is not a robot description.
    """
    header = source.once(read_states).header
    if isinstance(text := header.get("robot_description"), str):
        return read_joints(Source("robot_description", text.encode())) or "other"
    name = header.get("robot")
    if not isinstance(name, str):
        return "unnamed"
    place = file_beside(source.folder, name, source.root) if source.folder else "missing"
    if isinstance(place, str):
        return place
    return read_joints(Source(name, place.read_bytes())) or "other"

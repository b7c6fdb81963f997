"""Recordings of joint states, for samples and demonstrations: an arm that waves, in each format."""

from __future__ import annotations

import io
import json
import math
from dataclasses import dataclass, field
from typing import Any

ARM = """<robot name="arm">
<link name="base"/><link name="upper"/><link name="lower"/><link name="left"/><link name="right"/><link name="tip"/>
<joint name="shoulder" type="revolute"><parent link="base"/><child link="upper"/>
<limit lower="-1" upper="1" effort="40" velocity="2"/></joint>
<joint name="elbow" type="continuous"><parent link="upper"/><child link="lower"/>
<limit effort="0" velocity="3"/></joint>
<joint name="left" type="prismatic"><parent link="lower"/><child link="left"/>
<limit lower="0" upper="0.05" effort="20" velocity="0.2"/></joint>
<joint name="right" type="prismatic"><parent link="lower"/><child link="right"/>
<limit upper="0.05" effort="20" velocity="0.2"/><mimic joint="left"/></joint>
<joint name="flange" type="fixed"><parent link="lower"/><child link="tip"/></joint>
</robot>
"""
STOP = {"actuator": "button at the desk", "stops_within": 0.5}
NAMES = ("shoulder", "elbow", "left", "right")
RATE = 50
SCHEMA = """std_msgs/Header header
string[] name
float64[] position
float64[] velocity
float64[] effort
================================================================================
MSG: std_msgs/Header
builtin_interfaces/Time stamp
string frame_id
================================================================================
MSG: builtin_interfaces/Time
int32 sec
uint32 nanosec
"""


@dataclass
class Wave:
    """An arm that waves for so many states; change its messages before it is written."""

    states: int = 25
    header: dict[str, Any] = field(
        default_factory=lambda: {"joint_states": "1.0", "robot_description": ARM, "emergency_stop": STOP}
    )
    messages: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.messages = [_message(at) for at in range(self.states)]

    def json_lines(self) -> bytes:
        return "\n".join(json.dumps(each) for each in (self.header, *self.messages)).encode() + b"\n"

    def table(self) -> bytes:
        """The same as CSV, with the efforts of the shoulder left out."""
        columns = [f"{kind}.{name}" for kind in ("position", "velocity") for name in NAMES]
        rows = [[_time(each), *each["position"], *each["velocity"]] for each in self.messages]
        lines = ["#" + json.dumps(self.header), ",".join(["time", *columns])]
        return "\n".join([*lines, *(",".join(map(str, row)) for row in rows), ""]).encode()

    def container(self, compression: str = "zstd", encoding: str = "cdr") -> bytes:
        """The same as MCAP, in CDR or JSON."""
        from mcap.writer import CompressionType, Writer

        out = io.BytesIO()
        writer = Writer(out, compression=CompressionType[compression.upper()])
        writer.start()
        writer.add_metadata("joint_states", {name: _text(value) for name, value in self.header.items()})
        schema = writer.register_schema("sensor_msgs/msg/JointState", "ros2msg", SCHEMA.encode())
        channel = writer.register_channel("/joint_states", encoding, schema)
        for each in self.messages:
            time = round(_time(each) * 1e9)
            data = json.dumps(each).encode() if encoding == "json" else _cdr(each)
            writer.add_message(channel, log_time=time, publish_time=time, data=data)
        writer.finish()  # type: ignore[no-untyped-call]  # the library gives no types here
        return out.getvalue()


def _message(at: int) -> dict[str, Any]:
    phase = 2 * math.pi * at / RATE
    grip, speed = 0.02 + 0.01 * math.sin(phase), 0.01 * 2 * math.pi * math.cos(phase)
    return {
        "header": {"stamp": {"sec": 100 + at // RATE, "nanosec": at % RATE * (1_000_000_000 // RATE)}},
        "name": [*NAMES],
        "position": [0.2 * math.sin(phase), 3 + 0.1 * math.cos(phase), grip, grip],
        "velocity": [0.4 * math.pi * math.cos(phase), -0.2 * math.pi * math.sin(phase), speed, speed],
        "effort": [12.5, 3.0, 1.5, 1.5],
    }


def _time(message: dict[str, Any]) -> float:
    stamp = message["header"]["stamp"]
    return float(stamp["sec"] + stamp["nanosec"] / 1e9)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _cdr(message: dict[str, Any]) -> bytes:
    from mcap_ros2._dynamic import serialize_dynamic

    encoders = serialize_dynamic("sensor_msgs/msg/JointState", SCHEMA)
    header = {"stamp": message["header"]["stamp"], "frame_id": ""}
    return bytes(encoders["sensor_msgs/msg/JointState"]({**message, "header": header}))

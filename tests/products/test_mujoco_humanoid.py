"""A humanoid that MuJoCo simulates, judged as a robot: what is reported of it is true, by hand.

The packages mujoco and gymnasium, which has the model, have to be installed.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from conformance import judge
from conformance.model.outcome import Verdict

mujoco = pytest.importorskip("mujoco")
gymnasium = pytest.importorskip("gymnasium")
MODEL = Path(gymnasium.__file__).parent / "envs" / "mujoco" / "assets" / "humanoid.xml"
FAST, STRONG = 60, 1000
EVERY = 5
"""Steps of 3 ms from one state to the next."""


def hinges(model: Any) -> dict[str, int]:
    """The hinges by name, with their numbers; the model also has a free joint."""
    kinds = enumerate(model.jnt_type)
    return {model.joint(at).name: at for at, kind in kinds if kind == mujoco.mjtJoint.mjJNT_HINGE}


def description(model: Any) -> str:
    """The hinges as a URDF: a chain of links, of which only the joints matter here."""
    parts = ['<robot name="humanoid">', '<link name="link0"/>']
    for number, (name, at) in enumerate(hinges(model).items(), 1):
        lower, upper = model.jnt_range[at]
        parts += [
            f'<link name="link{number}"/><joint name="{name}" type="revolute">',
            f'<parent link="link{number - 1}"/><child link="link{number}"/>',
            f'<limit lower="{lower}" upper="{upper}" velocity="{FAST}" effort="{STRONG}"/></joint>',
        ]
    return "".join([*parts, "</robot>"])


def recording(seconds: float, swing: float, *, after: float = 0.0) -> bytes:
    """The states from some seconds on of a humanoid that falls while its motors swing."""
    model = mujoco.MjModel.from_xml_path(str(MODEL))
    data, known = mujoco.MjData(model), hinges(model)
    header = {"joint_states": "1.0", "robot_description": description(model)}
    lines: list[Any] = [{**header, "emergency_stop": {"actuator": "end of the program", "stops_within": 0.003}}]
    for step in range(round(seconds / model.opt.timestep)):
        data.ctrl[:] = [swing * math.sin(step / 90 + at) for at in range(model.nu)]
        mujoco.mj_step(model, data)
        if step % EVERY == 0 and data.time > after:
            stamp = {"sec": int(data.time), "nanosec": round(data.time % 1 * 1e9) % 1_000_000_000}
            lines.append(
                {
                    "header": {"stamp": stamp},
                    "name": [*known],
                    "position": [float(data.qpos[model.jnt_qposadr[at]]) for at in known.values()],
                    "velocity": [float(data.qvel[model.jnt_dofadr[at]]) for at in known.values()],
                    "effort": [],
                }
            )
    return "\n".join(map(json.dumps, lines)).encode()


def findings(data: bytes) -> set[tuple[str, str]]:
    """(requirement, joint) of what the highest level finds."""
    report = judge(contents={"humanoid.joints.jsonl": data}, profile="teleoperated-robot", level="mutual_recognition")
    return {(each.requirement, str(each.values.get("joint"))) for each in report.findings}


def test_the_model_begins_beyond_the_limits_of_its_knees() -> None:
    """Its knees are straight at first, and may not be bent by less than 0.035 rad: three states are wrong."""
    assert findings(recording(0.5, 0.02)) == {("TRM-JST-008", "right_knee"), ("TRM-JST-008", "left_knee")}


def test_a_humanoid_that_has_bent_its_knees_is_a_robot() -> None:
    """Until it hits the ground its soft limits give way by less than the tolerance."""
    data = recording(0.55, 0.02, after=0.09)
    report = judge(contents={"humanoid.joints.jsonl": data}, profile="teleoperated-robot", level="mutual_recognition")
    assert report.conclusion is Verdict.CONFORMANT


def test_a_humanoid_that_throws_its_limbs_is_beyond_its_limits() -> None:
    found = findings(recording(1.5, 0.4))
    assert {row for row, _ in found} >= {"TRM-JST-008"}
    assert len(found) > 6

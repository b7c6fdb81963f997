"""The demo of the profile body-tracker: ten seconds of a body as a performer sends it, faultless and faulty."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def sessions(_: Iterable[Any]) -> dict[str, bytes]:
    """The recordings by file name; the faulty one has a hand that jumps and an arm that grows, above the floor."""
    import numpy as np

    from conformance_suites.terminals.body.writer.performer import bone, performer

    made = performer(frames=600)
    faultless = made.data()
    made.values["body"][:, 1] += 0.4
    made.values["body"][300, bone("LeftHand")] += [0.5, 0, 0, 0, 0, 0, 0]
    made.values["body"][:, bone("RightLowerArm").start] *= np.linspace(0.8, 1.2, made.frames)
    made.values["mistyped"][200:210] = 2
    return {"performer.jsonl": faultless, "performer-faulty.jsonl": made.data()}


DEMOS = {"body-tracker": sessions}

"""The demo of the profile scene: a table as a package and in layers, and a few telling faults."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

LAMP = b"""#usda 1.0
(
    defaultPrim = "Lamp"
    metersPerUnit = 0.01
    upAxis = "Y"
)

def Xform "Lamp"
{
    asset picture = @./brass.png@

    def Sphere "Bulb"
    {
        double radius = 3
        float3[] extent = [(-3, -3, -3), (3, 3, 3)]
    }
}
"""


def scenes(_: Iterable[Any]) -> dict[str, bytes]:
    """The files by name: good/ and faulty/, with the files that layers refer to."""
    from conformance_suites.interfaces.scene.writer import DEFLATED, FILES, packed

    layer, part, picture = FILES
    return {
        "good/table.usdz": packed(*FILES),
        **{f"good/{each.name}": each.data for each in FILES},
        "faulty/deflated.usdz": packed(layer, part, picture._replace(method=DEFLATED)),
        "faulty/shifted.usdz": packed(layer, part, picture._replace(shift=1)),
        "faulty/lamp.usda": LAMP,
    }


DEMOS = {"scene": scenes}

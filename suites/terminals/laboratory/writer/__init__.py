"""Laboratory records as texts, for samples and demonstrations."""

from __future__ import annotations

HEAD = """\
# Measured before the product is placed on the market.
[laboratory_record]
version    = "1.0"
product    = "Example Vision"
serial     = "EV-0017"
laboratory = "Example Optics Laboratory"
place      = "Shanghai"
person     = "optics engineer"
issued     = 2026-11-20

[instruments.spectroradiometer]
name        = "imaging spectroradiometer"
serial      = "SR-204"
calibrated  = 2026-03-02
due         = 2027-03-02
certificate = "CAL-2026-0314"
resolution  = 0.1
unit        = "cd/m2"

[instruments.bench]
name        = "bench with balance, probe and photodiode"
serial      = "B-7"
calibrated  = 2026-06-15
due         = 2027-06-15
certificate = "CAL-2026-0788"

[methods.white]
title       = "white full field at the design eye point"
description = "mean of 5 readings after 30 min"

[methods.bench]
title       = "bench procedure"
description = "procedure 12 of the laboratory"
"""

WHITE = """
[[result]]
quantity = "luminance"
value    = 120.2
unit     = "cd/m2"
expanded_uncertainty = 4
coverage_factor      = 2
instrument = "spectroradiometer"
method     = "white"
date       = 2026-11-18
condition  = "white"
eye        = "left"
readings   = [120.1, 120.6, 119.8, 120.4, 120.1]
at_least   = 100
"""


def result(
    quantity: str, value: float, uncertainty: float, unit: str, *, factor: float = 2, **more: str | float | None
) -> str:
    """A result of the bench; a member that is None is left out."""
    said: dict[str, str | float | None] = {"quantity": quantity, "value": value, "unit": unit}
    said |= {"expanded_uncertainty": uncertainty, "coverage_factor": factor, "instrument": "bench", "method": "bench"}
    lines = [f"{name} = {_written(each)}" for name, each in {**said, **more}.items() if each is not None]
    return "\n".join(["", "[[result]]", *lines, "date = 2026-11-18", ""])


def _written(value: str | float | None) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)

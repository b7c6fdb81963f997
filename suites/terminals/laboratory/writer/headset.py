"""The record of a near-eye display in which everything is measured and nothing is wrong."""

from __future__ import annotations

from conformance_suites.terminals.laboratory.writer import HEAD, WHITE, result

DISPLAY = """
[display]
eyes          = 2
pixels        = [2160, 2160]
refresh_rates = [72, 90]
field_of_view = [96, 90]
image_distance          = 1.3
interpupillary_distance = [58, 71]

[display.health]
minimum_age = 13
break_after = 30
flicker     = "The image is shown 90 times in a second, for 2 ms each."
blue_light  = "A night mode lowers the share of blue."
"""

HEADSET = "".join(
    [
        HEAD,
        DISPLAY,
        WHITE,
        WHITE.replace('"left"', '"right"').replace("120.2", "116.2").partition("readings")[0],
        result("contrast_ratio", 420, 30, "1"),
        result("flicker_modulation", 3.2, 0.6, "%"),
        result("blue_light_radiance", 0.9, 0.2, "W/(m2.sr)"),
        result("eye_box_width", 9.4, 0.4, "mm"),
        result("eye_box_height", 8.1, 0.4, "mm"),
        result("image_distance", 1.28, 0.06, "m"),
        result("mass", 515, 2, "g", at_most=520),
        result("surface_temperature", 38, 1.5, "Cel", condition="forehead, after 30 min"),
        result("motion_to_photon_latency", 14, 1.2, "ms", condition="slow turn"),
        result("refresh_rate", 89.8, 0.1, "Hz"),
    ]
)

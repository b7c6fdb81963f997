"""What the generic profiles of the WebXR Input Profiles Registry define."""

from __future__ import annotations

# The buttons and axes of the generic profiles with the mapping xr-standard: 1 for one that exists, 0 for a placeholder.
LAYOUTS = {
    "generic-hand-select-grasp": ("10001", ""),
    "generic-trigger": ("1", ""),
    "generic-trigger-squeeze": ("11", ""),
    "generic-trigger-squeeze-thumbstick": ("1101", "0011"),
    "generic-trigger-squeeze-touchpad": ("111", "11"),
    "generic-trigger-squeeze-touchpad-thumbstick": ("1111", "1111"),
    "generic-trigger-thumbstick": ("1001", "0011"),
    "generic-trigger-touchpad": ("101", "11"),
    "generic-trigger-touchpad-thumbstick": ("1011", "1111"),
}

"""The names in the WebXR Input Profiles Registry as of 2026."""

from __future__ import annotations

# fmt: off
NAMES = frozenset((
    "generic-button", "generic-fixed-hand", "generic-hand", "generic-hand-select", "generic-hand-select-grasp",
    "generic-touchpad", "generic-touchscreen", "generic-trigger", "generic-trigger-squeeze",
    "generic-trigger-squeeze-thumbstick", "generic-trigger-squeeze-touchpad",
    "generic-trigger-squeeze-touchpad-thumbstick", "generic-trigger-thumbstick", "generic-trigger-touchpad",
    "generic-trigger-touchpad-thumbstick", "google-daydream", "hp-mixed-reality", "htc-vive", "htc-vive-cosmos",
    "htc-vive-focus", "htc-vive-focus-3", "htc-vive-focus-plus", "logitech-mx-ink", "magicleap-one", "magicleap-two",
    "meta-fixed-hand", "meta-quest-touch-plus", "meta-quest-touch-plus-v2", "meta-quest-touch-pro",
    "microsoft-mixed-reality", "oculus-go", "oculus-hand", "oculus-touch", "oculus-touch-v2", "oculus-touch-v3",
    "pico-4", "pico-4u", "pico-g2", "pico-neo2", "pico-neo3", "samsung-galaxyxr", "samsung-gearvr",
    "samsung-odyssey", "valve-index", "yvr-touch", "yvr-touch-v2",
))
# fmt: on

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

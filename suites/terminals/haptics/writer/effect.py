"""A haptic experience as its JSON: a rumble, and a click that is used twice."""

from __future__ import annotations

from typing import Any


def keyframe(position: int, amplitude: float, frequency: int = 170) -> dict[str, Any]:
    """A point of an effect: ticks from its beginning, strength from -1 to 1, and Hz."""
    return {"relative_position": position, "amplitude_modulation": amplitude, "frequency_modulation": frequency}


def basis(position: int, *keyframes: dict[str, Any]) -> dict[str, Any]:
    """An effect that says itself what is felt."""
    return {"effect_type": "Basis", "position": position, "phase": 0, "base_signal": "Sine", "keyframes": [*keyframes]}


def experience() -> dict[str, Any]:
    """One perception of the hand with one channel for an actuator, and a texture that can be felt."""
    rumble = basis(0, keyframe(0, 0.2), keyframe(150, 0.8), keyframe(400, 0))
    click = {"id": 1, **basis(0, keyframe(0, 1.0, 250), keyframe(12, 0, 250))}
    again = {"effect_type": "Reference", "id": 1, "position": 500}
    band = {"band_type": "VectorialWave", "lower_frequency_limit": 65, "upper_frequency_limit": 300}
    wavelet = {"band_type": "WaveletWave", "block_length": 128, "lower_frequency_limit": 300}
    texture = wavelet | {
        "upper_frequency_limit": 1000,
        "effects": [basis(0, keyframe(0, -0.5, 0), keyframe(1, 0.25, 0))],
    }
    channel = {
        "id": 0, "description": "palm", "gain": 1.0, "body_part_mask": 4096, "reference_device_id": 3,
        "bands": [{**band, "effects": [rumble, again]}, texture],
    }  # fmt: skip
    device = {"id": 3, "name": "actuator", "type": "LRA"}
    device |= {"minimum_frequency": 65, "resonance_frequency": 170, "maximum_frequency": 1000}
    perception = {
        "id": 0, "avatar_id": 7, "description": "hand", "perception_modality": "Vibrotactile",
        "reference_devices": [device], "effect_library": [click], "channels": [channel],
    }  # fmt: skip
    about = {"version": "2025", "profile": "main", "level": 1, "date": "2026-11-24"}
    about |= {"description": "a rumble and two clicks", "timescale": 1000, "syncs": []}
    return {**about, "avatars": [{"id": 7, "lod": 0, "type": "Vibration"}], "perceptions": [perception]}

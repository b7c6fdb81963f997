"""Samples of haptic experiences: a rumble with clicks, and what may be wrong with it."""

from __future__ import annotations

import json
from typing import Any

from conformance.readers.json_values import changed
from conformance_suites.terminals.haptics.writer.effect import experience

PERCEPTION = "/perceptions/0"
DEVICE = f"{PERCEPTION}/reference_devices/0"
CHANNEL = f"{PERCEPTION}/channels/0"
BAND = f"{CHANNEL}/bands/0"
WAVELET = f"{CHANNEL}/bands/1"
EFFECT = f"{BAND}/effects/0"
REFERENCE = f"{BAND}/effects/1"
KEYFRAME = f"{EFFECT}/keyframes/1"


def _with(*edits: tuple[str, Any]) -> bytes:
    return changed(experience(), *edits)


def _without(*pointers: str) -> bytes:
    """The experience without these members."""
    document = experience()
    for pointer in pointers:
        *way, last = pointer.split("/")[1:]
        owner: Any = document
        for step in way:
            owner = owner[int(step)] if isinstance(owner, list) else owner[step]
        del owner[last]
    return json.dumps(document).encode()


def _twice(pointer: str) -> bytes:
    """The experience with an item once more at the end of its list."""
    document = experience()
    found: Any = document
    for step in pointer.split("/")[1:]:
        found = found[int(step)] if isinstance(found, list) else found[step]
    found.append(found[0])
    return json.dumps(document).encode()


def _types() -> dict[str, bytes]:
    """Each member with a value of another type."""
    texts = ["version", "profile", "date", "description"]
    root = {f"/{name}": 1 for name in texts} | {"/level": "1", "/timescale": "1000"}
    lists = {"/perceptions": {}, "/avatars": {}, "/syncs": {}, "/avatars/0": 1}
    avatar = {"/avatars/0/id": "7", "/avatars/0/lod": "0", "/avatars/0/type": 0}
    sync = {"/syncs": [{"timestamp": "0"}]}
    perception = {f"{PERCEPTION}/{name}": "0" for name in ("id", "avatar_id")} | {PERCEPTION: 1}
    perception |= {f"{PERCEPTION}/{name}": 0 for name in ("description", "perception_modality")}
    perception |= {f"{PERCEPTION}/{name}": {} for name in ("effect_library", "reference_devices", "channels")}
    device = {DEVICE: 1, f"{DEVICE}/id": "3", f"{DEVICE}/name": 3, f"{DEVICE}/type": 3}
    device |= {f"{DEVICE}/{end}_frequency": "65" for end in ("minimum", "resonance", "maximum")}
    channel = {CHANNEL: 1, f"{CHANNEL}/id": "0", f"{CHANNEL}/description": 0, f"{CHANNEL}/gain": "1"}
    channel |= {f"{CHANNEL}/body_part_mask": "1", f"{CHANNEL}/reference_device_id": "3", f"{CHANNEL}/bands": {}}
    band = {BAND: 1, f"{BAND}/band_type": 1, f"{BAND}/effects": {}}
    band |= {f"{BAND}/{end}_frequency_limit": "65" for end in ("lower", "upper")}
    effect = {EFFECT: 1, f"{EFFECT}/position": "0", f"{EFFECT}/phase": "0", f"{EFFECT}/base_signal": 0}
    effect |= {f"{EFFECT}/effect_type": 0, f"{EFFECT}/keyframes": {}, f"{REFERENCE}/id": "1", KEYFRAME: 1}
    effect |= {f"{KEYFRAME}/{name}_modulation": "1" for name in ("amplitude", "frequency")}
    effect |= {f"{KEYFRAME}/relative_position": 0.5}
    every = root | lists | avatar | sync | perception | device | channel | band | effect
    named = {pointer.strip("/").replace("/", "_") or "root": (pointer, value) for pointer, value in every.items()}
    return {f"TRM-HJF-002_{name}.hjif": _with(edit) for name, edit in named.items()} | {
        "TRM-HJF-002_item_of_syncs.hjif": _with(("/syncs", [1])),
        "TRM-HJF-002_timescale_of_a_sync.hjif": _with(("/syncs", [{"timestamp": 0, "timescale": "1"}])),
        "TRM-HJF-002_syncs_object.hjif": _with(("/syncs", {})),
    }


def _missing() -> dict[str, bytes]:
    """Each required member left out."""
    root = ("version", "profile", "level", "date", "description", "timescale", "perceptions", "avatars", "syncs")
    perception = ("id", "description", "perception_modality", "effect_library", "channels")
    rows = {"003": ("", root), "004": (PERCEPTION, (*perception, "avatar_id")), "006": (BAND, ("band_type", "effects"))}
    rows |= {"007": (EFFECT, ("effect_type", "position", "phase", "base_signal", "keyframes"))}
    rows |= {"005": (CHANNEL, ("id", "description", "gain", "body_part_mask", "bands"))}
    return {
        f"TRM-HJF-{row}_no_{name}.hjif": _without(f"{owner}/{name}")
        for row, (owner, names) in rows.items()
        for name in names
    }


def good() -> dict[str, bytes]:
    """File name -> bytes of experiences that satisfy every row."""
    silent = experience()
    silent["perceptions"][0]["channels"] = []
    curve = {"band_type": "Curve", "block_length": 0.0, "curve_type": "Unknown", "lower_frequency_limit": 0}
    curve |= {"upper_frequency_limit": 0, "effects": []}
    return {
        "touch.hjif": _with(),
        "no_avatar.hjif": _with(("/avatars", []), (f"{PERCEPTION}/avatar_id", 0)),
        "reference_software.hjif": _with(("/profile", "Simple Parametric"), ("/version", "2025-1"), ("/level", 2)),
        "main.hjif": _with(
            ("/profile", "Main"), ("/date", "2026-11-24T09:30:00Z"), ("/syncs", [{"timestamp": 0, "timescale": 1000}])
        ),
        "curve.hjif": _with((f"{CHANNEL}/bands", [curve])),
        "loudest.hjif": _with((f"{KEYFRAME}/amplitude_modulation", -1)),
        "silent.hjif": json.dumps(silent).encode(),
    }


def bad() -> dict[str, bytes]:
    """File name -> bytes of experiences, each of which violates one row."""
    whole = _with()
    return {
        "TRM-HJF-001_mark.hjif": b"\xef\xbb\xbf" + whole,
        "TRM-HJF-001_latin.hjif": whole.replace(b"palm", b"p\xe4lm"),
        "TRM-HJF-001_wide.hjif": whole.decode().encode("utf-16"),
        "TRM-HJF-001_cut_off.hjif": whole[:-9],
        "TRM-HJF-001_empty.hjif": b"",
        "TRM-HJF-001_twice.hjif": whole.replace(b'"level":', b'"level": 1, "level":'),
        "TRM-HJF-001_list.hjif": b"[]",
        **_types(),
        **_missing(),
        "TRM-HJF-004_avatar_without_type.hjif": _without("/avatars/0/type"),
        "TRM-HJF-004_sync_without_time.hjif": _with(("/syncs", [{}])),
        "TRM-HJF-005_device_without_name.hjif": _without(f"{DEVICE}/name"),
        "TRM-HJF-006_no_block_length.hjif": _without(f"{WAVELET}/block_length"),
        "TRM-HJF-006_no_limits.hjif": _without(f"{BAND}/lower_frequency_limit", f"{BAND}/upper_frequency_limit"),
        "TRM-HJF-007_reference_without_id.hjif": _without(f"{REFERENCE}/id"),
        "TRM-HJF-007_library_without_phase.hjif": _without(f"{PERCEPTION}/effect_library/0/phase"),
        "TRM-HJF-008_empty.hjif": _with(("/version", "")),
        "TRM-HJF-008_amendment_0.hjif": _with(("/version", "2025-0")),
        "TRM-HJF-009_baseline.hjif": _with(("/profile", "baseline")),
        "TRM-HJF-010_level_3.hjif": _with(("/level", 3)),
        "TRM-HJF-011_vibration.hjif": _with((f"{PERCEPTION}/perception_modality", "Vibration")),
        "TRM-HJF-012_small_letters.hjif": _with((f"{DEVICE}/type", "lra")),
        "TRM-HJF-013_wave.hjif": _with((f"{BAND}/band_type", "Wave")),
        "TRM-HJF-014_loop.hjif": _with((f"{REFERENCE}/effect_type", "Loop")),
        "TRM-HJF-014_sawtooth.hjif": _with((f"{EFFECT}/base_signal", "SawTooth")),
        "TRM-HJF-014_in_the_library.hjif": _with((f"{PERCEPTION}/effect_library/0/base_signal", "sine")),
        "TRM-HJF-015_zero.hjif": _with((f"{WAVELET}/block_length", 0)),
        "TRM-HJF-015_fraction.hjif": _with((f"{WAVELET}/block_length", 0.5)),
        "TRM-HJF-016_zero.hjif": _with(("/timescale", 0)),
        "TRM-HJF-016_sync.hjif": _with(("/syncs", [{"timestamp": 0, "timescale": 0}])),
        "TRM-HJF-017_perceptions.hjif": _twice("/perceptions"),
        "TRM-HJF-017_avatars.hjif": _twice("/avatars"),
        "TRM-HJF-017_channels.hjif": _twice(f"{PERCEPTION}/channels"),
        "TRM-HJF-017_devices.hjif": _twice(f"{PERCEPTION}/reference_devices"),
        "TRM-HJF-017_library.hjif": _twice(f"{PERCEPTION}/effect_library"),
        "TRM-HJF-018_effect.hjif": _with((f"{REFERENCE}/id", 9)),
        "TRM-HJF-018_avatar.hjif": _with((f"{PERCEPTION}/avatar_id", 8)),
        "TRM-HJF-018_no_avatars.hjif": _with(("/avatars", [])),
        "TRM-HJF-018_device.hjif": _with((f"{CHANNEL}/reference_device_id", 4)),
        "TRM-HJF-019_band.hjif": _with((f"{BAND}/lower_frequency_limit", 301)),
        "TRM-HJF-019_resonance.hjif": _with((f"{DEVICE}/resonance_frequency", 60)),
        "TRM-HJF-019_beyond.hjif": _with((f"{DEVICE}/resonance_frequency", 1001)),
        "TRM-HJF-020_percent.hjif": _with((f"{KEYFRAME}/amplitude_modulation", 80)),
        "TRM-HJF-020_below.hjif": _with((f"{KEYFRAME}/amplitude_modulation", -1.1)),
        "TRM-HJF-020_library.hjif": _with((f"{PERCEPTION}/effect_library/0/keyframes/0/amplitude_modulation", 2)),
        "TRM-HJF-021_negative.hjif": _with((f"{KEYFRAME}/frequency_modulation", -1)),
        "TRM-HJF-021_library.hjif": _with((f"{PERCEPTION}/effect_library/0/keyframes/0/frequency_modulation", -1)),
        "TRM-HJF-022_back.hjif": _with((f"{EFFECT}/keyframes/2/relative_position", 149)),
        "TRM-HJF-022_before.hjif": _with((f"{EFFECT}/keyframes/0/relative_position", -1)),
        "TRM-HJF-024_empty.hjif": _with(("/date", "")),
        "TRM-HJF-024_month_13.hjif": _with(("/date", "2026-13-24")),
        "TRM-HJF-025_sound.hjif": _with(("/avatars/0/type", "Sound")),
        "TRM-HJF-004_avatar_without_id.hjif": _with(
            ("/avatars", [{"lod": 0, "type": "Custom"}]), (f"{PERCEPTION}/avatar_id", 0)
        ),
        "TRM-HJF-004_avatar_without_detail.hjif": _without("/avatars/0/lod"),
        "TRM-HJF-007_reference_without_position.hjif": _without(f"{REFERENCE}/position"),
        "TRM-HJF-023_binary_name.hmpg": whole,
    }

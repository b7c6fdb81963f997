"""How much there is in a haptic experience."""

from __future__ import annotations

from conformance.readers.json_values import whole
from conformance.readers.source import Source

from .view import At, view


def facts(source: Source) -> dict[str, float]:
    """The different effects that can be felt, wherever they are, and the seconds until the last keyframe."""
    experience = source.once(view)
    felt = {shape for effect in experience.effects if (shape := _shape(effect))}
    ticks = max((_end(effect) for effect in experience.effects), default=0)
    scale = whole(experience.root.members.get("timescale")) or 0
    return {"felt_effects": len(felt), "seconds": round(ticks / scale, 3) if scale > 0 else 0}


def _shape(effect: At) -> tuple[tuple[float | None, ...], ...]:
    """Its keyframes as numbers; empty if all amplitudes are 0."""
    frames = [
        tuple(frame.number(name) for name in ("relative_position", "amplitude_modulation", "frequency_modulation"))
        for frame in effect.each("keyframes")
    ]
    return tuple(frames) if any(frame[1] for frame in frames) else ()


def _end(effect: At) -> int:
    last = max((whole(frame.members.get("relative_position")) or 0 for frame in effect.each("keyframes")), default=0)
    return (whole(effect.members.get("position")) or 0) + last

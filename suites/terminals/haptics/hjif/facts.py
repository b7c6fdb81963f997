"""How much there is in a haptic experience."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.readers.json_values import whole
from conformance.readers.source import Source

from .view import At, Experience, view


def facts(source: Source) -> dict[str, float]:
    """The different effects that can be felt, wherever they are, and the seconds until the last keyframe."""
    experience = source.once(view)
    played = list(_played(experience))
    felt = {shape for _, effect in played if (shape := _shape(effect))}
    ticks = max((start + _end(effect) for start, effect in played), default=0)
    scale = whole(experience.root.members.get("timescale")) or 0
    return {"felt_effects": len(felt), "seconds": round(ticks / scale, 3) if scale > 0 else 0}


def _played(experience: Experience) -> Iterator[tuple[int, At]]:
    """The effects in bands with the tick at which they start; those of a library where they are referred to."""
    for perception in experience.perceptions:
        library = {whole(effect.members.get("id")): effect for effect in perception.each("effect_library")}
        for channel in perception.each("channels"):
            for band in channel.each("bands"):
                for effect in band.each("effects"):
                    refers = effect.members.get("effect_type") == "Reference"
                    found = library.get(whole(effect.members.get("id"))) if refers else effect
                    if found:
                        yield whole(effect.members.get("position")) or 0, found


def _shape(effect: At) -> tuple[tuple[float | None, ...], ...]:
    """Its keyframes as numbers; empty if all amplitudes are 0."""
    frames = [
        tuple(frame.number(name) for name in ("relative_position", "amplitude_modulation", "frequency_modulation"))
        for frame in effect.each("keyframes")
    ]
    return tuple(frames) if any(frame[1] for frame in frames) else ()


def _end(effect: At) -> int:
    """The ticks from the start of an effect to its last keyframe."""
    return max((whole(frame.members.get("relative_position")) or 0 for frame in effect.each("keyframes")), default=0)

"""Checks of WebXR input profiles that a schema cannot express."""

from __future__ import annotations

from typing import Any

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, check
from conformance.readers.json import escape
from conformance_suites.terminals.webxr.reader.registry import PROFILES

from .view import InputProfile, Layout

ARRANGEMENTS = [
    ["none"],
    ["left", "right"],
    ["left", "right", "none"],
    ["left-right"],
    ["left-right", "none"],
    ["left-right-none"],
]
WITH_AXES = ["touchpad", "thumbstick"]
BUTTONS = ("trigger", "squeeze", "touchpad", "thumbstick")
AXES = (("touchpad", "x-axis"), ("touchpad", "y-axis"), ("thumbstick", "x-axis"), ("thumbstick", "y-axis"))
SHOWN = 60


def shown(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


@check("TRM-IPR-001")
def member_names_are_unique(profile: InputProfile) -> Findings:
    for problem in profile.text.of_kind("duplicate"):
        yield Finding(problem.pointer or "", name=shown(problem.detail))


@check("TRM-IPR-006")
def last_fallback_is_generic(profile: InputProfile) -> Findings:
    own = profile.members.get("profileId")
    if not isinstance(own, str) or not isinstance(profile.members.get("fallbackProfileIds"), list):
        raise Blocked("blocked_by", ids=["TRM-IPR-002", "TRM-IPR-003"])
    if own.startswith("generic-"):
        raise NotApplicable("no_fallback_needed")
    if not profile.fallbacks:
        yield Finding("/fallbackProfileIds", "none", received=shown(own))
    elif isinstance(last := profile.fallbacks[-1], str) and not last.startswith("generic-"):
        place = f"/fallbackProfileIds/{len(profile.fallbacks) - 1}"
        yield Finding(place, received=shown(last), expected="generic-…")


@check("TRM-IPR-007")
def fallbacks_are_registered(profile: InputProfile) -> Findings:
    for at, name in enumerate(profile.fallbacks):
        if isinstance(name, str) and name not in PROFILES:
            yield Finding(f"/fallbackProfileIds/{at}", received=shown(name), size=len(PROFILES))


@check("TRM-IPR-010")
def layouts_are_an_arrangement(profile: InputProfile) -> Findings:
    layouts = profile.members.get("layouts")
    if isinstance(layouts, dict) and all(set(layouts) != set(each) for each in ARRANGEMENTS):
        received = [shown(name) for name in list(layouts)[:10]]
        yield Finding("/layouts", received=received, expected=[" + ".join(each) for each in ARRANGEMENTS])


@check("TRM-IPR-011")
def references_find_their_component(profile: InputProfile) -> Findings:
    for layout in profile.layouts:
        if not layout.components:
            continue  # nothing to refer to, which other rows report
        references = [(f"{layout.pointer}/selectComponentId", layout.members.get("selectComponentId"))]
        references += [(pointer, item) for pointer, _, item in layout.items("buttons")]
        references += [(f"{pointer}/componentId", _component(item)) for pointer, _, item in layout.items("axes")]
        for pointer, name in references:
            if isinstance(name, str) and name not in layout.components:
                known = [shown(each) for each in list(layout.components)[:20]]
                yield Finding(pointer, received=shown(name), expected=known)


def _component(axis: Any) -> Any:
    return axis.get("componentId") if isinstance(axis, dict) else None


@check("TRM-IPR-013")
def axes_belong_to_components_with_axes(profile: InputProfile) -> Findings:
    for layout in profile.layouts:
        for pointer, _, item in layout.items("axes"):
            name = _component(item)
            kind = layout.components.get(name) if isinstance(name, str) else None
            if kind is not None and kind not in WITH_AXES and not (layout.standard and _reserved(pointer)):
                yield Finding(f"{pointer}/componentId", component=shown(name), received=shown(kind), expected=WITH_AXES)


def _reserved(pointer: str) -> bool:
    """Whether the xr-standard mapping reserves the position of the axis, which another row judges."""
    return int(pointer.rpartition("/")[2]) < len(AXES)


@check("TRM-IPR-015")
def standard_positions_are_kept(profile: InputProfile) -> Findings:
    standard = [layout for layout in profile.layouts if layout.standard]
    if profile.layouts and not standard:
        raise NotApplicable("no_standard_mapping")
    for layout in standard:
        yield from _wrong_buttons(layout)
        yield from _wrong_axes(layout)


def _wrong_buttons(layout: Layout) -> Findings:
    for pointer, at, name in layout.items("buttons"):
        kind = layout.components.get(name) if isinstance(name, str) else None
        if at < len(BUTTONS) and kind is not None and kind != BUTTONS[at]:
            yield Finding(pointer, received=shown(kind), expected=BUTTONS[at])


def _wrong_axes(layout: Layout) -> Findings:
    for pointer, at, item in layout.items("axes"):
        name = _component(item)
        kind, axis = (layout.components.get(name), item.get("axis")) if isinstance(name, str) else (None, None)
        if at < len(AXES) and kind is not None and isinstance(axis, str) and (kind, axis) != AXES[at]:
            yield Finding(pointer, received=f"{shown(kind)} {shown(axis)}", expected=" ".join(AXES[at]))


@check("TRM-IPR-016")
def primary_trigger_selects(profile: InputProfile) -> Findings:
    standard = [layout for layout in profile.layouts if layout.standard]
    if profile.layouts and not standard:
        raise NotApplicable("no_standard_mapping")
    for layout in standard:
        buttons, select = layout.gamepad.get("buttons"), layout.members.get("selectComponentId")
        if not isinstance(buttons, list) or not isinstance(select, str):
            continue
        first = buttons[0] if buttons else None
        if (first is None or isinstance(first, str)) and first != select:
            received = shown(first) if first else "null"
            yield Finding(f"{layout.pointer}/gamepad/buttons", received=received, expected=shown(select))


@check("TRM-IPR-017")
def names_of_components_are_trimmed(profile: InputProfile) -> Findings:
    for layout in profile.layouts:
        for name in layout.components:
            if not name or name != name.strip():
                yield Finding(f"{layout.pointer}/components/{escape(name)}", received=shown(name))

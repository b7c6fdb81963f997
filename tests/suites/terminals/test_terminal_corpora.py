"""Descriptor files of terminals that nobody here wrote, and hostile ones: no false alarm, no crash, never green."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from doubles.ours import PLAN

from conformance.catalogue.samples import samples
from conformance.engine.case import Case
from conformance.engine.recognise import Recogniser
from conformance.model.outcome import BY_LETTER, Conclusion, Outcome, Verdict, conclude, verdict
from conformance.readers.source import Source, open_source

SECONDS = 20.0
# What is truly wrong with a robot: (requirement, what the message names), each at least once and nothing else.
WRONG_ROBOTS = {
    "pioneer-lx-devil.urdf": {("TRM-URD-012", "ptu_pan"), ("TRM-URD-015", "camera_depth_frame")},
    "robotiq.urdf": {
        ("TRM-URD-016", f"finger_{finger}_link_{link}") for finger in ("1", "2", "middle") for link in (0, 1, 2)
    },
}


def judged(source: Source, kind: str) -> tuple[dict[str, Outcome], list[Case]]:
    outcomes, cases = {}, []
    for loaded, letters, told in PLAN.judge(source, kind).verdicts:
        outcomes |= {row.id: BY_LETTER[each] for row, each in zip(loaded.suite.requirements, letters, strict=True)}
        cases += told
    return outcomes, cases


def overall(outcomes: dict[str, Outcome]) -> Verdict:
    conclusions = dict.fromkeys(Conclusion, 0)
    for row, outcome in outcomes.items():
        if PLAN.catalogue.requirements[row].obligation == "shall":
            conclusions[conclude(outcome)] += 1
    return verdict(conclusions, errors=Outcome.ERROR in outcomes.values())


def troubled(folder: Path, pattern: str, kind: str) -> tuple[int, dict[str, list[str]]]:
    """How many files there are, and the rows that each of them does not satisfy."""
    files = sorted(folder.rglob(pattern))
    found = {}
    for path in files:
        outcomes, _ = judged(open_source(str(path), path.name), kind)
        if bad := [row for row, each in outcomes.items() if each not in (Outcome.PASS, Outcome.NOT_APPLICABLE)]:
            found[path.name] = bad
    return len(files), found


def test_every_profile_of_the_registry_is_satisfied(corpora: Path) -> None:
    assert troubled(corpora / "terminals" / "webxr-input-profiles", "*.json", "input_profile") == (46, {})


def test_every_body_motion_is_satisfied(corpora: Path) -> None:
    count, found = troubled(corpora / "terminals" / "pybvh", "*.bvh", "bvh")
    assert count >= 2
    assert found == {}


def test_robots_are_found_at_what_is_wrong_with_them_and_nothing_else(corpora: Path) -> None:
    robots = sorted((corpora / "terminals" / "urdf").glob("*.urdf"))
    assert len(robots) >= 5
    for path in robots:
        outcomes, cases = judged(open_source(str(path), path.name), "urdf")
        failed = [case for case in cases if case.outcome is Outcome.FAIL]
        expected = WRONG_ROBOTS.get(path.name, set())
        assert {case.requirement.id for case in failed} == {row for row, _ in expected}
        for case in failed:
            named = {name for row, name in expected if row == case.requirement.id}
            assert len(case.findings) == len(named)
            for name in named:
                assert any(f" {name}" in f" {found.message.en}" for found in case.findings)
        assert not {Outcome.INCONCLUSIVE, Outcome.ERROR} & set(outcomes.values())


@pytest.mark.parametrize("kind", ["bvh", "urdf", "input_profile"])
def test_the_good_samples_are_known_by_their_content(kind: str) -> None:
    (loaded,) = PLAN.suites_for(kind)
    kinds = [suite.recognise for suite in PLAN.catalogue.suites.values() if suite.recognise]
    for sample in samples(loaded.suite):
        if sample.requirement is None and not sample.name.startswith("chinese"):
            assert Recogniser(kinds, lambda _: lambda _: None)(Source("unnamed", sample.data)) == ([kind], "content")


ROBOT = b'<robot name="r">%s</robot>'
MANY = 40_000


def chain(closed: bool) -> bytes:
    links = b"".join(b'<link name="%d"/>' % at for at in range(MANY))
    joints = b"".join(
        b'<joint name="%d" type="fixed"><parent link="%d"/><child link="%d"/></joint>' % (at, at, (at + 1) % MANY)
        for at in range(MANY if closed else MANY - 1)
    )
    return ROBOT % (links + joints)


def numbers(text: bytes) -> bytes:
    inertial = b'<link name="%%d"><inertial><mass value="%s"/><inertia ixx="%s"/></inertial></link>' % (text, text)
    return ROBOT % b"".join(inertial % at for at in range(MANY))


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "laughs.urdf": ("urdf", lambda: b'<!DOCTYPE r [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><robot name="&c;"/>'),
    "deep.urdf": ("urdf", lambda: b'<robot name="r">' + b"<link>" * 100_000),
    "ring.urdf": ("urdf", lambda: chain(True)),
    "attributes.urdf": ("urdf", lambda: b"<robot %s/>" % b" ".join(b'a%d=""' % at for at in range(500_000))),
    "templates.urdf": ("urdf", lambda: numbers(b"${x}")),
    "no_numbers.urdf": ("urdf", lambda: numbers(b"x")),
    "overflow.urdf": ("urdf", lambda: numbers(b"1e308")),
    "long_number.urdf": (
        "urdf",
        lambda: ROBOT % (b'<link name="a"/><material name="m"><color rgba="' + b"1" * 9_000_000 + b'"/></material>'),
    ),
    "gbk.urdf": ("urdf", lambda: '<robot name="机器"><link name="机"/></robot>'.encode("gbk")),
    "empty.urdf": ("urdf", lambda: b""),
    "zeros.urdf": ("urdf", lambda: bytes(4096)),
    "html.urdf": ("urdf", lambda: b"<!doctype html><title>404</title>"),
    "hollow.urdf": ("urdf", lambda: b"<robot/>"),
    "empty.bvh": ("bvh", lambda: b""),
    "zeros.bvh": ("bvh", lambda: bytes(4096)),
    "keyword.bvh": ("bvh", lambda: b"HIERARCHY"),
    "lying_frames.bvh": (
        "bvh",
        lambda: (
            b"HIERARCHY\nROOT r\n{\nOFFSET 0 0 0\nCHANNELS 0\n}\nMOTION\nFrames: 999999999999999999\nFrame Time: 1\n"
        ),
    ),
    "unclosed.bvh": ("bvh", lambda: b"HIERARCHY\nROOT r\n" + b"{\nOFFSET 0 0 0\nCHANNELS 0\nJOINT j\n" * 9_000),
    "wrong_lines.bvh": (
        "bvh",
        lambda: (
            b"HIERARCHY\nROOT r\n{\nOFFSET 0 0 0\nCHANNELS 0\n}\nMOTION\nFrames: 1\nFrame Time: 1\n"
            + b"x y z\n" * 200_000
        ),
    ),
    "hollow.json": ("input_profile", lambda: b'{"profileId":null,"layouts":[]}'),
    "strange.json": (
        "input_profile",
        lambda: (
            b'{"profileId":"a-b","fallbackProfileIds":[{}],"layouts":{"":{"gamepad":{"mapping":"xr-standard","buttons":[[],{}],"axes":[[],{"componentId":[]}]}}}}'
        ),
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_an_answer_in_bounded_time_and_never_a_green_one(name: str) -> None:
    kind, make = HOSTILE[name]
    data = make()
    started = time.process_time()
    outcomes, cases = judged(Source(name, data), kind)
    assert time.process_time() - started < SECONDS
    assert Outcome.ERROR not in outcomes.values()
    assert overall(outcomes) is not Verdict.CONFORMANT
    assert all(case.findings or case.reason for case in cases)


def test_a_long_chain_of_links_is_a_robot() -> None:
    outcomes, _ = judged(Source("chain.urdf", chain(False)), "urdf")
    assert overall(outcomes) is Verdict.CONFORMANT


@pytest.mark.parametrize("kind", ["bvh", "urdf"])
def test_a_sample_cut_at_any_byte_is_never_green(kind: str) -> None:
    (loaded,) = PLAN.suites_for(kind)
    whole = next(
        each for each in samples(loaded.suite) if each.requirement is None and each.name.startswith(("arm", "body"))
    )
    for cut in range(len(whole.data.rstrip()) - 3):
        outcomes, _ = judged(Source(whole.name, whole.data[:cut]), kind)
        assert Outcome.ERROR not in outcomes.values(), cut
        assert overall(outcomes) is not Verdict.CONFORMANT, cut


XACRO = {
    "include": b'<link name="a"/><xacro:include filename="b.xacro"/>',
    "macro call": b'<link name="a"/><xacro:arm prefix="left"/>',
    "expression in a name": b'<link name="${prefix}a"/>',
}


@pytest.mark.parametrize("text", XACRO.values(), ids=XACRO)
def test_a_template_is_not_judged_as_the_robot_it_would_make(text: bytes) -> None:
    outcomes, cases = judged(Source("x.urdf", ROBOT % text), "urdf")
    assert {case.reason[0] for case in cases if case.reason} == {"xacro"}
    assert overall(outcomes) is Verdict.UNPROVEN


def test_definitions_left_over_by_xacro_make_no_difference() -> None:
    left = b'<xacro:property name="w" value="${1 + 1}"/><xacro:macro name="m"><link name="${n}"/></xacro:macro>'
    outcomes, _ = judged(Source("x.urdf", ROBOT % (left + b'<link name="a"/>')), "urdf")
    assert overall(outcomes) is Verdict.CONFORMANT

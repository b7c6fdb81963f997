"""The same cases as pytest items."""

from __future__ import annotations

import sys

import pytest
from doubles.ours import PLAN

from conformance_suites.assets.gltf.writer.box import box

pytest_plugins = ("pytester",)
OPTIONS = ("-p", "no:cacheprovider", "-p", "no:hypothesispytest", "-p", "no:xdist")
GOOD = '{"asset":{"version":"2.0"}}'
BAD = '{"asset":{"version":"2.0"},"scene":3}'
ODD = '{"asset":{"version":"1.0","version":"2.0"}}'
ROWS = sum(len(loaded.suite.requirements) for loaded in PLAN.suites_for("gltf"))
BROKEN = '{"asset":'


@pytest.fixture
def models(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makeini("[pytest]")  # a separate project, wherever the folder for temporary files is
    for name, text in (("good", GOOD), ("bad", BAD), ("odd", ODD), ("broken", BROKEN)):
        (pytester.path / f"{name}.gltf").write_text(text, encoding="utf-8")
    return pytester


def run(models: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return models.runpytest_inprocess(*OPTIONS, *arguments)


@pytest.mark.versions
def test_a_good_model_fails_nothing_and_what_does_not_apply_is_skipped(models: pytest.Pytester) -> None:
    counts = run(models, "--conformance", "good.gltf").parseoutcomes()
    assert "failed" not in counts
    assert counts["passed"] >= 5
    assert counts["passed"] + counts["skipped"] == ROWS


@pytest.mark.versions
def test_a_violated_shall_fails_with_place_and_no_traceback(models: pytest.Pytester) -> None:
    result = run(models, "--conformance", "bad.gltf")
    assert result.parseoutcomes()["failed"] == 1
    result.stdout.fnmatch_lines(["*AST-GLD-013 fail:*", "*bad.gltf  /scene  line 1:*"])
    result.stdout.no_fnmatch_line("*pytest_plugin.py*")


def test_a_violated_should_warns_and_does_not_fail(models: pytest.Pytester) -> None:
    result = models.runpytest_subprocess(*OPTIONS, "--conformance", "odd.gltf")  # here, warnings are errors
    counts = result.parseoutcomes()
    assert "failed" not in counts
    assert counts["warnings"] >= 1
    result.stdout.fnmatch_lines(["*ConformanceWarning: AST-GLC-021*"])


def test_what_could_not_be_judged_never_passes(models: pytest.Pytester) -> None:
    counts = run(models, "--conformance", "broken.gltf", "-k", "GLD").parseoutcomes()
    assert "passed" not in counts
    assert counts["failed"] >= 20


def test_selection_by_name_and_by_marker(models: pytest.Pytester) -> None:
    assert run(models, "--conformance", "bad.gltf", "-k", "AST-GLD-013").parseoutcomes() == {
        "failed": 1,
        "deselected": ROWS - 1,
    }
    assert "failed" not in run(models, "--conformance", "bad.gltf", "-m", "should").parseoutcomes()


def test_a_profile_and_its_level_select_the_rows(models: pytest.Pytester) -> None:
    arguments = ("--conformance", "good.gltf", "--conformance-profile", "exchange-model")
    basic = run(models, *arguments).parseoutcomes()
    more = run(models, *arguments, "--conformance-level", "mutual_recognition").parseoutcomes()
    assert sum(basic.values()) < sum(more.values())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--conformance-profile", "exchange_model"), "*did you mean exchange-model*"),
        (("--conformance-level", "high"), "*--conformance-level is one of basic*"),
        (("--conformance", "nothing.txt"), "*nothing.txt: no such file or directory*"),
        (("--conformance-profile", "city-model"), "*good.gltf: none of the selected suites judges the kind gltf*"),
    ],
)
def test_wrong_usage_is_told_in_a_sentence(models: pytest.Pytester, arguments: tuple[str, ...], message: str) -> None:
    result = run(models, "--conformance", "good.gltf", *arguments)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([message])


def test_without_the_option_nothing_is_added(models: pytest.Pytester) -> None:
    assert run(models).ret == pytest.ExitCode.NO_TESTS_COLLECTED


@pytest.mark.versions
def test_the_items_can_be_shared_out_among_processes(models: pytest.Pytester) -> None:
    pytest.importorskip("xdist")
    options = ("-p", "no:cacheprovider", "-p", "no:hypothesispytest", "-n", "2")
    alone = run(models, "--conformance", "bad.gltf").parseoutcomes()
    assert models.runpytest_subprocess(*options, "--conformance", "bad.gltf").parseoutcomes() == alone


def test_what_the_profile_needs_is_an_item_of_its_own(models: pytest.Pytester) -> None:
    (models.path / "box.glb").write_bytes(box().glb())
    profile = ("--conformance-profile", "exchange-model", "-k", "exchange-model")
    hollow = run(models, "--conformance", "good.gltf", *profile)
    assert hollow.parseoutcomes()["failed"] == 1
    hollow.stdout.fnmatch_lines(["Too little was judged for a claim of the profile: good.gltf *"])
    hollow.stdout.no_fnmatch_line("*pytest_plugin.py*")
    both = run(models, "--conformance", "good.gltf", "--conformance", "box.glb", *profile).parseoutcomes()
    assert (both["passed"], both.get("failed")) == (1, None)


def test_an_included_role_that_nothing_claims_fails_and_its_needs_are_not_asked(models: pytest.Pytester) -> None:
    """A1, A3: the items passed where `check` said unproven, since no subject was of an included role."""
    head = '[profile]\nid = "both"\nversion = "1"\ntitle = { en = "A", zh = "甲" }\nrole = { en = "a", zh = "甲" }\n'
    lists = 'includes = [["exchange-model", "did-resolver"], ["xr-headset"]]\n'
    (models.path / "both.toml").write_text(head + lists, encoding="utf-8")
    (models.path / "block.glb").write_bytes(box().glb())
    arguments = ("--conformance", "block.glb", "--conformance-profile", "both.toml", "-k", "both::")
    result = run(models, *arguments)
    result.stdout.fnmatch_lines(
        ["The profile requires one of these roles, but nothing of them was judged: XR headset."]
    )
    assert result.parseoutcomes()["failed"] == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_what_is_said_of_a_name_is_shown_neutralised(models: pytest.Pytester) -> None:
    """E6: the sentence on too little evidence carried the escape sequences of a file's name."""
    (models.path / "a\x1b[2J.gltf").write_text(GOOD, encoding="utf-8")
    result = run(models, "--conformance", ".", "--conformance-profile", "exchange-model", "-k", "evidence")
    told = result.stdout.str()
    assert "Too little was judged" in told
    assert "\x1b" not in told

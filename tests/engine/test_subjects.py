"""From paths to files: every entry of a folder is accounted for, in one order."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from conformance.engine.judge_target import judge_target
from conformance.engine.plan import Plan
from conformance.engine.subjects import Target, targets
from conformance.model.journal.records import Problem

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links, sockets and permissions of POSIX")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(*names: str) -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}", encoding="utf-8")


def names(*paths: str) -> list[str]:
    return [target.name for target in targets(paths)]


def problem(path: str, plan: Plan) -> Problem:
    """What the journal says of the only file that the path means."""
    (target,) = targets([path])
    return problem_of(target, plan)


def problem_of(target: Target, plan: Plan) -> Problem:
    found = judge_target(target, plan).verdict.problem
    assert found is not None
    return found


def test_a_folder_is_walked_in_the_order_of_names() -> None:
    write("m/b.json", "m/a/z.json", "m/a.json", "m/A.json", "m/10.json", "m/9.json")
    assert names("m") == ["m/10.json", "m/9.json", "m/A.json", "m/a/z.json", "m/a.json", "m/b.json"]


def test_paths_keep_the_order_they_were_named_in() -> None:
    write("b.json", "a.json", "m/c.json")
    assert names("b.json", "m", "a.json") == ["b.json", "m/c.json", "a.json"]


def test_only_what_the_user_wrote_himself_counts_as_named() -> None:
    write("m/a.json", "b.json")
    assert [(target.name, target.named) for target in targets(["m", "b.json"])] == [
        ("m/a.json", False),
        ("b.json", True),
    ]


def test_names_have_forward_slashes_and_no_detours() -> None:
    write("m/inner/a.json")
    assert names(os.path.join("m", "inner")) == ["m/inner/a.json"]
    assert names(os.path.join(".", "m", "..", "m", "inner", "a.json")) == ["m/inner/a.json"]


def test_the_current_folder_leaves_no_trace_in_names() -> None:
    write("m/a.json", "b.json")
    assert names(".") == ["b.json", "m/a.json"]


def test_hidden_and_empty_things_are_not_left_out() -> None:
    write("m/.hidden.json", "m/.folder/config")
    Path("m/empty").mkdir()
    assert names("m") == ["m/.folder/config", "m/.hidden.json"]


def test_earlier_versions_of_files_are_left_out_unless_they_are_named() -> None:
    """Git LFS keeps whole models in .git, old ones and those of other branches among them."""
    write("m/.git/lfs/objects/0f/1e/0f1e", "m/.hg/store", "m/.svn/base", "m/a.json", "m/.gitignore")
    assert names("m") == ["m/.gitignore", "m/a.json"]
    assert names("m/.git") == ["m/.git/lfs/objects/0f/1e/0f1e"]


def test_chinese_names_stay_as_they_are() -> None:
    write("模型/汽车 😀.json", "模型/建筑/塔.json")
    assert names("模型") == ["模型/建筑/塔.json", "模型/汽车 😀.json"]


def test_a_path_that_does_not_exist_is_handed_on_and_said(plan: Plan) -> None:
    assert list(targets(["nowhere/a.json"])) == [Target("nowhere/a.json", "nowhere/a.json", True)]
    found = problem("nowhere/a.json", plan)
    assert (found.reason.key, found.named, found.reason.cause) == ("not_there", True, "environment")


def test_a_file_that_vanished_on_the_way_is_said(plan: Plan) -> None:
    assert problem_of(Target("gone.json", "gone.json", False), plan).reason.key == "vanished"


@POSIX
def test_links_to_folders_are_not_followed_but_said(plan: Plan) -> None:
    write("m/a.json")
    Path("m/loop").symlink_to(Path("m").resolve(), target_is_directory=True)
    assert names("m") == ["m/a.json", "m/loop"]
    assert problem_of(list(targets(["m"]))[1], plan).reason.key == "not_a_file"


@POSIX
def test_a_link_to_a_folder_that_the_user_names_is_followed() -> None:
    write("m/a.json")
    Path("link").symlink_to("m", target_is_directory=True)
    assert names("link") == ["link/a.json"]


@POSIX
def test_a_link_to_a_file_is_the_file_and_a_broken_one_is_said(plan: Plan, toy_suites: Path) -> None:
    Path("good.json").symlink_to(next(toy_suites.rglob("samples/good/*.json")))
    (target,) = targets(["good.json"])
    assert judge_target(target, plan).verdict.kind == "badge"
    Path("broken.json").symlink_to("nowhere")
    assert problem("broken.json", plan).reason.key == "not_there"


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="this system has no sockets in folders")
def test_a_socket_is_no_file(plan: Plan) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s.json")  # relative: such paths have to be short
        assert problem("s.json", plan).reason.key == "not_a_file"


@POSIX
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_said(plan: Plan) -> None:
    write("m/a.json", "closed/a.json")
    Path("m/a.json").chmod(0)
    Path("closed").chmod(0)
    try:
        assert problem("m/a.json", plan).reason.key == "no_permission"
        assert problem("closed", plan)["named"]
        assert problem("closed", plan).reason.key == "no_permission"
    finally:
        Path("m/a.json").chmod(0o600)
        Path("closed").chmod(0o700)


def test_a_folder_that_cannot_be_listed_is_handed_on_as_named(monkeypatch: pytest.MonkeyPatch) -> None:
    write("m/a.json")
    monkeypatch.setattr(os, "scandir", _refuse)
    assert list(targets(["m"])) == [Target("m", "m", True)]


def _refuse(path: str) -> None:
    raise PermissionError(13, "Permission denied", path)

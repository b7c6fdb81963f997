"""Commands that are cut short, that meet each other in one folder, or find no room: nothing stays half-written."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conformance.cli.main import main
from conformance.programme import store
from tests.programme.test_hostile import REASON, files, key

pytestmark = pytest.mark.needs("assets/gltf")
STEPS = {Path: ("replace", "rename", "unlink", "rmdir"), shutil: ("rmtree",), store: ("_write",)}
"""What changes a folder: after each of these a command may be killed."""


DONE = "what it had decided to write has been completed now"


class Killed(BaseException):
    """As SIGKILL: nothing is done after it, and nothing undone."""


@pytest.fixture
def killed_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Lets the next command do so many steps, and no more."""
    left = [0]

    def limited(real: Any) -> Any:
        def step(*args: Any, **more: Any) -> Any:
            if left[0] == 0:
                raise Killed
            left[0] -= 1
            return real(*args, **more)

        return step

    def arm(steps: int) -> None:
        left[0] = steps
        for owner, names in STEPS.items():
            for name in names:
                monkeypatch.setattr(owner, name, limited(getattr(owner, name)))

    return arm


def content(folder: Path) -> dict[str, bytes]:
    """All files but the lock."""
    return {name: data for name, data in files(folder).items() if name != store.LOCK}


def written(root: Path, told: dict[str, bytes]) -> None:
    for name, data in told.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)


def test_a_change_that_is_killed_at_any_step_is_completed_or_has_not_begun(
    tmp_path: Path, killed_at: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = {"programme.toml": b"a", "trust/head": b"1", "site/index": b"old", "site/gone": b"x"}
    new = {"programme.toml": b"a", "trust/head": b"2", "trust/list": b"3", "site/index": b"new", "site/en/more": b"y"}
    seen = []
    root = tmp_path
    for steps in range(100):
        root = tmp_path / str(steps)
        written(root, old)
        changed = {root / "trust" / "list": b"3", root / "trust" / "head": b"2"}
        killed_at(steps)
        try:
            store.write_all(root, changed, {root / "site": {"index": b"new", "en/more": b"y"}})
        except Killed:
            monkeypatch.undo()
        else:
            break
        with store.alone(root) as text:
            seen.append(text.en.partition("; ")[2] if text else "")
        assert content(root) in (old, new), steps
        assert (content(root) == new) == (DONE in seen), steps
    assert content(root) == new
    assert seen == ["", *5 * ["repeat that command"], *7 * [DONE], ""]


def test_a_command_that_was_killed_is_completed_by_the_next(
    demo: Path, killed_at: Callable[[int], None], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pilot = str(demo / "pilot")
    killed_at(8)  # five files of the register and the plan are written, it is decided, one has taken its place
    with pytest.raises(Killed):
        main(["programme", "suspend", pilot, "C-000001", *REASON, *key(demo, "issuer")])
    monkeypatch.undo()
    capsys.readouterr()
    assert main(["programme", "check", pilot]) == 0
    assert "a command before this one was cut short; what it had decided to write" in capsys.readouterr().err
    assert main(["programme", "check", pilot]) == 0
    assert main(["programme", "suspend", pilot, "C-000001", "--lift", *REASON, *key(demo, "issuer")]) == 0
    assert "cut short" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "plan",
    [
        '["../../out"]',
        '["/out"]',
        '["a/../../../out"]',
        '["a\\\\..\\\\out"]',
        "{}",
        "[1]",
        '[""]',
        "[" * 9000,
        "\ufeff",
    ],
)
def test_a_plan_that_somebody_else_made_is_not_followed_out_of_the_folder(
    plan: str, demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(demo / "pilot" / ".changing", {"plan.json": plan.encode(), "0": b"mine"})
    before = files(demo)
    assert main(["programme", "publish", str(demo / "pilot"), *key(demo, "issuer")]) == 2
    assert "is not the plan of a change that was cut short" in capsys.readouterr().err
    assert files(demo) == before


@pytest.mark.parametrize("link", [".lock", ".changing", "site", "trust"])
def test_links_are_not_followed_where_a_folder_is_changed(
    link: str, demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place, other = demo / "pilot" / link, demo / "other"
    if place.is_dir():
        place.rename(other)
    else:
        place.unlink(missing_ok=True)
        written(other, {"mine": b"1"})
    place.symlink_to(other)
    before = files(other)
    assert main(["programme", "publish", str(demo / "pilot"), *key(demo, "issuer")]) == 2
    assert link in capsys.readouterr().err
    assert files(other) == before


def test_a_plan_is_not_followed_through_a_link(demo: Path) -> None:
    (demo / "other").mkdir()
    (demo / "pilot" / "cases").symlink_to(demo / "other")
    written(demo / "pilot" / ".changing", {"plan.json": b'["cases/C-000001/001.dsse.json"]', "0": b"mine"})
    assert main(["programme", "publish", str(demo / "pilot"), *key(demo, "issuer")]) == 2
    assert list((demo / "other").iterdir()) == []


def test_what_a_plan_places_is_no_link(demo: Path) -> None:
    written(demo / "pilot" / ".changing", {"plan.json": b'["keys/more.pem"]'})
    (demo / "pilot" / ".changing" / "0").symlink_to(demo / "keys" / "issuer.pem")
    assert main(["programme", "publish", str(demo / "pilot"), *key(demo, "issuer")]) == 2
    assert not (demo / "pilot" / "keys" / "more.pem").exists()


def test_one_command_at_a_time_changes_the_folder(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish = ["programme", "publish", str(demo / "pilot"), *key(demo, "issuer")]
    with store.alone(demo / "pilot"):
        assert main(publish) == 2
        assert main(["programme", "check", str(demo / "pilot")]) == 0
    assert "another command is changing this folder: wait" in capsys.readouterr().err
    assert main(publish) == 0


def test_ctrl_c_waits_until_all_files_have_taken_their_places(
    demo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = Path.replace

    def interrupted(path: Path, target: Path) -> Path:
        os.kill(os.getpid(), signal.SIGINT)
        return real(path, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # whatever tests before this one left behind
    suspend = ["programme", "suspend", str(demo / "pilot"), "C-000001", *REASON, *key(demo, "issuer")]
    assert main(suspend) == 130
    monkeypatch.undo()
    assert main(["programme", "check", str(demo / "pilot")]) == 0
    assert main([*suspend, "--lift"]) == 0
    assert "interrupted" in capsys.readouterr().err


def test_where_there_is_no_room_nothing_has_changed(
    demo: Path, published: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before, real = files(demo / "pilot"), store._write

    def full(path: Path, content: bytes | str, *, lasting: bool = False) -> None:
        if path.name == "index.html":
            raise OSError(28, "No space left on device", str(path))
        real(path, content, lasting=lasting)

    monkeypatch.setattr(store, "_write", full)
    assert main(["programme", "publish", str(demo / "pilot"), *key(demo, "issuer")]) == 2
    assert "index.html" in capsys.readouterr().err
    assert files(demo / "pilot") == before

"""`conformance recall`: a change of the requirements finds every certificate that it touches, and no other."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from conformance.catalogue import folder
from conformance.cli.main import main
from conformance.programme.envelope import read_envelope
from tests.programme.demo_pilot import make_evidence

pytestmark = pytest.mark.needs("assets/gltf")
OURS = folder("suites")
CHECKS = Path("assets/gltf/document/checks.py")
MAJOR = '    if version and version[0] != (1, "2"):\n'
MINIMUM = '    least = _version(gltf, "minVersion")\n'
# By change: what is replaced by what, the row that changes, and the certificates by the effect.
CHANGES: dict[str, tuple[str, str, str, dict[str, str]]] = {
    "a faulty test": (MINIMUM, f"{MINIMUM}    least = None\n", "AST-GLD-012", {"C-000002": "better"}),
    "a stricter one": (
        MAJOR,
        "    if version:\n",
        "AST-GLD-011",
        {"C-000001": "conclusion", "C-000002": "worse"},
    ),
}


@pytest.fixture(scope="module")
def suites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of our suites that a test may change."""
    place = tmp_path_factory.mktemp("later") / "suites"
    return Path(shutil.copytree(folder("suites"), place, ignore=shutil.ignore_patterns("samples", "__pycache__")))


def told(capsys: pytest.CaptureFixture[str], demo: Path, suites: Path, *words: Any) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    sides = ["--from", folder("suites"), "--to", suites]
    status = main(["recall", *map(str, [demo / "pilot", *sides, "--format", "json", *words])])
    return status, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("change", CHANGES)
def test_the_certificates_that_a_change_touches_have_cases(
    change: str, demo: Path, suites: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new, row, effects = CHANGES[change]
    before = (folder("suites") / CHECKS).read_text("utf-8")
    assert before.count(old) == 1
    (suites / CHECKS).write_text(before.replace(old, new), encoding="utf-8")
    register = (demo / "pilot" / "trust" / "register.jsonl").read_bytes()
    status, found = told(capsys, demo, suites, "--key", demo / "keys" / "issuer.pem")
    assert (status, found["certificates"], len(found["cases"])) == (1, 2, len(effects))
    assert {each["certificate"]: each["effect"] for each in found["touched"]} == effects
    for number, effect in effects.items():
        case = read_envelope(demo / "pilot" / "cases" / number / "001.dsse.json").predicate
        assert (case["certificate"], case["effect"]) == (number, effect)
        assert [each["requirement"] for each in case["changes"]] == [row]
    assert (demo / "pilot" / "trust" / "register.jsonl").read_bytes() == register


def test_evidence_that_is_lost_or_exchanged_touches_its_certificate(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lantern = demo / "pilot" / "submissions" / "alpha" / "lantern" / "1.0.0" / "evidence.zip"
    mirror = demo / "pilot" / "submissions" / "beta" / "mirror" / "1.0.0" / "evidence.zip"
    shutil.copy(mirror, lantern)
    mirror.unlink()
    status, found = told(capsys, demo, folder("suites"))
    assert status == 3
    assert {each["certificate"]: each["effect"] for each in found["touched"]} == {
        "C-000001": "unread",
        "C-000002": "unread",
    }
    assert "is not the one that the register names" in found["touched"][0]["text"]["en"]
    assert "证据" in found["touched"][1]["text"]["zh"]
    assert not (demo / "pilot" / "cases").exists()
    cases = [told(capsys, demo, folder("suites"), "--key", demo / "keys" / "issuer.pem")[1]["cases"] for _ in range(2)]
    assert [len(each) for each in cases] == [2, 0]  # the same case is not opened twice


def test_what_was_revoked_is_recalled_no_more(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reason = ["--reason-en", "a", "--reason-zh", "甲", "--key", str(demo / "keys" / "issuer.pem")]
    assert main(["programme", "revoke", str(demo / "pilot"), "C-000001", *reason]) == 0
    status, found = told(capsys, demo, folder("suites"))
    assert (status, found["certificates"], found["touched"]) == (0, 1, [])


def test_what_is_suspended_is_recalled_and_named(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reason = ["--reason-en", "a", "--reason-zh", "甲", "--key", str(demo / "keys" / "issuer.pem")]
    assert main(["programme", "suspend", str(demo / "pilot"), "C-000002", *reason]) == 0
    (demo / "pilot" / "submissions" / "beta" / "mirror" / "1.0.0" / "evidence.zip").unlink()
    status, found = told(capsys, demo, OURS)
    assert (status, found["certificates"], found["suspended"]) == (3, 2, ["C-000002"])
    assert [each["certificate"] for each in found["touched"]] == ["C-000002"]
    main(["recall", str(demo / "pilot"), "--from", str(OURS), "--to", str(OURS), "--lang", "zh"])
    shown = capsys.readouterr().out
    assert "已暂停但同样重新判定：C-000002" in shown
    assert "C-000002  Mirror 1.0.0  已暂停" in shown


def test_a_key_that_may_not_issue_opens_no_case(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (demo / "pilot" / "submissions" / "beta" / "mirror" / "1.0.0" / "evidence.zip").unlink()
    same = str(folder("suites"))
    key = ["--key", str(demo / "keys" / "lab.pem")]
    assert main(["recall", str(demo / "pilot"), "--from", same, "--to", same, *key, "--lang", "en"]) == 2
    assert "may not issue certificates" in capsys.readouterr().err
    assert not (demo / "pilot" / "cases").exists()


def test_what_the_evidence_lacks_needs_a_new_run(demo: Path, models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, pilot, place = demo / "evidence" / "withheld", demo / "pilot", "submissions/alpha/lantern/1.1.0"
    model, key = models / "good" / "box.glb", demo / "keys" / "lab.pem"
    make_evidence(folder, model, "Lantern", "alpha", key, "--withhold", "all", version="1.1.0")
    evidence = ["--evidence", str(folder / "evidence.zip")]
    assert main(["programme", "submit", str(pilot), str(folder / "submission.toml"), *evidence]) == 0
    assert main(["programme", "review", str(pilot), place, "--key", str(demo / "keys" / "reviewer.pem")]) == 0
    assert main(["programme", "certify", str(pilot), place, "--key", str(demo / "keys" / "issuer.pem")]) == 0
    status, found = told(capsys, demo, OURS)
    assert (status, found["certificates"]) == (3, 3)
    (one,) = found["touched"]
    assert (one["certificate"], one["effect"]) == ("C-000003", "new_run")
    assert "needs a new run" in one["text"]["en"]
    assert "需要重新运行" in one["text"]["zh"]

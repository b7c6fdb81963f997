"""When a retention period is over, the files leave the evidence; digests and conclusions stay."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from doubles.small_suites import function, write_suite

from conformance.cli.main import main

TODAY = datetime.now(UTC).date()


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Evidence that is kept for 30 days, with a private suite, beside evidence without a period and other files."""
    monkeypatch.chdir(tmp_path)
    suites = write_suite(tmp_path / "mine" / "suites", checks=function())
    Path("plan.toml").write_text(
        '[product]\nname = "P"\nversion = "1"\n[evidence]\nretention_days = 30\n', encoding="utf-8"
    )
    Path("a.json").write_text('{"thing": "personal"}', encoding="utf-8")
    own = ["--suites", str(suites), "--workers", "1"]
    main(["check", "a.json", *own, "--plan", "plan.toml", "--evidence", "kept/b.zip", "--journal", "run/run.jsonl"])
    main(["check", "a.json", *own, "--evidence", "kept/forever.zip"])
    with zipfile.ZipFile("kept/other.zip", "w") as out:
        out.writestr("a", b"somebody else's")
    return tmp_path / "kept" / "b.zip"


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def purge(day: date, *options: str) -> int:
    return main(["purge", "kept", "--on", f"{day}", "--lang", "en", *options])


def test_files_leave_the_evidence_after_the_period_and_not_before(bundle: Path, capsys) -> None:
    others = {path: path.read_bytes() for path in bundle.parent.iterdir() if path != bundle}
    before = bundle.read_bytes()
    assert purge(TODAY + timedelta(30)) == 0
    assert purge(TODAY + timedelta(31), "--dry-run") == 0
    assert bundle.read_bytes() == before
    told = capsys.readouterr().out
    assert f"kept until {TODAY + timedelta(30)}" in told
    assert "has no retention period" in told
    assert purge(TODAY + timedelta(31)) == 0
    assert "1 files removed" in capsys.readouterr().out
    assert b'{"thing": "personal"}' not in b"".join(members(bundle).values())
    assert {path: path.read_bytes() for path in others} == others
    assert purge(TODAY + timedelta(32)) == 0
    assert "holds no files any more" in capsys.readouterr().out


def test_purged_evidence_is_judged_again_with_the_files_of_its_owner(bundle: Path, capsys) -> None:
    purge(TODAY + timedelta(31))
    assert json.loads(members(bundle)["bundle.json"])["withheld"] == {"purged": 1}
    own = ["--suites", "mine/suites", "--lang", "en"]
    assert main(["rejudge", str(bundle), *own, "--folder", "none"]) == 3
    capsys.readouterr()
    main(["rejudge", str(bundle), *own, "--folder", "again", "--subjects", "."])
    assert "byte for byte" in capsys.readouterr().out


def test_what_cannot_be_read_or_understood_is_said(bundle: Path, capsys) -> None:
    bundle.write_bytes(bundle.read_bytes()[:-10])
    assert main(["purge", str(bundle), "--lang", "en"]) == 3
    assert "not a zip file, or a truncated one" in capsys.readouterr().err
    assert main(["purge", "kept", "--on", "tomorrow", "--lang", "en"]) == 2
    assert main(["purge", "nowhere", "--lang", "en"]) == 2


def test_a_link_to_evidence_is_refused_since_the_files_would_stay(bundle: Path, capsys) -> None:
    """(E1)"""
    before = bundle.read_bytes()
    Path("link.zip").symlink_to(bundle)
    assert main(["purge", "link.zip", "--on", f"{TODAY + timedelta(31)}", "--lang", "en"]) == 2
    assert "is a link" in capsys.readouterr().err
    assert bundle.read_bytes() == before

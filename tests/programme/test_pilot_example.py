"""The example of a pilot in the repository is what the program makes today, but for digests, which its code changes."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.programme.pilot_example import PAPERS, make_example

EXAMPLE = Path(__file__).resolve().parents[2] / "reports" / "examples" / "pilot"
DIGEST = re.compile(r"\b(sha256:)?[0-9a-f]{64}\b")
SIGNED = ("proofValue", "sig")
pytestmark = [
    pytest.mark.skipif(not EXAMPLE.is_dir(), reason="no checkout around the tests"),
    pytest.mark.needs("assets/gltf"),
]


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Without the PDF: its bytes depend on the fonts of the machine."""
    pytest.importorskip("docx")
    place = tmp_path_factory.mktemp("example") / "pilot"
    make_example(place, ("docx",))
    return place


def settled(value: Any) -> Any:
    """A JSON value without signatures, and without the digests of what was judged by the code of the day."""
    if isinstance(value, dict):
        value = {key: each for key, each in value.items() if key not in SIGNED}
        if "payload" in value:
            value["payload"] = json.loads(base64.b64decode(value["payload"]))
        return {key: settled(each) for key, each in value.items()}
    if isinstance(value, list):
        return [settled(each) for each in value]
    return DIGEST.sub("DIGEST", value) if isinstance(value, str) else value


def content(path: Path) -> Any:
    """What a file says."""
    if path.suffix == ".docx":
        from conformance.paper.office import read_office

        found = read_office(path)
        return settled([found.paragraphs, found.tables])
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        return settled(json.loads(text))
    if path.suffix == ".jsonl":
        return [settled(json.loads(line)) for line in text.splitlines()]
    if path.suffix == ".jwt":
        padded = (f"{part}{'=' * (-len(part) % 4)}" for part in text.split(".")[:2])
        return [settled(json.loads(base64.urlsafe_b64decode(part))) for part in padded]
    return DIGEST.sub("DIGEST", text)


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_the_example_is_fresh(fresh: Path) -> None:
    kept = [name for name in names(EXAMPLE) if not name.endswith(".pdf")]
    assert kept == names(fresh), "run python -m tests.programme.pilot_example"
    stale = [name for name in names(fresh) if content(EXAMPLE / name) != content(fresh / name)]
    assert stale == [], "run python -m tests.programme.pilot_example"


def test_two_makings_are_the_same_bytes(fresh: Path, tmp_path: Path) -> None:
    make_example(tmp_path / "pilot", ())
    site = [name for name in names(fresh) if not name.startswith("papers/")]
    assert [name for name in site if (tmp_path / "pilot" / name).read_bytes() != (fresh / name).read_bytes()] == []


def test_the_papers_are_there_in_both_languages() -> None:
    wanted = {f"{name}-{language}.pdf" for name in (*PAPERS, "report-lantern") for language in ("en", "zh")}
    assert wanted <= {path.name for path in (EXAMPLE / "papers").iterdir()}
    assert all((EXAMPLE / "papers" / name).read_bytes().startswith(b"%PDF-1.7") for name in wanted)


def test_it_says_that_its_keys_are_no_secret_and_names_no_machine_and_no_path() -> None:
    assert "TEST KEYS, NOT SECRET" in (EXAMPLE / "README.md").read_text(encoding="utf-8")
    for name in names(EXAMPLE / "site"):
        text = (EXAMPLE / "site" / name).read_text(encoding="utf-8")
        assert "/tmp/" not in text  # noqa: S108 - that no file names it

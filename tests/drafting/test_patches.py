"""Samples that cannot be used: a sentence with the file, whatever is in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conformance.cli.main import main

GOOD = "example.json"
DEEP = b'{"good": "example.json", "patch": [{"op": "add", "path": "/x", "value": %b}]}'


def _prove(suite: Path) -> int:
    return main(["prove", "medals", "--suites", str(suite.parents[2]), "--lang", "en"])


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"", "patch.json:1: is not JSON"),
        (b'{\n"good": }', "patch.json:2: is not JSON"),
        ('{"good": "例"}'.encode("gbk"), "patch.json: is not UTF-8 at byte 10"),
        (b"[" * 100_000, "patch.json: is nested too deeply"),
        (DEEP % (b"[" * 900 + b"]" * 900), "patch.json: is nested too deeply"),
        ([1], 'patch.json: must be {"good": NAME'),
        ({"good": [GOOD], "patch": []}, 'patch.json: must be {"good": NAME'),
        ({"good": GOOD, "patch": "x"}, 'patch.json: must be {"good": NAME'),
        ({"good": GOOD, "patch": [], "pach": []}, 'patch.json: must be {"good": NAME'),
        ({"good": GOOD, "patch": [{"op": "boom", "path": ""}]}, 'patch.json: must be {"good": NAME'),
        ({"good": "../good/example.json", "patch": []}, "there is no good sample ../good/example.json"),
        ({"good": GOOD, "patch": [{"op": "remove", "path": ""}]}, "does not apply to example.json"),
        ({"good": GOOD, "patch": [{"op": "remove", "path": "/no/where"}]}, "does not apply to example.json"),
        ({"good": GOOD, "patch": [{"op": "add", "path": "/x", "value": "\ud800"}]}, "does not apply to example.json"),
        (
            {"good": "lines.jsonl", "patch": [{"op": "replace", "path": "", "value": 3}]},
            "patched as an array",
        ),
        ({"good": "deep.json", "patch": []}, "is nested too deeply"),
    ],
)
def test_a_patch_that_cannot_be_used(
    written: object, said: str, suite: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (suite / "samples" / "good" / "lines.jsonl").write_bytes(b'{"medals": {"name": "a"}}\n')
    (suite / "samples" / "good" / "deep.json").write_bytes(b"[" * 100_000 + b"]" * 100_000)
    data = written if isinstance(written, bytes) else json.dumps(written).encode()
    (suite / "samples" / "bad" / "TOY-MED-001_p.patch.json").write_bytes(data)
    assert _prove(suite) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("def (", "samples.py: good() cannot be used: SyntaxError"),
        ("x = 1", "samples.py: good() cannot be used: AttributeError"),
        ("def good():\n    return None", "samples.py: good() cannot be used: AttributeError"),
        ("def good():\n    raise ValueError('no')", "samples.py: good() cannot be used: ValueError: no"),
        ("def good():\n    return {}", "samples.py: bad() cannot be used"),
    ],
)
def test_code_of_samples_that_cannot_be_used(
    code: str, said: str, suite: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (suite / "samples.py").write_text(f"{code}\n", encoding="utf-8")
    assert _prove(suite) == 2
    assert said in capsys.readouterr().err


def test_checks_that_end_the_program_are_an_error(suite: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checks = suite / "checks.py"
    text = checks.read_text(encoding="utf-8").replace("from typing", "import sys; sys.exit(0)\nfrom typing", 1)
    checks.write_text(text, encoding="utf-8")
    assert _prove(suite) == 2
    assert "checks.py: cannot be imported: SystemExit: 0" in capsys.readouterr().err

"""A baseline file: every mistake at once, with its line and the nearest name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from conformance.catalogue import CatalogueError
from conformance.engine.baseline_file import read_baseline

IDS = ["AST-GLC-009", "AST-GLD-001"]
ENTRY = """[[known]]
requirement = "AST-GLC-009"
subject = "a.glb"
byte = 12
reason = "corrected in 2.1"
expires = 2027-01-31
"""


def read(folder: Path, text: str | bytes) -> list[str]:
    """The mistakes in a file with this text."""
    path = folder / "known.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(CatalogueError) as caught:
        read_baseline(path, IDS)
    assert caught.value.text.zh != caught.value.text.en
    return [line.removeprefix(f"{folder}/").removeprefix(f"{folder}\\") for line in caught.value.text.en.splitlines()]


def test_an_entry_has_a_requirement_a_subject_a_place_a_reason_and_a_last_day(tmp_path: Path) -> None:
    path = tmp_path / "known.toml"
    path.write_bytes(b"\xef\xbb\xbf" + ENTRY.replace("\n", "\r\n").encode() + b'author = "Li"\r\n')
    (entry,) = read_baseline(path, IDS).entries
    assert entry[:6] == ("AST-GLC-009", "a.glb", (("byte", 12),), "corrected in 2.1", date(2027, 1, 31), "Li")
    assert entry.written == f"{path}:1"


def test_an_empty_file_knows_nothing(tmp_path: Path) -> None:
    path = tmp_path / "known.toml"
    path.write_text("# nothing yet\n", encoding="utf-8")
    assert read_baseline(path).entries == ()


def test_all_mistakes_are_named_at_once_with_line_and_nearest_name(tmp_path: Path) -> None:
    bad = ENTRY.replace("AST-GLC-009", "AST-GLC-08").replace("byte = 12", "byte = true").replace("reason", "reson")
    more = ENTRY.replace("2027-01-31", '"soon"').replace('"corrected in 2.1"', '" "') + 'owner = "Li"\n'
    told = read(tmp_path, bad + more + "[other]\n")
    assert [line.partition(" is ")[0].partition(";")[0] for line in told] == [
        "known.toml:2: AST-GLC-08: unknown requirement 'AST-GLC-08'",
        "known.toml:4: AST-GLC-08: byte must be an integer, not True",
        "known.toml:5: AST-GLC-08: unknown key 'reson'",
        "known.toml:11: AST-GLC-009: reason",
        "known.toml:12: AST-GLC-009: expires must be a date such as 2027-01-31",
        "known.toml:13: AST-GLC-009: unknown key 'owner'",
        "known.toml:14: unknown key 'other'",
    ]
    assert told[0].endswith("did you mean AST-GLC-009 or AST-GLD-001?")
    assert told[2].endswith("did you mean reason?")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ENTRY + ENTRY, ["known.toml:7: AST-GLC-009: repeats the entry at known.toml:1"]),
        (
            "[[known]]\n",
            [f"known.toml:1: known[0]: {key} is missing" for key in ("requirement", "reason", "subject", "expires")],
        ),
        ("known = 3\n", ["known.toml:1: known must be a list, not 3"]),
        ("known = [3]\n", ["known.toml:1: known[0]: must be a table, not 3"]),
        ("[[knwon]]\n", ["known.toml:1: unknown key 'knwon'; did you mean known?"]),
        (
            ENTRY.replace("2027-01-31", "2027-01-31T10:00:00Z"),
            ["known.toml:6: AST-GLC-009: expires must be a date such as 2027-01-31"],
        ),
        ("[[known]\n", ["known.toml:1: is not TOML"]),
        ("# 已知\n".encode("gbk"), ["known.toml: is not UTF-8 at byte 2"]),
    ],
)
def test_a_mistake_is_said_with_its_place(tmp_path: Path, text: str | bytes, said: list[str]) -> None:
    told = read(tmp_path, text)
    assert len(told) == len(said)
    assert all(line.replace(f"{tmp_path}/", "").startswith(start) for line, start in zip(told, said, strict=True)), told

"""Plans for runs over files."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.cli.init_command import DATE, DATES, TEXT
from conformance.engine.opening import STATED
from conformance.engine.plan_file import PlanError, read_file_plan


def test_a_plan_for_files_states_what_is_printed_on_the_report(tmp_path: Path) -> None:
    """C1: every member that the journal keeps can be stated; nothing else is taken."""
    lines = [
        line
        for table, members in STATED.items()
        for line in (f"[{table}]", *(f"{each} = {DATE if each.endswith(DATES) else TEXT}" for each in members))
    ]
    path = tmp_path / "product.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    stated = read_file_plan(path).stated
    assert {name: tuple(table) for name, table in stated.items()} == STATED
    assert stated["order"]["issue_date"] == "2026-11-21"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "product: is missing"),
        ('[product]\nname="a"', "product.version: is missing"),
        ('[product]\nname="a"\nversion="1"\n[laboratry]\nname="x"', "did you mean laboratory?"),
        ('[product]\nname="a"\nversion="1"\n[order]\nreceipt_date="soon"', "expected a date such as 2026-11-21"),
        ('[product]\nname="a"\nversion="1"\n[laboratory]\nname=""', "expected a text that is not empty"),
        ('[product]\nname="a"\nversion="1"\n[laboratory]\naddress="x"', "laboratory.name: is missing"),
    ],
)
def test_a_mistake_in_a_plan_for_files_is_a_sentence_with_its_place(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "product.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PlanError) as raised:
        read_file_plan(path)
    assert said in raised.value.text.en

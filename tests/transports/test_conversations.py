"""A wire that is not HTTP: conversations live, and again from their record, byte for byte."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from doubles.live_runs import SUITES, LiveRun, changed_suites, run_live
from doubles.stream import LIES, streaming

from conformance.cli.main import main
from conformance.engine.bundle import Bundle
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Verdict
from conformance.reporting.har import archive

CHECKS = "toy/streams/stream/checks.py"
ROWS = [f"TOY-STR-00{number}" for number in range(1, 5)]
VIOLATED_BY = {
    "another_echo": {"TOY-STR-002"},
    "counts_short": {"TOY-STR-003"},
    "counts_out_of_order": {"TOY-STR-003"},
    "tells_nobody": {"TOY-STR-004"},
}
TROUBLE = {
    "silent": "no_echo",
    "endless_line": "body_too_large",
    "broken_message": "no_message",
    "breaks_off": "broke_off",
    "hangs_up": "hung_up",
    "refuses": "hung_up",
}


@pytest.fixture(autouse=True)
def installed(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The transport of lines as a package brings it: by its entry point."""
    site = tmp_path_factory.mktemp("site")
    (site / "lines-1.0.dist-info").mkdir()
    text = "[console_scripts]\nx = y:z\n\n[conformance.transports]\nlines = doubles.lines_transport:LinesTransport\n"
    (site / "lines-1.0.dist-info" / "entry_points.txt").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(site))


def stream_plan(url: str, **limits: Any) -> dict[str, Any]:
    return {
        "profile": "stream",
        "product": {"name": "Stream", "version": "1"},
        "endpoints": {"stream": url},
        "statement": {},
        "limits": {"stimuli": 5, "messages": 60, "body_bytes": 100_000, **limits},
    }


def judged(folder: Path, lie: str = "", **limits: Any) -> LiveRun:
    with streaming(lie) as stream:
        return run_live(folder, stream_plan(stream.url, **limits))


def test_every_lie_is_expected_of_some_row() -> None:
    assert set(LIES) == VIOLATED_BY.keys() | TROUBLE.keys() | {"floods"}


def test_an_honest_stream_is_conformant_and_its_evidence_says_the_same_again(tmp_path: Path) -> None:
    run = judged(tmp_path)
    assert run.summary.verdict is Verdict.CONFORMANT
    assert run.again(tmp_path / "again").same_bytes


def test_conversations_that_are_open_together_wait_for_no_turn(tmp_path: Path) -> None:
    assert judged(tmp_path, concurrency=1).summary.verdict is Verdict.CONFORMANT


@pytest.mark.parametrize(("lie", "status"), [("", 0), ("silent", 0), ("closed", 3)])
def test_doctor_reaches_a_stream(lie: str, status: int, tmp_path: Path) -> None:
    with streaming(lie) as stream:
        url = "lines://127.0.0.1:1/" if lie == "closed" else stream.url
        plan = tmp_path / "plan.toml"
        plan.write_text(
            f'profile = "stream"\n[product]\nname = "S"\nversion = "1"\n[statement]\n[endpoints]\nstream = "{url}"\n',
            encoding="utf-8",
        )
        assert main(["doctor", str(plan), "--suites", SUITES]) == status


@pytest.fixture
def patience(lie: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait briefly only where nothing will come; a busy machine needs some seconds for anything else."""
    if lie in ("silent", "tells_nobody"):
        monkeypatch.setenv("STREAM_SECONDS", "4")


@pytest.mark.usefixtures("patience")
@pytest.mark.parametrize("lie", VIOLATED_BY)
def test_each_lie_violates_its_own_row(lie: str, tmp_path: Path) -> None:
    run = judged(tmp_path, lie)
    assert {name for name in ROWS if run.outcome(name)[0] == "fail"} == VIOLATED_BY[lie]
    assert run.again(tmp_path / "again").same_bytes


@pytest.mark.usefixtures("patience")
@pytest.mark.parametrize("lie", TROUBLE)
def test_trouble_on_the_wire_is_neither_a_failure_nor_a_pass(lie: str, tmp_path: Path) -> None:
    run = judged(tmp_path, lie)
    assert {run.outcome(name) for name in ROWS[1:]} == {("inconclusive", TROUBLE[lie])}
    assert run.summary.verdict is Verdict.UNPROVEN
    assert run.again(tmp_path / "again").same_bytes


def test_a_flood_ends_with_the_bound_of_a_conversation(tmp_path: Path) -> None:
    run = judged(tmp_path, "floods")
    assert run.outcome("TOY-STR-003") == ("inconclusive", "too_many_messages")
    assert {run.outcome(name)[0] for name in ROWS[1:]} <= {"fail", "inconclusive"}
    assert max(len(each["steps"]) for each in run.exchanges if "steps" in each) <= 61
    assert run.again(tmp_path / "again").same_bytes


def test_every_message_is_recorded_in_its_direction_its_order_and_with_its_time(tmp_path: Path) -> None:
    run = judged(tmp_path)
    (line,) = [each for each in run.exchanges if each.get("key") == "TOY-STR-004#1"]
    with Bundle(run.bundle) as bundle:
        record = bundle.record(complete=True)
    said = []
    with Bundle(run.bundle) as bundle:
        for step in line["steps"]:
            (what,) = step.keys() & {"sent", "received", "silent", "ended", "failed"}
            body = bundle.read(f"bodies/{step[what]['body'].replace(':', '-')}") if step[what]["body"] else b""
            said.append((what, json.loads(body) if body else None))
    assert said == [
        ("sent", None),
        ("received", {"hello": "stream"}),
        ("sent", {"do": "subscribe"}),
        ("received", {"subscribed": True}),
        ("received", {"event": 7}),
    ]
    times = [step["at"] for step in line["steps"]]
    assert times == sorted(times)
    assert archive(record)["log"]["entries"] == []  # an archive of HTTP


def test_a_finding_names_the_message(tmp_path: Path) -> None:
    run = judged(tmp_path, "another_echo")
    (finding,) = run.results["TOY-STR-002"].findings
    assert finding.where.exchange == "TOY-STR-002/1#1.4"
    assert finding.where.pointer == "/echo"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('do="count"', 'do="echo", value=1'),  # says something else
        ("    with stream.conversation() as conversation:", "    with stream.service.open('?other') as conversation:"),
        ('        ask(conversation, do="count", to=3)\n', ""),  # listens where it spoke
    ],
)
def test_a_check_that_leads_the_conversation_otherwise_gets_no_answer_from_the_record(
    old: str, new: str, tmp_path: Path
) -> None:
    run = judged(tmp_path)
    head = '@check("TOY-STR-003")\ndef it_counts(stream: Stream) -> Findings:\n'
    text = (Path(SUITES) / CHECKS).read_text(encoding="utf-8")
    rest = text.partition(head)[2]
    assert old in rest
    suites = changed_suites(tmp_path, CHECKS, head + rest, head + rest.replace(old, new, 1))
    again = run.again(tmp_path / "again", Plan(Selection((suites,), profile="stream")))
    assert again.differing == [("stream TOY-STR-003", "pass", "not_run")]


def test_a_secret_told_to_the_stream_stands_in_no_file(tmp_path: Path) -> None:
    secret = "a-key-that-nobody-sees"  # noqa: S105 - made up
    with streaming() as stream:
        plan = stream_plan(stream.url)
        plan["authentication"] = {"scheme": "api_key", "key": {"env": "KEY"}}
        run = run_live(tmp_path, plan, environment={"KEY": secret})
    assert run.summary.verdict is Verdict.CONFORMANT
    told = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert secret.encode() not in told
    assert b"{secret:KEY}" in told


def test_messages_count_as_requests_of_the_plan(tmp_path: Path) -> None:
    run = judged(tmp_path, requests=3, concurrency=1)
    assert ("inconclusive", "requests_used_up") in {run.outcome(name) for name in ROWS}
    assert run.again(tmp_path / "again").same_bytes

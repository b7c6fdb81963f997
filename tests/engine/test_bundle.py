"""An evidence bundle is believed only whole and unchanged; anything else is refused in one sentence."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from doubles.live_runs import SUITES, run_live, shelf_plan
from doubles.null_products import null_product
from doubles.shelf import Shelf, running
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance.cli.main import main
from conformance.engine import bundle as bundles
from conformance.engine.bundle import Bundle, BundleRefused
from conformance.model.digest import digest
from conformance.reporting.har import archive

pytestmark = pytest.mark.versions


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good")
    with running(Shelf("always_there")) as shelf:
        return run_live(folder, shelf_plan(shelf.url)).bundle


Members = dict[str, bytes]


def members_of(path: Path) -> Members:
    with zipfile.ZipFile(path) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def packed(path: Path, members: Members) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in members.items():
            out.writestr(name, data)
    return path


def reindexed(members: Members) -> Members:
    """The members with an index that fits them: what a careful forger would make."""
    index = json.loads(members["bundle.json"])
    index["members"] = {name: digest(members[name]) for name in index["members"] if name in members}
    return {**members, "bundle.json": json.dumps(index).encode()}


def broken_line(members: Members, line: dict[str, Any]) -> Members:
    """The members with one more conversation."""
    more = json.dumps({"key": "TOY-SHF-001#9", **line}).encode() + b"\n"
    return reindexed({**members, "exchanges.jsonl": members["exchanges.jsonl"] + more})


def other_facts(members: Members, *names: str, **others: Any) -> Members:
    """Without these facts of the run, and with others in their place."""
    first, _, rest = members["exchanges.jsonl"].partition(b"\n")
    facts = {name: value for name, value in json.loads(first).items() if name not in names} | others
    return reindexed({**members, "exchanges.jsonl": json.dumps(facts).encode() + b"\n" + rest})


def a_body(members: Members) -> str:
    return next(name for name in members if name.startswith("bodies/"))


ATTACKS: dict[str, Callable[[Members], Members]] = {
    "way_out": lambda members: {**members, "../evil.txt": b"x"},
    "absolute": lambda members: {**members, "/etc/evil": b"x"},
    "windows_way_out": lambda members: {**members, "bodies\\..\\..\\evil": b"x"},
    "more": lambda members: {**members, "notes.txt": b"x"},
    "more_body": lambda members: {**members, "bodies/sha256-" + "0" * 64: b"x"},
    "no_index": lambda members: {name: data for name, data in members.items() if name != "bundle.json"},
    "no_journal": lambda members: {name: data for name, data in members.items() if name != "run.jsonl"},
    "no_body": lambda members: {name: data for name, data in members.items() if name != a_body(members)},
    "edited_journal": lambda members: {**members, "run.jsonl": members["run.jsonl"].replace(b"PPF", b"PPP")},
    "edited_exchanges": lambda members: {**members, "exchanges.jsonl": members["exchanges.jsonl"] + b"{}\n"},
    "edited_body": lambda members: {**members, a_body(members): b"[1]"},
    "index_is_a_list": lambda members: {**members, "bundle.json": b"[]"},
    "index_is_no_json": lambda members: {**members, "bundle.json": b"{"},
    "index_of_tomorrow": lambda members: {
        **members,
        "bundle.json": members["bundle.json"].replace(b'"format": 3', b'"format": 4'),
    },
    "exchanges_are_no_json": lambda members: reindexed({**members, "exchanges.jsonl": b"{\n"}),
    "exchanges_are_lists": lambda members: reindexed({**members, "exchanges.jsonl": b"{}\n[]\n"}),
    "steps_are_no_steps": lambda members: broken_line(members, {"steps": [7]}),
    "a_step_without_a_time": lambda members: broken_line(members, {"steps": [{"sent": {"body": None}}]}),
    "a_body_that_is_no_digest": lambda members: broken_line(members, {"steps": [{"sent": {"body": 7}, "at": 0}]}),
    "a_body_that_is_not_there": lambda members: broken_line(
        members, {"steps": [{"sent": {"body": f"sha256:{'0' * 64}"}, "at": 0}]}
    ),
    "a_failure_without_a_cause": lambda members: broken_line(members, {"steps": [{"failed": {"key": "a"}, "at": 0}]}),
    "neither_format": lambda members: broken_line(members, {"request": {}}),
    "no_facts": lambda members: other_facts(members, "format"),
    "no_credentials_in_the_facts": lambda members: other_facts(members, "credentials"),
    "no_seed_in_the_facts": lambda members: other_facts(members, "seed"),
    "a_time_without_a_zone": lambda members: other_facts(members, now="2026-01-01T00:00:00"),
    "credentials_that_are_no_headers": lambda members: other_facts(members, credentials=[["a", "b", "c"]]),
    "credentials_that_are_numbers": lambda members: other_facts(members, credentials=[["a", 1]]),
    "a_refusal_that_is_none": lambda members: other_facts(members, unauthorised=7),
    "stimulus_without_a_case": lambda members: reindexed({**members, "exchanges.jsonl": b'{}\n{"stimulus": {}}\n'}),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_bundle_that_was_tampered_with_is_refused_in_one_sentence(
    attack: str, good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = packed(tmp_path / "evil.zip", ATTACKS[attack](members_of(good)))
    assert main(["rejudge", str(path), "--suites", SUITES, "--folder", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert told.startswith("conformance: ")
    assert "Traceback" not in told
    assert not (tmp_path / "evil.txt").exists()


def test_a_forged_journal_shows_when_the_evidence_is_judged_again(good: Path, tmp_path: Path, capsys) -> None:
    members = members_of(good)
    forged = members["run.jsonl"].replace(b'"toy/shelves/shelf":"PPF', b'"toy/shelves/shelf":"PPP')
    assert forged != members["run.jsonl"]
    path = packed(tmp_path / "forged.zip", reindexed({**members, "run.jsonl": forged}))
    assert main(["rejudge", str(path), "--suites", SUITES, "--lang", "en"]) == 4
    assert "shelf TOY-SHF-003: was pass, is fail" in capsys.readouterr().out


def test_a_bundle_of_many_gigabytes_is_refused_before_it_is_unpacked(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundles, "BUNDLE_BYTES", 1_000_000)
    members = {**members_of(good), "bodies/sha256-" + "0" * 64: b"\0" * 2_000_000}
    with pytest.raises(BundleRefused, match="would unpack to"):
        Bundle(packed(tmp_path / "bomb.zip", members))


def test_a_member_that_is_longer_than_it_says_is_not_read_to_its_end(good: Path, tmp_path: Path) -> None:
    path = packed(tmp_path / "lie.zip", {**members_of(good), "run.jsonl": b"\0" * 5_000_000})
    data = bytearray(path.read_bytes())
    true, false = (5_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little")
    while (at := data.find(true)) >= 0:
        data[at : at + 4] = false
    path.write_bytes(data)
    with pytest.raises(BundleRefused):
        Bundle(path)


def test_too_many_members_are_refused(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "BUNDLE_MEMBERS", 3)
    with pytest.raises(BundleRefused, match="members, the limit is 3"):
        Bundle(good)


def test_a_member_that_stands_twice_is_refused(good: Path, tmp_path: Path) -> None:
    path = packed(tmp_path / "twice.zip", members_of(good))
    with zipfile.ZipFile(path, "a") as out, pytest.warns(UserWarning, match="Duplicate name"):
        out.writestr("run.jsonl", b"{}")
    with pytest.raises(BundleRefused, match="twice"):
        Bundle(path)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_bundle_cut_or_changed_at_any_byte_is_refused_or_the_same(good: Path, data: st.DataObject) -> None:
    whole = good.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    cut = data.draw(st.booleans())
    broken = whole[:at] if cut else whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :]
    path = good.with_name("broken.zip")
    path.write_bytes(broken)
    with suppress(BundleRefused), Bundle(path) as bundle:
        assert bundle.read("run.jsonl") == members_of(good)["run.jsonl"]


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all" * 100])
def test_what_is_no_bundle_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "no.zip"
    path.write_bytes(data)
    with pytest.raises(BundleRefused, match="not a zip file, or a truncated one"):
        Bundle(path)
    with pytest.raises(BundleRefused, match="no such file or folder"):
        Bundle(tmp_path / "nowhere.zip")


def test_members_are_in_the_order_of_their_names_after_the_index(good: Path) -> None:
    with zipfile.ZipFile(good) as bundle:
        names = bundle.namelist()
    assert [name for name in names if "/" not in name] == ["bundle.json", "exchanges.jsonl", "plan.json", "run.jsonl"]


def test_the_same_run_is_packed_to_the_same_bytes(good: Path) -> None:
    assert all(info.date_time == (1980, 1, 1, 0, 0, 0) for info in zipfile.ZipFile(good).infolist())


def test_the_exchanges_can_be_had_as_an_http_archive(good: Path) -> None:
    with Bundle(good) as bundle:
        log = archive(bundle.record(complete=True))["log"]
    front = next(entry for entry in log["entries"] if entry["comment"] == "shelf:front#1")
    assert front["request"]["method"] == "GET"
    assert {front[each]["headersSize"] for each in ("request", "response")} == {-1}  # not known (HAR 1.2)
    assert front["response"]["status"] == 200
    assert json.loads(front["response"]["content"]["text"])["name"] == "shelf"
    assert json.loads(json.dumps(log))["version"] == "1.2"


def as_format_1(line: dict[str, Any]) -> dict[str, Any]:
    """A line of exchanges.jsonl as version 0.1.0 wrote it."""
    if "format" in line:
        return {**line, "format": 1}
    if "steps" not in line:
        return line
    sent, *more = line["steps"]
    then = {"answer": more[0]["received"]} if more else {"failure": sent["failed"]}
    seconds = more[0]["at"] if more else sent["until"]
    return {"key": line["key"], "request": sent["sent"], **then, "started": line["started"], "seconds": seconds}


@pytest.mark.parametrize("product", ["shelf", "null"])
def test_evidence_of_format_1_is_judged_to_the_same_bytes(product: str, tmp_path: Path) -> None:
    with running(Shelf("forgets_two")) as shelf, null_product("closes") as null:
        run = run_live(tmp_path, shelf_plan(shelf.url if product == "shelf" else null.url))
    members = members_of(run.bundle)
    lines = [as_format_1(json.loads(line)) for line in members["exchanges.jsonl"].splitlines()]
    index = {**json.loads(members["bundle.json"]), "format": 1}
    exchanges = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    old = reindexed({**members, "bundle.json": json.dumps(index).encode(), "exchanges.jsonl": exchanges})
    packed(run.bundle, old)
    assert b"steps" not in members_of(run.bundle)["exchanges.jsonl"]
    assert run.again(tmp_path / "again").same_bytes

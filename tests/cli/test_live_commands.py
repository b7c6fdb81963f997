"""init, doctor, run and rejudge as a user types them."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import pytest
from doubles.live_runs import SUITES
from doubles.null_products import null_product
from doubles.shelf import Shelf, running

from conformance.cli.main import main
from conformance.engine.opening import STATED
from conformance.engine.plan_file import read_file_plan

pytestmark = pytest.mark.versions

TOKEN = "a-token-of-some-length"  # noqa: S105 - made up


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write_plan(url: str, **changes: Any) -> Path:
    answers = {"labels": "true", "thing": '"vase"', "writing": "true", "starts": "2026-01-01", "more": "", **changes}
    path = Path("计划.toml")
    path.write_text(
        f"""profile = "shelf"
[product]
name = "书架"
version = "2.1"
[endpoints]
shelf = "{url}"
[statement]
labels = {answers["labels"]}
[information]
thing = {answers["thing"]}
[authorisation]
by = "馆长"
scope = "书架"
starts = {answers["starts"]}
ends = 2999-12-31
[limits]
writing = {answers["writing"]}
stimuli = 5
{answers["more"]}
""",
        encoding="utf-8",
    )
    return path


def conformance(*words: object) -> int:
    return main([*map(str, words), "--suites", SUITES])


def test_init_writes_a_plan_in_both_languages_and_keeps_what_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert conformance("init", "--profile", "shelf", "--lang", "zh") == 0
    text = Path("plan.toml").read_text(encoding="utf-8")
    assert "# things have labels\n# 物品有标签\n# labels = true\n" in text
    assert "已写出 plan.toml" in capsys.readouterr().out
    assert conformance("init", "--profile", "shelf") == 2
    assert "plan.toml exists already and was kept" in capsys.readouterr().err
    assert Path("plan.toml").read_text(encoding="utf-8") == text


@pytest.mark.needs("identity/presentation")
def test_init_tells_where_the_harness_listens_from_where_it_asks() -> None:
    assert conformance("init", "--profile", "wallet") == 0
    text = Path("plan.toml").read_text(encoding="utf-8")
    assert '# wallet_door = "listen+http://..."' in text
    assert '# wallet_agent = "http://..."' in text


def test_init_writes_a_plan_for_files_that_check_reads(toy_suites: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """C1: what a laboratory states about a run over files is filled in by taking the comment signs away."""
    assert conformance("init", "--profile", "badge-issuer", "--suites", toy_suites) == 0
    assert "conformance check FILES --plan plan.toml" in capsys.readouterr().out
    text = Path("plan.toml").read_text(encoding="utf-8")
    filled = "\n".join(line.removeprefix("# ") if " = " in line or "[" in line else line for line in text.splitlines())
    Path("plan.toml").write_text(filled, encoding="utf-8")
    plan = read_file_plan(Path("plan.toml"))
    assert (plan.profile, plan.evidence.minors) == ("badge-issuer", True)
    assert all(plan.stated[table][name] for table in ("laboratory", "order", "persons") for name in STATED[table])
    assert conformance("init", "--profile", "shelv") == 2
    assert "did you mean shelf" in capsys.readouterr().err


def test_run_leaves_journal_report_and_evidence_and_rejudge_gives_the_same_bytes(capsys) -> None:
    with running(Shelf("always_there")) as shelf:
        assert conformance("run", write_plan(shelf.url), "--folder", "out", "--lang", "en") == 1
    told = capsys.readouterr().out
    assert "TOY-SHF-003" in told
    assert sorted(path.name for path in Path("out").iterdir()) == ["evidence.zip", "report.json", "run.jsonl"]
    assert json.loads(Path("out/report.json").read_text(encoding="utf-8"))["product"]["name"] == "书架"
    assert conformance("rejudge", "out/evidence.zip", "--folder", "again", "--lang", "en") == 1
    assert "the same, byte for byte" in capsys.readouterr().out
    for name in ("run.jsonl", "report.json"):
        assert (Path("out") / name).read_bytes() == (Path("again") / name).read_bytes()


def test_a_budget_bounds_requests_whatever_the_plan_allows(capsys: pytest.CaptureFixture[str]) -> None:
    with running(Shelf()) as shelf:
        assert conformance("run", write_plan(shelf.url), "--budget", "4,60s", "--folder", "out", "--lang", "en") == 3
        assert len(shelf.seen) == 4
    assert "the requests that the plan or --budget allows are used up: 4" in capsys.readouterr().out
    assert conformance("rejudge", "out/evidence.zip", "--lang", "en") == 3


@pytest.mark.parametrize("budget", ["", "0", "1,2", "5s,6s", "-1", "1m"])
def test_a_budget_that_is_none_is_refused(budget: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert conformance("run", write_plan("http://127.0.0.1:9"), f"--budget={budget}", "--lang", "en") == 2
    assert "such as 500,60s" in capsys.readouterr().err


@pytest.mark.parametrize("format_", ["json", "html", "sarif", "junit", "markdown", "csv", "earl"])
def test_every_view_can_be_had_of_a_live_run(format_: str, capsys: pytest.CaptureFixture[str]) -> None:
    with running(Shelf("always_there")) as shelf:
        assert conformance("run", write_plan(shelf.url), "--format", format_, "--output", "view") == 1
    assert "TOY-SHF-003" in Path("view").read_text(encoding="utf-8")
    assert "Traceback" not in capsys.readouterr().err


def test_the_exchanges_of_a_bundle_can_be_had_as_an_http_archive(capsys: pytest.CaptureFixture[str]) -> None:
    with running(Shelf("always_there")) as shelf:
        conformance("run", write_plan(shelf.url), "--folder", "out")
    assert main(["report", "out/evidence.zip", "--format", "har", "--output", "run.har"]) == 0
    assert json.loads(Path("run.har").read_text(encoding="utf-8"))["log"]["entries"]
    capsys.readouterr()
    assert main(["report", "out/evidence.zip", "--format", "csv", "--lang", "en"]) == 1
    assert main(["report", "out/evidence.zip", "--pictures", "--format", "html", "--output", "run.html"]) == 2
    assert "TOY-SHF-003" in capsys.readouterr().out
    assert main(["report", "out/run.jsonl", "--format", "har"]) == 2


def test_doctor_says_ready_and_which_requirements_will_be_judged(capsys: pytest.CaptureFixture[str]) -> None:
    with running(Shelf("no_labels")) as shelf:
        assert conformance("doctor", write_plan(shelf.url, labels="false", writing="false"), "--lang", "en") == 0
    told = capsys.readouterr().out
    assert "Ready, except for 1 that the plan keeps from running: conformance run" in told
    assert "3 requirements will be judged" in told
    assert "not judged: TOY-SHF-005 Labels are texts: not applicable according to the statement: labels" in told
    assert "not judged: TOY-SHF-004" in told
    assert not Path(".conformance").exists()


def test_doctor_tells_configuration_environment_and_product_apart(monkeypatch, capsys) -> None:
    bearer = '[authentication]\nscheme = "bearer"\ntoken = { env = "SHELF_TOKEN" }'
    monkeypatch.setenv("SHELF_TOKEN", TOKEN)
    with running(Shelf(token=TOKEN[::-1])) as shelf:
        assert conformance("doctor", write_plan(shelf.url, more=bearer), "--lang", "en") == 2
    told = capsys.readouterr().out
    assert "the product rejected the credentials" in told.partition("Product")[0]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
    assert conformance("doctor", write_plan(url), "--lang", "zh") == 3
    told = capsys.readouterr().out
    assert "环境" in told
    assert "拒绝连接" in told
    with null_product("closes") as product:
        assert conformance("doctor", write_plan(product.url), "--lang", "en") == 3
    assert "closed the connection without responding" in capsys.readouterr().out.partition("Product")[2]


def test_doctor_looks_at_the_parts_without_which_judging_makes_no_sense(capsys: pytest.CaptureFixture[str]) -> None:
    with running(Shelf("nothing_there")) as shelf:
        assert conformance("doctor", write_plan(shelf.url), "--lang", "en") == 3
    told = capsys.readouterr().out
    assert "[ok] shelf answers at" in told
    assert "[!!] shelf: control" in told
    assert "Not ready. Nothing was judged." in told


def test_what_stands_between_a_plan_and_a_run_is_one_sentence(monkeypatch, capsys) -> None:
    bearer = '[authentication]\nscheme = "bearer"\ntoken = { env = "SHELF_TOKEN" }'
    monkeypatch.delenv("SHELF_TOKEN", raising=False)
    adapter = '[adapter]\ncommand = ["no-such-program"]'
    for url, more, told in (
        ("http://127.0.0.1:1/", bearer, "the environment variable SHELF_TOKEN is not set"),
        ("adapter:/", adapter, "the adapter failed: no-such-program"),
    ):
        assert conformance("run", write_plan(url, more=more), "--lang", "en") == 2
        error = capsys.readouterr().err
        assert told in error
        assert error.count("\n") == 1
    assert conformance("run", "nowhere.toml") == 2
    assert "nowhere.toml" in capsys.readouterr().err


def test_a_token_is_fetched_before_the_run_and_kept_out_of_it(monkeypatch, capsys) -> None:
    import http.server
    import threading

    class Login(http.server.BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

        def do_POST(self) -> None:
            form = self.rfile.read(int(self.headers["Content-Length"]))
            fine = b"grant_type=client_credentials" in form and self.headers["Authorization"].startswith("Basic ")
            body = json.dumps({"access_token": TOKEN, "token_type": "Bearer"}).encode() if fine else b"{}"
            self.send_response(200 if fine else 400)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    login = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Login)
    threading.Thread(target=login.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    monkeypatch.setenv("CLIENT_SECRET", "the-client-secret")
    credentials = (
        f'[authentication]\nscheme = "client_credentials"\nclient_id = "me"\nscope = "read"\n'
        f'token_endpoint = "http://127.0.0.1:{login.server_port}/token"\nclient_secret = {{ env = "CLIENT_SECRET" }}'
    )
    try:
        with running(Shelf(token=TOKEN)) as shelf:
            assert conformance("run", write_plan(shelf.url, more=credentials), "--folder", "out") == 0
    finally:
        login.shutdown()
        login.server_close()
    capsys.readouterr()
    for path in Path("out").iterdir():
        assert TOKEN.encode() not in path.read_bytes()
        assert b"the-client-secret" not in path.read_bytes()


def test_a_run_that_is_interrupted_leaves_evidence_of_what_was_done(monkeypatch, capsys) -> None:
    from conformance.engine import run_service

    def interrupted(*given: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(run_service, "judge_service", interrupted)
    with running(Shelf()) as shelf:
        assert conformance("run", write_plan(shelf.url), "--folder", "out") == 130
    assert json.loads(Path("out/report.json").read_text(encoding="utf-8"))["run"]["status"] == "interrupted"
    assert Path("out/evidence.zip").exists()


def test_a_live_run_can_have_known_findings_too(capsys: pytest.CaptureFixture[str]) -> None:
    """They are found again at the same places, by another run and by judging its evidence again."""
    known = Path("known.toml")
    with running(Shelf("always_there")) as shelf:
        plan = write_plan(shelf.url)
        assert conformance("run", plan, "--format", "baseline", "--output", known) == 1
        text = known.read_text(encoding="utf-8")
        assert 'subject = "shelf"' in text
        known.write_text(text.replace('reason = ""', 'reason = "corrected in 2.2"'), encoding="utf-8")
        capsys.readouterr()
        assert conformance("run", plan, "--folder", "out", "--baseline", known, "--lang", "en") == 0
    assert capsys.readouterr().out.startswith("NOT CONFORMANT\n")
    assert conformance("rejudge", "out/evidence.zip", "--baseline", known, "--lang", "en") == 0
    assert "the same, byte for byte" in capsys.readouterr().out
    assert main(["report", "out/evidence.zip", "--baseline", str(known)]) == 0
    assert conformance("rejudge", "out/evidence.zip") == 1


def test_a_profile_and_a_level_stand_in_for_those_of_the_plan(capsys: pytest.CaptureFixture[str]) -> None:
    with running(Shelf()) as shelf:
        path = write_plan(shelf.url)
        named = path.read_text(encoding="utf-8")
        path.write_text(named.partition("\n")[2], encoding="utf-8")
        assert conformance("run", path, "--lang", "en") == 2
        assert "profile" in capsys.readouterr().err
        words = ("--profile", "shelf", "--level", "interoperable", "--folder", "out", "--lang", "en")
        assert conformance("run", path, *words) == 0
        assert conformance("run", path, "--profile", "shelv", "--lang", "en") == 2
        assert "did you mean shelf?" in capsys.readouterr().err
    report = json.loads(Path("out/report.json").read_text(encoding="utf-8"))
    assert (report["profile"]["id"], report["level"]) == ("shelf", "interoperable")
    assert conformance("rejudge", "out/evidence.zip", "--lang", "en") == 0

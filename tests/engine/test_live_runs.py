"""Running a plan against live products, honest and lying, and judging the evidence again."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from doubles.live_runs import SUITES, changed_suites, run_live, shelf_plan
from doubles.null_products import PRODUCTS, null_product
from doubles.saying import saying
from doubles.shelf import LIES, Shelf, running

from conformance.engine.bundle import Bundle
from conformance.engine.plan import Plan, Selection
from conformance.engine.plan_file import PlanError
from conformance.engine.run_service import _documents
from conformance.model.journal.records import SubjectJudged
from conformance.model.outcome import Verdict
from conformance.reporting.journal import events

ROWS = [f"TOY-SHF-00{number}" for number in range(1, 6)]
SECRET = "open-sesame-4711"  # noqa: S105 - made up
BEARER = {"scheme": "bearer", "token": {"env": "SHELF_TOKEN"}}

VIOLATED_BY = {
    "": set(),
    "long_name": {"TOY-SHF-001"},
    "always_there": {"TOY-SHF-003"},
    "nothing_there": {"TOY-SHF-002", "TOY-SHF-004"},
    "forgets_two": {"TOY-SHF-004"},
    "number_label": {"TOY-SHF-005"},
    "no_labels": set(),
    "keeps": set(),
}


def test_every_lie_is_expected_of_some_row() -> None:
    assert set(LIES) == VIOLATED_BY.keys() - {""}


@pytest.mark.parametrize("lie", VIOLATED_BY)
def test_each_lie_violates_its_own_rows_and_the_evidence_says_the_same_again(lie: str, tmp_path: Path) -> None:
    with running(Shelf(lie)) as shelf:  # so many stimuli that some of them puts two things on it
        run = run_live(tmp_path, shelf_plan(shelf.url, limits={"writing": True, "stimuli": 60}))
    assert {name for name in ROWS if run.outcome(name)[0] == "fail"} == VIOLATED_BY[lie]
    again = run.again(tmp_path / "again")
    assert again.same_bytes
    assert again.differing == []


def test_an_honest_product_is_conformant(tmp_path: Path) -> None:
    with running(Shelf()) as shelf:
        run = run_live(tmp_path, shelf_plan(shelf.url))
        assert shelf.things == ["vase"]  # what the stateful case put there was removed
    assert run.summary.verdict is Verdict.CONFORMANT


@pytest.mark.parametrize("kind", PRODUCTS)
def test_a_product_that_does_nothing_is_never_conformant_and_never_holds_the_run_up(kind: str, tmp_path: Path) -> None:
    limits = {"writing": True, "stimuli": 3, "exchange_seconds": 0.7, "body_bytes": 1_000_000}
    with null_product(kind) as product:
        run = run_live(tmp_path, shelf_plan(product.url, limits=limits))
    assert run.summary.verdict in (Verdict.NONCONFORMANT, Verdict.UNPROVEN)
    assert run.again(tmp_path / "again").same_bytes
    if kind in ("slow_drip", "endless_body", "closes", "closes_mid_body", "gzip_bomb", "wants_token", "too_many"):
        assert run.summary.verdict is Verdict.UNPROVEN, "a connection error is not the product's failure"


def test_negative_tests_prove_nothing_where_the_control_is_refused(tmp_path: Path) -> None:
    with running(Shelf("nothing_there")) as shelf:
        run = run_live(tmp_path, shelf_plan(shelf.url))
    assert run.outcome("TOY-SHF-003") == ("inconclusive", "control_refused")


def test_a_violated_generative_case_tells_the_smallest_stimulus_and_how_to_send_it(tmp_path: Path) -> None:
    with running(Shelf("always_there")) as shelf:
        run = run_live(tmp_path, shelf_plan(shelf.url))
    (finding,) = run.results["TOY-SHF-003"].findings
    assert finding.values["stimulus"] == "no-a"
    assert finding.values["reproduce"].startswith("curl -i http://127.0.0.1:")
    assert finding.values["reproduce"].endswith("/things/no-a")


def test_a_violated_stateful_case_tells_the_shortest_history(tmp_path: Path) -> None:
    with running(Shelf("forgets_two")) as shelf:
        run = run_live(tmp_path, shelf_plan(shelf.url, limits={"writing": True, "stimuli": 40}))
    (finding,) = run.results["TOY-SHF-004"].findings
    history = finding.values["stimulus"]
    assert [what for what, _ in history] == ["put", "put"]


def test_what_could_not_be_taken_away_is_listed(tmp_path: Path) -> None:
    with running(Shelf("keeps")) as shelf:
        run = run_live(tmp_path, shelf_plan(shelf.url))
    (judged, *_) = (event for event in events(run.journal) if isinstance(event, SubjectJudged))
    assert set(judged.leftovers) <= {"cup", "jug", "pot"}
    assert judged.leftovers


def test_nothing_is_written_unless_the_plan_allows_it(tmp_path: Path) -> None:
    with running(Shelf()) as shelf:
        run = run_live(tmp_path, shelf_plan(shelf.url, limits={}))
        assert {method for method, _ in shelf.seen} == {"GET"}
    assert run.outcome("TOY-SHF-004") == ("not_run", "writing_not_allowed")
    assert run.summary.verdict is Verdict.UNPROVEN


def test_a_row_that_changes_the_product_without_saying_so_is_our_error(tmp_path: Path) -> None:
    """D10: the row says whether it writes; here it says that it does not, and sends a DELETE."""
    checks = "toy/shelves/shelf/checks.py"
    suites = changed_suites(
        tmp_path, checks, "if thing.status != 200:", 'shelf.service.send(Request("DELETE", "x"))\n    if 0:'
    )
    with running(Shelf()) as shelf:
        run = run_live(tmp_path, shelf_plan(shelf.url), suites)
        assert "vase" in shelf.things
    assert run.outcome("TOY-SHF-002") == ("error", "check_crashed")
    assert "TOY-SHF-002 sends DELETE" in run.results["TOY-SHF-002"].reason.text.en


@pytest.mark.parametrize(
    ("lie", "says", "outcome"),
    [
        ("", False, ("inconclusive", "statement_contradicted")),
        ("no_labels", True, ("inconclusive", "statement_denied")),
        ("no_labels", False, ("not_applicable", "not_supported")),
        ("number_label", True, ("fail", None)),
    ],
)
def test_statement_and_product_are_held_against_each_other(lie, says, outcome, tmp_path: Path) -> None:
    with running(Shelf(lie)) as shelf:
        run = run_live(tmp_path, shelf_plan(shelf.url, statement={"labels": says}))
    assert run.outcome("TOY-SHF-005") == outcome


def test_a_secret_appears_in_no_file_of_the_run(tmp_path: Path) -> None:
    with running(Shelf("always_there", token=SECRET)) as shelf:
        run = run_live(tmp_path, shelf_plan(shelf.url, authentication=BEARER), environment={"SHELF_TOKEN": SECRET})
    assert run.summary.verdict is Verdict.NONCONFORMANT  # it was let in
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes(), path
    with zipfile.ZipFile(run.bundle) as bundle:
        told = b"".join(bundle.read(name) for name in bundle.namelist())
    assert SECRET.encode() not in told
    assert b"{secret:SHELF_TOKEN}" in told  # the product's echo of it is a placeholder
    assert run.results["TOY-SHF-003"].findings[0].values["reproduce"].count('"$SHELF_TOKEN"') == 1


def test_a_wrong_token_is_a_matter_of_configuration(tmp_path: Path) -> None:
    with running(Shelf(token=SECRET)) as shelf:
        run = run_live(
            tmp_path, shelf_plan(shelf.url, authentication=BEARER), environment={"SHELF_TOKEN": "wrong-token-1"}
        )
    for name in ROWS[1:]:
        assert run.outcome(name) == ("inconclusive", "credentials_refused")
        assert run.results[name].reason.cause == "configuration"


def test_a_product_that_dies_is_said_to_have_died_with_its_last_request(tmp_path: Path) -> None:
    with running(Shelf(dies_after=3)) as shelf:
        limits = {"writing": True, "concurrency": 1, "exchange_seconds": 20}
        run = run_live(tmp_path, shelf_plan(shelf.url, limits=limits))
    reasons = [getattr(result, "reason", None) for result in run.results.values()]
    assert all(reason.key in ("target_died", "no_answer") for reason in reasons if reason)
    died = next(reason for reason in reasons if reason and reason.key == "target_died")
    assert "/things/" in died.text.en
    assert run.summary.verdict is Verdict.UNPROVEN


def test_an_endpoint_that_nothing_in_the_profile_has_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    """D4: it was accepted silently, and left every row unproven."""
    with running(Shelf()) as shelf:
        with pytest.raises(PlanError, match="unknown endpoint 'shlef'; did you mean shelf"):
            run_live(tmp_path, shelf_plan(shelf.url, endpoints={"shlef": shelf.url}))
        assert shelf.seen == []


def test_requests_are_numbered_before_they_are_sent_so_that_threads_change_nothing(tmp_path: Path) -> None:
    with running(Shelf(delay=0.002)) as shelf:
        one = run_live(tmp_path / "1", shelf_plan(shelf.url, limits={"concurrency": 1}))
        many = run_live(tmp_path / "16", shelf_plan(shelf.url, limits={"concurrency": 16}))
    plain = [
        sorted(each["key"] for each in run.exchanges if "key" in each and "/" not in each["key"]) for run in (one, many)
    ]
    assert plain[0] == plain[1]


def test_another_catalogue_is_said_and_what_it_cannot_answer_is_not_run(tmp_path: Path) -> None:
    with running(Shelf()) as shelf:
        run = run_live(tmp_path, shelf_plan(shelf.url))
    asked = 'shelf.thing(shelf.service.information("thing"))'
    suites = changed_suites(tmp_path, "toy/shelves/shelf/checks.py", asked, 'shelf.thing("another")')
    again = run.again(tmp_path / "again", Plan(Selection((suites,), profile="shelf")))
    assert again.differing == [("shelf TOY-SHF-002", "pass", "not_run")]


def test_a_replay_that_asks_for_something_else_is_our_error(tmp_path: Path) -> None:
    with running(Shelf()) as shelf:
        run = run_live(tmp_path, shelf_plan(shelf.url))
    with Bundle(run.bundle) as bundle:
        from conformance.engine.judges.services import judge_service
        from conformance.engine.live_session import session_of

        session = session_of(bundle.test_plan, bundle.record(complete=True))
        session.endpoints = {"shelf": "http://127.0.0.1:1/"}
        session.limits = type(session.limits)(hosts=frozenset({"127.0.0.1:1"}), writing=True)
        judged = judge_service(session, "shelf", run.plan.suites_for("shelf"), lambda name: True)
        ((_, letters, cases),) = judged.verdicts
    assert set(letters) == {"E"}
    assert {case.reason[0] for case in cases if case.reason} == {"diverged"}


def test_a_replay_needs_no_hypothesis(tmp_path: Path) -> None:
    with running(Shelf("forgets_two")) as shelf:
        run = run_live(tmp_path, shelf_plan(shelf.url))
    code = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "from conformance.cli.main import main\n"
        f"sys.exit(main(['rejudge', {str(run.bundle)!r}, '--suites', {SUITES!r}, '--lang', 'en']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")
    assert "byte for byte" in done.stdout, done.stderr
    assert done.returncode in (0, 1)


@pytest.mark.needs("assets/gltf")
def test_a_view_that_fails_at_its_documents_costs_them_alone(tmp_path: Path) -> None:
    """The rest of the run goes on, and has its report (D7)."""

    def fails() -> list[tuple[str, bytes]]:
        raise ValueError("of ours")

    (told,) = _documents(Plan(Selection(suites=("gltf/document",))), "shelf", "gltf", fails)
    assert told.verdict.problem is not None
    assert "ValueError: of ours" in told.verdict.problem.reason.text.en


@pytest.mark.parametrize(
    ("status", "headers", "token", "key", "cause"),
    [
        (401, {}, "", "credentials_needed", "configuration"),
        (401, {}, "wrong-token-1", "credentials_refused", "configuration"),
        (429, {}, "", "rate_limited", "configuration"),
        (503, {"Retry-After": "120"}, "", "not_available", "environment"),
    ],
)
def test_a_response_to_who_asks_or_when_is_no_verdict(
    status: int, headers: dict[str, str], token: str, key: str, cause: str, tmp_path: Path
) -> None:
    """D5: each has its own reason, none is the product's failure."""
    with saying(lambda request: (status, headers, b"{}")) as url:
        tables = {"authentication": BEARER} if token else {}
        run = run_live(tmp_path, shelf_plan(url, **tables), environment={"SHELF_TOKEN": token})
    assert run.summary.verdict is Verdict.UNPROVEN
    for name in ROWS:
        assert run.outcome(name) == ("inconclusive", key)
        assert run.results[name].reason.cause == cause

"""Answers of a reference product as samples: one of them changed, whatever it is asked besides."""

from __future__ import annotations

from pathlib import Path

import pytest
from doubles.ours import CATALOGUE, PLAN

from conformance.drafting.mutation.mutants import generic
from conformance.drafting.mutation.result import whole
from conformance.drafting.mutation.services.again import Again, Stimuli
from conformance.drafting.mutation.services.answers import head_changes, read, written
from conformance.drafting.mutation.services.product import InProcess
from conformance.drafting.mutation.services.trial import Answers
from conformance.drafting.mutation.trial import Status, Trial
from conformance.engine.judges import generative
from conformance.model.finding import Blocked
from conformance.model.outcome import Outcome
from conformance.model.requirement import Suite
from conformance.model.sample import Sample
from conformance.transports.exchange import Answer
from conformance.transports.limits import Limits
from conformance.transports.secrets import Secrets

ANSWER = Answer(200, (("Content-Type", "application/json"), ("ETag", '"a: b"')), b'{"issuer": "x"}\n\n')


@pytest.fixture(scope="module")
def suite() -> Suite:
    catalogue = CATALOGUE
    if "identity/openid/discovery" not in catalogue.suites:
        pytest.skip("the family is not there")
    return catalogue.suites["identity/openid/discovery"]


@pytest.fixture(scope="module")
def answers(suite: Suite) -> Answers:
    return Answers(whole(PLAN), suite)


def test_an_answer_is_read_as_it_was_written() -> None:
    assert read(written(ANSWER)) == ANSWER


def test_every_change_of_a_head_is_another_answer() -> None:
    changed = [read(data) for _, _, data in head_changes(written(ANSWER))]
    assert ANSWER not in changed
    assert len(changed) == len({repr(each) for each in changed})
    assert {each.status for each in changed} > {200, 404, 500}


def test_the_answers_of_an_honest_product_violate_nothing(answers: Answers) -> None:
    assert any("openid-configuration" in sample.name for sample in answers.samples)
    for sample in answers.samples:
        assert Outcome.FAIL not in (answers.outcomes(sample, sample.data) or {}).values()


def test_a_lie_in_one_answer_is_found_by_a_row(suite: Suite, answers: Answers) -> None:
    mutants = {each.class_: each for each in generic(answers.samples, 1, 1)}
    trial = Trial(suite, answers)
    missing = trial.tried(mutants["json.removed", "/issuer"])
    assert (missing.status, bool(missing.by)) == (Status.KILLED, True)
    assert trial.tried(mutants["http.status_500", "200"]).status in (Status.KILLED, Status.UNPROVEN)
    assert trial.tried(mutants["http.body_page", "200 body"]).status is Status.KILLED


def test_an_answer_that_nobody_asked_for_is_not_a_mutant(suite: Suite, answers: Answers) -> None:
    other = Sample("GET http://127.0.0.1:9/nothing [] b''", written(ANSWER), None, None)
    mutant = next(each for each in generic([other], 1, 1) if each.operator == "json.removed")
    assert Trial(suite, answers).tried(mutant).status is Status.INVALID


@pytest.mark.needs("interfaces/http")
def test_a_product_is_started_for_each_mutant_of_what_it_creates() -> None:
    """What it creates is at the same URL each time, so that a change of it is noticed rather than lost."""
    suite = CATALOGUE.suites["interfaces/http/resources"]
    answers = Answers(whole(PLAN), suite)
    created = [each for each in answers.samples if each.name.startswith("GET") and b'\n\n{"name": "lamp"' in each.data]
    trial, halved = Trial(suite, answers), ("text.half", "/name")
    found = [trial.tried(each) for each in generic(created, len(created), 1) if each.class_ == halved]
    assert {row for each in found for row in each.by} == {"IFC-RES-004"}
    assert Status.UNPROVEN not in {each.status for each in found}


@pytest.mark.needs("identity/did")
def test_what_an_honest_run_tried_is_tried_on_each_mutant(monkeypatch: pytest.MonkeyPatch) -> None:
    suite = CATALOGUE.suites["identity/did/resolution"]
    answers = Answers(whole(PLAN), suite)
    made: list[str] = []
    monkeypatch.setattr(generative, "_generate", lambda session, loaded, case, view, judge: made.append(case))
    sample = next(each for each in answers.samples if b"200" in each.data[:8])
    found = answers.outcomes(sample, sample.data.replace(b"HTTP 200", b"HTTP 500"))
    assert found is not None
    assert Outcome.ERROR not in found.values()
    assert made == [], "nothing was made anew"


def test_the_reason_why_there_were_no_more_stimuli_is_kept(tmp_path: Path) -> None:
    known = Stimuli()
    nothing, limits, facts = InProcess(None, {}, started=True), Limits(), {"seed": "x", "credentials": ()}
    for learning in (True, False):
        with Again(tmp_path / str(learning), nothing, limits, Secrets(), facts, known=known, learning=learning) as run:
            if learning:
                assert run.stimuli("A") is None
                run.keep_stimulus("A", 1)
                run.keep_reason("A", Blocked("not_generated", cause="environment"))
            else:
                run.keep_stimulus("B", 2)
            again = run.stimuli("A")
            assert next(again) == 1
            with pytest.raises(Blocked):
                next(again)
            assert run.stimuli("B") is None

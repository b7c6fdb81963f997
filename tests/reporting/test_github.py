"""Annotations of a GitHub workflow: what is worst first, and nothing a product says becomes a command."""

from __future__ import annotations

import io

import pytest
from doubles.journals import blocked, end, failed, finding, opening, requirement, subject

from conformance.model.finding import Where
from conformance.model.journal.records import Event
from conformance.reporting.github import write_github
from conformance.reporting.summary import summarise

ROWS = (requirement("T-1", "should"), requirement("T-2"), requirement("T-3"))


def lines(*events: Event, language: str = "en") -> list[str]:
    out = io.StringIO()
    write_github(summarise([opening(*ROWS), *events, end()]), out, language)
    return out.getvalue().splitlines()


def test_the_conclusion_is_first_then_shall_before_should_then_what_is_open() -> None:
    told = lines(
        subject("FFI", failed("T-1", finding()), failed("T-2", finding(where=Where("/a", line=7))), blocked("T-3"))
    )
    assert [each.partition(" ")[0] for each in told] == ["::error", "::error", "::warning", "::warning"]
    assert told[1] == (
        "::error file=a.json,line=7,title=T-2  SHALL  Title of T-2 (added by this specification)::/a  line 7: wrong"
    )
    assert told[3].endswith("::not judged: blocked by T-1")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_cause_is_named_once_with_the_requirements_that_share_it(language: str) -> None:
    told = lines(subject("IFI", blocked("T-1"), failed("T-2", finding()), blocked("T-3")), language=language)
    assert [each.partition(" ")[0] for each in told] == ["::error", "::error", "::warning"]
    assert told[2].endswith({"en": "(also T-1)", "zh": "（T-1 同此）"}[language])


def test_a_conformant_run_is_a_notice() -> None:
    assert [each.partition(" ")[0] for each in lines(subject("PPP"))] == ["::notice"]


def test_further_places_are_counted() -> None:
    told = lines(subject("PFP", failed("T-2", finding("/a"), finding("/b"), more=5)))
    assert told[1].endswith("wrong (more places: 6)")


@pytest.mark.parametrize(
    "evil", ["x\n::stop-commands::y", "a,line=1", "b::error::c", "5%0A::add-mask::x", "\r\n::debug::"]
)
def test_a_name_or_value_becomes_neither_a_command_nor_a_property(evil: str) -> None:
    """E6."""
    told = lines(subject("PFP", failed("T-2", finding(en=evil, zh=evil)), name=evil))
    assert len(told) == 2
    head, _, message = told[1].removeprefix("::").partition("::")
    properties = [each.partition("=")[0] for each in head.removeprefix("error ").split(",")]
    assert properties == ["file", "title"]
    assert "%0A" not in message.replace("%250A", "")

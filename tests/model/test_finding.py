"""What a check may say."""

from __future__ import annotations

import pytest

import conformance
from conformance.authoring import Blocked, Finding, NotApplicable, Where, check
from conformance.model.finding import CheckMark
from conformance.model.outcome import Cause

pytestmark = pytest.mark.versions


def test_a_place_is_a_pointer_an_offset_or_both() -> None:
    assert Finding("/a/0").where == Where(pointer="/a/0")
    assert Finding(12).where == Where(byte=12)
    assert Finding(Where(pointer="/a", byte=12)).where.as_record() == {"pointer": "/a", "byte": 12}


def test_a_record_of_a_place_holds_only_what_is_known_and_knows_zero_from_nothing() -> None:
    assert Where(byte=0).as_record() == {"byte": 0}
    assert Where(pointer="").as_record() == {"pointer": ""}
    assert Where().as_record() == {}
    whole = Where("/a", 1, 2, 3, "case-1")
    assert whole.as_record() == {"pointer": "/a", "byte": 1, "line": 2, "frame": 3, "exchange": "case-1"}


def test_values_and_template_do_not_get_in_each_others_way() -> None:
    finding = Finding("/a", "too_long", where=1, template="x", received=2)
    assert finding.template == "too_long"
    assert finding.values == {"where": 1, "template": "x", "received": 2}
    assert Finding("/a").template == ""


def test_a_finding_cuts_nothing_unless_asked() -> None:
    assert Finding("/a").cuts == ()


def test_a_finding_cuts_its_own_place_or_those_named() -> None:
    finding = Finding("/a", "key", received=1)
    assert finding.cutting().cuts == ("/a",)
    assert finding.cutting("/b", "accessors").cuts == ("/b", "accessors")
    assert finding.cutting("").cuts == ("",)
    assert finding.cuts == ()


def test_cutting_keeps_the_rest() -> None:
    finding = Finding("/a", "key", received=1)
    cut = finding.cutting()
    assert (cut.where, cut.template, cut.values) == (finding.where, finding.template, finding.values)


def test_a_finding_at_a_byte_has_no_pointer_of_its_own_to_cut() -> None:
    assert Finding(4).cutting().cuts == ()


def test_findings_are_frozen() -> None:
    with pytest.raises(AttributeError):
        Finding("/a").where = Where()  # type: ignore[misc]  # that is the point


def test_reasons_carry_their_key_and_values() -> None:
    reason = NotApplicable("no_images", count=0)
    assert (reason.key, reason.values) == ("no_images", {"count": 0})
    assert str(reason) == "no_images"


def test_blocked_is_the_products_cause_unless_said_otherwise() -> None:
    assert Blocked("x").cause is Cause.PRODUCT
    assert Blocked("x", cause="environment", cause_of="y").cause is Cause.ENVIRONMENT
    with pytest.raises(ValueError, match="nobody"):
        Blocked("x", cause="nobody")


def test_the_mark_of_a_check_leaves_the_function_as_it_is() -> None:
    def judge(document: object) -> None:
        """Judge nothing."""

    marked = check("ABC-001")(judge)
    assert marked is judge
    assert marked.__check__ == CheckMark("ABC-001", None, parameters=False)


def test_the_public_names_are_there_and_load_when_asked_for() -> None:
    assert sorted(conformance.__all__) == conformance.__all__
    assert dir(conformance) == conformance.__all__
    assert all(getattr(conformance, name) for name in conformance.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Findng'"):
        conformance.Findng  # noqa: B018 - asking is the test

"""Which files a profile of tokens takes for token metadata."""

from __future__ import annotations

import pytest

from conformance.engine.judge_target import judge_source
from conformance.engine.plan import Plan, Selection
from conformance.engine.subjects import Target
from conformance.readers.source import Source


@pytest.mark.parametrize(
    "text",
    ['{"name": "Crane"}', '{"image": "ipfs://x"}', '{"name": "Crane", "image": NaN}', '{"name": "C", "image": "x",}'],
)
def test_a_named_file_is_judged_as_what_the_profile_expects_even_if_it_lacks_a_member(text: str) -> None:
    """F4: without a profile such a text has no known kind."""
    subject = judge_source(
        Source("crane.json", text.encode()),
        Plan(Selection(profile="digital-collectible")),
        Target("crane.json", "crane.json", named=True),
    )
    assert (subject.verdict.kind, subject.verdict.recognised_by) == ("token_metadata", "plan")


@pytest.mark.parametrize(("text", "named"), [('{"version": 1}', True), ('{"name": "package"}', False), ("name", True)])
def test_a_profile_claims_no_other_file(text: str, named: bool) -> None:
    plan = Plan(Selection(profile="digital-collectible"))
    assert (
        judge_source(Source("x.json", text.encode()), plan, Target("x.json", "x.json", named=named)).verdict.kind
        is None
    )

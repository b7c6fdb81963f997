"""A journal that keeps nothing about its run, such as one that was damaged, can still be shown."""

from __future__ import annotations

import pytest
from doubles.journals import end, failed, finding, opening, requirement, subject
from reporting.test_neutral import OF_JOURNALS, written


@pytest.mark.parametrize("view", [view.name for view in OF_JOURNALS])
def test_every_view_shows_a_run_of_which_nothing_is_known(view: str) -> None:
    bare = opening(requirement("T-1"))._replace(run={})
    assert "T-1" in written(view, [bare, subject("F", failed("T-1", finding(en="got 1", zh="实际为 1"))), end()])

"""An id of the same form as another one, for asking after an entity that is not there."""

from __future__ import annotations

from typing import Any

import pytest

from conformance_suites.interfaces.sensorthings.service.checks import UNKNOWN, _unlike


@pytest.mark.parametrize(
    ("key", "other"),
    [("a1-B2", "c9-c9"), ("urn:x/3", "ccc:c/9"), ("", ""), (17, UNKNOWN)],
)
def test_letters_and_digits_are_others_and_the_rest_stays(key: Any, other: Any) -> None:
    assert _unlike(key) == other

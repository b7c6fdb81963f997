"""Electronic mail addresses."""

from __future__ import annotations

import pytest

from conformance.readers.email_address import is_email_address


@pytest.mark.parametrize(
    "text", ["a@b", "a.b+c@rooms.example", '"the desk"@rooms.example', "a@[192.0.2.1]", "房间@平台.example"]
)
def test_addresses(text: str) -> None:
    assert is_email_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "@b",
        "a@",
        "a..b@c",
        ".a@c",
        "a@b-",
        "a@-b",
        "a@b..c",
        "a@b@c",
        "a b@c",
        "a@b\\",
        "a@b\n",
        '"a@b',
    ],
)
def test_no_addresses(text: str) -> None:
    assert not is_email_address(text)


def test_long_texts_take_no_long_time() -> None:
    """A pattern that tried all ways to part it would not end."""
    assert not is_email_address("a" * 100_000 + "@" + "b-" * 100_000)

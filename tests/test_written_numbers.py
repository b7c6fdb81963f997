"""No number that decides verdicts changes by a slip of the hand."""

from __future__ import annotations

import tomllib

import pytest
from written_numbers import CHECKOUT, ROOTS, WRITTEN, numbers


def there(module: str) -> bool:
    """Whether the checkout has the module: a family may have been taken out."""
    return any((root / f"{module}.py").is_file() for root, _ in ROOTS)


@pytest.mark.skipif(not (CHECKOUT / "src").is_dir(), reason="no checkout around the tests")
def test_every_number_is_as_written_down() -> None:
    expected, found = tomllib.loads(WRITTEN.read_text(encoding="utf-8")), numbers()
    expected = {module: names for module, names in expected.items() if there(module)}
    differing = {
        f"{module}: {name}": (found.get(module, {}).get(name), expected.get(module, {}).get(name))
        for module in {**expected, **found}
        for name in {**expected.get(module, {}), **found.get(module, {})}
        if found.get(module, {}).get(name) != expected.get(module, {}).get(name)
    }
    assert differing == {}, "if these are meant, run python tests/written_numbers.py"

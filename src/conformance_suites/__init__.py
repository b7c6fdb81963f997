"""The families of suites in a checkout: an installed wheel has their folders under this name, without this file.

In the repository the folder is suites/ at the top. Families of other installed packages remain importable too; an
installed copy of this package is skipped, so that the checkout takes precedence.
"""

from pathlib import Path
from pkgutil import extend_path

_SUITES = Path(__file__).resolve().parents[2] / "suites"
_OURS = ("__init__.py", "themes.toml")
"""Files in the package of a checkout and in the wheel of the harness, but not in other packages of families."""


def _is_of_ours(place: Path) -> bool:
    return any((place / name).exists() for name in _OURS)


__path__ = [str(_SUITES), *(each for each in extend_path([], __name__) if not _is_of_ours(Path(each)))]

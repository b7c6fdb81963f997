"""The families of suites in a checkout: an installed wheel has their folders under this very name, without this file.

The folder is called suites/ at the top of the repository. Families of other installed packages stay importable too; an
installed copy of ours is passed over, since the checkout is meant instead of it.
"""

from pathlib import Path
from pkgutil import extend_path

_SUITES = Path(__file__).resolve().parents[2] / "suites"
_OURS = ("__init__.py", "themes.toml")
"""What stands in a checkout's package and in the wheel of the harness, but in no package of families."""


def _is_of_ours(place: Path) -> bool:
    return any((place / name).exists() for name in _OURS)


__path__ = [str(_SUITES), *(each for each in extend_path([], __name__) if not _is_of_ours(Path(each)))]

"""The families of suites in a checkout: an installed wheel has their folders under this very name, without this file.

The folder is called suites/ at the top of the repository. Families of other installed packages stay importable too.
"""

from pathlib import Path
from pkgutil import extend_path

_SUITES = Path(__file__).resolve().parents[2] / "suites"

__path__ = [str(_SUITES), *(each for each in extend_path([], __name__) if not Path(each, "__init__.py").exists())]

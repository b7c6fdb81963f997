"""The first file that the interpreter of one side runs: it puts that side's harness before the one in use.

Called by its path with the folder to import from, the suites folder that belongs to it, and the name of the package
that such folders are. It imports nothing of the harness before that. What else is installed, dependencies above all, is
shared with the harness in use.
"""

import json
import sys
from pathlib import Path
from pkgutil import extend_path
from types import ModuleType

OURS = ("__init__.py", "themes.toml")
"""Files of a suites folder that belongs to a harness: that of the harness in use is left out."""


def start(code: str, suites: str, package: str) -> None:
    """Answer the requests on standard input by the harness in the folder `code`."""
    sys.path.insert(0, code)
    namespace = ModuleType(package)
    namespace.__path__ = [suites]
    others = (Path(each) for each in extend_path(list[str](), package))
    namespace.__path__ += [str(each) for each in others if not any((each / name).exists() for name in OURS)]
    sys.modules[package] = namespace
    from conformance.version import __version__

    try:
        from conformance.impact.worker import main
    except ImportError:
        sys.stdout.write(json.dumps({"too_old": __version__}) + "\n")
        return
    main()


if __name__ == "__main__":
    start(*sys.argv[1:4])

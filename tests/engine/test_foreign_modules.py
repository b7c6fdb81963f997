"""No process of ours imports a module from the folder of the product, where the harness is started (E7)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import conformance

MODULES = ("json", "pickle", "multiprocessing", "conformance", "concurrent", "signal", "numpy", "struct", "typing")
# As the installed command starts: the folder of the script is in the path, not the current one.
SCRIPT = "import sys\nfrom conformance.cli.main import main\nif __name__ == '__main__':\n    sys.exit(main())\n"
COMMANDS = {
    "workers": ["check", "product", "--workers", "2"],
    "reference product": ["demo", "--profile", "identity-service"],
    "pictures": ["check", "product/00.gltf", "--pictures"],
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.needs("assets/gltf", "identity/did", "identity/openid")
def test_no_module_of_the_current_folder_is_imported(command: str, tmp_path: Path) -> None:
    product = tmp_path / "here" / "product"
    product.mkdir(parents=True)
    for number in range(30):
        (product / f"{number:02}.gltf").write_text('{"asset":{"version":"2.0"}}', encoding="utf-8")
    for name in MODULES:
        (tmp_path / "here" / f"{name}.py").write_text(
            f"with open({str(tmp_path / 'trace')!r}, 'a') as out:\n    out.write({name!r})\nraise SystemExit(9)\n",
            encoding="utf-8",
        )
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "command.py").write_text(SCRIPT, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(conformance.__file__).parents[1])}
    environment.pop("PYTHONSAFEPATH", None)
    script = [sys.executable, str(tmp_path / "bin" / "command.py")]
    done = subprocess.run(
        [*script, *COMMANDS[command]], cwd=tmp_path / "here", env=environment, capture_output=True, timeout=120
    )
    assert not (tmp_path / "trace").exists(), (tmp_path / "trace").read_text()
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 1, 3)

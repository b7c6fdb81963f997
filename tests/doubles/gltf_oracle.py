"""The official glTF validator in one Node process, as an oracle for tests and benchmarks."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).with_name("gltf_oracle.cjs")
CHECKOUT = Path(__file__).resolve().parents[2]


def node_modules() -> Path | None:
    """Where npm's gltf-validator is installed: CONFORMANCE_NODE_MODULES names the folder, or it is beside the tests."""
    named = os.environ.get("CONFORMANCE_NODE_MODULES")
    for folder in [Path(named)] if named else [CHECKOUT / "node_modules", CHECKOUT.parent / "node_modules"]:
        if (folder / "gltf-validator").is_dir():
            return folder
    return None


class Oracle:
    """Ask it about a model and it answers with its messages; None where it crashed over it, which happens."""

    def __init__(self, modules: Path) -> None:
        self._command = [str(shutil.which("node")), str(SCRIPT)]
        self._environment = {**os.environ, "NODE_PATH": str(modules)}
        self._start()

    def _start(self) -> None:
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=self._environment,
            text=True,
            encoding="utf-8",
        )

    def _ask(self, question: dict[str, Any]) -> dict[str, Any] | None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            self.close()
            self._start()
            return None
        answer: dict[str, Any] = json.loads(line)
        return answer if "messages" in answer else None

    def messages(self, data: bytes, form: str, folder: Path | None = None) -> list[dict[str, Any]] | None:
        """What it says of a model in the form "gltf" or "glb", whose files are in the folder."""
        question = {"format": form, "data": base64.b64encode(data).decode()}
        answer = self._ask(question | ({"folder": str(folder)} if folder else {}))
        return answer and answer["messages"]

    def info(self, path: Path) -> dict[str, Any]:
        """What it counts in a file: totalTriangleCount, drawCallCount and others; `resources` tells of images."""
        answer = self._ask({"path": str(path)})
        if answer is None:
            raise RuntimeError(f"the official validator does not judge {path}")
        return answer.get("info") or {}

    def seconds(self, paths: list[Path]) -> float:
        """Seconds of processor time it takes to read and judge these files, on all its threads together."""
        answer = self._ask({"paths": [str(path) for path in paths]})
        if answer is None:
            raise RuntimeError("the official validator does not judge the files")
        return float(answer["seconds"])

    def close(self) -> None:
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()
        self._process.wait(timeout=30)


@contextmanager
def oracle(modules: Path | None = None) -> Iterator[Oracle | None]:
    """The oracle from these node_modules, or those at hand; None where Node or the package is absent."""
    modules = modules or node_modules()
    if modules is None or shutil.which("node") is None:
        yield None
        return
    asked = Oracle(modules)
    try:
        yield asked
    finally:
        asked.close()

"""The pages people read, and what they show: commands with their output, programs, files.

Python in docs/ is a program, in the documents of the suites a fragment.
The word after the backticks of a block is its language, which may be followed by
  file=NAME     the block is this file, written before what follows on the page is run
  exit=1        the exit status of its commands, or exit=0,1 one by one; 0 where nothing is said
  head=9 tail=2 how much of the output a page shows; `...` stands for the rest
  skip="why"    not run here: it needs a network or a product
`python -m tests.doc_pages [PAGE...]` writes the output that commands have now into the pages.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from conformance.cli.main import main

CHECKOUT = Path(__file__).resolve().parents[1]
FENCE = re.compile(
    r"^(?P<indent> *)```(?P<language>\w+)(?P<options>[^\n]*)\n(?P<text>.*?)^(?P=indent)```$", re.S | re.M
)
VOLATILE = [
    (re.compile(r"conformance \d[\w.]*"), "conformance VERSION"),
    (re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{4}"), "RUN"),
    (re.compile(r"127\.0\.0\.1:\d+"), "HOST"),
    (re.compile(r"sha256:[0-9a-f]+"), "sha256:DIGEST"),
    (re.compile(r"\d{4}-\d\d-\d\d[T ][0-9:.+Z]+"), "TIME"),
    (re.compile(r"\b(by|on) 20\d\d-\d\d-\d\d|于 20\d\d-\d\d-\d\d"), "on DAY"),
    (re.compile(r"expires = 20[0-8]\d-\d\d-\d\d"), "expires = DATE"),
    (re.compile(r"\d+(\.\d+)?( seconds|s| 秒)\b"), "SECONDS"),
]
SHOWN_HOST = "http://127.0.0.1:8080"
LOCALES = {"en": "en_US.UTF-8", "zh": "zh_CN.UTF-8"}


@dataclass(frozen=True)
class Block:
    """A block of a page: where it begins, what it says of itself, what it holds."""

    page: Path
    line: int
    language: str
    options: dict[str, str]
    text: str

    @property
    def place(self) -> str:
        return f"{self.page.relative_to(CHECKOUT).as_posix()}:{self.line}"

    @property
    def commands(self) -> list[str]:
        """The command lines it shows."""
        if self.language == "console":
            return [line[2:] for line in self.text.splitlines() if line.startswith("$ ")]
        lines = self.text.splitlines() if self.language == "sh" else []
        return [line for line in lines if line.strip() and not line.startswith("#")]

    @property
    def expected(self) -> list[tuple[str, int]]:
        """Its commands with the exit status each has to have."""
        commands = self.commands
        statuses = [int(each) for each in self.options.get("exit", "0").split(",")]
        return list(zip(commands, statuses * len(commands) if len(statuses) == 1 else statuses, strict=True))

    @property
    def output(self) -> str:
        """What it shows below its command."""
        return self.text.partition("\n")[2]

    def cut(self, told: str) -> str:
        """As much of the output as the block shows."""
        lines = [line.rstrip() for line in told.rstrip().splitlines()]
        head, tail = int(self.options.get("head", len(lines))), int(self.options.get("tail", 0))
        if head + tail >= len(lines):
            return "\n".join(lines) + "\n"
        return "\n".join([*lines[:head], "...", *lines[len(lines) - tail :]]) + "\n"


def pages() -> list[Path]:
    """Every written page with commands: READMEs, docs in both languages, documents of the suites."""
    names = ("README*.md", "docs/*.md", "docs/zh/*.md", "suites/README*.md", "suites/terminals/recording/RECORDING*.md")
    return [path for name in names for path in sorted(CHECKOUT.glob(name))]


def blocks(page: Path) -> list[Block]:
    """The blocks of a page, in their order."""
    text = page.read_text(encoding="utf-8")
    found = []
    for each in FENCE.finditer(text):
        options = dict(part.partition("=")[::2] for part in shlex.split(each["options"]))
        indent = re.compile(f"^{each['indent']}", re.M)
        line = text.count("\n", 0, each.start()) + 1
        found.append(Block(page, line, each["language"], options, indent.sub("", each["text"])))
    return found


def language_of(page: Path) -> str:
    return "zh" if page.parent.name == "zh" or page.name.endswith(".zh.md") else "en"


def settled(told: str) -> str:
    """Output without what differs from run to run and from system to system."""
    told = told.replace("\\", "/")
    for pattern, name in VOLATILE:
        told = pattern.sub(name, told)
    return "\n".join(line.rstrip() for line in told.rstrip().splitlines())


def furnish(folder: Path) -> None:
    """What the pages take for granted: a model, a folder with a good and a bad one, and what a pilot published."""
    models = folder / "models"
    models.mkdir()
    (models / "good.gltf").write_text('{"asset": {"version": "2.0"}}', encoding="utf-8")
    (models / "bad.gltf").write_text('{"asset": {"version": "2.0"}, "scene": 3}', encoding="utf-8")
    text = b'{"asset": {"version": "2.0"}}   '
    sizes = (12 + 8 + len(text)).to_bytes(4, "little"), len(text).to_bytes(4, "little")
    (folder / "model.glb").write_bytes(b"glTF\2\0\0\0" + sizes[0] + sizes[1] + b"JSON" + text)
    shutil.copytree(CHECKOUT / "reports" / "examples" / "pilot" / "site", folder / "register")


def run_page(page: Path, host: str) -> Iterator[tuple[Block, str, str]]:
    """Run all that a page shows, in the current folder; (block, command, what went wrong or "", its output)."""
    for block in blocks(page):
        if "file" in block.options:
            path = Path(block.options["file"])
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text.replace(SHOWN_HOST, host), encoding="utf-8")
            forget(path)
        if "skip" in block.options:
            continue
        if block.language == "python" and "file" not in block.options and block.place.startswith("docs/"):
            yield block, "", *run_program(block)
        for command, expected in block.expected:
            status, told = run_command(command, language_of(page))
            told = told.replace(host, SHOWN_HOST)
            yield block, command, "" if status == expected else f"exit status {status}, expected {expected}", told


def forget(path: Path) -> None:
    """Import the file anew in this process, as another one would."""
    for name, module in list(sys.modules.items()):
        written = getattr(module, "__file__", None)
        if written and written.endswith(path.name) and Path(written).resolve() == path.resolve():
            del sys.modules[name]


def run_program(block: Block) -> tuple[str, str]:
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            exec(compile(block.text, block.place, "exec"), {"__name__": "example"})  # noqa: S102 - our own page
    except Exception as error:
        return f"{type(error).__name__}: {error}", out.getvalue()
    return "", out.getvalue()


def run_command(command: str, language: str) -> tuple[int, str]:
    """(exit status, output) of a command line of ours, in this process; pytest has one to itself."""
    words = shlex.split(command, comments=True)
    program = words[0].rpartition("/")[2]
    surroundings = {"LC_ALL": LOCALES[language], "COLUMNS": "100"}
    if program == "pytest":
        made = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *words[1:]]
        done = subprocess.run(made, capture_output=True, text=True, encoding="utf-8", env=os.environ | surroundings)
        return done.returncode, done.stdout
    if program != "conformance":
        return -1, 'not a command of this project: say skip="why"'
    out = io.StringIO()
    with patch.dict(os.environ, surroundings), contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            status = main(words[1:])
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 2
    return status, out.getvalue()


@contextlib.contextmanager
def product(wanted: bool) -> Iterator[str]:
    """The address of the embedded reference product, where a page wants one."""
    if not wanted:
        yield SHOWN_HOST
        return
    from conformance.catalogue import load_catalogue
    from conformance.reference.product import ReferenceProduct, families_with_products

    catalogue = load_catalogue()
    families = families_with_products(catalogue, catalogue.profile("identity-service").kinds)
    with ReferenceProduct(families, "identity-service").start() as running:
        yield running.url


def renew(page: Path) -> None:
    """Write the output that its commands have now into a page."""
    text = page.read_text(encoding="utf-8")
    with product(SHOWN_HOST in text) as host:
        for block, command, wrong, told in run_page(page, host):
            if wrong:
                print(f"{block.place}: {command}: {wrong}\n{told}")
            elif block.language == "console" and settled(block.cut(told)) != settled(block.output):
                text = text.replace(block.text, f"$ {command}\n{block.cut(told)}")
                print(f"{block.place}: renewed")
    page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    for each in [Path(name).resolve() for name in sys.argv[1:]] or pages():
        with TemporaryDirectory() as place, contextlib.chdir(place):
            furnish(Path(place))
            renew(each)

"""The site and the papers of the demo pilot in reports/examples/pilot: `python -m tests.programme.pilot_example`.

Its keys are made from published words and protect nothing; its days and its machine are invented.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

from conformance.catalogue import folder
from tests.programme import demo_pilot
from tests.programme.demo_pilot import REASON, command, make_pilot

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER = timedelta(days=30)
"""After which a fault is found in the product that was certified."""
LANGUAGES = ("en", "zh")
PAPERS = {
    "attestation-lantern": "C-000001",
    "attestation-mirror": "C-000002",
    "register": "register",
    "review-mirror": "submissions/beta/mirror/1.0.0",
}
FOR_WORD = ("attestation-lantern",)
README = """# The demo pilot

Made by `python -m tests.programme.pilot_example` for three invented products: Lantern was certified and later
revoked, Mirror is conditional, Noise was refused. A verdict about Lantern was disputed, and the dispute rejected.
`site/` is what the pilot publishes, `papers/` what it and its laboratory print.

**TEST KEYS, NOT SECRET: anyone can make them, so a signature here vouches for nothing.** Parties, days and the
machine are invented.

## 演示试点

由 `python -m tests.programme.pilot_example` 生成，含三个虚构产品：

* Lantern 曾获证明，后被撤销，对其一项结论的异议不成立；
* Mirror 附条件；
* Noise 未通过。

`site/` 为试点发布的网站，`papers/` 为试点及其测试机构的纸质文件。

**测试密钥，并非秘密：任何人都能生成，因此此处的签名不为任何内容作证。** 各方、日期和计算机均为虚构。
"""


def published_key(name: str) -> Any:
    """The key of a party, which anyone can make."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(sha256(f"TEST KEY, NOT SECRET: {name}".encode()).digest())


class Calendar:
    """The day of the demo: each command is run a day after the one before."""

    def __init__(self) -> None:
        self.now = START

    def command(self, *words: object, status: int = 0) -> None:
        self.now += timedelta(days=1)
        command(*words, status=status)


@contextlib.contextmanager
def still() -> Iterator[Calendar]:
    """Within the block, days, run numbers and the machine are those of the demo."""
    calendar = Calendar()

    class Day(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
            return calendar.now

    with contextlib.ExitStack() as changed:
        opening = "conformance.engine.opening"
        for name, value in {
            "conformance.programme.moments.datetime": Day,
            f"{opening}.datetime": Day,
            f"{opening}.platform": SimpleNamespace(
                node=lambda: "example",
                system=lambda: "Example",
                release=lambda: "1",
                machine=lambda: "any",
                python_version=lambda: "3",
            ),
            f"{opening}.os": SimpleNamespace(urandom=bytes),
            f"{opening}.round": lambda *_: 0.0,  # the seconds that the run took
            f"{opening}.__version__": "0",
            f"{opening}.preferred_engine": lambda: "example",
        }.items():
            changed.enter_context(mock.patch(name, value))
        changed.enter_context(mock.patch.object(demo_pilot, "command", calendar.command))
        yield calendar


def dispute(pilot: Path, keys: Path) -> None:
    """A holder disputes a verdict about its product, and the reviewer answers; on the day of the last event."""
    about = ["programme", "dispute", pilot, "submissions/alpha/lantern/1.0.0", "--requirement", "AST-GLD-011"]
    asked = [
        "--reason-en",
        "read otherwise, a higher minor version is allowed",
        "--reason-zh",
        "可作另一种理解：允许更高的次版本号",
    ]
    told = ["--reason-en", "the major version alone decides", "--reason-zh", "仅主版本号起决定作用"]
    command(*about, *asked, "--key", keys / "alpha.pem")
    command(*about, *told, "--answer", "rejected", "--key", keys / "reviewer.pem")


def make_example(into: Path, endings: Sequence[str] = ("pdf", "docx")) -> None:
    """The site and the papers in a folder that is made anew."""
    with tempfile.TemporaryDirectory() as place, still() as calendar:
        made = Path(place).resolve() / "demo"
        pilot = make_pilot(made, published_key)
        calendar.now += LATER
        key = ["--key", made / "keys" / "issuer.pem"]
        calendar.command("programme", "revoke", pilot, "C-000001", *key, *REASON)
        dispute(pilot, made / "keys")
        calendar.command("programme", "publish", pilot, *key)
        shutil.rmtree(into, ignore_errors=True)
        shutil.copytree(pilot / "site", into / "site")
        (into / "README.md").write_text(README, encoding="utf-8", newline="\n")
        if endings:
            write_papers(pilot, made / "evidence" / "alpha" / "run.jsonl", into / "papers", endings)


def write_papers(pilot: Path, journal: Path, into: Path, endings: Sequence[str]) -> None:
    """Each paper as PDF and for Word, in both languages."""
    into.mkdir()
    for language in LANGUAGES:
        for ending in endings:
            for name in PAPERS if ending == "pdf" else FOR_WORD:
                what = PAPERS[name]
                output = into / f"{name}-{language}.{ending}"
                command("programme", "paper", pilot, what, "--output", output, "--lang", language)
            report = into / f"report-lantern-{language}.{ending}"
            command("report", journal, "--format", ending, "--output", report, "--lang", language)


if __name__ == "__main__":
    make_example(folder("reports") / "examples" / "pilot")

"""What argparse complains of, in our words; its own change from Python to Python."""

from __future__ import annotations

import ctypes
import sys
from types import SimpleNamespace

import pytest

from conformance.cli.language import language_of
from conformance.cli.parser import Misuse, Parser
from conformance.model.text import Text

pytestmark = pytest.mark.versions
HELP = Text("100 % of it", "全部 100 %")


def parser(language: str = "en") -> Parser:
    made = Parser("check", Text("judge files", "判定文件"), language)
    made.argument("path", metavar="PATH", help=HELP)
    made.argument("second", metavar="SECOND", nargs="?", help=HELP)
    made.option("--output", metavar="FILE", help=HELP)
    made.option("--pictures", action="store_true", help=HELP)
    made.option("--names", nargs="+", metavar="NAME", help=HELP)
    made.option("--format", choices=("html", "json"), default="html", help=HELP)
    return made


COMPLAINTS = {
    "": ("PATH is missing", "缺少 PATH"),
    "a b c": ("unexpected argument c", "多余的参数 c"),
    "a --output": ("--output needs a value", "--output 缺少取值"),
    "a --names": ("--names needs a value", "--names 缺少取值"),
    "a --pictures=1": ("--pictures takes no value", "--pictures 不带取值"),
    "a --outptu x": (
        "unknown option '--outptu'; did you mean --output?",
        "未知的选项“--outptu”；是否指 --output？",
    ),
    "a --out x": (
        "unknown option '--out'; did you mean --output or --format?",
        "未知的选项“--out”；是否指 --output 或 --format？",
    ),
    "a --format jsn": (
        "--format: unknown choice 'jsn'; did you mean json?",
        "--format：未知的取值“jsn”；是否指 json？",
    ),
    "a --format=pdf": (
        "--format: unknown choice 'pdf'; known: html, json",
        "--format：未知的取值“pdf”；可选：html、json",
    ),
}


@pytest.mark.parametrize("line", COMPLAINTS)
def test_a_mistake_is_said_in_both_languages(line: str) -> None:
    with pytest.raises(Misuse) as caught:
        parser().parse(line.split())
    assert (caught.value.text.en, caught.value.text.zh) == COMPLAINTS[line]


def test_what_is_right_is_read() -> None:
    options = parser().parse(["a", "--format", "json", "--pictures", "--names", "x", "y", "--output=-"])
    assert (options.path, options.second, options.format, options.pictures) == ("a", None, "json", True)
    assert (options.names, options.output) == (["x", "y"], "-")
    assert parser().parse(["--", "--a-file"]).path == "--a-file"


def test_help_and_usage_are_in_one_language(capsys: pytest.CaptureFixture[str]) -> None:
    for language, words, other in (
        ("en", ("usage: conformance check", "arguments:", "options:", "100 % of it"), "选项"),
        ("zh", ("用法：conformance check", "参数：", "选项：", "全部 100 %"), "usage"),
    ):
        with pytest.raises(SystemExit, match="0"):
            parser(language).parse(["--help"])
        out = capsys.readouterr().out
        assert all(word in out for word in words)
        assert other not in out
    assert parser().short_usage().en == "usage: conformance check PATH [SECOND]; all options: conformance check --help"


@pytest.mark.parametrize(
    ("argv", "environment", "language"),
    [
        (["check", "--lang", "zh"], "en_US.UTF-8", "zh"),
        (["check", "--lang=en"], "zh_CN.UTF-8", "en"),
        (["check", "--lang"], "zh_CN.UTF-8", "zh"),
        (["check", "--lang", "cn"], "C", "en"),
        ([], "zh_TW", "zh"),
        ([], "", "en"),
    ],
)
def test_the_language_is_known_before_the_options_are_read(
    argv: list[str], environment: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", environment)
    assert language_of(argv) == language


@pytest.mark.parametrize(("identifier", "language"), [(0x0804, "zh"), (0x0404, "zh"), (0x0409, "en"), (0x0411, "en")])
def test_windows_says_its_language_where_the_environment_does_not(
    identifier: int, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    kernel = SimpleNamespace(GetUserDefaultUILanguage=lambda: identifier)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    assert language_of([]) == language


@pytest.mark.parametrize(
    ("language", "said"), [("en", "--profile is given more than once"), ("zh", "--profile 给出多次")]
)
def test_a_run_has_one_profile(language: str, said: str) -> None:
    """A1: the last of two profiles silently won, so that the other was not claimed although it was named."""
    made = parser(language)
    made.option("--profile", metavar="NAME", help=HELP)
    assert made.parse(["--profile", "one", "--", "a", "--profile"]).profile == "one"
    with pytest.raises(Misuse) as caught:
        made.parse(["a", "--profile", "one", "--profile=two"])
    assert said in caught.value.text[language]

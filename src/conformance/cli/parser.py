"""The options of a command: help and complaints in the user's language, the mistake first and the usage last."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

from conformance.cli.language import LANGUAGES, default_language
from conformance.model.nearest import UnknownName, nearest
from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.reporting.lines import width as columns

HEADINGS = {"arguments": Text("arguments", "参数"), "options": Text("options", "选项")}
USAGE = {"en": "usage: ", "zh": "用法："}
SHORT_USAGE = Text("usage: {usage}; all options: {command} --help", "用法：{usage}；全部选项：{command} --help")
NAMED = 3
"""How many other commands are named that have an option."""
ONCE = ("--profile", "--plan", "--baseline")
"""Options of which the last would silently win, although a claim hangs on each."""
TWICE = Text("{name} is given more than once: a run has one", "{name} 给出多次：一次运行只能有一个")
COMPLAINTS: tuple[tuple[str, Text], ...] = (
    ("the following arguments are required: (?P<names>.+, .+)", Text("{names} are missing", "缺少 {names}")),
    ("the following arguments are required: (?P<names>.+)", Text("{names} is missing", "缺少 {names}")),
    ("unrecognized arguments: (?P<names>.+)", Text("unexpected argument {names}", "多余的参数 {names}")),
    ("argument (?P<name>.+): expected one argument", Text("{name} needs a value", "{name} 缺少取值")),
    ("argument (?P<name>.+): expected at least one argument", Text("{name} needs a value", "{name} 缺少取值")),
    ("argument (?P<name>.+): ignored explicit argument .+", Text("{name} takes no value", "{name} 不带取值")),
    (
        "argument (?P<name>.+): not allowed with argument (?P<other>.+)",
        Text("{name} cannot be used together with {other}", "{name} 不可与 {other} 同时使用"),
    ),
)
"""How argparse says it, and how we do; its own sentences are kept for what is not listed here."""


class Misuse(Problem):
    """Options that do not fit together, or that the command does not have; the usage is shown with it."""


class _Help(argparse.HelpFormatter):
    """Help in one language."""

    language = "en"

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, USAGE[self.language] if prefix is None else prefix)


class _ChineseHelp(_Help):
    language = "zh"

    def _split_lines(self, text: str, width: int) -> list[str]:
        """Lines of Chinese, whose characters are two columns wide; a name in Latin letters stays whole."""
        lines = [""]
        for piece in re.findall("(?:[!-~]+|.)[、，；：。）]? ?", text):
            if columns(lines[-1] + piece.rstrip()) > width:
                lines.append("")
            lines[-1] += piece
        return [line.strip() for line in lines if line.strip()]

    def format_help(self) -> str:
        """Chinese headings end in a Chinese colon."""
        return re.sub(r"(?m)^(\w+):$", r"\1：", super().format_help())


class Parser(argparse.ArgumentParser):
    """The arguments and options of one command. `parse` raises Misuse, or UnknownName for a choice there is not."""

    def __init__(self, command: str, description: Text, language: str) -> None:
        super().__init__(
            f"conformance {command}",
            description=description[language],
            allow_abbrev=False,
            add_help=False,
            formatter_class=_ChineseHelp if language == "zh" else _Help,
        )
        self.language = language
        self._said = self.add_argument_group(HEADINGS["arguments"][language])
        self._optional = self.add_argument_group(HEADINGS["options"][language])
        self._metavars: list[str] = []
        self._choices: dict[str, Sequence[str]] = {}
        self.known_options: list[str] = []
        self.option("-h", "--help", action="help", help=Text("show this help", "显示此帮助"))
        self.option(
            "--lang",
            choices=LANGUAGES,
            default=default_language(),
            help=Text("language of the output", "输出语言"),
        )

    def argument(self, name: str, *, metavar: str, help: Text, choices: Sequence[str] = (), **rest: Any) -> None:  # noqa: A002
        """An argument by its position."""
        if choices:
            rest["type"] = _one_of(metavar, choices)
            self._choices[metavar] = choices
        self._metavars.append({"?": f"[{metavar}]", "+": f"{metavar}..."}.get(rest.get("nargs", ""), metavar))
        self._said.add_argument(name, metavar=metavar, help=help[self.language].replace("%", "%%"), **rest)

    def option(self, *names: str, help: Text, choices: Iterable[str] = (), **rest: Any) -> None:  # noqa: A002
        """An option; one of `choices` may be written as any of them."""
        if allowed := tuple(choices):
            rest["type"] = _one_of(names[-1], allowed)
            rest.setdefault("metavar", "{" + ",".join(allowed) + "}")
        self.known_options += names
        if rest.get("required"):
            self._metavars.append(f"{names[-1]} {rest['metavar']}")
        self._optional.add_argument(*names, help=help[self.language].replace("%", "%%"), **rest)

    def parse(self, argv: Sequence[str]) -> argparse.Namespace:
        """The options. Raises Misuse for the first mistake; an option that does not exist comes before all others."""
        for word in argv:
            if word == "--":
                break
            name = word.partition("=")[0]
            if re.match("-[^0-9]", name) and name not in self.known_options:
                raise UnknownOption(name, self.known_options)
        given = [word.partition("=")[0] for word in argv[: argv.index("--") if "--" in argv else None]]
        for name in ONCE:
            if given.count(name) > 1:
                raise Misuse(TWICE.filled({"name": name}))
        options = self.parse_args(argv)
        options.argv = list(argv)
        return options

    def error(self, message: str) -> NoReturn:
        for pattern, text in COMPLAINTS:
            if found := re.fullmatch(pattern, message, re.DOTALL):
                raise Misuse(self._with_choices(text.filled(found.groupdict()), found.groupdict().get("names", "")))
        raise Misuse(Text(message, message))

    def _with_choices(self, complaint: Text, names: str) -> Text:
        """The complaint, with what the first of these arguments may be."""
        first = names.partition(", ")[0]
        choices = self._choices.get(first, ())
        if not choices:
            return complaint
        return Text(
            f"{complaint.en}; {first} is one of {', '.join(choices)}",
            f"{complaint.zh}；{first} 为下列之一：{'、'.join(choices)}",
        )

    def short_usage(self) -> Text:
        """How the command is used, in one line."""
        usage = " ".join([self.prog, *self._metavars])
        return SHORT_USAGE.filled({"usage": usage, "command": self.prog})


class UnknownOption(Misuse):
    """An option that the command does not have; `near` are options it has."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        self.name, self.near = name, nearest(name, [each for each in known if each.startswith("--")])
        super().__init__(UnknownName("option", name, [each for each in known if each.startswith("--")]).text)

    def of(self, commands: Sequence[str]) -> Misuse:
        """The sentence where other commands have the option."""
        named = [f"conformance {each}" for each in commands[:NAMED]]
        others = len(commands) - len(named)
        all_of_them = f" 等 {len(commands)} 个命令" if others else " "
        return Misuse(
            Text(
                f"{self.name} is not an option of this command, but of {', '.join(named)}"
                + (f" and {others} more" if others else ""),
                f"{self.name} 不是此命令的选项，而是 {'、'.join(named)}{all_of_them}的选项",
            )
        )


def _one_of(name: str, allowed: Sequence[str]) -> Callable[[str], str]:
    def choose(value: str) -> str:
        if value in allowed:
            return value
        unknown = UnknownName("choice", value, allowed).text
        raise Misuse(Text(f"{name}: {unknown.en}", f"{name}：{unknown.zh}"))

    return choose

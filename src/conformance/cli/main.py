"""The command `conformance`: picks the sub-command and turns every expected trouble into one sentence."""

from __future__ import annotations

import os
import sys

from conformance.version import __version__

COMMANDS = {
    "check": "judge files and folders | 判定文件和文件夹",
    "init": "write a plan for a product, to fill in | 写出待填写的产品计划",
    "doctor": "is a plan ready to run? nothing is judged | 检查计划是否就绪，不作判定",
    "run": "judge a live product by its plan | 按计划判定在线产品",
    "rejudge": "judge a run again from its evidence, offline | 由证据离线重新判定",
    "convert": "bring a recording of a terminal into the recording format | 转换终端录制数据",
    "list": "list suites, requirements, profiles or standards | 列出测试套、要求、轮廓或标准",
    "explain": "all there is to know about one requirement | 说明一条要求",
    "prove": "show what each requirement's samples catch | 证明各条要求可测试",
    "report": "render a journal again | 由日志重新生成报告",
    "compare": "what changed between two runs | 比较两次运行",
    "matrix": "products side by side | 并列比较各产品",
    "trace": "policy clauses and themes against requirements | 由政策条款追溯到要求",
    "qualify": "a tool confirmation record for a laboratory's file | 测试工具确认记录",
    "demo": "judge embedded samples, no input needed | 判定内置样例，无需输入",
}

HELP = f"""\
conformance {__version__}: conformance tests for metaverse interoperability standards
                  元宇宙互操作标准一致性测试

usage: conformance COMMAND [options]     conformance COMMAND --help

{chr(10).join(f"  {name:<9} {text}" for name, text in COMMANDS.items())}

exit status: 0 conformant | 1 a SHALL violated | 2 usage or configuration | 3 a SHALL unproven, or none satisfied
             4 error of the test system | 130 interrupted | 141 output closed early
"""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    argv = sys.argv[1:] if arguments is None else arguments
    if argv[:1] in (["--version"], ["-V"]):
        print(f"conformance {__version__}")
        return 0
    prepare_streams()
    if not argv or argv[0] in ("-h", "--help", "help"):
        print(HELP, end="")
        return 0 if argv else 2
    return _command(argv[0], argv[1:])


def prepare_streams() -> None:
    """A character the console cannot show becomes an escape; it never stops the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _command(name: str, argv: list[str]) -> int:
    from importlib import import_module

    from conformance.cli.console import complain
    from conformance.model.nearest import UnknownName
    from conformance.model.outcome import INTERRUPTED, OUTPUT_CLOSED, USAGE_ERROR, Verdict

    try:
        if name not in COMMANDS:
            raise UnknownName("command", name, COMMANDS)
        command = import_module(f"conformance.cli.{name}_command")
        return int(command.run(argv))
    except UnknownName as error:
        complain(str(error))
    except BrokenPipeError:
        # Whoever read our output has gone: what is left to say goes nowhere, and is no verdict.
        sys.stdout = None
        return OUTPUT_CLOSED
    except KeyboardInterrupt:
        complain("interrupted")
        return INTERRUPTED
    except Exception as error:
        if _expected(error):
            complain(str(error))
            return USAGE_ERROR
        if "CONFORMANCE_TRACEBACK" in os.environ:
            raise
        complain(f"error of the test system: {type(error).__name__}: {error} (CONFORMANCE_TRACEBACK=1 shows where)")
        return Verdict.ERROR.exit_status
    return USAGE_ERROR


def _expected(error: Exception) -> bool:
    """Trouble with the catalogue, a journal or the disk is the user's to mend; anything else is our bug."""
    from conformance.catalogue.errors import CatalogueError
    from conformance.engine.bundle import BundleRefused
    from conformance.model.journal.reading import NotAJournal

    return isinstance(error, CatalogueError | BundleRefused | NotAJournal | OSError)


if __name__ == "__main__":
    sys.exit(main())

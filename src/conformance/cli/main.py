"""The command `conformance`: picks the sub-command and turns every expected trouble into one sentence."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from typing import TYPE_CHECKING

from conformance.cli.language import language_of
from conformance.version import __version__

if TYPE_CHECKING:
    from conformance.cli.parser import Parser, UnknownOption
    from conformance.model.problem import Problem

COMMANDS = {
    "check": ("judge files and folders", "判定文件和文件夹"),
    "init": ("write a plan for a product, to fill in", "生成待填写的产品测试计划"),
    "doctor": ("is a plan ready to run? nothing is judged", "检查计划是否就绪，不作判定"),
    "run": ("judge a live product by its plan", "按计划判定在线产品"),
    "listen": ("record what a device says, and judge it meanwhile", "录制设备发送的数据，并同时判定"),
    "rejudge": ("judge a run again from its evidence, offline", "由证据离线重新判定"),
    "purge": ("remove files from evidence whose retention is over", "从证据中移除保留期满的文件"),
    "convert": ("bring a recording of a terminal into the recording format", "将终端录制数据转换为录制格式"),
    "list": ("list suites, requirements, profiles and more", "列出测试套、要求、轮廓等"),
    "explain": ("everything about one requirement", "说明一条要求"),
    "new": ("scaffold a requirement, a suite or a family", "生成要求、测试套或测试套族的样板"),
    "prove": ("prove that the samples of each requirement catch its faults", "证明各条要求的样例能发现其错误"),
    "lint": ("review the wording of requirements, or of a draft", "审查要求或标准草案的措辞"),
    "draft": ("a suite as the committee's document", "将测试套写成标准草案文件"),
    "statement": ("read a vendor's filled-in proforma into a plan", "将供应方填写的形式表读入计划"),
    "mutate": ("changes to good samples that no requirement notices", "找出任何要求都未发现的正例更改"),
    "strength": ("changes to a suite's own rules that no sample notices", "找出样例未发现的测试套自身更改"),
    "witness": (
        "the smallest good sample of a requirement, and what breaks it",
        "要求的最小正例及使其不满足的更改",
    ),
    "freeze": ("publish a version of a profile, whose rows no longer change", "发布轮廓的一个版本，其要求不再变化"),
    "impact": ("which verdicts a change of the requirements changes", "要求的更改会改变哪些结论"),
    "report": ("show a run again, in any format", "由日志重新生成报告"),
    "compare": ("what changed between two runs", "比较两次运行"),
    "matrix": ("products side by side", "并列比较各产品"),
    "trace": ("policy clauses and themes against requirements", "由政策条款追溯到要求"),
    "qualify": ("a tool confirmation record for a laboratory's file", "供实验室存档的测试工具确认记录"),
    "sign": ("a signed statement about the evidence of a run", "为运行的证据生成已签名的声明"),
    "verify": ("who vouches for evidence or a certificate, offline", "离线验证由谁为证据或证明作证"),
    "programme": ("a pilot programme: reviews, certificates, a register", "试点：评审、证明和登记册"),
    "recall": ("which certificates a change of the requirements touches", "要求的更改会影响哪些证明"),
    "surveil": ("what falls due in a programme, and whom to notify", "试点中哪些事项到期，应通知谁"),
    "evaluate": ("what a programme effects, over many reports", "由多份报告评估实施效果"),
    "challenge": ("fresh vectors for a closed product", "为封闭产品生成新的测试向量"),
    "demo": ("judge embedded samples; no input needed", "判定内置样例，无需输入"),
}

OF_SUITES = frozenset(
    {
        "list",
        "explain",
        "new",
        "prove",
        "freeze",
        "lint",
        "draft",
        "statement",
        "mutate",
        "strength",
        "witness",
        "trace",
        "qualify",
    }
)
"""What a drafter uses on the suites of a checkout, which may not be the ones in use."""
OLDEST = (3, 11)
TOO_OLD = (
    "Python 3.11 or newer is needed, this is {0}.{1}; for example: python3.12 -m pip install metaverse-conformance",
    "需要 Python 3.11 或更新版本，当前为 {0}.{1}；例如：python3.12 -m pip install metaverse-conformance",
)
HEAD = (
    "conformance tests for metaverse interoperability standards",
    "元宇宙互操作标准一致性测试",
)
USAGE = (
    "usage: conformance COMMAND [options]     conformance COMMAND --help",
    "用法：conformance 命令 [选项]     conformance 命令 --help",
)
STATUS = (
    """\
exit status: 0 conformant, or no violation found | 1 a SHALL violated | 2 usage or configuration
             3 a SHALL unproven, or none satisfied | 4 internal error | 130 interrupted | 141 output closed early
""",
    """\
退出状态：0 符合，或未发现不符合项 | 1 有“应”类要求不满足 | 2 用法或配置有误
          3 有“应”类要求未能证实，或均未满足 | 4 测试系统内部出错 | 130 已中断 | 141 输出被提前关闭
""",
)


OBJECTS_BETWEEN_COLLECTIONS = 10_000
"""By default Python collects some forty times while a command starts, and once more at its end: 5 % of a short one."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    argv = sys.argv[1:] if arguments is None else arguments
    if sys.version_info < OLDEST:
        print(f"conformance: {TOO_OLD[language_of(argv) == 'zh'].format(*sys.version_info)}", file=sys.stderr)
        return 2
    if argv[:1] in (["--version"], ["-V"]):
        print(f"conformance {__version__}")
        return 0
    prepare_streams()
    if arguments is None:
        _end_as_by_ctrl_c()
    if argv[:1] == ["help"] and len(argv) > 1 and not argv[1].startswith("-"):
        argv = [argv[1], "--help", *argv[2:]]
    if not argv or argv[0] in ("-h", "--help", "help"):
        print(overview(language_of(argv)), end="")
        return 0 if argv else 2
    spare_the_collector()
    try:
        return _command(argv[0], argv[1:], language_of(argv))
    finally:
        if arguments is None:
            _end_quietly()


def spare_the_collector() -> None:
    """Let Python look for cycles less often, and not at the end of the process, when nearly all objects are in use."""
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    atexit.register(gc.freeze)


def _end_as_by_ctrl_c() -> None:
    """A program that is asked to end, as CI and containers do, keeps what it has, as after Ctrl-C.

    In the background of a shell, where Ctrl-C is ignored, it ends at once.
    """
    import signal

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGTERM, lambda number, frame: signal.raise_signal(signal.SIGINT))


def _end_quietly() -> None:
    """All is written: from here on Ctrl-C would only make Python print where it was interrupted."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def overview(language: str) -> str:
    """All commands, each in a line."""
    at = 1 if language == "zh" else 0
    commands = "\n".join(f"  {name:<9} {text[at]}" for name, text in COMMANDS.items())
    return f"conformance {__version__}: {HEAD[at]}\n\n{USAGE[at]}\n\n{commands}\n\n{STATUS[at]}"


def prepare_streams() -> None:
    """A character the console cannot show becomes an escape; neither it nor a closed stream stops the program."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
        elif hasattr(getattr(sys, name), "reconfigure"):
            getattr(sys, name).reconfigure(errors="backslashreplace")


def parser_of(name: str, language: str) -> Parser:
    """The arguments and options of a command."""
    from importlib import import_module

    from conformance.cli.parser import Parser
    from conformance.model.text import Text

    made = Parser(name, Text(*COMMANDS[name]), language)
    import_module(f"conformance.cli.{name}_command").declare(made)
    return made


def _command(name: str, argv: list[str], language: str) -> int:
    from importlib import import_module

    from conformance.cli.checkout import note_other_checkout
    from conformance.cli.console import complain
    from conformance.cli.parser import Misuse, UnknownOption
    from conformance.model.nearest import UnknownName
    from conformance.model.outcome import INTERRUPTED, OUTPUT_CLOSED, USAGE_ERROR, Verdict
    from conformance.model.problem import Problem
    from conformance.model.system import sentence
    from conformance.model.text import Text

    made: Parser | None = None
    try:
        if name not in COMMANDS:
            from conformance.cli.no_command import no_command

            raise no_command(name, argv, COMMANDS)
        made = parser_of(name, language)
        options = made.parse(argv)
        if name in OF_SUITES:
            note_other_checkout(language)
        return int(import_module(f"conformance.cli.{name}_command").run(options))
    except UnknownOption as error:
        complain(_elsewhere(error).text, language)
        if made:
            complain(made.short_usage(), language)
    except Problem as error:
        complain(error.text, language)
        if isinstance(error, Misuse) and made:
            complain(made.short_usage(), language)
        if isinstance(error, UnknownName) and name not in OF_SUITES:
            note_other_checkout(language)
    except BrokenPipeError:
        # Whoever read our output has gone: the rest of it goes nowhere, and this is not a verdict.
        sys.stdout = None
        return OUTPUT_CLOSED
    except KeyboardInterrupt:
        complain(Text("interrupted", "已中断"), language)
        return INTERRUPTED
    except OSError as error:
        complain(sentence(error), language)
    except Exception as error:
        if "CONFORMANCE_TRACEBACK" in os.environ:
            raise
        said = f"{type(error).__name__}: {error} (CONFORMANCE_TRACEBACK=1)"
        complain(Text(f"internal error: {said}", f"测试系统内部出错：{said}"), language)
        return Verdict.ERROR.exit_status
    return USAGE_ERROR


def _elsewhere(error: UnknownOption) -> Problem:
    """The mistake, with the commands that have the option where this one has none like it."""
    having = [name for name in COMMANDS if error.name in parser_of(name, "en").known_options]
    return error.of(having) if having else error


if __name__ == "__main__":
    sys.exit(main())

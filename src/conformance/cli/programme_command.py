"""`conformance programme`: a pilot programme in a folder of signed files. Each action is a module beside this one."""

from __future__ import annotations

import argparse
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from conformance.cli.console import add_suites_option
from conformance.cli.parser import Misuse, Parser
from conformance.cli.paths import add_pilot_argument
from conformance.model.text import Text
from conformance.reporting.neutral import visible


class Action(NamedTuple):
    """What an action needs and what it may have: `what` is its argument after the folder."""

    help: Text
    what: str = ""
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()


READING = ("check", "paper")
"""What changes nothing in the folder, and may run beside what does."""
REASONS = ("reason-en", "reason-zh")
ACTIONS = {
    "init": Action(
        Text("make the folder", "创建文件夹"), "", ("key", "issuer", "url", "name-en", "name-zh", "profile")
    ),
    "check": Action(Text("every rule, by name", "逐条检查规则"), "[FOLDER]"),
    "submit": Action(Text("take a submission in", "接收提交件"), "SUBMISSION.toml", ("evidence",)),
    "review": Action(Text("sign a review", "签署评审"), "FOLDER", ("key",), ("result", "note")),
    "waive": Action(
        Text("grant a waiver, or join one", "准予豁免或追加签名"),
        "FOLDER",
        ("key", "requirement"),
        ("add", "cause", "issue", "owner", "until", *REASONS),
    ),
    "certify": Action(
        Text("decide, and issue the certificate", "作出决定并颁发证明"), "FOLDER", ("key",), ("supersedes",)
    ),
    "rerun": Action(Text("take in a test of surveillance", "接收监督测试结果"), "CERTIFICATE", ("evidence",)),
    "suspend": Action(Text("suspend, or reinstate", "暂停或恢复"), "CERTIFICATE", ("key", *REASONS), ("lift",)),
    "revoke": Action(Text("revoke for good", "撤销"), "CERTIFICATE", ("key", *REASONS)),
    "paper": Action(
        Text("a certificate, the register or reviews on paper", "写出证明、登记册或评审的纸质文件"),
        "CERTIFICATE|register|FOLDER",
        ("output",),
        ("template",),
    ),
    "dispute": Action(
        Text("dispute a verdict, or answer", "对结论提出异议或作出答复"),
        "FOLDER",
        ("key", "requirement", *REASONS),
        ("answer",),
    ),
    "rotate": Action(Text("let a key follow another", "更换密钥"), "", ("key",), ("until",)),
    "stamp": Action(Text("take in a time-stamp, or ask for one", "接收或请求时间戳"), "[TOKEN.tsr]"),
    "publish": Action(Text("sign the register anew, write the site", "重新签署登记册并生成网站"), "", ("key",)),
}
OPTIONS: dict[str, Text] = {
    "issuer": Text("DID or URL of the party that issues", "颁发方的 DID 或 URL"),
    "url": Text("where the register is published", "登记册的发布网址"),
    "name-en": Text("name of the programme in English", "试点的英文名称"),
    "name-zh": Text("name of the programme in Chinese", "试点的中文名称"),
    "requirement": Text("id of the requirement to waive or dispute", "所豁免或有异议的要求的编号"),
    "issue": Text("where the matter is discussed", "问题讨论链接"),
    "owner": Text("the organisation that has to settle it", "负责解决的机构"),
    "until": Text("the last day of the waiver, or of the old key", "豁免或旧密钥的最后一日"),
    "supersedes": Text("certificate of an earlier version, which ends with this", "由此取代的较早版本的证明编号"),
    "reason-en": Text("the reason in English", "英文理由"),
    "reason-zh": Text("the reason in Chinese", "中文理由"),
    "note": Text("what the reviewer looked at by hand", "评审方人工核对的内容"),
}
PATHS = {
    "output": Text("the paper to write: FILE.pdf or FILE.docx", "要写出的文件：FILE.pdf 或 FILE.docx"),
    "template": Text("a Word document whose styles are used", "采用其样式的 Word 文档"),
}
CHOICES = {
    "result": (("PASSED", "FAILED"), Text("result of the review", "评审结果")),
    "answer": (("upheld", "rejected"), Text("answer to a dispute", "对异议的答复")),
    "cause": (("test_fault", "specification_conflict", "time_limited"), Text("cause of the waiver", "豁免原因")),
}
FLAGS = {
    "lift": Text("reinstate a suspended certificate", "恢复已暂停的证明"),
    "add": Text("sign the waiver that is there as well", "在已有豁免上追加签名"),
}

NEEDED = Text("programme {action} needs {names}", "programme {action} 需要 {names}")
NOT_ITS = Text("programme {action} does not take {names}", "programme {action} 不使用 {names}")
UNSEEN = Text(
    "{name} has characters that cannot be seen ({text}): write it without them",
    "{name} 含有不可见字符（{text}）：请去除",
)


def declare(made: Parser) -> None:
    """Its arguments and options."""
    listed = [Text(f"{name} {each.what}".strip(), each.help.zh) for name, each in ACTIONS.items()]
    made.argument("action", metavar="ACTION", choices=tuple(ACTIONS), help=_overview(listed))
    add_pilot_argument(made)
    made.argument(
        "what",
        nargs="?",
        metavar="WHAT",
        help=Text("a submission, its folder, or the number of a certificate", "提交件、其文件夹或证明编号"),
    )
    made.option(
        "--key", type=Path, action="append", metavar="KEY", help=Text("private key, as of sign", "私钥，同 sign")
    )
    made.option("--profile", action="append", metavar="NAME", help=Text("a profile (repeatable)", "轮廓（可重复）"))
    for name, text in PATHS.items():
        made.option(f"--{name}", type=Path, metavar="FILE", help=text)
    made.option("--evidence", type=Path, metavar="FILE", help=Text("the signed evidence", "已签名的证据包"))
    for name, text in OPTIONS.items():
        made.option(f"--{name}", metavar="TEXT", help=text)
    for name, (choices, text) in CHOICES.items():
        made.option(f"--{name}", choices=choices, help=text)
    for name, text in FLAGS.items():
        made.option(f"--{name}", action="store_true", help=text)
    add_suites_option(made)


def _overview(listed: list[Text]) -> Text:
    return Text(
        "; ".join(f"{each.en}: {ACTIONS[each.en.split()[0]].help.en}" for each in listed),
        "；".join(f"{each.en}：{each.zh}" for each in listed),
    )


def run(options: argparse.Namespace) -> int:
    """Do what is asked for; 0 done, 1 a rule is not met, 2 it could not be done, and then nothing was written."""
    action = ACTIONS[options.action]
    given = {
        name for name in ("key", "profile", "evidence", *PATHS, *OPTIONS, *CHOICES, *FLAGS) if _value(options, name)
    }
    lacking = [f"--{name}" for name in action.needs if name not in given]
    if action.what and not action.what.startswith("[") and options.what is None:
        lacking.insert(0, action.what)
    if lacking:
        raise Misuse(NEEDED.filled({"action": options.action, "names": lacking}))
    surplus = [f"--{name}" for name in sorted(given - {*action.needs, *action.may})]
    surplus += [options.what] if options.what and not action.what else []
    if surplus:
        raise Misuse(NOT_ITS.filled({"action": options.action, "names": surplus}))
    for name in (each for each in OPTIONS if each in given):
        if visible(told := str(_value(options, name))) != told:
            raise Misuse(UNSEEN.filled({"name": f"--{name}", "text": visible(told)}))
    from conformance.cli.programme_shared import changing

    with changing(options.pilot, options.lang) if options.action not in READING else nullcontext():
        return int(import_module(f"conformance.cli.programme_{options.action}").run(options))


def _value(options: argparse.Namespace, name: str) -> object:
    return getattr(options, name.replace("-", "_"))

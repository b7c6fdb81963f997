"""`conformance new`: a requirement, a suite or a family to start from, which loads and proves at once."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from conformance.catalogue import folder, load_catalogue
from conformance.catalogue.families import OURS
from conformance.catalogue.folders import is_ours
from conformance.cli.console import shown_path, write_lines
from conformance.cli.parser import Misuse, Parser
from conformance.drafting.expected import Expected
from conformance.drafting.proof import observe
from conformance.drafting.scaffold import Made, new_family, new_requirement, new_suite
from conformance.engine.plan import Plan, Selection
from conformance.model.text import Text
from conformance.reporting.lines import Line

WHAT = ("requirement", "suite", "family")
NO_TITLE = Text(
    'a requirement needs a title: conformance new requirement SUITE "Title"',
    '要求需要标题：conformance new requirement 测试套 "标题"',
)
NO_FOLDER = Text(
    "name the suites folder to write into: --into DIR; to draft in a checkout of the harness itself: pip install -e .",
    "请指明要写入的测试套文件夹：--into DIR；如需在本测试系统的检出副本中起草：pip install -e .",
)
WROTE = Text("wrote {path}", "已写出 {path}")
PROVEN = Text(
    "{id} is proven by its samples; now replace its sentences, rule and samples with yours",
    "{id} 已由其样例证明；接下来请替换其文字、规则和样例",
)
NOT_PROVEN = Text("{id} is not proven yet; to see why: {command}", "{id} 尚未证明；如需查看原因：{command}")
NEXT = Text("after an edit: {command}", "修改后执行：{command}")


def declare(made: Parser) -> None:
    """Its arguments and options."""
    made.argument(
        "what", metavar="WHAT", choices=WHAT, help=Text(f"one of {', '.join(WHAT)}", f"下列之一：{'、'.join(WHAT)}")
    )
    made.argument(
        "name",
        metavar="NAME",
        help=Text(
            "the suite that gets the requirement, or the new DOMAIN/FAMILY/NAME or DOMAIN/NAME",
            "要添加要求的测试套，或新的 领域/测试套族/名称、领域/名称",
        ),
    )
    made.argument(
        "title", metavar="TITLE", nargs="?", help=Text("title of a requirement, in English", "要求的英文标题")
    )
    made.option("--zh", metavar="TITLE", help=Text("title of a requirement, in Chinese", "要求的中文标题"))
    made.option(
        "--into",
        type=Path,
        metavar="DIR",
        help=Text(
            "the suites folder to write into, default that of the checkout", "要写入的测试套文件夹，默认为检出副本中的"
        ),
    )
    made.option("--owner", metavar="NAME", help=Text("owner of a family that is not ours", "非本项目测试套族的所有者"))


def run(options: argparse.Namespace) -> int:
    """Write the scaffold and prove it; exit status 1 where it does not prove."""
    sys.dont_write_bytecode = True  # the same file is written and imported again within a second
    if options.what == "requirement" and not options.title:
        raise Misuse(NO_TITLE)
    root = _root(options.into)
    into = () if root.resolve() == folder("suites").resolve() else (str(root),)
    made = _made(options, root, into)
    plan = Plan(Selection(into))
    suite = plan.catalogue.suite_of(made.requirement)
    proofs = [
        proof for _, found in observe(plan, [suite]) for proof in found if proof.requirement.id == made.requirement
    ]
    expected = Expected.of(suite).accepting(proofs)
    expected.write()
    expected.compare(proofs)
    lines = [Line(WROTE.filled({"path": shown_path(path)})[options.lang]) for path in (*made.files, expected.path)]
    shown = f" --suites {shown_path(root)}" if into else ""
    command = f"conformance prove {made.requirement}{shown}"
    if proven := all(proof.proven for proof in proofs):
        text = PROVEN.filled({"id": made.requirement})
        lines += [
            Line(),
            Line(text[options.lang], 0, "green"),
            Line(NEXT.filled({"command": f"{command} --accept"})[options.lang]),
        ]
    else:
        lines += [Line(), Line(NOT_PROVEN.filled({"id": made.requirement, "command": command})[options.lang], 0, "red")]
    write_lines(lines)
    return 0 if proven else 1


def _made(options: argparse.Namespace, root: Path, into: tuple[str, ...]) -> Made:
    if options.what == "requirement":
        plan = Plan(Selection(into))
        return new_requirement(plan.catalogue.suite(options.name), Text(options.title, options.zh or "新要求"), plan)
    if options.title:
        raise Misuse(Text(f"unexpected argument {options.title}", f"多余的参数 {options.title}"))
    catalogue = load_catalogue([each for each in into if any(Path(each).glob("*/*/family.toml"))])
    if options.what == "suite":
        return new_suite(root, options.name, catalogue)
    owner = options.owner or (root.resolve().parent.name or "private" if into else OURS)
    return new_family(root, options.name, owner, catalogue)


def _root(into: Path | None) -> Path:
    """The suites folder to write into. Raises Misuse where none is named and no checkout is in use."""
    if into is not None:
        return into
    ours = folder("suites")
    if is_ours(ours) and (ours.parent / "src" / "conformance").is_dir():
        return ours
    raise Misuse(NO_FOLDER)

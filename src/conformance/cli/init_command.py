"""`conformance init`: a commented plan.toml for a profile, to fill in."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from conformance.cli.console import add_suites_option, complain, shown_path, write_lines
from conformance.cli.parser import Parser
from conformance.engine.opening import STATED
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import USAGE_ERROR
from conformance.model.profile import LEVELS
from conformance.model.text import Text
from conformance.reporting.lines import Line
from conformance.writing import open_text

KEPT = Text(
    "{path} exists already and was kept; to write another one: --output FILE",
    "{path} 已存在，予以保留；如需另写一份：--output FILE",
)
DONE = Text(
    "Wrote {path}. Fill it in, then run: conformance doctor {path}",
    "已写出 {path}。填写后执行：conformance doctor {path}",
)
DONE_FOR_FILES = Text(
    "Wrote {path}. Fill it in, then run: conformance check FILES --plan {path}",
    "已写出 {path}。填写后执行：conformance check FILES --plan {path}",
)
HEAD = Text(
    "A plan: one product, judged by the profile {profile}.",
    "计划：按轮廓 {profile} 判定一个产品。",
)
PRODUCT = Text("What is tested; it is printed on the report.", "被测产品；会印在报告上。")
DATE, TEXT = "2026-11-21", '"..."'
DATES = ("_date", "starts", "ends")
ON_THE_REPORT = {
    "laboratory": Text(
        "The laboratory, if one tests; without it the report says self-test.",
        "由实验室测试时填写；不填写时，报告标明自测。",
    ),
    "order": Text("The order, and what the laboratory adds to the report.", "委托信息，以及实验室在报告中补充的内容。"),
    "persons": Text("Who tested, reviewed and approved.", "主检、审核和批准人员。"),
    "authorisation": Text(
        "Who allowed tests that do more than read, of what and when; without it, they are left out.",
        "由谁授权进行不限于读取的测试、授权范围和起止日期；不填写时不进行这些测试。",
    ),
}
EVIDENCE = Text(
    "What a bundle of evidence may hold: digests only of what shows minors; no files after the days of retention.",
    "证据包可包含的内容：涉及未成年人的仅留摘要值；保留天数届满后不再保留文件。",
)
LEVEL = Text("level: {levels}", "等级：{levels}")
ENDPOINTS = Text("Where the product answers.", "产品的访问地址。")
ROLES = Text(
    "Roles that the product does not have stay empty: they are not claimed, and what is marked with their endpoint "
    "needs no answer. At least one role is needed.",
    "产品不具备的角色不填：不声明该角色，标有其访问地址的各项也无需回答。应至少填写一个角色。",
)
OPTIONAL = Text("if there is one", "如有")
LISTENING = "listen+"
IN_ROLE = Text("only with {endpoint}", "仅在填写 {endpoint} 时")
STATEMENT = Text(
    "What the vendor states about the product (ICS). Every item needs an answer.",
    "供应方对产品的声明（ICS）。每一项都需要回答。",
)
INFORMATION = Text("What the tests need to know (IXIT).", "测试所需的信息（IXIT）。")
NEEDED = Text("required", "必填")
NEEDED_IN_ROLE = Text("required with {endpoint}", "填写 {endpoint} 时必填")
CREDENTIALS = Text(
    "Secrets are never written to a file: name the environment variable that holds them.",
    "秘密不写入文件：请写明保存它的环境变量名。",
)
LIMITS = Text("What the run may do to the product.", "运行对产品的限制。")
TLS = Text("PEM files, relative to this plan.", "PEM 文件，相对于本计划。")
WRITING = Text(
    "false: nothing is written (though POST is sent where the standard reads that way); "
    "true: tests that [authorisation] allows may create, change and remove test data in the product",
    "false：不写入数据（标准以 POST 读取时也使用 POST）；"
    "true：经 [authorisation] 授权的测试可在产品中创建、修改和删除测试数据",
)


def declare(made: Parser) -> None:
    """Its options."""
    made.option("--profile", required=True, metavar="NAME", help=Text("the profile to judge by", "判定所用的轮廓"))
    made.option(
        "--output",
        type=Path,
        default=Path("plan.toml"),
        metavar="FILE",
        help=Text("the plan to write, default plan.toml", "要写出的计划，默认为 plan.toml"),
    )
    add_suites_option(made)


def run(options: argparse.Namespace) -> int:
    """Write the plan; an existing file is kept."""
    plan = Plan(Selection(tuple(options.suites), profile=options.profile))
    live = any(plan.catalogue.kinds[suite.kind].endpoint for suite in plan.suites)
    lines = plan_lines(plan, options.profile) if live else file_plan_lines(options.profile)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    try:
        with open_text(options.output, anew=True) as out:
            out.write("\n".join(lines) + "\n")
    except FileExistsError:
        complain(KEPT.filled({"path": options.output}), options.lang)
        return USAGE_ERROR
    done = DONE if live else DONE_FOR_FILES
    write_lines([Line(done.filled({"path": shown_path(options.output)})[options.lang])])
    return 0


def plan_lines(plan: Plan, profile: str) -> Iterator[str]:
    """The lines of the plan of a service: every item in both languages, what has to be filled in as a comment."""
    yield from _first_lines(profile, ("laboratory", "order", "persons", "authorisation"))
    asked = [kind for kind in plan.kinds if kind.endpoint and kind.id in plan.sought]
    yield from ("", *_remark(ENDPOINTS))
    if any(_role_of(plan, kind.id) for kind in asked):
        yield from _remark(ROLES)
    yield "[endpoints]"
    for kind in asked:
        yield from _remark(kind.title)
        url = f"{kind.schemes[-1]}://..."
        yield f'# {kind.endpoint} = "{url}"'
        url = url.removeprefix(LISTENING)  # the harness listens at one place, and asks at the others
        yield from (f'# {name} = "{url}"{_note(OPTIONAL)}' for name in kind.optional_endpoints)
    yield from ("", *_remark(STATEMENT), "[statement]")
    yield from _questions(plan, "statement")
    yield from ("", *_remark(INFORMATION), "[information]")
    yield from _questions(plan, "information")
    yield from ("", *_remark(CREDENTIALS), "# [authentication]")
    yield from (
        '# scheme = "bearer"             # bearer, basic, api_key, client_credentials',
        '# token = { env = "TOKEN" }',
    )
    yield from ("", *_remark(LIMITS), "[limits]")
    yield from ("concurrency = 8", "# requests_per_second = 20", "# hosts = []", f"# {WRITING.en} | {WRITING.zh}")
    yield from ("writing = false", "", *_remark(TLS), "# [tls]", '# authorities = "ca.pem"')
    yield from ('# certificate = "client.pem"', '# key = "client.key"')


def file_plan_lines(profile: str) -> Iterator[str]:
    """The lines of the plan of a run over files: what its report prints and what its evidence may hold."""
    yield from _first_lines(profile, ("laboratory", "order", "persons"))
    yield from ("", *_remark(EVIDENCE), "# [evidence]", "# minors = true", "# retention_days = 365")


def _first_lines(profile: str, tables: tuple[str, ...]) -> Iterator[str]:
    yield from _remark(HEAD.filled({"profile": profile}))
    yield f"profile = {json.dumps(profile)}"
    yield from _remark(LEVEL.filled({"levels": ", ".join(LEVELS)}))
    yield f'level = "{LEVELS[0]}"'
    yield from ("", *_remark(PRODUCT), "[product]")
    yield from ('# name = "..."', '# version = "..."', '# producer = "..."')
    for table in tables:
        yield from ("", *_remark(ON_THE_REPORT[table]), f"# [{table}]")
        yield from (f"# {name} = {DATE if name.endswith(DATES) else TEXT}" for name in STATED[table])


def _questions(plan: Plan, section: str) -> Iterator[str]:
    asked = [(suite, item) for suite in plan.suites for item in getattr(suite, section).values()]
    roles: dict[str, set[str | None]] = {}
    for suite, item in asked:
        roles.setdefault(item.name, set()).add(_role_of(plan, suite.kind))
    for name, item in {item.name: item for _, item in asked}.items():
        needed = section == "information" and item.required
        endpoint = next(iter(roles[name])) if len(roles[name]) == 1 else None
        note = (NEEDED_IN_ROLE if needed else IN_ROLE) if endpoint else NEEDED if needed else None
        yield from _remark(item.title)
        example = f"{{ env = {_toml(item.example)} }}" if item.type == "secret" else _toml(item.example)
        yield f"# {name} = {example}" + (_note(note.filled({"endpoint": endpoint})) if note else "")


def _role_of(plan: Plan, kind: str) -> str | None:
    """The endpoint of the role that asks about a kind, where the product need not have this role; otherwise None."""
    endpoints = {str(each.endpoint) for each in plan.kinds if each.endpoint and each.id in plan.sought}
    return next((each for each in sorted(endpoints) if kind in plan.waived(endpoints - {each})), None)


def _note(text: Text) -> str:
    return f"   # {text.en} | {text.zh}"


def _toml(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)  # for booleans, numbers, texts and lists of them TOML writes the same


def _remark(text: Text) -> Iterator[str]:
    yield f"# {text.en}"
    yield f"# {text.zh}"

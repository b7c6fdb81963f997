"""`conformance demo`: judge embedded samples or the embedded reference product, to see what a report looks like."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from conformance.cli.check_command import check, default_folder
from conformance.cli.console import parser, shown_path, write_lines
from conformance.engine.plan import Plan, Selection
from conformance.model.nearest import UnknownName
from conformance.model.profile import LEVELS
from conformance.model.text import Text
from conformance.reference.demo import ROLES, write_demo, write_role
from conformance.reporting.lines import Line

ENDING = Text(
    "These are embedded samples in {folder}, some of them faulty on purpose. "
    "`conformance check {asked}` says the same and exits with {status}.",
    "以上为 {folder} 中的内置样例，其中一些是有意出错的。"
    "`conformance check {asked}` 给出相同结果，退出状态为 {status}。",
)


LIVE = Text(
    "That was the embedded reference product on loopback, {state}. The same run on a product of your own: "
    "`conformance init --profile {profile}`.",
    "以上为回环地址上的内置参考产品，{state}。对自己的产品做同样的运行：`conformance init --profile {profile}`。",
)
HONEST = Text("honest", "无故障")
FAULTY = Text("with the fault {fault}", "带有故障 {fault}")


def run(argv: list[str]) -> int:
    """Judge samples or the reference product, say where the report is. The exit status is 0: the faults are meant."""
    made = parser("demo", "Judge embedded samples, or the embedded reference product. | 判定内置样例或内置参考产品。")
    made.add_argument(
        "--profile",
        metavar="NAME",
        help="the reference product or samples of this profile | 此轮廓的参考产品或样例",
    )
    made.add_argument("--fault", metavar="NAME", default="", help="the fault it is to have | 使其带有此故障")
    options = made.parse_args(argv)
    if options.fault and (options.profile is None or options.profile in ROLES):
        made.error("--fault needs --profile of a live product | --fault 需要在线产品的 --profile")
    live = options.profile and options.profile not in ROLES
    status = _live(options) if live else _samples(options)
    return 0 if status in (0, 1) else status


def _live(options: argparse.Namespace) -> int:
    """Run the profile's reference product and judge it as any product."""
    from importlib import import_module

    from conformance.cli.run_command import judge_product
    from conformance.engine.plan_file import parse_plan
    from conformance.reference.process import ReferenceProcess

    plan = Plan(Selection(profile=options.profile, level=LEVELS[-1]))
    modules = {kind.id: kind.reference for kind in plan.kinds if kind.reference and kind.id in plan.sought}
    if not modules:
        raise UnknownName("profile with a demo", options.profile, [*_live_profiles(plan), *ROLES])
    name = next(iter(modules.values()))
    reference: Any = import_module(name)
    if options.fault and options.fault not in reference.FAULTS:
        raise UnknownName("fault", options.fault, reference.FAULTS)
    with ReferenceProcess(name) as product:
        product.switch(options.fault)
        test_plan = parse_plan(reference.plan(product.url), "reference product")
        request = argparse.Namespace(
            plan=Path("plan.toml"), folder=None, lang=options.lang, format="terminal", output=None
        )
        status = judge_product(test_plan, plan, request)
    state = FAULTY.filled({"fault": options.fault}) if options.fault else HONEST
    told = LIVE.filled({"state": state, "profile": options.profile})
    write_lines([Line(), Line(told[options.lang])])
    return status


def _live_profiles(plan: Plan) -> list[str]:
    """The profiles that have a reference product."""
    kinds = {kind.id for kind in plan.kinds if kind.reference}
    catalogue = plan.catalogue
    return [name for name in catalogue.profile_files if not kinds.isdisjoint(catalogue.profile(name).kinds)]


def _samples(options: argparse.Namespace) -> int:
    plan = Plan(Selection(profile=options.profile))
    if options.profile:
        folder = write_role(options.profile, default_folder() / f"demo-{options.profile}")
    else:
        folder = write_demo(plan.catalogue, default_folder() / "demo-models")
    request = argparse.Namespace(
        paths=[shown_path(folder)],
        journal=None,
        workers=1,
        lang=options.lang,
        format="terminal",
        output=None,
        fix_copy=None,
        pictures=False,
    )
    status = check(plan, request)
    asked = f"{shown_path(folder)} --profile {options.profile}" if options.profile else shown_path(folder)
    text = ENDING.filled({"folder": shown_path(folder), "asked": asked, "status": status})[options.lang]
    write_lines([Line(), Line(text)])
    return status

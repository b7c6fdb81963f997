"""`conformance demo`: judge embedded samples or the embedded reference product, to see what a report looks like."""

from __future__ import annotations

import argparse
from pathlib import Path

from conformance.catalogue import Catalogue
from conformance.cli.check_command import check, default_folder
from conformance.cli.console import shown_path, write_lines
from conformance.cli.parser import Misuse, Parser
from conformance.engine.plan import Plan, Selection
from conformance.model.nearest import UnknownName
from conformance.model.profile import LEVELS
from conformance.model.text import Text
from conformance.reference.demo import profiles_with_files, write_demo
from conformance.reference.product import ReferenceProduct, families_with_products
from conformance.reporting.lines import Line

PLAIN = {"formats": ("terminal",), "output": None, "detail": "normal"}
"""The result is shown as `check` and `run` do without options."""
ENDING = Text(
    "These are embedded samples in {folder}, some of them faulty on purpose. "
    "`conformance check {asked}` gives the same result and exits with {status}.",
    "以上为 {folder} 中的内置样例，其中一些有意带有缺陷。"
    "`conformance check {asked}` 给出相同结果，退出状态为 {status}。",
)


LIVE = Text(
    "This was the embedded reference product on loopback, {state}. To test your own product: "
    "`conformance init --profile {profile}`.",
    "以上结果来自本机回环地址上的内置参考产品（{state}）。如需测试自有产品，请执行 "
    "`conformance init --profile {profile}`。",
)
HONEST = Text("without a fault", "无故障")
FAULTY = Text("with the fault {fault}", "带有故障 {fault}")


def declare(made: Parser) -> None:
    """Its options."""
    made.option(
        "--profile",
        metavar="NAME",
        help=Text("the reference product or the samples of this profile", "此轮廓的参考产品或样例"),
    )
    made.option(
        "--fault",
        metavar="NAME",
        default="",
        help=Text("switch this fault of the reference product on", "使参考产品带有此故障"),
    )


def run(options: argparse.Namespace) -> int:
    """Judge samples or the reference product, say where the report is. The exit status is 0: the faults are meant."""
    plan = Plan(Selection(profile=options.profile, level=LEVELS[-1] if options.profile else LEVELS[0]))
    with_files = profiles_with_files(plan.catalogue)
    live = (options.profile or "") not in with_files
    if options.fault and not live:
        raise Misuse(
            Text(
                "--fault needs --profile with a profile of a live product",
                "--fault 需要以 --profile 指定在线产品的轮廓",
            )
        )
    status = _live(plan, with_files, options) if live else _samples(options)
    return 0 if status in (0, 1) else status


def _live(plan: Plan, with_files: list[str], options: argparse.Namespace) -> int:
    """Run the profile's reference product and judge it as any product."""
    from conformance.cli.run_command import judge_product
    from conformance.engine.plan_file import parse_plan

    families = families_with_products(plan.catalogue, plan.sought)
    if not families:
        named = [name for name in with_files if name]  # the demo without a profile has no name
        if not options.profile:
            raise Misuse(Text("no installed family has a demo", "已安装的测试套族均没有演示"))
        raise UnknownName("demo", options.profile, [*_live_profiles(plan.catalogue), *named])
    reference = ReferenceProduct(families, options.profile)
    if options.fault and options.fault not in reference.faults:
        raise UnknownName("fault", options.fault, reference.faults)
    with reference.start() as product:
        product.switch(options.fault)
        test_plan = parse_plan(reference.plan(product.url, product.servers), "reference product")
        request = argparse.Namespace(plan=Path("plan.toml"), folder=None, lang=options.lang, **PLAIN)
        status = judge_product(test_plan, plan, request, environment=reference.environment)
    state = FAULTY.filled({"fault": options.fault}) if options.fault else HONEST
    ending = LIVE.filled({"state": state, "profile": options.profile})
    write_lines([Line(), Line(ending[options.lang])])
    return status


def _live_profiles(catalogue: Catalogue) -> list[str]:
    """The profiles that have a reference product."""
    return [name for name, profile in catalogue.profiles() if families_with_products(catalogue, profile.kinds)]


def _samples(options: argparse.Namespace) -> int:
    plan = Plan(Selection(profile=options.profile))
    name = f"demo-{options.profile or 'models'}"
    folder = write_demo(plan.catalogue, options.profile or "", default_folder() / name)
    request = argparse.Namespace(
        paths=[shown_path(folder)],
        journal=None,
        workers=1,
        lang=options.lang,
        **PLAIN,
        fix_copy=None,
        evidence=None,
        pictures=False,
    )
    status = check(plan, request)
    asked = f"{shown_path(folder)} --profile {options.profile}" if options.profile else shown_path(folder)
    text = ENDING.filled({"folder": shown_path(folder), "asked": asked, "status": status})[options.lang]
    write_lines([Line(), Line(text)])
    return status

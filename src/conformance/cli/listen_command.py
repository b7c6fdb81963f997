"""`conformance listen`: record what a device says, judge it meanwhile, and report on the recording at the end."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, cast

from conformance.catalogue.messages import reason_sentence
from conformance.cli.baseline import baseline_of
from conformance.cli.check_command import default_folder
from conformance.cli.console import add_suites_option, shown_path
from conformance.cli.listening_numbers import devices, port, seconds
from conformance.cli.listening_view import ListeningView
from conformance.cli.parser import Misuse, Parser
from conformance.cli.profile_options import add_profile_options
from conformance.cli.run_command import show_result
from conformance.cli.views import add_view_options, prepare
from conformance.engine.finishing import finishing, interruptible
from conformance.engine.opening import new_run_id
from conformance.engine.plan import Plan, Selection
from conformance.engine.records import unjudged
from conformance.engine.run import execute
from conformance.engine.subjects import Target
from conformance.model.baseline import Baseline
from conformance.model.finding import Blocked
from conformance.model.journal.records import Subject
from conformance.model.nearest import UnknownName
from conformance.model.outcome import INTERRUPTED, Cause
from conformance.model.problem import Problem
from conformance.model.profile import LEVELS
from conformance.model.system import why
from conformance.model.text import Text
from conformance.reporting.views import Run
from conformance.writing import own_folder

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from conformance.listening.listener import Listening, Place
    from conformance.recordings.capture import Listener, Source

LIBRARIES = tuple(("listen", library) for library in ("wsproto", "segno", "cryptography"))
"""What all protocols need, each after its extra."""
LOOPBACK = "127.0.0.1"
NO_PROTOCOL = Text(
    "no protocol is known for {profile}: choose one with --protocol: {names}",
    "未知 {profile} 所用的协议：请用 --protocol 选择：{names}",
)
BROKER = Text("--protocol mqtt and --broker URL belong together", "--protocol mqtt 与 --broker URL 应同时给出")
NEITHER = Text(
    "--profile NAME or --protocol NAME is needed; protocols: {names}",
    "需要 --profile NAME 或 --protocol NAME；协议：{names}",
)
NOT_BOUND = Text("cannot listen at {address}: {reason}", "无法在 {address} 上监听：{reason}")


def declare(made: Parser) -> None:
    """Its options."""
    add_profile_options(made)
    made.option(
        "--protocol",
        metavar="NAME",
        help=Text("how the device speaks; by default the page of the profile", "设备所用的协议；默认为轮廓的页面"),
    )
    made.option(
        "--duration",
        type=seconds,
        metavar="SECONDS",
        help=Text(
            "end the recording so many seconds after the first frame; else when the device ends it",
            "自首帧起录制若干秒后结束；否则由设备结束",
        ),
    )
    made.option(
        "--wait",
        type=seconds,
        default=600.0,
        metavar="SECONDS",
        help=Text("how long to wait for the first frame, default 600", "等待首帧的时间，默认 600 秒"),
    )
    made.option(
        "--lan",
        metavar="ADDRESS",
        help=Text(
            "listen at this address of this machine, by https with its own certificate, not on loopback",
            "在本机的此地址上以 https 和自签证书监听，而非回环地址",
        ),
    )
    made.option(
        "--port", type=port, default=0, metavar="N", help=Text("port, default a free one", "端口，默认选用空闲端口")
    )
    made.option(
        "--broker",
        metavar="URL",
        help=Text(
            "for --protocol mqtt: mqtt://HOST:PORT/TOPIC, where the device publishes",
            "用于 --protocol mqtt：设备发布数据的 mqtt://主机:端口/主题",
        ),
    )
    made.option(
        "--devices",
        type=devices,
        default=1,
        metavar="N",
        help=Text("how many devices may come, each by its own address, default 1", "可接入的设备数，各有地址，默认 1"),
    )
    made.option(
        "--folder",
        type=Path,
        metavar="DIR",
        help=Text("where to write recordings, journal and report", "录制文件、日志和报告的输出文件夹"),
    )
    add_suites_option(made)
    add_view_options(made)


def run(options: argparse.Namespace) -> int:
    """Listen, then judge the recordings and show the result; the exit status is that of the verdict."""
    if options.level and not options.profile:
        from conformance.cli.check_command import LEVEL_ALONE

        raise Misuse(LEVEL_ALONE)
    prepare(options)
    _need(LIBRARIES)
    plan = Plan(Selection(tuple(options.suites), (), options.profile, options.level or LEVELS[0]))
    protocol = _protocol(plan, options)
    _need(getattr(protocol, "NEEDS", ()))
    if (protocol.BY == "broker") != bool(options.broker):
        raise Misuse(BROKER)
    baseline = baseline_of(options, plan.catalogue.requirements)
    folder = options.folder or default_folder() / new_run_id()
    own_folder(folder)
    return _listen(plan, protocol, options, folder, baseline)


def _need(libraries: Iterable[tuple[str, str]]) -> None:
    """Raise Problem where a library is not installed."""
    for extra, library in libraries:
        if find_spec(library) is None:
            raise Problem(reason_sentence("extra_missing", {"extra": extra}, {}))


@finishing()
def _listen(
    plan: Plan, protocol: Listener, options: argparse.Namespace, folder: Path, baseline: Baseline | None
) -> int:
    from conformance.listening.listener import Listening

    view = ListeningView(options.lang)
    listening = Listening(plan, protocol, folder, options.devices)
    interrupted = False
    try:
        with interruptible() as look, _place(listening, protocol, options) as place:
            view.begin(place, listening, getattr(protocol, "LOOKED_FOR", None))
            with view:
                for _ in listening.until_over(options.duration, options.wait):
                    view.update(listening.sessions)
                    look()
    except Blocked as refusal:  # by a broker, before anything was heard
        raise Problem(reason_sentence(refusal.key, refusal.values, {})) from None
    except KeyboardInterrupt:
        interrupted = True
    except OSError as error:
        reason = why(error)
        address = f"{options.lan or LOOPBACK}:{options.port}"
        raise Problem(NOT_BOUND.filled({"address": address, "reason": reason})) from None
    view.update(listening.sessions)
    journal = folder / "run.jsonl"
    targets = list(_targets(listening, None if interrupted else options.wait))
    complete = execute(plan, targets, journal, cut_short=interrupted)
    recorded = [("recording", session.path) for session in listening.sessions if session.begun]
    status = show_result(Run(journal, baseline=baseline), options, recorded)
    return status if complete else INTERRUPTED


def _place(listening: Listening, protocol: Listener, options: argparse.Namespace) -> AbstractContextManager[Place]:
    """Where the device is expected."""
    if options.broker:
        return listening.through(options.broker)
    if protocol.BY == "source":
        return listening.found(cast("Source", protocol), options.lan)
    if protocol.BY == "datagrams":
        return listening.to_datagrams(options.lan or LOOPBACK, options.port)
    return listening.at(options.lan or LOOPBACK, options.port, secure=bool(options.lan))


def _targets(listening: Listening, waited: float | None) -> Iterator[Target]:
    """The recordings, and what remained open about how they were made; `waited` is None where Ctrl-C ended the wait."""
    for session in listening.sessions:
        name = shown_path(session.path)
        if session.begun:
            yield Target(str(session.path), name, True)
        if session.ended and session.ended.reason:
            told = session.ended
            nothing = Subject(name, None, None)
            yield Target(
                "", name, True, recorded=unjudged(nothing, None, told.reason, told.values, told.cause, named=True)
            )
    if not any(session.begun for session in listening.sessions):
        nothing = Subject("-", None, None)
        key, values = ("stopped", {}) if waited is None else ("nobody_came", {"seconds": waited})
        lacking = unjudged(nothing, None, key, values, Cause.ENVIRONMENT, named=True)
        yield Target("", "-", True, recorded=lacking)


def _protocol(plan: Plan, options: argparse.Namespace) -> Listener:
    """The protocol that was asked for, or that of the profile. Raises UnknownName or Misuse."""
    from conformance.listening.protocols import protocols

    known = protocols(plan.catalogue)
    if options.protocol:
        if options.protocol not in known:
            raise UnknownName("protocol", options.protocol, known)
        return known[options.protocol]
    for protocol in known.values():
        if options.profile in protocol.PROFILES:
            return protocol
    missing = NO_PROTOCOL if options.profile else NEITHER
    raise Misuse(missing.filled({"profile": options.profile, "names": sorted(known)}))

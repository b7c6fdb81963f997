"""`conformance verify`: who vouches for a result or a certificate, offline."""

from __future__ import annotations

import argparse
from pathlib import Path

from conformance.cli.console import complain, write_lines
from conformance.cli.parser import Parser
from conformance.cli.paths import BUNDLE_HINT, existing
from conformance.model.text import Text
from conformance.reporting.lines import Line

TRUST_HINT = Text(
    "a folder with the public keys that you trust, or that a programme publishes as trust/",
    "存放所信任公钥的文件夹，或试点发布的 trust/ 文件夹",
)
WHAT = Text(
    "evidence, its signatures, a certificate, a review or a waiver; exit status: 0 vouched for, 2 usage, "
    "10 signature, 11 digest, 12 unknown issuer, 13 expired or stale, 14 revoked or suspended, 15 catalogue, "
    "16 a verdict differs, "
    "17 register rolled back or broken, 18 nobody vouches",
    "证据包、其签名文件、证明、评审或豁免；退出状态：0 有人作证，2 用法，10 签名，11 摘要，12 颁发者未知，"
    "13 过期或陈旧，14 已撤销或暂停，15 要求目录不同，16 结论不同，17 登记册被回退或损坏，18 无人作证",
)


def declare(made: Parser) -> None:
    """Its arguments and options."""
    made.argument(
        "file",
        type=Path,
        metavar="FILE",
        help=WHAT,
    )
    made.option(
        "--trust",
        type=Path,
        metavar="DIR",
        help=Text("folder of the public keys you trust, and of the register", "所信任公钥及登记册所在的文件夹"),
    )
    made.option(
        "--at",
        metavar="DATE",
        help=Text("valid at this date or moment, default now", "在此日期或时刻是否有效，默认为当前"),
    )
    made.option(
        "--rejudge",
        action="store_true",
        help=Text("judge the evidence again as well", "同时由证据重新判定"),
    )


def run(options: argparse.Namespace) -> int:
    """Verify; each class of reasons not to believe the file has its own exit status."""
    from conformance.programme.moments import asked_for
    from conformance.programme.statuses import Refusal
    from conformance.programme.verify import verify

    path = existing(options.file, BUNDLE_HINT, file=True)
    trust = existing(options.trust, TRUST_HINT) if options.trust else None
    try:
        found = verify(path, trust, asked_for(options.at), rejudge=options.rejudge)
    except Refusal as refusal:
        complain(refusal.text, options.lang)
        return int(refusal.status)
    write_lines([Line(found.headline[options.lang]), *(Line(each[options.lang], 2) for each in found.lines)])
    return 0

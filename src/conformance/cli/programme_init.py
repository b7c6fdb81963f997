"""`conformance programme init`: the first files of a programme."""

from __future__ import annotations

import argparse

from conformance.cli.programme_shared import signers_of, write_and_say
from conformance.model.text import Text
from conformance.programme.records import founded

MADE = Text(
    "made; list reviewers, laboratories and holders with their keys in the first file",
    "已创建；请在第一个文件中写入评审方、测试机构和持有方及其密钥",
)


def run(options: argparse.Namespace) -> int:
    """Write programme.toml and the issuer's public key."""
    name = Text(options.name_en, options.name_zh)
    profiles, suites = options.profile, tuple(options.suites)
    files = founded(options.pilot, name, options.issuer, options.url, profiles, suites, signers_of(options)[0])
    write_and_say(options, files, MADE, *reversed(files))
    return 0

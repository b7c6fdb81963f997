"""`conformance sign`: a signed statement about the evidence of a run, beside it."""

from __future__ import annotations

import argparse
from pathlib import Path

from conformance.cli.console import shown_path, write_lines
from conformance.cli.parser import Parser
from conformance.cli.paths import BUNDLE_HINT, existing, keep_apart, ready_to_write
from conformance.model.text import Text
from conformance.reporting.lines import Line

CLAIMS = ("self", "witnessed", "laboratory")
WRITTEN = Text("{path}: signed by {keys}", "{path}：已由 {keys} 签名")
KEY_HINT = Text(
    "to make one: openssl genpkey -algorithm ED25519 -out key.pem",
    "如需生成：openssl genpkey -algorithm ED25519 -out key.pem",
)
SOFTWARE = Text(
    "an SM2 signature by software is not by an approved cryptographic product",
    "SM2 软件签名，未使用经认证的商用密码产品，不作为密评依据",
)


def add_key_option(made: Parser, *, several: bool = False) -> None:
    """The private key, or what signs with one."""
    made.option(
        "--key",
        type=Path,
        required=True,
        metavar="KEY",
        help=Text(
            "private key (PEM: Ed25519, ECDSA P-256, SM2), or a TOML file with public_key and the command that signs"
            + ("; repeatable" if several else ""),
            "私钥（PEM：Ed25519、ECDSA P-256、SM2），或写有 public_key 和签名命令的 TOML 文件"
            + ("（可重复）" if several else ""),
        ),
        **({"action": "append"} if several else {}),
    )


def declare(made: Parser) -> None:
    """Its arguments and options."""
    made.argument(
        "bundle",
        type=Path,
        metavar="EVIDENCE.zip",
        help=Text("the evidence that `run` or `check --evidence` wrote", "`run` 或 `check --evidence` 写出的证据包"),
    )
    add_key_option(made, several=True)
    made.option(
        "--claim",
        choices=CLAIMS,
        default=CLAIMS[0],
        help=Text("who tested, default self", "由谁测试，默认为 self（自测）"),
    )
    for name, text in (
        ("--chosen-by", Text("who chose the subjects", "由谁选取测试对象")),
        ("--rule", Text("the rule by which they were chosen", "选取规则")),
        ("--identified-by", Text("how the product was identified", "产品的识别方式")),
        ("--witness", Text("the organisation that attended the tests", "在场见证的组织")),
    ):
        made.option(name, metavar="TEXT", help=text)
    made.option(
        "--add",
        action="store_true",
        help=Text("add a signature to the statement that is there", "在已有声明上追加签名"),
    )
    made.option(
        "--sigstore",
        type=Path,
        metavar="FILE",
        help=Text("write the Ed25519 signature as a Sigstore bundle too", "另将 Ed25519 签名写成 Sigstore 包"),
    )
    made.option(
        "--test-result",
        type=Path,
        metavar="FILE",
        help=Text(
            "write a signed in-toto test-result too, for policy engines",
            "另写出供策略引擎使用的已签名 in-toto test-result",
        ),
    )


def run(options: argparse.Namespace) -> int:
    """Sign, and write the envelope beside the bundle: evidence.dsse.json for evidence.zip."""
    from conformance.programme.envelope import read_envelope, sealed, sigstore_bundle
    from conformance.programme.keys import SM2
    from conformance.programme.moments import now
    from conformance.programme.result import Told, result_statement, signed_file, test_result
    from conformance.programme.signers import signer_of
    from conformance.writing import write_text

    bundle = existing(options.bundle, BUNDLE_HINT, file=True)
    path = signed_file(bundle)
    more = [each for each in (options.sigstore, options.test_result) if each]
    keep_apart([path, *more], [bundle, *options.key])
    for each in more:
        ready_to_write(each)
    signers = [signer_of(existing(key, KEY_HINT, file=True)) for key in options.key]
    if options.add:
        envelope = read_envelope(existing(path, KEY_HINT, file=True)).also_by(signers)
    else:
        told = Told(options.claim, options.chosen_by, options.rule, options.identified_by, options.witness)
        envelope = sealed(result_statement(bundle, told, now()), signers)
    write_text(path, envelope.text)
    if options.sigstore and (single := sigstore_bundle(envelope)):
        write_text(options.sigstore, single)
    if options.test_result:
        write_text(options.test_result, sealed(test_result(envelope.statement), signers).text)
    keys = [f"{each.key.algorithm} {each.key.id[:19]}" for each in signers]
    lines = [Line(WRITTEN.filled({"path": shown_path(path), "keys": keys})[options.lang])]
    if any(each.key.algorithm == SM2 and each.software for each in signers):
        lines.append(Line(SOFTWARE[options.lang], 2))
    write_lines(lines)
    return 0

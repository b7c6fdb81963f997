"""Time-stamps of the register (RFC 3161): a service from outside says that a head existed at a moment.

A token is kept under the digest of the head that it is about, so that one of an earlier head is never taken for that of
the present one. Without a token nothing is said; with one that does not verify, nothing is vouched for.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any

from conformance.model.finding import Blocked
from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.programme import head
from conformance.programme.envelope import envelope_of
from conformance.programme.libraries import needs
from conformance.programme.moments import CLOCKS_DIFFER, written
from conformance.programme.result import signed_at
from conformance.programme.statuses import Refusal, Status
from conformance.programme.trust import TimestampTable
from conformance.transports.exchange import Request
from conformance.transports.http import HttpTransport
from conformance.transports.limits import Limits
from conformance.transports.transport import Setup

FOLDER = "timestamps"
TOKEN_BYTES = ROOT_BYTES = 256 << 10
SECONDS = 30.0
HASHES = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
GRANTED = (0, 1)
CONTENT = (("content-type", "application/timestamp-query"),)
MALFORMED = Text(
    "{path} is not the response of a time-stamping service with a token: get another one for this head of the register",
    "{path} 不是含有令牌的时间戳服务响应：请为该登记册首部重新获取",
)
OTHER_HEAD = Text(
    "{path}: the time-stamp is of something else than the head of this register: it was changed or exchanged; have the "
    "present head stamped",
    "{path}：该时间戳并非针对此登记册首部：其被改动或更换；请为当前首部加盖时间戳",
)
NOT_TRUSTED = Text(
    "{path}: the time-stamp is not by a service that is listed under [timestamp] roots, or was changed after it was "
    "signed",
    "{path}：该时间戳并非由 [timestamp] roots 所列的服务签发，或签名之后被改动",
)
BEFORE = Text(
    "{path}: stamped on {stamped}, before the head was signed on {signed}: one of the two clocks is wrong",
    "{path}：时间戳为 {stamped}，早于首部的签名时间 {signed}：其中一个时钟有误",
)
LATER = Text(
    "{path}: stamped on {stamped}, which is later than {at}: one of the two clocks is wrong",
    "{path}：时间戳为 {stamped}，晚于 {at}：其中一个时钟有误",
)
NO_ROOT = Text(
    "{path} is not a certificate in PEM: a root of the time-stamping service is expected",
    "{path} 不是 PEM 证书：应为时间戳服务的根证书",
)
NO_ANSWER = Text(
    "{url} did not answer with a time-stamp: try again later, or take in a token that you have from it otherwise: "
    "conformance programme stamp PILOT FILE.tsr",
    "{url} 未返回时间戳：请稍后重试，或接收以其他方式取得的令牌：conformance programme stamp PILOT FILE.tsr",
)
EXISTED = Text(
    "a time-stamping service that is listed says that this register existed on {stamped}",
    "所列时间戳服务表明该登记册在 {stamped} 已存在",
)


def token_path(register: Path, data: bytes) -> Path:
    """Where the token about a head with this content is, in the folder of a register."""
    return register / FOLDER / f"{hashlib.sha256(data).hexdigest()}.tsr"


def existed(register: Path, table: TimestampTable | None, folder: Path, at: datetime) -> Text | None:
    """What a time-stamp says of the register; None where there is none, or no service is listed. Roots are in `folder`.

    Raises Refusal where the token does not verify, Problem where a root is none, OSError.
    """
    if table is None:
        return None
    read_roots(table, folder)
    data = (register / head.FILE).read_bytes()
    path = token_path(register, data)
    if not path.is_file():
        return None
    with path.open("rb") as file:
        token = file.read(TOKEN_BYTES)
    return EXISTED.filled({"stamped": written(stamped_at(path, token, data, table, folder, at))})


def stamped_at(path: Path, token: bytes, data: bytes, table: TimestampTable, folder: Path, at: datetime) -> datetime:
    """The moment in a response to a request about the head with this content.

    Raises Refusal where it does not verify or the moment cannot be, Problem where a root is none, OSError.
    """
    stamped = _verified(path, token, data, table, folder)
    envelope = envelope_of(data)
    signed = signed_at(head.FILE, envelope.predicate if envelope else {})
    told = {"path": str(path), "stamped": written(stamped), "signed": written(signed), "at": written(at)}
    if stamped < signed - CLOCKS_DIFFER:
        raise Refusal(Status.EXPIRED, BEFORE.filled(told))
    if stamped > at + CLOCKS_DIFFER:
        raise Refusal(Status.EXPIRED, LATER.filled(told))
    return stamped


def _verified(path: Path, token: bytes, data: bytes, table: TimestampTable, folder: Path) -> datetime:
    with needs():
        from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response
    try:
        answer = decode_timestamp_response(token)
        info = answer.tst_info
        imprint, algorithm = info.message_imprint, info.message_imprint.hash_algorithm.dotted_string
        moment: datetime = info.gen_time.replace(microsecond=0)
        granted = answer.status in GRANTED
    except ValueError:
        granted = False
    if not granted:
        raise Refusal(Status.SIGNATURE, MALFORMED.filled({"path": str(path)}))
    expected = hashlib.new(HASHES[algorithm], data).digest() if algorithm in HASHES else b""
    if imprint.message != expected:
        raise Refusal(Status.DIGEST, OTHER_HEAD.filled({"path": str(path)}))
    builder = VerifierBuilder(roots=read_roots(table, folder))
    try:
        builder.build().verify(answer, expected)
    except (VerificationError, ValueError):
        raise Refusal(Status.UNKNOWN, NOT_TRUSTED.filled({"path": str(path)})) from None
    return moment


def read_roots(table: TimestampTable, folder: Path) -> list[Any]:
    """The certificates of the roots. Raises Problem where a file is none, OSError."""
    with needs():
        from cryptography.x509 import load_pem_x509_certificate
    found = []
    for each in table.roots:
        with (folder / each).open("rb") as file:
            data = file.read(ROOT_BYTES)
        try:
            found.append(load_pem_x509_certificate(data))
        except ValueError:
            raise Problem(NO_ROOT.filled({"path": str(folder / each)})) from None
    return found


def pem_of_root(root: Any) -> bytes:
    """A certificate as a file."""
    from cryptography.hazmat.primitives.serialization import Encoding

    return bytes(root.public_bytes(Encoding.PEM))


def asked(url: str, data: bytes) -> bytes:
    """What the service answers to a request about these bytes (RFC 3161, 3.4). Raises Problem where it does not."""
    with needs():
        from rfc3161_client import HashAlgorithm, TimestampRequestBuilder
    request = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256).build().as_bytes()
    transport = HttpTransport(Setup(Limits(body_bytes=TOKEN_BYTES, exchange_seconds=SECONDS)))
    try:
        answer = transport.open(Request("POST", url, CONTENT, request).message).receive(SECONDS)
    except Blocked:
        answer = None
    finally:
        transport.close()
    if answer is None or answer.head.get("status") != 200:
        raise Problem(NO_ANSWER.filled({"url": url}))
    return answer.body

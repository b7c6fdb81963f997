"""Connections for any transport: who is trusted, and why one could not be made."""

from __future__ import annotations

import socket
import ssl

import httpcore

from conformance.model.finding import Blocked
from conformance.model.outcome import Cause
from conformance.model.system import why
from conformance.model.text import Text
from conformance.transports.address import PORTS, host_of, split
from conformance.transports.deadline import DeadlineBackend
from conformance.transports.transport import Setup, SetupError

ENCRYPTED = frozenset({"https", "wss", "mqtts"})
# Codes of X509_V_ERR_... in OpenSSL.
OUT_OF_TIME, OTHER_NAME, UNKNOWN_ISSUER = (9, 10), (62, 64), (2, 18, 19, 20, 21, 27)
UNREACHED = ("unreachable", "unknown_host", "connection_refused")
"""Reasons for which there is no connection; after an answer they mean that the product has died."""


def context_of(setup: Setup) -> ssl.SSLContext:
    """The TLS context of a plan. Raises SetupError if one of its files cannot be used."""
    try:
        return setup.tls.context()
    except OSError as error:
        files = ", ".join(filter(None, (setup.tls.authorities, setup.tls.certificate, setup.tls.key)))
        reason = why(error)
        raise SetupError("tls", Text(f"{files}: {reason.en}", f"{files}：{reason.zh}")) from None


def connected(url: str, backend: DeadlineBackend, context: ssl.SSLContext, seconds: float) -> httpcore.NetworkStream:
    """A connection to the host of the URL, encrypted where its scheme says so. Raises Blocked."""
    parts, host = split(url), host_of(url)
    try:
        name = (parts.hostname or "").encode("idna").decode("ascii")
    except UnicodeError:
        raise Blocked("no_request", cause=Cause.CONFIGURATION, url=url) from None
    try:
        stream = backend.connect_tcp(name, parts.port or PORTS[parts.scheme], seconds)
        try:
            return stream.start_tls(context, name, seconds) if parts.scheme in ENCRYPTED else stream
        except BaseException:
            stream.close()
            raise
    except httpcore.ConnectTimeout:
        raise Blocked("unreachable", cause=Cause.ENVIRONMENT, host=host) from None
    except httpcore.ConnectError as error:
        raise no_connection(error, host) from None


def not_verified(host: str, code: int, message: str) -> Blocked:
    """What is wrong with the certificate of the host, by the code and the message of OpenSSL."""
    if code in OUT_OF_TIME:
        return Blocked("tls_out_of_time", cause=Cause.PRODUCT, host=host)
    if code in OTHER_NAME:
        return Blocked("tls_other_name", cause=Cause.CONFIGURATION, host=host)
    if code in UNKNOWN_ISSUER:
        return Blocked("tls_untrusted", cause=Cause.CONFIGURATION, host=host)
    return Blocked("tls_failed", cause=Cause.PRODUCT, host=host, detail=message)


def no_connection(error: httpcore.ConnectError, host: str) -> Blocked:
    """Why there is no connection to the host."""
    found: BaseException | None = error
    while found is not None:
        if isinstance(found, ssl.SSLCertVerificationError):
            return not_verified(host, found.verify_code, found.verify_message)
        if isinstance(found, ssl.SSLError):
            return Blocked("tls_failed", cause=Cause.ENVIRONMENT, host=host, detail=found.reason or "")
        if isinstance(found, socket.gaierror):
            return Blocked("unknown_host", cause=Cause.ENVIRONMENT, host=host)
        if isinstance(found, ConnectionRefusedError):
            return Blocked("connection_refused", cause=Cause.ENVIRONMENT, host=host)
        found = found.__cause__ or found.__context__
    return Blocked("unreachable", cause=Cause.ENVIRONMENT, host=host)

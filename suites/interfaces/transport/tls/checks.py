"""Checks of what a server of TLS negotiates, and of its certificate."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

from conformance.authoring import Finding, Findings, Where, check
from conformance_suites.interfaces.transport.reader import suites
from conformance_suites.interfaces.transport.reader.hello import (
    MASTER_SECRET,
    NAMES,
    RENEGOTIATION,
    SSL30,
    TLS10,
    TLS11,
    TLS12,
    TLS13,
    Answer,
    is_address,
)

from .view import OTHER_NAME, TlsServer

MODERN_SUITES = (*suites.TLS13, *suites.RECOMMENDED, *suites.ECDHE_CBC)
SMALLEST_KEYS = {"RSA": 2048, "EC": 224}
BROKEN_HASHES = ("md5", "sha1")


def there(found: Answer) -> Where:
    return Where(exchange=found.key)


def refusal(found: Answer) -> Finding:
    """The finding that a client is refused, and how."""
    if found.alert is None:
        return Finding(there(found), "closed")
    return Finding(there(found), "alert", alert=found.alert)


@check("IFC-TLS-001")
def current_versions_are_supported(server: TlsServer) -> Findings:
    found = server.modern
    cut = ("control", "older", "newer", "named")
    if found.version is None:
        yield refusal(found).cutting(*cut)
    elif found.version not in (TLS12, TLS13):
        yield Finding(there(found), "version", received=NAMES.get(found.version, f"0x{found.version:04X}")).cutting(
            *cut
        )


def version_is_refused(server: TlsServer, version: int) -> Findings:
    found = server.negotiates(f"version_{version:04x}", server.hello(suites.OLD, version=version))
    if found and found.version == version:
        yield Finding(there(found), received=NAMES[version])


@check("IFC-TLS-002")
def no_ssl_30(server: TlsServer) -> Findings:
    return version_is_refused(server, SSL30)


@check("IFC-TLS-003")
def no_tls_10(server: TlsServer) -> Findings:
    return version_is_refused(server, TLS10)


@check("IFC-TLS-004")
def no_tls_11(server: TlsServer) -> Findings:
    return version_is_refused(server, TLS11)


@check("IFC-TLS-005")
def tls_13_is_supported(server: TlsServer) -> Findings:
    if server.tls13.version != TLS13:
        yield refusal(server.tls13)


@check("IFC-TLS-006")
def tls_13_is_preferred(server: TlsServer) -> Findings:
    for found in server.newer:
        if found.version != TLS13:
            yield Finding(there(found), received=NAMES.get(found.version or 0, ""), expected=NAMES[TLS13])


def suites_are_refused(server: TlsServer, name: str, offered: Iterable[int]) -> Findings:
    found = server.negotiates(name, server.hello(offered))
    if found and found.suite in tuple(offered):
        yield Finding(there(found), received=suites.shown(found.suite))


@check("IFC-TLS-007")
def no_null_encryption(server: TlsServer) -> Findings:
    return suites_are_refused(server, "null", suites.NULL)


@check("IFC-TLS-008")
def no_rc4(server: TlsServer) -> Findings:
    return suites_are_refused(server, "rc4", suites.RC4)


@check("IFC-TLS-009")
def no_export_or_des(server: TlsServer) -> Findings:
    return suites_are_refused(server, "below_112", suites.BELOW_112)


@check("IFC-TLS-010")
def no_triple_des(server: TlsServer) -> Findings:
    return suites_are_refused(server, "triple_des", suites.TRIPLE_DES)


@check("IFC-TLS-011")
def no_rsa_key_transport(server: TlsServer) -> Findings:
    return suites_are_refused(server, "static_rsa", suites.STATIC_RSA)


@check("IFC-TLS-012")
def no_static_dh(server: TlsServer) -> Findings:
    return suites_are_refused(server, "static_dh", suites.STATIC_DH)


@check("IFC-TLS-013")
def no_finite_field_dh(server: TlsServer) -> Findings:
    return suites_are_refused(server, "dhe", suites.DHE)


@check("IFC-TLS-014")
def forward_secrecy_is_preferred(server: TlsServer) -> Findings:
    if server.older:
        offered = (*suites.STATIC_RSA, *suites.RECOMMENDED, *suites.ECDHE_CBC, *suites.DHE)
        found = server.negotiates("preference", server.hello(offered))
        if found and found.suite not in suites.FORWARD_SECRET:
            yield Finding(there(found), received=suites.shown(found.suite))


@check("IFC-TLS-015")
def no_compression(server: TlsServer) -> Findings:
    if server.older:
        hello = server.hello((*suites.RECOMMENDED, *suites.ECDHE_CBC), compressions=(1, 0))
        found = server.negotiates("compression", hello)
        if found and found.compression:
            yield Finding(there(found), received=found.compression)


def extension_is_acknowledged(server: TlsServer, extension: int) -> Findings:
    for found in server.older:
        if extension not in found.extensions:
            yield Finding(there(found))


@check("IFC-TLS-016")
def renegotiation_is_secure(server: TlsServer) -> Findings:
    return extension_is_acknowledged(server, RENEGOTIATION)


@check("IFC-TLS-017")
def master_secret_is_extended(server: TlsServer) -> Findings:
    return extension_is_acknowledged(server, MASTER_SECRET)


@check("IFC-TLS-018")
def unknown_offers_are_ignored(server: TlsServer) -> Findings:
    _ = server.control
    offered = (*suites.TLS13, *suites.RECOMMENDED, *suites.ECDHE_CBC, *suites.DHE, *suites.STATIC_RSA)
    found = server.asked("unknown", server.hello(offered, versions=(TLS13, TLS12), unknown=True))
    if found.version is None:
        yield refusal(found)


@check("IFC-TLS-019")
def other_names_are_refused(server: TlsServer) -> Findings:
    found = server.negotiates("other_name", server.hello(MODERN_SUITES, versions=(TLS13, TLS12), name=OTHER_NAME))
    if found:
        yield Finding(there(found), name=OTHER_NAME)


@check("IFC-TLS-020")
def keys_are_long_enough(server: TlsServer) -> Findings:
    for found in server.certificates:
        expected = SMALLEST_KEYS.get(found.kind, 0)
        if found.bits < expected:
            yield Finding(there(server.tls12), received=found.bits, expected=expected)


@check("IFC-TLS-021")
def certificates_are_signed_with_sound_hashes(server: TlsServer) -> Findings:
    for found in server.certificates:
        if found.hash in BROKEN_HASHES:
            yield Finding(there(server.tls12), received=found.hash)


@check("IFC-TLS-022")
def certificates_are_valid_now(server: TlsServer) -> Findings:
    for found in server.certificates:
        if not found.begin <= server.service.now.isoformat() <= found.end:
            yield Finding(there(server.tls12), begin=found.begin, end=found.end)


@check("IFC-TLS-023")
def certificates_are_for_the_host(server: TlsServer) -> Findings:
    for found in server.certificates:
        if not any(_fits(name, server.host) for name in found.names):
            yield Finding(there(server.tls12), received=list(found.names), expected=server.host)


def _fits(name: str, host: str) -> bool:
    """Whether a name of the certificate is that of the host; a star is its whole first label (RFC 9525 6.3)."""
    if is_address(host):
        return is_address(name) and ipaddress.ip_address(host) == ipaddress.ip_address(name)
    name, host = name.lower().rstrip("."), host.lower().rstrip(".")
    return name == host or (name.startswith("*.") and "." in host and name[2:] == host.partition(".")[2])

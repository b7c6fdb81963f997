"""Checks of the opening handshake, of frames that a server has to refuse, and of those that it has to answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from conformance.authoring import Finding, Findings, check
from conformance.transports.frames import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT
from conformance_suites.interfaces.websocket.reader.client import PATIENCE, header, is_, listed
from conformance_suites.interfaces.websocket.reader.server import MARK, Refusal, is_data

from .view import Client, WebSocketServer, named

CUT_CHARACTER = ("虚实".encode()[:4], "虚实".encode()[4:])
RESERVED = (1005, 1006, 1015)
FIRST_CODE = 1000
"""Smaller status codes are not used (7.4.2). Of larger ones, those in RESERVED are wrong for certain."""
LONGEST_CONTROL = 125


@check("IFC-WSK-001")
def accept_is_derived_from_the_key(server: WebSocketServer) -> Findings:
    for answer, expected, _, _ in server.handshakes:
        if (received := header(answer, "sec-websocket-accept")) != [expected]:
            yield Finding(answer.where(), received=", ".join(received))


@check("IFC-WSK-002")
def acceptance_names_the_upgrade(server: WebSocketServer) -> Findings:
    for answer, _, _, _ in server.handshakes:
        for name, expected in (("Upgrade", "websocket"), ("Connection", "Upgrade")):
            if expected.lower() not in [each.lower() for each in listed(answer, name)]:
                received = ", ".join(header(answer, name))
                yield Finding(answer.where(), name=name, received=received, expected=expected)


@check("IFC-WSK-003")
def subprotocol_was_offered(server: WebSocketServer) -> Findings:
    for answer, _, offered, _ in server.handshakes:
        for received in header(answer, "sec-websocket-protocol"):
            if received not in offered:
                yield Finding(answer.where(), received=received, offered=offered)


@check("IFC-WSK-004")
def extensions_were_offered(server: WebSocketServer) -> Findings:
    for answer, _, _, offered in server.handshakes:
        for each in listed(answer, "sec-websocket-extensions"):
            if (received := each.partition(";")[0].strip()) not in offered:
                yield Finding(answer.where(), received=received, offered=offered)


@check("IFC-WSK-005")
def a_handshake_without_key_is_refused(server: WebSocketServer) -> Findings:
    return not_refused(server.refusal("no key", without=["Sec-WebSocket-Key"]))


@check("IFC-WSK-006")
def an_unknown_version_is_refused(server: WebSocketServer) -> Findings:
    return not_refused(server.other_version)


@check("IFC-WSK-007")
def version_13_is_listed(server: WebSocketServer) -> Findings:
    for answer in server.refused_versions:
        if "13" not in (received := listed(answer, "sec-websocket-version")):
            yield Finding(answer.where(), received=", ".join(received))


@check("IFC-WSK-008")
def another_method_is_refused(server: WebSocketServer) -> Findings:
    return not_refused(server.refusal("method", method="POST", headers={"Content-Length": "0"}))


@check("IFC-WSK-009")
def an_older_http_is_refused(server: WebSocketServer) -> Findings:
    return not_refused(server.refusal("http", version="1.0"))


@check("IFC-WSK-010")
def frames_of_the_server_are_not_masked(server: WebSocketServer) -> Findings:
    for frame in server.frames:
        if frame.head["masked"]:
            yield Finding(frame.where(), received=named([frame]))


@check("IFC-WSK-011")
def frames_of_the_server_leave_reserved_bits_alone(server: WebSocketServer) -> Findings:
    for frame in server.frames:
        if frame.head["rsv"]:
            yield Finding(frame.where(), received=f"{frame.head['rsv']:03b}")


@check("IFC-WSK-012")
def an_unmasked_frame_ends_the_connection(server: WebSocketServer) -> Findings:
    return goes_on(server, lambda client: client.send(MARK, masked=False))


@check("IFC-WSK-013")
def reserved_bits_end_the_connection(server: WebSocketServer) -> Findings:
    for rsv in (0b100, 0b010, 0b001):
        yield from goes_on(server, partial(Client.send, body=MARK, rsv=rsv), bits=f"{rsv:03b}")


@check("IFC-WSK-014")
def an_unknown_opcode_ends_the_connection(server: WebSocketServer) -> Findings:
    for opcode in (0x3, 0xB):
        yield from goes_on(server, partial(Client.send, body=MARK, opcode=opcode), opcode=f"{opcode:X}")


@check("IFC-WSK-015")
def a_long_control_frame_ends_the_connection(server: WebSocketServer) -> Findings:
    return goes_on(server, lambda client: client.send(b"p" * 126, PING))


@check("IFC-WSK-016")
def a_fragmented_control_frame_ends_the_connection(server: WebSocketServer) -> Findings:
    return goes_on(server, lambda client: client.send(MARK, PING, fin=False))


@check("IFC-WSK-017")
def a_continuation_of_nothing_ends_the_connection(server: WebSocketServer) -> Findings:
    return goes_on(server, lambda client: client.send(MARK, CONTINUATION))


@check("IFC-WSK-018")
def a_message_within_another_ends_the_connection(server: WebSocketServer) -> Findings:
    def send(client: Client) -> None:
        client.send(MARK[:4], fin=False)
        client.send(MARK)

    return goes_on(server, send)


@check("IFC-WSK-019")
def a_ping_is_answered_with_its_data(server: WebSocketServer) -> Findings:
    body = bytes(range(125))
    with server.client() as client:
        found = client.pong(body, PATIENCE)
        pongs = [frame for frame in found if is_(frame, PONG)]
        if not pongs:
            yield Finding(client.where(), "none", seconds=PATIENCE, received=named(found))
        elif pongs[-1].body != body:
            yield Finding(pongs[-1].where(), "other")


@check("IFC-WSK-020")
def a_ping_between_fragments_is_answered(server: WebSocketServer) -> Findings:
    with server.lively() as client:
        client.send(MARK, fin=False)
        found = client.pong(MARK, PATIENCE)
        if not any(is_(frame, PONG) and frame.body == MARK for frame in found):
            yield Finding(client.where(), received=named(found), seconds=PATIENCE)


@check("IFC-WSK-021")
def a_fragmented_message_is_one_message(server: WebSocketServer) -> Findings:
    _, expected = server.echoed, b"".join(CUT_CHARACTER)
    with server.lively() as client:
        client.send(CUT_CHARACTER[0], fin=False)
        client.send(MARK, PING)
        client.send(CUT_CHARACTER[1], CONTINUATION)
        found = client.until(lambda frame: is_data(frame) or is_(frame, CLOSE), PATIENCE)
        data = b"".join(frame.body for frame in found if frame.head["opcode"] in (CONTINUATION, TEXT, BINARY))
        if data != expected:
            yield Finding(client.where(), received=data.decode("utf-8", "replace"), expected=expected.decode())


@check("IFC-WSK-022")
def text_that_is_not_utf8_ends_the_connection(server: WebSocketServer) -> Findings:
    return goes_on(server, lambda client: client.send(b"\xce\xba\xed\xa0\x80"))


@check("IFC-WSK-023")
def a_close_is_answered_with_a_close(server: WebSocketServer) -> Findings:
    closing = server.closing
    if not closing.closes:
        yield Finding(closing.where, "ended" if closing.ended else "silent", received=named(closing.frames))


@check("IFC-WSK-024")
def the_server_closes_the_connection(server: WebSocketServer) -> Findings:
    for closing in server.closings:
        if not closing.ended:
            yield Finding(closing.where, seconds=PATIENCE)


@check("IFC-WSK-025")
def close_frames_are_well_formed(server: WebSocketServer) -> Findings:
    for frame in server.close_frames:
        code, reason = frame.head["code"], frame.body[2:]
        if not frame.head["fin"]:
            yield Finding(frame.where(), "fragment")
        if len(frame.body) > LONGEST_CONTROL:
            yield Finding(frame.where(), "long", received=len(frame.body), expected=LONGEST_CONTROL)
        if len(frame.body) == 1:
            yield Finding(frame.where(), "short")
        if code is not None and (code in RESERVED or code < FIRST_CODE):
            yield Finding(frame.where(), "code", received=code)
        if reason.decode("utf-8", "replace").encode() != reason:
            yield Finding(frame.where(), "text", received=code)


def not_refused(refusal: Refusal) -> Findings:
    """A finding if a handshake that breaks the protocol gets anything but an HTTP error."""
    if refusal.answer is None:
        yield Finding(refusal.where, "closed")
    elif refusal.answer.head["status"] < 400:
        yield Finding(refusal.answer.where(), "status", received=refusal.answer.head["status"])


def goes_on(server: WebSocketServer, send: Callable[[Client], None], **values: str) -> Findings:
    """A finding if the server does not close a connection on which a client has broken the protocol.

    A Close frame is as good as a closed connection. After the time for a reaction, a Ping shows whether the server
    still processes what arrives.
    """
    with server.lively() as client:
        send(client)
        found = client.until(lambda frame: is_(frame, CLOSE), server.reaction)
        if client.ended or any(is_(frame, CLOSE) for frame in found):
            return
        again = client.pong(b"still open", PATIENCE)
        if client.ended or any(is_(frame, CLOSE) for frame in again):
            return
        answered = any(is_(frame, PONG) and frame.body == b"still open" for frame in again)
        sentence = "answers" if answered else "silent"
        yield Finding(client.where(), sentence, received=named([*found, *again]), **values)

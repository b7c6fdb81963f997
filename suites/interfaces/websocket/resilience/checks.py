"""Checks of how a server ends connections, of the sizes that it takes, and of whether it goes on serving others."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, NotApplicable, Where, check
from conformance.transports.frames import CLOSE
from conformance.transports.message import Message
from conformance_suites.interfaces.websocket.reader.client import DATA, PATIENCE, is_
from conformance_suites.interfaces.websocket.reader.harm import harm

from .view import WebSocketServer, named

PROTOCOL_ERROR, NOT_UTF8, NORMAL = 1002, 1007, 1000
LENGTHS = (0, 125, 126, 65_535, 65_536)
SMALL = 126
SHORT_KEY = "c2hvcnQ="  # 5 bytes


@check("IFC-WSR-001")
def a_close_frame_precedes_the_end(server: WebSocketServer) -> Findings:
    frames, where = after(server, b"wrong", rsv=7)
    if not any(is_(frame, CLOSE) for frame in frames):
        yield Finding(where, received=named(frames))


@check("IFC-WSR-002")
def a_protocol_error_has_its_code(server: WebSocketServer) -> Findings:
    return other_code(after(server, b"wrong", rsv=7)[0], PROTOCOL_ERROR)


@check("IFC-WSR-003")
def wrong_text_has_its_code(server: WebSocketServer) -> Findings:
    return other_code(after(server, b"\xff\xfe")[0], NOT_UTF8)


@check("IFC-WSR-004")
def half_a_status_code_is_no_normal_closure(server: WebSocketServer) -> Findings:
    for frame in after(server, b"\x03", opcode=CLOSE)[0]:
        if is_(frame, CLOSE) and (frame.head["code"] == NORMAL or len(frame.body) == 1):
            yield Finding(frame.where(), received=frame.body.hex())


@check("IFC-WSR-005")
def no_data_follow_a_close_frame(server: WebSocketServer) -> Findings:
    _ = server.echoed
    with server.lively() as client:
        client.send(NORMAL.to_bytes(2), CLOSE)
        client.send(b"after the end")
        client.until(lambda frame: is_(frame, CLOSE), PATIENCE)
        for frame in client.until(lambda frame: frame.head["opcode"] in DATA, server.reaction):
            if frame.head["opcode"] in DATA:
                yield Finding(frame.where(), received=named([frame]))


@check("IFC-WSR-006")
def messages_of_any_length_come_back(server: WebSocketServer) -> Findings:
    _ = server.echoed
    for length in LENGTHS:
        with server.lively() as client:
            client.send(b"z" * length)
            found = client.until(lambda frame: frame.head["opcode"] in DATA and frame.head["fin"], PATIENCE)
            if length > SMALL and (client.ended or any(is_(frame, CLOSE) for frame in found)):
                continue  # too big for it, whatever the status code (RFC 6455, 10.4)
            data = [frame.body for frame in found if frame.head["opcode"] in DATA]
            if not data:
                yield Finding(client.where(), "none", received=named(found), expected=length)
            elif b"".join(data) != b"z" * length:
                yield Finding(client.where(), "other", received=len(b"".join(data)), expected=length)


@check("IFC-WSR-007")
def a_frame_without_end_is_refused(server: WebSocketServer) -> Findings:
    found = harm(server, "announced")
    if found.open:
        yield Finding(found.where)


@check("IFC-WSR-008")
def wrong_frames_do_not_stop_the_server(server: WebSocketServer) -> Findings:
    return not_served(server, "wrong")


@check("IFC-WSR-009")
def a_message_without_end_does_not_stop_the_server(server: WebSocketServer) -> Findings:
    return not_served(server, "fragments")


@check("IFC-WSR-010")
def a_frame_without_end_does_not_stop_the_server(server: WebSocketServer) -> Findings:
    return not_served(server, "announced")


@check("IFC-WSR-011")
def a_client_that_does_not_read_does_not_stop_the_server(server: WebSocketServer) -> Findings:
    _ = server.echoed
    return not_served(server, "unread")


@check("IFC-WSR-012")
def a_short_key_is_refused(server: WebSocketServer) -> Findings:
    answer, where = server.refusal("short key", headers={"Sec-WebSocket-Key": SHORT_KEY})
    if answer is not None and answer.head["status"] < 400:
        yield Finding(where, received=answer.head["status"])


def after(server: WebSocketServer, body: bytes, **head: int) -> tuple[list[Message], Where]:
    """The frames after a wrong one, up to the end of the connection. Raises NotApplicable if it goes on."""
    with server.lively() as client:
        client.send(body, **head)
        found = client.until(lambda frame: is_(frame, CLOSE), server.reaction)
        if not client.ended and not any(is_(frame, CLOSE) for frame in found):
            raise NotApplicable("goes_on")
        return found, client.where()


def other_code(frames: list[Message], expected: int) -> Findings:
    """A finding if the Close frame has another status code."""
    closes = [frame for frame in frames if is_(frame, CLOSE)]
    if not closes:
        raise NotApplicable("no_close_frame")
    if closes[0].head["code"] != expected:
        yield Finding(closes[0].where(), received=closes[0].head["code"] or "", expected=expected)


def not_served(server: WebSocketServer, name: str) -> Findings:
    """A finding if no new client is served after this."""
    new = harm(server, name).new
    if not new.served:
        yield Finding(new.where, "silent" if new.status in (None, 101) else "refused", received=new.status)

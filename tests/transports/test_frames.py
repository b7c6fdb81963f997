"""Frames of WebSocket, written and read as a library of the protocol does, and those that it refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wsproto.events import BytesMessage, CloseConnection, Ping, Pong, TextMessage
from wsproto.frame_protocol import FrameProtocol, Opcode

from conformance.transports.frames import BINARY, CLOSE, PING, PONG, TEXT, Frame, FrameReader, TooLong, encoded

KEY = b"\x37\xfa\x21\x3d"
LENGTHS = (0, 1, 3, 125, 126, 127, 65_535, 65_536)


def read(data: bytes, most: int = 1 << 20, at_once: int = 1 << 20) -> list[Frame]:
    """The frames in the data, which arrive so many bytes at a time."""
    reader, found = FrameReader(most), []
    for at in range(0, len(data), at_once):
        reader.feed(data[at : at + at_once])
        while frame := reader.next():
            found.append(frame)
    assert reader.begun == 0
    return found


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("opcode", [TEXT, BINARY])
def test_a_library_reads_what_is_written(opcode: int, length: int) -> None:
    server, body = FrameProtocol(client=False, extensions=[]), b"x" * length
    server.receive_bytes(encoded(Frame(opcode, body, masked=True), KEY))
    found = list(server.received_frames())
    payload = "".join(each.payload for each in found) if opcode == TEXT else b"".join(each.payload for each in found)
    assert payload == (body.decode() if opcode == TEXT else body)
    assert found[-1].message_finished
    assert {each.opcode for each in found} == {Opcode(opcode)}


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("client", [True, False])
def test_what_a_library_writes_is_read(client: bool, length: int) -> None:
    data = FrameProtocol(client=client, extensions=[]).send_data(b"y" * length)
    assert read(data) == [Frame(BINARY, b"y" * length, masked=client)]


def test_control_frames_of_a_library_are_read() -> None:
    server = FrameProtocol(client=False, extensions=[])
    ping, pong, close = read(server.ping(b"1") + server.pong(b"2") + server.close(1002, "no"))
    assert ping == Frame(PING, b"1")
    assert pong == Frame(PONG, b"2")
    assert (close.opcode, close.code, close.payload[2:]) == (CLOSE, 1002, b"no")


def test_frames_of_both_sides_make_the_same_events() -> None:
    from wsproto.connection import Connection, ConnectionType

    server = Connection(ConnectionType.SERVER)
    told = [
        Frame(TEXT, "虚".encode()),
        Frame(BINARY, b"\0"),
        Frame(PING, b"p"),
        Frame(PONG, b"q"),
        Frame(CLOSE, b"\3\xe8"),
    ]
    server.receive_data(b"".join(encoded(each._replace(masked=True), KEY) for each in told))
    assert [type(each) for each in server.events()] == [TextMessage, BytesMessage, Ping, Pong, CloseConnection]


@pytest.mark.parametrize("code", [None, 1000])
def test_only_a_close_frame_with_2_bytes_has_a_code(code: int | None) -> None:
    assert Frame(CLOSE, b"" if code is None else code.to_bytes(2)).code == code
    assert Frame(CLOSE, b"\3").code is None
    assert Frame(TEXT, b"\3\xe8").code is None


@given(
    st.builds(
        Frame,
        opcode=st.integers(0, 15),
        payload=st.binary(max_size=300),
        fin=st.booleans(),
        rsv=st.integers(0, 7),
        masked=st.booleans(),
    ),
    st.integers(1, 20),
)
def test_any_frame_even_a_wrong_one_is_read_as_it_was_written(frame: Frame, at_once: int) -> None:
    assert read(encoded(frame, KEY), at_once=at_once) == [frame]


@pytest.mark.parametrize("length", [127, 65_536, 1 << 40])
def test_a_frame_that_announces_too_much_is_refused_before_it_arrives(length: int) -> None:
    reader = FrameReader(126)
    reader.feed(bytes((0x82, 127)) + length.to_bytes(8))
    with pytest.raises(TooLong):
        reader.next()

"""Performers of the VMC protocol and other senders of OSC: recorded frame by frame, whatever comes in between."""

from __future__ import annotations

import json
import random
import socket
import struct
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from doubles.ours import PLAN

from conformance.engine.plan import Plan, Selection
from conformance.listening import datagrams
from conformance.listening.listener import Listening
from conformance.listening.protocols import protocols
from conformance.model.outcome import Outcome
from conformance.readers.source import Source
from conformance.recordings.capture import Heard
from conformance.recordings.convert import Refused
from conformance_suites.terminals.body.listen.osc import MOST_IGNORED, MOST_STREAMS, OscCapture
from conformance_suites.terminals.body.listen.vmc import VmcCapture
from conformance_suites.terminals.body.reader.osc import NotOsc, messages_of
from conformance_suites.terminals.body.writer.performer import BONES, POSE, performer

pytest.importorskip("pythonosc", reason="the extra osc is not installed")
TO_UNITY = np.array([1, 1, -1, -1, -1, 1, 1])


def packet(address: str, *arguments: Any) -> bytes:
    """One message; a str, an int or a float each."""
    from pythonosc.osc_message_builder import OscMessageBuilder

    made = OscMessageBuilder(address)
    for each in arguments:
        made.add_arg(each)
    return made.build().dgram


def bundle(*packets: bytes) -> bytes:
    return b"#bundle\0" + bytes(7) + b"\1" + b"".join(struct.pack(">i", len(each)) + each for each in packets)


def frames_of(frames: int) -> Iterator[list[bytes]]:
    """The messages of each frame of the reference performer, in Unity's axes."""
    made = performer(frames=frames)
    body = made.values["body"].reshape(frames, len(BONES), POSE) * TO_UNITY
    for frame in range(frames):
        sent = [packet("/VMC/Ext/OK", 1, 3, 0, 1), packet("/VMC/Ext/T", float(made.values["vmc-ext-t"][frame, 0]))]
        for at, name in enumerate(BONES):
            sent.append(packet(f"/VMC/Ext/{'Bone' if at else 'Root'}/Pos", name, *map(float, body[frame, at])))
        yield [*sent, packet("/VMC/Ext/Blend/Val", "A", frame / frames), packet("/VMC/Ext/Blend/Apply")]


def ticking(step: float = 0.001) -> Any:
    """A clock that goes on with each look."""
    ticks = count()
    return lambda: next(ticks) * step


def recorded(capture: OscCapture, datagrams: list[bytes]) -> list[Any]:
    """The header and the frames."""
    heard: list[Heard] = [line for each in datagrams for line in capture.hear(each)]
    assert capture.header is not None
    return [json.loads(line) for line in (capture.header, *(each.line for each in heard))]


def test_bones_of_single_packets_and_of_bundles_are_the_same_frames() -> None:
    frames = list(frames_of(12))
    single = recorded(VmcCapture(ticking()), [each for frame in frames for each in frame])
    halves = recorded(VmcCapture(ticking()), [bundle(*part) for each in frames for part in (each[:30], each[30:])])
    assert [line["body"] for line in single[1:]] == [line["body"] for line in halves[1:]]
    made = performer(frames=12)
    assert len(single) == 12, "a frame is over when the next one begins"
    assert np.allclose([line["body"] for line in single[1:]], made.values["body"][:11], atol=1e-6)
    assert single[0]["streams"]["body"]["poses"] == list(BONES)
    assert single[0]["streams"]["face"] == {"kind": "face", "weights": ["A"]}
    assert single[5]["face"] == [pytest.approx(4 / 12)]


def test_what_is_recorded_of_a_performer_is_judged_as_the_reference() -> None:
    capture = VmcCapture(ticking(1 / 60))
    datagrams = [bundle(*each) for each in frames_of(120)]
    lines = [line.line for each in datagrams for line in capture.hear(each)]
    assert capture.header is not None
    data = b"\n".join([capture.header, *lines, b""])
    failed = {
        case.requirement.id
        for _, _, cases in PLAN.judge(Source("session.jsonl", data), "recording").verdicts
        for case in cases
        if case.outcome is Outcome.FAIL
    }
    assert failed == {"TRM-POS-017"}, "nobody can say by this protocol that a person consents to be a face"


def test_integers_lower_case_and_new_bones_are_recorded_as_such() -> None:
    pose = (0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0)
    sent = [packet("/VMC/Ext/Bone/Pos", "hips", *pose), packet("/VMC/Ext/Bone/Pos", "Spine", 0, *pose[1:])]
    sent += [packet("/VMC/Ext/T", 0.1), packet("/VMC/Ext/Bone/Pos", "hips", *pose)]
    sent += [
        packet("/VMC/Ext/Bone/Pos", "Head", *pose, 5.0),
        packet("/VMC/Ext/Blend/Val", "A"),
        packet("/VMC/Ext/T", 0.2),
    ]
    header, one, two = recorded(VmcCapture(ticking()), sent)
    assert (header["streams"]["body"]["poses"], header["streams"]["body-2"]["poses"]) == (["hips"], ["Head"])
    assert (one["mistyped"], two["mistyped"]) == ([1], [1])
    assert two["body-2"] == [0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0]


def test_numbers_that_json_does_not_have_are_null() -> None:
    pose = (float("nan"), float("inf"), 0.0, 0.0, 0.0, 0.0, 1.0)
    sent = [packet("/VMC/Ext/Bone/Pos", "Hips", *pose), packet("/VMC/Ext/T", 0.1)]
    assert recorded(VmcCapture(ticking()), sent)[1]["body"][:3] == [None, None, 0.0]


def test_numbers_at_any_address_are_channels() -> None:
    sent = [
        bundle(packet("/avatar/Eye", 0.5, 1), packet("/t", 3)),
        packet("/avatar/Eye", 0.25, 2),
        packet("/name", "x"),
    ]
    header, one, two = recorded(OscCapture(ticking(0.01)), sent)
    assert header["streams"]["avatar-eye"]["channels"][1]["label"] == "/avatar/Eye 2"
    assert (one["avatar-eye"], one["t-2"], two["avatar-eye"]) == ([0.5, 1], [3], [0.25, 2])
    assert (two["t"], "t-2" in two) == (10.0, False) or two["t-2"] is None


HOSTILE = [
    b"",
    b"#bundle\0",
    bundle(b"/a\0\0,i\0\0")[:-3],
    b"#bundle\0" + bytes(8) + struct.pack(">i", -4) + b"/a\0\0",
    b"#bundle\0" + bytes(8) + struct.pack(">i", 0),
    b"#bundle\0" + bytes(8) + b"\0\0",
    b"/a\0\0,ffff\0\0\0" + bytes(4),
    b"/a\0\0,[[[[\0\0\0",
    b"/a\0\0,zz\0",
    b"/\xff\xfe\0,i\0\0" + bytes(4),
    bytes(65_507),
]


@pytest.mark.parametrize("datagram", HOSTILE, ids=range(len(HOSTILE)))
def test_datagrams_that_are_no_osc_are_told(datagram: bytes) -> None:
    with pytest.raises(NotOsc):
        messages_of(datagram)


def test_a_deep_bundle_and_noise_end_at_once() -> None:
    deep = packet("/a", 1)
    while len(deep) < 65_000:
        deep = bundle(deep)
    begun = time.process_time()
    assert [each.address for each in messages_of(deep)] == ["/a"]
    dice = random.Random(7)
    for _ in range(300):
        with pytest.raises(NotOsc):
            messages_of(bundle(dice.randbytes(40)))
    assert time.process_time() - begun < 3


def test_a_flood_of_noise_and_one_of_addresses_are_refused() -> None:
    noise, many = OscCapture(ticking()), OscCapture(ticking())
    for at in range(MOST_STREAMS):
        list(many.hear(packet(f"/a{at}", 1.0)))
    for _ in range(MOST_IGNORED - 1):
        assert list(noise.hear(b"noise")) == []
    with pytest.raises(Refused, match="not OSC"):
        list(noise.hear(b"noise"))
    with pytest.raises(Refused, match="more than"):
        list(many.hear(packet("/one/more", 1.0)))
    assert len(many.streams) == MOST_STREAMS


def test_a_performer_is_heard_by_a_socket_until_it_falls_silent_and_others_are_turned_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(datagrams, "SILENT_SECONDS", 0.6)
    plan = Plan(Selection(profile="body-tracker"))
    listening = Listening(plan, protocols(plan.catalogue)["vmc"], tmp_path)
    sender, other = (socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2))
    with sender, other, datagrams.bound_to_datagrams("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
        free.close()
        with listening.to_datagrams("127.0.0.1", port) as place:
            assert place.addresses == [f"udp://127.0.0.1:{port}"]
            for frame in frames_of(40):
                sender.sendto(bundle(*frame), ("127.0.0.1", port))
                other.sendto(b"other", ("127.0.0.1", port))
                time.sleep(0.005)
            for _ in listening.until_over(None, 5.0):
                pass
        (session,) = listening.sessions
        assert session.peer == f"127.0.0.1:{sender.getsockname()[1]}"
        assert listening.desk.turned_away == [f"127.0.0.1:{other.getsockname()[1]}"]
    assert (session.heard, session.ended and session.ended.reason) == (39, "")
    assert session.standing is not None
    assert session.standing.judged == session.lines


def test_datagrams_that_found_no_room_end_the_recording_for_a_reason_of_ours(tmp_path: Path) -> None:
    plan = Plan(Selection(profile="body-tracker"))
    listening = Listening(plan, protocols(plan.catalogue)["vmc"], tmp_path)
    with datagrams.bound_to_datagrams("127.0.0.1", 0) as receiver:
        senders = datagrams.Senders(receiver, listening._begin, listening.desk)
        senders._take(packet("/VMC/Ext/T", 1.0), "somebody")
        senders._count([(socket.SOL_SOCKET, datagrams.COUNTED, struct.pack("=I", 0))])
        (session,) = listening.sessions
        assert session.ended is None
        senders._count([(socket.SOL_SOCKET, datagrams.COUNTED, struct.pack("=I", 3))])
    assert session.ended is not None
    assert (session.ended.reason, dict(session.ended.values)) == ("datagrams_lost", {"count": 3})
    session.close()

"""Checks of what clients of a room see of each other. Nothing is seen: what came after it was."""

from __future__ import annotations

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, check
from conformance_suites.interfaces.presence.reader.client import QUIET, Client
from conformance_suites.interfaces.presence.reader.room import Bench

from .view import RoomServer

TEXTS = {
    "chinese": "元宇宙 虚实融合",
    "beyond the first plane": "𠮷 😀",
    "quoted": '"quoted" \\ <b>&amp;</b> {x}',
}
ALLOWED = 1
"""Acts of twenty that may be late: the others are 95 %."""
ACTS = 20


# Acts


@check("IFC-PRE-001")
def every_act_is_heard(server: RoomServer) -> Findings:
    for sent, other in server.burst:
        heard = {each.content for each in other.acts}
        if missing := [each for each in sent if each not in heard]:
            yield Finding(other.where, received=len(sent) - len(missing), expected=len(sent))


@check("IFC-PRE-002")
def an_act_is_heard_once(server: RoomServer) -> Findings:
    for sent, other in server.burst:
        heard = [each for each in other.acts if each.content in sent]
        seen = set()
        for each in heard:
            if each.content in seen:
                times = sum(another.content == each.content for another in heard)
                yield Finding(each.where, received=times, expected=1)
                return
            seen.add(each.content)


@check("IFC-PRE-003")
def acts_are_heard_in_order(server: RoomServer) -> Findings:
    for sent, other in server.burst:
        first = list(dict.fromkeys(each.content for each in other.acts if each.content in sent))
        expected = [each for each in sent if each in first]
        for number, (received, wanted) in enumerate(zip(first, expected, strict=True), 1):
            if received != wanted:
                yield Finding(other.where, received=sent.index(received) + 1, expected=number)
                return


@check("IFC-PRE-004")
def the_content_is_unchanged(server: RoomServer) -> Findings:
    with server.bench() as bench:
        one, other = bench.pair()
        sent = {name: one.act(text) for name, text in TEXTS.items()}
        bench.settle(one, [other])
        heard = [each for each in other.acts if "marker" not in each.content]
        missing = [each for each in sent.values() if each not in {act.content for act in heard}]
        changed = [each for each in heard if each.content not in sent.values()]
        for expected, each in zip(missing, changed, strict=False):
            yield Finding(each.where, "changed", received=bench.shown(each.content), expected=bench.shown(expected))
        for expected in missing[len(changed) :]:
            yield Finding(other.where, "missing", expected=bench.shown(expected))


@check("IFC-PRE-005")
def who_was_there_first_hears_too(server: RoomServer) -> Findings:
    with server.bench() as bench:
        one, other = bench.pair()
        if not bench.heard(other, [one]):
            yield Finding(one.where)


@check("IFC-PRE-006")
def all_clients_hear(server: RoomServer) -> Findings:
    with server.bench() as bench:
        one, other = bench.pair()
        third = bench.join()
        if not bench.heard(one, [other, third]):
            yield Finding(deaf(bench, one, other, third).where)


def deaf(bench: Bench, one: Client, other: Client, third: Client) -> Client:
    """Which of two clients does not hear a third. Raises Blocked if it is both."""
    if bench.heard(one, [other]):
        return third
    bench.settle(one, [third])
    return other


@check("IFC-PRE-007")
def latency(server: RoomServer) -> Findings:
    most = float(server.service.information("latency"))
    with server.bench() as bench:
        one, other = bench.pair()
        late = 0
        for number in range(ACTS):
            content = one.act(f"timed {number}")
            if not other.hears([content], most):
                late += 1
                if not other.hears([content]):
                    raise Blocked("not_delivered", exchange=other.where.exchange)
            if late > ALLOWED:
                yield Finding(other.where, seconds=most)
                return


# Who acts


def named(server: RoomServer) -> None:
    """Raises NotRun or NotApplicable where messages do not name the user that acted."""
    if not server.template("received").mentions("user"):
        raise NotApplicable("no_sender")


@check("IFC-PRE-008")
def the_sender_is_named(server: RoomServer) -> Findings:
    named(server)
    with server.bench() as bench:
        bench.identified()
        one, other = bench.pair()
        one.act("who")
        bench.settle(one, [other])
        for each in other.acts:
            if str(each.user) != one.user:
                yield Finding(each.where, received=bench.shown(each.user), expected=bench.shown(one.user))
                return


@check("IFC-PRE-009")
def nobody_acts_as_another(server: RoomServer) -> Findings:
    named(server)
    with server.bench() as bench:
        bench.identified()
        one, other = bench.pair()
        third = bench.join()
        bench.settle(third, [other])
        forged = bench.content("forged")
        message = server.template("act").filled(user=third.user, room=one.room, content=forged)
        one.send(server.template("received").claiming(message, third.user))
        if not one.ended:
            one.answers()
        bench.settle(third, [other])
        for each in other.acts:
            if each.content == forged and str(each.user) == third.user:
                yield Finding(each.where, received=bench.shown(each.user), expected=bench.shown(one.user))


# Who hears


def leaked(client: Client, content: str) -> Findings:
    """A finding for each time that a client has heard what it should not."""
    for each in client.acts:
        if each.content == content:
            yield Finding(each.where)


@check("IFC-PRE-010")
def another_room_hears_nothing(server: RoomServer) -> Findings:
    with server.bench() as bench:
        neighbour, other_neighbour = bench.pair(bench.elsewhere)
        one, other = bench.pair()
        content = one.act("private")
        bench.settle(one, [other])
        bench.settle(neighbour, [other_neighbour])
        yield from leaked(other_neighbour, content)


@check("IFC-PRE-011")
def who_has_not_joined_hears_nothing(server: RoomServer) -> Findings:
    with server.bench() as bench:
        stranger = outsider(bench)
        one, other = bench.pair()
        content = one.act("private")
        bench.settle(one, [other])
        stranger.answers()
        stranger.idle(QUIET)
        yield from leaked(stranger, content)


def outsider(bench: Bench) -> Client:
    """A client that is connected and has not joined. Raises NotApplicable where connecting is joining."""
    if not bench.server.has("join"):
        raise NotApplicable("joins_by_connecting")
    return bench.connect()


@check("IFC-PRE-012")
def who_has_not_joined_cannot_act(server: RoomServer) -> Findings:
    with server.bench() as bench:
        one, other = bench.pair()
        stranger = outsider(bench)
        content = stranger.act("from outside")
        stranger.answers()
        bench.settle(one, [other])
        yield from leaked(other, content)


@check("IFC-PRE-013")
def who_is_refused_hears_nothing(server: RoomServer) -> Findings:
    server.template("refused")
    with server.bench() as bench:
        one, other = bench.pair()
        stranger = bench.connect()
        stranger.say("refused")
        stranger.answers()
        content = one.act("private")
        bench.settle(one, [other])
        if not stranger.ended:
            stranger.answers()
            stranger.idle(QUIET)
        yield from leaked(stranger, content)


# Coming and going


@check("IFC-PRE-014")
def who_joins_is_seen(server: RoomServer) -> Findings:
    server.template("joined")
    with server.bench() as bench:
        bench.identified()
        _, other = bench.pair()
        third = bench.join()
        bench.settle(third, [other])
        if other.told("joined", third.user) is None:
            yield Finding(other.where, user=bench.shown(third.user))


@check("IFC-PRE-015")
def joining_elsewhere_is_not_seen(server: RoomServer) -> Findings:
    joined = server.template("joined")
    with server.bench() as bench:
        bench.identified()
        one, other = bench.pair()
        neighbour, _ = bench.pair(bench.elsewhere)
        if str(neighbour.user) in (str(one.user), str(other.user)):
            raise NotApplicable("users_of_a_room")
        bench.settle(one, [other])
        for heard in other.heard:
            if joined.found_in(heard.document, user=neighbour.user) is not None:
                yield Finding(heard.where, user=bench.shown(neighbour.user))
                return


@check("IFC-PRE-016")
def who_comes_late_learns_who_is_there(server: RoomServer) -> Findings:
    present = server.template("present")
    with server.bench() as bench:
        bench.identified()
        one, other = bench.pair()
        late = bench.join()
        bench.settle(one, [late])
        for user in (one.user, other.user):
            if all(present.found_in(heard.document, user=user) is None for heard in late.heard):
                yield Finding(late.where, user=bench.shown(user))


@check("IFC-PRE-017")
def who_leaves_is_seen_to_leave(server: RoomServer) -> Findings:
    server.template("left")
    with server.bench() as bench:
        bench.identified()
        one, other = bench.pair()
        one.leave()
        if other.told("left", one.user) is None:
            yield Finding(still_there(bench, other).where, user=bench.shown(one.user))


@check("IFC-PRE-018")
def who_is_cut_off_is_seen_to_leave(server: RoomServer) -> Findings:
    server.template("left")
    seconds = float(server.service.information("departure"))
    with server.bench() as bench:
        bench.identified()
        one, other = bench.pair()
        one.drop()
        if other.told("left", one.user, seconds) is None:
            yield Finding(still_there(bench, other).where, user=bench.shown(one.user), seconds=seconds)


def still_there(bench: Bench, client: Client) -> Client:
    """The client, which still hears what happens in the room. Raises Blocked if it does not."""
    bench.settle(bench.join(), [client])
    return client


def leave(client: Client) -> None:
    """Leave by the message of the plan, and stay connected. Raises NotApplicable if the server ends the connection."""
    client.say("leave")
    if not client.answers():
        raise NotApplicable("leaving_disconnects")


@check("IFC-PRE-019")
def who_has_left_cannot_act(server: RoomServer) -> Findings:
    server.template("leave")
    with server.bench() as bench:
        one, other = bench.pair()
        gone = bench.join()
        bench.settle(gone, [other])
        leave(gone)
        content = gone.act("after leaving")
        gone.answers()
        bench.settle(one, [other])
        yield from leaked(other, content)


@check("IFC-PRE-020")
def who_has_left_hears_nothing(server: RoomServer) -> Findings:
    server.template("leave")
    with server.bench() as bench:
        one, other = bench.pair()
        gone = bench.join()
        bench.settle(one, [gone])
        leave(gone)
        content = one.act("private")
        bench.settle(one, [other])
        gone.answers()
        gone.idle(QUIET)
        yield from leaked(gone, content)


@check("IFC-PRE-021")
def who_was_cut_off_can_return(server: RoomServer) -> Findings:
    if not server.names("user"):
        raise NotApplicable("users_are_assigned")
    seconds = float(server.service.information("departure"))
    with server.bench() as bench:
        one, other = bench.pair()
        one.drop()
        other.idle(seconds)
        back = bench.join(user=one.user)
        if not bench.heard(other, [back]):
            still_there(bench, other)
            yield Finding(back.where, seconds=seconds)


# What must not stop a room


@check("IFC-PRE-022")
def what_is_no_json_stops_nobody(server: RoomServer) -> Findings:
    with server.bench() as bench:
        one, other = bench.pair()
        third = bench.join()
        bench.settle(third, [other])
        third.send_text(b'{"conformance": ')
        third.answers()
        if not bench.heard(one, [other]):
            yield Finding(other.where)

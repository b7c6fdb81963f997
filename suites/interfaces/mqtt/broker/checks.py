"""Checks of connections and sessions: what a broker answers, keeps, forgets and refuses."""

from __future__ import annotations

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, check
from conformance.transports.mqtt_packets import packet
from conformance_suites.interfaces.mqtt.reader.broker import KEPT
from conformance_suites.interfaces.mqtt.reader.client import FAILURE, GRACE, PATIENCE, Client

from .view import Bench, Broker

MANY = 30
EXPIRY = 1
"""Seconds, the shortest interval that MQTT can say."""
PAST_EXPIRY = 1.1
TAKEN_OVER = 0x8E


def goes_on(client: Client, *acknowledgements: str) -> bool:
    """Whether a client is still served after what it sent last, and none of these packets refused that.

    Raises Blocked if that is not clear.
    """

    def refuses(name: str, reason: int) -> bool:
        return name in ("DISCONNECT", *acknowledgements) and reason >= FAILURE

    if client.until(lambda each: refuses(each.head["type"], each.head.get("reason", 0)), GRACE) or client.ended:
        return False
    client.send("PINGREQ")
    if client.until(lambda each: each.head["type"] in ("PINGRESP", "DISCONNECT")) is None and not client.ended:
        raise Blocked("neither_closed_nor_answered", exchange=client.talk.key)
    return not client.ended and client.last == "PINGRESP"


def session_present(expected: bool, client: Client) -> Findings:
    if client.connack.head["session_present"] is not expected:
        yield Finding(client.connack.where(), received=int(not expected), expected=int(expected))


@check("IFC-MQT-001")
def the_first_packet_is_a_connack(broker: Broker) -> Findings:
    if broker.first.head["type"] not in ("CONNACK", "malformed"):
        yield Finding(broker.first.where(), received=broker.first.head["type"], expected="CONNACK")
    else:
        _ = broker.control  # a broker that refuses the connection has shown nothing


@check("IFC-MQT-002")
def a_clean_start_begins_a_new_session(broker: Broker) -> Findings:
    with broker.bench() as bench:
        client = bench.connect(kept=KEPT)
        client.drop()
        again = bench.connect(client.client_id)
        yield from session_present(False, again)
        again.leave()


@check("IFC-MQT-003")
def a_session_is_resumed(broker: Broker) -> Findings:
    with broker.bench("sessions") as bench:
        client = bench.connect(kept=KEPT)
        client.drop()
        again = bench.returns(client)
        yield from session_present(True, again)
        again.leave()


@check("IFC-MQT-004")
def a_session_ends_after_its_expiry_interval(broker: Broker) -> Findings:
    with broker.bench("sessions") as bench:
        clock, client = bench.connect(), bench.connect(kept=EXPIRY)
        if client.connack.head["properties"].get("session_expiry_interval", EXPIRY) != EXPIRY:
            raise NotApplicable("other_expiry", exchange=client.connack.key)
        client.drop()
        again = bench.returns(client, kept=EXPIRY)
        if not again.connack.head["session_present"]:
            raise Blocked("control_refused", exchange=again.connack.key)
        for seconds in (PAST_EXPIRY, EXPIRY + GRACE):  # the second time for brokers that clean up now and then
            again.drop()
            clock.idle(seconds)
            again = bench.returns(client, kept=EXPIRY)
            if not again.connack.head["session_present"]:
                break
        yield from session_present(False, again)
        again.leave()


def anonymous(bench: Bench) -> Client:
    """A connection without a Client Identifier. Raises NotApplicable if the broker wants one."""
    try:
        return bench.connect("")
    except Blocked as reason:
        if reason.values.get("reason") == 0x85:
            raise NotApplicable("no_empty_client_id") from None
        raise


@check("IFC-MQT-005")
def a_client_without_an_identifier_is_told_its_own(broker: Broker) -> Findings:
    with broker.bench() as bench:
        client = anonymous(bench)
        if not client.connack.head["properties"].get("assigned_client_identifier"):
            yield Finding(client.connack.where())


@check("IFC-MQT-006")
def assigned_identifiers_differ(broker: Broker) -> Findings:
    with broker.bench() as bench:
        one, other = (
            each.connack.head["properties"].get("assigned_client_identifier")
            for each in (anonymous(bench), anonymous(bench))
        )
        if one is None or other is None:
            raise Blocked("blocked_by", ids=["IFC-MQT-005"])
        if one == other:
            yield Finding(bench.clients[-1].connack.where(), received=one)


@check("IFC-MQT-007")
def an_identifier_of_23_characters_is_allowed(broker: Broker) -> Findings:
    with broker.bench() as bench:
        identifier = bench.client_id().ljust(23, "Z")
        try:
            bench.connect(identifier)
        except Blocked as reason:
            if reason.values.get("reason") != 0x85:
                raise
            yield Finding(bench.refusal(reason), length=len(identifier))


@check("IFC-MQT-008")
def a_ping_is_answered(broker: Broker) -> Findings:
    with broker.bench() as bench:
        client = bench.connect()
        client.send("PINGREQ")
        if client.until(lambda each: each.head["type"] == "PINGRESP", GRACE):
            return
        client.subscribe(bench.topic(), 0)  # it is there and answers, only not this
        if not any(each.head["type"] == "PINGRESP" for each in client.heard):
            yield Finding(client.where)


@check("IFC-MQT-009")
def each_filter_has_a_reason_code(broker: Broker) -> Findings:
    with broker.bench() as bench:
        client = bench.connect()
        filters = [{"filter": bench.topic(), "qos": qos} for qos in (0, 1, 2)]
        client.send("SUBSCRIBE", id=1, filters=filters)
        answers = [client.answer("SUBACK")]
        client.send("UNSUBSCRIBE", id=2, filters=[each["filter"] for each in filters])
        answers.append(client.answer("UNSUBACK"))
        for found in answers:
            if len(found.head["reasons"]) != len(filters):
                received = len(found.head["reasons"])
                yield Finding(found.where(), packet=found.head["type"], received=received, expected=len(filters))


@check("IFC-MQT-010")
def an_acknowledgement_has_the_identifier_of_its_packet(broker: Broker) -> Findings:
    with broker.bench() as bench:
        client, number = bench.connect(), 4711
        topic = bench.topic()
        client.send("SUBSCRIBE", id=number, filters=[{"filter": topic}])
        answers = [client.answer("SUBACK")]
        client.send("UNSUBSCRIBE", id=number + 1, filters=[topic])
        answers.append(client.answer("UNSUBACK"))
        for index, found in enumerate(answers):
            if found.head["id"] != number + index:
                yield Finding(
                    found.where(), packet=found.head["type"], received=found.head["id"], expected=number + index
                )


@check("IFC-MQT-011")
def unsubscribing_from_nothing_is_told(broker: Broker) -> Findings:
    with broker.bench() as bench:
        client = bench.connect()
        client.send("UNSUBSCRIBE", id=1, filters=[bench.topic()])
        found = client.answer("UNSUBACK")
        if found.head["reasons"] == [0]:
            yield Finding(found.where(), received="0x00", expected="0x11")


@check("IFC-MQT-012")
def a_second_connect_ends_the_connection(broker: Broker) -> Findings:
    with broker.bench() as bench:
        client = bench.connect()
        client.send("CONNECT", client_id=client.client_id, clean_start=True, keep_alive=60)
        if goes_on(client):
            yield Finding(client.where)


@check("IFC-MQT-013")
def reserved_flags_end_the_connection(broker: Broker) -> Findings:
    with broker.bench() as bench:
        client = bench.connect()
        client.send("SUBSCRIBE", id=1, filters=[{"filter": bench.topic()}], flags=0)
        if goes_on(client):
            yield Finding(client.where)


def publishing(bench: Bench, topic: str, qos: int) -> Findings:
    """A finding if a message with this topic or QoS is taken."""
    client = bench.connect()
    # Bytes, since a record cannot hold every text as text.
    client.send_bytes(packet({"type": "PUBLISH", "topic": topic, "qos": qos, "id": 1}, b"wrong"))
    if goes_on(client, "PUBACK", "PUBREC"):
        yield Finding(client.where)


@check("IFC-MQT-014")
def a_qos_of_3_ends_the_connection(broker: Broker) -> Findings:
    with broker.bench() as bench:
        yield from publishing(bench, bench.topic(), 3)


@check("IFC-MQT-015")
def a_topic_with_a_wildcard_is_refused(broker: Broker) -> Findings:
    with broker.bench() as bench:
        yield from publishing(bench, f"{bench.topic()}/#", broker.qos)


@check("IFC-MQT-016")
def a_topic_with_a_null_character_is_refused(broker: Broker) -> Findings:
    with broker.bench() as bench:
        yield from publishing(bench, f"{bench.topic()}\0", broker.qos)


@check("IFC-MQT-017")
def a_topic_that_is_not_utf_8_is_refused(broker: Broker) -> Findings:
    with broker.bench() as bench:
        yield from publishing(bench, f"{bench.topic()}\ud800", broker.qos)


@check("IFC-MQT-018")
def a_client_that_is_taken_over_is_disconnected(broker: Broker) -> Findings:
    with broker.bench() as bench:
        old = bench.connect()
        bench.connect(old.client_id)
        if goes_on(old):
            yield Finding(old.where)


@check("IFC-MQT-019")
def a_client_that_is_taken_over_is_told(broker: Broker) -> Findings:
    with broker.bench() as bench:
        old = bench.connect()
        bench.connect(old.client_id)
        told = old.until(lambda each: each.head["type"] == "DISCONNECT", GRACE)
        if told is None and not old.ended:
            raise Blocked("blocked_by", ids=["IFC-MQT-018"])
        if told is None:
            yield Finding(old.where, "silent", expected=hex(TAKEN_OVER))
        elif told.head["reason"] != TAKEN_OVER:
            yield Finding(told.where(), "reason", received=hex(told.head["reason"]), expected=hex(TAKEN_OVER))


@check("IFC-MQT-020")
def a_connection_is_closed_after_a_disconnect(broker: Broker) -> Findings:
    with broker.bench() as bench:
        client = bench.connect()
        client.send("CONNECT", client_id=client.client_id, clean_start=True, keep_alive=60)
        told = client.until(lambda each: each.head["type"] == "DISCONNECT", GRACE)
        if told is None:
            raise NotApplicable("no_disconnect")
        if not client.closed(GRACE):
            yield Finding(told.where(), seconds=GRACE)


@check("IFC-MQT-021")
def a_will_is_published_when_the_connection_fails(broker: Broker) -> Findings:
    with broker.bench() as bench:
        watcher, topic = bench.connect(), bench.topic()
        watcher.subscribe(topic, broker.qos)
        bench.connect(will={"topic": topic, "payload": "gone", "qos": broker.qos}).drop()
        if watcher.arrived("gone", GRACE):
            return
        bench.connect().publish(topic, "marker", broker.qos)
        watcher.delivered("marker")
        if not watcher.arrived("gone", 0.0):
            yield Finding(watcher.where, seconds=GRACE)


@check("IFC-MQT-022")
def a_will_is_discarded_by_a_normal_disconnection(broker: Broker) -> Findings:
    with broker.bench() as bench:
        watcher, topic = bench.connect(), bench.topic()
        watcher.subscribe(topic, broker.qos)
        bench.connect(will={"topic": topic, "payload": "left", "qos": broker.qos}).leave()
        bench.connect(will={"topic": topic, "payload": "marker", "qos": broker.qos}).drop()
        for message in watcher.all_up_to("marker"):
            yield Finding(message.where())


@check("IFC-MQT-023")
def a_delayed_will_is_not_published_if_the_client_returns(broker: Broker) -> Findings:
    with broker.bench("sessions") as bench:
        watcher, topic = bench.connect(), bench.topic()
        watcher.subscribe(topic, broker.qos)
        for payload in ("returned", "marker"):
            will = {
                "topic": topic,
                "payload": payload,
                "qos": broker.qos,
                "properties": {"will_delay_interval": EXPIRY},
            }
            client = bench.connect(kept=KEPT, will=will)
            client.drop()
            if payload == "returned":
                bench.returns(client)
        for message in watcher.all_up_to("marker"):
            yield Finding(message.where())


@check("IFC-MQT-024")
def every_packet_is_well_formed(broker: Broker) -> Findings:
    heard = [broker.first]
    if broker.first.head["type"] != "malformed":
        with broker.bench() as bench:
            client, topic = bench.connect(), bench.topic()
            client.send("SUBSCRIBE", id=1, filters=[{"filter": topic, "qos": 1}])
            client.send("PUBLISH", b"", topic=topic, qos=broker.qos, id=2)
            client.send("UNSUBSCRIBE", id=3, filters=[topic])
            client.send("PINGREQ")
            heard += client.talk.receive_until(lambda each: each.head["type"] in ("PINGRESP", "malformed"), PATIENCE)
    for message in heard:
        if message.head["type"] == "malformed":
            yield Finding(message.where(), packet=message.head["of"], problem=message.head["problem"])


@check("IFC-MQT-025")
def a_client_that_acknowledges_nothing_leaves_others_served(broker: Broker) -> Findings:
    with broker.bench("acknowledging") as bench:
        topic = bench.topic()
        lazy, other, author = bench.connect(silent=True), bench.connect(), bench.connect()
        other.subscribe(topic)
        author.publish(topic, "before")
        other.delivered("before")
        lazy.subscribe(topic)
        for number in range(MANY):
            author.publish(topic, f"unacknowledged {number}")
        if not other.arrived(f"unacknowledged {MANY - 1}"):
            yield Finding(other.where, seconds=PATIENCE)

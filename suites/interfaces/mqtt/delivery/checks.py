"""Checks of messages: which ones a broker delivers, to whom, and what becomes of them on the way."""

from __future__ import annotations

from typing import Any

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, check
from conformance.transports.message import Message
from conformance_suites.interfaces.mqtt.reader.broker import KEPT
from conformance_suites.interfaces.mqtt.reader.client import GRACE, QUIET, Client

from .view import Bench, Broker

EXPIRY = 1
"""Seconds, the shortest interval that MQTT can say."""
PAST_EXPIRY = 1.1
LONG_EXPIRY = 100
QUOTA = 2
LARGEST = 200


def retained(broker: Broker, bench: Bench, payload: str = "kept") -> tuple[Client, str]:
    """A client and a topic of which it has published a retained message; it is removed again."""
    author, topic = bench.connect(), bench.topic()
    broker.service.created(f"retained message of {topic}", lambda: bench.clear(topic))
    author.publish(topic, payload, retain=True)
    return author, topic


def subscriber(bench: Bench, topic: str, qos: int = 1, **options: Any) -> Client:
    client = bench.connect()
    client.subscribe(topic, qos, **options)
    return client


def kept_for(bench: Bench, topic: str) -> Message:
    """The retained message as a new subscription gets it. Raises Blocked if it does not."""
    found = subscriber(bench, topic).arrived("kept", GRACE)
    if found is None:
        raise Blocked("blocked_by", ids=["IFC-MQD-001"])
    return found


@check("IFC-MQD-001")
def a_new_subscription_gets_the_retained_message(broker: Broker) -> Findings:
    with broker.bench("retaining") as bench:
        author, topic = retained(broker, bench)
        client = subscriber(bench, topic)
        if client.arrived("kept", GRACE):
            return
        author.publish(topic, "marker")
        client.delivered("marker")
        if not client.arrived("kept", QUIET):
            yield Finding(client.where)


@check("IFC-MQD-002")
def what_was_retained_is_marked(broker: Broker) -> Findings:
    with broker.bench("retaining") as bench:
        _, topic = retained(broker, bench)
        found = kept_for(bench, topic)
        if not found.head["retain"]:
            yield Finding(found.where(), received=0, expected=1)


@check("IFC-MQD-003")
def an_empty_message_removes_the_retained_one(broker: Broker) -> Findings:
    with broker.bench("retaining") as bench:
        author, topic = retained(broker, bench)
        kept_for(bench, topic)
        author.publish(topic, "", retain=True)
        client = subscriber(bench, topic)
        author.publish(topic, "marker")
        for message in client.all_up_to("marker"):
            yield Finding(message.where())


@check("IFC-MQD-004")
def a_retained_message_replaces_the_one_before(broker: Broker) -> Findings:
    with broker.bench("retaining") as bench:
        author, topic = retained(broker, bench, "old")
        author.publish(topic, "kept", retain=True)
        client = subscriber(bench, topic)
        author.publish(topic, "marker")
        for message in client.all_up_to("marker"):
            if message.body == b"old":
                yield Finding(message.where())


@check("IFC-MQD-005")
def a_message_that_is_not_retained_leaves_the_retained_one(broker: Broker) -> Findings:
    with broker.bench("retaining") as bench:
        author, topic = retained(broker, bench)
        kept_for(bench, topic)
        author.publish(topic, "passing")
        client = subscriber(bench, topic)
        if client.arrived("kept", GRACE):
            return
        author.publish(topic, "marker")
        found = client.all_up_to("marker")
        if not found:
            yield Finding(client.where, "removed")
        for message in found:
            if message.body == b"passing":
                yield Finding(message.where(), "replaced")


@check("IFC-MQD-006")
def retain_handling_1_sends_for_new_subscriptions_only(broker: Broker) -> Findings:
    with broker.bench("retaining") as bench:
        author, topic = retained(broker, bench)
        client = subscriber(bench, topic, retain_handling=1)
        if not client.arrived("kept", GRACE):
            raise Blocked("blocked_by", ids=["IFC-MQD-001"])
        client.subscribe(topic, retain_handling=1)
        author.publish(topic, "marker")
        for message in client.all_up_to("marker")[1:]:
            yield Finding(message.where())


@check("IFC-MQD-007")
def retain_handling_2_sends_nothing(broker: Broker) -> Findings:
    with broker.bench("retaining") as bench:
        author, topic = retained(broker, bench)
        kept_for(bench, topic)
        client = subscriber(bench, topic, retain_handling=2)
        author.publish(topic, "marker")
        for message in client.all_up_to("marker"):
            yield Finding(message.where())


def flag_of(broker: Broker, *, as_published: bool) -> Findings:
    """A finding if a message published with RETAIN is forwarded with another flag than the subscription asks for."""
    with broker.bench("retaining") as bench:
        topic = bench.topic()
        client = subscriber(bench, topic, retain_as_published=as_published)
        broker.service.created(f"retained message of {topic}", lambda: bench.clear(topic))
        bench.connect().publish(topic, "kept", retain=True)
        found = client.delivered("kept")
        if found.head["retain"] is not as_published:
            yield Finding(found.where(), received=int(not as_published), expected=int(as_published))


@check("IFC-MQD-008")
def the_retain_flag_is_kept_if_asked_for(broker: Broker) -> Findings:
    return flag_of(broker, as_published=True)


@check("IFC-MQD-009")
def the_retain_flag_is_cleared_otherwise(broker: Broker) -> Findings:
    return flag_of(broker, as_published=False)


@check("IFC-MQD-010")
def a_repeated_message_of_qos_2_is_delivered_once(broker: Broker) -> Findings:
    with broker.bench("exactly_once") as bench:
        topic, author = bench.topic(), bench.connect()
        client = subscriber(bench, topic, 2)
        for again in (False, True):
            author.send("PUBLISH", b"once", topic=topic, qos=2, id=1, dup=again)
            author.answer("PUBREC", identifier=1)
        author.send("PUBREL", id=1)
        author.answer("PUBCOMP", identifier=1)
        client.delivered("once")
        author.publish(topic, "marker", 2)
        found = client.all_up_to("marker")
        if len(found) > 1:
            yield Finding(found[1].where(), received=len(found), expected=1)


def forwarded(broker: Broker, name: str, value: Any) -> Findings:
    """A finding if a property does not arrive as it was published, after a message without it has."""
    with broker.bench() as bench:
        topic, author = bench.topic(), bench.connect()
        client = subscriber(bench, topic, broker.qos)
        author.publish(topic, "control", broker.qos)
        client.delivered("control")
        members = {"properties": {name: value}, **({"id": 9} if broker.qos else {})}
        author.send("PUBLISH", b"with", topic=topic, qos=broker.qos, **members)
        found = client.arrived("with", GRACE)
        if found is None:
            if not author.dismissed(QUIET):
                raise Blocked("not_delivered", exchange=client.talk.key)
            yield Finding(author.where, "closed")
        elif (received := found.head["properties"].get(name)) != value:
            yield Finding(found.where(), "changed", received=received, expected=value)


@check("IFC-MQD-011")
def user_properties_are_forwarded(broker: Broker) -> Findings:
    return forwarded(broker, "user_property", [["unit", "m"], ["axis", "z"], ["axis", "y"], ["名称", "上海"]])


@check("IFC-MQD-012")
def the_content_type_is_forwarded(broker: Broker) -> Findings:
    return forwarded(broker, "content_type", "application/json")


@check("IFC-MQD-013")
def the_response_topic_is_forwarded(broker: Broker) -> Findings:
    return forwarded(broker, "response_topic", f"{broker.prefix}answers")


@check("IFC-MQD-014")
def correlation_data_is_forwarded(broker: Broker) -> Findings:
    return forwarded(broker, "correlation_data", "00ff10c3")


def absent(bench: Bench, topic: str) -> Client:
    """A client that has subscribed, and has disconnected since: the broker has nothing to send it again."""
    client = bench.connect(kept=KEPT)
    client.subscribe(topic)
    client.send("DISCONNECT")
    client.closed(GRACE)
    client.drop()
    return client


def return_of(bench: Bench, client: Client) -> Client:
    """The client again. Raises Blocked if its session is gone."""
    again = bench.returns(client, kept=KEPT)
    if not again.connack.head["session_present"]:
        raise Blocked("blocked_by", ids=["IFC-MQT-003"])
    return again


@check("IFC-MQD-015")
def messages_wait_for_a_client_that_is_away(broker: Broker) -> Findings:
    with broker.bench("queueing") as bench:
        topic, author = bench.topic(), bench.connect()
        client = absent(bench, topic)
        author.publish(topic, "missed")
        again = return_of(bench, client)
        if not again.arrived("missed", GRACE):
            author.publish(topic, "marker")
            again.delivered("marker")
            if not again.arrived("missed", QUIET):
                yield Finding(again.where)
        again.leave()


@check("IFC-MQD-016")
def an_expired_message_is_not_delivered(broker: Broker) -> Findings:
    with broker.bench("queueing") as bench:
        topic, author = bench.topic(), bench.connect()
        for seconds in (PAST_EXPIRY, EXPIRY + GRACE):  # the second time for brokers that clean up now and then
            client = absent(bench, topic)
            author.publish(topic, "expired", properties={"message_expiry_interval": EXPIRY})
            author.publish(topic, "marker")
            author.idle(seconds)
            again = return_of(bench, client)
            found = again.all_up_to("marker")
            again.leave()
            if not found:
                return
        yield Finding(found[0].where(), seconds=seconds, expected=EXPIRY)


@check("IFC-MQD-017")
def the_expiry_interval_is_reduced_by_the_wait(broker: Broker) -> Findings:
    with broker.bench("queueing") as bench:
        topic, author = bench.topic(), bench.connect()
        client = absent(bench, topic)
        author.publish(topic, "waiting", properties={"message_expiry_interval": LONG_EXPIRY})
        author.idle(PAST_EXPIRY)
        again = return_of(bench, client)
        found = again.delivered("waiting")
        left = found.head["properties"].get("message_expiry_interval")
        if left is None:
            yield Finding(found.where(), "missing")
        elif left >= LONG_EXPIRY:
            yield Finding(found.where(), "same", received=left, seconds=PAST_EXPIRY)
        elif left < LONG_EXPIRY / 2:  # the time of this test is much shorter, however slow the connections are
            yield Finding(found.where(), "less", received=left, seconds=PAST_EXPIRY)
        again.leave()


@check("IFC-MQD-018")
def the_receive_maximum_is_kept(broker: Broker) -> Findings:
    with broker.bench("acknowledging") as bench:
        topic, author = bench.topic(), bench.connect()
        client = bench.connect(silent=True, properties={"receive_maximum": QUOTA})
        client.subscribe(topic)
        for number in range(1, 3 * QUOTA + 1):
            author.publish(topic, f"message {number}")
        client.delivered(f"message {QUOTA}")
        client.idle(QUIET)
        if len(client.published) > QUOTA:
            yield Finding(client.published[QUOTA].where(), received=len(client.published), expected=QUOTA)


@check("IFC-MQD-019")
def no_packet_is_larger_than_the_client_allows(broker: Broker) -> Findings:
    with broker.bench() as bench:
        topic, author = bench.topic(), bench.connect()
        client = bench.connect(properties={"maximum_packet_size": LARGEST})
        client.subscribe(topic, broker.qos)
        author.publish(topic, "x" * 2 * LARGEST, broker.qos)
        author.publish(topic, "marker", broker.qos)
        for message in client.all_up_to("marker"):
            yield Finding(message.where(), received=len(message.body), expected=LARGEST)


@check("IFC-MQD-020")
def no_local_keeps_own_messages_away(broker: Broker) -> Findings:
    with broker.bench() as bench:
        topic = bench.topic()
        client = subscriber(bench, topic, broker.qos, no_local=True)
        client.publish(topic, "own", broker.qos)
        bench.connect().publish(topic, "marker", broker.qos)
        for message in client.all_up_to("marker"):
            yield Finding(message.where())


@check("IFC-MQD-021")
def a_subscription_identifier_is_returned(broker: Broker) -> Findings:
    with broker.bench("identifying") as bench:
        topic, expected = bench.topic(), 4711
        client = subscriber(bench, topic, broker.qos, identifier=expected)
        bench.connect().publish(topic, "identified", broker.qos)
        found = client.delivered("identified")
        received = found.head["properties"].get("subscription_identifier", [])
        if not received:
            yield Finding(found.where(), "missing", expected=expected)
        elif received != [expected]:
            yield Finding(found.where(), "other", received=received, expected=expected)


@check("IFC-MQD-022")
def a_wildcard_at_the_start_matches_no_topic_with_a_dollar_sign(broker: Broker) -> Findings:
    with broker.bench("wildcards") as bench:
        topic, author = bench.topic(), bench.connect()
        hidden, rest = f"${topic}", topic.partition("/")[2]
        client = subscriber(bench, f"+/{rest}", broker.qos)
        try:
            other = subscriber(bench, hidden, broker.qos)
            author.publish(hidden, "hidden", broker.qos)
        except Blocked:
            raise NotApplicable("no_dollar_topics") from None
        if not other.arrived("hidden", GRACE):
            raise NotApplicable("no_dollar_topics")
        bench.connect().publish(topic, "marker", broker.qos)
        for message in client.all_up_to("marker"):
            yield Finding(message.where())


@check("IFC-MQD-023")
def the_qos_is_the_lower_one(broker: Broker) -> Findings:
    with broker.bench("acknowledging") as bench:
        author = bench.connect()
        for published, asked in ((1, 0), (0, 1)):
            topic, client = bench.topic(), bench.connect()
            granted = client.subscribe(topic, asked).head["reasons"][0]
            author.publish(topic, "message", published)
            found = client.delivered("message")
            if found.head["qos"] != min(published, granted):
                yield Finding(found.where(), published=published, granted=granted, received=found.head["qos"])


@check("IFC-MQD-024")
def messages_keep_their_order(broker: Broker) -> Findings:
    with broker.bench() as bench:
        topic, author = bench.topic(), bench.connect()
        client = subscriber(bench, topic, broker.qos)
        sent = [f"message {number}" for number in range(1, 11)]
        for payload in sent:
            author.publish(topic, payload, broker.qos)
        client.delivered(sent[-1])
        client.idle(QUIET)
        arrived = [each.body.decode("utf-8", "replace") for each in client.published]
        first = list(dict.fromkeys(arrived))  # a message may arrive again
        if first != [each for each in sent if each in first]:
            yield Finding(client.where, received=first)


@check("IFC-MQD-025")
def an_unsubscribed_filter_gets_nothing(broker: Broker) -> Findings:
    with broker.bench() as bench:
        ended, other, author = bench.topic(), bench.topic(), bench.connect()
        client = subscriber(bench, ended, broker.qos)
        client.subscribe(other, broker.qos)
        client.send("UNSUBSCRIBE", id=900, filters=[ended])
        client.answer("UNSUBACK", identifier=900)
        author.publish(ended, "late", broker.qos)
        author.publish(other, "marker", broker.qos)
        for message in client.all_up_to("marker"):
            yield Finding(message.where())

"""Checks of a stream: what comes unasked, one answer, several answers, and what another conversation causes."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, Stimulus, check

from .view import Stream, ask, no_answer, patience


@check("TOY-STR-001")
def it_says_hello(stream: Stream) -> Findings:
    if stream.greeting is not None and "hello" not in stream.greeting.member:
        yield Finding(stream.greeting.where())


@check("TOY-STR-002", each=Stimulus)
def it_echoes(stream: Stream, stimulus: str) -> Findings:
    with stream.conversation() as conversation:
        ask(conversation, do="echo", value=stimulus)
        answer = conversation.receive(patience())
        if answer is None:
            raise no_answer(conversation)
        if answer.member.get("echo") != stimulus:
            yield Finding(answer.where("/echo"), received=answer.member.get("echo"), expected=stimulus)


@check("TOY-STR-003")
def it_counts(stream: Stream) -> Findings:
    with stream.conversation() as conversation:
        ask(conversation, do="count", to=3)
        said = conversation.receive_until(lambda message: message.member.get("count", 0) is None, patience())
        if not said:
            raise no_answer(conversation)
        received = [message.member.get("count") for message in said]
        if received != [1, 2, 3, None]:
            yield Finding(said[-1].where(), received=received, expected=[1, 2, 3, None])


@check("TOY-STR-004")
def it_tells_subscribers(stream: Stream) -> Findings:
    with stream.conversation() as subscriber, stream.conversation() as announcer:
        ask(subscriber, do="subscribe")
        if subscriber.receive(patience()) is None:
            raise no_answer(subscriber)
        ask(announcer, do="announce", event=7)
        told = subscriber.receive_until(lambda message: message.member.get("event") == 7, patience())
        if not told:
            yield Finding(subscriber.where(), expected=7)

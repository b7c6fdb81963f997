"""Whether a row only reads is said by the row, not by the method (D10)."""

from __future__ import annotations

from pathlib import Path
from threading import Barrier

import pytest
from doubles.canned import CannedEvidence
from doubles.chain import Chain, running_chain
from doubles.json_rpc import call
from doubles.sessions import live_and_again

from conformance.model.finding import Blocked
from conformance.transports.exchange import Answer, Request
from conformance.transports.limits import Limits
from conformance.transports.scope import UndeclaredWriting
from conformance.transports.service import Service
from conformance.transports.session import Session


def test_a_row_that_reads_may_post_where_nothing_may_be_written(tmp_path: Path) -> None:
    def case(session: Session, service: Service) -> object:
        with session.case("ROW"):
            return call(service, "sum", 1, 2).member["result"]

    with running_chain(Chain()) as chain:
        assert live_and_again(tmp_path, chain.url, case, writing=False) == (3, 3)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "delete"])
def test_a_row_that_says_it_reads_and_sends_a_change_is_a_mistake_of_the_row(method: str, tmp_path: Path) -> None:
    def case(session: Session, service: Service) -> str:
        with session.case("ACME-X-001"), pytest.raises(UndeclaredWriting) as told:
            service.send(Request(method, service.url))
        return str(told.value)

    with running_chain(Chain()) as chain:
        live, again = live_and_again(tmp_path, chain.url, case, writing=True)
        assert chain.seen == []

    def opened(session: Session, service: Service) -> None:
        with session.case("ROW"), pytest.raises(UndeclaredWriting):
            service.open(service.url, method=method)

    with running_chain(Chain()) as chain:
        live_and_again(tmp_path, chain.url, opened, writing=True)
        assert chain.seen == []
    assert (
        live
        == again
        == f"ACME-X-001 sends {method.upper()}, but only a row that says `writes = true` may, and never a view"
    )


def test_only_a_row_that_writes_announces_what_it_created_and_it_is_taken_away(tmp_path: Path) -> None:
    def case(session: Session, service: Service) -> list[str]:
        removals = [Request("DELETE", f"{service.url}{name}") for name in ("a", "b", "c")]
        with session.case("READS"), pytest.raises(UndeclaredWriting):
            service.created("a", removals[0])
        with session.case("WRITES", writes=True):
            for name, removal in zip("abc", removals, strict=True):
                service.created(name, removal)
            service.removed("b")
        return session.leftovers

    with running_chain(Chain()) as chain:
        assert live_and_again(tmp_path, chain.url, case, writing=True) == ([], [])
        assert [(method, path) for method, path, _ in chain.seen] == [("DELETE", "/c"), ("DELETE", "/a")]


@pytest.mark.parametrize("by_function", [False, True])
def test_what_a_product_does_not_take_away_is_listed_and_ends_nothing(by_function: bool, tmp_path: Path) -> None:
    """A platform that let a removal wait ended the whole run."""

    def case(session: Session, service: Service) -> list[str]:
        removal = Request("DELETE", f"{service.url}a")
        with session.case("WRITES", writes=True):
            service.created("a", (lambda: service.send(removal).status < 400) if by_function else removal)
            service.created("b", Request("DELETE", f"{service.url}b"))
        return session.leftovers

    with running_chain(Chain(drops=2)) as chain:
        assert live_and_again(tmp_path, chain.url, case, writing=True) == (["b", "a"], ["b", "a"])
        assert len(chain.seen) == 2


def test_a_shared_part_only_reads_even_where_a_row_that_writes_asks_for_it(tmp_path: Path) -> None:
    def case(session: Session, service: Service) -> None:
        with session.case("ROW", writes=True), pytest.raises(UndeclaredWriting, match=r"^it:part sends PUT"):
            service.shared("part", lambda given: given.send(Request("PUT", given.url)))

    with running_chain(Chain()) as chain:
        live_and_again(tmp_path, chain.url, case, writing=True)
        assert chain.written == 0


@pytest.mark.parametrize(
    ("method", "writes", "asked"),
    [("GET", False, 2), ("POST", False, 2), ("GET", True, 2), ("POST", True, 1), ("DELETE", True, 1)],
)
def test_only_what_reads_is_sent_twice_where_a_connection_was_gone(
    method: str, writes: bool, asked: int, tmp_path: Path
) -> None:
    def case(session: Session, service: Service) -> int | str:
        with session.case("ROW", writes=writes):
            try:
                return service.send(Request(method, f"{service.url}login")).status
            except Blocked as reason:
                return reason.key

    with running_chain(Chain(drops=1)) as chain:
        live, again = live_and_again(tmp_path, chain.url, case, writing=True)
        assert len(chain.seen) == asked
    assert live == again == (200 if asked == 2 else "no_answer")


def test_what_a_view_sends_belongs_to_the_case_that_made_it_do_so(tmp_path: Path) -> None:
    def cases(session: Session, service: Service) -> list[str]:
        found = [service.get("").key]
        for name in ("ONE", "TWO"):
            with session.case(name):
                found += [service.get("").key, service.shared("front", lambda given: given.get("")).key]
        return [*found, service.get("").key, Service(session, "it").get("").key]

    with running_chain(Chain()) as chain:
        live, again = live_and_again(tmp_path, chain.url, cases)
    assert live == again == ["it:view#1", "ONE#1", "it:front#1", "TWO#1", "it:front#1", "it:view#2", "it:view#3"]


class AnswersTogether(CannedEvidence):
    """Answers two requests at once, and none alone."""

    def __init__(self) -> None:
        self._both = Barrier(2, timeout=60)

    def answer(self, request: Request) -> Answer:
        self._both.wait()
        return Answer(200, (), request.url.encode())


def test_many_requests_are_under_way_together_and_answered_in_their_order() -> None:
    url = "http://127.0.0.1:9/"
    limits = Limits(hosts=frozenset({"127.0.0.1:9"}), concurrency=2)
    session = Session(AnswersTogether(), {"it": url}, {}, {}, limits)  # type: ignore[arg-type]  # a double of it
    with session.case("ROW"):
        service = Service(session, "it")
        answers = service.send_all([Request("GET", f"{url}{number}") for number in range(4)])
        assert [each.body.decode() for each in answers] == [f"{url}{number}" for number in range(4)]
        assert service.send_all([]) == []

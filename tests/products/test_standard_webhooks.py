"""Live against the library of Standard Webhooks: it accepts our signatures and refuses what the rows say is wrong.

The library `standardwebhooks` has to be installed. It reads the body as JSON and nothing of events, as the report says.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from listening import named

from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome

webhooks = pytest.importorskip("standardwebhooks.webhooks")
PLAN = Plan(Selection(suites=("interfaces/events/receiver",)))
SECRET = "whsec_Y29uZm9ybWFuY2UtdGVzdC1vbmx5LXNlY3JldA=="  # noqa: S105  # gitleaks:allow - made for this test
EVENT = {"source": "urn:example:conformance", "type": "com.example.conformance.tested", "data": {}}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A receiver that does what the documentation of the library shows."""
    library = webhooks.Webhook(SECRET)

    class Receiver(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            try:
                library.verify(body, {name.lower(): value for name, value in self.headers.items()})
            except webhooks.WebhookVerificationError:
                self.send_response(401)
            except ValueError:
                self.send_response(400)
            else:
                self.send_response(204)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def test_our_signatures_are_those_of_the_library(url: str) -> None:
    values = {
        "product": {"name": "standardwebhooks", "version": "1"},
        "profile": "event-receiver",
        "endpoints": {"events": url, "signed_events": url},
        "statement": {"batches": False, "webhook": False},
        "information": {"event": json.dumps(EVENT), "signing_secret": {"env": "SIGNING_SECRET"}},
        "authorisation": {"by": "-", "scope": "-", "starts": "2000-01-01", "ends": "2999-12-31"},
        "limits": {"writing": True},
    }
    found = judged_once(PLAN, values, {"SIGNING_SECRET": SECRET})
    assert {"IFC-WHK-001", "IFC-WHK-015", "IFC-WHK-024", "IFC-WHK-025"} <= named(found, Outcome.PASS)
    assert named(found, Outcome.FAIL) == {f"IFC-WHK-{number:03}" for number in range(10, 15)}
    assert named(found, Outcome.ERROR) == named(found, Outcome.INCONCLUSIVE) == set()

"""A visit follows the pages of a product to the end, or says why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import parse_qs

import pytest

from conformance.authoring import Blocked
from conformance.transports.exchange import Answer, Exchange, Request
from conformance.transports.service import Service
from conformance_suites.identity.login.reader.person import Person, Visit, begins
from conformance_suites.identity.login.reader.words import Purpose

BASE, TARGET = "https://op.example", "https://client.example/back"
PASSWORD = "{secret:PASSWORD}"  # noqa: S105 - a placeholder
ALICE = Person("alice", PASSWORD)
LOGIN = "<form method=post action=/in><input name=user><input type=password name=pw><button>Log in</button></form>"
CONSENT = (
    "<form method=post action=/yes id=f><input type=checkbox name=scope value=a></form>"
    "<button form=f name=answer value=no>Deny</button><button form=f name=answer value=yes>Allow</button>"
)


@dataclass
class Product:
    """Answers by method and path: a page, or where it leads; a list is answered one after the other."""

    answers: dict[str, Any]
    asked: list[Request] = field(default_factory=list)
    issued: dict[str, Any] = field(default_factory=dict)

    def ask(self, request: Request) -> Exchange:
        self.asked.append(request)
        found = self.answers[f"{request.method} {request.url.removeprefix(BASE).partition('?')[0]}"]
        found = found.pop(0) if isinstance(found, list) else found
        status, headers = (303, (("location", found),)) if not found.startswith("<") else (200, ())
        headers += (("set-cookie", "xsrf={secret:cookie-1}; path=/"),)
        return Exchange(f"A#{len(self.asked)}", request, Answer(status, headers, found.encode(), self.issued))


def visit(product: Product, person: Person | None = ALICE, purpose: Purpose = Purpose.SIGN_IN) -> str:
    service = cast("Service", product)
    return Visit(service, person, purpose).until(Request("GET", f"{BASE}/"), TARGET).url


def sent(product: Product, at: int) -> dict[str, list[str]]:
    return parse_qs(product.asked[at].body.decode(), keep_blank_values=True)


def test_a_login_and_a_consent_page() -> None:
    product = Product({"GET /": LOGIN, "POST /in": CONSENT, "POST /yes": f"{TARGET}?code=1"})
    assert visit(product) == f"{TARGET}?code=1"
    login, consent = product.asked[1:]
    (made,) = cast("Any", login.made)
    assert login.body.decode() == f"user=alice&pw={{secret:{made.name}}}"
    assert made.content == {"encoded": PASSWORD}
    assert made.value(lambda text: text.replace(PASSWORD, "a b/c")) == "a+b%2Fc"
    assert dict(login.headers)["origin"] == BASE
    assert login.once
    assert sent(product, 2) == {"scope": ["a"], "answer": ["yes"]}
    assert consent.made == ()


def test_a_name_first_and_a_password_on_the_next_page() -> None:
    name = "<form method=post action=/name><input name=identifier><button>Next</button></form>"
    product = Product({"GET /": name, "POST /name": LOGIN, "POST /in": TARGET})
    assert visit(product) == TARGET
    assert sent(product, 1) == {"identifier": ["alice"]}


def test_a_login_without_a_password() -> None:
    page = "<form method=post action=/in><input name=sub><button>OK</button></form>"
    product = Product({"GET /": page, "POST /in": TARGET})
    assert visit(product, Person("alice")) == TARGET
    assert sent(product, 1) == {"sub": ["alice"]}


def test_fields_that_only_the_plan_knows() -> None:
    page = "<form method=post action=/in><input name=x1><input name=x2><input type=password name=x3></form>"
    product = Product({"GET /": page, "POST /in": TARGET})
    assert visit(product, Person("alice", PASSWORD, ("x2", "x3"))) == TARGET
    assert product.asked[1].body.startswith(b"x1=&x2=alice&x3={secret:field-")


def test_a_hidden_field_with_the_value_of_a_cookie_is_sent_as_it_was() -> None:
    hidden = "<input type=hidden name=xsrf value='{secret:cookie-1}'>"
    page = LOGIN.replace("<input name=user>", f"{hidden}<input name=user>")
    product = Product({"GET /": page, "POST /in": TARGET})
    visit(product)
    assert [each.content for each in product.asked[1].made] == [
        {"encoded": "{secret:cookie-1}"},
        {"encoded": PASSWORD},
    ]


@pytest.mark.parametrize("text", ["{secret:PASSWORD}", "{secret:cookie-2}", "{secret:issued-1}"])
def test_a_placeholder_that_a_page_has_written_reveals_nothing(text: str) -> None:
    page = f"<form method=post action=/in><input type=hidden name=x value='{text}'><button>OK</button></form>"
    product = Product({"GET /": page, "POST /in": TARGET})
    visit(product, Person("alice"))
    assert product.asked[1].made == ()
    assert sent(product, 1) == {"x": [text]}


def test_a_code_between_pages_goes_to_its_own_origin_alone() -> None:
    own = Product({"GET /": "/step?code={secret:issued-1}", "GET /step": TARGET}, issued={"issued-1": {}})
    visit(own)
    assert [each.content for each in own.asked[1].made] == [{"encoded": "{secret:issued-1}"}]
    away = "https://else.example/?code={secret:issued-1}"
    other = Product({"GET /": away, f"GET {away.partition('?')[0]}": TARGET}, issued={"issued-1": {}})
    visit(other)
    assert other.asked[1].url == away
    assert other.asked[1].made == ()


def test_a_cookie_in_urls_is_filled_in_and_keeps_its_name() -> None:
    step = "/step/{secret:cookie-1}"
    page = LOGIN.replace("action=/in", f"action={step}/in")
    product = Product({"GET /": step, f"GET {step}": page, f"POST {step}/in": TARGET})
    visit(product)
    assert [each.url for each in product.asked[1:]] == [f"{BASE}{step}", f"{BASE}{step}/in"]
    assert [each.name for each in product.asked[1].made] == ["cookie-1"]
    assert [each.name for each in product.asked[2].made][:1] == ["cookie-1"]
    other = Product(
        {"GET /": "https://else.example/{secret:cookie-1}", "GET https://else.example/{secret:cookie-1}": TARGET}
    )
    visit(other)
    assert other.asked[1].made == ()


def test_a_page_that_leads_on_by_itself() -> None:
    first, second = (f"<meta http-equiv=refresh content='0; url={each}'>" for each in ("/next", TARGET))
    assert visit(Product({"GET /": first, "GET /next": second})) == TARGET


def test_signing_out_presses_what_signing_in_avoids() -> None:
    page = "<form method=post action=/out><button name=a value=1>Log out</button><button name=a value=2>Cancel</button>"
    product = Product({"GET /": page, "POST /out": TARGET})
    assert visit(product, ALICE, Purpose.SIGN_OUT) == TARGET
    assert sent(product, 1) == {"a": ["1"]}


@pytest.mark.parametrize(
    ("reason", "answers", "person"),
    [
        ("login_no_form", {"GET /": "<p>Use the app.</p>"}, ALICE),
        ("login_no_form", {"GET /": "<form><input name=q><button>Search</button></form>"}, ALICE),
        ("login_no_form", {"GET /": LOGIN.replace("method=post", "method=get")}, ALICE),
        ("login_no_form", {"GET /": LOGIN.replace("<form", "<form enctype=multipart/form-data")}, ALICE),
        ("login_no_form", {"GET /": LOGIN}, None),
        ("login_no_form", {"GET /": "<form method=post action=/x><button>Cancel</button></form>"}, ALICE),
        ("login_no_form", {"GET /": f"<form method=post action={TARGET}><button>Continue</button></form>"}, ALICE),
        ("login_refused", {"GET /": LOGIN, "POST /in": LOGIN}, ALICE),
        ("login_steps", {"GET /": "/a", "GET /a": "/"}, ALICE),
    ],
)
def test_why_nobody_arrives(reason: str, answers: dict[str, Any], person: Person | None) -> None:
    product = Product(answers)
    with pytest.raises(Blocked, match=reason) as told:
        visit(product, person)
    assert told.value.cause == "configuration"
    assert not any(begins(each.url, TARGET) for each in product.asked)


@pytest.mark.parametrize(
    ("url", "there"),
    [
        (TARGET, True),
        (f"{TARGET}?a=1", True),
        (f"{TARGET}#a", True),
        (f"{TARGET}/x", False),
        (f"{TARGET}x", False),
        ("", False),
    ],
)
def test_what_is_the_target(url: str, there: bool) -> None:
    assert begins(url, TARGET) is there

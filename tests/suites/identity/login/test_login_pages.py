"""Forms of pages are read as a browser without scripts reads them, whatever is in the page."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.authoring import Blocked
from conformance_suites.identity.login.reader.bounds import FIELDS, FORMS, PAGE_BYTES
from conformance_suites.identity.login.reader.pages import Button, Form, Page, page_of
from conformance_suites.identity.login.reader.words import Purpose, best_button, is_name

URL = "https://op.example/a/login?next=1#top"
PARTS = [
    "<form action=x method=post>",
    "</form>",
    "<form id=f>",
    "<input name=a value=b",
    ">",
    "<input type=checkbox name=c checked form=f>",
    "<select name=s>",
    "<option selected>",
    "</select>",
    "<textarea name=t>",
    "<button name=d>",
    "<!--",
    "<script>",
    "&amp;",
    "&#x0;",
    "<base href='//[::1'>",
    "<meta http-equiv=refresh content='0;url=http://[x'>",
    "<![CDATA[",
    "text",
]


def read(html: str) -> Page:
    return page_of(html.encode(), URL)


def form_of(html: str) -> Form:
    (form,) = read(html).forms
    return form


def told(form: Form) -> list[tuple[str, str, str, bool]]:
    return [(each.name, each.value, each.type, each.sent) for each in form.fields]


def test_what_a_form_sends() -> None:
    form = form_of(
        "<FORM Action='../enter?next=a%20b' Method=POST><input name=u><input NAME=u2 Type=EMAIL value='a&amp;b'>"
        "<input type=password name=p><input type=hidden name=h value=1 /><textarea name=t>two\nlines</textarea>"
        "<input type=checkbox name=c1><input type=checkbox name=c2 checked><input type=radio name=r value=x checked>"
        "<select name=s><option>one<option selected value=2>two</select><input name=off disabled>"
        "<input type=reset name=no><button type=button name=no>x</button><input type=file name=no></form>"
    )
    assert (form.url, form.method) == ("https://op.example/enter?next=a%20b", "post")
    assert told(form) == [
        ("u", "", "text", True),
        ("u2", "a&b", "email", True),
        ("p", "", "password", True),
        ("h", "1", "hidden", True),
        ("t", "two\nlines", "textarea", True),
        ("c1", "on", "checkbox", False),
        ("c2", "on", "checkbox", True),
        ("r", "x", "radio", True),
        ("s", "2", "select", True),
    ]
    assert form.buttons == []


def test_the_first_option_counts_where_none_is_selected() -> None:
    assert told(form_of("<form><select name=s><option> one </option><option value=2>two</select></form>")) == [
        ("s", "one", "select", True)
    ]


def test_what_is_outside_belongs_to_the_form_that_it_names() -> None:
    page = read(
        "<form id=a></form><form id=b></form><button form=b name=yes value=1>Log <b>out</b></button>"
        "<input form=a name=x><input name=nobody><button form=c>lost</button><input type=submit form=a value=Go>"
    )
    first, second = page.forms
    assert second.buttons == [Button("yes", "1", "Log out")]
    assert [each.name for each in first.fields] == ["x"]
    assert first.buttons == [Button("", "Go", "Go")]


def test_urls_are_resolved_against_the_base_and_the_page() -> None:
    assert form_of("<base href='/b/'><base href='/c/'><form action=go></form>").url == "https://op.example/b/go"
    assert form_of("<form></form>").url == URL
    assert form_of("<form action='http://[x'></form>").url == URL
    assert read("<meta http-equiv=Refresh content=\"3; URL='/next'\">").leads_to == "https://op.example/next"


def test_forms_in_forms_comments_and_scripts_are_none() -> None:
    form = form_of("<form id=a><form id=b><input name=x></form><!-- <form> --><script>'<form>'</script>")
    assert (form.id, told(form)) == ("a", [("x", "", "text", True)])


def test_tags_of_any_shape() -> None:
    form = form_of(
        "<!-->\n<!DOCTYPE html><?x?></><FORM\naction=/a?b=1&amp;c=2/method='POST'\tid>"
        "<INPUT/name=\"a>b\"value='&lt;' value=2 =x><title><input name=no></title>"
        "<textarea name=t>\n<b>&amp;</textarea >"
    )
    assert (form.url, form.method, told(form)[0]) == (
        "https://op.example/a?b=1&c=2/method='POST'",
        "get",
        ("a>b", "<", "text", True),
    )
    assert told(form)[1:] == [("t", "<b>&", "textarea", True)]
    assert read("<form><input name=a").forms[0].fields == []
    assert read("<form><input name='a>").forms[0].fields == []


def test_a_large_page_is_not_read_and_many_parts_are_cut_off() -> None:
    with pytest.raises(Blocked, match="login_page_large"):
        read(" " * (PAGE_BYTES + 1))
    assert len(read("<form></form>" * (FORMS + 1)).forms) == FORMS
    assert len(form_of("<form>" + "<input name=x>" * (FIELDS + 1)).fields) == FIELDS


@given(st.lists(st.sampled_from(PARTS), max_size=12))
@settings(max_examples=60, deadline=None)
def test_no_page_raises_anything(parts: list[str]) -> None:
    assert isinstance(read("".join(parts)), Page)


@pytest.mark.parametrize(
    "repeated",
    [
        "<",
        "<!--",
        "<a ",
        "<a b=",
        "<a b='",
        "<form ",
        "</",
        "</a",
        "<input name=",
        "&",
        "<![",
        "<!",
        "<?",
        "<title>",
        "=",
        "/",
    ],
)
@pytest.mark.parametrize("before", ["", "<a ", "<!--", "<title>"])
def test_a_hostile_page_takes_no_time(before: str, repeated: str) -> None:
    start = time.process_time()
    read(before + repeated * (PAGE_BYTES // len(repeated) - 8))
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("purpose", "texts", "pressed"),
    [
        (Purpose.SIGN_IN, ["Cancel", "Sign in"], "Sign in"),
        (Purpose.SIGN_IN, ["Deny", "Allow"], "Allow"),
        (Purpose.SIGN_IN, ["Continue with Other", "Continue"], "Continue"),
        (Purpose.SIGN_IN, ["不同意", "同意"], "同意"),
        (Purpose.SIGN_IN, ["Don't allow", "I Agree"], "I Agree"),
        (Purpose.SIGN_IN, ["Send", "Log out"], "Send"),
        (Purpose.SIGN_OUT, ["No, stay signed in", "Yes, sign me out"], "Yes, sign me out"),
        (Purpose.SIGN_OUT, ["取消", "退出登录"], "退出登录"),
    ],
)
def test_the_button_that_a_person_would_press(purpose: Purpose, texts: list[str], pressed: str) -> None:
    for order in (texts, texts[::-1]):
        _, button = best_button(Form(URL, buttons=[Button("", "", each) for each in order]), purpose)
        assert button is not None
        assert button.text == pressed


def test_a_button_without_text_is_known_by_its_value_or_its_name() -> None:
    form = Form(URL, buttons=[Button("answer", "no"), Button("answer", "yes"), Button("cancel", "")])
    assert best_button(form, Purpose.SIGN_IN)[1] == Button("answer", "yes")


def test_fields_for_a_name() -> None:
    form = form_of("<form><input name=q><input name=User_Name><input name=x type=email><input name=sub type=hidden>")
    assert [each.name for each in form.fields if is_name(each)] == ["User_Name", "x"]

"""plan.toml: what it may say, and how anything else is reported."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from doubles.live_runs import SUITES, shelf_plan

from conformance.cli.init_command import plan_lines
from conformance.engine.live_session import open_transports
from conformance.engine.plan import Plan, Selection
from conformance.engine.plan_file import PlanError, parse_plan, read_plan
from conformance.engine.plan_secrets import static_credentials
from conformance.engine.plan_tables import limits_of
from conformance.engine.run_service import read_and_resolve, resolve
from conformance.transports.secrets import Secrets

pytestmark = pytest.mark.versions

URL = "http://127.0.0.1:8080/"


def use(values: dict[str, Any], environment: dict[str, str]) -> None:
    """All that a run does with a plan before it sends anything."""
    test_plan = parse_plan(values, "plan.toml")
    resolve(test_plan, (SUITES,), "plan.toml")
    static_credentials(test_plan, Secrets(), environment)
    open_transports(test_plan, Path("nowhere")).close()


def complaint(values: dict[str, Any], environment: dict[str, str] | None = None) -> str:
    with pytest.raises(PlanError) as error:
        use(values, environment or {})
    return str(error.value)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"product": {"name": "A"}}, "plan.toml: product.version: is missing"),
        ({"endpoints": {}}, "endpoints"),
        (
            {"endpoints": {"shelf": "ftp://a"}},
            'endpoints.shelf: is "ftp://a", expected a URL that begins with one of adapter, http, https',
        ),
        ({"endpoints": {"shelf": "http://a:b/"}}, "expected a URL that begins with one of"),
        (
            {"endpoints": {"shelf": "http://me:word@a/"}},
            "endpoints.shelf: contains credentials",
        ),
        ({"level": "top"}, "level"),
        ({"limit": {}}, "did you mean limits"),
        ({"limits": {"hosts": "a"}}, "limits.hosts"),
        ({"limits": {"request": 3}}, "limits.request"),
        ({"limits": {"concurrency": 0}}, "limits.concurrency"),
        ({"limits": {"writing": "yes"}}, 'limits.writing: is "yes", expected true or false'),
        ({"limits": {"writting": True}}, "did you mean writing"),
        ({"limits": {"concurrency": "8"}}, 'limits.concurrency: is "8", expected a whole number'),
        ({"endpoint": {}}, "did you mean endpoints"),
        ({"endpoints": {"shlef": URL}}, "endpoints.shlef: unknown endpoint 'shlef'; did you mean shelf?"),
        ({"profile": "shelv"}, "profile: unknown profile 'shelv'; did you mean shelf"),
        ({"proxy": "http://me:word@proxy:3128"}, "proxy: contains credentials"),
        ({"adapter": {"command": ["a"], "environment": ["A B"]}}, "adapter.environment"),
        ({"statement": {}}, "plan.toml: statement: does not answer labels"),
        ({"statement": {"labels": "yes"}}, 'statement.labels: is "yes", expected true or false'),
        ({"statement": {"labels": True, "label": True}}, "did you mean labels"),
        ({"information": {}}, "information: does not answer thing"),
        ({"information": {"thing": True}}, "information.thing: is true, expected a text in quotes"),
        ({"authentication": {"scheme": "magic"}}, "authentication"),
        ({"authentication": {"scheme": "bearer", "token": "abc"}}, 'authentication.token: is "abc", expected a table'),
        ({"authentication": {"scheme": "bearer", "token": {"env": "NOT_SET"}}}, "variable NOT_SET is not set"),
        ({"authentication": {"scheme": "bearer", "token": {"env": "SHORT"}}}, "5 characters, expected at least 8"),
        ({"tls": {"authorities": "none.pem"}}, "none.pem: no such file or folder"),
        ({"endpoints": {"shelf": "adapter:/"}}, "need a program: adapter.command"),
    ],
)
def test_a_wrong_plan_is_told_with_its_place(changes: dict[str, Any], told: str) -> None:
    assert told in complaint(shelf_plan(URL, **changes), {"SHORT": "admin"})


def test_a_plan_without_a_level_is_judged_at_the_lowest() -> None:
    assert parse_plan(shelf_plan(URL), "plan.toml").level == "basic"


def test_no_statement_at_all_is_an_error_not_nothing_to_test() -> None:
    values = shelf_plan(URL)
    del values["statement"]
    assert "has no [statement]" in complaint(values)


@pytest.mark.needs("interfaces/privacy")
def test_a_profile_that_asks_for_no_statement_needs_none() -> None:
    values = shelf_plan(
        "http://127.0.0.1:9", profile="personal-data", endpoints={"personal_data": "http://127.0.0.1:9"}
    )
    del values["statement"]
    assert "statement" not in complaint(values)


def test_a_profile_of_files_is_not_for_a_live_run(toy_suites: Path) -> None:
    values = shelf_plan(URL, profile="badge-issuer")
    with pytest.raises(PlanError, match="judges files, not services"):
        resolve(parse_plan(values, "plan.toml"), (SUITES, str(toy_suites)), "plan.toml")


def test_text_that_is_no_toml_is_told(tmp_path: Path) -> None:
    path = tmp_path / "计划.toml"
    for data, told in (
        (b"x = 1\n[product", "toml:2: is not TOML: .* '\\[product'"),
        (b"\xff\xfe", "is not UTF-8 at byte 0"),
    ):
        path.write_bytes(data)
        with pytest.raises(PlanError, match=told):
            read_plan(path)


def test_a_plan_of_a_windows_editor_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    text = (
        'profile = "shelf"\n[product]\nname = "A"\nversion = "1"\n'
        '[endpoints]\nshelf = "http://a/"\n[statement]\nlabels = true\n'
    )
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert read_plan(path).endpoints == {"shelf": "http://a/"}


def test_only_the_hosts_of_the_plan_may_be_asked() -> None:
    authentication = {
        "scheme": "client_credentials",
        "token_endpoint": "https://login.example/token",
        "client_id": "me",
        "client_secret": {"env": "S"},
    }
    test_plan = parse_plan(
        shelf_plan("http://[::1]:8080/", authentication=authentication, limits={"hosts": ["keys.example"]}), "plan"
    )
    assert limits_of(test_plan).hosts == {"[::1]:8080", "login.example", "keys.example"}


@pytest.mark.parametrize(
    ("authentication", "headers"),
    [
        ({"scheme": "bearer", "token": {"env": "KEY"}}, (("Authorization", "Bearer {secret:KEY}"),)),
        (
            {"scheme": "basic", "user": "me", "password": {"env": "KEY"}},
            (("Authorization", "Basic {secret:KEY_BASIC}"),),
        ),
        ({"scheme": "api_key", "key": {"env": "KEY"}}, (("X-API-Key", "{secret:KEY}"),)),
        ({"scheme": "api_key", "header": "Key", "key": {"env": "KEY"}}, (("Key", "{secret:KEY}"),)),
    ],
)
def test_credentials_are_headers_with_placeholders(authentication: dict[str, Any], headers: object) -> None:
    test_plan = parse_plan(shelf_plan(URL, authentication=authentication), "plan")
    assert static_credentials(test_plan, Secrets(), {"KEY": "long-enough"}) == headers
    assert "long-enough" not in test_plan.model_dump_json()


def test_the_plan_that_init_writes_asks_for_everything_and_is_valid_once_filled_in() -> None:
    plan = Plan(Selection((SUITES,), profile="shelf"))
    text = "\n".join(plan_lines(plan, "shelf"))
    tomllib.loads(text)
    filled, table = [], ""
    for line in text.splitlines():
        bare = line.removeprefix("# ").partition("   # ")[0]
        table = bare if bare.startswith("[") else table
        wanted = ("name =", "version =", "shelf =", "labels =", "thing =")
        filled.append(bare if bare.startswith(wanted) and table != "[laboratory]" else line)
    test_plan = parse_plan(tomllib.loads("\n".join(filled)), "plan.toml")
    resolve(test_plan, (SUITES,), "plan.toml")
    assert test_plan.statement == {"labels": True}
    assert test_plan.information == {"thing": "vase"}


@pytest.mark.parametrize("role", ["resolver", "issuer", "sign_in"])
@pytest.mark.needs("identity/did", "identity/openid")
def test_of_a_profile_of_several_roles_only_those_of_the_product_have_to_be_filled_in(role: str) -> None:
    """A3: what is marked with the endpoint of one role is all that a product of this role alone answers."""
    plan = Plan(Selection(profile="identity-service"))
    lines = [line.removeprefix("# ").partition("   # ") for line in plan_lines(plan, "identity-service")]
    asked = [(bare, note) for bare, _, note in lines if " with " in note]
    roles = {"resolver", "issuer", "sign_in", "first_issuer"}
    assert {note.partition(" with ")[2].partition(" |")[0] for _, note in asked} == roles
    mine = [bare for bare, note in asked if f" with {role} |" in note]
    for left_out in ([], mine[:1]):
        text = "\n".join(
            bare
            for bare, _, _ in lines
            if bare in ("[product]", "[endpoints]", "[statement]", "[information]")
            or bare.startswith(("profile =", "name =", "version =", f"{role} ="))
            or (bare in mine and bare not in left_out)
        )
        found = parse_plan(tomllib.loads(_first_of_each_key(text)), "plan.toml")
        if left_out:
            with pytest.raises(PlanError, match=f"does not answer {left_out[0].partition(' =')[0]}"):
                resolve(found, (), "plan.toml")
        else:
            resolve(found, (), "plan.toml")


def _first_of_each_key(text: str) -> str:
    """The text without the names that further tables of `init`, left out here, would have."""
    return "\n".join(dict.fromkeys(text.splitlines()))


MANY = """
profile = "identity-service"
[product]
name = "A"
[endpoint]
issuer = "http://a/"
[endpoints]
resolvr = "http://127.0.0.1:1/"
[limits]
writting = true
writing = "yes"
[statement]
edition = "v2"
registry = true
[information]
did = 3
"""


@pytest.mark.parametrize(
    ("profile", "endpoint", "url"),
    [
        ("mqtt-broker", "broker", "https://a.example/"),
        ("websocket-server", "websocket", "https://a.example/"),
        ("http-api", "api", "wss://a.example/"),
        ("tls-server", "tls", "https://a.example/"),
    ],
)
@pytest.mark.needs("interfaces/mqtt", "interfaces/websocket", "interfaces/http", "interfaces/transport")
def test_a_url_of_another_protocol_is_told_before_anything_is_sent(profile: str, endpoint: str, url: str) -> None:
    values = {"profile": profile, "product": {"name": "A", "version": "1"}, "endpoints": {endpoint: url}}
    with pytest.raises(PlanError, match=f"endpoints.{endpoint}: {url} is not a URL of the schemes"):
        resolve(parse_plan({**values, "statement": {}}, "plan.toml"), (), "plan.toml")


@pytest.mark.needs("identity/did", "identity/openid")
def test_all_mistakes_of_a_plan_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    """D4: in its tables, in its names and in its answers, in both languages."""
    path = tmp_path / "plan.toml"
    path.write_text(MANY, encoding="utf-8")
    with pytest.raises(PlanError) as found:
        read_and_resolve(path, ())
    for text in (found.value.text.en, found.value.text.zh):
        told = {line.removeprefix(f"{path}:").partition(":")[0] for line in text.splitlines()}
        assert told == {"3", "5", "8", "10", "11", "12", "13", "15", "16"}
    assert 'statement.edition: is "v2", expected one of v1, v0.3' in found.value.text.en
    assert "endpoints.resolvr：未知的端点“resolvr”；是否指 resolver？" in found.value.text.zh


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("writing = true", "limits.writing"),
        ("writting = true", "limits.writing"),
        ("run_second = 3", "limits.run_seconds"),
        ("[limits]\nscope = 'a'", "authorisation.scope"),
        ("levle = 'basic'", "level"),
    ],
)
def test_a_key_of_another_table_is_named_with_it(text: str, meant: str) -> None:
    """D4: `writing` outside [limits] got a list of all keys but that one."""
    values = {"profile": "http-api", "product": {"name": "A", "version": "1"}, "endpoints": {}, "statement": {}}
    with pytest.raises(PlanError) as raised:
        parse_plan({**values, **tomllib.loads(text)}, "plan.toml")
    assert f"did you mean {meant}?" in raised.value.text.en
    assert f"是否指 {meant}？" in raised.value.text.zh

"""The command under a finding sends the same request in the same way, where curl is installed (D6)."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
import trustme
from doubles.saying import saying
from doubles.tls_server import tls_server

from conformance.engine.live_session import session_of
from conformance.engine.plan_file import parse_plan
from conformance.transports.curl import Means, command
from conformance.transports.exchange import Request
from conformance.transports.secrets import as_variables

curl = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


def test_a_command_line_has_secrets_as_variables_and_quotes_the_rest() -> None:
    request = Request(
        "POST", "http://a/?b='c'", (("X-It's", "$(rm)"),), b'{"a": 1}', (("Authorization", "Bearer {secret:KEY}"),)
    )
    assert command(request, Means()) == (
        "curl -i -X POST -H 'X-It'\"'\"'s: $(rm)' -H 'Authorization: Bearer '\"$KEY\" "
        "--data-binary '{\"a\": 1}' 'http://a/?b='\"'\"'c'\"'\"''"
    )
    assert as_variables("nothing secret") is None


def test_a_command_line_says_where_the_product_issued_what_a_variable_means() -> None:
    name = "{secret:issued-1}"
    request = Request("GET", "http://a/", credentials=(("Authorization", f"Bearer {name}"),))
    told = command(request, Means(), {name: "ROW-001#1 /token", "{secret:issued-2}": "ROW-001#2 /token"})
    assert told == ('curl -i -H \'Authorization: Bearer \'"$issued_1" http://a/ # "$issued_1": ROW-001#1 /token')


def test_what_curl_cannot_reach_has_no_command() -> None:
    assert command(Request("GET", "adapter:/things/vase"), Means()) is None


def test_the_command_names_the_files_and_the_proxy_of_the_plan() -> None:
    tls = {"authorities": "our ca.pem", "certificate": "client.pem", "key": "client.key"}
    values = {
        "profile": "shelf",
        "product": {"name": "Shelf", "version": "1"},
        "endpoints": {"shelf": "https://a/"},
        "statement": {},
        "tls": tls,
        "proxy": "http://proxy:3128",
    }
    means = session_of(parse_plan(values, "plan.toml"), Facts()).means
    assert command(Request("HEAD", "https://a/"), means) == (
        "curl -i --cacert 'our ca.pem' --cert client.pem --key client.key --proxy http://proxy:3128 --head https://a/"
    )


class Facts:
    """Evidence of nothing."""

    facts = {"credentials": []}  # noqa: RUF012 - a double


def run(request: Request, means: Means) -> str:
    told = command(request, means)
    assert told is not None
    done = subprocess.run(
        [*shlex.split(told), "-sS", "--noproxy", "" if means.proxy else "*"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@curl
def test_the_command_reaches_a_product_with_its_own_authority_and_client_certificates(tmp_path: Path) -> None:
    authority, clients = trustme.CA(), trustme.CA()
    trusted, mine, key = (str(tmp_path / name) for name in ("our ca.pem", "client.pem", "client.key"))
    authority.cert_pem.write_to_path(trusted)
    issued = clients.issue_cert("tester@example.org")
    Path(mine).write_bytes(b"".join(blob.bytes() for blob in issued.cert_chain_pems))
    issued.private_key_pem.write_to_path(key)
    with tls_server(authority, wants=clients) as url:
        assert "200" in run(Request("GET", url), Means(trusted, mine, key)).partition("\n")[0]


@curl
def test_the_command_goes_through_the_proxy_and_sends_the_url_as_it_is() -> None:
    seen = []

    def proxy(request: BaseHTTPRequestHandler) -> tuple[int, dict[str, str], bytes]:
        seen.append(request.path)
        return 200, {}, b"{}"

    url = "http://product.invalid/a/../b[1-3]{x}"
    with saying(proxy) as address:
        run(Request("GET", url), Means(proxy=address))
    assert seen == [url]

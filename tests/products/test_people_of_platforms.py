"""Live against Kinto and Synapse, which keep accounts of people: what is reported of them is true, as tried by hand.

CONFORMANCE_SITE_PACKAGES names the folder that they are installed in.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from http_products import ALLOWED, asked, running
from listening import free_port, named
from packages import installed

from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome

PLAN = Plan(Selection(suites=("interfaces/privacy/personal_data",)))
PASSWORD = "a password of the tests"  # noqa: S105 - of accounts that live as long as a test
KINTO = """
[app:main]
use = egg:kinto
kinto.storage_backend = kinto.core.storage.memory
kinto.cache_backend = kinto.core.cache.memory
kinto.permission_backend = kinto.core.permission.memory
kinto.includes = kinto.plugins.accounts
kinto.userid_hmac_secret = of the tests
kinto.account_create_principals = system.Everyone
kinto.bucket_create_principals = system.Authenticated
multiauth.policies = account
multiauth.policy.account.use = kinto.plugins.accounts.authentication.AccountsAuthenticationPolicy
[server:main]
use = egg:waitress#main
host = 127.0.0.1
port = %(http_port)s
"""
OF_KINTO = {
    "accounts": "POST accounts",
    "account_example": json.dumps({"data": {"id": "{public}", "password": PASSWORD, "email": "{private}@example.org"}}),
    "account_id": "/data/id",
    "account_password": "/data/password",
    "contribution": "PUT buckets/rooms/collections/{id}",
    "contribution_example": '{"data": {"about": "{public}"}}',
    "own_data": ["accounts/{id}", "buckets/rooms/collections/{id}"],
    "public_data": ["buckets/rooms/collections/{id}"],
    "correction": "PATCH buckets/rooms/collections/{id}",
    "correction_example": '{"data": {"about": "{public}"}}',
    "erasure": "DELETE accounts/{id}",
    "seconds_until_done": 2,
}
SYNAPSE = """
server_name: platform.example
listeners:
  - {port: PORT, bind_addresses: [127.0.0.1], type: http, tls: false, resources: [{names: [client]}]}
database: {name: sqlite3, args: {database: FOLDER/homeserver.db}}
media_store_path: FOLDER/media
signing_key_path: FOLDER/signing.key
report_stats: false
trusted_key_servers: []
enable_registration: true
enable_registration_without_verification: true
rc_registration: {per_second: 1000, burst_count: 1000}
macaroon_secret_key: of the tests
form_secret: of the tests
"""
OF_SYNAPSE = {
    "accounts": "POST register",
    "account_example": json.dumps(
        {
            "username": "{public}",
            "password": PASSWORD,
            "initial_device_display_name": "{private}",
            "auth": {"type": "m.login.dummy"},
        }
    ),
    "account_id": "/user_id",
    "account_token": "/access_token",
    "contribution": "PUT profile/{id}/displayname",
    "contribution_example": '{"displayname": "{public}"}',
    "own_data": ["profile/{id}", "devices"],
    "public_data": ["profile/{id}"],
    "optional_members": ["initial_device_display_name"],
    "correction": "PUT profile/{id}/displayname",
    "correction_example": '{"displayname": "{public}"}',
    "erasure": "POST account/deactivate",
    "erasure_example": json.dumps(
        {
            "erase": True,
            "auth": {
                "type": "m.login.password",
                "identifier": {"type": "m.id.user", "user": "{id}"},
                "password": PASSWORD,
            },
        }
    ),
    "seconds_until_done": 2,
}


def outcomes(name: str, url: str, information: dict[str, Any]) -> dict[str, Outcome]:
    values = {
        "product": {"name": name, "version": "1"},
        "profile": "personal-data",
        "endpoints": {"personal_data": url},
        "statement": {},
        "information": information,
        "authorisation": ALLOWED,
        "limits": {"writing": True},
    }
    return {row.removeprefix("IFC-PRV-"): each for row, each in judged_once(PLAN, values).items()}


def of_project(name: str) -> dict[str, str]:
    """The environment that finds the project; skips the test unless it is there."""
    if not installed(name).is_dir():
        pytest.skip(f"CONFORMANCE_SITE_PACKAGES names no folder with {name} in it")
    return {"PYTHONPATH": str(installed(name))}


def test_kinto_goes_on_showing_what_erased_people_gave(tmp_path: Path) -> None:
    packages = of_project("kinto")
    (tmp_path / "kinto.ini").write_text(KINTO, encoding="utf-8")
    start = ["-c", "from kinto.__main__ import main; main()", "start", "--ini", str(tmp_path / "kinto.ini")]
    command = [sys.executable, *start, "--port", "{port}"]
    with running(command, **packages) as url:

        def told(method: str, path: str, content: object, who: str = "") -> int:
            shown = {"Authorization": f"Basic {b64encode(f'{who}:{PASSWORD}'.encode()).decode()}"} if who else {}
            body = json.dumps(content).encode() if content else None
            return asked(method, f"{url}v1/{path}", body, **shown, Content_Type="application/json")[0]

        for name in ("host", "guest"):
            assert told("POST", "accounts", {"data": {"id": name, "password": PASSWORD}}) == 201
        rights = {"read": ["system.Everyone"], "collection:create": ["system.Authenticated"]}
        assert told("PUT", "buckets/rooms", {"permissions": rights}, "host") == 201
        assert told("PUT", "buckets/rooms/collections/guest", {"data": {"about": "me"}}, "guest") == 201
        assert told("DELETE", "accounts/guest", None, "guest") == 200
        assert b"me" in asked("GET", f"{url}v1/buckets/rooms/collections/guest")[2]
        found = outcomes("Kinto", f"{url}v1", OF_KINTO)
    # An account that is gone leaves its data, which anybody may read, with its old password as well.
    assert named(found, Outcome.FAIL) == {"020", "021"}
    assert named(found, Outcome.INCONCLUSIVE) == {"023", "025"}
    assert named(found, Outcome.PASS) == {f"{number:03}" for number in (*range(1, 9), 19, 24)}
    assert len(named(found, Outcome.NOT_RUN)) == 25 - 14  # it has no export, and all of its members are free


def test_synapse_erases_what_it_shows_of_people(tmp_path: Path) -> None:
    packages = of_project("matrix-synapse")
    port = free_port()
    config = tmp_path / "homeserver.yaml"
    config.write_text(SYNAPSE.replace("PORT", str(port)).replace("FOLDER", str(tmp_path)), encoding="utf-8")
    program = [sys.executable, "-m", "synapse.app.homeserver", "--config-path", str(config)]
    subprocess.run([*program, "--generate-keys"], check=True, capture_output=True, env={**os.environ, **packages})
    with running(program, "_matrix/client/versions", port, **packages) as url:
        found = outcomes("Synapse", f"{url}_matrix/client/v3", OF_SYNAPSE)
    assert named(found, Outcome.FAIL) | named(found, Outcome.INCONCLUSIVE) == set()
    assert named(found, Outcome.PASS) == {f"{number:03}" for number in (*range(1, 10), 19, 20, 21, 23, 24)}
    assert named(found, Outcome.NOT_APPLICABLE) == {"025"}  # who erases shows the password as well

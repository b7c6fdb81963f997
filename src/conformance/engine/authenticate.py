"""Getting a token before a run starts (RFC 6749 4.4); the token never reaches a record."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from urllib.parse import quote, urlencode

from conformance.engine.plan_file import PlanError
from conformance.engine.plan_secrets import Headers, secret, static_credentials
from conformance.engine.plan_tables import ClientCredentials, TestPlan
from conformance.model.text import Text
from conformance.readers.json import parse
from conformance.transports.exchange import Request, ask
from conformance.transports.secrets import Secrets, SecretTooShort
from conformance.transports.transport import Transport

TOKEN = "ACCESS_TOKEN"  # noqa: S105 - the name of a placeholder


def credentials(plan: TestPlan, transport: Transport, secrets: Secrets, environment: Mapping[str, str]) -> Headers:
    """The headers that carry the plan's credentials. Raises PlanError if they cannot be obtained, and Blocked."""
    asked = plan.authentication
    if not isinstance(asked, ClientCredentials):
        return static_credentials(plan, secrets, environment)
    password = secret(asked.client_secret, secrets, environment)
    pair = f"{quote(asked.client_id, safe='')}:{quote(password, safe='')}"
    basic = base64.b64encode(pair.encode()).decode()
    secrets.add(f"{asked.client_secret.env}_BASIC", basic)
    form = {"grant_type": "client_credentials", **({"scope": asked.scope} if asked.scope else {})}
    headers = (
        ("content-type", "application/x-www-form-urlencoded"),
        ("accept", "application/json"),
        ("authorization", f"Basic {basic}"),
    )
    answer = ask(transport, Request("POST", asked.token_endpoint, headers, urlencode(form).encode()))
    told = parse(answer.body)
    token = told.document.get("access_token") if told.usable and isinstance(told.document, dict) else None
    if answer.status != 200 or not isinstance(token, str):
        problem = Text(
            f"{asked.token_endpoint} returned no token, status {answer.status}",
            f"{asked.token_endpoint} 没有返回令牌，状态码 {answer.status}",
        )
        raise PlanError("authentication", problem)
    try:
        secrets.add(TOKEN, token)
    except SecretTooShort as error:
        raise PlanError("authentication", error.text) from None
    return (("Authorization", f"Bearer {{secret:{TOKEN}}}"),)

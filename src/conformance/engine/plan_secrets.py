"""The secrets that a plan names: their values stay out of every record, and requests carry placeholders."""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping
from typing import Any

from conformance.catalogue.errors import together
from conformance.engine.plan_file import PlanError
from conformance.engine.plan_tables import ApiKey, Basic, Bearer, Secret, TestPlan
from conformance.model.text import Text
from conformance.transports.secrets import Secrets, SecretTooShort

Headers = tuple[tuple[str, str], ...]


def secret(
    reference: Secret, secrets: Secrets, environment: Mapping[str, str] = os.environ, place: str = "authentication"
) -> str:
    """The value of a secret, which is kept out of every record from now on. Raises PlanError if there is none."""
    value = environment.get(reference.env)
    if not value:
        problem = Text(f"the environment variable {reference.env} is not set", f"未设置环境变量 {reference.env}")
        raise PlanError(place, problem)
    try:
        secrets.add(reference.env, value)
    except SecretTooShort as error:
        raise PlanError(place, error.text) from None
    return value


def information_of(plan: TestPlan) -> dict[str, Any]:
    """What the plan says for the tests, as checks get it: a secret is its placeholder."""
    said = plan.information.items()
    return {name: f"{{secret:{value.env}}}" if isinstance(value, Secret) else value for name, value in said}


def keep_information(plan: TestPlan, secrets: Secrets, environment: Mapping[str, str] = os.environ) -> None:
    """Keep the secrets among what the plan says for the tests out of every record. Raises PlanError without them."""
    mistakes: list[PlanError] = []
    for name, value in plan.information.items():
        if isinstance(value, Secret):
            try:
                secret(value, secrets, environment, place=f"information.{name}")
            except PlanError as error:
                mistakes.append(error)
    if mistakes:
        raise together(mistakes)


def static_credentials(plan: TestPlan, secrets: Secrets, environment: Mapping[str, str] = os.environ) -> Headers:
    """The headers that carry the plan's credentials, with placeholders; none for a token that has to be fetched first.

    Raises PlanError.
    """
    match plan.authentication:
        case Bearer(token=token):
            secret(token, secrets, environment)
            return (("Authorization", f"Bearer {{secret:{token.env}}}"),)
        case ApiKey(header=header, key=key):
            secret(key, secrets, environment)
            return ((header, f"{{secret:{key.env}}}"),)
        case Basic(user=user, password=password):
            value = secret(password, secrets, environment)
            name = f"{password.env}_BASIC"
            secrets.add(name, base64.b64encode(f"{user}:{value}".encode()).decode())
            return (("Authorization", f"Basic {{secret:{name}}}"),)
    return ()

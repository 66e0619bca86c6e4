"""A client of a user pool lets tokens and passwords go nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, WithOptions, fail, unknown
from policies.options import Chosen, Number
from policies.resource import Resource
from policies.values import as_list, is_known

_FLOWS: Final = frozenset({"ALLOW_USER_PASSWORD_AUTH", "USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"})
_TOKENS: Final = ("access_token", "id_token")
_MINUTES: Final = {"seconds": 1 / 60, "minutes": 1.0, "hours": 60.0, "days": 1440.0}
_LONGEST: Final = Number(
    "longest_minutes",
    60,
    5,
    60,
    "minutes for which a token is valid",
    stricter="lower",
    because="an hour is Cognito's default, and five minutes its least",
)
_REFRESH: Final = "refresh_token"
_LONGEST_REFRESH: Final = 90 * 1440


def check(client: Resource, _configuration: Configuration, chosen: Chosen) -> Iterator[Judgement]:
    """No password goes through the client's own code, no token through an address, none by plain HTTP; tokens
    end within the hour, what renews them within 90 days, and they can be revoked; no answer tells whether a
    user exists.

    Defaults: an hour, 30 days, revocation on, and answers that tell (Cognito API, CreateUserPoolClient).
    """
    for name, wrong, why in (
        ("explicit_auth_flows", _FLOWS, "the client sees the password"),
        ("allowed_oauth_flows", {"implicit"}, "tokens stand in addresses"),
    ):
        for value in as_list(client.get(name)):
            if not is_known(value):
                yield unknown(f"{name} has {value}, which only the plan can tell")
            elif str(value) in wrong:
                yield fail(f"{name} has {value}: {why}", str(value))
    for name in ("callback_urls", "logout_urls"):
        for url in as_list(client.get(name)):
            if str(url).startswith("http://"):
                yield fail(f"{name} has {url}: tokens go by plain HTTP", str(url))
    errors = "prevent_user_existence_errors"
    yield from expect.apart(errors, expect.stands(client, errors, ("ENABLED",), "LEGACY"))
    revocation = "enable_token_revocation"
    yield from expect.apart(revocation, expect.stands(client, revocation, (True,), default=True))
    for token in _TOKENS:
        yield from expect.apart(token, _short(client, token, "hours", _LONGEST.of(chosen)))
    yield from expect.apart(_REFRESH, _short(client, _REFRESH, "days", _LONGEST_REFRESH))


def _short(client: Resource, token: str, by_default: str, longest: int) -> Iterator[Judgement]:
    name = f"{token}_validity"
    unit = client.get(f"token_validity_units.{token}") or by_default
    said = client.get(name)
    length = expect.number(said)
    if not is_known(said) or (said is not None and not is_known(unit)):
        yield unknown(f"{name} is {said} {unit}, which only the plan can tell")
    elif length is not None and length * _MINUTES.get(str(unit), 1440.0) > longest:
        yield fail(f"{name} is {said} {unit}; it must be {longest} minutes at most")


def _client(**changed: Any) -> Terraform:  # noqa: ANN401 - Terraform values have every JSON type
    right = {"prevent_user_existence_errors": "ENABLED", "explicit_auth_flows": ["ALLOW_USER_SRP_AUTH"]}
    return resources(aws_cognito_user_pool_client={**right, **changed})


RULE = Rule(
    id="cognito-client",
    title="Clients of user pools keep passwords and tokens to themselves",
    severity=Severity.MEDIUM,
    types=("aws_cognito_user_pool_client",),
    check=WithOptions(check, _LONGEST),
    rationale=(
        "A token in an address is kept by every proxy and browser on the way, one that is valid for a day is "
        "worth stealing, and a sign-in that tells which users exist saves an attacker half of the work."
    ),
    remediation=(
        "Use allowed_oauth_flows=['code'] and ALLOW_USER_SRP_AUTH, callback URLs of https, "
        "prevent_user_existence_errors='ENABLED', tokens of an hour or less, and refresh tokens of 90 days "
        "or less."
    ),
    controls=(
        *("pci-dss-4.0.1:8.3.2", "pci-dss-4.0.1:8.2.8", "pci-dss-4.0.1:6.2.4"),
        *("nist-800-53-r5:IA-13(3)", "nist-800-53-r5:SC-23", "nist-800-53-r5:IA-6"),
    ),
    requirements=("R39", "R42"),
    examples=Examples(
        passing=(
            _client(),
            _client(access_token_validity=15, token_validity_units=[{"access_token": "minutes"}]),
            _client(refresh_token_validity=30),
            _client(callback_urls=["https://pay.example.test/back"], allowed_oauth_flows=["code"]),
        ),
        failing=(
            _client(explicit_auth_flows=["ALLOW_USER_PASSWORD_AUTH"]),
            _client(allowed_oauth_flows=["code", "implicit"]),
            _client(callback_urls=["http://pay.example.test/back"]),
            _client(access_token_validity=24),
            _client(refresh_token_validity=3650, token_validity_units=[{"refresh_token": "days"}]),
            _client(enable_token_revocation=False),
            _client(prevent_user_existence_errors="LEGACY"),
        ),
        absent=(Status.FAIL, resources(aws_cognito_user_pool_client={"name": "web-zq7"})),
        unknown=(Status.UNKNOWN, _client(allowed_oauth_flows=["${var.flow}"])),
    ),
)

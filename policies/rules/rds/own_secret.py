"""Who signs in to a database does so with the database's secret."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.resource import Resource
from policies.values import is_known
from policies.wording import words_of

_USERS: Final[Mapping[str, str]] = {
    "aws_db_proxy": "auth.secret_arn",
    "aws_dms_endpoint": "secrets_manager_arn",
}
"""What signs in to a database, by where it names the secret."""
_OF_DATABASES: Final = frozenset(
    {
        *("admin", "app", "aurora", "cluster", "credentials", "database", "db", "login", "mariadb", "master"),
        *("mysql", "oracle", "password", "pg", "postgres", "postgresql", "proxy", "rds", "reader", "sql"),
        *("sqlserver", "user", "writer"),
    }
)
_OF_OTHERS: Final = frozenset(
    {
        *("api", "cache", "client", "gateway", "hmac", "jwt", "key", "mail", "oauth", "partner", "psp"),
        *("redis", "scheme", "sftp", "signing", "slack", "smtp", "stripe", "token", "webhook"),
    }
)
"""Words in the name of a secret that tell of something else than a database."""


def check(user: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No secret whose name tells of an API, a key or a token, and neither of a database nor of this one, is
    what it signs in with.
    """
    above, _, name = _USERS[user.type].rpartition(".")
    values = [block.get(name) for block in (user.blocks(above) if above else (user.values,))]
    named = [value for value in values if value]
    if not named:
        yield NOT_APPLICABLE
    for value in named:
        secret = configuration.target(user, value)
        if secret is None:
            if not is_known(value):
                yield unknown(f"{_USERS[user.type]} is {value}, which only the plan can tell")
        elif secret.type.removeprefix("data.") == "aws_secretsmanager_secret":
            said = set(words_of(secret.name))
            of_others = said & _OF_OTHERS
            if of_others and not said & (
                _OF_DATABASES.union(words_of(user.name), words_of(str(user.get("database_name"))))
            ):
                yield fail(
                    f"it signs in with {secret.address}, whose name tells of {', '.join(sorted(of_others))}, "
                    "and of no database: it is refused",
                    secret.address,
                )


def _proxy(secret: str, name: str = "scheme_api") -> Terraform:
    return {
        "resource": {
            "aws_secretsmanager_secret": {name: {"name": "pay-zq7"}},
            "aws_db_proxy": {"example": {"auth": [{"auth_scheme": "SECRETS", "secret_arn": secret}]}},
        }
    }


def _secret(name: str) -> Terraform:
    return _proxy(f"${{aws_secretsmanager_secret.{name}.arn}}", name)


RULE = Rule(
    id="rds-own-secret",
    title="Proxies and migrations sign in to a database with its own secret",
    severity=Severity.HIGH,
    types=tuple(_USERS),
    scope="configuration",
    check=check,
    rationale=(
        "A proxy with the secret of another system cannot sign in, and shows that secret to the database's "
        "operators."
    ),
    remediation="Name the secret of the database's user, or the master_user_secret of the cluster.",
    controls=("pci-dss-4.0.1:8.6.2", "pci-dss-4.0.1:6.2.3", "nist-800-53-r5:IA-5", "nist-800-53-r5:CM-6"),
    requirements=("R39",),
    examples=Examples(
        passing=(_secret("ledger_db"), _secret("example_api"), _secret("app_token_db"), _secret("ledger")),
        failing=(_secret("scheme_api"), _secret("webhookToken")),
        absent=(Status.NOT_APPLICABLE, {"resource": {"aws_db_proxy": {"example": {"name": "pay-zq7"}}}}),
        unknown=(Status.UNKNOWN, _proxy("${var.secret}")),
    ),
)

"""Caches ask who calls, and no user of theirs may do everything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_USERS: Final = ("aws_elasticache_user", "aws_memorydb_user")
_EVERYTHING: Final = frozenset({"+@all", "allcommands"})


def check(cache: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """A cache has a token or a group of users, or an ACL other than `open-access`; a user has a password or
    comes by IAM, and not every command. Memcached without a server of its own knows no users.
    """
    if cache.type in _USERS:
        yield from expect.apart("no_password_required", expect.not_true(cache, "no_password_required"))
        yield from expect.apart("authentication_mode", _password(cache))
        yield from expect.apart("access_string", _commands(cache))
    elif cache.type == "aws_memorydb_cluster":
        acl = cache.get("acl_name")
        if not is_known(acl):
            yield from _of_an_expression("acl_name", acl)
        elif acl in (None, "open-access"):
            yield fail("acl_name is 'open-access', which lets in whoever reaches it")
    elif cache.type == "aws_elasticache_serverless_cache":
        if cache.get("engine") == "memcached":
            yield NOT_APPLICABLE
        elif not cache.get("user_group_id"):
            yield fail("user_group_id is not set: whoever reaches it reads and writes")
    elif not cache.get("auth_token") and not cache.get("user_group_ids"):
        yield fail("neither auth_token nor user_group_ids is set: whoever reaches it reads and writes")


def _of_an_expression(attribute: str, value: object) -> Iterator[Judgement]:
    if str(value).startswith("${var."):
        yield unknown(f"{attribute} is {value}, which only the plan can tell")


def _password(user: Resource) -> Iterator[Judgement]:
    kind = user.get("authentication_mode.type")
    if kind in ("no-password", "no-password-required"):
        yield fail(f"authentication_mode.type is '{kind}'")


def _commands(user: Resource) -> Iterator[Judgement]:
    value = user.get("access_string")
    if not is_known(value):
        yield unknown(f"access_string is {value}, which only the plan can tell")
    elif found := sorted(_EVERYTHING & set(str(value).lower().split())):
        yield fail(f"access_string has {found[0]}: every command, those that flush and configure among them")


def _user(text: str, **values: object) -> dict[str, object]:
    return {"access_string": text, **values}


_READER: Final = "on ~sessions:* -@all +@read +@write"

RULE = Rule(
    id="elasticache-authentication",
    title="Caches ask who calls, and their users may not do everything",
    severity=Severity.HIGH,
    types=(
        *("aws_elasticache_replication_group", "aws_elasticache_serverless_cache", "aws_memorydb_cluster"),
        *_USERS,
    ),
    check=check,
    rationale=(
        "A cache without a token or users serves whoever reaches its port: sessions and limits can be read, "
        "changed and flushed. A user with +@all does the same after one leak."
    ),
    remediation=(
        "Set user_group_ids (or auth_token from an ephemeral value) with TLS, acl_name of an ACL of ours, "
        "and give users the categories of commands that they need (-@all +@read +@write)."
    ),
    controls=(
        *("pci-dss-4.0.1:7.3.1", "pci-dss-4.0.1:7.2.5", "pci-dss-4.0.1:8.3.1"),
        *("nist-800-53-r5:AC-3", "nist-800-53-r5:AC-6", "nist-800-53-r5:IA-2"),
    ),
    requirements=("R41", "R42"),
    examples=Examples(
        passing=(
            resources(aws_elasticache_replication_group={"user_group_ids": ["sessions-zq7"]}),
            resources(
                aws_elasticache_serverless_cache={"engine": "memcached"},
                aws_memorydb_cluster={"acl_name": "${aws_memorydb_acl.cards.name}"},
            ),
            resources(aws_elasticache_user=_user(_READER, authentication_mode=[{"type": "iam"}])),
        ),
        failing=(
            resources(aws_elasticache_serverless_cache={"engine": "valkey"}),
            resources(aws_memorydb_cluster={"acl_name": "open-access"}),
            resources(aws_elasticache_user=_user("on ~* +@all")),
            resources(aws_elasticache_user=_user(_READER, no_password_required=True)),
            resources(
                aws_elasticache_user=_user(_READER, authentication_mode=[{"type": "no-password-required"}])
            ),
        ),
        absent=(Status.FAIL, resources(aws_elasticache_replication_group={"engine": "valkey"})),
        unknown=(Status.UNKNOWN, resources(aws_elasticache_user=_user("${var.access}"))),
    ),
)

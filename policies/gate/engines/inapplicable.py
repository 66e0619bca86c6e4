"""Checks of one argument that are about some kinds of a resource only.

Of the other kinds checkov calls them undecided, in the same word as for an argument that is an expression.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from policies.resource import Resource


class _Kinds(NamedTuple):
    """The argument that says of which kind a resource is, what it means where it is left out, and of which
    kinds a check says nothing.
    """

    argument: str
    default: str
    others: frozenset[str]


_BALANCERS: Final = ("load_balancer_type", "application")
_KINDS: Final = {
    "CKV_AWS_91": _Kinds(*_BALANCERS, frozenset({"gateway"})),
    "CKV_AWS_131": _Kinds(*_BALANCERS, frozenset({"gateway", "network"})),
    "CKV_AWS_134": _Kinds("engine", "", frozenset({"memcached"})),
    "CKV_AWS_152": _Kinds(*_BALANCERS, frozenset({"application"})),  # which always balances across zones
    "CKV_AWS_197": _Kinds("engine_type", "", frozenset({"RabbitMQ"})),
    "CKV_AWS_322": _Kinds("engine", "", frozenset({"memcached"})),
    "CKV_AWS_326": _Kinds("engine", "aurora-mysql", frozenset({"aurora-postgresql"})),  # has no backtrack
}
"""From the sources of the checks (checkov 3.3), each of which compares literals."""


def is_about(check_id: str, resource: Resource) -> bool:
    """Whether a check is about the resource: False only where the resource says outright that it is of a
    kind of which the check says nothing.
    """
    kinds = _KINDS.get(check_id)
    return kinds is None or (resource.get(kinds.argument) or kinds.default) not in kinds.others

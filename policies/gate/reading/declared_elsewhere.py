"""Blocks that a provider fills in with what resources of their own say.

A security group shows every rule that it has, also those that are resources; a bucket shows its versioning.
What is so told twice is judged where it was written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from policies.gate.reading.shown import Instance, Json

_BUCKET: Final = {
    "acceleration_status": "aws_s3_bucket_accelerate_configuration",
    "acl": "aws_s3_bucket_acl",
    "cors_rule": "aws_s3_bucket_cors_configuration",
    "grant": "aws_s3_bucket_acl",
    "lifecycle_rule": "aws_s3_bucket_lifecycle_configuration",
    "logging": "aws_s3_bucket_logging",
    "object_lock_configuration": "aws_s3_bucket_object_lock_configuration",
    "policy": "aws_s3_bucket_policy",
    "replication_configuration": "aws_s3_bucket_replication_configuration",
    "request_payer": "aws_s3_bucket_request_payment_configuration",
    "server_side_encryption_configuration": "aws_s3_bucket_server_side_encryption_configuration",
    "versioning": "aws_s3_bucket_versioning",
    "website": "aws_s3_bucket_website_configuration",
}


@dataclass(frozen=True, slots=True)
class _Source:
    """Resources of these types, whose argument `owner` names what shows them.

    keys: by what an item shown and a resource are the same; none where there is but one.
    """

    types: tuple[str, ...]
    owner: str
    keys: Mapping[str, str] = field(default_factory=dict)


_SOURCES: Final[Mapping[tuple[str, str], _Source]] = {
    **{("aws_s3_bucket", shown): _Source((kind,), "bucket") for shown, kind in _BUCKET.items()},
    ("aws_route_table", "route"): _Source(
        ("aws_route",),
        "route_table_id",
        {
            "cidr_block": "destination_cidr_block",
            "ipv6_cidr_block": "destination_ipv6_cidr_block",
            "destination_prefix_list_id": "destination_prefix_list_id",
        },
    ),
    ("aws_iam_role", "inline_policy"): _Source(("aws_iam_role_policy",), "role", {"name": "name"}),
    ("aws_iam_role", "managed_policy_arns"): _Source(("aws_iam_role_policy_attachment",), "role"),
    ("aws_dynamodb_table", "replica"): _Source(("aws_dynamodb_table_replica",), "global_table_arn"),
    ("aws_sqs_queue", "policy"): _Source(("aws_sqs_queue_policy",), "queue_url"),
    ("aws_sqs_queue", "redrive_policy"): _Source(("aws_sqs_queue_redrive_policy",), "queue_url"),
    ("aws_sqs_queue", "redrive_allow_policy"): _Source(("aws_sqs_queue_redrive_allow_policy",), "queue_url"),
    ("aws_sns_topic", "policy"): _Source(("aws_sns_topic_policy",), "arn"),
    ("aws_kms_key", "policy"): _Source(("aws_kms_key_policy",), "key_id"),
    ("aws_secretsmanager_secret", "policy"): _Source(("aws_secretsmanager_secret_policy",), "secret_arn"),
    ("aws_api_gateway_rest_api", "policy"): _Source(("aws_api_gateway_rest_api_policy",), "rest_api_id"),
    ("aws_vpc_endpoint", "policy"): _Source(("aws_vpc_endpoint_policy",), "vpc_endpoint_id"),
    **{
        (f"aws_{kind}", way): _Source(
            (f"aws_vpc_security_group_{way}_rule", "aws_security_group_rule"), "security_group_id"
        )
        for kind in ("security_group", "default_security_group")
        for way in ("ingress", "egress")
    },
    **{
        (f"aws_{kind}", way): _Source(("aws_network_acl_rule",), "network_acl_id", {"rule_no": "rule_number"})
        for kind in ("network_acl", "default_network_acl")
        for way in ("ingress", "egress")
    },
}
_PEERS: Final = (
    *("cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups"),
    *("cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id", "source_security_group_id"),
)


class DeclaredElsewhere:
    """Which blocks of which instances are told by others."""

    def __init__(self, shown: Iterable[Instance]) -> None:
        """`shown` are all instances of a plan or a state."""
        kinds = {kind for source in _SOURCES.values() for kind in source.types}
        self._by_owner: dict[tuple[str, str], list[Instance]] = defaultdict(list)
        for each in shown:
            if each.type in kinds and each.mode == "managed":
                for source in _SOURCES.values():
                    if each.type in source.types and (owner := each.values.get(source.owner)):
                        self._by_owner[each.type, str(owner)].append(each)
                        break

    def rest(self, owner: Instance, name: str, value: Json) -> Json:
        """What is left of an argument without what resources of their own tell; None where nothing is."""
        source = _SOURCES.get((owner.type, name))
        if source is None:
            return value
        if (owner.type, name) == ("aws_s3_bucket", "grant") and all(map(_is_owners, value or ())):
            return None
        called = {
            str(owner.values[key]) for key in ("id", "arn", "name", "bucket", "url") if owner.values.get(key)
        }
        telling = [
            each
            for kind in source.types
            for called_so in sorted(called)
            for each in self._by_owner.get((kind, called_so), ())
        ]
        if not telling or not isinstance(value, list):
            return None if telling else value
        if name in ("ingress", "egress") and source.owner == "security_group_id":
            opened = {rule for each in telling for rule in _rules(each.values, name)}
            return [item for item in value if not set(_rules(item, name)) <= opened] or None
        if not source.keys:
            return None
        return [
            item for item in value if not any(_same(item, each.values, source.keys) for each in telling)
        ] or None


def _is_owners(grant: Json) -> bool:
    """Whether a grant is the one that every bucket has: all to the account that owns it."""
    return (
        isinstance(grant, Mapping)
        and grant.get("type") == "CanonicalUser"
        and grant.get("permissions") == ["FULL_CONTROL"]
    )


def _same(item: Json, values: Mapping[str, Json], keys: Mapping[str, str]) -> bool:
    """Whether an item is the resource with these values: they agree in a key, and differ in none."""
    pairs = [(item.get(shown), values.get(own)) for shown, own in keys.items()]
    told = [(shown, own) for shown, own in pairs if shown or own]
    return bool(told) and all(shown == own for shown, own in told)


def _rules(values: Mapping[str, Json], way: str) -> Iterator[tuple[str, ...]]:
    """What a security group's rule opens, for each peer: protocol, ports and peer."""
    if values.get("type", way) != way:
        return
    protocol = str(values.get("ip_protocol") or values.get("protocol"))
    ports = ("", "") if protocol == "-1" else (str(values.get("from_port")), str(values.get("to_port")))
    for key in _PEERS:
        peers = values.get(key)
        for peer in peers if isinstance(peers, list) else [peers]:
            if peer:
                yield (protocol, *ports, str(peer))
    if values.get("self"):
        yield (protocol, *ports, "self")

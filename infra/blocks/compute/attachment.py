"""How functions stand in the network: in private subnets, reaching the endpoints and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.security_group import SecurityGroup
from cdktf_cdktf_provider_aws.vpc_security_group_egress_rule import VpcSecurityGroupEgressRule

from infra.blocks.labels import labels
from infra.names import Limit

if TYPE_CHECKING:
    from infra.blocks.network.endpoints import Endpoints
    from infra.place import Place


@dataclass(frozen=True, slots=True)
class Attachment:
    """Where the network interfaces of functions are: ids as tokens."""

    subnet_ids: tuple[str, ...]
    security_group_id: str


def add_attachment(
    place: Place, *, vpc_id: str, subnet_ids: tuple[str, ...], endpoints: Endpoints
) -> Attachment:
    """Add the security group of functions: nothing comes in, HTTPS goes to the endpoints only."""
    group = SecurityGroup(
        place.stack,
        "functions_group",
        name=place.names.of("functions", limit=Limit.SECURITY_GROUP),
        description="Functions: HTTPS to the endpoints of the VPC, nothing inward",
        vpc_id=vpc_id,
        tags=labels(name=place.names.of("functions")),
        provider=place.provider,
    )
    group_id: str = group.id
    _allow(place, group_id, "interfaces", "interface endpoints", group=endpoints.security_group_id)
    _allow(place, group_id, "s3", "S3 through its gateway", prefix_list=endpoints.s3_prefix_list_id)
    _allow(
        place,
        group_id,
        "dynamodb",
        "DynamoDB through its gateway",
        prefix_list=endpoints.dynamodb_prefix_list_id,
    )
    return Attachment(subnet_ids, group_id)


def _allow(  # noqa: PLR0913 - what a rule consists of
    place: Place,
    group_id: str,
    what: str,
    description: str,
    *,
    group: str | None = None,
    prefix_list: str | None = None,
) -> None:
    VpcSecurityGroupEgressRule(
        place.stack,
        f"functions_to_{what}",
        security_group_id=group_id,
        description=f"HTTPS to {description}",
        referenced_security_group_id=group,
        prefix_list_id=prefix_list,
        ip_protocol="tcp",
        from_port=443,
        to_port=443,
        tags=labels(name=place.names.of(f"functions-{what}")),
        provider=place.provider,
    )

"""The endpoints through which a VPC reaches AWS, each with a policy of its own (C38)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from cdktf_cdktf_provider_aws.security_group import SecurityGroup
from cdktf_cdktf_provider_aws.vpc_endpoint import VpcEndpoint
from cdktf_cdktf_provider_aws.vpc_security_group_ingress_rule import VpcSecurityGroupIngressRule

from infra.blocks.labels import labels
from infra.blocks.policy_document import ANYONE, Condition, Statement, policy, when
from infra.names import Limit

if TYPE_CHECKING:
    from infra.blocks.network.vpc import Network
    from infra.stack import Place

# What functions call through each interface endpoint; every service of the settings has an entry.
ENDPOINT_ACTIONS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "events": ("events:PutEvents",),
        "kms": ("kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"),
        "logs": ("logs:CreateLogStream", "logs:PutLogEvents"),
        "secretsmanager": ("secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"),
        "sns": ("sns:Publish",),
        "sqs": ("sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage", "sqs:SendMessage"),
        "ssm": ("ssm:GetParameter", "ssm:GetParameters"),
        "states": ("states:DescribeExecution", "states:StartExecution"),
    }
)
_BUCKET_ACTIONS: Final = ("s3:GetBucketLocation", "s3:ListBucket")
_OBJECT_ACTIONS: Final = (
    "s3:AbortMultipartUpload",
    "s3:GetObject",
    "s3:GetObjectVersion",
    "s3:PutObject",
)
_TABLE_ACTIONS: Final = (
    "dynamodb:BatchGetItem",
    "dynamodb:BatchWriteItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
    "dynamodb:DescribeTable",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
)


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Tokens that security groups of functions refer to."""

    s3_prefix_list_id: str
    dynamodb_prefix_list_id: str
    security_group_id: str


def add_endpoints(
    place: Place, network: Network, *, bucket_arns: tuple[str, ...], table_arns: tuple[str, ...]
) -> Endpoints:
    """Add gateway endpoints to exactly these buckets and tables, and the region's interface endpoints
    behind one security group.
    """
    objects = tuple(f"{arn}/*" for arn in bucket_arns)
    indexes = tuple(f"{arn}/index/*" for arn in table_arns)
    own = _own_account(place)
    s3 = _add_gateway(
        place,
        network,
        "s3",
        Statement("OwnBuckets", _BUCKET_ACTIONS, bucket_arns, ANYONE, own),
        Statement("OwnObjects", _OBJECT_ACTIONS, objects, ANYONE, own),
    )
    dynamodb = _add_gateway(
        place, network, "dynamodb", Statement("OwnTables", _TABLE_ACTIONS, table_arns + indexes, ANYONE, own)
    )
    return Endpoints(s3, dynamodb, _add_interfaces(place, network))


def _own_account(place: Place) -> tuple[Condition, ...]:
    """Callers and resources of this account only: nothing is carried out to another one."""
    return tuple(
        when("StringEquals", key, place.stack.account)
        for key in ("aws:PrincipalAccount", "aws:ResourceAccount")
    )


def _add_gateway(place: Place, network: Network, service: str, *statements: Statement) -> str:
    endpoint = VpcEndpoint(
        place.stack,
        f"endpoint_{service}",
        vpc_id=network.vpc_id,
        service_name=_service_name(place, service),
        vpc_endpoint_type="Gateway",
        route_table_ids=[network.route_table_id],
        policy=policy(*statements),
        tags=labels(name=place.names.of(service)),
        provider=place.provider,
    )
    prefix_list: str = endpoint.prefix_list_id
    return prefix_list


def _add_interfaces(place: Place, network: Network) -> str:
    group = SecurityGroup(
        place.stack,
        "endpoints_group",
        name=place.names.of("endpoints", limit=Limit.SECURITY_GROUP),
        description="Interface endpoints: HTTPS from within the VPC, nothing outward",
        vpc_id=network.vpc_id,
        tags=labels(name=place.names.of("endpoints")),
        provider=place.provider,
    )
    group_id: str = group.id
    # An endpoint answers and never calls: without egress rules the group allows nothing outward.
    VpcSecurityGroupIngressRule(
        place.stack,
        "endpoints_group_https",
        security_group_id=group_id,
        description="HTTPS from within the VPC",
        cidr_ipv4=str(network.cidr),
        ip_protocol="tcp",
        from_port=443,
        to_port=443,
        tags=labels(name=place.names.of("endpoints-https")),
        provider=place.provider,
    )
    for service in sorted(place.region.interface_endpoints):
        statement = Statement(
            "OwnAccount",
            ENDPOINT_ACTIONS[service],
            (place.arn(service, "*"),),
            ANYONE,
            _own_account(place),
        )
        VpcEndpoint(
            place.stack,
            f"endpoint_{service}",
            vpc_id=network.vpc_id,
            service_name=_service_name(place, service),
            vpc_endpoint_type="Interface",
            subnet_ids=list(network.subnet_ids),
            security_group_ids=[group_id],
            private_dns_enabled=True,
            policy=policy(statement),
            tags=labels(name=place.names.of(service)),
            provider=place.provider,
        )
    if place.region.processor_service:
        _add_processor(place, network, group_id, place.region.processor_service)
    return group_id


def _add_processor(place: Place, network: Network, group_id: str, service: str) -> None:
    """The processor's own service. Endpoints of other providers have no policies (AWS PrivateLink); its
    name is the processor's own, so functions verify the certificate that they know.
    """
    VpcEndpoint(
        place.stack,
        "endpoint_processor",
        vpc_id=network.vpc_id,
        service_name=service.format(region=place.region.name),
        vpc_endpoint_type="Interface",
        subnet_ids=list(network.subnet_ids),
        security_group_ids=[group_id],
        private_dns_enabled=True,
        tags=labels(name=place.names.of("processor")),
        provider=place.provider,
    )


def _service_name(place: Place, service: str) -> str:
    return f"com.amazonaws.{place.region.name}.{service}"

"""The endpoints through which a VPC reaches AWS, each with a policy of its own (C38)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from cdktf_cdktf_provider_aws.security_group import SecurityGroup
from cdktf_cdktf_provider_aws.vpc_endpoint import VpcEndpoint
from cdktf_cdktf_provider_aws.vpc_security_group_ingress_rule import VpcSecurityGroupIngressRule

from infra.blocks.labels import labels
from infra.blocks.network.vpc import name_within, within
from infra.blocks.policy_document import ANYONE, Condition, Statement, policy, when
from infra.place import Output

if TYPE_CHECKING:
    from infra.blocks.network.vpc import Network
    from infra.place import Outputs, Place

IMAGE_ACTIONS: Final = (
    *("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"),
)
# What is called through each interface endpoint; every service that settings take has an entry.
ENDPOINT_ACTIONS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "ecr.api": IMAGE_ACTIONS,
        "ecr.dkr": IMAGE_ACTIONS,
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
    """Endpoints that were added: their network's id, and tokens that groups of functions refer to."""

    id: str
    s3_prefix_list_id: str
    dynamodb_prefix_list_id: str
    security_group_id: str

    @property
    def outputs(self) -> Iterator[Output]:
        """What functions of another stack reach them by."""
        yield Output(within(self.id, "s3_prefix_list_id"), self.s3_prefix_list_id)
        yield Output(within(self.id, "dynamodb_prefix_list_id"), self.dynamodb_prefix_list_id)
        yield Output(within(self.id, "endpoints_security_group_id"), self.security_group_id)

    @classmethod
    def published(cls, outputs: Outputs, network_id: str = "") -> Endpoints:
        """The endpoints of a network of another stack, from its outputs."""
        return cls(
            network_id,
            outputs[within(network_id, "s3_prefix_list_id")],
            outputs[within(network_id, "dynamodb_prefix_list_id")],
            outputs[within(network_id, "endpoints_security_group_id")],
        )


@dataclass(frozen=True, slots=True)
class EndpointsSpec:
    """What a network reaches: exactly these buckets and tables, these services of AWS, and those of others by
    a name of our own (which ends the Terraform id) and the name of the endpoint service.

    image_layers: whether containers start here: the layers of their images lie in buckets of ECR's own.
    """

    bucket_arns: tuple[str, ...]
    table_arns: tuple[str, ...]
    interfaces: tuple[str, ...] = ()
    image_layers: bool = False
    others: Mapping[str, str] = field(default_factory=dict)


def add_endpoints(place: Place, spec: EndpointsSpec, network: Network) -> Endpoints:
    """Add gateway endpoints to the buckets and tables, and interface endpoints behind one security group."""
    objects = tuple(f"{arn}/*" for arn in spec.bucket_arns)
    indexes = tuple(f"{arn}/index/*" for arn in spec.table_arns)
    own = _own_account(place)
    s3 = _add_gateway(
        place,
        network,
        "s3",
        Statement("OwnBuckets", _BUCKET_ACTIONS, spec.bucket_arns, ANYONE, own),
        Statement("OwnObjects", _OBJECT_ACTIONS, objects, ANYONE, own),
        *([_image_layers(place, network)] if spec.image_layers else []),
    )
    dynamodb = _add_gateway(
        place,
        network,
        "dynamodb",
        Statement("OwnTables", _TABLE_ACTIONS, spec.table_arns + indexes, ANYONE, own),
    )
    return Endpoints(network.id, s3, dynamodb, _add_interfaces(place, spec, network))


def _image_layers(place: Place, network: Network) -> Statement:
    """What ECR signs for its callers, who read in its name: neither caller nor bucket is of this account
    (Amazon ECR User Guide, "Create the Amazon S3 gateway endpoint").
    """
    layers = f"arn:{place.partition}:s3:::prod-{place.region.name}-starport-layer-bucket/*"
    from_here = when("StringEquals", "aws:SourceVpc", network.vpc_id)
    return Statement("ImageLayers", ("s3:GetObject",), (layers,), ANYONE, (from_here,))


def _own_account(place: Place) -> tuple[Condition, ...]:
    """Callers and resources of this account only: nothing is carried out to another one."""
    return tuple(
        when("StringEquals", key, place.account) for key in ("aws:PrincipalAccount", "aws:ResourceAccount")
    )


def _add_gateway(place: Place, network: Network, service: str, *statements: Statement) -> str:
    endpoint = VpcEndpoint(
        place.stack,
        within(network.id, f"endpoint_{service}"),
        vpc_id=network.vpc_id,
        service_name=_service_name(place, service),
        vpc_endpoint_type="Gateway",
        route_table_ids=list(network.route_table_ids),
        policy=policy(*statements),
        tags=labels(name=place.names.of(name_within(network.id, service))),
        provider=place.provider,
    )
    prefix_list: str = endpoint.prefix_list_id
    return prefix_list


def _add_interfaces(place: Place, spec: EndpointsSpec, network: Network) -> str:
    group = SecurityGroup(
        place.stack,
        within(network.id, "endpoints_group"),
        name=place.names.security_group(within(network.id, "endpoints")),
        description="Interface endpoints: HTTPS from within the VPC, nothing outward",
        vpc_id=network.vpc_id,
        tags=labels(name=place.names.of(name_within(network.id, "endpoints"))),
        provider=place.provider,
    )
    group_id: str = group.id
    # An endpoint answers and never calls: without egress rules the group allows nothing outward.
    VpcSecurityGroupIngressRule(
        place.stack,
        within(network.id, "endpoints_group_https"),
        security_group_id=group_id,
        description="HTTPS from within the VPC",
        cidr_ipv4=str(network.cidr),
        ip_protocol="tcp",
        from_port=443,
        to_port=443,
        tags=labels(name=place.names.of(name_within(network.id, "endpoints-https"))),
        provider=place.provider,
    )
    for service in sorted(spec.interfaces):
        own = _own_account(place)
        resources = (place.arn(service.partition(".")[0], "*"),)
        statements = [Statement("OwnAccount", ENDPOINT_ACTIONS[service], resources, ANYONE, own)]
        if ENDPOINT_ACTIONS[service] is IMAGE_ACTIONS:
            # The action knows no resource, whose account could be asked for.
            statements.append(Statement("SignIn", ("ecr:GetAuthorizationToken",), ("*",), ANYONE, own[:1]))
        VpcEndpoint(
            place.stack,
            within(network.id, f"endpoint_{service.replace('.', '_')}"),
            vpc_id=network.vpc_id,
            service_name=_service_name(place, service),
            vpc_endpoint_type="Interface",
            subnet_ids=list(network.subnet_ids),
            security_group_ids=[group_id],
            private_dns_enabled=True,
            policy=policy(*statements),
            tags=labels(name=place.names.of(name_within(network.id, service.replace(".", "-")))),
            provider=place.provider,
        )
    for name, service in spec.others.items():
        _add_other(place, network, group_id, name, service)
    return group_id


def _add_other(place: Place, network: Network, group_id: str, name: str, service: str) -> None:
    """A service of another provider. Endpoints of those have no policies (AWS PrivateLink); its private name
    is the provider's own, so that functions verify the certificate that they know.
    """
    VpcEndpoint(
        place.stack,
        within(network.id, f"endpoint_{name}"),
        vpc_id=network.vpc_id,
        service_name=service,
        vpc_endpoint_type="Interface",
        subnet_ids=list(network.subnet_ids),
        security_group_ids=[group_id],
        private_dns_enabled=True,
        tags=labels(name=place.names.of(name_within(network.id, name))),
        provider=place.provider,
    )


def _service_name(place: Place, service: str) -> str:
    return f"com.amazonaws.{place.region.name}.{service}"

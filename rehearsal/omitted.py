"""Resource types that the emulator lacks: left out with all that names them, listed and counted.

Each has a call that would make one. The rehearsal makes it, and fails where the emulator understands it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from rehearsal.account import clients

if TYPE_CHECKING:
    from rehearsal.emulator.process import Emulator

_REGION: Final = "us-east-1"
_ARN: Final = "arn:aws:{}:us-east-1:111122223333:{}"


@dataclass(frozen=True, slots=True)
class Omission:
    """What the emulator cannot do, and a call that shows it: it is refused as unknown, or answered without
    `made`.
    """

    reason: str
    service: str
    operation: str
    made: str
    arguments: Mapping[str, Any]

    def is_due(self, emulator: Emulator) -> bool:
        """Whether the emulator still cannot do it."""
        client = clients(emulator, _REGION)(self.service)
        try:
            return self.made not in getattr(client, self.operation)(**self.arguments)
        except ClientError as error:
            # Of a service that it lacks, it gives no code of an error, for which boto3 takes the status.
            return "Unknown" in str(error) or error.response["Error"]["Code"].isdecimal()


_SCALED: Final = {
    "ServiceNamespace": "ecs",
    "ResourceId": "service/cluster/service",
    "ScalableDimension": "ecs:service:DesiredCount",
}
_NO_RELEASES: Final = "there is no CodeDeploy"
_NO_SCALING: Final = "there is no Application Auto Scaling"
OMITTED: Final[Mapping[str, Omission]] = {
    "aws_api_gateway_client_certificate": Omission(
        "API Gateway makes no client certificates",
        "apigateway",
        "generate_client_certificate",
        "clientCertificateId",
        {},
    ),
    "aws_apigatewayv2_vpc_link": Omission(
        "API Gateway links to no VPC",
        "apigatewayv2",
        "create_vpc_link",
        "VpcLinkId",
        {"Name": "link", "SubnetIds": ["subnet-0123456789abcdef0"]},
    ),
    "aws_appautoscaling_policy": Omission(
        _NO_SCALING,
        "application-autoscaling",
        "put_scaling_policy",
        "PolicyARN",
        {"PolicyName": "policy", **_SCALED},
    ),
    "aws_appautoscaling_target": Omission(
        _NO_SCALING,
        "application-autoscaling",
        "register_scalable_target",
        "ScalableTargetARN",
        {"MinCapacity": 1, "MaxCapacity": 2, **_SCALED},
    ),
    "aws_codedeploy_app": Omission(
        _NO_RELEASES, "codedeploy", "create_application", "applicationId", {"applicationName": "application"}
    ),
    "aws_codedeploy_deployment_group": Omission(
        _NO_RELEASES,
        "codedeploy",
        "create_deployment_group",
        "deploymentGroupId",
        {
            "applicationName": "application",
            "deploymentGroupName": "group",
            "serviceRoleArn": _ARN.format("iam", "role/deploy"),
        },
    ),
    **dict.fromkeys(
        (
            "aws_dms_certificate",
            "aws_dms_endpoint",
            "aws_dms_replication_instance",
            "aws_dms_replication_subnet_group",
            "aws_dms_replication_task",
        ),
        Omission(
            "there is no Database Migration Service",
            "dms",
            "describe_endpoints",
            "Endpoints",
            {"MaxRecords": 20},
        ),
    ),
    **dict.fromkeys(
        (
            "aws_ec2_transit_gateway",
            "aws_ec2_transit_gateway_peering_attachment",
            "aws_ec2_transit_gateway_peering_attachment_accepter",
            "aws_ec2_transit_gateway_route",
            "aws_ec2_transit_gateway_route_table",
            "aws_ec2_transit_gateway_route_table_association",
            "aws_ec2_transit_gateway_route_table_propagation",
            "aws_ec2_transit_gateway_vpc_attachment",
        ),
        Omission("EC2 has no transit gateways", "ec2", "create_transit_gateway", "TransitGateway", {}),
    ),
    "aws_lambda_code_signing_config": Omission(
        "Lambda checks no signatures",
        "lambda",
        "create_code_signing_config",
        "CodeSigningConfig",
        {
            "AllowedPublishers": {
                "SigningProfileVersionArns": [_ARN.format("signer", "/signing-profiles/profile/0123456789")]
            }
        },
    ),
    "aws_lb_listener_certificate": Omission(
        "a listener has one certificate",
        "elbv2",
        "add_listener_certificates",
        "Certificates",
        {
            "ListenerArn": _ARN.format("elasticloadbalancing", "listener/app/balancer/0123456789/0123456789"),
            "Certificates": [{"CertificateArn": _ARN.format("acm", "certificate/0123456789")}],
        },
    ),
    "aws_wafv2_web_acl_logging_configuration": Omission(
        "WAF writes no logs",
        "wafv2",
        "put_logging_configuration",
        "LoggingConfiguration",
        {
            "LoggingConfiguration": {
                "ResourceArn": _ARN.format("wafv2", "regional/webacl/acl/0123456789"),
                "LogDestinationConfigs": [_ARN.format("logs", "log-group:aws-waf-logs-of-acl")],
            }
        },
    ),
}
"""By type; those that are read alone among them."""
ESSENTIAL: Final = {"aws_route": "transit_gateway_id"}
"""By type: the argument without which one leads nowhere, so that it goes with what the argument names."""


def reason(kind: str) -> str:
    """Why resources of a type are left out."""
    return OMITTED[kind].reason if kind in OMITTED else f"its {ESSENTIAL[kind]} is left out"


def applicable(emulator: Emulator, kinds: Iterable[str]) -> list[str]:
    """A sentence for each type that is left out although the emulator could make it."""
    return [
        f"{kind} is left out, and the emulator could make it: {OMITTED[kind].operation} is understood"
        for kind in sorted(kinds)
        if kind in OMITTED and not OMITTED[kind].is_due(emulator)
    ]


def leave_out(
    content: Mapping[str, Any], omitted: Collection[str] = OMITTED
) -> tuple[dict[str, Any], Counter[str]]:
    """The content of a stack without the types of `omitted`, and how many of each were left out.

    An argument that refers to one goes as well, and an output says so; what else cannot do without it is
    refused by Terraform, and so is not overlooked.
    """
    kinds = {kind for made in ("data", "resource") for kind in content.get(made, {})}.intersection(omitted)
    if not kinds:
        return dict(content), Counter()
    refers = re.compile(rf"\b(?:{'|'.join(sorted(kinds))})\.")
    resources = content.get("resource", {})
    useless = {
        kind: {name for name, each in resources.get(kind, {}).items() if _names(each.get(argument), refers)}
        for kind, argument in ESSENTIAL.items()
    }
    kept = {
        kind: left
        for kind, named in resources.items()
        if kind not in kinds
        if (left := {name: each for name, each in named.items() if name not in useless.get(kind, ())})
    }
    counted = Counter({kind: len(resources[kind]) for kind in kinds & resources.keys()})
    counted += Counter({kind: len(names) for kind, names in useless.items()})
    read = {kind: named for kind, named in content.get("data", {}).items() if kind not in kinds}
    rest = _without({**content, "data": read, "resource": kept}, refers)
    left = {**rest, "output": dict(_outputs(content, refers))}
    return {section: each for section, each in left.items() if each}, counted  # Terraform takes no empty one


def _outputs(content: Mapping[str, Any], refers: re.Pattern[str]) -> Iterator[tuple[str, Any]]:
    for name, output in content.get("output", {}).items():
        gone = refers.search(str(output["value"]))
        yield name, {**output, "value": f"of {gone[0][:-1]}, left out"} if gone else output


def _without(value: Any, refers: re.Pattern[str]) -> Any:
    if isinstance(value, Mapping):
        return {key: _without(each, refers) for key, each in value.items() if not _names(each, refers)}
    if isinstance(value, list):
        return [_without(each, refers) for each in value if not _names(each, refers)]
    return value


def _names(value: object, refers: re.Pattern[str]) -> bool:
    return isinstance(value, str) and refers.search(value) is not None

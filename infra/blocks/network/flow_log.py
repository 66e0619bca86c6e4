"""A flow log of all traffic of a VPC, in an encrypted log group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cdktf_cdktf_provider_aws.flow_log import FlowLog
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy

from infra.blocks.labels import labels
from infra.blocks.network.vpc import name_within, within
from infra.blocks.observe.log_group import LogGroup, LogGroupSpec, add_log_group
from infra.blocks.policy_document import Statement, policy, trust, when
from infra.place import Output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infra.blocks.network.vpc import Network
    from infra.place import Place

AGGREGATION_SECONDS: Final = 60  # the finest of the two that VPC flow logs offer


@dataclass(frozen=True, slots=True)
class FlowLogSpec:
    """A flow log: the key of its log group. A network has one, so it needs no id of its own."""

    key_arn: str


@dataclass(frozen=True, slots=True)
class TrafficLog:
    """A flow log that was added: its Terraform id, its ARN as a token, and where it is written."""

    id: str
    arn: str
    log_group: LogGroup

    @property
    def outputs(self) -> Iterator[Output]:
        """Where it is written."""
        yield Output(f"{self.id}_group_name", self.log_group.name)


def add_flow_log(place: Place, spec: FlowLogSpec, network: Network) -> TrafficLog:
    """Log accepted and rejected traffic of the network."""
    log_id, log_name = within(network.id, "flow_log"), name_within(network.id, "flow-log")
    group = add_log_group(
        place,
        LogGroupSpec(f"{log_id}_group", f"/aws/vpc/{place.names.log_group(log_name)}", spec.key_arn),
    )
    group_arn = group.arn
    role_name = place.names.role(log_name, place.region)
    role = IamRole(
        place.stack,
        f"{log_id}_role",
        name=role_name,
        description="Lets VPC flow logs write to their log group",
        assume_role_policy=trust(
            "vpc-flow-logs.amazonaws.com",
            when("StringEquals", "aws:SourceAccount", place.account),
            when("ArnLike", "aws:SourceArn", place.arn("ec2", "vpc-flow-log/*")),
        ),
        provider=place.provider,
    )
    permission = IamRolePolicy(
        place.stack,
        f"{log_id}_role_policy",
        name=role_name,
        role=role.name,
        policy=policy(
            Statement(
                "Write",
                ("logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"),
                (group_arn, f"{group_arn}:*"),
            ),
            # The service looks its group up before it writes; the lookup takes no narrower resource.
            Statement("Find", ("logs:DescribeLogGroups",), (place.arn("logs", "log-group:*"),)),
        ),
        provider=place.provider,
    )
    log = FlowLog(
        place.stack,
        log_id,
        vpc_id=network.vpc_id,
        traffic_type="ALL",
        log_destination_type="cloud-watch-logs",
        log_destination=group_arn,
        iam_role_arn=role.arn,
        max_aggregation_interval=AGGREGATION_SECONDS,
        tags=labels(name=place.names.of(log_name)),
        depends_on=[permission],
        provider=place.provider,
    )
    return TrafficLog(log_id, log.arn, group)

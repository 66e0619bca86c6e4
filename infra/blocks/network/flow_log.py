"""A flow log of all traffic of a VPC, in an encrypted log group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cdktf_cdktf_provider_aws.flow_log import FlowLog
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy

from infra.blocks.labels import labels
from infra.blocks.observe.log_group import LogGroupSpec, add_log_group
from infra.blocks.policy_document import Statement, policy, trust, when
from infra.names import Limit

if TYPE_CHECKING:
    from infra.blocks.network.vpc import Network
    from infra.place import Place

AGGREGATION_SECONDS: Final = 60  # the finest of the two that VPC flow logs offer


def add_flow_log(place: Place, network: Network, *, key_arn: str) -> str:
    """Log accepted and rejected traffic of the network. Returns the log group's name."""
    group = add_log_group(
        place,
        LogGroupSpec(
            "flow_log_group", f"/aws/vpc/{place.names.of('flow-log', limit=Limit.LOG_GROUP)}", key_arn
        ),
    )
    group_arn, group_name = group.arn, group.name
    role_name = place.names.of(f"flow-log-{place.region.code}")
    role = IamRole(
        place.stack,
        "flow_log_role",
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
        "flow_log_role_policy",
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
    FlowLog(
        place.stack,
        "flow_log",
        vpc_id=network.vpc_id,
        traffic_type="ALL",
        log_destination_type="cloud-watch-logs",
        log_destination=group_arn,
        iam_role_arn=role.arn,
        max_aggregation_interval=AGGREGATION_SECONDS,
        tags=labels(name=place.names.of("flow-log")),
        depends_on=[permission],
        provider=place.provider,
    )
    name: str = group_name
    return name

"""What may have a name has one of ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.rules.naming._names import BY_DEFAULT, NAME_ATTRIBUTES, literal

_MADE_UP: Final = (
    *("aws_autoscaling_group", "aws_cloudwatch_event_rule", "aws_cloudwatch_log_group", "aws_db_instance"),
    *("aws_db_subnet_group", "aws_docdb_cluster", "aws_iam_policy", "aws_iam_role", "aws_kms_alias"),
    *("aws_launch_template", "aws_lb", "aws_lb_target_group", "aws_neptune_cluster", "aws_rds_cluster"),
    *("aws_rds_cluster_instance", "aws_rds_cluster_parameter_group", "aws_s3_bucket", "aws_sns_topic"),
    *("aws_secretsmanager_secret", "aws_security_group", "aws_sfn_state_machine", "aws_sqs_queue"),
)
"""Types of which the provider makes up a name where none is given: those that take a prefix of it as well
(hashicorp/aws, the schema of each).
"""


def check(resource: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Its name is given, or what that begins with; an expression alone may be nothing."""
    attributes = NAME_ATTRIBUTES.get(resource.type, BY_DEFAULT)
    given = [str(value) for attribute in attributes if (value := resource.get(attribute))]
    if not given:
        yield fail(f"{attributes[0]} is not set: Terraform makes a name up", attributes[0])
    elif not any(literal(name).strip() for name in given):
        yield unknown(f"only the plan can tell whether {given[0]} is a name")


def _queue(**values: object) -> Terraform:
    return resources(aws_sqs_queue={"fifo_queue": False, **values})


RULE = Rule(
    id="naming-given",
    title="What may have a name is given one",
    severity=Severity.LOW,
    types=_MADE_UP,
    check=check,
    rationale=(
        "A name that Terraform makes up says neither what the resource is for nor whose environment it is "
        "of: no policy, alarm or runbook that goes by names finds it, and AWS may make the group of a log "
        "anew, without a key, under the name that a service expects."
    ),
    remediation="Give it a name from Names.of(...).",
    controls=("pci-dss-4.0.1:12.5.1", "nist-800-53-r5:CM-8"),
    requirements=("R16", "R17"),
    examples=Examples(
        passing=(
            _queue(name="inbox-zq7"),
            _queue(name_prefix="inbox-"),
            resources(aws_s3_bucket={"bucket": "records-zq7"}),
            resources(aws_rds_cluster={"cluster_identifier_prefix": "pay-"}),
        ),
        failing=(_queue(name=""), resources(aws_s3_bucket={"name": "records-zq7"})),
        absent=(Status.FAIL, _queue()),
        unknown=(Status.UNKNOWN, _queue(name="${var.name}")),
    ),
)

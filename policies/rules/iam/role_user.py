"""A role trusts the service that is to take it on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration, recalled
from policies.examples import policy_text
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.related.roles import TRUST, trusts
from policies.resource import Resource
from policies.values import as_list

_ROLE: Final = "aws_iam_role"
_FIREHOSE: Final = "aws_kinesis_firehose_delivery_stream"
_USERS: Final[tuple[tuple[str, str, str], ...]] = (
    ("aws_api_gateway_account", "cloudwatch_role_arn", "apigateway"),
    ("aws_api_gateway_authorizer", "authorizer_credentials", "apigateway"),
    ("aws_api_gateway_integration", "credentials", "apigateway"),
    ("aws_apigatewayv2_authorizer", "authorizer_credentials_arn", "apigateway"),
    ("aws_apigatewayv2_integration", "credentials_arn", "apigateway"),
    ("aws_appsync_datasource", "service_role_arn", "appsync"),
    ("aws_backup_selection", "iam_role_arn", "backup"),
    ("aws_cloudtrail", "cloud_watch_logs_role_arn", "cloudtrail"),
    ("aws_cloudwatch_event_rule", "role_arn", "events"),
    ("aws_cloudwatch_event_target", "role_arn", "events"),
    ("aws_cloudwatch_log_subscription_filter", "role_arn", "logs"),
    ("aws_cloudwatch_metric_stream", "role_arn", "streams"),
    ("aws_codebuild_project", "service_role", "codebuild"),
    ("aws_codedeploy_deployment_group", "service_role_arn", "codedeploy"),
    ("aws_codepipeline", "role_arn", "codepipeline"),
    ("aws_config_configuration_recorder", "role_arn", "config"),
    ("aws_dax_cluster", "iam_role_arn", "dax"),
    ("aws_db_instance", "monitoring_role_arn", "monitoring"),
    ("aws_db_proxy", "role_arn", "rds"),
    ("aws_dlm_lifecycle_policy", "execution_role_arn", "dlm"),
    ("aws_dms_endpoint", "secrets_manager_access_role_arn", "dms"),
    ("aws_ecs_task_definition", "execution_role_arn", "ecs-tasks"),
    ("aws_ecs_task_definition", "task_role_arn", "ecs-tasks"),
    ("aws_eks_cluster", "role_arn", "eks"),
    ("aws_eks_fargate_profile", "pod_execution_role_arn", "eks-fargate-pods"),
    ("aws_eks_node_group", "node_role_arn", "ec2"),
    ("aws_flow_log", "iam_role_arn", "vpc-flow-logs"),
    ("aws_glue_crawler", "role", "glue"),
    ("aws_glue_job", "role_arn", "glue"),
    ("aws_iam_instance_profile", "role", "ec2"),
    (_FIREHOSE, "extended_s3_configuration.role_arn", "firehose"),
    (_FIREHOSE, "kinesis_source_configuration.role_arn", "firehose"),
    ("aws_lambda_function", "role", "lambda"),
    ("aws_pipes_pipe", "role_arn", "pipes"),
    ("aws_rds_cluster", "monitoring_role_arn", "monitoring"),
    ("aws_rds_cluster_instance", "monitoring_role_arn", "monitoring"),
    ("aws_redshift_cluster", "iam_roles", "redshift"),
    ("aws_s3_bucket_replication_configuration", "role", "s3"),
    ("aws_scheduler_schedule", "target.role_arn", "scheduler"),
    ("aws_sfn_state_machine", "role_arn", "states"),
    ("aws_transfer_server", "logging_role", "transfer"),
    ("aws_transfer_user", "role", "transfer"),
)
"""Who takes a role on: what names the role, in which attribute, and the first part of the service's name (the
developer guide of each, "service role")."""


def check(role: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The role trusts the service of each resource that is given it."""
    users = _users(configuration).get(role, {})
    if not users:
        yield NOT_APPLICABLE
    for service, user in users.items():
        verdict = trusts(role, configuration, service)
        if verdict is None:
            yield unknown(f"{TRUST} cannot be read, and {user.address} is given the role")
        elif not verdict:
            yield fail(f"{user.address} is given it, and it does not trust {service}.amazonaws.com", service)


@recalled
def _users(configuration: Configuration) -> Mapping[Resource, Mapping[str, Resource]]:
    """By role, the services that are given it, and by which resource."""
    found: dict[Resource, dict[str, Resource]] = {}
    for kind, attribute, service in _USERS:
        for user in configuration.of(kind):
            for value in as_list(user.get(attribute)):
                role = configuration.target(user, value)
                if role is not None and role.type == _ROLE:
                    found.setdefault(role, {}).setdefault(service, user)
    return found


def _given(trusted: str, kind: str = "aws_flow_log", attribute: str = "iam_role_arn") -> Terraform:
    allow = {
        "Effect": "Allow",
        "Action": "sts:AssumeRole",
        "Principal": {"Service": f"{trusted}.amazonaws.com"},
    }
    above, _, name = attribute.rpartition(".")
    named = {name: "${aws_iam_role.example.arn}"}
    return {
        "resource": {
            _ROLE: {"example": {TRUST: policy_text(allow) if "$" not in trusted else trusted}},
            kind: {"user": {above: named} if above else named},
        }
    }


RULE = Rule(
    id="iam-role-user",
    title="Roles trust the service that they are given to",
    severity=Severity.HIGH,
    types=(_ROLE,),
    scope="configuration",
    check=check,
    rationale=(
        "A service that may not take on its role does nothing: the schedule never starts, the flow log stays "
        "empty, and who may take the role on instead is another service."
    ),
    remediation="Name the service in Principal.Service of assume_role_policy, as scheduler.amazonaws.com.",
    controls=("pci-dss-4.0.1:7.2.5", "pci-dss-4.0.1:10.7.2", "nist-800-53-r5:AC-6", "nist-800-53-r5:CP-10"),
    requirements=("R42", "R40"),
    examples=Examples(
        passing=(
            _given("vpc-flow-logs"),
            _given("monitoring.rds", "aws_rds_cluster_instance", "monitoring_role_arn"),
            _given("dms.xx-test-1", "aws_dms_endpoint", "secrets_manager_access_role_arn"),
        ),
        failing=(
            _given("ec2"),
            _given("events", "aws_scheduler_schedule", "target.role_arn"),
            _given("ecs-tasks", "aws_lambda_function", "role"),
        ),
        absent=(Status.NOT_APPLICABLE, {"resource": {_ROLE: {"example": {"name": "unused-zq7"}}}}),
        unknown=(Status.UNKNOWN, _given("${var.trust}")),
    ),
)

"""What is called after something leads to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from policies.configuration import Configuration
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
from policies.resource import Resource
from policies.values import as_list
from policies.wording import words_of

LEADS: Final[Mapping[str, Sequence[str]]] = {
    "aws_api_gateway_integration": ("uri",),
    "aws_apigatewayv2_integration": ("integration_uri",),
    "aws_apigatewayv2_authorizer": ("authorizer_uri",),
    "aws_api_gateway_authorizer": ("authorizer_uri",),
    "aws_appautoscaling_policy": ("resource_id",),
    "aws_cloudwatch_event_target": ("arn", "rule"),
    "aws_cloudwatch_metric_alarm": ("dimensions",),
    "aws_db_proxy_target": ("db_cluster_identifier", "db_proxy_name"),
    "aws_ecs_service": ("task_definition",),
    "aws_ecs_task_definition": ("execution_role_arn", "task_role_arn"),
    "aws_efs_mount_target": ("security_groups", "subnet_id"),
    "aws_iam_instance_profile": ("role",),
    "aws_iam_role_policy": ("role",),
    "aws_iam_role_policy_attachment": ("role",),
    "aws_lambda_alias": ("function_name",),
    "aws_lambda_event_source_mapping": ("event_source_arn", "function_name"),
    "aws_lambda_function": ("role",),
    "aws_lb_listener": ("load_balancer_arn",),
    "aws_lb_target_group_attachment": ("target_group_arn",),
    "aws_rds_cluster_instance": ("cluster_identifier",),
    "aws_rds_cluster": ("db_cluster_parameter_group_name", "db_subnet_group_name"),
    "aws_route": ("nat_gateway_id", "route_table_id"),
    "aws_route53_record": ("alias.name",),
    "aws_route_table_association": ("route_table_id", "subnet_id"),
    "aws_s3_bucket_lifecycle_configuration": ("bucket",),
    "aws_s3_bucket_logging": ("bucket",),
    "aws_s3_bucket_notification": ("bucket",),
    "aws_s3_bucket_policy": ("bucket",),
    "aws_s3_bucket_public_access_block": ("bucket",),
    "aws_s3_bucket_server_side_encryption_configuration": ("bucket",),
    "aws_s3_bucket_versioning": ("bucket",),
    "aws_scheduler_schedule": ("target.arn", "target.ecs_parameters.task_definition_arn"),
    "aws_secretsmanager_secret_policy": ("secret_arn",),
    "aws_secretsmanager_secret_version": ("secret_id",),
    "aws_sns_topic_policy": ("arn",),
    "aws_sqs_queue_policy": ("queue_url",),
    "aws_vpc_security_group_egress_rule": ("security_group_id",),
    "aws_vpc_security_group_ingress_rule": ("security_group_id",),
    "aws_wafv2_web_acl_association": ("resource_arn", "web_acl_arn"),
    "aws_wafv2_web_acl_logging_configuration": ("resource_arn",),
}
"""What stands beside something and is called after it, with the arguments that name it."""

_THROUGH: Final = {"aws_lambda_alias": "function_name", "aws_appautoscaling_target": "resource_id"}
"""What stands for something else, by the argument that names that."""
_BEYOND: Final = re.compile(r"_(?:from|to|by|in|of|for|with)_")
"""Behind these words stands what something has to do with, not what it is of."""


_ByWords = Mapping[frozenset[str], Sequence[Resource]]


def check(resource: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Where its name has all the words of another resource's, of the type and stack of what it leads to, and
    fewer of those of what it does lead to, the name says something else than the reference.

    Words of the type itself say nothing, and one and many are the same word.
    """
    own = told_words(_BEYOND.split(resource.name)[0], ())
    led = [
        (attribute, target)
        for attribute in LEADS[resource.type]
        for value in _values(resource, attribute)
        if (target := _target(resource, value, configuration)) is not None and target.stack == resource.stack
    ]
    hidden = [
        attribute
        for attribute in LEADS[resource.type]
        if any(str(value).startswith("${var.") for value in _values(resource, attribute))
    ]
    if not led and not hidden:
        yield NOT_APPLICABLE
    for attribute in hidden:
        yield unknown(f"only the plan can tell where {attribute} leads")
    for attribute, target in led:
        namesake = meant(own, target, configuration)
        if namesake is not None:
            yield fail(
                f"{attribute} leads to {target.address}, and its name to {namesake.address}", attribute
            )


def meant(own: frozenset[str], target: Resource, configuration: Configuration) -> Resource | None:
    """The one resource of the target's type and stack, of whose name these words have all, and more than of
    the target's.
    """
    shared = len(own & _named(target))
    place = (target.type, target.stack)
    by_words = configuration.recall(("called", *place), partial(_called, *place, configuration))
    # The words of the target itself that are all its own are those that it shares.
    longer = {
        words: found
        for word in own
        for words, found in by_words.get(word, {}).items()
        if words <= own and len(words) > shared
    }
    best = max(map(len, longer), default=0)
    namesakes = [other for words, found in longer.items() if len(words) == best for other in found]
    return namesakes[0] if len(namesakes) == 1 else None


def _called(kind: str, stack: str, configuration: Configuration) -> Mapping[str, _ByWords]:
    """A stack's elements of a type by the first of the words of their names, which whatever
    has all of them has, and by these words.
    """
    found: dict[str, dict[frozenset[str], list[Resource]]] = {}
    for other in configuration.of(kind, stack=stack):
        if words := _named(other):
            found.setdefault(min(words), {}).setdefault(words, []).append(other)
    return found


def _values(resource: Resource, attribute: str) -> Iterator[object]:
    above, _, name = attribute.rpartition(".")
    for block in resource.blocks(above) if above else (resource.values,):
        value = block.get(name)
        yield from value.values() if isinstance(value, Mapping) else as_list(value)


def _target(user: Resource, value: object, configuration: Configuration) -> Resource | None:
    target = configuration.target(user, value)
    while target is not None and target.type in _THROUGH:
        user, value = target, target.get(_THROUGH[target.type])
        target = configuration.target(user, value)
    return target if target is not None and target.is_managed else None


def _named(resource: Resource) -> frozenset[str]:
    return told_words(resource.name, tuple(resource.type.split("_")))


def told_words(name: str, but: Sequence[str]) -> frozenset[str]:
    """The words of a name, in the singular, but for some."""
    found = set(words_of(name)) - set(but)
    return frozenset(word.removesuffix("s") if len(word) > 3 else word for word in found)


def _profile(led: str, *roles: str) -> Terraform:
    """An instance profile called `example`, beside roles of these names."""
    return {
        "resource": {
            "aws_iam_instance_profile": {"example": {"name": "pay-zq7", "role": led}},
            "aws_iam_role": {each: {} for each in roles},
        }
    }


def _role(name: str) -> str:
    return f"${{aws_iam_role.{name}.name}}"


def _scheduled(function: str) -> Terraform:
    """A schedule called `example` that calls the alias of a function."""
    return {
        "resource": {
            "aws_scheduler_schedule": {"example": {"target": {"arn": "${aws_lambda_alias.live.arn}"}}},
            "aws_lambda_alias": {"live": {"function_name": f"${{aws_lambda_function.{function}.arn}}"}},
            "aws_lambda_function": {"examples": {}, "pay": {}},
        }
    }


RULE = Rule(
    id="terraform-namesakes",
    title="What is called after something leads to it",
    severity=Severity.HIGH,
    types=tuple(LEADS),
    scope="configuration",
    check=check,
    rationale=(
        "A line that was copied and not finished: the alias of the secrets' key leads to another one, the "
        "alarm of the dead letters watches the queue, zone b leaves by zone a. Each reference is valid, and "
        "every reader takes the name for what it says."
    ),
    remediation="Let it lead to what its name says, or call it after what it leads to.",
    controls=("pci-dss-4.0.1:6.2.3", "nist-800-53-r5:CM-6", "nist-800-53-r5:SI-10"),
    requirements=("R14",),
    examples=Examples(
        passing=(
            _profile(_role("example"), "example", "data"),
            _profile(_role("data"), "data", "logs"),
            _profile(_role("example_data"), "example_data", "example"),
            _scheduled("examples"),
        ),
        failing=(
            _profile(_role("data"), "data", "example"),
            _profile(_role("data"), "data", "examples"),
            _scheduled("pay"),
        ),
        absent=(Status.NOT_APPLICABLE, _profile("pay-zq7", "data", "example")),
        unknown=(Status.UNKNOWN, _profile("${var.role}", "example")),
    ),
)

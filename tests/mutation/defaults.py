"""What AWS or the provider takes an argument for that is not set, and which numbers the provider refuses.

What is left out where it says the same is no change; a number that no plan takes is no mutant. Switches have
a table of their own (`policies.switches`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tests.mutation.guards import dotted
from tests.mutation.mutants import GONE, Edit

_INSIGHTS: Final = "performance_insights_retention_period"
_REUSE: Final = "encryption_configuration.kms_data_key_reuse_period_seconds"

DEFAULTS: Final[Mapping[tuple[str, str], object]] = {
    ("aws_cloudwatch_event_target", "retry_policy.maximum_event_age_in_seconds"): 86_400,
    ("aws_cloudwatch_event_target", "retry_policy.maximum_retry_attempts"): 185,
    ("aws_ecs_service", "deployment_minimum_healthy_percent"): 100,
    ("aws_ecs_service", "platform_version"): "LATEST",
    ("aws_flow_log", "log_destination_type"): "cloud-watch-logs",
    ("aws_lb", "internal"): False,
    ("aws_lb", "load_balancer_type"): "application",
    ("aws_rds_cluster", _INSIGHTS): 7,
    ("aws_rds_cluster_instance", _INSIGHTS): 7,
    ("aws_s3_bucket_lifecycle_configuration", "rule.filter.prefix"): "",
    ("aws_sfn_state_machine", _REUSE): 300,
}
"""EventBridge User Guide, "Retry policy"; Step Functions API, "EncryptionConfiguration"; Terraform registry,
the page of each of the other types."""

SAME_AS: Final[Mapping[tuple[str, str], str]] = {
    ("aws_cloudwatch_metric_alarm", "datapoints_to_alarm"): "evaluation_periods",
}
"""Arguments that are taken for what another one says (CloudWatch API, "PutMetricAlarm")."""

LEAST: Final[Mapping[tuple[str, str], int]] = {
    ("aws_cloudwatch_event_target", "retry_policy.maximum_event_age_in_seconds"): 60,
    ("aws_rds_cluster", _INSIGHTS): 7,
    ("aws_rds_cluster_instance", _INSIGHTS): 7,
    ("aws_sfn_state_machine", _REUSE): 60,
}
"""The least number that the provider takes (the same pages)."""


def is_restated(edit: Edit) -> bool:
    """Whether it leaves out what is so anyway."""
    if edit.after is not GONE or not edit.path:
        return False
    place = (edit.element.type, dotted(edit.path))
    if place in SAME_AS:
        return bool(edit.before == edit.element.get(SAME_AS[place]))
    return place in DEFAULTS and edit.before == DEFAULTS[place]


def is_too_small(edit: Edit) -> bool:
    """Whether no plan takes the number."""
    least = LEAST.get((edit.element.type, dotted(edit.path)))
    return least is not None and isinstance(edit.after, int) and edit.after < least

"""AWS Config: what the resources of a region are and were, and AWS's rules about them. An account has one
recorder a region, so that this is for accounts with one environment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cdktf_cdktf_provider_aws.config_config_rule import ConfigConfigRule, ConfigConfigRuleSource
from cdktf_cdktf_provider_aws.config_configuration_recorder import (
    ConfigConfigurationRecorder,
    ConfigConfigurationRecorderRecordingGroup,
)
from cdktf_cdktf_provider_aws.config_configuration_recorder_status import ConfigConfigurationRecorderStatus
from cdktf_cdktf_provider_aws.config_delivery_channel import ConfigDeliveryChannel

if TYPE_CHECKING:
    from infra.blocks.storage.bucket import Bucket
    from infra.place import Place

PREFIX: Final = "config"
RULES: Final = (
    "CLOUDWATCH_LOG_GROUP_ENCRYPTED",
    "CMK_BACKING_KEY_ROTATION_ENABLED",
    "DYNAMODB_PITR_ENABLED",
    "ELB_LOGGING_ENABLED",
    "LAMBDA_FUNCTION_PUBLIC_ACCESS_PROHIBITED",
    "S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED",
    "S3_BUCKET_REPLICATION_ENABLED",
    "VPC_DEFAULT_SECURITY_GROUP_CLOSED",
    "VPC_FLOW_LOGS_ENABLED",
)
"""Identifiers of AWS's managed rules."""


@dataclass(frozen=True, slots=True)
class RecorderSpec:
    """A recorder: `id` is its Terraform id, `what` goes into the names; its bucket must admit AWS Config."""

    id: str
    what: str
    bucket: Bucket


@dataclass(frozen=True, slots=True)
class Recorder:
    """A recorder that was added: its Terraform id, and its name as a token."""

    id: str
    name: str


def add_recorder(place: Place, spec: RecorderSpec) -> Recorder:
    """Record every resource of the region under AWS Config's own role, and have AWS's rules judge them."""
    role = "aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
    recorder = ConfigConfigurationRecorder(
        place.stack,
        spec.id,
        name=place.names.of(spec.what),
        role_arn=place.role_arn(role),
        recording_group=ConfigConfigurationRecorderRecordingGroup(
            all_supported=True, include_global_resource_types=True
        ),
        provider=place.provider,
    )
    channel = ConfigDeliveryChannel(
        place.stack,
        f"{spec.id}_delivery",
        name=place.names.of(spec.what),
        s3_bucket_name=spec.bucket.name,
        s3_key_prefix=PREFIX,
        depends_on=[recorder, spec.bucket.policy],
        provider=place.provider,
    )
    status = ConfigConfigurationRecorderStatus(
        place.stack,
        f"{spec.id}_status",
        name=recorder.name,
        is_enabled=True,
        depends_on=[channel],
        provider=place.provider,
    )
    for identifier in RULES:
        what = identifier.lower()
        ConfigConfigRule(
            place.stack,
            f"{spec.id}_{what}",
            name=place.names.of(what),
            source=ConfigConfigRuleSource(owner="AWS", source_identifier=identifier),
            depends_on=[status],
            provider=place.provider,
        )
    return Recorder(spec.id, recorder.name)

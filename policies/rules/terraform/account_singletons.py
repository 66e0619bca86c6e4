"""What an account has once is not made by a stack."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known

RECORDER: Final = "aws_config_configuration_recorder"

SINGLETONS: Final = frozenset(
    {
        *(
            "aws_guardduty_detector",
            "aws_securityhub_account",
            "aws_inspector2_enabler",
            "aws_macie2_account",
        ),
        *("aws_detective_graph", "aws_auditmanager_account_registration", "aws_shield_subscription"),
        *("aws_api_gateway_account", "aws_s3_account_public_access_block", "aws_iam_account_password_policy"),
        *("aws_iam_account_alias", "aws_ebs_encryption_by_default", "aws_ebs_default_kms_key"),
        *("aws_ebs_snapshot_block_public_access", "aws_ec2_image_block_public_access"),
        *("aws_ec2_instance_metadata_defaults", "aws_ec2_serial_console_access"),
        *("aws_vpc_block_public_access_options", "aws_ecs_account_setting_default"),
        *("aws_ecr_registry_policy", "aws_ecr_registry_scanning_configuration", "aws_ecr_account_setting"),
        *(
            "aws_xray_encryption_config",
            "aws_glue_data_catalog_encryption_settings",
            "aws_glue_resource_policy",
        ),
        *("aws_lakeformation_data_lake_settings", "aws_cloudwatch_log_account_policy"),
        *("aws_ses_active_receipt_rule_set", "aws_sns_sms_preferences", "aws_ssm_service_setting"),
        *("aws_ssm_default_patch_baseline", "aws_backup_region_settings", "aws_backup_global_settings"),
        *("aws_organizations_organization", "aws_rds_certificate", "aws_account_primary_contact"),
    }
)
"""Settings of an account or of its region. GuardDuty should be enabled manually at account level."""

_RECORDER_POLICY: Final = ":iam::aws:policy/service-role/AWS_ConfigRole"
_RECORDER_ROLE: Final = "role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"


def check(resource: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No stack makes one; only AWS Config's recorder may be opted into, with the role that AWS made for it.

    C15 allows the recorder behind a setting. Its role has the managed policy AWS_ConfigRole, and no
    other AWS policy, or is the service-linked role.
    """
    if resource.type in SINGLETONS:
        yield fail("it is a setting of the whole account, which this stack would take over and later destroy")
        return
    role = resource.get("role_arn")
    target = configuration.target(resource, role)
    if role is None:
        yield fail("role_arn is not set")
    elif target is not None and target.type == "aws_iam_role":
        yield from _recorder_role(target, configuration)
    elif target is not None and target.type == "aws_iam_service_linked_role":
        if target.get("aws_service_name") != "config.amazonaws.com":
            yield fail(f"role_arn refers to {target.address}, which is not AWS Config's")
    elif _RECORDER_ROLE not in str(role):
        verdict = fail if is_known(role) else unknown
        yield verdict(f"role_arn is {role}, which is not known to be AWS Config's role")


def _recorder_role(role: Resource, configuration: Configuration) -> Iterator[Judgement]:
    attachments = configuration.related(role, "aws_iam_role_policy_attachment", "role")
    inline = role.get("managed_policy_arns")
    attached = [
        *(str(attachment.get("policy_arn")) for attachment in attachments),
        *(map(str, inline) if isinstance(inline, list) else ()),
    ]
    if not any(arn.endswith(_RECORDER_POLICY) for arn in attached):
        yield fail(f"{role.address} does not have the managed policy service-role/AWS_ConfigRole")
    for arn in attached:
        if "Config" in arn and not arn.endswith(_RECORDER_POLICY):
            yield fail(f"{role.address} has {arn}, which is not service-role/AWS_ConfigRole", arn)


def _recorder(policy: str, role: str = "${aws_iam_role.config.arn}") -> Terraform:
    attachment = {"role": "${aws_iam_role.config.name}", "policy_arn": policy}
    return {
        "resource": {
            RECORDER: {"example": {"role_arn": role}},
            "aws_iam_role": {"config": {"name": "config-zq7"}},
            "aws_iam_role_policy_attachment": {"config": attachment},
        }
    }


_ROLE_POLICY: Final = "arn:${data.aws_partition.here.partition}:iam::aws:policy/service-role/AWS_ConfigRole"

RULE = Rule(
    id="terraform-account-singletons",
    title="Stacks leave account-wide settings alone",
    severity=Severity.HIGH,
    types=(RECORDER, *sorted(SINGLETONS)),
    scope="configuration",
    check=check,
    rationale=(
        "An account has one of these, shared by every environment in it. The second stack fails to create "
        "it, and the first one that is destroyed switches it off for all: no detector, no API logs."
    ),
    remediation=(
        "Remove it: enable it once at account level, by hand or in the account's baseline. For AWS Config, "
        "attach arn:aws:iam::aws:policy/service-role/AWS_ConfigRole to the recorder's role."
    ),
    controls=(
        "pci-dss-4.0.1:11.5.1",
        "pci-dss-4.0.1:10.7.2",
        "nist-800-53-r5:PL-9",
        "nist-800-53-r5:CM-3(8)",
    ),
    requirements=("R31", "R32", "R115"),
    examples=Examples(
        passing=(
            _recorder(_ROLE_POLICY),
            _recorder("", "arn:aws:iam::${local.account}:" + _RECORDER_ROLE),
            {
                "resource": {
                    RECORDER: {"example": {"role_arn": "${aws_iam_service_linked_role.config.arn}"}},
                    "aws_iam_service_linked_role": {"config": {"aws_service_name": "config.amazonaws.com"}},
                }
            },
        ),
        failing=(
            *(resources(**{kind: {}}) for kind in sorted(SINGLETONS)),
            _recorder("arn:aws:iam::aws:policy/service-role/ConfigRole"),
            _recorder("arn:aws:iam::aws:policy/AWS_ConfigRole"),
            _recorder("arn:aws:iam::aws:policy/service-role/AWSConfigRole"),
            _recorder(_ROLE_POLICY, "config-recorder"),
        ),
        absent=(Status.FAIL, resources(aws_config_configuration_recorder={"name": "config-zq7"})),
        unknown=(Status.UNKNOWN, _recorder(_ROLE_POLICY, "${var.role}")),
    ),
)

"""Nothing is made, changed or called by means that no plan shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource

_TEMPLATE: Final = "it makes what a template says, which no rule reads"
_CALL: Final = "it calls a function while Terraform runs, and no rule sees what that does"
_CATALOGUE: Final = "it makes what a product of Service Catalog says, which no rule reads"
_COMMANDS: Final = "it runs a document on what is there, whose commands no rule reads"
_PROGRAM: Final = "it runs wherever Terraform does, with the deployer's rights"
_FILES: Final = "it reaches the files of whatever machine Terraform runs on"

REFUSED: Final = {
    "aws_cloudcontrolapi_resource": "it makes any type of AWS, by properties that no rule reads",
    **dict.fromkeys(
        (
            *("aws_cloudformation_stack", "aws_cloudformation_stack_set"),
            *("aws_cloudformation_stack_set_instance", "aws_cloudformation_stack_instances"),
            *("aws_cloudformation_type", "aws_serverlessapplicationrepository_cloudformation_stack"),
            *("aws_config_conformance_pack", "aws_config_organization_conformance_pack"),
            *("aws_elastic_beanstalk_environment", "aws_elastic_beanstalk_configuration_template"),
            *(
                "aws_cloud9_environment_ec2",
                "aws_datazone_environment",
                "aws_ssmquicksetup_configuration_manager",
            ),
            *("aws_controltower_baseline", "aws_controltower_control", "aws_controltower_landing_zone"),
        ),
        _TEMPLATE,
    ),
    **dict.fromkeys(
        ("aws_lambda_invocation", "data.aws_lambda_invocation", "ephemeral.aws_lambda_invocation"), _CALL
    ),
    **dict.fromkeys(
        (
            *("aws_servicecatalog_budget_resource_association", "aws_servicecatalog_constraint"),
            *("aws_servicecatalog_organizations_access", "aws_servicecatalog_portfolio"),
            *("aws_servicecatalog_portfolio_share", "aws_servicecatalog_principal_portfolio_association"),
            *("aws_servicecatalog_product", "aws_servicecatalog_product_portfolio_association"),
            *("aws_servicecatalog_provisioned_product", "aws_servicecatalog_provisioning_artifact"),
            *("aws_servicecatalog_service_action", "aws_sagemaker_servicecatalog_portfolio_status"),
            "aws_sagemaker_project",
        ),
        _CATALOGUE,
    ),
    **dict.fromkeys(
        (
            *("aws_ssm_association", "aws_ssm_maintenance_window_task"),
            *("aws_config_remediation_configuration", "aws_ssmincidents_response_plan"),
            *("aws_redshiftdata_statement", "aws_ec2_instance_state"),
        ),
        _COMMANDS,
    ),
    **dict.fromkeys(("null_resource", "data.null_data_source", "data.external"), _PROGRAM),
    **dict.fromkeys(("data.http", "ephemeral.http"), "it asks any address, from wherever Terraform runs"),
    **dict.fromkeys(
        (
            *("local_file", "local_sensitive_file", "data.local_file", "data.local_sensitive_file"),
            *("data.archive_file", "archive_file", "data.template_file", "template_dir"),
        ),
        _FILES,
    ),
}
"""Types that create by other means than their own arguments, and what they do instead."""


def check(element: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """It is none of these types, whatever its arguments; `terraform_data` may only remember a value."""
    if element.type in REFUSED:
        yield fail(REFUSED[element.type])
    elif "provisioner" in element.values:
        yield fail(_PROGRAM)


def _data(kind: str, section: str = "data") -> Terraform:
    return {section: {kind: {"example": {}}}}


RULE = Rule(
    id="terraform-unseen-creation",
    title="Nothing is created by means that no rule sees",
    severity=Severity.CRITICAL,
    types=("terraform_data", *REFUSED),
    check=check,
    rationale=(
        "What a template, an invoked function, a command or a local program makes is in no plan and in no "
        "stack that is judged: a public bucket made this way passes every rule there is."
    ),
    remediation="Declare what it makes as resources of the stack; fetch and compute before synthesis.",
    controls=(
        *("pci-dss-4.0.1:2.2.4", "pci-dss-4.0.1:6.3.2"),
        *("nist-800-53-r5:CM-3", "nist-800-53-r5:CM-7", "nist-800-53-r5:CM-8"),
    ),
    requirements=("R6", "R14"),
    examples=Examples(
        passing=(
            resources(terraform_data={"input": "1"}),
            resources(terraform_data={"triggers_replace": ["${aws_sqs_queue.orders.id}"]}),
        ),
        failing=(
            *(resources(**{kind: {}}) for kind in REFUSED if "." not in kind),
            *(_data(kind.removeprefix("data.")) for kind in REFUSED if kind.startswith("data.")),
            *(
                _data(kind.removeprefix("ephemeral."), "ephemeral")
                for kind in REFUSED
                if kind.startswith("ephemeral.")
            ),
            resources(terraform_data={"provisioner": [{"local-exec": {"command": "./seed"}}]}),
        ),
        absent=(Status.PASS, resources(terraform_data={})),
        unknown=(Status.FAIL, resources(terraform_data={"provisioner": "${var.provisioners}"})),
    ),
)

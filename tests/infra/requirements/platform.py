"""Platform, structure and configuration (R1 to R15)."""

from __future__ import annotations

from typing import Final

from tests.infra.requirements.edits import add, drop_stack, in_stack, leave_out, put, reword
from tests.infra.requirements.model import Proof, Requirement
from tests.infra.requirements.predicates import (
    deployments_wait_for_every_method,
    each_region_has_its_stacks,
    every_stack_is_of_cdktf,
    machines_wait_for_what_they_may_do,
    what_belongs_to_a_bucket_refers_to_it,
    what_exists_once_is_in_the_primary_region,
)

STRUCTURE: Final = "tests/architecture/test_structure.py"
BLOCKS: Final = "docs/decisions/0003-resources-directly-under-the-stack.md"
SYNTHESIS: Final = "tests/infra/test_synthesis.py"


REQUIREMENTS: Final = (
    Requirement(
        "R1",
        (Proof(in_stack("//.metadata.version", ""), every_stack_is_of_cdktf),),
        {"X": (f"{STRUCTURE}::test_r1_the_program_is_python_for_cdktf",)},
    ),
    Requirement(
        "R3",
        (Proof(in_stack("terraform.required_providers.aws.version", ">= 6.0")),),
        {"X": (f"{STRUCTURE}::test_r3_versions_are_pinned_and_each_python_is_tested",)},
    ),
    Requirement(
        "R4",
        (
            Proof(drop_stack("-foundation-eu-west-1"), each_region_has_its_stacks),
            Proof(drop_stack("-app-eu-west-1"), each_region_has_its_stacks),
        ),
        {
            "T": (
                f"{SYNTHESIS}::test_r4_one_synthesis_holds_every_region",
                f"{SYNTHESIS}::test_r4_synthesis_needs_no_credentials_and_repeats_to_the_byte",
            )
        },
    ),
    Requirement(
        "R5",
        carried={
            "X": (f"{STRUCTURE}::test_r5_the_cli_finds_the_program_and_has_no_provider_to_generate",),
            "T": (f"{STRUCTURE}::test_r5_continuous_integration_synthesizes_through_the_cli",),
        },
    ),
    Requirement(
        "R6",
        carried={
            "X": (
                f"{STRUCTURE}::test_r6_each_concern_has_its_blocks_and_no_module_is_long",
                f"{BLOCKS}#3. Blocks are functions, and resources stand directly under their stack",
            )
        },
    ),
    Requirement(
        "R7",
        (Proof(put("aws_cloudwatch_log_group", "retention_in_days", 731), rules=("parity-attributes",)),),
        {
            "T": (
                f"{SYNTHESIS}::test_r7_an_override_changes_the_json_of_its_region_only",
                "tests/test_main.py::test_r7_an_override_of_a_region_synthesizes_and_is_told_as_declared",
            )
        },
    ),
    Requirement(
        "R8",
        (
            Proof(put("aws_subnet", "map_public_ip_on_launch", True)),
            Proof(add("aws_sqs_queue", name="payments-extra-zq7")),
        ),
        {
            "T": (
                f"{SYNTHESIS}::test_r8_regions_are_identical_but_for_what_names_them",
                "tests/policies/test_parity.py::test_r8_the_region_that_lacks_a_resource_is_the_one_that_fails",
            )
        },
    ),
    Requirement(
        "R10",
        (Proof(reword("aws_sns_topic", "name", "payments-", "prod-payments-")),),
        {
            "X": (
                "tests/architecture/test_literals.py::test_r10_no_environment_is_named_in_the_infrastructure",
            )
        },
    ),
    Requirement(
        "R11",
        (
            Proof(
                reword(
                    "aws_iam_role_policy",
                    "policy",
                    "${data.aws_caller_identity.current.account_id}",
                    "9998" * 3,
                )
            ),
        ),
        {"X": (f"{STRUCTURE}::test_r11_no_account_is_named_in_what_is_shipped",)},
    ),
    Requirement(
        "R12",
        (Proof(reword("aws_s3_bucket", "bucket", "euw1", "eu-west-1")),),
        {"X": ("tests/architecture/test_literals.py::test_r12_no_region_is_named_outside_the_settings",)},
    ),
    Requirement(
        "R13",
        (
            Proof(
                reword("aws_s3_bucket_policy", "bucket", "code_bucket.id", "coded_bucket.id"),
                rules=("terraform-dangling-reference",),
            ),
            Proof(
                put("aws_s3_bucket_versioning", "bucket", "payments-code-zq7"),
                what_belongs_to_a_bucket_refers_to_it,
            ),
        ),
    ),
    Requirement(
        "R14",
        (
            Proof(put("aws_s3_bucket_replication_configuration", "depends_on", [])),
            Proof(put("aws_dynamodb_table_replica", "depends_on", [], of="apse1")),
            Proof(reword("aws_flow_log", "log_destination", "flow_log_group", "gone")),
            Proof(leave_out("aws_sfn_state_machine", "depends_on"), machines_wait_for_what_they_may_do),
            Proof(put("aws_api_gateway_deployment", "depends_on", []), deployments_wait_for_every_method),
        ),
    ),
    Requirement(
        "R15",
        (
            Proof(
                in_stack("provider.aws.0.region", "us-east-2", of="-data-"),
                what_exists_once_is_in_the_primary_region,
            ),
            Proof(in_stack("provider.aws.0.region", "${var.region}")),
        ),
    ),
)

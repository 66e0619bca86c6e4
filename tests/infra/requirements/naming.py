"""Names and tags (R16 to R20)."""

from __future__ import annotations

from typing import Final

from tests.infra.requirements.edits import leave_out, put, reword
from tests.infra.requirements.model import Proof, Requirement

SYNTHESIS: Final = "tests/infra/test_synthesis.py"

REQUIREMENTS: Final = (
    Requirement(
        "R16",
        (
            Proof(reword("aws_sqs_queue", "name", "-zq7", "")),
            Proof(reword("aws_iam_role", "name", "-zq7", "-zq8")),
            Proof(reword("aws_kms_alias", "name", "-zq7", "")),
        ),
        {
            "T": (
                f"{SYNTHESIS}::test_r16_every_name_ends_with_the_suffix",
                f"{SYNTHESIS}::test_r16_another_suffix_changes_every_name",
            )
        },
    ),
    Requirement(
        "R18",
        (
            Proof(put("aws_iam_role", "name", "payments-" + "x" * 60 + "-zq7")),
            Proof(reword("aws_s3_bucket", "bucket", "payments", "Payments")),
        ),
        {
            "T": (
                f"{SYNTHESIS}::test_r18_every_name_fits_with_the_longest_suffix",
                "tests/infra/test_names.py::test_r18_a_long_name_is_cut_to_the_limit_and_keeps_its_suffix",
            )
        },
    ),
    Requirement(
        "R19",
        (
            Proof(leave_out("aws_sns_topic", "tags.CostCenter")),
            Proof(leave_out("aws_kms_key", "tags.Environment")),
            Proof(put("aws_dynamodb_table_replica", "tags.Region", "us-east-1")),
        ),
        {
            "T": (
                "tests/aspects/test_mutators.py::test_r19_tags_are_injected_with_the_region_of_the_provider",
                "tests/infra/test_stack.py::test_r19_a_global_stack_knows_the_region_of_each_resource",
            )
        },
    ),
    Requirement(
        "R20",
        (
            Proof(leave_out("aws_sqs_queue", "tags.App")),
            Proof(put("aws_vpc", "tags.ManagedBy", "")),
        ),
    ),
)

"""What may be destroyed, what is never created, and secrets (R24 to R34)."""

from __future__ import annotations

from typing import Final

from tests.infra.requirements.edits import add, put
from tests.infra.requirements.model import Proof, Requirement
from tests.infra.requirements.predicates import canaries_run_a_current_runtime

SECURITY: Final = "tests/infra/test_security.py"
STRUCTURE: Final = "tests/architecture/test_structure.py"
MANAGED: Final = "arn:${data.aws_partition.partition.partition}:iam::aws:policy/"


REQUIREMENTS: Final = (
    Requirement(
        "R24",
        (
            Proof(put("aws_s3_bucket", "force_destroy", False)),
            Proof(put("aws_dynamodb_table", "lifecycle", {"prevent_destroy": True})),
            Proof(put("aws_cloudwatch_log_group", "skip_destroy", True)),
        ),
        {
            "T": (
                f"{SECURITY}::test_r24_nothing_prevents_a_destroy",
                "rehearsal/tests/test_mocked.py::test_r24_what_cannot_be_destroyed_is_refused",
            )
        },
    ),
    Requirement(
        "R25",
        (Proof(put("aws_kms_key", "lifecycle", {"prevent_destroy": True})),),
        {"X": (f"{STRUCTURE}::test_r25_nothing_in_the_source_retains",)},
    ),
    Requirement(
        "R26",
        (
            Proof(put("aws_dynamodb_table", "deletion_protection_enabled", True)),
            Proof(put("aws_cloudwatch_log_group", "deletion_protection_enabled", True)),
        ),
    ),
    Requirement(
        "R27",
        (Proof(add("aws_rds_cluster", cluster_identifier="payments-zq7")),),
    ),
    Requirement("R28", (Proof(put("aws_kms_key", "deletion_window_in_days", 30)),)),
    Requirement(
        "R29",
        (
            Proof(add("aws_secretsmanager_secret", name="payments-processor-zq7")),
            Proof(add("random_password", length=32)),
        ),
        {"T": ("tests/infra/test_functions.py::test_r35_variables_are_encrypted_and_hold_no_secret",)},
    ),
    Requirement(
        "R30",
        (
            Proof(add("aws_db_instance", password="hunter2-hunter2")),  # noqa: S106 - what is to be found
            Proof(put("aws_lambda_function", "environment.variables.DB_PASSWORD", "hunter2-hunter2")),
        ),
        {
            "X": (f"{STRUCTURE}::test_r30_no_password_in_the_source",),
            "T": ("tests/policies/test_blind_spots.py::test_no_finding_prints_a_password",),
        },
    ),
    Requirement(
        "R31",
        (
            Proof(add("aws_guardduty_detector", enable=True)),
            Proof(add("aws_api_gateway_account")),
        ),
        {"X": ("tests/test_readme.py::test_r31_guardduty_is_named_as_a_manual_step",)},
    ),
    Requirement(
        "R32",
        (
            Proof(
                add(
                    "aws_iam_role_policy_attachment",
                    role="${aws_iam_role.flow_log_role.name}",
                    policy_arn=f"{MANAGED}AWS_ConfigRole",
                )
            ),
        ),
    ),
    Requirement(
        "R33",
        (
            Proof(
                add("aws_synthetics_canary", runtime_version="syn-nodejs-puppeteer-6.2"),
                canaries_run_a_current_runtime,
            ),
        ),
    ),
    Requirement(
        "R34",
        carried={"H": (f"{STRUCTURE}::test_r34_every_handler_is_python",)},
    ),
)

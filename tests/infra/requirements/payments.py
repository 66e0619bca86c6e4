"""Payments in three regions (R61 to R81)."""

from __future__ import annotations

from typing import Final

from tests.infra.requirements.edits import add, in_stack, leave_out, put, repeat, reword, take
from tests.infra.requirements.model import Proof, Requirement
from tests.infra.requirements.predicates import (
    alerts_are_read_in_every_other_region,
    events_of_other_regions_end_in_a_function,
    every_function_is_a_zip_file,
    exactly_the_three_regions,
    failures_alarm_above_a_tenth_of_a_percent,
    in_each_region,
    one_dashboard_shows_every_region,
    one_package_serves_every_function,
    the_ledger_is_in_every_region,
    the_public_name_leads_to_each_region,
)

API: Final = "tests/handlers/api/test_ingest.py"
ASL: Final = "tests/infra/test_workflow_definition.py"
RUNTIME: Final = "tests/handlers/adapters/test_runtime.py"
STATEFUL: Final = "tests/simulation/test_stateful.py"
COPIES: Final = "tests/integration/test_replication.py"
MESSAGES: Final = "tests/integration/test_messages.py"
PAYMENTS: Final = "tests/integration/test_payments.py"
REHEARSAL: Final = "rehearsal/rehearse.py"
LOAD: Final = "tests/handlers/integration/test_load.py"
SECRECY: Final = "tests/simulation/test_secrecy.py"
CAPACITY: Final = "tests/infra/test_capacity.py"
ALIAS: Final = "aws_lambda_alias"
FUNCTION: Final = "aws_lambda_function"
MACHINE: Final = "aws_sfn_state_machine"
MAPPING: Final = "aws_lambda_event_source_mapping"
METHOD: Final = "aws_api_gateway_method"
REPLICATION: Final = "aws_s3_bucket_replication_configuration"
RECORD: Final = "aws_route53_record"
TARGET: Final = "aws_cloudwatch_event_target"
PERMISSION: Final = "aws_lambda_permission"
PERSONAL: Final = "${aws_s3_bucket.personal_bucket.id}"
# What changes an API without a new deployment of it.
BEYOND_A_DEPLOYMENT: Final = (
    leave_out("aws_api_gateway_deployment", "triggers"),
    put("aws_api_gateway_rest_api", "disable_execute_api_endpoint", False),
    put("aws_api_gateway_resource", "path_part", "healthy", of="api_health"),
    put(METHOD, "authorization", "NONE", of="payments_post"),
    put("aws_api_gateway_integration", "uri", "${aws_lambda_alias.other.arn}", of="payments_post"),
    put("aws_api_gateway_model", "schema", "{}", of="payment_request"),
    put("aws_api_gateway_request_validator", "validate_request_body", False),
    put("aws_api_gateway_gateway_response", "status_code", "200", of="access_denied"),
    add("aws_api_gateway_method_response", to="-app-", rest_api_id="${aws_api_gateway_rest_api.api.id}"),
)

REQUIREMENTS: Final = (
    Requirement(
        "R61",
        (
            Proof(in_stack("provider.aws.1.region", "eu-west-2", of="-data-"), exactly_the_three_regions),
            Proof(leave_out("aws_dynamodb_table_replica", "provider")),
        ),
    ),
    Requirement(
        "R62",
        (
            Proof(take("aws_dynamodb_table_replica"), the_ledger_is_in_every_region),
            Proof(put("aws_dynamodb_table_replica", "provider", "aws.use1"), the_ledger_is_in_every_region),
            Proof(put("aws_dynamodb_table", "replica", [{"region_name": "eu-west-1"}], of="ledger")),
        ),
        {"L": (f"{COPIES}::test_the_ledger_of_each_region_holds_a_payment_alike",)},
    ),
    Requirement(
        "R63",
        (
            Proof(put("aws_dynamodb_table", "stream_enabled", False, of="ledger")),
            Proof(put("aws_dynamodb_table", "stream_view_type", "NEW_IMAGE", of="ledger")),
            Proof(put(MAPPING, "bisect_batch_on_function_error", False)),
            Proof(leave_out(MAPPING, "destination_config")),
            Proof(leave_out(MAPPING, "filter_criteria")),
            Proof(take(MAPPING), in_each_region(MAPPING)),
        ),
        {
            "H": (
                "tests/handlers/functions/test_change_capture.py::test_r63_every_event_goes_out_once",
                f"{RUNTIME}::test_stream_records_that_fail_or_cannot_be_read_come_again",
            )
        },
    ),
    Requirement(
        "R64",
        (
            Proof(put(FUNCTION, "memory_size", 128)),
            Proof(put(FUNCTION, "timeout", 3, of="capture")),
            Proof(put(FUNCTION, "timeout", 900, of="ingest")),
            Proof(put(FUNCTION, "source_code_hash", "other"), one_package_serves_every_function),
            Proof(take(FUNCTION, of="ingest"), in_each_region(FUNCTION, "ingest")),
        ),
    ),
    Requirement(
        "R65",
        (
            Proof(leave_out(FUNCTION, "code_signing_config_arn")),
            Proof(put(FUNCTION, "package_type", "Image"), every_function_is_a_zip_file),
            Proof(put("aws_lambda_code_signing_config", "policies.untrusted_artifact_on_deployment", "Warn")),
        ),
        {
            "X": (
                "tests/infra/test_package.py::test_r65_two_builds_in_two_folders_give_the_same_bytes",
                "tests/infra/test_package.py::test_r65_every_function_starts_from_the_package_alone",
            )
        },
    ),
    Requirement(
        "R66",
        carried={
            "H": (
                "tests/handlers/functions/test_validate.py::test_r86_the_first_thing_that_is_not_in_order_is_named",
                f"{API}::test_the_same_again_gives_the_same_bytes_for_good",
                f"{API}::test_of_many_at_once_one_makes_the_payment",
                f"{RUNTIME}::test_our_errors_pass_by_their_names_and_carry_nothing_else",
                f"{SECRECY}::test_r94_nothing_of_the_card_or_the_payer_comes_out",
            ),
            "T": (
                f"{STATEFUL}::test_nothing_is_lost_doubled_or_left_open_whatever_happens",
                "tests/simulation/test_faults.py::test_a_fault_leaves_the_invariants_whole",
                f"{LOAD}::test_of_a_thousand_payments_at_once_none_is_lost_or_captured_twice",
            ),
        },
    ),
    Requirement(
        "R67",
        (
            Proof(put("aws_subnet", "map_public_ip_on_launch", True)),
            Proof(add("aws_internet_gateway", vpc_id="${aws_vpc.vpc.id}")),
            Proof(leave_out(FUNCTION, "vpc_config")),
        ),
    ),
    Requirement(
        "R68",
        (
            Proof(
                add(
                    "aws_vpc_peering_connection",
                    vpc_id="${aws_vpc.vpc.id}",
                    peer_vpc_id="vpc-0abc",
                    peer_region="eu-west-1",
                )
            ),
        ),
    ),
    Requirement(
        "R69",
        (
            Proof(reword(MACHINE, "definition", '"Retry"', '"Comment"')),
            Proof(reword(MACHINE, "definition", '"Catch"', '"Comment"')),
            Proof(reword(MACHINE, "definition", '"TimeoutSeconds"', '"Also"')),
            Proof(
                reword(
                    MACHINE, "definition", f"{ALIAS}.function_validate_live", f"{FUNCTION}.function_validate"
                )
            ),
            Proof(put(MACHINE, "logging_configuration.level", "OFF")),
            Proof(reword(MACHINE, "definition", "{", "")),
            Proof(take(MACHINE, of="refund"), in_each_region(MACHINE, "refund")),
        ),
        {
            "T": (
                f"{ASL}::test_r69_an_execution_ends_as_the_local_runner_does",
                f"{ASL}::test_r69_an_independent_linter_finds_nothing",
            )
        },
    ),
    Requirement(
        "R70",
        (
            Proof(
                reword(
                    "aws_cloudwatch_event_rule",
                    "event_pattern",
                    '"origin_region"',
                    '"home_region"',
                    of="exceptions_out",
                )
            ),
            Proof(leave_out(TARGET, "dead_letter_config", of="exceptions_out")),
            Proof(leave_out("aws_cloudwatch_event_bus", "dead_letter_config")),
            Proof(
                put(
                    "aws_cloudwatch_event_rule",
                    "event_pattern",
                    '{"source": ["payments"]}',
                    of="exceptions_out",
                ),
                rules=("events-no-loop",),
            ),
            Proof(
                reword("aws_iam_role_policy", "policy", "bus/payments-zq7", "bus/*", of="exceptions_out"),
                rules=("events-forwarding-role",),
            ),
            Proof(take(TARGET, of="exceptions_out"), in_each_region(TARGET, "exceptions_out")),
        ),
        {"L": (f"{MESSAGES}::test_an_exception_is_heard_in_one_other_region",)},
    ),
    Requirement(
        "R71",
        (
            Proof(take("aws_sns_topic_subscription", of="peer"), alerts_are_read_in_every_other_region),
            Proof(leave_out("aws_sns_topic_subscription", "redrive_policy", of="alerts_to_peer")),
            Proof(take("aws_sns_topic_policy")),
        ),
    ),
    Requirement(
        "R72",
        (
            Proof(put(METHOD, "authorization", "NONE", of="payments_post")),
            Proof(leave_out(METHOD, "request_validator_id")),
            Proof(take("aws_wafv2_web_acl_association")),
            Proof(take("aws_acm_certificate_validation")),
            Proof(put("aws_api_gateway_method_settings", "settings.caching_enabled", True)),
            Proof(put("aws_api_gateway_rest_api", "disable_execute_api_endpoint", False)),
            Proof(put("aws_api_gateway_domain_name", "security_policy", "TLS_1_0")),
            *(Proof(edit, rules=("api-redeployment",)) for edit in BEYOND_A_DEPLOYMENT),
            *(
                Proof(edit, rules=(rule,))
                for rule, edit in (
                    ("api-access-log", leave_out("aws_api_gateway_stage", "access_log_settings")),
                    ("api-not-cached", put("aws_api_gateway_stage", "cache_cluster_enabled", True)),
                    ("api-method-permission", leave_out(PERMISSION, "source_arn", of="payments_post")),
                    ("waf-logging", take("aws_wafv2_web_acl_logging_configuration")),
                    ("waf-managed-groups", put("aws_wafv2_web_acl", "rule", [])),
                    ("waf-rate-limit", put("aws_wafv2_web_acl", "rule", [])),
                    ("route53-latency-health", leave_out(RECORD, "health_check_id", of=".public_")),
                    ("acm-validated-once", repeat(RECORD, of=".proof_public")),
                )
            ),
            Proof(take(RECORD, of=".public_"), the_public_name_leads_to_each_region),
        ),
        {
            "L": (
                f"{PAYMENTS}::test_a_payment_is_settled_and_has_a_receipt",
                "docs/rehearsal.md#What the emulator cannot show",
            )
        },
    ),
    Requirement(
        "R73",
        (
            Proof(
                reword("aws_cloudwatch_dashboard", "dashboard_body", "eu-west-1", "us-east-1", of="-global.")
            ),
            Proof(
                reword("aws_cloudwatch_dashboard", "dashboard_body", '"us-east-1"', '""', of="-us-east-1.")
            ),
            Proof(take("aws_cloudwatch_dashboard", of="-global."), one_dashboard_shows_every_region),
        ),
    ),
    Requirement(
        "R74",
        (
            Proof(take(REPLICATION)),
            Proof(put(REPLICATION, "rule.0.status", "Disabled")),
            Proof(leave_out(REPLICATION, "rule.0.destination.encryption_configuration")),
            Proof(put("aws_s3_bucket_versioning", "versioning_configuration.status", "Suspended")),
        ),
        {"L": (f"{COPIES}::test_a_receipt_is_copied_to_every_region",)},
    ),
    Requirement(
        "R75",
        (
            Proof(
                put("aws_cloudwatch_metric_alarm", "threshold", 1, of="payment_failures"),
                failures_alarm_above_a_tenth_of_a_percent,
            ),
            Proof(put("aws_cloudwatch_metric_alarm", "threshold", 0.001, of="payment_failures")),
            Proof(
                reword(
                    "aws_cloudwatch_metric_alarm",
                    "metric_query.0.expression",
                    "IF(",
                    "MAX(",
                    of="payment_failures",
                )
            ),
            Proof(
                reword(
                    "aws_cloudwatch_metric_alarm",
                    "metric_query.0.expression",
                    "100*",
                    "",
                    of="payment_failures",
                )
            ),
        ),
    ),
    Requirement(
        "R76",
        (
            Proof(reword("aws_iam_role_policy", "policy", '"logs:PutLogEvents"', '"logs:*"', of="function_")),
            Proof(
                reword("aws_iam_role_policy", "policy", ":table/payments-ledger-zq7", ":*", of="function_")
            ),
        ),
    ),
    Requirement(
        "R77",
        carried={
            "D": (
                "docs/capacity.md#Capacity",
                f"{CAPACITY}::test_r77_the_document_is_current",
                f"{CAPACITY}::test_r77_a_profile_for_load_with_a_concurrency_of_five_is_refused",
            )
        },
    ),
    Requirement(
        "R78",
        (
            Proof(leave_out(RECORD, "health_check_id", of=".public_")),
            Proof(put("aws_route53_health_check", "request_interval", 30)),
            Proof(put("aws_route53_health_check", "disabled", True)),
        ),
        {"L": (f"{REHEARSAL}::rehearse", "docs/rehearsal.md#What the emulator cannot show")},
    ),
    Requirement(
        "R79",
        (
            Proof(
                take("aws_lambda_permission", of="elsewhere_permission"),
                events_of_other_regions_end_in_a_function,
            ),
            Proof(leave_out("aws_lambda_permission", "source_arn")),
        ),
        {"L": (f"{MESSAGES}::test_an_exception_invokes_the_alert_function_of_another_region",)},
    ),
    Requirement(
        "R80",
        (
            Proof(put("aws_dynamodb_table", "stream_enabled", True, of="personal")),
            Proof(put("aws_dynamodb_table", "tags.DataClass", "personal", of="ledger")),
            Proof(take("aws_dynamodb_resource_policy")),
            Proof(reword("aws_kms_key", "policy", '"Effect": "Deny"', '"Effect": "Allow"', of="pii")),
            Proof(add(REPLICATION, bucket=PERSONAL, rule=[{"status": "Enabled"}])),
            Proof(
                put(
                    "aws_dynamodb_table",
                    "server_side_encryption.kms_key_arn",
                    "${aws_kms_key.key_data.arn}",
                    of="personal",
                )
            ),
        ),
        {
            "D": (
                "docs/residency.md#Where data may be",
                f"{SECRECY}::test_r80_personal_data_is_in_the_home_region_s_own_table_and_in_no_other",
            )
        },
    ),
    Requirement(
        "R81",
        carried={
            "L": (f"{REHEARSAL}::rehearse",),
            "T": (
                "rehearsal/leak_check.py::leaks",
                f"{PAYMENTS}::test_a_payment_is_settled_and_has_a_receipt",
                f"{COPIES}::test_the_ledger_of_each_region_holds_a_payment_alike",
                f"{MESSAGES}::test_an_exception_invokes_the_alert_function_of_another_region",
                f"{MESSAGES}::test_an_exception_is_heard_in_one_other_region",
            ),
        },
    ),
)

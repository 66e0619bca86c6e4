"""One thing taken from the functions of the platform, in every region alike: a rule has to miss it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from policies.gate.reading.folder import Reading, read
from tests.infra.broken import fails
from tests.policies.test_removals import (
    Removal,
    argument,
    judged_by_all,
    statement,
    without,
    without_all,
)

pytestmark = pytest.mark.synth

FUNCTION: Final = "aws_lambda_function.function_ingest"
ROLE: Final = "aws_iam_role_policy.function_ingest_role_policy"
STREAM: Final = "aws_lambda_event_source_mapping.changes"
SWEEP: Final = "aws_cloudwatch_event_target.sweep_schedule_target"
ONCE: Final = "aws_lambda_function_event_invoke_config.sweep_schedule_once"

REMOVALS: Final = (
    Removal(FUNCTION, argument("dead_letter_config"), "functions-failures-kept"),
    Removal(FUNCTION, argument("kms_key_arn"), "functions-environment-key"),
    Removal(FUNCTION, argument("vpc_config"), "functions-network"),
    Removal(FUNCTION, argument("logging_config"), "functions-log-format"),
    Removal(FUNCTION, argument("code_signing_config_arn"), "functions-code-signing"),
    Removal(FUNCTION, argument("publish"), "functions-alias"),
    Removal(FUNCTION, argument("tracing_config"), "functions-tracing"),
    Removal(FUNCTION, argument("reserved_concurrent_executions"), "functions-own-share"),
    Removal(FUNCTION, argument("memory_size"), "functions-size"),
    Removal(FUNCTION, argument("timeout"), "functions-size"),
    Removal("aws_lambda_alias.function_ingest_live", None, "functions-alias"),
    Removal(ROLE, statement("Logs"), "functions-platform"),
    Removal(ROLE, statement("Failed"), "functions-platform"),
    Removal(ROLE, statement("Connect"), "functions-platform"),
    Removal(ROLE, statement("NotByCode"), "functions-platform"),
    Removal(STREAM, argument("filter_criteria"), "functions-stream-filter"),
    Removal(STREAM, argument("destination_config"), "functions-stream"),
    Removal(STREAM, argument("function_response_types"), "functions-stream"),
    Removal(STREAM, argument("bisect_batch_on_function_error"), "functions-stream"),
    Removal(STREAM, argument("maximum_record_age_in_seconds"), "functions-stream"),
    Removal(SWEEP, argument("dead_letter_config"), "events-target-dead-letter"),
    Removal(SWEEP, argument("retry_policy"), "functions-scheduled-once"),
    Removal(ONCE, argument("maximum_retry_attempts"), "functions-scheduled-once"),
    Removal(ONCE, None, "functions-scheduled-once"),
    Removal("aws_lambda_permission.sweep_schedule_permission", None, "functions-permitted"),
    Removal("aws_lambda_permission.sweep_schedule_permission", argument("source_arn"), "functions-invoker"),
)


@pytest.fixture(scope="module")
def reading(synthesized: Path) -> Reading:
    return read(synthesized)


@pytest.mark.parametrize("removal", REMOVALS, ids=lambda removal: f"{removal.address}: {removal.found_by}")
def test_a_rule_finds_it(reading: Reading, removal: Removal) -> None:
    assert fails(removal.found_by, reading, without(reading.contents, removal))


def test_no_rule_breaks_where_all_of_it_is_gone(reading: Reading) -> None:
    assert judged_by_all(reading, without_all(reading.contents, REMOVALS))

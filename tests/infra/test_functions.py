"""Functions: what they are, what they may do, and what calls them."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

import handlers
from handlers.domain.events import HEARD, Workflow
from handlers.domain.screening import ScreeningLimits
from handlers.domain.spec import Trigger
from handlers.domain.workflows import FLOWS
from infra.blocks.security.rotation import HANDLER
from infra.settings.payments import FraudLimits
from infra.systems import load
from infra.systems.disaster_recovery import application as disaster_recovery
from infra.systems.global_payments.names import SCHEDULED
from infra.systems.onprem_migration import compute as onprem_migration
from tests.infra.functions import CODES, SPECS, applications_of, each_function, one
from tests.infra.synthesis import (
    SUFFIX,
    SYSTEM,
    Configuration,
    Resource,
    Stack,
    edited_settings,
    strings,
    synthesize,
)

pytestmark = pytest.mark.synth


@pytest.fixture(scope="module")
def applications(config: Configuration) -> tuple[Stack, ...]:
    return applications_of(config)


def test_r64_every_region_has_the_functions_of_the_system_and_no_other(
    applications: tuple[Stack, ...],
) -> None:
    assert {stack.region for stack in applications} == set(CODES)
    for stack in applications:
        assert {each.id for each in stack.of("aws_lambda_function")} == {f"function_{name}" for name in SPECS}


def test_r64_every_handler_is_a_function_here_or_of_another_system() -> None:
    folders = {path.parent.name for path in Path(handlers.__path__[0]).glob("functions/*/spec.py")}
    others = (*disaster_recovery.SPECS, *onprem_migration.SPECS)
    listed = {spec.name for spec in (*SPECS.values(), *others)}
    assert folders - listed == {HANDLER}, "each is of a system; the rotation is of the block that adds it"


def test_r64_every_step_of_a_workflow_is_a_function() -> None:
    assert {step for flow in FLOWS for step in flow.steps} <= set(SPECS)


def test_r64_functions_have_3_gb_and_15_minutes_but_where_something_waits(
    applications: tuple[Stack, ...],
) -> None:
    for _, name, function in each_function(applications):
        assert function["memory_size"] == 3072
        waits = SPECS[name].trigger in (Trigger.API, Trigger.EVENT, Trigger.SCHEDULE)
        assert function["timeout"] == (SPECS[name].timeout_seconds if waits else 900), function.address
        assert function["runtime"] == "python3.13"
        assert function["architectures"] == ["arm64"]
        assert function["handler"] == f"handlers.functions.{name}.handler.handler"


def test_r64_r65_one_signed_package_serves_every_function_of_every_region(
    applications: tuple[Stack, ...],
) -> None:
    assert len({function["source_code_hash"] for _, _, function in each_function(applications)}) == 1
    for stack, _, function in each_function(applications):
        (job,) = stack.of("aws_signer_signing_job")
        (config,) = stack.of("aws_lambda_code_signing_config")
        (profile,) = stack.of("aws_signer_signing_profile")
        (code,) = stack.of("aws_s3_object")
        assert function["package_type"] == "Zip"
        assert function["s3_key"] == job.reference("signed_object[0].s3[0].key")
        assert function["code_signing_config_arn"] == config.reference("arn")
        assert config["policies"] == {"untrusted_artifact_on_deployment": "Enforce"}
        assert config["allowed_publishers"] == {
            "signing_profile_version_arns": [profile.reference("version_arn")]
        }
        assert job["source"]["s3"]["version"] == code.reference("version_id")
        assert code["source_hash"] == function["source_code_hash"]


def test_r65_the_package_lies_beside_its_stack(synthesized: Path, applications: tuple[Stack, ...]) -> None:
    for stack in applications:
        (code,) = stack.of("aws_s3_object")
        assert (synthesized / "stacks" / stack.name / code["source"]).is_file()


def test_r48_r49_concurrency_is_the_regions_but_of_heartbeats_whose_runs_overlap(
    applications: tuple[Stack, ...],
) -> None:
    settings = load(SYSTEM, SUFFIX)
    for stack, name, function in each_function(applications):
        wanted = 3 if name == "heartbeat" else settings.region(stack.region).reserved_concurrency
        assert function["reserved_concurrent_executions"] == wanted <= 5


def test_r48_blocks_reserve_it_before_any_aspect_does(without_aspects: Path) -> None:
    for _, _, function in each_function(applications_of(Configuration.read(without_aspects))):
        assert function["reserved_concurrent_executions"] > 0


def test_r19_functions_carry_the_required_tags_and_what_calls_them(applications: tuple[Stack, ...]) -> None:
    for stack, name, function in each_function(applications):
        assert function["tags"]["Region"] == stack.region
        assert {"Environment", "CostCenter"} <= function["tags"].keys()
        assert function["tags"]["Trigger"] == SPECS[name].trigger


def test_r46_each_function_writes_json_to_an_encrypted_log_group_of_its_own(
    applications: tuple[Stack, ...],
) -> None:
    for stack, name, function in each_function(applications):
        group = one(stack, "aws_cloudwatch_log_group", f"function_{name}_logs")
        assert function["logging_config"]["log_format"] == "JSON"
        assert function["logging_config"]["log_group"] == group.reference("name")
        assert group["name"] == f"/aws/lambda/{function['function_name']}"
        assert group["retention_in_days"] == 365
        assert group["kms_key_id"].endswith("outputs.operations_key_arn}")
        assert function["tracing_config"] == {"mode": "Active"}


def test_r35_variables_are_encrypted_and_hold_no_secret(applications: tuple[Stack, ...]) -> None:
    for _, name, function in each_function(applications):
        variables = function["environment"]["variables"]
        assert tuple(variables) == tuple(sorted(SPECS[name].environment)), function.address
        assert all(variables.values()), function.address
        assert function["kms_key_arn"].endswith("outputs.operations_key_arn}")
        for variable in ("PROCESSOR_SECRET", "TOKEN_SECRET"):
            assert variables.get(variable, "${data.aws_secretsmanager_secret.").startswith(
                "${data.aws_secretsmanager_secret."
            )


def test_r67_functions_stand_in_every_private_subnet_and_reach_the_endpoints_only(
    applications: tuple[Stack, ...],
) -> None:
    for stack, _, function in each_function(applications):
        (group,) = stack.of("aws_security_group")
        assert function["vpc_config"]["security_group_ids"] == [group.reference("id")]
        subnets = function["vpc_config"]["subnet_ids"]
        assert [subnet.partition("outputs.")[2] for subnet in subnets] == [
            f"private_subnet_{zone}_id}}" for zone in (1, 2, 3)
        ]
    for stack in applications:
        assert not stack.of("aws_vpc_security_group_ingress_rule")
        rules = stack.of("aws_vpc_security_group_egress_rule")
        goals = [rule.get("referenced_security_group_id") or rule.get("prefix_list_id") for rule in rules]
        assert sorted(goal.partition("outputs.")[2] for goal in goals) == [
            "dynamodb_prefix_list_id}",
            "endpoints_security_group_id}",
            "s3_prefix_list_id}",
        ]
        assert {(rule["ip_protocol"], rule["from_port"], rule["to_port"]) for rule in rules} == {
            ("tcp", 443, 443)
        }


def test_r64_callers_name_an_alias_of_a_published_version(applications: tuple[Stack, ...]) -> None:
    for stack, name, function in each_function(applications):
        alias = one(stack, "aws_lambda_alias", f"function_{name}_live")
        assert function["publish"] is True
        assert alias["name"] == "live"
        assert alias["function_name"] == function.reference("arn")
        assert alias["function_version"] == function.reference("version")


def test_r46_what_a_function_fails_to_process_is_kept(applications: tuple[Stack, ...]) -> None:
    for _, _, function in each_function(applications):
        assert function["dead_letter_config"]["target_arn"].endswith("outputs.functions_dlq_arn}")


def of_functions(stack: Stack) -> list[Resource]:
    """What belongs to the functions; what routes and watches speaks of the peers."""
    own = ("function", *SCHEDULED, "changes", "code")
    return [resource for resource in stack.resources if resource.id.startswith(own)]


def test_r80_no_function_names_another_region_but_where_merchants_live(
    applications: tuple[Stack, ...],
) -> None:
    told = {"REGIONAL_URLS", "HOME_REGIONS", "SUCCESSORS"}
    for stack in applications:
        others = set(CODES) - {stack.region}
        for resource in of_functions(stack):
            arguments = json.loads(json.dumps(resource.arguments))
            for variable in told:
                arguments.get("environment", {}).get("variables", {}).pop(variable, None)
            for text in strings(arguments):
                assert not [other for other in others if other in text], resource.address


def test_r80_a_function_that_knows_the_payers_keeps_those_of_its_region_alone(
    applications: tuple[Stack, ...], config: Configuration
) -> None:
    for stack, _, function in each_function(applications):
        variables = function["environment"]["variables"]
        assert ("PAYERS_OF" in variables) is ("PERSONAL_TABLE" in variables)
        assert variables.get("PAYERS_OF", stack.region) == stack.region
    for stack in config.foundations:
        personal = [
            store
            for store in (*stack.of("aws_dynamodb_table"), *stack.of("aws_s3_bucket"))
            if store["tags"]["DataClass"] == "personal"
        ]
        assert [store["tags"]["Jurisdiction"] for store in personal] == [stack.region] * 2


def normalised(stack: Stack) -> dict[str, Any]:
    region, code = stack.region, CODES[stack.region]
    text = json.dumps(
        {resource.type + "." + resource.id: resource.arguments for resource in of_functions(stack)}
    )
    for found, neutral in (
        (region, "<region>"),
        (region.replace("-", "_"), "<region>"),
        (f"-{code}-", "-<code>-"),
    ):
        text = text.replace(found, neutral)
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def test_r7_the_regions_are_equal_but_for_their_names(applications: tuple[Stack, ...]) -> None:
    first, *others = (normalised(stack) for stack in applications)
    for listed in (first, *others):
        for arguments in listed.values():
            variables = arguments.get("environment", {}).get("variables", {})
            for variable in ("REGIONAL_URLS", "HOME_REGIONS", "SUCCESSORS"):
                variables.pop(variable, None)
    assert all(other == first for other in others)


def test_r63_each_region_carries_its_own_changes_from_its_own_replica(
    applications: tuple[Stack, ...],
) -> None:
    for stack in applications:
        (mapping,) = stack.of("aws_lambda_event_source_mapping")
        alias = one(stack, "aws_lambda_alias", "function_change_capture_live")
        table = stack.json["data"]["aws_dynamodb_table"]["changes_table"]
        assert table["name"] == "payments-ledger-zq7"
        assert mapping["event_source_arn"] == "${data.aws_dynamodb_table.changes_table.stream_arn}"
        assert mapping["function_name"] == alias.reference("arn")
        (pattern,) = (json.loads(each["pattern"]) for each in mapping["filter_criteria"]["filter"])
        assert pattern == {
            "eventName": ["INSERT"],
            "dynamodb": {
                "Keys": {"sk": {"S": [{"prefix": "CHANGE#"}]}},
                "NewImage": {"writer_region": {"S": [stack.region]}, "state": {"S": [*HEARD]}},
            },
        }
        assert mapping["destination_config"]["on_failure"]["destination_arn"].endswith(
            "outputs.changes_dlq_arn}"
        )
        assert mapping["bisect_batch_on_function_error"] is True
        assert mapping["function_response_types"] == ["ReportBatchItemFailures"]
        assert mapping["maximum_record_age_in_seconds"] < 24 * 3600
        assert mapping["kms_key_arn"].endswith("outputs.operations_key_arn}")


def test_r63_lambda_may_read_the_filter_under_the_key(config: Configuration) -> None:
    for stack in config.foundations:
        key = one(stack, "aws_kms_key", "key_ops")
        (statement,) = (each for each in key.statements() if each["Sid"] == "StreamFilters")
        assert statement["Principal"] == {"Service": "lambda.amazonaws.com"}
        assert statement["Action"] == ["kms:Decrypt"]


def test_r63_the_stacks_wait_for_the_table(synthesized: Path) -> None:
    manifest = json.loads((synthesized / "manifest.json").read_text())["stacks"]
    for name, entry in manifest.items():
        if "-app-" in name:
            assert f"{SYSTEM}-data-global" in entry["dependencies"]


def test_what_has_the_trigger_of_a_schedule_is_on_one() -> None:
    assert {name for name, spec in SPECS.items() if spec.trigger is Trigger.SCHEDULE} == set(SCHEDULED)


@pytest.mark.parametrize("handler", SCHEDULED)
def test_r70_sweep_and_heartbeat_are_called_every_minute(
    applications: tuple[Stack, ...], handler: str
) -> None:
    for stack in applications:
        rule = one(stack, "aws_cloudwatch_event_rule", f"{handler}_schedule")
        target = one(stack, "aws_cloudwatch_event_target", f"{handler}_schedule_target")
        permission = one(stack, "aws_lambda_permission", f"{handler}_schedule_permission")
        alias = one(stack, "aws_lambda_alias", f"function_{handler}_live")
        assert rule["schedule_expression"] == "rate(1 minute)"
        assert target["arn"] == alias.reference("arn")
        assert json.loads(target["input"]) == {}
        assert target["dead_letter_config"]["arn"].endswith("outputs.events_dlq_arn}")
        assert permission["source_arn"] == rule.reference("arn")
        assert permission["qualifier"] == alias.reference("name")


@pytest.mark.parametrize("handler", SCHEDULED)
def test_r70_what_a_schedule_calls_is_not_called_again_for_a_call_that_failed(
    applications: tuple[Stack, ...], handler: str
) -> None:
    for stack in applications:
        target = one(stack, "aws_cloudwatch_event_target", f"{handler}_schedule_target")
        config = one(stack, "aws_lambda_function_event_invoke_config", f"{handler}_schedule_once")
        function = one(stack, "aws_lambda_function", f"function_{handler}")
        alias = one(stack, "aws_lambda_alias", f"function_{handler}_live")
        assert target["retry_policy"]["maximum_retry_attempts"] == 0
        assert config["function_name"] == function.reference("function_name")
        assert config["qualifier"] == alias.reference("name"), "the alias is there first"
        assert config["maximum_retry_attempts"] == 0


def test_heartbeats_are_told_who_succeeds_whom_and_how_far_clocks_are_trusted(
    applications: tuple[Stack, ...],
) -> None:
    for stack in applications:
        variables = one(stack, "aws_lambda_function", "function_heartbeat")["environment"]["variables"]
        homes = variables["HOME_REGIONS"].split(",")
        assert json.loads(variables["SUCCESSORS"]) == {
            home: [other for other in homes if other != home] for home in homes
        }
        assert set(homes) == set(CODES)
        assert (variables["CLOCK_SKEW_SECONDS"], variables["HAND_BACK_AFTER_SECONDS"]) == ("5", "600")


def test_r80_a_region_that_keeps_its_ledger_to_itself_neither_succeeds_nor_is_succeeded(
    tmp_path: Path,
) -> None:
    pinned = 'code = "euw1"\nresidency = { ledger = "regional" }'
    path = edited_settings(tmp_path, lambda text: text.replace('code = "euw1"', pinned))
    for stack in applications_of(Configuration.read(synthesize(tmp_path / "out", SUFFIX, path=path))):
        variables = one(stack, "aws_lambda_function", "function_heartbeat")["environment"]["variables"]
        own = stack.region == "eu-west-1"
        homes = ["eu-west-1"] if own else ["us-east-1", "ap-southeast-1"]
        assert variables["HOME_REGIONS"].split(",") == homes
        assert json.loads(variables["SUCCESSORS"]) == {
            home: [other for other in homes if other != home] for home in homes
        }


def test_r70_the_queue_of_lost_events_takes_those_of_the_schedule(config: Configuration) -> None:
    for stack in config.foundations:
        policy = one(stack, "aws_sqs_queue_policy", "events_dlq_policy")
        (statement,) = (each for each in policy.statements() if each["Sid"] == "FromEvents")
        (rule,) = (
            source
            for source in statement["Condition"]["ArnLike"]["aws:SourceArn"]
            if ":rule/payments-sweep-" in source
        )
        assert rule.endswith(f":rule/payments-sweep-{CODES[stack.region]}-{SUFFIX}")


def addresses(config: Configuration) -> list[dict[str, str]]:
    """The addresses of the regions' APIs that functions are given, without repetition."""
    told = (
        function["environment"]["variables"].get("REGIONAL_URLS")
        for function in config.of("aws_lambda_function")
    )
    return [json.loads(text) for text in sorted({text for text in told if text})]


def test_r72_without_a_public_name_no_region_has_an_address(
    config: Configuration, nameless: Configuration
) -> None:
    assert addresses(nameless) == [{}]
    assert addresses(config) == [
        {region: f"https://api-{code}-{SUFFIX}.payments.example.com" for region, code in CODES.items()}
    ]


def test_r86_settings_know_the_limits_of_screening() -> None:
    assert set(FraudLimits.model_fields) == {field.name for field in fields(ScreeningLimits)}


def test_r69_each_workflow_has_a_name_of_its_own() -> None:
    from infra.names import Names

    assert len({Names("payments", SUFFIX).state_machine(workflow) for workflow in Workflow}) == len(Workflow)


def test_r59_operators_get_the_alias_of_each_function(applications: tuple[Stack, ...]) -> None:
    for stack in applications:
        for name in SPECS:
            alias = one(stack, "aws_lambda_alias", f"function_{name}_live")
            assert stack.json["output"][f"function_{name}_arn"]["value"] == alias.reference("arn")


def test_a_handler_that_is_not_there_has_no_spec() -> None:
    from handlers.domain.spec import SpecError
    from infra.blocks.compute.functions import specs

    with pytest.raises(SpecError, match="autorize"):
        specs("autorize")


def test_a_handler_of_a_stream_is_not_added_without_one() -> None:
    from cdktf import App

    from infra.blocks.compute.attachment import AttachmentSpec
    from infra.blocks.compute.environment import KeyUse
    from infra.blocks.compute.functions import FunctionsSpec, add_functions, specs
    from infra.blocks.compute.package import Package
    from infra.blocks.compute.signing import SignedCodeSpec
    from infra.blocks.network.endpoints import Endpoints
    from infra.stack import RegionalStack

    settings = load(SYSTEM, SUFFIX)
    (handler,) = specs("change_capture")
    place = RegionalStack(App(stack_traces=False), settings, "app", settings.primary).place()
    spec = FunctionsSpec(
        handlers=[replace(handler, grants=(), environment=())],
        code=SignedCodeSpec(Package(Path(__file__), b""), "bucket", "arn"),
        attachment=AttachmentSpec("functions", "vpc", ("subnet",), Endpoints("", "pl-1", "pl-2", "sg")),
        reserved={handler.name: 5},
        targets={},
        variables={},
        key=KeyUse("Operations", "arn", "lambda"),
        dead_letters_arn="arn",
        undelivered_arn="arn",
    )
    with pytest.raises(ValueError, match="change_capture is called by a stream, and none is given"):
        add_functions(place, spec)

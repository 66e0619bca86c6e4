"""What is synthesized of `disaster_recovery`: its census, and what its requirements say of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from handlers.domain.telemetry import ACTS_FOR
from infra import systems
from infra.systems.disaster_recovery.settings import ALARM_SECONDS, TAKEN_OVER_WITHIN
from tests.infra.census import census
from tests.infra.synthesis import Configuration, Resource, Stack, provider_region

pytestmark = pytest.mark.synth

SYSTEM = "disaster_recovery"
GOLDEN = Path(__file__).parents[2] / "golden" / f"{SYSTEM}.census.json"
FILE = systems.settings_file(SYSTEM)


def synthesized(folder: Path, edit: Callable[[str], str] = lambda text: text) -> Configuration:
    from cdktf import App

    copy = folder / FILE.name
    copy.write_text(edit(FILE.read_text(encoding="utf-8")), encoding="utf-8")
    app = App(outdir=str(folder / "out"), stack_traces=False)
    systems.build(app, systems.load(SYSTEM, "zq7", path=copy))
    app.synth()
    return Configuration.read(folder / "out")


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Configuration:
    return synthesized(tmp_path_factory.mktemp(SYSTEM))


@pytest.fixture(scope="module")
def dns(config: Configuration) -> Stack:
    return config.stacks[f"{SYSTEM}-dns-global"]


def in_region(stack: Stack, kind: str, region: str) -> list[Resource]:
    return [each for each in stack.of(kind) if provider_region(stack, each) == region]


def test_the_synthesis_holds_what_the_golden_census_counts(config: Configuration) -> None:
    assert census(config) == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_r109_alarms_on_health_checks_are_where_route_53_measures(dns: Stack) -> None:
    from infra.blocks.observe.endpoints import PERIOD_SECONDS

    alarms = [
        each for each in dns.of("aws_cloudwatch_metric_alarm") if each.get("namespace") == "AWS/Route53"
    ]
    assert len(alarms) == 2
    for each in alarms:
        assert provider_region(dns, each) == "us-east-1"
        assert (each["metric_name"], each["statistic"], each["threshold"]) == (
            "HealthCheckStatus",
            "Minimum",
            1,
        )
        assert (each["treat_missing_data"], each["evaluation_periods"]) == ("breaching", 1)
        assert each["period"] == PERIOD_SECONDS
        assert each["alarm_actions"] == ["${aws_sns_topic.alerts.arn}"]
    assert ALARM_SECONDS == 2 * PERIOD_SECONDS
    assert (
        len(in_region(dns, "aws_sns_topic", "us-east-1"))
        == len(in_region(dns, "aws_kms_key", "us-east-1"))
        == 1
    )


def test_the_loss_of_the_primary_calls_the_takeover_in_the_standby_alone(
    config: Configuration, dns: Stack
) -> None:
    (alarm,) = dns.of("aws_cloudwatch_composite_alarm")
    assert alarm["alarm_rule"] == (
        'ALARM("${aws_cloudwatch_metric_alarm.alarm_use2_endpoint.alarm_name}") AND NOT '
        'ALARM("${aws_cloudwatch_metric_alarm.alarm_usw2_endpoint.alarm_name}")'
    )
    (forwarded,) = in_region(dns, "aws_cloudwatch_event_target", "us-east-1")
    assert ":us-west-2:" in forwarded["arn"]
    (called,) = in_region(dns, "aws_cloudwatch_event_target", "us-west-2")
    assert json.loads(called["input"]) == {"home_region": "us-east-2", "action": "take"}
    assert in_region(dns, "aws_cloudwatch_event_target", "us-east-2") == []
    for each in (forwarded, called):
        assert each["retry_policy"]["maximum_event_age_in_seconds"] == 60
    (late,) = dns.of("aws_lambda_function_event_invoke_config")
    assert late["maximum_event_age_in_seconds"] == 60
    for stack in config.applications:
        permitted = {each.id for each in stack.of("aws_lambda_permission")}
        assert not {each for each in permitted if "takeover" in each}


def test_the_region_that_waits_is_not_said_to_be_without_payments(config: Configuration, dns: Stack) -> None:
    silence = {each.id: each for each in dns.of("aws_cloudwatch_metric_alarm") if "no_payments" in each.id}
    assert {each: provider_region(dns, alarm) for each, alarm in silence.items()} == {
        "alarm_no_payments": "us-east-2",
        "alarm_no_payments_instead": "us-west-2",
    }
    choice, well, paid = silence["alarm_no_payments_instead"]["metric_query"]
    assert choice["expression"] == "IF(FILL(m0, 1) < 1, FILL(m1, 0), 1)"
    assert well["metric"]["dimensions"] == {"service": "endpoint_health", "stage": "use2"}
    assert paid["metric"]["dimensions"] == {"service": "front", "stage": "ingest"}
    everywhere = [each for stack in config.applications for each in stack.of("aws_cloudwatch_metric_alarm")]
    assert not any("no_payments" in each.id for each in everywhere)


def test_a_takeover_that_does_not_happen_is_told_where_it_should(dns: Stack) -> None:
    (missed,) = [each for each in dns.of("aws_cloudwatch_metric_alarm") if each.id == "alarm_not_taken_over"]
    assert provider_region(dns, missed) == "us-west-2"
    choice, well, acting = missed["metric_query"]
    assert choice["expression"] == "IF(FILL(m0, 1) < 1, FILL(m1, 0), 2)"
    assert well["metric"]["dimensions"]["stage"] == "use2"
    assert (acting["metric"]["metric_name"], acting["metric"]["stat"]) == (ACTS_FOR, "Maximum")
    assert (missed["comparison_operator"], missed["threshold"]) == ("LessThanThreshold", 2)
    due = missed["evaluation_periods"] * acting["metric"]["period"]
    assert TAKEN_OVER_WITHIN < due <= 600, "after a takeover has had its time, and soon"


def test_payments_are_for_valid_tokens_and_health_for_anyone(config: Configuration) -> None:
    for stack in config.applications:
        rules = {
            tuple(each["condition"][0]["path_pattern"]["values"]): each["action"]
            for each in stack.of("aws_lb_listener_rule")
        }
        assert [each["type"] for each in rules["/health",]] == ["forward"]
        first, second = rules["/payments", "/payments/*"]
        assert (first["type"], second["type"]) == ("jwt-validation", "forward")
        assert first["jwt_validation"]["issuer"] == "https://tokens.example.com"
        (https,) = [each for each in stack.of("aws_lb_listener") if each["protocol"] == "HTTPS"]
        assert https["default_action"][0]["fixed_response"]["status_code"] == "404"


def test_health_is_told_by_a_function_that_takes_no_payments(config: Configuration) -> None:
    for stack in config.applications:
        groups = {each.reference("arn"): each for each in stack.of("aws_lb_target_group")}
        answers = {
            each["target_group_arn"]: each["target_id"] for each in stack.of("aws_lb_target_group_attachment")
        }
        handed = {
            tuple(each["condition"][0]["path_pattern"]["values"]): each["action"][-1]["target_group_arn"]
            for each in stack.of("aws_lb_listener_rule")
        }
        (health,) = [group for group, each in groups.items() if each.get("health_check")]
        assert handed["/health",] == health
        assert answers[health] == "${aws_lambda_alias.function_front_health_live.arn}"
        assert answers[handed["/payments", "/payments/*"]] == "${aws_lambda_alias.function_front_live.arn}"
        measured = {
            group
            for alarm in stack.of("aws_cloudwatch_metric_alarm")
            if (group := (alarm.get("dimensions") or {}).get("TargetGroup"))
        }
        assert measured == {groups[health].reference("arn_suffix")}


def test_r115_aws_config_records_where_the_settings_say_so_and_nowhere_else(
    config: Configuration, tmp_path: Path
) -> None:
    kinds = {resource.type for resource in config.resources}
    assert not any(kind.startswith(("aws_config_", "aws_securityhub_", "aws_guardduty_")) for kind in kinds)
    recording = synthesized(tmp_path, lambda text: text.replace("recorder = false", "recorder = true"))
    for stack in recording.foundations:
        (recorder,) = stack.of("aws_config_configuration_recorder")
        assert recorder["role_arn"].endswith("config.amazonaws.com/AWSServiceRoleForConfig")
        (status,) = stack.of("aws_config_configuration_recorder_status")
        assert (status["is_enabled"], status["depends_on"]) == (
            True,
            ["aws_config_delivery_channel.recorder_delivery"],
        )
        assert {each["source"]["owner"] for each in stack.of("aws_config_config_rule")} == {"AWS"}


def switched_off(text: str) -> str:
    text = text.replace("automatic_takeover = true ", "automatic_takeover = false ")
    return text.replace(text[text.index("issuer =") : text.index("client_tps")], "")


def test_without_an_issuer_nobody_pays_and_takeover_can_be_switched_off(tmp_path: Path) -> None:
    config = synthesized(tmp_path, switched_off)
    for stack in config.applications:
        actions: dict[tuple[str, ...], Any] = {
            tuple(each["condition"][0]["path_pattern"]["values"]): each["action"]
            for each in stack.of("aws_lb_listener_rule")
        }
        (refused,) = actions["/payments", "/payments/*"]
        assert refused["fixed_response"]["status_code"] == "401"
    dns = config.stacks[f"{SYSTEM}-dns-global"]
    assert dns.of("aws_cloudwatch_event_target") == ()
    assert len(dns.of("aws_cloudwatch_composite_alarm")) == 1

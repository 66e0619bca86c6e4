"""Alarms, dashboards and routing between regions."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.infra.synthesis import SUFFIX, SYSTEM, Configuration, Resource, Stack, edited_settings, synthesize

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.synth

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def stacks(config: Configuration) -> tuple[Stack, ...]:
    return tuple(stack for name, stack in config.stacks.items() if f"{SYSTEM}-app-" in name)


def alarm(stack: Stack, name: str) -> Resource:
    return next(each for each in stack.of("aws_cloudwatch_metric_alarm") if each.id == f"alarm_{name}")


def rule(stack: Stack, name: str) -> dict[str, Any]:
    found = next(each for each in stack.of("aws_cloudwatch_event_rule") if each.id == name)
    pattern: dict[str, Any] = json.loads(found["event_pattern"])
    return pattern


def metrics(measured: Resource) -> Iterator[dict[str, Any]]:
    """The metrics that an alarm reads, by one form or the other."""
    if measured.get("metric_name"):
        yield measured.arguments
    for query in measured.get("metric_query") or ():
        if "metric" in query:
            yield query["metric"]


def test_r75_failed_payments_alarm_above_a_tenth_of_a_percent(stacks: tuple[Stack, ...]) -> None:
    for stack in stacks:
        found = alarm(stack, "payment_failures")
        assert (found["threshold"], found["comparison_operator"]) == (0.1, "GreaterThanThreshold")
        assert (found["evaluation_periods"], found["datapoints_to_alarm"]) == (5, 3)
        assert {each["metric_name"] for each in metrics(found)} == {
            "ExecutionsFailed",
            "ExecutionsTimedOut",
            "ExecutionsAborted",
            "ExecutionsStarted",
        }


@pytest.mark.parametrize(
    ("failed", "started", "rate"),
    [
        *((0, 0, 0), (1, 99, 0), (1, 1000, 0.1), (3, 1000, 0.3), (None, 1000, 0)),
        *((1, 2, 0), (2, 3, 100), (1, 1, 100), (1, 0, 100)),  # of few, more than half tells
    ],
)
def test_r75_the_rate_is_of_enough_payments_and_counts_gaps_as_none(
    stacks: tuple[Stack, ...], failed: int | None, started: int, rate: float
) -> None:
    (expression,) = (
        query["expression"]
        for query in alarm(stacks[0], "payment_failures")["metric_query"]
        if "expression" in query
    )
    values = {"p0": failed, "p1": None, "p2": None, "w0": started}
    # CloudWatch's IF takes three values; here they are all worked out, also the one that divides by 0.
    python = re.sub(r"/\((.*?)\), IF", r"/max(1, (\1)), IF", expression)
    functions = {
        "IF": lambda holds, yes, no: yes if holds else no,
        "FILL": lambda value, gap: gap if value is None else value,
        "max": max,
    }
    assert eval(python, {"__builtins__": {}}, {**functions, **values}) == pytest.approx(rate)  # noqa: S307


def test_r75_silence_is_an_alarm_of_its_own(stacks: tuple[Stack, ...]) -> None:
    for stack in stacks:
        found = alarm(stack, "no_payments")
        assert (found["treat_missing_data"], found["comparison_operator"]) == (
            "breaching",
            "LessThanThreshold",
        )


@pytest.mark.parametrize(
    ("name", "metric"), [("api_latency", "Latency"), ("integration_latency", "IntegrationLatency")]
)
def test_r50_latency_is_watched_at_the_99th_percentile(
    stacks: tuple[Stack, ...], name: str, metric: str
) -> None:
    for stack in stacks:
        found = alarm(stack, name)
        assert (found["namespace"], found["metric_name"]) == ("AWS/ApiGateway", metric)
        assert found["extended_statistic"] == "p99"


def test_r51_every_alarm_tells_its_own_region_and_links_to_a_runbook(stacks: tuple[Stack, ...]) -> None:
    headings = set(re.findall(r"^#+ (\S+)$", (PROJECT / "docs/runbooks.md").read_text(), flags=re.MULTILINE))
    for stack in stacks:
        foundation = f"foundation_{stack.region.replace('-', '_')}"
        topic = f"${{data.terraform_remote_state.{foundation}.outputs.alerts_topic_arn}}"
        for found in stack.of("aws_cloudwatch_metric_alarm"):
            assert found["alarm_actions"] == [topic], found.address
            assert found["treat_missing_data"] in {"breaching", "notBreaching"}, found.address
            file, _, heading = found["alarm_description"].rpartition("Runbook: ")[2].partition("#")
            assert (file, heading in headings) == ("docs/runbooks.md", True), found.address


def test_r51_alarms_are_named_as_the_alert_function_reads_them(stacks: tuple[Stack, ...]) -> None:
    from handlers.functions.alert.core import notice_in

    for found in stacks[0].of("aws_cloudwatch_metric_alarm"):
        notice = notice_in(
            {
                "AlarmArn": f"arn:aws:cloudwatch:{stacks[0].region}:123456789012:alarm:{found['alarm_name']}",
                "StateChangeTime": "2026-01-01T00:00:00.000+0000",
                "NewStateValue": "ALARM",
            }
        )
        assert notice is not None
        assert notice.alert.reason == found["alarm_name"]


def test_r51_alarms_and_graphs_are_of_queues_and_rules_that_exist(
    config: Configuration, stacks: tuple[Stack, ...]
) -> None:
    queues = {queue["name"] for queue in config.of("aws_sqs_queue")}
    rules = {found["name"] for found in config.of("aws_cloudwatch_event_rule")}
    tables = {table["name"] for table in config.of("aws_dynamodb_table")}
    buses = {bus["name"] for bus in config.of("aws_cloudwatch_event_bus")}
    known = {"QueueName": queues, "RuleName": rules, "TableName": tables, "EventBusName": buses}
    named: dict[str, set[str]] = {key: set() for key in known}
    for stack in stacks:
        for found in stack.of("aws_cloudwatch_metric_alarm"):
            for metric in metrics(found):
                for key, value in metric["dimensions"].items():
                    if key in known:
                        assert value in known[key], found.address
                        named[key].add(value)
    dead_letters = {queue["name"] for queue in config.of("aws_sqs_queue") if queue.id.endswith("_dlq")}
    assert named["QueueName"] == dead_letters
    assert named["RuleName"] == {
        found["name"] for found in config.of("aws_cloudwatch_event_rule") if found.get("event_bus_name")
    }


def test_the_metrics_of_functions_are_in_the_namespace_that_they_write_to() -> None:
    from handlers.adapters import telemetry
    from infra.blocks.observe.payments import NAMESPACE

    assert telemetry.NAMESPACE == NAMESPACE


def test_the_rules_know_the_metrics_that_functions_count_and_no_others() -> None:
    from handlers.adapters.telemetry import NAMESPACE
    from handlers.domain import telemetry
    from policies.rules.alarms.own_metrics import METRICS

    counted = {value for name, value in vars(telemetry).items() if name.isupper()} | {"ColdStart"}
    assert set(METRICS.default) == {f"{NAMESPACE} {name} service stage" for name in counted}


@pytest.mark.parametrize(
    "name",
    [
        "change_capture_age",
        "api_failures",
        "differences",
        "unfinished_sweeps",
        "no_heartbeat",
        "oldest_doubt",
        "silent_peer",
        "payments_in_doubt",
        "unstarted_workflows",
        "alert_errors",
        *("settlement_failures", "refund_failures", "doubt_failures"),
        *("api_throttles", "workflow_throttles", "background_throttles"),
        *("api_concurrency", "workflow_concurrency", "background_concurrency"),
        *("replication_to_peer_1", "replication_to_peer_2"),
        *("alerts_dlq_depth", "changes_dlq_depth", "events_dlq_depth", "functions_dlq_depth"),
        *("exceptions_here_undelivered", "exceptions_elsewhere_undelivered", "exceptions_out_undelivered"),
    ],
)
def test_r51_each_region_watches(stacks: tuple[Stack, ...], name: str) -> None:
    for stack in stacks:
        assert alarm(stack, name)


def test_an_old_doubt_and_a_sweep_that_does_not_run_are_the_same_alarm(stacks: tuple[Stack, ...]) -> None:
    from handlers.domain.telemetry import OLDEST_DOUBT

    for stack in stacks:
        found = alarm(stack, "oldest_doubt")
        assert (found["namespace"], found["metric_name"], found["statistic"]) == (
            "Payments",
            OLDEST_DOUBT,
            "Maximum",
        )
        assert found["dimensions"] == {"service": "sweep", "stage": "sweep"}
        assert (found["threshold"], found["treat_missing_data"]) == (1800, "breaching")


def test_the_rate_of_doubt_is_of_the_payments_that_were_started(stacks: tuple[Stack, ...]) -> None:
    from handlers.domain.telemetry import DOUBTED

    for stack in stacks:
        found = alarm(stack, "payments_in_doubt")
        assert {metric["metric_name"] for metric in metrics(found)} == {DOUBTED, "ExecutionsStarted"}
        assert found["threshold"] == 1.0


def test_r48_used_concurrency_is_held_against_what_is_reserved(stacks: tuple[Stack, ...]) -> None:
    from infra.systems.global_payments.functions import SPECS
    from infra.systems.global_payments.names import SCHEDULED

    measured = set()
    for kind in ("api", "workflow", "background"):
        found = alarm(stacks[0], f"{kind}_concurrency")
        assert found["threshold"] == 0.8 * 5
        measured |= {metric["dimensions"]["FunctionName"] for metric in metrics(found)}
    assert len(measured) == len(SPECS) - len(SCHEDULED), "a schedule makes as many runs as time does"


def test_a_region_that_does_not_beat_and_a_peer_that_is_not_heard_are_told_apart(
    stacks: tuple[Stack, ...],
) -> None:
    from handlers.domain.telemetry import LONGEST_SILENCE, SUCCESS

    for stack in stacks:
        none, silent = alarm(stack, "no_heartbeat"), alarm(stack, "silent_peer")
        assert none["dimensions"] == silent["dimensions"] == {"service": "heartbeat", "stage": "heartbeat"}
        assert (none["metric_name"], none["statistic"]) == (SUCCESS, "Sum")
        assert (none["comparison_operator"], none["threshold"]) == ("LessThanThreshold", 1)
        assert none["treat_missing_data"] == "breaching", "a region that is lost measures nothing"
        assert (silent["metric_name"], silent["statistic"]) == (LONGEST_SILENCE, "Maximum")
        assert silent["threshold"] == 30, "a lease"


def test_r62_replication_to_each_peer_is_watched(stacks: tuple[Stack, ...]) -> None:
    regions = {stack.region for stack in stacks}
    for stack in stacks:
        peers = {
            alarm(stack, f"replication_to_peer_{number}")["dimensions"]["ReceivingRegion"]
            for number in (1, 2)
        }
        assert peers == regions - {stack.region}


def test_r73_each_region_has_a_dashboard_and_one_shows_all(
    config: Configuration, stacks: tuple[Stack, ...]
) -> None:
    regions = {stack.region for stack in stacks}
    shown: dict[str, set[str]] = {}
    titles = []
    for dashboard in config.of("aws_cloudwatch_dashboard"):
        widgets = json.loads(dashboard["dashboard_body"])["widgets"]
        graphs = [widget["properties"] for widget in widgets if widget["type"] == "metric"]
        titles.append([graph["title"] for graph in graphs])
        shown[dashboard["dashboard_name"]] = {
            row[-1]["region"] for graph in graphs for row in graph["metrics"] if "region" in row[-1]
        }
    assert len(shown) == 4
    assert sorted(map(len, shown.values())) == [1, 1, 1, 3]
    assert set.union(*shown.values()) == regions
    assert all(each == titles[0] for each in titles), "one description makes them all"


def test_r73_the_global_rate_is_of_sums_and_no_mean_of_rates(config: Configuration) -> None:
    (dashboard,) = config.stacks[f"{SYSTEM}-operations-global"].of("aws_cloudwatch_dashboard")
    graph = json.loads(dashboard["dashboard_body"])["widgets"][0]["properties"]
    (line,) = (row[-1] for row in graph["metrics"] if row[-1].get("label") == "all regions")
    parts, wholes = 9, 3
    named = set(re.findall(r"\bl3[pw]\d+", line["expression"]))
    assert sorted(each[2] for each in named) == ["p"] * parts + ["w"] * wholes


def test_r73_copies_of_receipts_are_measured_by_buckets_and_rules_that_exist(config: Configuration) -> None:
    (dashboard,) = config.stacks[f"{SYSTEM}-operations-global"].of("aws_cloudwatch_dashboard")
    graphs = [widget["properties"] for widget in json.loads(dashboard["dashboard_body"])["widgets"]]
    rows = next(graph["metrics"] for graph in graphs if graph["title"] == "Receipts not copied yet")
    shown = {(row[3], row[5], row[7]) for row in rows}
    buckets = {bucket.reference("id"): bucket["bucket"] for bucket in config.data.of("aws_s3_bucket")}
    copied = {
        (buckets[found["bucket"]], found_rule["destination"]["bucket"], found_rule["id"])
        for found in config.data.of("aws_s3_bucket_replication_configuration")
        for found_rule in found["rule"]
    }
    arns = {bucket.reference("arn"): bucket["bucket"] for bucket in config.data.of("aws_s3_bucket")}
    assert shown == {(source, arns[destination], name) for source, destination, name in copied}
    assert len(shown) == 6


def test_r73_every_id_of_a_graph_is_its_own(config: Configuration) -> None:
    for dashboard in config.of("aws_cloudwatch_dashboard"):
        for widget in json.loads(dashboard["dashboard_body"])["widgets"]:
            rows = [row[-1] for row in widget["properties"].get("metrics", [])]
            ids = [row["id"] for row in rows if "id" in row]
            assert len(ids) == len(set(ids))
            used = {
                name for row in rows for name in re.findall(r"\bl\d+[mpw]\d+\b", row.get("expression", ""))
            }
            assert used == {name for name in ids if not name.startswith("line")}


def test_r70_exceptions_go_from_each_region_to_exactly_one_other(stacks: tuple[Stack, ...]) -> None:
    destinations = {}
    for stack in stacks:
        pattern = rule(stack, "exceptions_out")
        assert pattern["detail"] == {"origin_region": [stack.region]}
        (target,) = (
            each for each in stack.of("aws_cloudwatch_event_target") if each.id == "exceptions_out_target"
        )
        destinations[stack.region] = target["arn"].split(":")[3]
        role = next(each for each in stack.of("aws_iam_role_policy") if each.id.startswith("exceptions"))
        (statement,) = role.statements()
        assert (statement["Action"], statement["Resource"]) == (["events:PutEvents"], [target["arn"]])
    assert set(destinations) == set(destinations.values())
    assert all(origin != destination for origin, destination in destinations.items())


def test_r70_the_watching_region_lets_the_role_in(config: Configuration, stacks: tuple[Stack, ...]) -> None:
    for stack in stacks:
        role = next(each for each in stack.of("aws_iam_role") if each.id.startswith("exceptions"))
        for foundation in config.foundations:
            (policy,) = foundation.of("aws_cloudwatch_event_bus_policy")
            let_in = "".join(policy.statements()[1]["Condition"]["ArnEquals"]["aws:PrincipalArn"])
            assert (role["name"] in let_in) == (foundation.region != stack.region)


def test_r70_what_is_forwarded_is_not_forwarded_again(stacks: tuple[Stack, ...]) -> None:
    for stack in stacks:
        assert rule(stack, "exceptions_elsewhere")["detail"] == {
            "origin_region": [{"anything-but": [stack.region]}]
        }
        onward = [each.id for each in stack.of("aws_cloudwatch_event_target") if ":event-bus/" in each["arn"]]
        assert onward == ["exceptions_out_target"]


@pytest.mark.parametrize("name", ["exceptions_here", "exceptions_elsewhere", "exceptions_out"])
def test_r70_exactly_what_the_alert_function_tells_of_is_routed(stacks: tuple[Stack, ...], name: str) -> None:
    from handlers.domain.errors import BadEventError
    from handlers.domain.events import SOURCE
    from handlers.domain.payment import State
    from handlers.functions.alert.core import notice_in

    notified = set()
    for state in State:
        detail = {"state": state, "version": 1, "payment_id": f"pay_{'a' * 32}", "origin_region": "xx-test-1"}
        try:
            notice_in({"source": SOURCE, "detail": detail})
        except BadEventError:
            continue
        notified.add(f"payment.{state}")
    assert notified
    for stack in stacks:
        assert set(rule(stack, name)["detail-type"]) == notified
        assert rule(stack, name)["source"] == [SOURCE]


def test_r70_a_target_tries_again_and_keeps_what_it_gave_up(stacks: tuple[Stack, ...]) -> None:
    for stack in stacks:
        for target in stack.of("aws_cloudwatch_event_target"):
            assert target["dead_letter_config"]["arn"].endswith(".outputs.events_dlq_arn}"), target.address
            # What a schedule could not deliver, the call of the next minute does.
            tries = 0 if target.id.endswith("_schedule_target") else 185
            assert target["retry_policy"]["maximum_retry_attempts"] == tries, target.address


def test_r79_events_of_another_region_end_in_a_function_that_lets_the_rule_in(
    stacks: tuple[Stack, ...],
) -> None:
    for stack in stacks:
        target = next(
            each
            for each in stack.of("aws_cloudwatch_event_target")
            if each.id == "exceptions_elsewhere_target"
        )
        assert target["arn"] == "${aws_lambda_alias.function_alert_live.arn}"
        permission = next(
            each for each in stack.of("aws_lambda_permission") if each.id == "exceptions_elsewhere_permission"
        )
        assert permission["source_arn"] == "${aws_cloudwatch_event_rule.exceptions_elsewhere.arn}"
        assert permission["principal"] == "events.amazonaws.com"
        assert permission["qualifier"] == "${aws_lambda_alias.function_alert_live.name}"


def test_r79_alarms_of_a_region_are_told_by_another_and_nothing_comes_back(
    config: Configuration, stacks: tuple[Stack, ...]
) -> None:
    subscriptions = config.stacks[f"{SYSTEM}-operations-global"].of("aws_sns_topic_subscription")
    assert len(subscriptions) == len(stacks)
    for found in subscriptions:
        topic, function = found["topic_arn"].split(":")[3], found["endpoint"].split(":")[3]
        assert topic != function, found.address
        assert found["provider"].startswith("aws."), "it is in the topic's region"
        assert json.loads(found["filter_policy"]) == {"AlarmArn": [{"exists": True}]}
        assert found["filter_policy_scope"] == "MessageBody"
        (teller,) = (stack for stack in stacks if stack.region == function)
        assert found["topic_arn"].split(":")[3:][2] in {
            permission["source_arn"].split(":")[5]
            for permission in teller.of("aws_lambda_permission")
            if permission["principal"] == "sns.amazonaws.com"
            and permission["source_arn"].split(":")[3] == topic
        }


def test_r71_each_regions_alerts_are_read_in_every_other_region(stacks: tuple[Stack, ...]) -> None:
    for stack in stacks:
        found = stack.of("aws_sns_topic_subscription")
        peers = {other.region for other in stacks} - {stack.region}
        assert {each["endpoint"].split(":")[3] for each in found} == peers
        assert {each["protocol"] for each in found} == {"sqs"}
        for each in found:
            kept = json.loads(each["redrive_policy"])["deadLetterTargetArn"]
            assert kept.split(":")[3] == stack.region, each.address


def test_r69_standard_executions_that_end_badly_are_told(stacks: tuple[Stack, ...]) -> None:
    pattern = rule(stacks[0], "executions")
    assert pattern["detail"]["status"] == ["FAILED", "TIMED_OUT", "ABORTED"]
    machines = [each for each in stacks[0].of("aws_sfn_state_machine") if each["type"] == "STANDARD"]
    assert set(pattern["detail"]["stateMachineArn"]) == {each.reference("arn") for each in machines}


def test_r70_takeover_is_called_by_nobody_but_an_operator(stacks: tuple[Stack, ...]) -> None:
    for stack in stacks:
        assert "payments-takeover-zq7" not in json.dumps(
            [each.arguments for each in stack.of("aws_lambda_permission")]
        )


def test_r8_a_lone_region_has_nobody_to_tell(tmp_path: Path) -> None:
    def alone(text: str) -> str:
        head, separator, regions = text.partition("[regions.us-east-1]")
        return head + separator + regions.split("[regions.", 1)[0]

    path = edited_settings(tmp_path, alone)
    config = Configuration.read(synthesize(tmp_path / "out", SUFFIX, path=path))
    (stack,) = (stack for name, stack in config.stacks.items() if "-app-" in name)
    assert {each.id for each in stack.of("aws_cloudwatch_event_rule")} == {
        "exceptions_here",
        "executions",
        "heartbeat_schedule",
        "sweep_schedule",
    }
    assert not stack.of("aws_sns_topic_subscription")
    for dashboard in config.of("aws_cloudwatch_dashboard"):
        for widget in json.loads(dashboard["dashboard_body"])["widgets"]:
            assert widget["type"] == "alarm" or widget["properties"]["metrics"], "a graph without lines"


def test_r7_a_fourth_region_is_watched_like_the_others(tmp_path: Path) -> None:
    fourth = """
[regions.eu-central-1]
code = "euc1"
zones = ["euc1-az1", "euc1-az2", "euc1-az3"]
cidr = "10.40.0.0/16"
"""
    path = edited_settings(tmp_path, lambda text: text + fourth)
    config = Configuration.read(synthesize(tmp_path / "out", SUFFIX, path=path))
    stacks = [stack for name, stack in config.stacks.items() if "-app-" in name]
    watching = {
        target["arn"].split(":")[3]
        for stack in stacks
        for target in stack.of("aws_cloudwatch_event_target")
        if target.id == "exceptions_out_target"
    }
    assert watching == {stack.region for stack in stacks}
    assert len(watching) == 4

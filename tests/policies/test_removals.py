"""One thing taken out of a synthesized system, in every region alike: a rule has to miss it.

Everywhere alike, since what one region alone lacks is seen by comparing regions. The removals were
chosen, and committed, before any of them was run; of the 28, rules found 11 on that day. The other 17
became rules, or predicates of rules, which each names here. Later every type, every address and, where no
other region tells, every element was taken out, of each system: what may go is listed, with the reason.
"""

from __future__ import annotations

import copy
import inspect
import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from policies.configuration import Configuration
from policies.engine import judge
from policies.gate.reading.build import NO_OVERRIDES, build
from policies.gate.reading.folder import Reading, read
from policies.gate.verdict import evaluate_rules
from policies.model import Finding, Rule, Status
from policies.references import mentioned
from policies.resource import Resource
from policies.rules.alarms._watched import ALARM
from tests.infra.broken import REGISTRY, Stacks, fails

pytestmark = pytest.mark.synth

Edit = Callable[[dict[str, Any]], bool]
"""Changes the arguments of one resource; tells whether there was something to remove."""


class Removal(NamedTuple):
    """What is taken out, of which resources (a pattern of addresses), and the rule that finds it.

    edit: what is removed from each; None where the resource itself is.
    """

    address: str
    edit: Edit | None
    found_by: str


def argument(name: str) -> Edit:
    return lambda arguments: arguments.pop(name, None) is not None


def statement(sid: str) -> Edit:
    def edit(document: dict[str, Any]) -> bool:
        kept = [each for each in document["Statement"] if not fnmatchcase(each["Sid"], sid)]
        removed = len(kept) < len(document["Statement"])
        document["Statement"] = kept
        return removed

    return _in_policies(edit)


def condition(sid: str, key: str) -> Edit:
    def edit(document: dict[str, Any]) -> bool:
        removed = False
        for each in document["Statement"]:
            if fnmatchcase(each["Sid"], sid):
                for operator, tests in list(each.get("Condition", {}).items()):
                    removed |= tests.pop(key, None) is not None
                    if not tests:
                        del each["Condition"][operator]
                if not each.get("Condition", True):
                    del each["Condition"]
        return removed

    return _in_policies(edit)


def _in_policies(edit: Callable[[dict[str, Any]], bool]) -> Edit:
    def within(arguments: dict[str, Any]) -> bool:
        removed = False
        for name in ("policy", "assume_role_policy"):
            if name in arguments:
                document = json.loads(arguments[name])
                removed |= edit(document)
                arguments[name] = json.dumps(document)
        return removed

    return within


REMOVALS: Final = {
    # Key policies
    "the key no longer lets CloudWatch Logs encrypt": Removal(
        "aws_kms_key.key_ops", statement("LogGroups"), "kms-lets-users-in"
    ),
    "the key of personal data no longer denies replication": Removal(
        "aws_kms_key.key_pii", statement("NeverReplicated"), "data-personal-denied"
    ),
    "use of the data key is no longer bound to the account": Removal(
        "aws_kms_key.key_data", condition("LocalUse", "kms:CallerAccount"), "kms-account-use"
    ),
    "publishing services are no longer bound to the account": Removal(
        "aws_kms_key.key_ops", condition("Publishers", "aws:SourceAccount"), "kms-service-principals"
    ),
    # Bucket policies
    "old TLS is no longer denied": Removal(
        "aws_s3_bucket_policy.personal_bucket_policy", statement("ModernTlsOnly"), "s3-modern-tls"
    ),
    "replication of the personal bucket is no longer denied": Removal(
        "aws_s3_bucket_policy.personal_bucket_policy", statement("NeverReplicated"), "data-personal-denied"
    ),
    "access logs may come from any bucket of the account": Removal(
        "aws_s3_bucket_policy.log_bucket_policy",
        condition("AccessLogs", "aws:SourceArn"),
        "iam-exact-source",
    ),
    # Queues, topic, bus, endpoints
    "EventBridge may no longer write to its dead-letter queue": Removal(
        "aws_sqs_queue_policy.events_dlq_policy", statement("FromEvents"), "sqs-senders"
    ),
    "alarms may no longer publish": Removal(
        "aws_sns_topic_policy.alerts_policy", statement("Alarms"), "sns-publishers"
    ),
    "everyone in the account is a peer of the bus": Removal(
        "aws_cloudwatch_event_bus_policy.bus_policy",
        condition("Peers", "aws:PrincipalArn"),
        "events-tls-only",
    ),
    "the S3 endpoint reaches objects of other accounts": Removal(
        "aws_vpc_endpoint.endpoint_s3",
        condition("OwnObjects", "aws:ResourceAccount"),
        "vpc-endpoint-accounts",
    ),
    # Roles
    "the trust in VPC flow logs is no longer bound to the account": Removal(
        "aws_iam_role.flow_log_role", condition("Service", "aws:SourceAccount"), "iam-exact-source"
    ),
    "replication may no longer decrypt its source": Removal(
        "aws_iam_role_policy.receipts_*_replication_role_policy",
        statement("DecryptSource"),
        "s3-replication-role",
    ),
    "replication may use the key outside S3": Removal(
        "aws_iam_role_policy.receipts_*_replication_role_policy",
        condition("DecryptSource", "kms:ViaService"),
        "iam-kms-via-service",
    ),
    # Related resources
    "no resource policy on the personal table": Removal(
        "aws_dynamodb_resource_policy.personal_table_policy", None, "data-personal-denied"
    ),
    "no public access block on the code bucket": Removal(
        "aws_s3_bucket_public_access_block.code_bucket_public_access", None, "s3-public-access-block"
    ),
    "no versioning of receipts": Removal("aws_s3_bucket_versioning.receipts_*", None, "s3-versioning"),
    "no replication of receipts": Removal(
        "aws_s3_bucket_replication_configuration.*", None, "s3-replication-mesh"
    ),
    "no flow log": Removal("aws_flow_log.flow_log", None, "vpc-flow-log"),
    "the default security group is not managed": Removal(
        "aws_default_security_group.*", None, "vpc-default-security-group"
    ),
    "no alias of the data key": Removal("aws_kms_alias.key_data_alias", None, "kms-key-alias"),
    "no archive of events": Removal("aws_cloudwatch_event_archive.bus_archive", None, "events-archived"),
    "the dead-letter queue of alerts takes redrives from any queue": Removal(
        "aws_sqs_queue_redrive_allow_policy.alerts_dlq_redrive", None, "sqs-redrive-allow"
    ),
    # Arguments
    "entries of the ledger never expire": Removal(
        "aws_dynamodb_table.ledger_*", argument("ttl"), "dynamodb-time-to-live"
    ),
    "the ledger streams nothing": Removal(
        "aws_dynamodb_table.ledger_*", argument("stream_enabled"), "dynamodb-stream"
    ),
    "replicas are made at the same time": Removal(
        "aws_dynamodb_table_replica.*", argument("depends_on"), "dynamodb-replica-order"
    ),
    "the bus loses what it cannot deliver": Removal(
        "aws_cloudwatch_event_bus.bus", argument("dead_letter_config"), "events-bus-dead-letter"
    ),
    "the personal bucket keeps everything": Removal(
        "aws_s3_bucket_lifecycle_configuration.personal_bucket_lifecycle", argument("rule"), "s3-lifecycle"
    ),
}


@pytest.fixture(scope="module")
def reading(synthesized: Path) -> Reading:
    return read(synthesized)


def take(stacks: Stacks, removal: Removal) -> bool:
    """Take it out in place, in every region alike; tells whether there was something to remove."""
    removed = False
    for stack in stacks.values():
        for kind, named in stack["resource"].items():
            for name in [name for name in named if fnmatchcase(f"{kind}.{name}", removal.address)]:
                if removal.edit is None:
                    del named[name]
                    removed = True
                else:
                    removed |= removal.edit(named[name])
    return removed


def without(contents: Stacks, removal: Removal) -> Stacks:
    """The stacks after the removal."""
    stacks = copy.deepcopy(dict(contents))
    assert take(stacks, removal), "the removal takes nothing out"
    return stacks


def without_all(contents: Stacks, removals: Iterable[Removal]) -> Stacks:
    """The stacks after every removal, some of which take along what others would."""
    stacks = copy.deepcopy(dict(contents))
    for removal in removals:
        take(stacks, removal)
    return stacks


def judged_by_all(reading: Reading, stacks: Stacks) -> tuple[Finding, ...]:
    """What all rules find in the stacks, none of which may break."""
    answer = evaluate_rules(build(stacks, reading.metadata, NO_OVERRIDES), registry=REGISTRY)
    assert answer.problems == ()
    return answer.findings


@pytest.mark.parametrize("what", REMOVALS)
def test_a_rule_finds_it(reading: Reading, what: str) -> None:
    removal = REMOVALS[what]
    assert fails(removal.found_by, reading, without(reading.contents, removal))


def test_nothing_fails_while_nothing_is_removed(reading: Reading) -> None:
    found = judged_by_all(reading, reading.contents)
    assert [finding for finding in found if finding.status is Status.FAIL] == []


def test_no_rule_breaks_where_all_of_it_is_gone(reading: Reading) -> None:
    assert judged_by_all(reading, without_all(reading.contents, REMOVALS.values()))


_PAYMENTS: Final[Mapping[str, str]] = {
    "aws_cloudwatch_metric_alarm.alarm_api_concurrency": "warns before throttling does",
    "aws_cloudwatch_metric_alarm.alarm_background_concurrency": "warns before throttling does",
    "aws_cloudwatch_metric_alarm.alarm_workflow_concurrency": "warns before throttling does",
    "aws_cloudwatch_metric_alarm.alarm_differences": "a metric of our own code",
    "aws_cloudwatch_metric_alarm.alarm_no_heartbeat": "a metric of our own code",
    "aws_cloudwatch_metric_alarm.alarm_silent_peer": "a metric of our own code",
    "aws_cloudwatch_metric_alarm.alarm_no_payments": "what silence means only the business knows",
    "aws_cloudwatch_metric_alarm.alarm_oldest_doubt": "a metric of our own code",
    "aws_cloudwatch_metric_alarm.alarm_payments_in_doubt": "a metric of our own code",
    "aws_cloudwatch_metric_alarm.alarm_unfinished_sweeps": "a metric of our own code",
    "aws_cloudwatch_metric_alarm.alarm_unstarted_workflows": "a metric of our own code",
    "aws_lambda_permission.api_payments_payment_id_receipt_get_permission": "GET/payments/* covers it",
    "aws_lambda_permission.api_payments_payment_id_refunds_refund_id_*": "GET/payments/* covers it",
    "aws_sns_topic_subscription.alarms_of_*": "inbox and peers hear the topic too",
    "aws_vpc_endpoint.endpoint_events": "which services a function calls stands in its code",
    "aws_vpc_endpoint.endpoint_processor": "whom a function calls stands in its code",
    "aws_vpc_endpoint.endpoint_secretsmanager": "which services a function calls stands in its code",
    "aws_vpc_endpoint.endpoint_sns": "which services a function calls stands in its code",
    "aws_vpc_endpoint.endpoint_states": "which services a function calls stands in its code",
    "aws_vpc_security_group_egress_rule.functions_to_*": "which services a function calls stands in its code",
}
_WEB_APP: Final[Mapping[str, str]] = {
    "aws_cloudwatch_dashboard.dashboard": "whom nobody looks at tells nobody: alarms do",
    "aws_vpc_security_group_egress_rule.tasks_group_to_outside_*": "whom a task calls stands in its code",
}
_PAIR: Final[Mapping[str, str]] = {
    **{
        f"aws_cloudwatch_metric_alarm.alarm_{name}": _PAYMENTS[f"aws_cloudwatch_metric_alarm.alarm_{name}"]
        for name in (
            *("background_concurrency", "workflow_concurrency", "differences", "no_heartbeat", "no_payments"),
            *("oldest_doubt", "payments_in_doubt", "silent_peer", "unfinished_sweeps", "unstarted_workflows"),
        )
    },
    "aws_cloudwatch_metric_alarm.alarm_no_payments_instead": "a metric of our own code",
    "aws_cloudwatch_metric_alarm.alarm_not_taken_over": "a metric of our own code",
    "aws_cloudwatch_metric_alarm.alarm_probe_*": "a metric of our own code",
    "aws_cloudwatch_metric_alarm.alarm_*healthy_hosts": "the function behind it is watched itself",
    "aws_vpc_endpoint.endpoint_secretsmanager": "which services a function calls stands in its code",
    "aws_vpc_endpoint.endpoint_states": "which services a function calls stands in its code",
    "aws_vpc_security_group_egress_rule.functions_to_*": "which services a function calls stands in its code",
}
FREE: Final = {"global_payments": _PAYMENTS, "disaster_recovery": _PAIR, "pci_web_app": _WEB_APP}
"""By system, what may be taken out everywhere without a rule that fails, and why. Alarms are looked at
without the dashboards, which refer to each."""
of_global_payments = pytest.mark.parametrize("places", ["global_payments"], indirect=True)


class Places(NamedTuple):
    """A system's elements, whole and by what is taken out together.

    users: those that mention a block, by its stack and address.
    """

    free: Mapping[str, str]
    reading: Reading
    whole: Configuration
    by_type: Mapping[str, list[Resource]]
    alike: Mapping[str, list[Resource]]
    users: Mapping[tuple[str, str], list[Resource]]


@pytest.fixture(scope="module", params=FREE)
def places(request: pytest.FixtureRequest, synthesis_of: Callable[[str], Path]) -> Places:
    reading = read(synthesis_of(request.param))
    whole = build(reading.contents, reading.metadata, NO_OVERRIDES)
    by_type, alike, users = defaultdict(list), defaultdict(list), defaultdict(list)
    for element in whole.elements:
        for address in {each for _, text in element.strings() for each in mentioned(text)}:
            users[element.stack, address].append(element)
        if element.is_managed:
            by_type[element.type].append(element)
            alike[re.sub(r"_(apse1|euw1|use1|use2|usw2)(?=_|$)", "_*", element.address)].append(element)
    return Places(FREE[request.param], reading, whole, by_type, alike, users)


TEXTS: Final = {rule.id: inspect.getsource(sys.modules[rule.check.__module__]) for rule in REGISTRY.rules}
DANGLING: Final = REGISTRY["terraform-dangling-reference"]


def about(kind: str) -> Iterator[Rule]:
    """Every rule, first those whose text speaks of the type."""
    yield from sorted(REGISTRY.rules, key=lambda rule: kind not in TEXTS[rule.id])


def is_missed(places: Places, gone: Collection[Resource], rules: Iterable[Rule] | None = None) -> bool:
    """Whether some rule fails where these are taken out."""
    taken = frozenset(gone)
    left = Configuration(tuple(element for element in places.whole.elements if element not in taken))
    if rules is None and is_dangling(places, taken, left):
        return True
    return any(
        finding.status is Status.FAIL
        for rule in rules or about(next(iter(gone)).type)
        for finding in judge(left, [rule]).findings
    )


def is_dangling(places: Places, taken: Collection[Resource], left: Configuration) -> bool:
    """Whether the rule of references fails at something that mentions what is taken out: at nothing else it
    can, and most of what is taken out is told so, without judging all that is left.
    """
    users = {user for found in taken for user in places.users.get((found.stack, found.block), ())}
    return any(
        judgement.status is Status.FAIL
        for user in users - set(taken)
        if DANGLING.applies_to(user)
        for judgement in DANGLING.check(user, left)
    )


def is_free(places: Places, address: str) -> bool:
    return any(fnmatchcase(address, pattern) for pattern in places.free)


@pytest.mark.long
def test_every_type_is_missed_or_free(places: Places) -> None:
    passing = [
        kind
        for kind, gone in places.by_type.items()
        if not is_missed(places, gone) and not all(is_free(places, each.address) for each in gone)
    ]
    assert passing == []


@pytest.mark.long
def test_an_address_is_missed_or_free(places: Places) -> None:
    """Each in every region alike; alarms apart, to each of which a dashboard refers."""
    others = {address: gone for address, gone in places.alike.items() if gone[0].type != ALARM}
    passing = {address for address, gone in others.items() if not is_missed(places, gone)}
    assert passing == {address for address in others if is_free(places, address)}


def test_every_group_of_alarms_is_demanded_or_free(places: Places) -> None:
    rules = [rule for rule in REGISTRY.rules if rule.id.startswith("alarms-")]
    passing = {
        address
        for address, gone in places.alike.items()
        if gone[0].type == ALARM and not is_missed(places, gone, rules)
    }
    assert passing == {
        address
        for address, gone in places.alike.items()
        if gone[0].type == ALARM and is_free(places, address)
    }


@of_global_payments
def test_what_one_region_alone_lacks_is_missed(places: Places) -> None:
    regional = {
        kind: found
        for kind, gone in places.by_type.items()
        for found in gone
        if not found.stack.endswith("-global")
    }
    parity = [REGISTRY["parity-regions"]]
    assert [kind for kind, found in regional.items() if not is_missed(places, [found], parity)] == []


@pytest.mark.long
@of_global_payments
def test_what_stands_in_one_stack_alone_is_missed_or_free(places: Places) -> None:
    passing = {
        found.address
        for found in places.whole.elements
        if found.is_managed and found.stack.endswith("-global") and not is_missed(places, [found])
    }
    assert {address for address in passing if not is_free(places, address)} == set()


NOTHING: Final = {
    "count 0": ("count", 0),
    "an empty map": ("for_each", {}),
    "an empty list": ("for_each", []),
}


@pytest.mark.long
def test_nothing_of_a_type_is_none_of_it(places: Places) -> None:
    """However Terraform is told to make none, what is judged is what is left when it is taken out."""

    def said(stack: str, content: Mapping[str, Any]) -> list[tuple[str, Any]]:
        made = build({stack: content}, places.reading.metadata, NO_OVERRIDES).elements
        return [(element.address, element.values) for element in made]

    for kind, found in places.by_type.items():
        contents = places.reading.contents
        stack = min((each.stack for each in found), key=lambda each: len(str(contents[each])))
        taken = copy.deepcopy(dict(contents[stack]))
        named = taken["resource"].pop(kind)
        left = said(stack, taken)
        for way, (argument_name, value) in NOTHING.items():
            none = {name: {**arguments, argument_name: value} for name, arguments in named.items()}
            unmade = {**taken, "resource": {**taken["resource"], kind: none}}
            assert said(stack, unmade) == left, f"{kind}: {way}"


@pytest.mark.parametrize(
    ("kind", "way"),
    [
        *(("", way) for way in NOTHING),
        *zip(("aws_s3_bucket_public_access_block", "aws_flow_log", "aws_kms_alias"), NOTHING, strict=True),
    ],
)
def test_nothing_of_it_has_the_findings_of_none(reading: Reading, kind: str, way: str) -> None:
    """Of one type, or of all (where the name is empty): the same findings, and never a pass."""
    name, value = NOTHING[way]
    unmade = copy.deepcopy(dict(reading.contents))
    for stack in unmade.values():
        for each in [kind] if kind else stack["resource"]:
            for arguments in stack["resource"].get(each, {}).values():
                arguments[name] = value
    taken = copy.deepcopy(dict(reading.contents))
    for stack in taken.values():
        for each in [kind] if kind else list(stack["resource"]):
            stack["resource"].pop(each, None)
    said, of_none = (judged_by_all(reading, stacks) for stacks in (unmade, taken))
    assert said == of_none
    assert any(finding.status is Status.FAIL for finding in said)

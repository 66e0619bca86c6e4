"""Each property is proven on our synthesis, and refuted on each edit that breaks it.

Every request that refutes one is put before the evaluator by brute force, which has to allow it too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from policies.access import asking, properties
from policies.access.evaluation import ACTION, RESOURCE, Caller, Guarded
from policies.access.formulas import Answer, Unknown
from policies.configuration import Configuration
from policies.engine import judge
from policies.gate.reading.build import NO_OVERRIDES, build
from policies.gate.reading.folder import read
from policies.gate.reading.metadata import Metadata, read_metadata
from policies.model import Rule, Status
from policies.policy_document import Statement
from policies.registry import load
from tests.policies.access.brute_force import Asked, World, is_allowed

pytestmark = pytest.mark.synth

RULES: Final[Mapping[str, Rule]] = {rule.id: rule for rule in load().rules if rule.id.startswith("access-")}
REGION, OTHER_REGION = "us-east-1", "eu-west-1"
APP, FOUNDATION = (f"global_payments-{part}-{REGION}" for part in ("app", "foundation"))
AWAY: Final = f"global_payments-app-{OTHER_REGION}"
DATA: Final = "global_payments-data-global"
OTHER: Final = "999988887777"
OWN: Final = "${data.aws_caller_identity.current.account_id}"
Stacks = dict[str, Any]


def allow(action: object, resource: object = "*", **more: object) -> dict[str, object]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


@dataclass(frozen=True)
class Edit:
    """One change of the synthesis, and the rule that finds it."""

    rule: str
    says: str
    apply: Callable[[Stacks], None]


def resource(stacks: Stacks, stack: str, kind: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = stacks[stack]["resource"][kind][name]
    return found


def added(
    stack: str, kind: str, name: str, statement: Mapping[str, object], attribute: str = "policy"
) -> Callable[[Stacks], None]:
    """A statement more in a policy."""

    def apply(stacks: Stacks) -> None:
        holder = resource(stacks, stack, kind, name)
        policy = json.loads(holder[attribute])
        policy["Statement"].append(statement)
        holder[attribute] = json.dumps(policy)

    return apply


def unbound(stack: str, kind: str, name: str) -> Callable[[Stacks], None]:
    """Every statement that allows a service loses its conditions."""

    def apply(stacks: Stacks) -> None:
        holder = resource(stacks, stack, kind, name)
        policy = json.loads(holder["policy"])
        for statement in policy["Statement"]:
            if "Service" in dict(statement["Principal"] if isinstance(statement["Principal"], dict) else {}):
                del statement["Condition"]
        holder["policy"] = json.dumps(policy)

    return apply


def may(role: str, *statement: object, stack: str = APP, **more: object) -> Callable[[Stacks], None]:
    """A function's role may do something more."""
    return added(stack, "aws_iam_role_policy", f"function_{role}_role_policy", allow(*statement, **more))


def both(*edits: Callable[[Stacks], None]) -> Callable[[Stacks], None]:
    def apply(stacks: Stacks) -> None:
        for edit in edits:
            edit(stacks)

    return apply


def trusting(role: str, principal: object) -> Callable[[Stacks], None]:
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal}
    return added(APP, "aws_iam_role", f"function_{role}_role", statement, "assume_role_policy")


def role_arn(name: str) -> str:
    return f"${{aws_iam_role.function_{name}_role.arn}}"


TO_LAMBDA: Final[dict[str, Any]] = {
    "Condition": {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}
}
PERSONAL: Final = f"arn:aws:dynamodb:{REGION}:{OWN}:table/payments-personal-*"
TABLE: Final = "aws_dynamodb_resource_policy", "personal_table_policy"
KEY: Final = (
    f"${{data.terraform_remote_state.foundation_{REGION.replace('-', '_')}.outputs.personal_key_arn}}"
)
THROUGH: Final[dict[str, Any]] = {
    "Condition": {"StringEquals": {"kms:ViaService": f"dynamodb.{REGION}.amazonaws.com"}}
}
RAISES, DESTROYS, LETS_IN, READS = (
    *("access-escalation", "access-evidence", "access-outsiders", "access-personal-data"),
)

EDITS: Final = (
    Edit(RAISES, "writes any role's policy", may("health", "iam:PutRolePolicy")),
    Edit(RAISES, "attaches to itself", may("health", "iam:Attach*", role_arn("health"))),
    Edit(
        RAISES, "makes a key of any user", may("health", "iam:CreateAccessKey", f"arn:aws:iam::{OWN}:user/*")
    ),
    Edit(
        RAISES,
        "has any role trust it",
        may("health", "iam:UpdateAssumeRolePolicy", f"arn:aws:iam::{OWN}:role/*"),
    ),
    Edit(
        RAISES,
        "replaces a function's code",
        may("health", "lambda:UpdateFunctionCode", "${aws_lambda_function.function_settle.arn}"),
    ),
    Edit(
        RAISES,
        "passes a role to a function of its own",
        both(
            may("health", "iam:PassRole", role_arn("settle"), **TO_LAMBDA),
            may("health", "lambda:CreateFunction"),
        ),
    ),
    Edit(
        RAISES,
        "assumes what trusts the account",
        both(
            may("health", "sts:AssumeRole", role_arn("settle")),
            trusting("settle", {"AWS": f"arn:aws:iam::{OWN}:root"}),
        ),
    ),
    Edit(RAISES, "is trusted by another role", trusting("settle", {"AWS": role_arn("health")})),
    Edit(
        RAISES,
        "rewrites a workflow",
        may("health", "states:UpdateStateMachine", "${aws_sfn_state_machine.workflow_payment.arn}"),
    ),
    Edit(
        RAISES,
        "may all but one service",
        added(
            APP,
            "aws_iam_role_policy",
            "function_health_role_policy",
            {"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"},
        ),
    ),
    Edit(DESTROYS, "deletes logs", may("health", "logs:DeleteLogGroup")),
    Edit(
        DESTROYS,
        "keeps its own logs for a day",
        may("health", "logs:PutRetention*", "${aws_cloudwatch_log_group.function_health_logs.arn}"),
    ),
    Edit(
        DESTROYS,
        "deletes versions of logs",
        may("health", "s3:DeleteObjectVersion", "arn:aws:s3:::payments-logs-*/*"),
    ),
    Edit(DESTROYS, "lets receipts expire", may("sweep", "s3:PutLifecycleConfiguration")),
    Edit(
        DESTROYS,
        "deletes receipts' versions by a wildcard",
        may("receipt", "s3:Delete*", "arn:aws:s3:::payments-receipts-*"),
    ),
    Edit(
        DESTROYS,
        "schedules the deletion of a key",
        may("health", "kms:ScheduleKeyDeletion", f"arn:aws:kms:{REGION}:{OWN}:key/*"),
    ),
    Edit(DESTROYS, "rewrites key policies", may("takeover", "kms:Put*")),
    Edit(
        DESTROYS,
        "deletes the ledger",
        may("sweep", "dynamodb:DeleteTable", f"arn:aws:dynamodb:*:{OWN}:table/*"),
    ),
    Edit(DESTROYS, "stops backups", may("sweep", "dynamodb:UpdateContinuousBackups", PERSONAL)),
    Edit(
        LETS_IN,
        "opens personal documents",
        added(
            FOUNDATION,
            "aws_s3_bucket_policy",
            "personal_bucket_policy",
            allow("s3:GetObject", "${aws_s3_bucket.personal_bucket.arn}/*", Principal="*"),
        ),
    ),
    Edit(
        LETS_IN, "lets S3 log for everybody", unbound(FOUNDATION, "aws_s3_bucket_policy", "log_bucket_policy")
    ),
    Edit(
        LETS_IN, "lets rules of others send", unbound(FOUNDATION, "aws_sqs_queue_policy", "events_dlq_policy")
    ),
    Edit(LETS_IN, "lets services use the key for others", unbound(FOUNDATION, "aws_kms_key", "key_ops")),
    Edit(
        LETS_IN,
        "lets everybody decrypt through S3",
        added(
            FOUNDATION,
            "aws_kms_key",
            "key_data",
            allow(
                "kms:Decrypt",
                "*",
                Principal={"AWS": "*"},
                Condition={"StringEquals": {"kms:ViaService": f"s3.{REGION}.amazonaws.com"}},
            ),
        ),
    ),
    Edit(
        LETS_IN,
        "lets a partner read receipts",
        added(
            DATA,
            "aws_s3_bucket_policy",
            "receipts_use1_policy",
            allow(
                "s3:Get*",
                "${aws_s3_bucket.receipts_use1.arn}/*",
                Principal={"AWS": f"arn:aws:iam::{OTHER}:root"},
            ),
        ),
    ),
    Edit(LETS_IN, "lets a partner take on a role", trusting("settle", {"AWS": OTHER})),
    Edit(READS, "reads payers", may("capture", "dynamodb:GetItem", PERSONAL)),
    Edit(
        READS,
        "reads whatever table",
        may("receipt", ["dynamodb:Scan", "dynamodb:Query"], f"arn:aws:dynamodb:*:{OWN}:table/*"),
    ),
    Edit(
        READS,
        "is let in by the table itself",
        added(
            FOUNDATION,
            *TABLE,
            allow("dynamodb:GetItem", "*", Principal={"AWS": f"arn:aws:iam::{OWN}:role/analysts"}),
        ),
    ),
    Edit(READS, "reads payers of another region", may("screen", "dynamodb:GetItem", PERSONAL, stack=AWAY)),
    Edit(READS, "exports payers", may("sweep", "dynamodb:ExportTableToPointInTime", PERSONAL)),
    Edit(READS, "uses the key of payers", may("look", "kms:Decrypt", KEY, **THROUGH)),
)


@pytest.fixture(scope="module")
def stacks(synthesized: Path) -> tuple[Mapping[str, str], Metadata]:
    """The text of each stack: an edit parses its own copy."""
    contents = {name: json.dumps(content) for name, content in read(synthesized).contents.items()}
    return contents, read_metadata(synthesized)


def configuration(given: tuple[Mapping[str, str], Metadata], edit: Edit | None = None) -> Configuration:
    texts, metadata = given
    contents = {name: json.loads(text) for name, text in texts.items()}
    if edit is not None:
        edit.apply(contents)
    return build(contents, metadata, NO_OVERRIDES)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Caller, Guarded, Answer]]:
    """What the procedure is asked and answers with a request."""
    found: list[tuple[Caller, Guarded, Answer]] = []
    ask = asking.asked

    def spy(caller: Caller, guarded: Guarded, *more: Any) -> Answer:
        answer = ask(caller, guarded, *more)
        if answer.request is not None:
            found.append((caller, guarded, answer))
        return answer

    monkeypatch.setattr(properties, "asked", spy)
    return found


def statuses(given: Configuration, rule: str) -> set[Status]:
    judged = judge(given, [RULES[rule]])
    assert not judged.errors
    return {finding.status for finding in judged.findings}


@pytest.mark.parametrize("rule", RULES)
def test_each_property_is_proven_on_our_system(stacks: Any, rule: str) -> None:
    assert statuses(configuration(stacks), rule) == {Status.PASS}


def test_there_are_thirty_edits_and_some_of_each_property() -> None:
    assert len(EDITS) >= 30
    assert {edit.rule for edit in EDITS} == set(RULES)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: f"{edit.rule}: {edit.says}")
def test_an_edit_that_breaks_a_property_is_refuted_by_a_request(
    stacks: Any, answers: list[tuple[Caller, Guarded, Answer]], edit: Edit
) -> None:
    assert Status.FAIL in statuses(configuration(stacks, edit), edit.rule)
    assert answers
    assert all(is_allowed(world(caller, guarded), as_asked(answer)) for caller, guarded, answer in answers)


def as_asked(answer: Answer) -> Asked:
    request = answer.request or {}
    context = {key: values for key, values in request.items() if key not in (ACTION, RESOURCE)}
    return Asked(request.get(ACTION, ("x:y",))[0], request[RESOURCE][0], context)


def world(caller: Caller, guarded: Guarded) -> World:
    """The same for the evaluator by brute force; a stranger's own account allows him everything."""
    everything = [allow("*")]
    is_ours = caller.identity is not None and caller.account == guarded.account
    return World(
        caller.name,
        caller.account,
        guarded.account,
        list(written(caller.identity or ())) if is_ours else everything,
        None if caller.boundary is None else list(written(caller.boundary)),
        list(written(guarded.policy)),
        delegates=guarded.delegates,
    )


def written(policy: tuple[Statement | Unknown, ...]) -> Iterator[dict[str, Any]]:
    """Statements as JSON, every principal named alike."""
    for said in policy:
        assert isinstance(said, Statement)
        tests: dict[str, dict[str, list[str]]] = {}
        for operator, key, values in said.conditions:
            tests.setdefault(operator, {})[key] = list(values)
        parts = {
            "Action": list(said.actions),
            "NotAction": list(said.not_actions),
            "Resource": list(said.resources),
            "NotResource": list(said.not_resources),
        }
        yield {
            "Effect": said.effect,
            **{name: texts for name, texts in parts.items() if texts},
            "Principal": {"AWS": [each.value for each in said.principals]},
            "Condition": tests,
        }

"""Each key says in its own policy who may use it."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    fail,
    unknown,
)
from policies.policy_document import HiddenPolicy, documents
from policies.resource import Resource
from policies.rules.kms._uses import KEYS
from policies.values import is_known

_KIND = "aws_kms_key_policy"


def check(key: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A policy stands on the key or beside it, lets somebody change it, and is checked for lockout.

    Without kms:PutKeyPolicy the key is out of everybody's hands but those of AWS Support (KMS Developer
    Guide, "Key policies in AWS KMS").
    """
    if key.type == _KIND and configuration.owner(key, "key_id", *KEYS):
        yield NOT_APPLICABLE
        return
    related = configuration.related(key, _KIND, "key_id")
    holders = [holder for holder in (key, *related) if holder.get("policy") not in (None, "")]
    if not holders:
        yield fail("no policy stands on the key or in an aws_kms_key_policy, so KMS writes its default")
    for holder in holders:
        where = "policy" if holder is key else holder.address
        found = documents(holder, configuration)
        if not found and is_known(holder.get("policy")):
            yield fail(f"{where} is no policy document", where)
        for document in found:
            if isinstance(document, HiddenPolicy):
                yield unknown(f"{where} cannot be read: {document.reason}")
            elif not any(
                statement.allows and statement.names_action("kms:PutKeyPolicy")
                for statement in document.statements
            ):
                yield fail(
                    f"{where} lets no principal change it: no statement allows kms:PutKeyPolicy", where
                )
    for holder in (key, *related):
        bypass = "bypass_policy_lockout_safety_check"
        yield from expect.apart(bypass, expect.not_true(holder, bypass))


_POLICY = (
    '{"Statement": [{"Sid": "Admin", "Effect": "Allow", "Action": ["kms:PutKeyPolicy"], "Resource": "*", '
    '"Principal": {"AWS": "arn:aws:iam::${data.aws_caller_identity.here.account_id}:root"}}]}'
)
_DENY = '{"Statement": {"Effect": "Deny", "Action": "kms:Decrypt", "Resource": "*", "Principal": "*"}}'
_OWN = {"key_id": "${aws_kms_key.example.id}", "policy": _POLICY}

RULE = Rule(
    id="kms-key-policy",
    title="Each KMS key has an explicit policy",
    severity=Severity.HIGH,
    types=(*KEYS, _KIND),
    scope="configuration",
    check=check,
    rationale=(
        "Without a policy of its own, a key takes the default: whoever holds kms permissions anywhere in the "
        "account may use it, and the key itself restricts nobody."
    ),
    remediation="Give KmsKey policy=json.dumps({...}), or add a KmsKeyPolicy whose key_id is the key's id.",
    controls=("pci-dss-4.0.1:3.6.1", "nist-800-53-r5:AC-3", "nist-800-53-r5:SC-12"),
    requirements=("R38", "C21"),
    examples=Examples(
        passing=(
            resources(aws_kms_key={"policy": _POLICY}),
            resources(aws_kms_key={}, aws_kms_key_policy=_OWN),
            resources(aws_kms_key={}, aws_kms_key_policy={**_OWN, "key_id": "${aws_kms_key.example.arn}"}),
            {
                "resource": {
                    "aws_kms_key": {"example": {"policy": "${data.aws_iam_policy_document.d.json}"}}
                },
                "data": {"aws_iam_policy_document": {"d": {"statement": [{"actions": ["kms:Put*"]}]}}},
            },
        ),
        failing=(
            resources(aws_kms_key={}, aws_kms_key_policy={**_OWN, "key_id": "${aws_kms_key.another.id}"}),
            resources(aws_kms_key={"policy": ""}),
            resources(aws_kms_key={"policy": "default"}),
            resources(aws_kms_key={"policy": '{"Statement": []}'}),
            resources(aws_kms_key={"policy": _DENY}),
            resources(aws_kms_key={"policy": _POLICY.replace("PutKeyPolicy", "Decrypt")}),
            resources(aws_kms_key={"policy": _POLICY, "bypass_policy_lockout_safety_check": True}),
            resources(
                aws_kms_key={}, aws_kms_key_policy={**_OWN, "bypass_policy_lockout_safety_check": "true"}
            ),
            resources(aws_kms_replica_key={"primary_key_arn": "${aws_kms_key.primary.arn}"}),
        ),
        absent=(Status.FAIL, resources(aws_kms_key={"description": "ledger"})),
        unknown=(Status.UNKNOWN, resources(aws_kms_key={"policy": "${var.policy}"})),
    ),
)

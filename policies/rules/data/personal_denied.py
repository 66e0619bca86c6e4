"""What would copy personal data is denied by the store itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import policy_text
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.policy_document import HiddenPolicy, Statement, documents
from policies.related.keys import key_of
from policies.resource import Resource
from policies.rules.data._classes import if_personal

_REPLICATION: Final = (
    "role/aws-service-role/replication.dynamodb.amazonaws.com/AWSServiceRoleForDynamoDBReplication"
)
"""The role by which DynamoDB replicates: DynamoDB Developer Guide, "Using service-linked roles"."""


def check(store: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A personal bucket denies all to configure replication; a personal table and its key deny its role.

    A Deny outweighs every permission, of administrators too, so that a replica needs two changes and
    shows in both.
    """
    yield from if_personal(store, list(_said(store, configuration)))


def _said(store: Resource, configuration: Configuration) -> Iterator[Judgement]:
    if store.type == "aws_s3_bucket":
        policies = configuration.related(store, "aws_s3_bucket_policy", "bucket")
        yield from _denied(store, policies, configuration, "s3:PutReplicationConfiguration")
        return
    policies = configuration.related(store, "aws_dynamodb_resource_policy", "resource_arn")
    yield from _denied(store, policies, configuration, "dynamodb:PutItem", "dynamodb:Scan")
    key = key_of(store, configuration)
    if isinstance(key, Resource) and key.is_managed:
        policies = (key, *configuration.related(key, "aws_kms_key_policy", "key_id"))
        yield from _denied(key, policies, configuration, "kms:Decrypt", "kms:CreateGrant")


def _denied(
    about: Resource, holders: tuple[Resource, ...], configuration: Configuration, *actions: str
) -> Iterator[Judgement]:
    """One of the policies denies the actions."""
    found = [document for holder in holders for document in documents(holder, configuration)]
    statements = [
        each for document in found if not isinstance(document, HiddenPolicy) for each in document.statements
    ]
    if any(_denies(statement, about, actions) for statement in statements):
        return
    whom = "everybody" if about.type == "aws_s3_bucket" else "the replication of DynamoDB"
    message = f"no policy of {about.address} denies {whom} {', '.join(actions)}"
    yield unknown(message) if any(isinstance(document, HiddenPolicy) for document in found) else fail(message)


def _denies(statement: Statement, about: Resource, actions: tuple[str, ...]) -> bool:
    """Whether it denies the actions to everybody, of a table or key to the role that replicates."""
    named = statement.denies_everyone and all(map(statement.names_action, actions))
    if about.type == "aws_s3_bucket":
        return named and not statement.conditions
    roles = [value for _, values in statement.condition("aws:PrincipalArn") for value in values]
    # Without its condition it would deny everybody everything, the owner too.
    return named and len(statement.conditions) == 1 and any(role.endswith(_REPLICATION) for role in roles)


_ROLE: Final = f"arn:aws:iam::${{data.aws_caller_identity.here.account_id}}:{_REPLICATION}"
_FOR_ROLE: Final = {"ArnEquals": {"aws:PrincipalArn": [_ROLE]}}


def _policy(*actions: str, effect: str = "Deny", condition: object = None) -> str:
    statement: dict[str, object] = {"Effect": effect, "Principal": "*", "Action": actions, "Resource": "*"}
    if condition:
        statement["Condition"] = condition
    return policy_text(statement)


def _bucket(policy: str | None, label: str = "personal") -> Terraform:
    own = {"bucket": "${aws_s3_bucket.example.id}", "policy": policy}
    return {
        "resource": {
            "aws_s3_bucket": {"example": {"tags": {"DataClass": label}}},
            "aws_s3_bucket_policy": {"own": own} if policy else {},
        }
    }


def _table(policy: str, key: str) -> Terraform:
    return {
        "resource": {
            "aws_kms_key": {"pii": {"policy": key}},
            "aws_dynamodb_table": {
                "example": {
                    "tags": {"DataClass": "personal"},
                    "server_side_encryption": {"kms_key_arn": "${aws_kms_key.pii.arn}"},
                }
            },
            "aws_dynamodb_resource_policy": {
                "own": {"resource_arn": "${aws_dynamodb_table.example.arn}", "policy": policy}
            },
        }
    }


_ITEMS: Final = _policy("dynamodb:*", condition=_FOR_ROLE)
_KEY: Final = _policy("kms:Decrypt", "kms:CreateGrant", condition=_FOR_ROLE)

RULE = Rule(
    id="data-personal-denied",
    title="Stores of personal data deny what would copy them to another region",
    severity=Severity.HIGH,
    types=("aws_dynamodb_table", "aws_s3_bucket"),
    scope="configuration",
    check=check,
    rationale=(
        "That nothing replicates personal data today does not keep an administrator from it tomorrow; a "
        "Deny in the store's own policy does."
    ),
    remediation=(
        "Deny s3:PutReplicationConfiguration to everybody in the S3BucketPolicy; deny DynamoDB's replication "
        "role in a DynamodbResourcePolicy of the table and in the policy of its KmsKey."
    ),
    controls=("pci-dss-4.0.1:7.2.1", "nist-800-53-r5:AC-3", "nist-800-53-r5:SA-9(5)"),
    requirements=("R80",),
    examples=Examples(
        passing=(
            _bucket(_policy("s3:PutReplicationConfiguration")),
            _bucket(_policy("s3:PutReplication*", "s3:PutBucketPolicy")),
            _table(_ITEMS, _KEY),
        ),
        failing=(
            _bucket(None),
            _bucket(_policy("s3:PutObject")),
            _bucket(_policy("s3:PutReplicationConfiguration", effect="Allow")),
            _bucket(_policy("s3:PutReplicationConfiguration", condition=_FOR_ROLE)),
            _table(_policy("dynamodb:*"), _KEY),
            _table(_ITEMS, _policy("kms:Decrypt", condition=_FOR_ROLE)),
            _table(_ITEMS, _policy("kms:*")),
            _table('{"Statement": []}', _KEY),
        ),
        absent=(Status.NOT_APPLICABLE, _bucket(None, label="logs")),
        unknown=(Status.UNKNOWN, _bucket("${var.policy}")),
    ),
)

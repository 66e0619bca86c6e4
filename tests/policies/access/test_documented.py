"""AWS's documented examples of evaluation, in our words: who may what, and who may not.

Each case says in which document it stands. IAM: the IAM User Guide; KMS: the KMS Developer Guide;
VPC: the guide of AWS PrivateLink.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from policies.access.evaluation import RESOURCE, Caller, Endpoint, Guarded, Kind, doing, equals, may
from policies.access.formulas import Not, Some, conjunction, request_for
from tests.policies.access.test_brute_force import statements

ACCOUNT, PARTNER = "111122223333", "444455556666"
BUCKET = "arn:aws:s3:::reports"
OBJECT = f"{BUCKET}/2026/may.csv"
KEY = f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/k"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/clerk"
USER = f"arn:aws:iam::{ACCOUNT}:user/carlos"
LISTING = {"aws:SecureTransport": "true"}


def allow(action: object, resource: object = "*", **more: object) -> dict[str, object]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def deny(action: object, resource: object = "*", **more: object) -> dict[str, object]:
    return allow(action, resource, **more) | {"Effect": "Deny"}


def to(*arns: str, **more: object) -> dict[str, object]:
    return {"Principal": {"AWS": list(arns)}, **more}


def when(operator: str, key: str, *values: str) -> dict[str, object]:
    return {"Condition": {operator: {key: list(values)}}}


@dataclass(frozen=True)
class Case:
    """Who asks for what under which policies, and whether it is allowed. source: the document."""

    source: str
    allowed: bool
    action: str = "s3:GetObject"
    resource: str = OBJECT
    identity: Sequence[Mapping[str, object]] = ()
    policy: Sequence[Mapping[str, object]] = ()
    boundary: Sequence[Mapping[str, object]] | None = None
    caller: str = ROLE
    owner: str = ACCOUNT
    delegates: bool = False
    context: Mapping[str, str | Sequence[str]] | None = None
    endpoint: Sequence[Mapping[str, object]] | None = None


SINGLE = "IAM: Policy evaluation for requests within a single account"
CROSS = "IAM: Cross-account policy evaluation logic"
BOUNDARY = "IAM: Permissions boundaries for IAM entities"
PRINCIPAL = "IAM: AWS JSON policy elements: Principal"
NOT_PRINCIPAL = "IAM: AWS JSON policy elements: NotPrincipal"
OPERATORS = "IAM: IAM JSON policy elements: Condition operators"
SETS = "IAM: Creating a condition with multiple keys or values"
VARIABLES = "IAM: IAM policy elements: Variables and tags"
RESOURCES = "IAM: IAM JSON policy elements: Resource"
KEYS = "KMS: Key policies in AWS KMS"
ENDPOINTS = "VPC: Control access to VPC endpoints using endpoint policies"
CONFUSED = "IAM: The confused deputy problem"

CASES = (
    Case(SINGLE, False),
    Case(SINGLE, True, identity=[allow("s3:GetObject", f"{BUCKET}/*")]),
    Case(SINGLE, True, policy=[allow("s3:GetObject", f"{BUCKET}/*", **to(ROLE))]),
    Case(SINGLE, True, identity=[allow("s3:*")], policy=[allow("s3:PutObject", OBJECT, **to(USER))]),
    Case(SINGLE, False, identity=[allow("s3:*"), deny("s3:GetObject", OBJECT)]),
    Case(SINGLE, False, identity=[allow("s3:*")], policy=[deny("s3:*", OBJECT, **to("*"))]),
    # Carlos: his own policy grants the one bucket, the bucket's denies all but his path.
    Case(
        SINGLE,
        False,
        caller=USER,
        identity=[allow("s3:*", f"{BUCKET}/*")],
        policy=[deny("s3:*", f"{BUCKET}/2026/*", **to(USER))],
    ),
    Case(CROSS, False, owner=PARTNER, identity=[allow("s3:*")]),
    Case(CROSS, False, owner=PARTNER, policy=[allow("s3:*", OBJECT, **to(f"arn:aws:iam::{ACCOUNT}:root"))]),
    Case(
        CROSS,
        True,
        owner=PARTNER,
        identity=[allow("s3:GetObject", OBJECT)],
        policy=[allow("s3:*", OBJECT, **to(f"arn:aws:iam::{ACCOUNT}:root"))],
    ),
    Case(
        CROSS,
        True,
        owner=PARTNER,
        identity=[allow("s3:GetObject", OBJECT)],
        policy=[allow("s3:*", OBJECT, **to(ROLE))],
    ),
    Case(
        CROSS,
        False,
        owner=PARTNER,
        identity=[allow("s3:GetObject", OBJECT)],
        policy=[allow("s3:*", OBJECT, **to(USER))],
    ),
    Case(
        CROSS,
        False,
        owner=PARTNER,
        identity=[allow("s3:GetObject", OBJECT)],
        boundary=[allow("ec2:*")],
        policy=[allow("s3:*", OBJECT, **to("*"))],
    ),
    # A boundary allows nothing by itself, and takes what it does not allow.
    Case(BOUNDARY, False, boundary=[allow("s3:*")]),
    Case(BOUNDARY, True, identity=[allow("*")], boundary=[allow(["s3:*", "ec2:*"])]),
    Case(
        BOUNDARY,
        False,
        action="iam:CreateUser",
        resource=USER,
        identity=[allow("*")],
        boundary=[allow("s3:*")],
    ),
    # A boundary limits what a resource's policy grants to a role's ARN; not to a session, a user, everybody.
    Case(SINGLE, False, boundary=[allow("ec2:*")], policy=[allow("s3:*", OBJECT, **to(ROLE))]),
    Case(
        SINGLE,
        True,
        boundary=[allow("ec2:*")],
        policy=[allow("s3:*", OBJECT, **to(f"arn:aws:sts::{ACCOUNT}:assumed-role/clerk/may"))],
    ),
    Case(SINGLE, True, caller=USER, boundary=[allow("ec2:*")], policy=[allow("s3:*", OBJECT, **to(USER))]),
    Case(
        PRINCIPAL,
        True,
        boundary=[allow("ec2:*")],
        policy=[allow("s3:*", OBJECT, **to("*"), **when("ArnEquals", "aws:PrincipalArn", ROLE))],
    ),
    Case(
        PRINCIPAL,
        False,
        policy=[allow("s3:*", OBJECT, **to("*"), **when("ArnEquals", "aws:PrincipalArn", USER))],
    ),
    # An account as principal leaves it to the account whom to let in.
    Case(PRINCIPAL, False, policy=[allow("s3:*", OBJECT, **to(ACCOUNT))]),
    Case(PRINCIPAL, True, policy=[allow("s3:*", OBJECT, **to(ACCOUNT))], identity=[allow("s3:Get*", OBJECT)]),
    Case(
        NOT_PRINCIPAL,
        False,
        identity=[allow("s3:*")],
        policy=[deny("s3:*", OBJECT, NotPrincipal={"AWS": [USER, ACCOUNT]})],
    ),
    Case(
        NOT_PRINCIPAL,
        True,
        identity=[allow("s3:*")],
        policy=[deny("s3:*", OBJECT, NotPrincipal={"AWS": [ROLE, f"arn:aws:iam::{ACCOUNT}:root"]})],
    ),
    # Key policies: without them an identity policy is worth nothing.
    Case(KEYS, False, "kms:Decrypt", KEY, identity=[allow("kms:*")], delegates=True),
    Case(
        KEYS,
        True,
        "kms:Decrypt",
        KEY,
        identity=[allow("kms:Decrypt", KEY)],
        delegates=True,
        policy=[allow("kms:*", **to(f"arn:aws:iam::{ACCOUNT}:root"))],
    ),
    Case(
        KEYS,
        False,
        "kms:Decrypt",
        KEY,
        delegates=True,
        policy=[allow("kms:*", **to(f"arn:aws:iam::{ACCOUNT}:root"))],
    ),
    Case(KEYS, True, "kms:Decrypt", KEY, delegates=True, policy=[allow("kms:Decrypt", **to(ROLE))]),
    Case(
        KEYS,
        False,
        "kms:ScheduleKeyDeletion",
        KEY,
        identity=[allow("kms:*")],
        delegates=True,
        policy=[allow(["kms:Encrypt", "kms:Decrypt"], **to(f"arn:aws:iam::{ACCOUNT}:root"))],
    ),
    Case(
        KEYS,
        True,
        "kms:Decrypt",
        KEY,
        identity=[allow("kms:Decrypt", KEY)],
        delegates=True,
        owner=PARTNER,
        policy=[allow("kms:Decrypt", **to(f"arn:aws:iam::{ACCOUNT}:root"))],
    ),
    # Operators: what is absent meets no test, but for those that are turned round or end in IfExists.
    Case(OPERATORS, False, identity=[allow("s3:*", **when("StringEquals", "aws:PrincipalTag/job", "a"))]),
    Case(OPERATORS, True, identity=[allow("s3:*", **when("StringNotEquals", "aws:PrincipalTag/job", "a"))]),
    Case(
        OPERATORS, True, identity=[allow("s3:*", **when("StringEqualsIfExists", "aws:PrincipalTag/job", "a"))]
    ),
    Case(
        OPERATORS,
        False,
        identity=[
            allow("s3:*"),
            deny("s3:*", **when("StringNotEqualsIfExists", "aws:PrincipalTag/job", "a")),
        ],
    ),
    Case(
        OPERATORS,
        True,
        identity=[allow("s3:*", **when("StringLike", "aws:SourceArn", "arn:aws:sns:*:9:a"))],
        context={"aws:SourceArn": "arn:aws:sns:us-east-2:7:store/abc:9:a"},
    ),
    Case(
        OPERATORS,
        False,
        identity=[allow("s3:*", **when("ArnLike", "aws:SourceArn", "arn:aws:sns:*:9:a"))],
        context={"aws:SourceArn": "arn:aws:sns:us-east-2:7:store/abc:9:a"},
    ),
    Case(
        OPERATORS,
        True,
        identity=[allow("s3:*", **when("NumericLessThanEquals", "s3:max-keys", "10"))],
        context={"s3:max-keys": "10"},
    ),
    Case(
        OPERATORS,
        False,
        identity=[allow("s3:*", **when("DateGreaterThan", "aws:TokenIssueTime", "2020-01-01T00:00:01Z"))],
        context={"aws:TokenIssueTime": "2020-01-01T00:00:01Z"},
    ),
    Case(
        OPERATORS,
        True,
        identity=[allow("s3:*", **when("DateGreaterThan", "aws:TokenIssueTime", "2020-01-01T00:00:01Z"))],
        context={"aws:TokenIssueTime": "1577836802"},
    ),
    Case(
        OPERATORS,
        True,
        identity=[allow("s3:*", **when("IpAddress", "aws:SourceIp", "203.0.113.0/24"))],
        context={"aws:SourceIp": "203.0.113.9"},
    ),
    Case(
        OPERATORS,
        True,
        identity=[allow("s3:*", **when("IpAddress", "aws:SourceIp", "2001:DB8:1234:5678::/64"))],
        context={"aws:SourceIp": "2001:db8:1234:5678::1"},
    ),
    Case(OPERATORS, True, identity=[allow("s3:*", **when("Null", "aws:TokenIssueTime", "true"))]),
    Case(
        OPERATORS,
        False,
        identity=[allow("s3:*", **when("Null", "aws:TokenIssueTime", "true"))],
        context={"aws:TokenIssueTime": "2020-01-01T00:00:01Z"},
    ),
    # Sets: all asked attributes, or any.
    *(
        Case(
            SETS,
            allowed,
            "dynamodb:GetItem",
            "arn:aws:dynamodb:r:1:table/Thread",
            identity=[
                allow(
                    "dynamodb:GetItem",
                    **when("ForAllValues:StringEquals", "dynamodb:Attributes", "ID", "Message", "Tags"),
                )
            ],
            context={"dynamodb:Attributes": asked},
        )
        for asked, allowed in ((["Message", "Tags"], True), (["ID", "UserName"], False), ([], True))
    ),
    *(
        Case(
            SETS,
            allowed,
            "dynamodb:PutItem",
            "arn:aws:dynamodb:r:1:table/Thread",
            identity=[
                allow("dynamodb:*"),
                deny(
                    "dynamodb:PutItem",
                    **when("ForAnyValue:StringEquals", "dynamodb:Attributes", "ID", "PostDateTime"),
                ),
            ],
            context={"dynamodb:Attributes": asked},
        )
        for asked, allowed in ((["Message"], True), (["ID", "Message"], False), ([], True))
    ),
    # Variables: a user's own folder; a missing value matches nothing; a default stands for it.
    *(
        Case(
            VARIABLES,
            allowed,
            resource=f"{BUCKET}/{folder}/x",
            caller=USER,
            identity=[allow("s3:*", f"{BUCKET}/$${{aws:username}}/*")],
            context={"aws:username": name} if name else {},
        )
        for folder, name, allowed in (
            ("carlos", "carlos", True),
            ("maria", "carlos", False),
            ("maria", "", False),
        )
    ),
    Case(
        VARIABLES,
        True,
        resource="arn:aws:s3:::bucket-company-wide/x",
        identity=[allow("s3:*", "arn:aws:s3:::bucket-${aws:PrincipalTag/team, 'company-wide'}/*")],
    ),
    Case(
        VARIABLES,
        False,
        identity=[
            allow("s3:*", **when("StringEquals", "s3:ExistingObjectTag/Team", "${aws:PrincipalTag/Team}"))
        ],
        context={"s3:ExistingObjectTag/Team": "a"},
    ),
    Case(
        VARIABLES,
        True,
        identity=[
            allow("s3:*", **when("StringNotEquals", "s3:ExistingObjectTag/Team", "${aws:PrincipalTag/Team}"))
        ],
        context={"s3:ExistingObjectTag/Team": "a"},
    ),
    Case(VARIABLES, False, identity=[allow("s3:*", f"{BUCKET}/${{*}}")]),
    Case(VARIABLES, True, resource=f"{BUCKET}/*", identity=[allow("s3:*", f"{BUCKET}/${{*}}")]),
    # Wildcards of resources: across slashes, never across a colon.
    Case(
        RESOURCES, True, identity=[allow("s3:*", "arn:aws:s3:::rep*/m*.csv")], resource=f"{BUCKET}/a/m/b.csv"
    ),
    Case(
        RESOURCES,
        False,
        "sqs:SendMessage",
        "arn:aws:sqs:eu-west-1:1:orders",
        identity=[allow("sqs:*", "arn:aws:sqs:*:orders")],
    ),
    Case(
        RESOURCES,
        True,
        "sqs:SendMessage",
        "arn:aws:sqs:eu-west-1:1:orders",
        identity=[allow("sqs:*", "arn:aws:sqs")],
    ),
    # A service acts for somebody: without a condition for anybody.
    *(
        Case(
            CONFUSED,
            allowed,
            "sqs:SendMessage",
            "arn:aws:sqs:r:1:q",
            caller="sns.amazonaws.com",
            policy=[
                allow(
                    "sqs:SendMessage",
                    Principal={"Service": "sns.amazonaws.com"},
                    **when("StringEquals", "aws:SourceAccount", ACCOUNT),
                )
            ],
            context={"aws:SourceAccount": source},
        )
        for source, allowed in ((ACCOUNT, True), (PARTNER, False))
    ),
    # Through an endpoint, its policy has to allow too.
    *(
        Case(
            ENDPOINTS,
            allowed,
            identity=[allow("s3:*")],
            context={"aws:SourceVpce": endpoint} if endpoint else {},
            endpoint=[allow("s3:*", "arn:aws:s3:::other/*", Principal="*")],
        )
        for endpoint, allowed in (("vpce-1", False), ("", True), ("vpce-2", True))
    ),
    Case(
        ENDPOINTS,
        True,
        identity=[allow("s3:*")],
        context={"aws:SourceVpce": "vpce-1"},
        endpoint=[allow("s3:*", f"{BUCKET}/*", Principal="*")],
    ),
)


def caller_of(case: Case) -> Caller:
    if case.caller.startswith("arn:"):
        kind = Kind.USER if ":user/" in case.caller else Kind.ROLE
        limits = None if case.boundary is None else statements(list(case.boundary))
        return Caller(kind, case.caller, ACCOUNT, statements(list(case.identity)), limits)
    return Caller(Kind.SERVICE, case.caller, "")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.source.split(":")[-1].strip())
def test_a_documented_request_is_decided_as_documented(case: Case) -> None:
    given: dict[str, Any] = {key.lower(): value for key, value in (case.context or {}).items()}
    named = {"aws:principalarn": case.caller, **given}
    asked = [
        conjunction(*(equals(key, each) for each in ([value] if isinstance(value, str) else value)))
        if value
        else Not(Some(key))
        for key, value in named.items()
    ]
    absent = {
        "aws:principaltag/job",
        "aws:principaltag/team",
        "aws:username",
        "aws:sourcevpce",
        "aws:tokenissuetime",
    }
    formula = conjunction(
        doing([case.action]),
        equals(RESOURCE, case.resource),
        *asked,
        *(Not(Some(key)) for key in sorted(absent - named.keys())),
        *(Not(Some(key, test.predicate, outside=True)) for key in given for test in [only(key, given[key])]),
        may(
            caller_of(case),
            Guarded(case.owner, ("*",), statements(list(case.policy)), delegates=case.delegates),
            (Endpoint("vpce-1", statements(list(case.endpoint))),) if case.endpoint else (),
        ),
    )
    answer = request_for(formula, lambda key: key == "dynamodb:attributes")
    assert not answer.unknown
    assert (answer.request is not None) == case.allowed


def only(key: str, values: str | Sequence[str]) -> Some:
    """The test that the key has one of the values, of which every value is asked."""
    test = equals(key, *([values] if isinstance(values, str) else values))
    assert isinstance(test, Some)
    return test

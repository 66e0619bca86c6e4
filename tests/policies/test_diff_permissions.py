"""How a policy is written makes no difference; what it says does."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.configuration import Configuration
from policies.diff.permissions import Permissions, compare_permissions
from policies.examples import policy_text
from policies.gate.reading.build import Overrides, build
from policies.gate.reading.metadata import Metadata

pytestmark = pytest.mark.fuzz

ALLOW: dict[str, Any] = {
    "Effect": "Allow",
    "Principal": {"AWS": "arn:aws:iam::111122223333:role/payer"},
    "Action": ["sqs:SendMessage", "sqs:ReceiveMessage"],
    "Resource": ["arn:aws:sqs:xx-test-1:111122223333:inbox", "arn:aws:sqs:xx-test-1:111122223333:outbox"],
    "Condition": {"StringEquals": {"aws:SourceAccount": ["111122223333", "444455556666"]}},
}
DENY = {**ALLOW, "Effect": "Deny", "Principal": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}


def configuration(**resources: dict[str, Any]) -> Configuration:
    return build({"pay": {"resource": resources}}, Metadata(), Overrides())


def queue(*statements: dict[str, Any]) -> Configuration:
    return configuration(aws_sqs_queue={"inbox": {"policy": policy_text(*statements)}})


def changed(statement: dict[str, Any], **elements: Any) -> dict[str, Any]:
    return {key: value for key, value in {**statement, **elements}.items() if value is not None}


def compared(before: Configuration, after: Configuration) -> Permissions:
    return compare_permissions(before, after)


NOTHING = Permissions((), (), ())

_TEXTS = st.lists(
    st.sampled_from(["s3:*", "s3:Get*", "s3:GetObject", "sqs:SendMessage"]), min_size=1, max_size=3
)
_WHERE = st.lists(
    st.sampled_from(["*", "arn:aws:s3:::a", "arn:aws:s3:::a/*", "arn:aws:s3:::a*"]), min_size=1, max_size=3
)
_WHO = st.lists(
    st.sampled_from(["*", "arn:aws:iam::1:root", "arn:aws:iam::2:role/x"]), min_size=1, max_size=2
)
_OPERATORS = [
    *("StringEquals", "StringNotEquals", "StringLike", "ArnLike", "StringEqualsIfExists"),
    *("ForAllValues:StringEquals", "ForAnyValue:StringEquals", "ForAnyValue:StringNotEquals"),
]
_CONDITIONS = st.dictionaries(
    st.sampled_from(_OPERATORS),
    st.dictionaries(
        st.sampled_from(["aws:SourceArn", "aws:PrincipalTag/team"]),
        st.lists(st.sampled_from(["a", "b", "a*", "arn:aws:s3:::a"]), min_size=1, max_size=3),
        min_size=1,
        max_size=2,
    ),
    max_size=2,
)
_STATEMENTS = st.fixed_dictionaries(
    {
        "Effect": st.sampled_from(["Allow", "Deny"]),
        "Principal": _WHO.map(lambda who: {"AWS": who}),
        "Condition": _CONDITIONS,
    },
    optional={},
).flatmap(
    lambda said: st.tuples(st.just(said), st.sampled_from(["Action", "NotAction"]), _TEXTS, _WHERE).map(
        lambda drawn: {**drawn[0], drawn[1]: drawn[2], "Resource": drawn[3]}
    )
)
_DOCUMENTS = st.lists(_STATEMENTS, max_size=4)


@given(_DOCUMENTS, _DOCUMENTS)
def test_the_other_way_round_gained_is_lost(first: list[Any], second: list[Any]) -> None:
    there, back = compared(queue(*first), queue(*second)), compared(queue(*second), queue(*first))
    assert (there.gained, there.lost) == (back.lost, back.gained)


@given(_DOCUMENTS)
def test_a_document_is_not_different_from_itself(document: list[Any]) -> None:
    assert compared(queue(*document), queue(*document)) == NOTHING


@given(_DOCUMENTS, st.randoms(use_true_random=False))
def test_order_and_splitting_say_nothing(document: list[Any], random: Any) -> None:
    split = []
    for statement in document:
        respect = random.choice(["Action", "NotAction", "Resource", "Principal", "Condition"])
        if respect in ("Action", "Resource") and respect in statement:
            split += [{**statement, respect: item} for item in statement[respect]]
        elif respect == "Principal":
            split += [{**statement, "Principal": {"AWS": [who]}} for who in statement["Principal"]["AWS"]]
        else:
            reverse = {
                operator: {key: list(reversed(values)) for key, values in reversed(tests.items())}
                for operator, tests in reversed(statement["Condition"].items())
            }
            split.append({**statement, "Sid": "Other", "Condition": reverse})
    random.shuffle(split)
    assert compared(queue(*document), queue(*split)) == NOTHING


def test_alternatives_of_a_condition_may_be_split() -> None:
    condition = ALLOW["Condition"]["StringEquals"]["aws:SourceAccount"]
    split = [
        changed(ALLOW, Condition={"StringEquals": {"AWS:SourceAccount": account}}) for account in condition
    ]
    assert compared(queue(ALLOW), queue(*split)) == NOTHING


@pytest.mark.parametrize("operator", ["StringNotEquals", "ForAllValues:StringEquals"])
def test_values_that_are_no_alternatives_may_not_be_split(operator: str) -> None:
    whole = changed(ALLOW, Condition={operator: {"aws:TagKeys": ["a", "b"]}})
    split = [changed(ALLOW, Condition={operator: {"aws:TagKeys": value}}) for value in ("a", "b")]
    found = compared(queue(whole), queue(*split))
    assert found.gained if operator == "StringNotEquals" else found.lost


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ALLOW, changed(ALLOW, Action=[*ALLOW["Action"], "sqs:DeleteMessage"])),
        (ALLOW, changed(ALLOW, Action="sqs:*")),
        (ALLOW, changed(ALLOW, Resource="*")),
        (ALLOW, changed(ALLOW, Principal="*")),
        (ALLOW, changed(ALLOW, Condition=None)),
        (ALLOW, changed(ALLOW, Condition={"StringEqualsIfExists": ALLOW["Condition"]["StringEquals"]})),
        (ALLOW, changed(ALLOW, Condition={"StringLike": {"aws:SourceAccount": "*"}})),
        (
            changed(ALLOW, Condition={"StringNotEquals": {"aws:SourceAccount": ["1", "2"]}}),
            changed(ALLOW, Condition={"StringNotEquals": {"aws:SourceAccount": "1"}}),
        ),
        (
            changed(ALLOW, Condition={"ForAllValues:StringEquals": {"aws:TagKeys": ["a"]}}),
            changed(ALLOW, Condition={"ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}}),
        ),
        (
            changed(ALLOW, Condition={"ForAnyValue:StringNotEquals": {"aws:TagKeys": ["a", "b"]}}),
            changed(ALLOW, Condition={"ForAnyValue:StringNotEquals": {"aws:TagKeys": ["a"]}}),
        ),
        (
            changed(ALLOW, Condition={"ArnLike": {"aws:SourceArn": "arn:aws:s3:::*"}}),
            changed(ALLOW, Condition={"ArnLike": {"aws:SourceArn": "arn:aws:*:*:*:*"}}),
        ),
        (
            changed(ALLOW, Action=None, NotAction=["sqs:A", "sqs:B"]),
            changed(ALLOW, Action=None, NotAction="sqs:A"),
        ),
        (DENY, None),
        (DENY, changed(DENY, Action="sqs:SendMessage")),
        (DENY, changed(DENY, Principal={"AWS": "111122223333"})),
        (DENY, changed(DENY, Condition={**DENY["Condition"], "StringEquals": {"aws:SourceIp": "x"}})),
    ],
    ids=[
        *("an action", "every action", "every resource", "everybody", "no condition", "if exists"),
        *("any value", "fewer exceptions", "a larger set", "some value", "a wider arn"),
        *(
            "fewer actions excluded",
            "no deny",
            "a deny of less",
            "a deny for few",
            "a deny under a condition",
        ),
    ],
)
def test_what_widens_is_gained(before: dict[str, Any], after: dict[str, Any] | None) -> None:
    found = compared(queue(before), queue(after) if after else queue())
    assert found.gained


def test_what_narrows_is_lost_and_nothing_is_gained() -> None:
    found = compared(queue(changed(ALLOW, Condition=None, Action="sqs:*")), queue(ALLOW))
    assert (len(found.lost), found.gained) == (1, ())


@pytest.mark.parametrize("statement", [ALLOW, DENY], ids=["allow", "deny"])
def test_a_condition_that_is_looser_or_tighter_is_told_apart_from_what_is_new(
    statement: dict[str, Any],
) -> None:
    tighter = changed(
        statement, Condition={**statement["Condition"], "IpAddress": {"aws:SourceIp": "192.0.2.1"}}
    )
    there, back = compared(queue(tighter), queue(statement)), compared(queue(statement), queue(tighter))
    assert {said.under_others for said in (*there.gained, *there.lost)} == {True}
    assert (there.gained, there.lost) == (back.lost, back.gained)


@pytest.mark.parametrize("wider", [{"Principal": "*"}, {"Action": "sqs:*"}, {"Resource": "*"}], ids=str)
def test_what_is_wider_in_any_other_respect_is_gained_as_new(wider: dict[str, Any]) -> None:
    found = compared(queue(ALLOW), queue(changed(ALLOW, **wider, Condition=None)))
    assert {said.under_others for said in found.gained} == {False}


def test_what_is_gained_is_told_alone_and_together() -> None:
    wider = changed(ALLOW, Action=[*ALLOW["Action"], "sqs:DeleteMessage", "sqs:PurgeQueue"])
    (gained,) = compared(queue(ALLOW), queue(wider)).gained
    assert gained.actions == ("sqs:DeleteMessage", "sqs:PurgeQueue")
    assert gained.resources == tuple(ALLOW["Resource"])
    assert gained.conditions == ("StringEquals aws:SourceAccount: 111122223333 or 444455556666",)


def test_a_wildcard_stays_within_its_part_of_an_arn() -> None:
    narrow = changed(ALLOW, Condition={"ArnLike": {"aws:SourceArn": "arn:aws:s3:::a"}})
    wide = changed(ALLOW, Condition={"ArnLike": {"aws:SourceArn": "arn:*"}})
    assert compared(queue(wide), queue(narrow)).gained


def test_a_statement_that_moves_to_another_policy_of_the_role_says_nothing() -> None:
    def role(*policies: list[dict[str, Any]]) -> Configuration:
        return configuration(
            aws_iam_role={"payer": {"name": "payer"}},
            aws_iam_role_policy={
                f"p{number}": {
                    "role": "${aws_iam_role.payer.id}",
                    "policy": policy_text(*said),
                }
                for number, said in enumerate(policies)
            },
        )

    read = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}
    write = {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "*"}
    assert compared(role([read, write]), role([write], [read])) == NOTHING


def test_a_policy_that_is_attached_is_the_roles() -> None:
    def attached(**attachment: Any) -> Configuration:
        return configuration(
            aws_iam_role={"payer": {"name": "payer"}},
            aws_iam_policy={
                "read": {"policy": json.dumps({"Statement": {"Effect": "Allow", "Action": "s3:Get*"}})}
            },
            **attachment,
        )

    attachment = {"role": "${aws_iam_role.payer.name}", "policy_arn": "${aws_iam_policy.read.arn}"}
    found = compared(attached(), attached(aws_iam_role_policy_attachment={"payer": attachment}))
    assert [(gained.owner, gained.actions) for gained in found.gained] == [
        ("aws_iam_role.payer", ("s3:Get*",))
    ]


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        (
            "aws_iam_role_policy_attachment",
            {"role": "payer", "policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"},
            ("Allow", "whatever arn:aws:iam::aws:policy/AdministratorAccess allows"),
        ),
        (
            "aws_iam_role",
            {"managed_policy_arns": ["arn:aws:iam::aws:policy/ReadOnlyAccess"]},
            ("Allow", "whatever arn:aws:iam::aws:policy/ReadOnlyAccess allows"),
        ),
        (
            "aws_lambda_permission",
            {"action": "lambda:InvokeFunction", "principal": "*"},
            ("Allow", "lambda:InvokeFunction"),
        ),
    ],
)
def test_what_grants_without_a_document_is_gained(
    kind: str, values: dict[str, Any], said: tuple[str, str]
) -> None:
    (gained,) = compared(configuration(), configuration(**{kind: {"it": values}})).gained
    assert (gained.effect, *gained.actions) == said


def test_a_boundary_that_is_gone_is_gained() -> None:
    before = configuration(aws_iam_role={"payer": {"permissions_boundary": "arn:aws:iam::1:policy/limit"}})
    (gained,) = compared(before, configuration(aws_iam_role={"payer": {"name": "payer"}})).gained
    assert (gained.effect, gained.actions) == (
        "Deny",
        ("whatever arn:aws:iam::1:policy/limit does not allow",),
    )


def test_a_policy_that_cannot_be_read_is_said_as_such() -> None:
    hidden = configuration(aws_sqs_queue={"inbox": {"policy": "${var.policy}"}})
    for found in (compared(queue(ALLOW), hidden), compared(hidden, queue(ALLOW)), compared(hidden, hidden)):
        assert [(item.address, item.attribute) for item in found.unreadable] == [
            ("aws_sqs_queue.inbox", "policy")
        ]

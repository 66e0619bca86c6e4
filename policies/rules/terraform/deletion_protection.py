"""What a run creates can be destroyed again, except in production."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.context import PROFILES
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, fail, unknown
from policies.related.providers import lacks
from policies.resource import Resource
from policies.values import is_known

ATTRIBUTES: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        (
            *("aws_rds_cluster", "aws_rds_global_cluster", "aws_db_instance"),
            *("aws_docdb_cluster", "aws_docdb_global_cluster"),
            *("aws_neptune_cluster", "aws_neptune_global_cluster", "aws_neptunegraph_graph"),
            *("aws_eks_cluster", "aws_cognito_user_pool"),
        ),
        "deletion_protection",
    ),
    **dict.fromkeys(
        (
            *("aws_dynamodb_table", "aws_dynamodb_table_replica", "aws_dsql_cluster"),
            "aws_cloudwatch_log_group",
        ),
        "deletion_protection_enabled",
    ),
    "aws_lb": "enable_deletion_protection",
    "aws_alb": "enable_deletion_protection",
    "aws_networkfirewall_firewall": "delete_protection",
}
"""The protection of each type (Terraform registry, provider 6); each is off where it is not set."""


def check(resource: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Protection is off, or unset; in the profile `production` it is on, where the provider knows it.

    There a replica may do without, as it is made anew from its source; and a log group of a system that
    promises nothing, since deleting it loses what its retention would have deleted.
    """
    attribute = ATTRIBUTES[resource.type]
    if lacks(resource, attribute, configuration):
        yield NOT_APPLICABLE
        return
    yield from expect.apart(attribute, _protected(resource, attribute))
    if resource.type == "aws_dynamodb_table" and not lacks(resource, f"replica.{attribute}", configuration):
        yield from expect.each_block(
            resource, "replica", "region_name", lambda replica: _protected(replica, attribute)
        )


def _protected(resource: Resource, attribute: str) -> Iterator[Judgement]:
    yield from expect.whichever(resource, "profile", PROFILES, lambda known: _judged(known, attribute))


def _judged(resource: Resource, attribute: str) -> Iterator[Judgement]:
    value = resource.get(attribute)
    on = expect.is_true(value) or value == "ACTIVE"  # what a user pool says for true
    production = resource.context.profile == "production"
    if not is_known(value):
        yield unknown(f"{attribute} is {value}, which only the plan can tell")
    elif production and not on and _may_do_without(resource):
        yield NOT_APPLICABLE
    elif on != production:
        yield fail(f"{attribute} is {'on' if on else 'off'} in the profile '{resource.context.profile}'")


def _may_do_without(resource: Resource) -> bool:
    of_nobody = resource.type == "aws_cloudwatch_log_group" and resource.context.promises is None
    return of_nobody or bool(resource.get("replicate_source_db"))


RULE = Rule(
    id="terraform-deletion-protection",
    title="Deletion protection is on in production and nowhere else",
    severity=Severity.MEDIUM,
    types=tuple(ATTRIBUTES),
    scope="configuration",
    check=check,
    rationale=(
        "A protected table or load balancer makes every destroy fail half-way, and what is left behind "
        "keeps data and costs money. In production the same protection stops an accident."
    ),
    remediation=(
        "Leave deletion_protection (deletion_protection_enabled, enable_deletion_protection) at False; "
        "only the profile production sets it to True."
    ),
    controls=("pci-dss-4.0.1:3.2.1", "nist-800-53-r5:SI-12(3)", "nist-800-53-r5:CM-2(6)"),
    requirements=("R26", "C3"),
    examples=Examples(
        passing=(
            resources(aws_dynamodb_table={"deletion_protection_enabled": False}),
            resources(aws_lb={"enable_deletion_protection": "false"}),
            resources(aws_cognito_user_pool={"deletion_protection": "INACTIVE"}),
        ),
        failing=(
            resources(aws_rds_cluster={"deletion_protection": True}),
            resources(aws_rds_global_cluster={"deletion_protection": "true"}),
            resources(aws_lb={"enable_deletion_protection": True}),
            resources(aws_cognito_user_pool={"deletion_protection": "ACTIVE"}),
            resources(aws_dynamodb_table_replica={"deletion_protection_enabled": True}),
            resources(
                aws_dynamodb_table={
                    "deletion_protection_enabled": False,
                    "replica": [{"region_name": "xx-test-2", "deletion_protection_enabled": True}],
                }
            ),
        ),
        absent=(Status.PASS, resources(aws_dynamodb_table={}, aws_lb={}, aws_db_instance={})),
        unknown=(Status.UNKNOWN, resources(aws_db_instance={"deletion_protection": "${var.protect}"})),
    ),
)

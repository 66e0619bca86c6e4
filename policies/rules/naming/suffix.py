"""Every name contains the environment's suffix."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.context import UNKNOWN
from policies.examples import resources
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
    unspecified,
)
from policies.related.names import contains
from policies.related.tags import is_taggable, tags_of
from policies.resource import Resource
from policies.rules.naming._names import WITHIN_PARENT, literal, names
from policies.values import is_known


def check(resource: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each name has the suffix as a part of its own; what has no name has it in the tag Name, or in
    EnvironmentSuffix where that is not set.

    Not names of ours: domain names, and what `WITHIN_PARENT` lists. A name that refers to another
    resource's name contains what that one contains.
    """
    suffix = resource.context.suffix
    found = [] if resource.type in WITHIN_PARENT else list(names(resource, configuration))
    if not found and not is_taggable(resource):
        yield NOT_APPLICABLE
    elif suffix == UNKNOWN:
        yield unspecified("suffix")
    elif found:
        for attribute, name in found:
            if not contains(literal(name), suffix):
                yield from expect.apart(attribute, [_lacking(f"{attribute} '{name}'", name, suffix)])
    else:
        # Others may rely on default_tags.
        yield from expect.whichever(
            resource, "system", (UNKNOWN, "another"), lambda known: _tagged(known, configuration)
        )


def _tagged(resource: Resource, configuration: Configuration) -> Iterator[Judgement]:
    tags = tags_of(resource, configuration)
    key = "Name" if tags is not None and tags.get("Name") else "EnvironmentSuffix"
    carrier = "${tags}" if tags is None else str(tags.get(key))
    if not contains(literal(carrier), resource.context.suffix):
        yield _lacking(f"without a name, the tag {key}", carrier, resource.context.suffix)


def _lacking(what: str, value: str, suffix: str) -> Judgement:
    if is_known(value):
        return fail(f"{what} does not contain the suffix '{suffix}'")
    return unknown(f"only the plan can tell whether {what} contains the suffix '{suffix}'")


def _bucket(name: str, **others: object) -> Terraform:
    return resources(aws_s3_bucket={"bucket": name}, **others)  # type: ignore[arg-type]


RULE = Rule(
    id="naming-suffix",
    title="Every name contains the environment's suffix",
    severity=Severity.MEDIUM,
    types=("*",),
    scope="configuration",
    check=check,
    rationale=(
        "Two environments in one account collide on the first name that lacks the suffix: the second "
        "deployment fails, or worse, takes over the first one's resource."
    ),
    remediation=(
        "Make the name with Names.of(...), which puts the suffix at its end. For what AWS gives no name, "
        "the tags aspect sets EnvironmentSuffix."
    ),
    controls=("pci-dss-4.0.1:6.5.3", "pci-dss-4.0.1:12.5.1", "nist-800-53-r5:CM-2(6)", "nist-800-53-r5:CM-8"),
    requirements=("R16", "R17", "R118", "R119", "R150"),
    examples=Examples(
        passing=(
            _bucket("payments-receipts-zq7"),
            _bucket("zq7-receipts"),
            resources(aws_sqs_queue={"name": "orders-zq7.fifo"}),
            resources(aws_ssm_parameter={"name": "/payments/zq7/limit"}),
            resources(aws_kms_alias={"name": "alias/payments_zq7"}),
            resources(aws_sns_topic={"name_prefix": "alerts-zq7-"}),
            resources(
                aws_lambda_function={"function_name": "cdc-zq7"},
                aws_cloudwatch_log_group={"name": "/aws/lambda/${aws_lambda_function.example.function_name}"},
            ),
            {
                **resources(aws_s3_bucket={"bucket": "${local.prefix}-receipts"}),
                "locals": {"prefix": "payments-zq7"},
            },
            resources(aws_vpc={"tags": {"Name": "payments-zq7"}}),
            resources(aws_kms_key={"tags": {"EnvironmentSuffix": "zq7"}}),
            resources(
                aws_rds_cluster={"cluster_identifier": "customers-zq7", "database_name": "customers"},
                aws_lambda_alias={"name": "live"},
            ),
        ),
        failing=(
            _bucket("payments-receipts"),
            _bucket("payments-receipts-zq70"),
            _bucket("receiptszq7"),
            resources(aws_lambda_function={"function_name": "cdc", "tags": {"EnvironmentSuffix": "zq7"}}),
            resources(aws_rds_cluster={"cluster_identifier": "customers", "database_name": "zq7"}),
            resources(aws_ecs_task_definition={"family": "api"}),
            resources(aws_cloudwatch_metric_alarm={"alarm_name": "failures", "namespace": "payments-zq7"}),
            resources(
                aws_lambda_function={"function_name": "cdc"},
                aws_cloudwatch_log_group={"name": "/aws/lambda/${aws_lambda_function.example.function_name}"},
            ),
            {
                **_bucket("receipts-${data.aws_caller_identity.current.account_id}"),
                "data": {"aws_caller_identity": {"current": {}}},
            },
            resources(aws_vpc={"tags": {"Name": "payments"}}),
            resources(aws_vpc={"tags": {"Name": "payments", "EnvironmentSuffix": "zq7"}}),
            resources(aws_iam_role={"name": "replication", "path": "/zq7/"}),
        ),
        absent=(Status.FAIL, resources(aws_kms_key={"description": "the ledger of zq7"})),
        unknown=(Status.UNKNOWN, _bucket('receipts-${lookup({"a" = "zq7"}, var.stage)}')),
    ),
)

"""A GraphQL API says who asked what, and repeats nothing of it."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource


def check(api: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Requests are logged, without what was sent (AppSync Developer Guide, "Monitoring and logging":
    verbose content is headers, arguments and answers).
    """
    if api.type == "aws_appsync_api":
        if not api.get("event_config.log_config.cloudwatch_logs_role_arn"):
            yield fail("event_config.log_config.cloudwatch_logs_role_arn is not set: callers are not logged")
        return
    if not api.get("log_config.cloudwatch_logs_role_arn"):
        yield fail("log_config.cloudwatch_logs_role_arn is not set: callers are not logged")
    yield from expect.one_of(api, "log_config.field_log_level", ("ALL", "ERROR", "INFO"))
    yield from expect.true(api, "log_config.exclude_verbose_content")


def _logged(
    level: str = "ERROR", *, excluded: object = True, role: str = "${aws_iam_role.logs.arn}"
) -> Terraform:
    config = {
        "cloudwatch_logs_role_arn": role,
        "field_log_level": level,
        "exclude_verbose_content": excluded,
    }
    return resources(aws_appsync_graphql_api={"log_config": config})


RULE = Rule(
    id="api-graphql-log",
    title="AppSync APIs log their requests, and nothing that was sent",
    severity=Severity.HIGH,
    types=("aws_appsync_graphql_api", "aws_appsync_api"),
    check=check,
    rationale=(
        "Without a log nobody can say who called. One of headers and arguments is a store of card data that "
        "nobody classified."
    ),
    remediation="Set log_config with a role, field_log_level='ERROR' and exclude_verbose_content=True.",
    controls=(
        *("pci-dss-4.0.1:10.2.1", "pci-dss-4.0.1:10.2.2", "pci-dss-4.0.1:3.2.1"),
        *("nist-800-53-r5:AU-2", "nist-800-53-r5:AU-3"),
    ),
    requirements=("R46", "R72"),
    examples=Examples(
        passing=(
            *(_logged(), _logged("ALL", excluded="true")),
            resources(
                aws_appsync_api={
                    "event_config": [{"log_config": [{"cloudwatch_logs_role_arn": "${aws_iam_role.l.arn}"}]}]
                }
            ),
        ),
        failing=(
            *(_logged("NONE"), _logged(excluded=False), _logged(excluded=None), _logged(role="")),
            resources(aws_appsync_api={"name": "events"}),
        ),
        absent=(Status.FAIL, resources(aws_appsync_graphql_api={"name": "payments"})),
        unknown=(Status.UNKNOWN, _logged("${var.level}")),
    ),
)

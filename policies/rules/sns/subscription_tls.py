"""Nobody is told over plain HTTP."""

from __future__ import annotations

from collections.abc import Iterator

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known


def check(subscription: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The protocol is not `http`, and no endpoint is called by it."""
    protocol, endpoint = subscription.get("protocol"), str(subscription.get("endpoint") or "")
    if protocol == "http" or endpoint.lower().startswith("http://"):
        yield fail(f"{endpoint or 'the endpoint'} is told over plain HTTP")
    elif not is_known(protocol):
        yield unknown(f"protocol is {protocol}, which only the plan can tell")


def _subscription(protocol: str, endpoint: str = "https://pager.example.net/zq7") -> Terraform:
    return resources(aws_sns_topic_subscription={"protocol": protocol, "endpoint": endpoint})


RULE = Rule(
    id="sns-subscription-tls",
    title="Subscribers of topics are told over TLS",
    severity=Severity.HIGH,
    types=("aws_sns_topic_subscription",),
    check=check,
    rationale=(
        "An alert names hosts, queues and what is not working. Over plain HTTP everybody on the way reads "
        "it; the topic's own TLS statement is about those who publish."
    ),
    remediation="Subscribe an https:// address with protocol 'https', or a queue or function of the account.",
    controls=("pci-dss-4.0.1:4.2.1", "nist-800-53-r5:SC-8", "nist-800-53-r5:SC-8(1)"),
    requirements=("R39",),
    examples=Examples(
        passing=(
            _subscription("https"),
            _subscription("sqs", "${aws_sqs_queue.inbox.arn}"),
            _subscription("email", "desk@example.net"),
        ),
        failing=(
            _subscription("http", "http://pager.example.net/zq7"),
            _subscription("http", "${var.pager}"),
            _subscription("https", "HTTP://pager.example.net/zq7"),
        ),
        absent=(Status.PASS, resources(aws_sns_topic_subscription={"topic_arn": "${aws_sns_topic.a.arn}"})),
        unknown=(Status.UNKNOWN, _subscription("${var.protocol}")),
    ),
)

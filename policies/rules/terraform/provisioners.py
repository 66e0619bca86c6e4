"""Nothing is run besides what resources declare."""

from __future__ import annotations

from collections.abc import Iterator

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, fail
from policies.resource import Resource


def check(element: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """No resource has a provisioner or a connection for one, and no data source runs a program."""
    if element.type == "data.external":
        yield fail("the external data source runs a program wherever Terraform plans")
    for block in ("provisioner", "connection"):
        if block in element.values:
            kinds = ", ".join(sorted({str(kind) for item in element.blocks(block) for kind in item}))
            yield fail(f"it has a {block}{f' ({kinds})' if kinds else ''}", f"{block} {kinds}".strip())


RULE = Rule(
    id="terraform-provisioners",
    title="No provisioner runs commands",
    severity=Severity.HIGH,
    types=("*", "data.external"),
    check=check,
    rationale=(
        "A provisioner runs any command with the deployer's rights. What it changes is in no plan, no "
        "state and no report, so no review and no rule has seen it."
    ),
    remediation="Declare the change as a resource, or do it in the build. Remove the provisioner block.",
    controls=("pci-dss-4.0.1:2.2.4", "pci-dss-4.0.1:7.2.5", "nist-800-53-r5:CM-3", "nist-800-53-r5:CM-7"),
    requirements=("R6", "R14"),
    examples=Examples(
        passing=(resources(aws_sqs_queue={"name": "orders-zq7"}, null_resource={"triggers": {"a": "b"}}),),
        failing=(
            resources(aws_sqs_queue={"provisioner": [{"local-exec": {"command": "./seed"}}]}),
            resources(null_resource={"provisioner": {"remote-exec": {"inline": ["./seed"]}}}),
            resources(terraform_data={"provisioner": {"file": {"destination": "/tmp"}}}),  # noqa: S108
            resources(aws_instance={"connection": {"type": "ssh"}}),
            {"data": {"external": {"example": {"program": ["./seed"]}}}},
        ),
        absent=(Status.PASS, resources(aws_sqs_queue={})),
        unknown=(Status.FAIL, resources(null_resource={"provisioner": "${var.provisioners}"})),
    ),
)

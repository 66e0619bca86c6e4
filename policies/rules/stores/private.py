"""Stores have no public address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status
from policies.resource import Resource

_ACCESS: Final = "broker_node_group_info.connectivity_info.public_access.type"

_BY_TYPE: Final[Mapping[str, tuple[str, object]]] = {
    "aws_mq_broker": ("publicly_accessible", False),
    "aws_msk_cluster": (_ACCESS, "DISABLED"),
    "aws_neptune_cluster_instance": ("publicly_accessible", False),
    "aws_neptunegraph_graph": ("public_connectivity", False),
    "aws_redshift_cluster": ("publicly_accessible", False),
    "aws_redshiftserverless_workgroup": ("publicly_accessible", False),
}
"""The argument that gives a public address, and its value that gives none, which is each one's default
(Terraform registry, provider 6; Neptune Analytics User Guide, "Connecting to a graph")."""


def check(store: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The argument says that there is none, or is not set."""
    argument, private = _BY_TYPE[store.type]
    yield from expect.stands(store, argument, (private,), private)


RULE = Rule(
    id="stores-private",
    title="Stores, warehouses and brokers have no public address",
    severity=Severity.CRITICAL,
    types=tuple(_BY_TYPE),
    check=check,
    rationale=(
        "A store with a public name and address is tried by everybody, day and night; one wrong rule of a "
        "security group or one weak password is then all that is needed."
    ),
    remediation="Leave publicly_accessible (public_connectivity, public_access.type) out, or set what the "
    "message says, and reach the store from the network.",
    controls=("pci-dss-4.0.1:1.4.4", "pci-dss-4.0.1:1.3.1", "nist-800-53-r5:SC-7", "nist-800-53-r5:AC-3"),
    requirements=("R45",),
    examples=Examples(
        passing=(
            resources(aws_redshift_cluster={"publicly_accessible": False}),
            resources(
                aws_msk_cluster={
                    "broker_node_group_info": [
                        {"connectivity_info": [{"public_access": [{"type": "DISABLED"}]}]}
                    ]
                }
            ),
        ),
        failing=(
            resources(aws_redshift_cluster={"publicly_accessible": "true"}),
            resources(aws_redshiftserverless_workgroup={"publicly_accessible": True}),
            resources(aws_neptune_cluster_instance={"publicly_accessible": True}),
            resources(aws_mq_broker={"publicly_accessible": True}),
            resources(aws_neptunegraph_graph={"public_connectivity": True}),
            resources(
                aws_msk_cluster={
                    "broker_node_group_info": [
                        {"connectivity_info": [{"public_access": [{"type": "SERVICE_PROVIDED_EIPS"}]}]}
                    ]
                }
            ),
        ),
        absent=(Status.PASS, resources(aws_redshift_cluster={"cluster_identifier": "reports-zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_redshift_cluster={"publicly_accessible": "${var.open}"})),
    ),
)

"""A broker asks its clients who they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_CLIENTS: Final = "client_authentication"
_WAYS: Final = (f"{_CLIENTS}.sasl.iam", f"{_CLIENTS}.sasl.scram")
_AUTHORITIES: Final = f"{_CLIENTS}.tls.certificate_authority_arns"
_ANYONE: Final = f"{_CLIENTS}.unauthenticated"


def check(cluster: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Clients come by IAM, by a secret or by a certificate, and in no other way.

    Where no way is said, MSK lets in clients that do not say who they are (MSK Developer Guide,
    "Authentication and authorization for Apache Kafka APIs").
    """
    yield from expect.apart(_ANYONE, expect.not_true(cluster, _ANYONE))
    said = [cluster.get(way) for way in _WAYS]
    if any(expect.is_true(way) for way in said) or cluster.get(_AUTHORITIES):
        return
    if all(map(is_known, said)):
        yield fail(
            f"{_CLIENTS} names no way to log in: whoever reaches the brokers reads and writes", _CLIENTS
        )
    else:
        yield unknown(f"only the plan can tell how {_CLIENTS} lets clients log in")


def _cluster(**said: Any) -> Terraform:  # noqa: ANN401 - Terraform values have every JSON type
    return resources(aws_msk_cluster={_CLIENTS: [said]})


RULE = Rule(
    id="msk-client-access",
    title="Kafka's clients say who they are",
    severity=Severity.HIGH,
    types=("aws_msk_cluster",),
    check=check,
    rationale=(
        "Brokers that let in whoever reaches their port have no right that could be refused: every topic "
        "can be read, written and deleted from one compromised host."
    ),
    remediation="Set client_authentication with sasl.iam=True, and leave unauthenticated at False.",
    controls=(
        *("pci-dss-4.0.1:7.3.1", "pci-dss-4.0.1:7.2.5", "pci-dss-4.0.1:8.3.1"),
        *("nist-800-53-r5:AC-3", "nist-800-53-r5:IA-2"),
    ),
    requirements=("R42",),
    examples=Examples(
        passing=(
            _cluster(sasl=[{"iam": True}]),
            _cluster(sasl=[{"scram": "true"}], unauthenticated=False),
            _cluster(tls=[{"certificate_authority_arns": ["${aws_acmpca_certificate_authority.a.arn}"]}]),
        ),
        failing=(
            _cluster(sasl=[{"iam": True}], unauthenticated=True),
            _cluster(sasl=[{"iam": False}]),
            _cluster(tls=[{}]),
        ),
        absent=(Status.FAIL, resources(aws_msk_cluster={"cluster_name": "events-zq7"})),
        unknown=(Status.UNKNOWN, _cluster(sasl=[{"iam": "${var.iam}"}])),
    ),
)

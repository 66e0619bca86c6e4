"""A server for files takes current ciphers alone, and says who did what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import as_list, is_known

_POLICY: Final = "security_policy_name"
_OLD: Final = ("TransferSecurityPolicy-2018-11", "TransferSecurityPolicy-2020-06")
"""Policies with SHA-1 or small groups; the first is taken where none is named (Transfer Family User Guide,
"Security policies for AWS Transfer Family servers"; API, CreateServer)."""
_LOGS: Final = ("structured_log_destinations", "logging_role")


def check(server: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Its security policy is no old one, it does not speak plain FTP, and it logs to CloudWatch: by
    destinations, or in the older way by a role.
    """
    policy = server.get(_POLICY)
    if policy is None:
        yield fail(f"{_POLICY} is not set, which means {_OLD[0]}, with weak ciphers", _POLICY)
    elif not is_known(policy):
        yield unknown(f"{_POLICY} is {policy}, which only the plan can tell")
    elif policy in _OLD:
        yield fail(f"{_POLICY} is {policy}, with weak ciphers or hashes", _POLICY)
    if "FTP" in as_list(server.get("protocols")):
        yield fail("protocols has FTP: passwords and files go in the clear", "protocols")
    if not any(server.get(attribute) for attribute in _LOGS):
        yield fail(
            f"neither {' nor '.join(_LOGS)} is set: who signed in and which file went is not recorded", "logs"
        )


def _server(policy: object = "TransferSecurityPolicy-2025-03", **values: Any) -> Terraform:  # noqa: ANN401
    logs = {"structured_log_destinations": ["${aws_cloudwatch_log_group.files.arn}:*"]}
    return resources(aws_transfer_server={_POLICY: policy, **logs, **values})


RULE = Rule(
    id="transfer-server",
    title="Servers for files take current ciphers and record who did what",
    severity=Severity.MEDIUM,
    types=("aws_transfer_server",),
    check=check,
    rationale=(
        "Partners put files of payments here over the internet. What the server accepts is what the weakest"
        " of them uses, and without a log nobody can say which partner sent or fetched a file."
    ),
    remediation=(
        "Set security_policy_name to a current policy and structured_log_destinations to a log group; leave"
        " FTP out."
    ),
    controls=(
        "pci-dss-4.0.1:4.2.1",
        "pci-dss-4.0.1:10.2.1",
        "nist-800-53-r5:SC-8(1)",
        "nist-800-53-r5:AU-12",
    ),
    requirements=("R39", "R46"),
    examples=Examples(
        passing=(
            _server(),
            _server("TransferSecurityPolicy-FIPS-2024-01"),
            _server(structured_log_destinations=None, logging_role="${aws_iam_role.logs.arn}"),
        ),
        failing=(
            _server("TransferSecurityPolicy-2018-11"),
            _server(structured_log_destinations=[]),
            _server(protocols=["SFTP", "FTP"]),
        ),
        absent=(Status.FAIL, resources(aws_transfer_server={"protocols": ["SFTP"]})),
        unknown=(Status.UNKNOWN, _server("${var.policy}")),
    ),
)

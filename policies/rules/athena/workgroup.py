"""The results of queries are encrypted, whatever the client says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource

_ENFORCED: Final = "configuration.enforce_workgroup_configuration"
_RESULTS: Final = "configuration.result_configuration"
_MANAGED: Final = "configuration.managed_query_results_configuration.enabled"
_ENCRYPTION: Final = f"{_RESULTS}.encryption_configuration"


def check(group: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The workgroup's settings go before those of its clients, as by default they do, and encrypt results
    under a customer-managed key, by SSE or CSE (Athena User Guide, "Encrypt Athena query results stored in
    Amazon S3"). Results that Athena itself keeps are not concerned.
    """
    if not group.blocks("configuration"):
        yield fail(
            "configuration is not set: each client says where results go, and whether they are encrypted"
        )
        return
    yield from expect.apart(_ENFORCED, _first(group))
    if expect.is_true(group.get(_MANAGED)):
        return
    option = f"{_ENCRYPTION}.encryption_option"
    if not group.blocks(_ENCRYPTION):
        yield fail(f"{_ENCRYPTION} is not set: results of queries are not encrypted by the workgroup", option)
        return
    yield from expect.apart(option, expect.one_of(group, option, ("SSE_KMS", "CSE_KMS")))
    yield from expect.apart(
        "kms_key_arn", expect.customer_key(group, configuration, f"{_ENCRYPTION}.kms_key_arn")
    )


def _first(group: Resource) -> Iterator[Judgement]:
    for judgement in expect.stands(group, _ENFORCED, (True,), default=True):
        yield (
            fail(f"{judgement.message}: clients may override where results go and how they are encrypted")
            if (judgement.status is Status.FAIL)
            else judgement
        )


def _group(
    option: object = "SSE_KMS", *, enforced: object = True, key: object = "${aws_kms_key.data.arn}"
) -> Terraform:
    encryption = {"encryption_option": option, "kms_key_arn": key}
    said: dict[str, Any] = {
        "enforce_workgroup_configuration": enforced,
        "result_configuration": [{"encryption_configuration": [encryption] if option else []}],
    }
    stack = resources(aws_athena_workgroup={"configuration": [said]})
    return {"resource": {**stack["resource"], "aws_kms_key": {"data": {}}}}


RULE = Rule(
    id="athena-workgroup",
    title="Workgroups encrypt results of queries, whatever the client says",
    severity=Severity.HIGH,
    types=("aws_athena_workgroup",),
    scope="configuration",
    check=check,
    rationale=(
        "The result of a query is a copy of the rows it read, in a bucket that is not guarded like the "
        "data. A client that may override the workgroup writes it anywhere, unencrypted."
    ),
    remediation=(
        "Set enforce_workgroup_configuration=True and encryption_configuration with 'SSE_KMS' and a KmsKey "
        "of ours."
    ),
    controls=("pci-dss-4.0.1:3.5.1", "nist-800-53-r5:SC-28", "nist-800-53-r5:SC-28(1)"),
    requirements=("R35",),
    examples=Examples(
        passing=(
            _group(),
            _group("CSE_KMS"),
            resources(
                aws_athena_workgroup={
                    "configuration": [{"managed_query_results_configuration": [{"enabled": True}]}]
                }
            ),
        ),
        failing=(_group(None), _group("SSE_S3"), _group(enforced=False), _group(key="alias/aws/s3")),
        absent=(Status.FAIL, resources(aws_athena_workgroup={"name": "analysts-zq7"})),
        unknown=(Status.UNKNOWN, _group("${var.option}")),
    ),
)

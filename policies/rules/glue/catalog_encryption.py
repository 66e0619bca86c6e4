"""The catalogue of data is encrypted, and so are the passwords in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

_SETTINGS: Final = "data_catalog_encryption_settings"
_AT_REST: Final = f"{_SETTINGS}.encryption_at_rest"
_MODE: Final = f"{_AT_REST}.catalog_encryption_mode"
_PASSWORDS: Final = f"{_SETTINGS}.connection_password_encryption"
_RETURNED: Final = f"{_PASSWORDS}.return_connection_password_encrypted"


def check(settings: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The catalogue's mode is SSE-KMS and passwords of connections are returned encrypted, both under
    customer-managed keys (Glue API, DataCatalogEncryptionSettings).
    """
    yield from expect.apart(_MODE, expect.one_of(settings, _MODE, ("SSE-KMS", "SSE-KMS-WITH-SERVICE-ROLE")))
    yield from expect.apart(_RETURNED, expect.true(settings, _RETURNED))
    if settings.get(_MODE) not in (None, "DISABLED"):
        key = f"{_AT_REST}.sse_aws_kms_key_id"
        yield from expect.apart(key, expect.customer_key(settings, configuration, key))
    if expect.is_true(settings.get(_RETURNED)):
        key = f"{_PASSWORDS}.aws_kms_key_id"
        yield from expect.apart(key, expect.customer_key(settings, configuration, key))


def _settings(
    mode: object = "SSE-KMS", *, returned: object = True, key: object = "${aws_kms_key.data.arn}"
) -> Terraform:
    said: dict[str, Any] = {
        "encryption_at_rest": [{"catalog_encryption_mode": mode, "sse_aws_kms_key_id": key}],
        "connection_password_encryption": [
            {"return_connection_password_encrypted": returned, "aws_kms_key_id": key}
        ],
    }
    stack = resources(aws_glue_data_catalog_encryption_settings={_SETTINGS: [said]})
    return {"resource": {**stack["resource"], "aws_kms_key": {"data": {}}}}


RULE = Rule(
    id="glue-catalog-encryption",
    title="The catalogue of Glue and the passwords in it are encrypted",
    severity=Severity.HIGH,
    types=("aws_glue_data_catalog_encryption_settings",),
    scope="configuration",
    check=check,
    rationale=(
        "A connection holds the login of a database, and whoever may read the catalogue reads it in the "
        "clear; the catalogue itself tells what there is to steal, and where."
    ),
    remediation=(
        "Set catalog_encryption_mode='SSE-KMS' and return_connection_password_encrypted=True, each with a "
        "KmsKey of ours."
    ),
    controls=(
        "pci-dss-4.0.1:8.3.2",
        "pci-dss-4.0.1:3.5.1",
        "nist-800-53-r5:SC-28(1)",
        "nist-800-53-r5:IA-5(1)",
    ),
    requirements=("R35",),
    examples=Examples(
        passing=(_settings(), _settings("SSE-KMS-WITH-SERVICE-ROLE", returned="true")),
        failing=(_settings("DISABLED"), _settings(returned=False), _settings(key=None)),
        absent=(Status.FAIL, resources(aws_glue_data_catalog_encryption_settings={"catalog_id": "1"})),
        unknown=(Status.UNKNOWN, _settings("${var.mode}")),
    ),
)

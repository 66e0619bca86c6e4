"""What stands in Parameter Store is configuration, under a path of its environment, and nothing secret."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.context import Form
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.references import mentioned
from policies.resource import Resource
from policies.values import is_known

_VALUES: Final = ("value", "insecure_value")
_SECRETS: Final = (
    "data.aws_secretsmanager_secret_version",
    "data.aws_secretsmanager_random_password",
    "ephemeral.",
    "random_password",
    "aws_iam_access_key",
    "tls_private_key",
    "data.aws_ssm_parameter",
)
"""What gives a value that nobody may read."""
_PATH: Final = re.compile(r"/[\w.-]+/[\w./-]+")
_NAMED: Final = re.compile(r"(?i)passw|_secret$|api_?key|private_?key|credential")
_OF_SECRET: Final = re.compile(r"arn:|^\$\{data\.aws_secretsmanager_secret\.\w+\.arn\}$")


def check(parameter: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """It is of type String, which says that it is no secret; its name is a path; its value comes from no
    secret. A parameter that is called after a secret holds where that lies, by its ARN. A state leaves the
    value out, which is then unknown.
    """
    kind, name = parameter.get("type"), parameter.get("name")
    if not is_known(kind):
        yield unknown(f"type is {kind}, which only the plan can tell")
    elif kind != "String":
        yield fail(f"type is {kind}, not String: credentials lie in Secrets Manager", "type")
    if not is_known(name):
        yield unknown(f"name is {name}, which only the plan can tell")
    elif _PATH.fullmatch(str(name)) is None:
        yield fail(f"its name {name} is no path with a part for the application and its environment", "name")
    for attribute in _VALUES:
        text = str(parameter.get(attribute) or "")
        sources = mentioned(text)
        for address in sources:
            if address.startswith(_SECRETS):
                yield fail(f"{attribute} is read from {address}", attribute)
        if parameter.context.form is not Form.SYNTHESIS and not is_known(text) and not sources:
            yield unknown(f"{attribute} is {text}: whence it comes, only the stack tells")
        elif (
            text
            and _NAMED.search(str(name).rpartition("/")[2])
            and not _is_arn(parameter, text, configuration)
        ):
            yield fail(f"{name} holds something else than the ARN of a secret", attribute)


def _is_arn(parameter: Resource, text: str, configuration: Configuration) -> bool:
    found = configuration.target(parameter, text)
    looked_up = found is not None and found.type == "data.aws_secretsmanager_secret"
    return looked_up or _OF_SECRET.match(text) is not None


def _one(
    value: object = "pay-ledger-zq7", name: object = "/pay/zq7/LEDGER_TABLE", **more: object
) -> Terraform:
    return resources(aws_ssm_parameter={"type": "String", "name": name, "value": value, **more})


RULE = Rule(
    id="ssm-plain-values",
    title="Parameters are plain values under a path of their environment, and nothing secret",
    severity=Severity.HIGH,
    types=("aws_ssm_parameter",),
    scope="configuration",
    check=check,
    rationale=(
        "The value of a parameter stands in the configuration and in Terraform's state, whatever its type; a "
        "name without a path of its environment is shared by all of them."
    ),
    remediation=(
        "Set type='String' and a name such as /app/suffix/KEY; keep credentials in Secrets Manager, and "
        "their ARN here."
    ),
    controls=("pci-dss-4.0.1:8.6.2", "pci-dss-4.0.1:2.2.1", "nist-800-53-r5:IA-5(7)", "nist-800-53-r5:CM-6"),
    requirements=("R9", "C25"),
    examples=Examples(
        passing=(
            _one(),
            _one("${data.aws_secretsmanager_secret.token.arn}", "/pay/zq7/TOKEN_SECRET"),
            _one("arn:aws:secretsmanager:xx-test-1:999988887777:secret:token", "/pay/zq7/TOKEN_SECRET"),
        ),
        failing=(
            _one(type="SecureString"),
            _one(name="LEDGER_TABLE"),
            _one(name="/LEDGER_TABLE"),
            _one("${data.aws_secretsmanager_secret_version.token.secret_string}"),
            _one("${data.aws_ssm_parameter.other.value}"),
            _one("hunter2", "/pay/zq7/DATABASE_PASSWORD"),
            _one("hunter2", "/pay/zq7/TOKEN_SECRET"),
        ),
        absent=(Status.FAIL, resources(aws_ssm_parameter={"name": "/pay/zq7/X", "value": "x"})),
        unknown=(Status.UNKNOWN, _one(name="${var.name}")),
    ),
)

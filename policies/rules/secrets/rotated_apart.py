"""A rotation is of a secret that outlives its environment, and does not begin with the deployment."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known


def check(rotation: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The stack looks the secret up, and whoever applies does not wait for the first rotation."""
    secret = configuration.target(rotation, rotation.get("secret_id"))
    if secret is not None and secret.type == "aws_secretsmanager_secret":
        yield fail(f"it rotates {secret.address}, which the stack itself makes", "secret_id")
    at_once = rotation.get("rotate_immediately")
    if not expect.is_false(at_once):
        said = "rotate_immediately is not false: whoever applies waits for a rotation, before there is a twin"
        yield fail(said, "rotate_immediately") if is_known(at_once) else unknown(said)


def _rotation(secret: str, at_once: object) -> Terraform:
    said = {"secret_id": secret, "rotate_immediately": at_once}
    return {
        "data": {"aws_secretsmanager_secret": {"db": {"name": "pay/db"}}},
        **resources(aws_secretsmanager_secret_rotation=said, aws_secretsmanager_secret={}),
    }


_READ = "${data.aws_secretsmanager_secret.db.arn}"

RULE = Rule(
    id="secrets-rotated-apart",
    title="Rotations are of secrets that are there before, and begin after the deployment",
    severity=Severity.MEDIUM,
    types=("aws_secretsmanager_secret_rotation",),
    scope="configuration",
    check=check,
    rationale="A secret that a stack makes goes with it, and the other region knows the value of before.",
    remediation="Look the secret up with DataAwsSecretsmanagerSecret, and set rotate_immediately=False.",
    controls=("pci-dss-4.0.1:8.6.3", "nist-800-53-r5:IA-5(1)"),
    requirements=("R93",),
    examples=Examples(
        passing=(_rotation(_READ, at_once=False),),
        failing=(
            _rotation(_READ, at_once=None),
            _rotation("${aws_secretsmanager_secret.example.id}", at_once=False),
        ),
        absent=(Status.FAIL, resources(aws_secretsmanager_secret_rotation={"secret_id": "pay/db"})),
        unknown=(Status.UNKNOWN, _rotation(_READ, at_once="${var.at_once}")),
    ),
)

"""No secret is written out, and none is put into the state."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.credentials import LIKE_A_SHAPE, SHAPES, is_literal, is_secret_name, named_strings
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.references import reference
from policies.resource import Resource
from policies.values import is_known

_INTO_STATE: Final = re.compile(
    r"\bdata\.aws_secretsmanager_secret_version\.[\w-]+\.secret_(?:string|binary)"
    r"|\bdata\.aws_secretsmanager_random_password\."
    r"|\brandom_password\.[\w-]+\.(?:result|bcrypt_hash)"
    r"|\baws_iam_access_key\.[\w-]+\.(?:secret|ses_smtp_password)"
)
"""Expressions whose value is a credential: whatever takes it, except a write-only argument, keeps it."""

_POINTER: Final = re.compile(r"(?:^|_)(?:arn|id|name)$")


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No literal credential in any attribute, environment variable, local or default; none into the state.

    Messages say where, never what.
    """
    for path, name, value in named_strings(element, configuration):
        if path.startswith("tags"):
            continue
        subject = path if path.endswith(name) else f"{path} ({name})"
        for shape in _shapes(value):
            yield fail(f"{path} contains {shape}", subject)
        write_only = name.endswith("_wo")
        if not write_only and _takes_a_secret(value):
            yield fail(f"{path} takes a secret's value, which then lies in the state", subject)
        elif is_secret_name(name):
            followed = _followed(value, element, configuration)
            yield from expect.apart(subject, _judge(path, followed, write_only=write_only))


@lru_cache(maxsize=65536)  # most is said many times
def _shapes(value: str) -> tuple[str, ...]:
    """What a text contains by its shape."""
    likely = SHAPES.items() if LIKE_A_SHAPE.search(value) else ()
    return tuple(shape for shape, pattern in likely if pattern.search(value))


@lru_cache(maxsize=65536)
def _takes_a_secret(value: str) -> bool:
    likely = "secret" in value or "password" in value or "access_key" in value  # told at a glance
    return likely and _INTO_STATE.search(value) is not None


def _judge(path: str, value: str, *, write_only: bool) -> Iterator[Judgement]:
    found = reference(value)
    if is_known(value):
        if is_literal(value):
            yield fail(f"{path} holds a literal secret")
    elif found is not None and found.address.startswith("data.aws_ssm_parameter.") and not write_only:
        yield fail(f"{path} takes a parameter's value, which then lies in the state")
    elif not write_only and not (found is not None and _POINTER.search(found.attribute)):
        yield unknown(f"only the plan can tell what {path} takes into the state")


def _followed(value: str, user: Resource, configuration: Configuration) -> str:
    """What the value comes to where it is a local, or a variable with a default."""
    found = reference(value)
    address = re.sub(r"^var\.", "variable.", found.address) if found else ""
    element = configuration.by_address.get((user.stack, address))
    said = element.values.get("value", element.values.get("default")) if element else None
    followed = element is not None and element.type in ("local", "variable") and isinstance(said, str)
    return str(said) if followed else value


def _function(variables: dict[str, str]) -> Terraform:
    return resources(aws_lambda_function={"environment": [{"variables": variables}]})


def _container(**definition: object) -> Terraform:
    text = str([{"name": "api", **definition}]).replace("'", '"')
    return resources(aws_ecs_task_definition={"container_definitions": text})


_STORED: Final = "${data.aws_secretsmanager_secret_version.db.secret_string}"

RULE = Rule(
    id="terraform-secret-literals",
    title="No secret is written in a stack or its state",
    severity=Severity.CRITICAL,
    types=(
        *("*", "provider.aws", "terraform.backend", "local", "variable", "output", "module"),
        "data.terraform_remote_state",
    ),
    scope="configuration",
    check=check,
    rationale=(
        "A synthesized stack is copied to pipelines, artifacts and reports, and the state is readable to "
        "everyone who deploys. A secret in either has to be taken for published."
    ),
    remediation=(
        "Let AWS keep it: manage_master_user_password=True, or master_password_wo from an ephemeral value. "
        "Give code the secret's ARN (..._SECRET_ARN) and let it fetch the value. Then change the secret."
    ),
    controls=(
        *("pci-dss-4.0.1:8.6.2", "pci-dss-4.0.1:8.3.2", "pci-dss-4.0.1:3.6.1.2"),
        *("nist-800-53-r5:IA-5(7)", "nist-800-53-r5:SC-28"),
    ),
    requirements=("R30", "R122", "R143"),
    waivable=False,
    examples=Examples(
        passing=(
            resources(aws_rds_cluster={"manage_master_user_password": True, "master_username": "ledger"}),
            resources(aws_rds_cluster={"manage_master_user_password": "true"}),
            resources(aws_rds_cluster={"master_password_wo": _STORED, "master_password_wo_version": "1"}),
            _function(
                {"DB_SECRET_ARN": "${data.aws_secretsmanager_secret.db.arn}", "TOKEN_TABLE": "tokens-zq7"}
            ),
            _function(
                {
                    "DB_PASSWORD_PARAMETER": "/payments/zq7/db",
                    "DB_SECRET": "${data.aws_secretsmanager_secret.db.arn}",
                }
            ),
            _container(
                secrets=[{"name": "DB_PASSWORD", "valueFrom": "${data.aws_secretsmanager_secret.db.arn}"}]
            ),
            resources(aws_efs_file_system={"creation_token": "receipts-zq7"}),
            resources(
                aws_dynamodb_table={"hash_key": "token", "attribute": [{"name": "token", "type": "S"}]}
            ),
            resources(
                aws_db_parameter_group={
                    "parameter": [{"name": "password_encryption", "value": "scram-sha-256"}]
                }
            ),
            resources(aws_sqs_queue={"tags": {"Token": "none"}}),
            resources(aws_instance={"user_data": "DB_PASSWORD=$(aws secretsmanager get-secret-value)\n"}),
            resources(
                aws_instance={"user_data": "login --password-stdin --password $PASSWORD\nAPI_KEY=$KEY\n"}
            ),
            resources(aws_api_gateway_integration={"credentials": "${aws_iam_role.api.arn}"}),
            resources(aws_s3_bucket_cors_configuration={"allow_credentials": "'true'"}),
        ),
        failing=(
            resources(aws_rds_cluster={"master_password": "hunter2"}),
            resources(aws_rds_cluster={"master_password_wo": "hunter2"}),
            resources(aws_rds_cluster={"master_password": _STORED}),
            resources(
                aws_rds_cluster={
                    "master_password": _STORED.replace("{", "{jsondecode(").replace("}", ").password}")
                }
            ),
            resources(aws_db_instance={"password": "${random_password.db.result}"}),
            resources(aws_db_instance={"password": "${data.aws_ssm_parameter.db.value}"}),
            resources(aws_elasticache_replication_group={"auth_token": "hunter2-hunter2"}),
            resources(aws_elasticache_user={"passwords": ["hunter2-hunter2"]}),
            resources(aws_secretsmanager_secret_version={"secret_string": '{"password": "hunter2"}'}),
            resources(aws_api_gateway_api_key={"name": "merchant-zq7", "value": "hunter2-hunter2-hunter2"}),
            resources(
                aws_cloudwatch_event_connection={
                    "auth_parameters": [{"api_key": [{"key": "x-api-key", "value": "hunter2"}]}]
                }
            ),
            _function({"DB_PASSWORD": "hunter2"}),
            _function({"dbPassword": "hunter2"}),
            _function({"STRIPE_API_KEY": "hunter2"}),
            _function({"SETTINGS": _STORED}),
            _function({"DATABASE_URL": "postgres://ledger:hunter2@db.internal/ledger"}),
            _function({"ID": "AKIA" + "ZQ7" * 5 + "Z"}),
            resources(aws_instance={"user_data": "-----BEGIN RSA " + "PRIVATE KEY-----"}),
            resources(aws_instance={"user_data": "#!/bin/sh\nexport DB_PASSWORD='hunter2'\n/opt/start"}),
            resources(aws_launch_template={"user_data": b64encode(b"API_KEY=hunter2\n").decode()}),
            resources(aws_instance={"user_data": "echo DB_PASSWORD=hunter2 >> /etc/pay.env\n"}),
            resources(aws_instance={"user_data": "docker run -e API_KEY='hunter2' pay\n"}),
            resources(aws_instance={"user_data": "/opt/register --db-password hunter2 --quiet\n"}),
            resources(
                aws_launch_template={
                    "user_data": '${base64encode("HOST=${aws_lb.pay.dns_name}\\nDB_PASSWORD=hunter2\\n")}'
                }
            ),
            _container(environment=[{"name": "DB_PASSWORD", "value": "hunter2"}]),
            _container(environment=[{"name": "DATABASE_CREDENTIAL", "value": "ledger:hunter2"}]),
            _container(environment=[{"name": "DB_PASS", "value": "hunter2"}]),
            {"provider": {"aws": [{"region": "xx-test-1", "secret_key": "hunter2"}]}},
            {"terraform": {"backend": {"s3": {"access_key": "hunter2"}}}},
            {
                **resources(aws_db_instance={"password": "${local.db}"}),
                "locals": {"db": "hunter2"},
            },
            resources(aws_ssm_parameter={"name": "/payments/zq7/db_password", "value": "hunter2"}),
            {"locals": {"example": "sk_live_" + "zq7" * 8}},
            {"variable": {"example": {"default": {"db_password": "hunter2"}}}},
        ),
        absent=(Status.PASS, resources(aws_rds_cluster={"engine": "aurora-postgresql"})),
        unknown=(Status.UNKNOWN, resources(aws_rds_cluster={"master_password": "${var.password}"})),
    ),
)

"""What the expressions in a policy stand for: the ARNs, names and ids of what the configuration makes.

An account's own id, and what AWS makes up (the id of a key), have a text of their own; what nobody can tell
stays the expression.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from policies.arn import read_arn
from policies.configuration import Configuration, recalled
from policies.references import reference
from policies.resource import Resource
from policies.values import is_known

OWN_ACCOUNT: Final = "000000000000"
"""Stands for the account that is deployed to, wherever a configuration says it by an expression."""

_EXPRESSION: Final = re.compile(r"(?<!\$)\$\{(?!\w[\w-]*:)[^{}]{2,}\}")
"""An expression of Terraform, which is neither a policy variable nor `${*}`."""

_ARNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "aws_backup_vault": "backup:{region}:{account}:backup-vault:{name}",
        "aws_cloudtrail": "cloudtrail:{region}:{account}:trail/{name}",
        "aws_cloudwatch_event_bus": "events:{region}:{account}:event-bus/{name}",
        "aws_cloudwatch_log_group": "logs:{region}:{account}:log-group:{name}",
        "aws_config_configuration_recorder": "config:{region}:{account}:config-recorder/{name}",
        "aws_db_instance": "rds:{region}:{account}:db:{identifier}",
        "aws_dynamodb_table": "dynamodb:{region}:{account}:table/{name}",
        "aws_ecr_repository": "ecr:{region}:{account}:repository/{name}",
        "aws_ecs_cluster": "ecs:{region}:{account}:cluster/{name}",
        "aws_efs_file_system": "elasticfilesystem:{region}:{account}:file-system/{id}",
        "aws_iam_group": "iam::{account}:group{path}{name}",
        "aws_iam_instance_profile": "iam::{account}:instance-profile{path}{name}",
        "aws_iam_policy": "iam::{account}:policy{path}{name}",
        "aws_iam_role": "iam::{account}:role{path}{name}",
        "aws_iam_user": "iam::{account}:user{path}{name}",
        "aws_kinesis_firehose_delivery_stream": "firehose:{region}:{account}:deliverystream/{name}",
        "aws_kinesis_stream": "kinesis:{region}:{account}:stream/{name}",
        "aws_kms_key": "kms:{region}:{account}:key/{id}",
        "aws_kms_replica_key": "kms:{region}:{account}:key/{id}",
        "aws_lambda_function": "lambda:{region}:{account}:function:{function_name}",
        "aws_opensearch_domain": "es:{region}:{account}:domain/{domain_name}",
        "aws_rds_cluster": "rds:{region}:{account}:cluster:{cluster_identifier}",
        "aws_s3_bucket": "s3:::{bucket}",
        "aws_secretsmanager_secret": "secretsmanager:{region}:{account}:secret:{name}-{id}",
        "aws_sfn_state_machine": "states:{region}:{account}:stateMachine:{name}",
        "aws_sns_topic": "sns:{region}:{account}:{name}",
        "aws_sqs_queue": "sqs:{region}:{account}:{name}",
        "aws_ssm_parameter": "ssm:{region}:{account}:parameter{name}",
    }
)
"""The ARN of each type, by its arguments (Service Authorization Reference, "Resource types")."""

_IS_THE_NAME: Final = MappingProxyType(
    {
        **dict.fromkeys(("aws_iam_role", "aws_iam_user", "aws_iam_group", "aws_dynamodb_table"), "name"),
        **dict.fromkeys(
            ("aws_cloudwatch_log_group", "aws_cloudwatch_event_bus", "aws_ecr_repository"), "name"
        ),
        "aws_s3_bucket": "bucket",
        "aws_lambda_function": "function_name",
    }
)
"""The argument that the id of a type is."""
_IS_THE_ARN: Final = frozenset({"aws_sns_topic", "aws_sfn_state_machine", "aws_secretsmanager_secret"})


def resolved(text: str, user: Resource, configuration: Configuration) -> str:
    """The text that stands in `user`, with its expressions as far as they can be told."""
    if "${" not in text:
        return text
    return configuration.recall(
        ("resolved", user.stack, user.region, text),
        lambda: _EXPRESSION.sub(lambda found: _value(found[0], user, configuration, 8), text),
    )


def arn_of(resource: Resource, configuration: Configuration) -> str | None:
    """The ARN of a resource; None for a type of which no ARN is known here."""
    said = resource.values.get("arn")  # a plan and a state tell it
    if isinstance(said, str) and is_known(said) and read_arn(said) is not None:
        return said
    return configuration.recall(("arn", resource), lambda: _arn_of(resource, configuration))


def _arn_of(resource: Resource, configuration: Configuration) -> str | None:
    kind = resource.type.removeprefix("data.")
    if kind not in _ARNS:
        return None

    def part(found: re.Match[str]) -> str:
        match found[1]:
            case "region":
                return resource.region or "*"
            case "account":
                return OWN_ACCOUNT
            case "path":
                return str(resource.values.get("path") or "/")
            case argument:
                return _argument(resource, argument, configuration)

    made = re.sub(r"\{(\w+)\}", part, _ARNS[kind])
    return "arn:aws:" + re.sub(r"(:parameter)(?!/)", r"\1/", made)  # the name of one may begin with a slash


def _argument(resource: Resource, argument: str, configuration: Configuration) -> str:
    value = resource.values.get(argument)
    if isinstance(value, str) and value:
        return resolved(value, resource, configuration)
    return made_up(resource)


def account_of(arn: str) -> str:
    """The account that an ARN names; the own one where it names none, as a bucket's."""
    named = read_arn(arn)
    return (named.account if named is not None else "") or OWN_ACCOUNT


def made_up(resource: Resource) -> str:
    """What stands for an id that AWS makes up: no other has it, and no pattern names it."""
    return f"{resource.stack}.{resource.address}".replace(":", "_").replace("/", "_")


def _value(expression: str, user: Resource, configuration: Configuration, deep: int) -> str:
    """What an expression stands for; itself where that cannot be told."""
    found = reference(expression)
    kind = found.address.rpartition(".")[0] if found else ""
    if found is not None and kind in _FIXED:
        return _FIXED[kind].get(found.attribute, expression)
    element = configuration.find(user.stack, found.address) if found and deep else None
    if found is None or element is None:
        return expression
    if element.type not in ("local", "data.terraform_remote_state"):
        return _attribute(element, found.attribute, configuration) or expression
    is_local = element.type == "local"
    holder = element if is_local else configuration.remote_output(element, found.attribute)
    value = holder.values.get("value") if holder is not None else None
    if holder is None or not isinstance(value, str):
        return expression
    text = _EXPRESSION.sub(lambda match: _value(match[0], holder, configuration, deep - 1), value)
    return text if is_known(text) else expression


def _attribute(element: Resource, attribute: str, configuration: Configuration) -> str | None:
    """The value of an element's attribute; None where it cannot be told."""
    if element.type == "data.aws_region":
        return element.region or None if attribute in ("region", "name", "id") else None
    if element.type == "data.aws_kms_alias":
        return _aliased(element, attribute, configuration)
    kind = element.type.removeprefix("data.")
    if attribute == "arn" or (attribute == "id" and kind in _IS_THE_ARN):
        return arn_of(element, configuration)
    value = element.values.get(_IS_THE_NAME.get(kind, attribute) if attribute == "id" else attribute)
    if isinstance(value, str):
        text = resolved(value, element, configuration)
        return text if is_known(text) else None
    return made_up(element) if attribute in ("id", "key_id", "unique_id") else None


_FIXED: Final = MappingProxyType(
    {
        "data.aws_caller_identity": {"account_id": OWN_ACCOUNT, "id": OWN_ACCOUNT},
        "data.aws_partition": {"partition": "aws", "id": "aws", "dns_suffix": "amazonaws.com"},
    }
)


def _aliased(alias: Resource, attribute: str, configuration: Configuration) -> str | None:
    for candidate in configuration.having("aws_kms_alias", "name", alias.values.get("name")):
        key = configuration.target(candidate, candidate.values.get("target_key_id"))
        if candidate.region == alias.region and key is not None:
            return arn_of(key, configuration) if attribute == "target_key_arn" else made_up(key)
    made = f"arn:aws:kms:{alias.region}:{OWN_ACCOUNT}:key/{made_up(alias)}"
    return {"target_key_arn": made, "target_key_id": made_up(alias)}.get(attribute)


@recalled
def own_accounts(configuration: Configuration) -> frozenset[str]:
    """Every id that stands for the account that is deployed to: in a plan or a state, its digits too."""
    told = (each.values.get("account_id") for each in configuration.of("data.aws_caller_identity"))
    return frozenset({OWN_ACCOUNT, *(said for said in told if isinstance(said, str) and is_known(said))})

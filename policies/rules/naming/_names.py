"""Which attribute of a resource is its name, and what a name is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
from policies.references import reference
from policies.resource import Resource

_DATABASE: Final = ("identifier", "identifier_prefix")
_CLUSTER: Final = ("cluster_identifier", "cluster_identifier_prefix")

NAME_ATTRIBUTES: Final[Mapping[str, tuple[str, ...]]] = {
    "aws_accessanalyzer_analyzer": ("analyzer_name",),
    "aws_cloudwatch_composite_alarm": ("alarm_name",),
    "aws_cloudwatch_dashboard": ("dashboard_name",),
    "aws_cloudwatch_log_resource_policy": ("policy_name",),
    "aws_cloudwatch_metric_alarm": ("alarm_name",),
    "aws_codedeploy_deployment_config": ("deployment_config_name",),
    "aws_codedeploy_deployment_group": ("deployment_group_name",),
    "aws_cognito_identity_pool": ("identity_pool_name",),
    "aws_dax_cluster": ("cluster_name",),
    "aws_db_instance": _DATABASE,
    "aws_dms_endpoint": ("endpoint_id",),
    "aws_dms_replication_instance": ("replication_instance_id",),
    "aws_dms_replication_subnet_group": ("replication_subnet_group_id",),
    "aws_dms_replication_task": ("replication_task_id",),
    "aws_docdb_cluster": _CLUSTER,
    "aws_docdb_cluster_instance": _DATABASE,
    "aws_docdb_global_cluster": ("global_cluster_identifier",),
    "aws_ecs_task_definition": ("family",),
    "aws_efs_file_system": ("creation_token",),
    "aws_eks_node_group": ("node_group_name", "node_group_name_prefix"),
    "aws_elasticache_cluster": ("cluster_id",),
    "aws_elasticache_replication_group": ("replication_group_id",),
    "aws_elasticsearch_domain": ("domain_name",),
    "aws_key_pair": ("key_name", "key_name_prefix"),
    "aws_lambda_function": ("function_name",),
    "aws_lambda_layer_version": ("layer_name",),
    "aws_mq_broker": ("broker_name",),
    "aws_msk_cluster": ("cluster_name",),
    "aws_msk_serverless_cluster": ("cluster_name",),
    "aws_neptune_cluster": _CLUSTER,
    "aws_neptune_cluster_instance": _DATABASE,
    "aws_neptune_global_cluster": ("global_cluster_identifier",),
    "aws_opensearch_domain": ("domain_name",),
    "aws_rds_cluster": _CLUSTER,
    "aws_rds_cluster_endpoint": ("cluster_endpoint_identifier",),
    "aws_rds_cluster_instance": _DATABASE,
    "aws_rds_global_cluster": ("global_cluster_identifier",),
    "aws_redshift_cluster": ("cluster_identifier",),
    "aws_redshiftserverless_namespace": ("namespace_name",),
    "aws_redshiftserverless_workgroup": ("workgroup_name",),
    "aws_route53_health_check": ("reference_name",),
    "aws_s3_bucket": ("bucket", "bucket_prefix"),
    "aws_xray_group": ("group_name",),
    "aws_xray_sampling_rule": ("rule_name",),
}
"""Types whose name stands in another attribute than `name` or `name_prefix`."""

BY_DEFAULT: Final = ("name", "name_prefix")

WITHIN_PARENT: Final[Mapping[str, tuple[str, ...]]] = {
    "aws_api_gateway_model": BY_DEFAULT,  # letters and digits only: a suffix could not be set apart
    "aws_api_gateway_stage": ("stage_name",),
    "aws_apigatewayv2_model": BY_DEFAULT,
    "aws_apigatewayv2_stage": BY_DEFAULT,
    "aws_appsync_datasource": BY_DEFAULT,
    "aws_appsync_function": BY_DEFAULT,
    "aws_cloudwatch_log_stream": BY_DEFAULT,
    "aws_cognito_resource_server": BY_DEFAULT,
    "aws_cognito_user_group": BY_DEFAULT,
    "aws_glue_catalog_table": BY_DEFAULT,
    "aws_lambda_alias": BY_DEFAULT,
    "aws_s3_bucket_analytics_configuration": BY_DEFAULT,
    "aws_s3_bucket_intelligent_tiering_configuration": BY_DEFAULT,
    "aws_s3_bucket_inventory": BY_DEFAULT,
    "aws_s3_bucket_metric": BY_DEFAULT,
}
"""Types whose name means something within a named parent only and which callers or AWS expect to be fixed:
the parent carries the suffix."""

NOT_OURS: Final = frozenset(
    {
        *("aws_route53_record", "aws_route53_zone"),  # the customer's domain
        *("aws_ecs_account_setting_default", "aws_iam_account_alias"),
    }
)
"""Types whose `name` is no name that we give; so is every aws_service_discovery_ namespace."""

_GENERATED: Final = re.compile(r"^API-Gateway-Execution-Logs_")
"""Log groups that AWS names: API Gateway writes to `API-Gateway-Execution-Logs_{api id}/{stage}`
("Set up CloudWatch logging for REST APIs")."""

_TOKEN: Final = re.compile(r"(?<!\$)\$\{[^{}]*\}")
_BRACES: Final = re.compile(r"[$%]?\{[^{}]*\}")
_ACCOUNT: Final = "0" * 12
_LONGEST_REGION: Final = "xx-northeast-1"


def given_names(resource: Resource) -> Iterator[tuple[str, str]]:
    """Every name that the resource is given, as (attribute, value)."""
    if resource.type in NOT_OURS or resource.type.startswith("aws_service_discovery_"):
        return
    for attribute in NAME_ATTRIBUTES.get(resource.type) or WITHIN_PARENT.get(resource.type) or BY_DEFAULT:
        value = resource.values.get(attribute)
        if isinstance(value, str) and value and not _GENERATED.match(value):
            yield attribute, value


def names(resource: Resource, configuration: Configuration) -> Iterator[tuple[str, str]]:
    """Every name that the resource is given, as (attribute, value with its references filled in)."""
    for attribute, value in given_names(resource):
        yield attribute, filled_in(value, resource, configuration)


def filled_in(text: str, user: Resource, configuration: Configuration, depth: int = 8) -> str:
    """The text with the value of each reference to a name; a token remains where only the plan can tell.

    An account id becomes twelve zeros and the current region a region of the greatest length: what
    they are does not matter to a name, how long they are does.
    """
    return _TOKEN.sub(lambda token: _value(token[0], user, configuration, depth), text) if depth else text


def _value(token: str, user: Resource, configuration: Configuration, depth: int) -> str:
    found = reference(token)
    if found is None:
        return token
    element = configuration.by_address.get((user.stack, found.address))
    if element is None:
        return token
    if element.type == "data.aws_caller_identity" and found.attribute in ("account_id", "id"):
        return _ACCOUNT
    if element.type == "data.aws_region" and found.attribute in ("name", "region", "id"):
        return _LONGEST_REGION
    if element.type == "local":
        value = element.values.get("value")
    elif found.attribute in NAME_ATTRIBUTES.get(element.type, BY_DEFAULT):
        value = element.values.get(found.attribute)
    elif element.type == "aws_s3_bucket" and found.attribute == "id":
        value = element.values.get("bucket")
    else:
        return token
    return filled_in(value, element, configuration, depth - 1) if isinstance(value, str) else token


def words(text: str) -> Iterator[str]:
    """The parts of a name between its delimiters, in lower case."""
    yield from (word for word in re.split(r"[^A-Za-z0-9]+", text.lower()) if word)


def literal(name: str) -> str:
    """The name with a blank for each expression."""
    while (shorter := _BRACES.sub(" ", name)) != name:
        name = shorter
    return name

"""Metrics as alarms and dashboards name them: whether there are such, and whose they are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from policies import service_values
from policies.configuration import Configuration, recalled
from policies.expect import number
from policies.model import Judgement, fail, unknown
from policies.related.called import HIDDEN, called_here, is_ours, regions_of
from policies.resource import Resource
from policies.values import UnknownBlock, is_known

_STATISTIC: Final = re.compile(
    r"SampleCount|Average|Sum|Minimum|Maximum|IQM|(?:p|tm|tc|ts|wm)(?:100|\d{1,2})(?:\.\d{1,10})?"
    r"|(?:TM|TC|TS|WM|PR)\([^()]*:[^()]*\)"
)
"""CloudWatch User Guide, "Statistics definitions"."""
_SHORT: Final = (1, 5, 10, 20, 30)
_MINUTE: Final = 60
_UNITS: Final = ("Milliseconds", "Seconds", "Bytes", "Percentage", "Percent", "Count")
"""What names of metrics end in, and is left out of them."""
_SHARE_USED: Final = re.compile(
    r".*(?:Utilization|UsagePercentage|EvictPercentage|MemoryPressure|DiskUsed|(?:CPU|Memory)Reservation)"
    r"|PercentageDiskSpaceUsed|PercentIOLimit"
)
_SHARE_LEFT: Final = re.compile(r"SuccessPercent|BurstBalance|EBS(?:IO|Byte)Balance%")
"""Names of metrics that are percentages (the "CloudWatch metrics" page of each service's guide)."""
_FRACTION: Final = "ProvisionedConcurrencyUtilization"
"""Of Lambda and SageMaker, is between 0 and 1 (Lambda Developer Guide, "Types of metrics")."""


def is_share_used(name: str) -> bool:
    """Whether a metric of AWS, or a target of scaling, is how many percent of something are in use."""
    return not name.endswith(_FRACTION) and _SHARE_USED.fullmatch(name) is not None


def is_share_left(name: str) -> bool:
    """Whether a metric of AWS is how many percent of something are left, or went well."""
    return _SHARE_LEFT.fullmatch(name) is not None


class Look(NamedTuple):
    """A look at one metric. dimensions: None where only the plan can tell them; region: where it is."""

    namespace: str
    name: str
    dimensions: Mapping[str, Any] | None
    statistic: str | None
    period: object
    region: str

    @property
    def label(self) -> str:
        """How messages name it."""
        return f"{self.namespace} {self.name}"


def look_at(block: Mapping[str, Any], region: str) -> Look:
    """What an alarm, or a metric that it joins with others, says of where it looks."""
    dimensions = block.get("dimensions")
    statistic = block.get("extended_statistic") or block.get("statistic") or block.get("stat")
    return Look(
        str(block.get("namespace")),
        str(block.get("metric_name")),
        _told_dimensions(dimensions),
        None if statistic is None else str(statistic),
        block.get("period"),
        region,
    )


def _told_dimensions(value: object) -> Mapping[str, Any] | None:
    if value is None:
        return {}
    return value if isinstance(value, Mapping) and not isinstance(value, UnknownBlock) else None


def spelled(look: Look, configuration: Configuration) -> Iterator[Judgement]:
    """There is such a metric, by those dimensions, with that statistic and at that period, for all that is
    known of AWS's metrics and of those that filters of logs count.
    """
    if not (is_known(look.namespace) and is_known(look.name)):
        yield unknown(f"only the plan can tell which metric {look.label} is")
        return
    yield from _named(look) if look.namespace.startswith("AWS/") else _counted(look, configuration)
    yield from _statistic(look)
    yield from _period(look)


def _named(look: Look) -> Iterator[Judgement]:
    namespace, name = look.namespace, look.name
    if namespace not in service_values.namespaces():
        near = service_values.namespace_meant(namespace)
        if near is not None:
            yield fail(f"there is no namespace {namespace}, as there is {near}", namespace)
        return
    known = service_values.metrics(namespace)
    if name in known:
        yield from _dimensions(look)
        return
    near = next((each for each in sorted(known) if each.endswith(f".{name}")), None)
    near = near or next((f"{name}{unit}" for unit in _UNITS if f"{name}{unit}" in known), None)
    near = near or service_values.nearest(name, known)
    if near is not None:
        yield fail(f"{namespace} has no metric {name}, as it has {near}", look.label)
    elif service_values.is_reviewed(namespace) and service_values.is_metric_of_another(namespace, name):
        yield fail(f"{namespace} has no metric {name}: other services have", look.label)
    elif service_values.is_reviewed(namespace) and _is_foreign(look):
        yield fail(f"{namespace} has no metric {name}, and counts nothing by {_keys(look)}", look.label)


def _dimensions(look: Look) -> Iterator[Judgement]:
    sets = service_values.dimensions(look.namespace, look.name)
    if look.dimensions is None:
        yield unknown(f"only the plan can tell by which dimensions {look.label} is looked at")
        return
    if not sets or frozenset(look.dimensions) in sets:
        return
    keys, known = frozenset(look.dimensions), frozenset[str]().union(*sets)
    said = f"{look.label} is not counted by"
    for key in sorted(keys - known):
        if _is_wrong(look.namespace, key, known):
            yield fail(f"{said} {key}, as it is by {', '.join(sorted(filter(None, known)))}", key)
            return
    if service_values.has_all_dimensions(look.namespace, look.name):
        wanted = " or by ".join(" and ".join(sorted(each)) or "none" for each in sets)
        yield fail(f"{said} {' and '.join(sorted(keys)) or 'none'} alone, but by {wanted}", "dimensions")


def _keys(look: Look) -> str:
    return " and ".join(sorted(look.dimensions or ())) or "none"


def _is_foreign(look: Look) -> bool:
    """Whether no metric of the namespace is counted by any of the dimensions."""
    return bool(look.dimensions) and not set(look.dimensions or ()) & service_values.keys_of(look.namespace)


def _is_wrong(namespace: str, key: str, known: frozenset[str]) -> bool:
    """Whether a dimension is a known one in another spelling, or a part of one, or another service's."""
    near = service_values.nearest(key, known) is not None
    another = service_values.is_reviewed(namespace) and key in service_values.all_dimensions()
    return near or any(each.startswith(key) for each in known) or another


def _statistic(look: Look) -> Iterator[Judgement]:
    said = look.statistic
    if said is None or not is_known(said):
        return
    only = service_values.only_statistic(look.namespace, look.name)
    if not _STATISTIC.fullmatch(said):
        yield fail(f"there is no statistic {said}", said)
    elif only not in (None, said):
        yield fail(f"{look.label} has {only} alone, and no {said}", said)


def _period(look: Look) -> Iterator[Judgement]:
    seconds = number(look.period)
    if seconds is None:
        return
    every = service_values.seconds_between(look.namespace, look.name)
    if seconds not in _SHORT and seconds % _MINUTE:
        yield fail(f"period is {seconds:g}, which is neither {', '.join(map(str, _SHORT))} nor whole minutes")
    elif look.namespace.startswith("AWS/") and seconds < every:
        yield fail(f"period is {seconds:g} s, and {look.label} has a value every {every} s", "period")


def _counted(look: Look, configuration: Configuration) -> Iterator[Judgement]:
    """Of a namespace into which filters of logs count: what none of them counts, and no function may."""
    counted = _filters(configuration).get((look.region, look.namespace), {})
    if not counted and look.namespace not in _given(configuration):
        spaces = {space for region, space in _filters(configuration) if region == look.region}
        near = service_values.nearest(look.namespace, frozenset(spaces))
        if near is not None and look.name in _filters(configuration)[look.region, near]:
            said = f"nothing counts {look.label}: a filter counts {look.name} in {near}"
            yield fail(said, look.namespace)
    if not counted or look.namespace in _given(configuration):
        return
    sets = counted.get(look.name)
    near = service_values.nearest(look.name, frozenset(counted)) if sets is None else None
    if near is not None:
        yield fail(f"nothing counts {look.label}, as it does {near}", look.label)
    elif sets and look.dimensions is None:
        yield unknown(f"only the plan can tell by which dimensions {look.label} is looked at")
    elif sets and look.dimensions is not None and frozenset(look.dimensions) not in sets:
        yield fail(f"{look.label} is not counted by {_keys(look)}, where its filter counts it", "dimensions")


@recalled
def _filters(configuration: Configuration) -> Mapping[tuple[str, str], Mapping[str, set[frozenset[str]]]]:
    """What filters of logs count, by region and namespace: by name, the sets of dimensions."""
    found: dict[tuple[str, str], dict[str, set[frozenset[str]]]] = defaultdict(lambda: defaultdict(set))
    for each in configuration.of("aws_cloudwatch_log_metric_filter"):
        for counted in each.blocks("metric_transformation"):
            keys = counted.get("dimensions") or {}
            if isinstance(keys, Mapping):
                at = found[each.region, str(counted.get("namespace"))]
                at[str(counted.get("name"))].add(frozenset(keys))
    return found


@recalled
def _given(configuration: Configuration) -> frozenset[str]:
    """The texts in the environments of functions: among them the namespaces into which these count."""
    functions = configuration.of("aws_lambda_function")
    told = (each.get("environment.variables") for each in functions)
    return frozenset(str(value) for each in told if isinstance(each, Mapping) for value in each.values())


_OWNERS: Final[Mapping[tuple[str, str], tuple[tuple[str, str], ...]]] = {
    ("AWS/Lambda", "FunctionName"): (("aws_lambda_function", "function_name"),),
    ("AWS/SQS", "QueueName"): (("aws_sqs_queue", "name"),),
    ("AWS/SNS", "TopicName"): (("aws_sns_topic", "name"),),
    ("AWS/DynamoDB", "TableName"): (("aws_dynamodb_table", "name"),),
    ("AWS/ApiGateway", "ApiName"): (("aws_api_gateway_rest_api", "name"),),
    ("AWS/Events", "RuleName"): (("aws_cloudwatch_event_rule", "name"),),
    ("AWS/ECS", "ClusterName"): (("aws_ecs_cluster", "name"),),
    ("AWS/ECS", "ServiceName"): (("aws_ecs_service", "name"),),
    ("AWS/RDS", "DBClusterIdentifier"): (("aws_rds_cluster", "cluster_identifier"),),
    ("AWS/RDS", "DBInstanceIdentifier"): (
        ("aws_db_instance", "identifier"),
        ("aws_rds_cluster_instance", "identifier"),
    ),
    ("AWS/DocDB", "DBClusterIdentifier"): (("aws_docdb_cluster", "cluster_identifier"),),
    ("AWS/Neptune", "DBClusterIdentifier"): (("aws_neptune_cluster", "cluster_identifier"),),
    ("AWS/WAFV2", "WebACL"): (
        ("aws_wafv2_web_acl", "name"),
        ("aws_wafv2_web_acl", "visibility_config.metric_name"),
    ),
}
"""Whose metrics a dimension tells apart, and by which argument."""
_APART: Final = frozenset(
    {
        *("aws_lambda_function", "aws_sqs_queue", "aws_sns_topic", "aws_dynamodb_table", "aws_ecs_cluster"),
        *("aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster", "aws_api_gateway_rest_api"),
    }
)
"""Types that are never named for another one, as an instance may be for its cluster."""
_OF_A_REGION: Final = (
    *("aws_lb", "aws_alb", "aws_lb_target_group", "aws_alb_target_group", "aws_sfn_state_machine"),
    *("aws_apigatewayv2_api", "aws_nat_gateway", "aws_efs_file_system", "aws_kinesis_stream"),
    *("aws_elasticache_replication_group", "aws_elasticache_cluster", "aws_msk_cluster"),
)
"""Types whose metrics are in their own region alone, and whose names do not tell that."""
_WHOLE_RULES: Final = ("ALL", "Default_Action")


def owned(user: Resource, look: Look, configuration: Configuration) -> Iterator[Judgement]:
    """What the dimensions name is in the configuration, in the region of the look.

    A name that only the plan can tell is not asked for; one without the suffix of the environment that is
    nearly none of ours may be somebody else's.
    """
    for key, value in sorted((look.dimensions or {}).items()):
        owners = _OWNERS.get((look.namespace, key), ())
        yield from _of_its_kind(user, look, key, configuration)
        name = _told(user, value, owners, configuration)
        if owners and name is not None:
            yield from _is_there(user, look, key, name, configuration)
    yield from _staged(user, look, configuration)
    yield from _received(user, look, configuration)
    yield from _of_firewall(look, configuration)


def _of_its_kind(user: Resource, look: Look, key: str, configuration: Configuration) -> Iterator[Judgement]:
    """What a dimension refers to is no element of another service, and is in the region of the look."""
    target = configuration.target(user, (look.dimensions or {}).get(key))
    kinds = {kind for kind, _ in _OWNERS.get((look.namespace, key), ())}
    if target is None or not target.is_managed:
        return
    if kinds and target.type in _APART - kinds:
        yield fail(f"{key} is {target.address}, whose metrics are not in {look.namespace}", f"{key} kind")
    elif target.type in _OF_A_REGION and _differ(target.region, look.region):
        said = f"{key} is {target.address} of {target.region}, and not of {look.region}"
        yield fail(said, f"{key} region")


def _differ(region: str, other: str) -> bool:
    return bool(region and other) and region != other and is_known(region) and is_known(other)


def _told(
    user: Resource, value: object, owners: tuple[tuple[str, str], ...], configuration: Configuration
) -> str | None:
    """The name that a dimension's value is, as far as it is written out somewhere."""
    target = configuration.target(user, value)
    if target is not None:
        told = next((target.get(argument) for kind, argument in owners if kind == target.type), None)
        return str(told) if told is not None and is_known(told) else None
    return str(value) if is_known(value) and not str(value).startswith("arn:") else None


def _is_there(
    user: Resource, look: Look, key: str, name: str, configuration: Configuration
) -> Iterator[Judgement]:
    region = look.region
    owners = _OWNERS[look.namespace, key]
    here = called_here(configuration, region, *owners)
    if name in here or not region or not is_known(region) or HIDDEN in here:
        return
    if key == "TableName" and (region, name) in replicas(configuration):
        return
    elsewhere = regions_of(configuration, name, *owners)
    if elsewhere:
        yield fail(
            f"{key} is {name}, which is in {', '.join(elsewhere)}, and not in {region}", f"{key} {name}"
        )
    elif (here and is_ours(user, name)) or service_values.nearest(name, here):
        yield fail(f"{key} is {name}, and nothing is called that in {region}", f"{key} {name}")
    elif not here:
        return
    else:
        yield unknown(f"{key} is {name}, which is not in the configuration")


@recalled
def replicas(configuration: Configuration) -> frozenset[tuple[str, str]]:
    """The regions of the replicas of global tables, and the names that these have there too."""
    found = {
        (str(block.get("region_name")), str(table.get("name")))
        for table in configuration.of("aws_dynamodb_table")
        for block in table.blocks("replica")
    }
    for replica in configuration.of("aws_dynamodb_table_replica"):
        table = configuration.target(replica, replica.get("global_table_arn"))
        if table is not None:
            found.add((replica.region, str(table.get("name"))))
    return frozenset(found)


def _staged(user: Resource, look: Look, configuration: Configuration) -> Iterator[Judgement]:
    """The stage is one of the API's, where all stages of it that are here have names that are known."""
    dimensions = look.dimensions or {}
    named, stage = dimensions.get("ApiName"), dimensions.get("Stage")
    api = configuration.target(user, named) or next(
        iter(configuration.having("aws_api_gateway_rest_api", "name", named)), None
    )
    if look.namespace != "AWS/ApiGateway" or api is None or stage is None or not is_known(stage):
        return
    stages = {
        str(each.get("stage_name"))
        for kind in ("aws_api_gateway_stage", "aws_api_gateway_deployment")
        for each in configuration.related(api, kind, "rest_api_id")
        if each.get("stage_name")
    }
    if stages and all(map(is_known, stages)) and stage not in stages:
        yield fail(f"Stage is {stage}, and {api.address} has {', '.join(sorted(stages))}", f"Stage {stage}")


def _received(user: Resource, look: Look, configuration: Configuration) -> Iterator[Judgement]:
    """The region that receives what a global table replicates has a replica of it."""
    dimensions = look.dimensions or {}
    receiver, table = dimensions.get("ReceivingRegion"), dimensions.get("TableName")
    found = configuration.target(user, table)
    if receiver is None or found is None or found.type != "aws_dynamodb_table" or not is_known(receiver):
        return
    replicas = {str(block.get("region_name")) for block in found.blocks("replica")}
    others = configuration.of("aws_dynamodb_table_replica")
    if replicas and not others and all(map(is_known, replicas)) and receiver not in replicas:
        yield fail(f"{found.address} has no replica in {receiver}", f"ReceivingRegion {receiver}")


def _of_firewall(look: Look, configuration: Configuration) -> Iterator[Judgement]:
    """A firewall's metric is counted in its own region, by a rule that it has."""
    dimensions = look.dimensions or {}
    if look.namespace != "AWS/WAFV2":
        return
    region, rule = dimensions.get("Region"), dimensions.get("Rule")
    if region is not None and is_known(region) and is_known(look.region) and region != look.region:
        yield fail(f"Region is {region}, and the metrics are asked for in {look.region}", "Region")
    counted = _firewalls(configuration)
    if rule is None or not is_known(rule) or rule in _WHOLE_RULES or not counted:
        return
    if rule not in counted and HIDDEN not in counted:
        yield fail(f"Rule is {rule}, which no rule of a firewall here counts by", f"Rule {rule}")


@recalled
def _firewalls(configuration: Configuration) -> frozenset[str]:
    """The names by which rules of firewalls count, HIDDEN among them where one may be any."""
    found: set[str] = set()
    for acl in configuration.of("aws_wafv2_web_acl", "aws_wafv2_rule_group"):
        for path in ("visibility_config", "rule.visibility_config"):
            names = [str(block.get("metric_name")) for block in acl.blocks(path)]
            found |= {name if is_known(name) else HIDDEN for name in names}
        if acl.get("rule_json") is not None:
            found.add(HIDDEN)
    return frozenset(found)

"""Names are as AWS takes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.resource import Resource
from policies.rules.naming._names import literal, names
from policies.values import is_known


@dataclass(frozen=True, slots=True)
class Limit:
    """The longest name, and the pattern of every name; shortest matters for few.

    prefix: the longest `..._prefix`; Terraform appends 26 characters to one unless it says otherwise.
    """

    longest: int
    pattern: str
    shortest: int = 1
    prefix: int | None = None

    def of(self, attribute: str) -> int:
        """The limit of this attribute."""
        if not attribute.endswith("_prefix"):
            return self.longest
        return self.longest - 26 if self.prefix is None else self.prefix


_WORD: Final = r"[A-Za-z0-9_-]+"
_LOAD_BALANCER: Final = Limit(32, r"(?!-|internal-)[A-Za-z0-9-]+(?<!-)", prefix=6)
_DATABASE: Final = Limit(63, r"[a-z](?:-?[a-z0-9])*")
_IAM: Final = r"[\w+=,.@-]+"

LIMITS: Final[Mapping[str, Limit]] = {
    "aws_alb": _LOAD_BALANCER,
    "aws_alb_target_group": _LOAD_BALANCER,
    "aws_backup_vault": Limit(50, _WORD, shortest=2),
    "aws_cloudwatch_composite_alarm": Limit(255, r".+"),
    "aws_cloudwatch_dashboard": Limit(255, _WORD),
    "aws_cloudwatch_event_archive": Limit(48, r"[.\w-]+"),
    "aws_cloudwatch_event_bus": Limit(256, r"[/.\w-]+"),
    "aws_cloudwatch_event_connection": Limit(64, r"[.\w-]+"),
    "aws_cloudwatch_event_endpoint": Limit(64, r"[.\w-]+"),
    "aws_cloudwatch_event_rule": Limit(64, r"[.\w-]+"),
    "aws_cloudwatch_log_group": Limit(512, r"[.\w/#-]+"),
    "aws_cloudwatch_metric_alarm": Limit(255, r".+"),
    "aws_codedeploy_app": Limit(100, r"[\w+=,.@-]+"),
    "aws_codedeploy_deployment_group": Limit(100, r"[\w+=,.@-]+"),
    "aws_db_instance": _DATABASE,
    "aws_docdb_cluster": _DATABASE,
    "aws_dynamodb_table": Limit(255, r"[.\w-]+", shortest=3),
    "aws_ecr_repository": Limit(256, r"[a-z0-9]+(?:(?:[._/]|__|-+)[a-z0-9]+)*", shortest=2),
    "aws_ecs_cluster": Limit(255, _WORD),
    "aws_ecs_service": Limit(255, _WORD),
    "aws_ecs_task_definition": Limit(255, _WORD),
    "aws_efs_file_system": Limit(64, r".+"),
    "aws_elasticache_replication_group": Limit(40, r"[a-z](?:-?[a-z0-9])*"),
    "aws_iam_instance_profile": Limit(128, _IAM),
    "aws_iam_policy": Limit(128, _IAM),
    "aws_iam_role": Limit(64, _IAM),
    "aws_iam_role_policy": Limit(128, _IAM),
    "aws_iam_user": Limit(64, _IAM),
    "aws_kinesis_firehose_delivery_stream": Limit(64, r"[.\w-]+"),
    "aws_kinesis_stream": Limit(128, r"[.\w-]+"),
    "aws_kms_alias": Limit(256, r"alias/(?!aws/)[A-Za-z0-9/_-]+"),
    "aws_lambda_function": Limit(64, _WORD),
    "aws_lambda_layer_version": Limit(140, _WORD),
    "aws_lb": _LOAD_BALANCER,
    "aws_lb_target_group": _LOAD_BALANCER,
    "aws_neptune_cluster": _DATABASE,
    "aws_rds_cluster": _DATABASE,
    "aws_rds_cluster_instance": _DATABASE,
    "aws_rds_global_cluster": _DATABASE,
    "aws_s3_bucket": Limit(
        63,
        r"(?!xn--|sthree-|amzn-s3-demo-|\d+\.\d+\.\d+\.\d+$)[a-z0-9](?:\.?[a-z0-9-])*"
        r"(?<!-)(?<!-s3alias)(?<!--ol-s3)(?<!\.mrap)(?<!--x-s3)(?<!--table-s3)",
        shortest=3,
        prefix=37,
    ),
    "aws_scheduler_schedule": Limit(64, r"[.\w-]+"),
    "aws_security_group": Limit(255, r"(?!sg-)[A-Za-z0-9 ._:/()#,@\[\]+=&;{}!$*-]+"),
    "aws_sfn_state_machine": Limit(80, _WORD),
    "aws_signer_signing_profile": Limit(64, r"\w+", shortest=2, prefix=38),
    "aws_sns_topic": Limit(256, r"[\w-]+(?:\.fifo)?"),
    "aws_sqs_queue": Limit(80, r"[\w-]+(?:\.fifo)?"),
    "aws_wafv2_web_acl": Limit(128, _WORD),
}
"""What each service's API reference says of the name, and the provider's validation of prefixes."""


def check(resource: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each name has an allowed length and only allowed characters.

    An account id counts as twelve digits. Another expression counts as one letter: what is too long
    or misspelt even so fails, what might be is unknown.
    """
    limit = LIMITS.get(resource.type)
    found = dict(names(resource, configuration)) if limit else {}
    if limit is None or not found:
        yield NOT_APPLICABLE
        return
    for attribute, name in found.items():
        text = literal(name).replace(" ", "a") if not is_known(name) else name
        longest = limit.of(attribute)
        # Terraform appends a letter or digit to a prefix, so it may end as no name may.
        spelt = f"{text}0" if attribute.endswith("_prefix") else text
        if len(text) > longest:
            yield fail(f"{attribute} '{name}' has {len(text)} characters; {longest} are allowed", attribute)
        elif not re.fullmatch(limit.pattern, spelt, re.ASCII):
            yield fail(f"{attribute} '{name}' is not of the form that AWS takes: {limit.pattern}", attribute)
        elif not is_known(name):
            yield unknown(f"{attribute} is '{name}', whose length only the plan can tell")
        elif len(spelt) < limit.shortest:
            yield fail(
                f"{attribute} '{name}' has {len(text)} characters; {limit.shortest} are required", attribute
            )


def _bucket(name: str) -> Terraform:
    return {**resources(aws_s3_bucket={"bucket": name}), "data": {"aws_caller_identity": {"current": {}}}}


_ACCOUNT: Final = "${data.aws_caller_identity.current.account_id}"

RULE = Rule(
    id="naming-length",
    title="Names have the length and the characters that AWS accepts",
    severity=Severity.MEDIUM,
    types=tuple(LIMITS),
    scope="configuration",
    check=check,
    rationale=(
        "Terraform finds a name that AWS refuses only when it applies: the deployment then stops halfway, "
        "often with the controls that were to come last still missing."
    ),
    remediation="Make the name with Names.of(..., limit=...): it cuts to the limit and keeps the suffix.",
    controls=("pci-dss-4.0.1:2.2.1", "nist-800-53-r5:CM-6"),
    requirements=("R18",),
    examples=Examples(
        passing=(
            _bucket("r" * 59 + "-zq7"),
            _bucket("r" * 40 + f"-{_ACCOUNT}-xxt1-zq7"),
            resources(aws_lb={"name": "payments-zq7"}, aws_iam_role={"name": "r" * 64}),
            resources(aws_lb_target_group={"name_prefix": "blue-"}),
            resources(aws_sqs_queue={"name": "orders-zq7.fifo"}),
            resources(aws_sfn_state_machine={"name_prefix": "settlement-zq7-"}),
        ),
        failing=(
            _bucket("r" * 60 + "-zq7"),
            _bucket("r" * 48 + f"-{_ACCOUNT}-zq7"),
            _bucket("Receipts-zq7"),
            _bucket("receipts_zq7"),
            _bucket("zq"),
            _bucket("receipts..zq7"),
            resources(aws_lb={"name": "payments-" + "l" * 20 + "-zq7"}),
            resources(aws_lb_target_group={"name": "payments-zq7-"}),
            resources(aws_lb={"name_prefix": "payments-"}),
            resources(aws_iam_role={"name": "r" * 65}),
            resources(aws_iam_role={"name_prefix": "r" * 39}),
            resources(aws_rds_cluster={"cluster_identifier": "customers--zq7"}),
            resources(aws_db_instance={"identifier": "9-customers-zq7"}),
            resources(aws_sqs_queue={"name": "orders.zq7"}),
            resources(aws_kms_alias={"name": "payments-zq7"}),
            resources(aws_lambda_function={"function_name": "${var.app}-" + "f" * 64}),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_s3_bucket={})),
        unknown=(Status.UNKNOWN, _bucket("${var.app}-receipts-zq7")),
    ),
)

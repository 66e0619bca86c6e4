"""The table of types, and the gate over one resource of each type that the provider has."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from policies.bindings import Argument, bindings
from policies.commands.types import generate
from policies.engine import judge
from policies.gate.engines.expected import expected
from policies.gate.engines.scanner import Scanner
from policies.gate.formats import text
from policies.gate.formats.json import as_json
from policies.gate.reading.build import Overrides, build
from policies.gate.reading.metadata import Metadata
from policies.gate.verdict import conclude, evaluate_rules
from policies.model import NOBODY_JUDGES, Status
from policies.registry import RULES, load
from policies.rules.terraform.unseen_creation import REFUSED
from policies.types import booleans
from policies.types.reviewed import AT_THE_OWNER, HARMLESS, OF_NO_POWER, POWERS, UPKEEP
from policies.types.table import FILE, table

pytestmark = pytest.mark.fuzz

REGISTRY = load()
_VALUES = {"string": "zq7", "number": 7, "boolean": False, "any": "zq7", "block": {}}


@cache
def smallest(kind: str) -> dict[str, Any]:
    """A resource with the arguments that its type demands, and no other."""
    required: dict[str, dict[str, Argument]] = defaultdict(dict)
    for argument in bindings().types[kind]:
        above, _, name = argument.path.rpartition(".")
        if argument.required:
            required[above].setdefault(name, argument)
    return _filled("", required)


def _filled(above: str, required: Mapping[str, Mapping[str, Argument]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, argument in required.get(above, {}).items():
        path = f"{above}.{name}" if above else name
        value = _filled(path, required) if argument.kind == "block" else _VALUES[argument.kind]
        values[name] = {"": value, "array": [value], "map": {"zq7": value}}[argument.collection]
    return values


def one_of_each(kinds: Iterable[str]) -> dict[str, Any]:
    provider = {"aws": {"source": "hashicorp/aws", "version": table().version}}
    return {
        "terraform": {"required_providers": provider},
        "provider": {"aws": [{"region": "xx-test-1"}]},
        "resource": {kind: {"example": smallest(kind)} for kind in kinds},
    }


def test_table_is_current() -> None:
    """`make generated` after a rule, a check or the bindings have changed."""
    assert FILE.read_text(encoding="utf-8") == str(generate())


def test_every_type_is_classed() -> None:
    assert set(bindings().types) <= set(table().types)
    assert {f"data.{kind}" for kind in bindings().data_sources} <= set(table().types)


def test_reviewed_says_each_type_once() -> None:
    assert not HARMLESS.keys() & POWERS.keys()
    ours = {kind for kind in (*HARMLESS, *POWERS, *AT_THE_OWNER) if kind.startswith("aws_")}
    assert ours <= set(bindings().types)
    assert all(HARMLESS.values())
    assert all(POWERS.values())


def _related(rule: Path) -> list[str]:
    """The modules of `policies/related/` that a rule's file asks."""
    return re.findall(
        r"^from policies\.related\.(\w+) import", rule.read_text(encoding="utf-8"), re.MULTILINE
    )


@pytest.mark.parametrize(("kind", "rules"), AT_THE_OWNER.items(), ids=list(AT_THE_OWNER))
def test_who_judges_at_the_owner_reads_the_type(kind: str, rules: tuple[str, ...]) -> None:
    for rule in rules:
        service, _, slug = rule.partition("-")
        folder = RULES / service
        own = folder / f"{slug.replace('-', '_')}.py"
        shared = [*folder.glob("_*.py"), *(RULES.parent / "related" / f"{name}.py" for name in _related(own))]
        texts = [own, *shared]
        assert rule in {each.id for each in REGISTRY.rules}
        assert any(f'"{kind}"' in text.read_text(encoding="utf-8") for text in texts), rule


def test_what_is_not_counted_as_a_judge_is_there() -> None:
    for start in OF_NO_POWER:
        assert any(rule.id.startswith(start) for rule in REGISTRY.rules), start
    assert expected().ids >= UPKEEP


@pytest.mark.parametrize(
    ("kind", "has"),
    [
        *(("aws_s3_bucket", "stores"), ("aws_ebs_snapshot", "stores"), ("aws_kinesis_stream", "stores")),
        *(("aws_kms_grant", "grants"), ("aws_ram_principal_association", "grants")),
        *(("aws_lambda_function_url", "grants"), ("aws_ecr_repository_policy", "grants")),
        *(("aws_security_group_rule", "grants"), ("aws_network_acl_rule", "grants")),
        *(("aws_iam_user", "grants"), ("aws_cognito_user_pool_client", "grants")),
        *(("aws_dms_replication_task", "copies"), ("aws_datasync_task", "copies")),
        *(("aws_cloudwatch_log_subscription_filter", "copies"), ("aws_s3_bucket_inventory", "copies")),
        *(("aws_kinesis_firehose_delivery_stream", "copies"), ("aws_pipes_pipe", "copies")),
        *(("aws_ec2_transit_gateway", "connects"), ("aws_vpn_connection", "connects")),
        *(("aws_dx_gateway", "connects"), ("aws_internet_gateway", "connects"), ("aws_eip", "connects")),
        *(("aws_vpc_peering_connection", "connects"), ("aws_networkmanager_core_network", "connects")),
        *(("aws_instance", "runs"), ("aws_codebuild_project", "runs"), ("aws_codepipeline", "runs")),
        *(("aws_ecs_task_definition", "runs"), ("aws_emr_cluster", "runs"), ("aws_ssm_document", "runs")),
        *(("aws_sagemaker_notebook_instance", "runs"), ("aws_batch_job_definition", "runs")),
    ],
)
def test_derived_powers_are_those_that_everybody_knows(kind: str, has: str) -> None:
    assert has in table().types[kind].powers


@pytest.fixture(scope="module")
def verdicts() -> Mapping[str, Mapping[str, Status]]:
    """By type, what every rule says of one resource of it."""
    answer = evaluate_rules(build({"all": one_of_each(bindings().types)}, Metadata(), Overrides()))
    assert answer.problems == ()
    found: dict[str, dict[str, Status]] = defaultdict(dict)
    for finding in answer.findings:
        if finding.address.endswith(".example"):
            found[finding.address.removesuffix(".example")][finding.rule] = finding.status
    return found


def test_no_rule_breaks_at_any_type(verdicts: Mapping[str, Mapping[str, Status]]) -> None:
    assert set(verdicts) == set(bindings().types)


def test_no_type_with_a_power_passes_in_silence(verdicts: Mapping[str, Mapping[str, Status]]) -> None:
    for kind, said in verdicts.items():
        classed = table().types[kind]
        assert said[NOBODY_JUDGES] is (
            Status.UNKNOWN if classed.powers and not classed.judges else Status.PASS
        ), kind


def test_what_creates_unseen_fails(verdicts: Mapping[str, Mapping[str, Status]]) -> None:
    refused = {kind for kind in REFUSED if kind in verdicts}
    assert {
        k for k, said in verdicts.items() if said.get("terraform-unseen-creation") is Status.FAIL
    } == refused


def test_a_strict_gate_fails_for_what_nobody_judges() -> None:
    configuration = build(
        {
            "some": one_of_each(
                ("aws_kms_key", "aws_lightsail_instance", "aws_eip_domain_name", "aws_xray_group")
            )
        },
        Metadata(),
        Overrides(),
    )
    lenient, strict = evaluate_rules(configuration), evaluate_rules(configuration, strict=True)
    unknown = {
        (finding.rule, finding.address) for finding in lenient.findings if finding.status is Status.UNKNOWN
    }
    assert {
        (NOBODY_JUDGES, f"{kind}.example") for kind in ("aws_lightsail_instance", "aws_eip_domain_name")
    } < unknown
    assert {
        (after.rule, after.address)
        for before, after in zip(lenient.findings, strict.findings, strict=True)
        if (before.status, after.status) == (Status.UNKNOWN, Status.FAIL)
    } == unknown


@pytest.mark.parametrize(
    ("section", "kind"),
    [
        *(("resource", "google_storage_bucket"), ("resource", "aws_bucket_of_tomorrow")),
        *(("resource", "azurerm_storage_account"), ("data", "google_project"), ("data", "aws_of_tomorrow")),
        *(("ephemeral", "vault_kv_secret_v2"), ("ephemeral", "aws_eks_cluster_auth")),
    ],
)
def test_what_nobody_classed_is_unknown(section: str, kind: str) -> None:
    configuration = build({"some": {section: {kind: {"example": {}}}}}, Metadata(), Overrides())
    judged = judge(configuration, [REGISTRY[NOBODY_JUDGES]])
    assert [finding.status for finding in judged.findings] == [Status.UNKNOWN]
    assert kind in judged.findings[0].message


@pytest.mark.parametrize(
    "value", [["zq7", 7, None], {"zq7": 7}, "${var.x}", '{"Statement": [7, {"Action": {"a": 1}}]}'], ids=str
)
def test_no_rule_breaks_at_a_value_of_another_shape(value: object) -> None:
    """What Terraform would refuse must not keep the gate from judging the rest."""
    odd = {
        kind: {"example": {argument.path.split(".")[0]: value for argument in arguments}}
        for kind, arguments in bindings().types.items()
    }
    assert evaluate_rules(build({"all": {"resource": odd}}, Metadata(), Overrides())).problems == ()


def test_verdict_lists_what_only_general_rules_looked_at() -> None:
    content = one_of_each(("aws_kms_key", "aws_codepipeline", "aws_xray_group"))
    configuration = build({"some": content}, Metadata(), Overrides())
    ours = conclude(evaluate_rules(configuration), today=date(2026, 1, 1))
    both = conclude(evaluate_rules(configuration, ("rules", "checkov")), today=date(2026, 1, 1))
    assert ours.generic_types == {"aws_codepipeline": 1, "aws_xray_group": 1}
    assert both.generic_types == {"aws_xray_group": 1}, "checkov has a check of pipelines"
    assert "looked at aws_codepipeline (1), aws_xray_group (1)" in text.render(ours)
    assert as_json(both)["generic_types"] == [{"type": "aws_xray_group", "resources": 1}]


def test_names_of_booleans_are_current() -> None:
    assert booleans.FILE.read_text().split() == list(booleans.generated())


@pytest.mark.parametrize(
    ("written", "taken"), [("1", True), ("true", True), ("0", False), ("${var.x}", "${var.x}")]
)
def test_checkov_is_given_the_booleans_that_terraform_takes_texts_for(written: str, taken: object) -> None:
    values = {"publicly_accessible": written, "tags": {"Name": "1"}, "port": "1"}
    within = {"rule": [{"enable_dns_support": written}]}
    assert booleans.with_booleans(values | within) == {
        **values,
        "publicly_accessible": taken,
        "rule": [{"enable_dns_support": taken}],
    }


def test_a_text_hides_nothing_from_checkov() -> None:
    broker = {"broker_name": "b", "publicly_accessible": "1"}
    configuration = build(
        {"some": {"resource": {"aws_mq_broker": {"example": broker}}}}, Metadata(), Overrides()
    )
    found = Scanner(configuration, ["some"]).result().findings
    assert [each.status for each in found if each.rule == "CKV_AWS_69"] == [Status.FAIL]

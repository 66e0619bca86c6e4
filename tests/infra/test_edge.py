"""Domain names, certificates, health checks and latency records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import main
from infra.settings import SettingsError
from infra.systems import load
from tests.infra.synthesis import (
    SUFFIX,
    SYSTEM,
    Configuration,
    Stack,
    edited_settings,
    provider_region,
    synthesize,
    without_domain,
)

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.synth

PUBLIC = f"api-{SUFFIX}.payments.example.com"
REGIONS = tuple((region.name, region.code) for region in load(SYSTEM, SUFFIX).regions)
FOURTH = """
[regions.eu-central-1]
code = "euc1"
zones = ["euc1-az1", "euc1-az2", "euc1-az3"]
cidr = "10.40.0.0/16"
"""


def regional(code: str) -> str:
    return f"api-{code}-{SUFFIX}.payments.example.com"


def certificates(config: Configuration) -> Stack:
    return config.stacks[f"{SYSTEM}-certs-global"]


def records(config: Configuration) -> Stack:
    return config.stacks[f"{SYSTEM}-edge-global"]


def test_r72_each_region_has_certificates_of_both_names(config: Configuration) -> None:
    stack = certificates(config)
    found = {(provider_region(stack, each), each["domain_name"]) for each in stack.of("aws_acm_certificate")}
    assert found == {(name, host) for name, code in REGIONS for host in (PUBLIC, regional(code))}
    assert not [each for each in stack.of("aws_acm_certificate") if each.get("subject_alternative_names")]


def test_r72_each_name_is_proven_by_one_record(config: Configuration) -> None:
    stack = certificates(config)
    assert len(stack.of("aws_route53_record")) == 1 + len(REGIONS)
    assert not [each for each in stack.of("aws_route53_record") if each.get("allow_overwrite")]
    assert not [
        each
        for name in config.stacks.values()
        if name is not stack
        for each in name.of("aws_acm_certificate")
    ]


def test_r72_every_certificate_is_waited_for_in_its_region(config: Configuration) -> None:
    stack = certificates(config)
    waited = {
        each["certificate_arn"]: provider_region(stack, each)
        for each in stack.of("aws_acm_certificate_validation")
    }
    assert waited == {
        each.reference("arn"): provider_region(stack, each) for each in stack.of("aws_acm_certificate")
    }


def test_r39_both_names_of_a_region_take_modern_tls_alone(config: Configuration) -> None:
    for name, code in REGIONS:
        stack = config.stacks[f"{SYSTEM}-app-{name}"]
        domains = stack.of("aws_api_gateway_domain_name")
        assert {each["domain_name"] for each in domains} == {PUBLIC, regional(code)}
        assert {each["security_policy"] for each in domains} == {"TLS_1_2"}
        assert all(each["endpoint_configuration"] == {"types": ["REGIONAL"]} for each in domains)
        mapped = {each["domain_name"] for each in stack.of("aws_api_gateway_base_path_mapping")}
        assert mapped == {each.reference("domain_name") for each in domains}
        (api,) = stack.of("aws_api_gateway_rest_api")
        assert api["disable_execute_api_endpoint"] is True


def test_r78_health_is_asked_by_the_name_of_the_region(config: Configuration) -> None:
    checks = {each.id: each for each in records(config).of("aws_route53_health_check")}
    assert {each["fqdn"] for each in checks.values()} == {regional(code) for _, code in REGIONS}
    for check in checks.values():
        assert (check["type"], check["resource_path"], check["port"]) == ("HTTPS", "/health", 443)
        assert (check["request_interval"], check["failure_threshold"]) == (10, 3)


def test_r72_latency_decides_among_regions_that_are_well(config: Configuration) -> None:
    stack = records(config)
    latency = [each for each in stack.of("aws_route53_record") if each.get("latency_routing_policy")]
    assert {each["name"] for each in latency} == {PUBLIC}
    assert {each["set_identifier"] for each in latency} == {name for name, _ in REGIONS}
    for each in latency:
        region = each["set_identifier"]
        code = dict(REGIONS)[region]
        assert each["latency_routing_policy"] == {"region": region}
        assert each["health_check_id"] == f"${{aws_route53_health_check.health_{code}.id}}"
        assert each["alias"]["evaluate_target_health"] is True
        state = f"data.terraform_remote_state.app_{region.replace('-', '_')}.outputs"
        assert each["alias"]["name"] == f"${{{state}.api_domain_target}}"
        assert each["alias"]["zone_id"] == f"${{{state}.api_domain_target_zone_id}}"


def test_r78_the_name_of_a_region_leads_there_however_it_is(config: Configuration) -> None:
    plain = [
        each for each in records(config).of("aws_route53_record") if not each.get("latency_routing_policy")
    ]
    assert {each["name"] for each in plain} == {regional(code) for _, code in REGIONS}
    assert not [each for each in plain if each.get("health_check_id")]


def test_r72_the_order_of_deployment(config: Configuration, synthesized: Path) -> None:
    manifest = json.loads((synthesized / "manifest.json").read_text())["stacks"]
    for name, _ in REGIONS:
        assert f"{SYSTEM}-certs-global" in manifest[f"{SYSTEM}-app-{name}"]["dependencies"]
        assert f"{SYSTEM}-app-{name}" in manifest[f"{SYSTEM}-edge-global"]["dependencies"]
    assert config.stacks.keys() == manifest.keys()


def test_r61_a_fourth_region_gets_all_of_it(tmp_path: Path) -> None:
    path = edited_settings(tmp_path, lambda text: text + FOURTH)
    config = Configuration.read(synthesize(tmp_path / "out", SUFFIX, path=path))
    assert len(records(config).of("aws_route53_health_check")) == 4
    assert len(certificates(config).of("aws_acm_certificate")) == 8
    assert len(certificates(config).of("aws_route53_record")) == 5
    (api,) = config.stacks[f"{SYSTEM}-app-eu-central-1"].of("aws_api_gateway_rest_api")
    assert api["name"] == f"payments-api-{SUFFIX}"


def test_c33_without_a_domain_there_is_neither_certificate_nor_record(nameless: Configuration) -> None:
    kinds = {each.type for each in nameless.resources}
    assert not [kind for kind in kinds if kind.startswith(("aws_acm", "aws_route53"))]
    assert not [name for name in nameless.stacks if name.endswith(("certs-global", "edge-global"))]


@pytest.mark.parametrize("edit", [None, without_domain])
def test_c33_the_verdict_says_what_is_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], edit: object
) -> None:
    path = edited_settings(tmp_path, edit) if callable(edit) else None
    settings = load(SYSTEM, SUFFIX, path=path)
    monkeypatch.setenv("CDKTF_OUTDIR", str(tmp_path / "out"))
    monkeypatch.setattr(main.Request, "settings", lambda _: (settings,))
    assert main.main(["-c", f"environmentSuffix={SUFFIX}"]) == 0
    said = capsys.readouterr().out
    assert ("R72 and R78 are off" in said) is (edit is not None)
    metadata = json.loads((tmp_path / "out" / "estate.json").read_text())
    assert all(bool(stack["off"]) is (edit is not None) for stack in metadata["stacks"].values())


def test_a_domain_too_long_for_a_certificate_is_refused(tmp_path: Path) -> None:
    domain = f"{'a' * 50}.example.com"
    path = edited_settings(tmp_path, lambda text: text.replace('"payments.example.com"', f'"{domain}"'))
    with pytest.raises(SettingsError, match=r"domain\.name: found 'a+\.example\.com'; allowed: at most"):
        load(SYSTEM, SUFFIX, path=path)

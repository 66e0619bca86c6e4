"""What holds for every stack: one synthesis, same bytes, names, references, no literals."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from infra.names import Limit
from infra.systems import SYSTEMS, load
from tests.infra.synthesis import (
    REFERENCE,
    SUFFIX,
    SYSTEM,
    Configuration,
    Resource,
    Stack,
    edited_settings,
    provider_region,
    strings,
    synthesize,
)
from tests.shared import made_once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    SynthesisOf = Callable[[str], Path]

pytestmark = pytest.mark.synth

LONG_SUFFIX = "pr-1234567890-abcdef"  # 20 characters, the most that settings allow
ACCOUNT = "${data.aws_caller_identity.current.account_id}"
# The argument with a resource's own name, and how long AWS lets it be.
NAMES = {
    "aws_api_gateway_request_validator": ("name", 128),
    "aws_api_gateway_rest_api": ("name", Limit.REST_API),
    "aws_appautoscaling_policy": ("name", 255),
    "aws_cloudwatch_composite_alarm": ("alarm_name", Limit.ALARM),
    "aws_cloudwatch_dashboard": ("dashboard_name", Limit.DASHBOARD),
    "aws_cloudwatch_event_archive": ("name", Limit.ARCHIVE),
    "aws_cloudwatch_event_bus": ("name", Limit.BUS),
    "aws_cloudwatch_event_rule": ("name", Limit.RULE),
    "aws_cloudwatch_log_group": ("name", Limit.LOG_GROUP),
    "aws_cloudwatch_metric_alarm": ("alarm_name", Limit.ALARM),
    "aws_db_subnet_group": ("name", 255),
    "aws_dynamodb_table": ("name", Limit.TABLE),
    "aws_codedeploy_app": ("name", Limit.DEPLOYMENT),
    "aws_codedeploy_deployment_group": ("deployment_group_name", Limit.DEPLOYMENT),
    "aws_ecs_cluster": ("name", Limit.ECS),
    "aws_ecs_service": ("name", Limit.ECS),
    "aws_ecs_task_definition": ("family", Limit.ECS),
    "aws_iam_role": ("name", Limit.ROLE),
    "aws_iam_role_policy": ("name", 128),
    "aws_kms_alias": ("name", Limit.ALIAS),
    "aws_lambda_function": ("function_name", Limit.FUNCTION),
    "aws_lb": ("name", Limit.LOAD_BALANCER),
    "aws_lb_target_group": ("name", Limit.LOAD_BALANCER),
    "aws_rds_cluster": ("cluster_identifier", Limit.DATABASE),
    "aws_rds_cluster_instance": ("identifier", 63),
    "aws_rds_cluster_parameter_group": ("name", 255),
    "aws_rds_global_cluster": ("global_cluster_identifier", 63),
    "aws_apigatewayv2_vpc_link": ("name", 128),
    "aws_s3_bucket": ("bucket", Limit.BUCKET),
    "aws_security_group": ("name", Limit.SECURITY_GROUP),
    "aws_sfn_state_machine": ("name", Limit.STATE_MACHINE),
    "aws_ssm_parameter": ("name", 1011),
    "aws_sns_topic": ("name", Limit.TOPIC),
    "aws_sqs_queue": ("name", Limit.QUEUE),
    "aws_wafv2_web_acl": ("name", Limit.WEB_ACL),
}
# Names within our domain, and within an API: the domain name and the API carry the suffix.
# An alias is named within its function, a model within its API, a record in the zone.
NAMED_BY_OTHERS = {"aws_route53_record", "aws_api_gateway_model", "aws_lambda_alias"}


@pytest.fixture(scope="module", params=SYSTEMS)
def system(request: pytest.FixtureRequest) -> str:
    """Each system in turn."""
    return str(request.param)


@pytest.fixture(scope="module")
def every(system: str, synthesis_of: SynthesisOf) -> Configuration:
    """The stacks of each system in turn."""
    return Configuration.read(synthesis_of(system))


@pytest.fixture(scope="module")
def long_named(system: str, tmp_path_factory: pytest.TempPathFactory) -> Configuration:
    """The same with the longest suffix there is."""

    def make(folder: Path) -> None:
        synthesize(folder, LONG_SUFFIX, system=system)

    return Configuration.read(made_once(tmp_path_factory, f"long-named-{system}", make))


@pytest.fixture(scope="module")
def bare(system: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same without aspects: what the blocks alone write."""

    def make(folder: Path) -> None:
        synthesize(folder, SUFFIX, system=system)

    return made_once(tmp_path_factory, f"bare-{system}", make)


def names(config: Configuration) -> Iterator[tuple[Resource, str]]:
    """Every physical name and every tag `Name`, with its resource."""
    for resource in config.resources:
        if (resource.get("name") or "").startswith("API-Gateway-Execution-Logs_"):
            continue  # AWS spells it
        if resource.type in NAMES:
            yield resource, resource[NAMES[resource.type][0]]
        if "Name" in (resource.get("tags") or {}):
            yield resource, resource["tags"]["Name"]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def documents(folder: Path) -> dict[str, bytes]:
    """All files but the package of the functions, most of which others wrote."""
    return {name: content for name, content in files(folder).items() if not name.endswith(".zip")}


def test_r1_every_stack_is_cdktf_json(every: Configuration) -> None:
    assert all(stack.json["//"]["metadata"]["version"] for stack in every.stacks.values())


def test_r4_one_synthesis_holds_every_region(config: Configuration) -> None:
    assert {stack.region for stack in config.foundations} == {"us-east-1", "eu-west-1", "ap-southeast-1"}


def test_r4_synthesis_needs_no_credentials_and_repeats_to_the_byte(
    system: str, bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE", "AWS_REGION"):
        monkeypatch.delenv(variable, raising=False)
    assert files(synthesize(tmp_path, SUFFIX, system=system)) == files(bare)


@pytest.mark.parametrize(
    ("found", "override"),
    [
        ('code = "euw1"', 'code = "euw1"\nlog_retention_days = 731'),
        ('code = "euw1"', 'code = "euw1"\ninterface_endpoints = ["events"]'),
        ('cidr = "10.20.0.0/16"', 'cidr = "10.99.0.0/16"'),
        ('"euw1-az1", "euw1-az2", "euw1-az3"', '"euw1-az1", "euw1-az2"'),
    ],
)
def test_r7_an_override_changes_the_json_of_its_region_only(
    without_aspects: Path, tmp_path: Path, found: str, override: str
) -> None:
    path = edited_settings(tmp_path, lambda text: text.replace(found, override))
    before, after = files(without_aspects), files(synthesize(tmp_path / "out", SUFFIX, path=path))
    changed = {name.split("/")[1] for name, content in after.items() if before.get(name) != content} - {
        "manifest.json"
    }
    assert f"{SYSTEM}-foundation-eu-west-1" in changed
    assert all(name.endswith("-eu-west-1") for name in changed)


def test_r8_regions_are_identical_but_for_what_names_them(config: Configuration) -> None:
    settings = load(SYSTEM, SUFFIX)
    subnet = "|".join(re.escape(str(region.cidr.network_address)[:-3]) for region in settings.regions)
    patterns = (
        ("|".join(region.name for region in settings.regions), "<region>"),
        (r"\b(" + "|".join(f"{region.code}-az\\d" for region in settings.regions) + r")\b", "<zone>"),
        (r"\b(" + "|".join(region.code for region in settings.regions) + r")\b", "<code>"),
        (rf"\b({subnet})", "<network>"),
    )
    texts = set()
    for stack in config.foundations:
        text = json.dumps(stack.json, sort_keys=True)
        for pattern, placeholder in patterns:
            text = re.sub(pattern, placeholder, text)
        texts.add(text)
    assert len(texts) == 1


def test_r10_no_environment_name_is_synthesized(every: Configuration) -> None:
    word = re.compile(r"(?i)\b(dev|development|prod|production|stage|staging)\b|(?i:prod|dev|stag)-")
    # What API Gateway calls a stage: a dimension of its metrics, ours of functions, and an output.
    # AWS keeps the layers of images in buckets of its own.
    terms = re.compile(r'"[Ss]tage"|^api stage name of |prod-[a-z0-9-]+-starport-layer-bucket')
    found = [
        text
        for stack in every.stacks.values()
        for text in strings(stack.json)
        if word.search(terms.sub("", text))
    ]
    assert found == []


def test_r11_no_account_number_is_synthesized(system: str, synthesis_of: SynthesisOf) -> None:
    written = documents(synthesis_of(system))
    found = [name for name, content in written.items() if re.search(rb"\b\d{12}\b", content)]
    assert found == []


def test_r11_partitions_are_looked_up(every: Configuration) -> None:
    found = [text for stack in every.stacks.values() for text in strings(stack.json) if "arn:aws:" in text]
    assert found == []


def test_r12_other_regions_leave_no_trace_of_the_sample_ones(tmp_path: Path) -> None:
    moves = {
        "us-east-1": "ca-central-1",
        "eu-west-1": "eu-north-1",
        "ap-southeast-1": "sa-east-1",
        "use1": "cac1",
        "euw1": "eun1",
        "apse1": "sae1",
    }

    def edit(text: str) -> str:
        for old, new in moves.items():
            text = text.replace(old, new)
        return text

    written = documents(synthesize(tmp_path / "out", SUFFIX, path=edited_settings(tmp_path, edit)))
    stale = {
        old for old in moves for name, content in written.items() if old in name or old.encode() in content
    }
    assert stale == set()


@pytest.mark.parametrize(
    "argument", ["bucket", "kms_master_key_id", "queue_url", "role", "target_key_id", "topic_arn", "vpc_id"]
)
def test_r13_related_resources_refer_to_resources(config: Configuration, argument: str) -> None:
    typed = [
        f"{resource.address} {argument}"
        for resource in config.resources
        if resource.type != "aws_s3_bucket"
        and resource.get(argument) is not None
        and not resource[argument].startswith("${")
        # The stack comes after the applications, whose topics the foundations made.
        and not (argument == "topic_arn" and resource.stack.endswith("-operations-global"))
    ]
    assert typed == []


def _missing_references(stack: Stack) -> Iterator[str]:
    for text in strings({key: stack.json.get(key, {}) for key in ("resource", "output")}):
        for kind, name in REFERENCE.findall(text):
            held = stack.json["resource"].get(kind, {}) | stack.json.get("data", {}).get(kind, {})
            if name not in held:
                yield f"{stack.name}: {kind}.{name}"


def test_r14_every_reference_is_to_something_in_the_stack(every: Configuration) -> None:
    assert [missing for stack in every.stacks.values() for missing in _missing_references(stack)] == []


def test_r14_every_output_read_from_another_stack_exists_there(every: Configuration) -> None:
    outputs = {
        stack.json["terraform"]["backend"]["s3"]["key"]: stack.json.get("output", {})
        for stack in every.stacks.values()
    }
    read = re.compile(r"\$\{data\.terraform_remote_state\.(\w+)\.outputs\.(\w+)\}")
    missing = []
    for stack in every.stacks.values():
        states = stack.json.get("data", {}).get("terraform_remote_state", {})
        for text in strings(stack.json["resource"]):
            for state, output in read.findall(text):
                if output not in outputs[states[state]["config"]["key"]]:
                    missing.append(f"{stack.name}: {state}.{output}")
    assert missing == []


def test_r14_data_is_deployed_after_every_foundation(synthesized: Path) -> None:
    manifest = json.loads((synthesized / "manifest.json").read_text())["stacks"]
    foundations = {name for name in manifest if "-foundation-" in name}
    assert set(manifest[f"{SYSTEM}-data-global"]["dependencies"]) == foundations


def test_r14_no_output_that_stacks_share_is_sensitive(every: Configuration) -> None:
    hidden = [
        f"{stack.name}: {name}"
        for stack in every.stacks.values()
        for name, output in stack.json.get("output", {}).items()
        if output.get("sensitive")
    ]
    assert hidden == []


def test_r15_resources_of_the_global_stack_name_their_region(config: Configuration) -> None:
    unnamed = [resource.address for resource in config.data.resources if not resource.get("provider")]
    assert unnamed == []
    assert provider_region(config.data, config.data.of("aws_dynamodb_table")[0]) == "us-east-1"


def test_r16_every_name_ends_with_the_suffix(every: Configuration) -> None:
    # RDS and ECS name logs within a name of ours, an instance of a cluster has its number, and
    # parameters lie in the folder of their environment.
    ends = re.compile(rf"-{SUFFIX}(-\d|/[a-z]+)?$|^/[a-z]+/{SUFFIX}/[A-Z_]+$")
    astray = [f"{resource.address} {name}" for resource, name in names(every) if not ends.search(name)]
    assert astray == []


def test_r16_another_suffix_changes_every_name(every: Configuration, long_named: Configuration) -> None:
    both = zip(names(every), names(long_named), strict=True)
    same = [resource.address for (resource, one), (_, other) in both if one == other]
    assert same == []


def test_r16_every_name_is_checked(every: Configuration) -> None:
    nameable = {resource.type for resource in every.resources if isinstance(resource.get("name"), str)} | {
        "aws_s3_bucket"
    }
    assert nameable - NAMED_BY_OTHERS <= NAMES.keys()


def test_r18_every_name_fits_with_the_longest_suffix(long_named: Configuration) -> None:
    too_long = []
    for resource, name in names(long_named):
        longest = 256 if resource.type not in NAMES else NAMES[resource.type][1]
        if len(name.replace(ACCOUNT, "1" * 12)) > longest or LONG_SUFFIX not in name:
            too_long.append(f"{resource.address} {name}")
    assert too_long == []


def test_r18_bucket_names_are_of_the_characters_s3_takes(long_named: Configuration) -> None:
    for bucket in long_named.of("aws_s3_bucket"):
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]+[a-z0-9]", bucket["bucket"].replace(ACCOUNT, "1" * 12)), (
            bucket.address
        )


def test_no_two_resources_of_a_type_and_region_share_a_name(every: Configuration) -> None:
    seen: dict[tuple[str, str, str], str] = {}
    for stack in every.stacks.values():
        for resource in stack.resources:
            if resource.type not in NAMES or resource.type == "aws_iam_role_policy":
                continue
            scope = (
                "" if resource.type in {"aws_iam_role", "aws_s3_bucket"} else provider_region(stack, resource)
            )
            key = (resource.type, scope, resource[NAMES[resource.type][0]])
            assert key not in seen, f"{resource.address} has the name of {seen[key]}"
            seen[key] = resource.address


def test_r152_state_is_locked_encrypted_and_kept_in_the_stacks_own_region(
    system: str, every: Configuration
) -> None:
    for stack in every.stacks.values():
        backend = stack.json["terraform"]["backend"]["s3"]
        assert backend == {
            "bucket": backend["bucket"],
            "encrypt": True,
            "key": f"{system}/{SUFFIX}/{stack.name}.tfstate",
            "kms_key_id": "alias/payments-tfstate",
            "region": stack.json["provider"]["aws"][0]["region"],
            "use_lockfile": True,
        }


def test_r31_no_account_wide_service_is_created(every: Configuration) -> None:
    kinds = {resource.type for resource in every.resources}
    assert not {
        kind for kind in kinds if re.match("aws_(guardduty|config|securityhub|api_gateway_account)", kind)
    }


def test_r51_every_alarm_names_a_heading_of_the_runbooks(every: Configuration) -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "runbooks.md").read_text(encoding="utf-8")
    headings = set(re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE))
    named = {
        alarm.address: re.findall(r"docs/runbooks\.md#([a-z-]+)$", alarm["alarm_description"])
        for alarm in every.resources
        if alarm.type in ("aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm")
    }
    assert named
    assert {where: found for where, found in named.items() if not found or found[0] not in headings} == {}


def test_escape_hatches_are_used_for_what_cdktf_lacks_only(every: Configuration) -> None:
    used = {
        (name, argument)
        for stack in every.stacks.values()
        for name, arguments in stack.json["//"]["metadata"]["overrides"].items()
        for argument in arguments
    }
    assert used <= {("backend", "use_lockfile"), ("stack", "ephemeral")}


def test_c12_no_provider_sets_default_tags(every: Configuration) -> None:
    providers = [provider for stack in every.stacks.values() for provider in stack.json["provider"]["aws"]]
    assert not [provider for provider in providers if "default_tags" in provider]


def test_c12_blocks_leave_the_required_tags_to_the_aspect(bare: Path) -> None:
    resources = Configuration.read(bare).resources
    assert {key for resource in resources for key in (resource.get("tags") or {})} <= {
        "DataClass",
        "Jurisdiction",
        "Name",
        "Trigger",
    }


def test_given_account_ids_close_every_other_account(tmp_path: Path) -> None:
    account = "1" * 12
    path = edited_settings(
        tmp_path,
        lambda text: text.replace("allowed_account_ids = []", f'allowed_account_ids = ["{account}"]'),
    )
    config = Configuration.read(synthesize(tmp_path / "out", SUFFIX, path=path))
    for stack in config.stacks.values():
        providers = stack.json["provider"]["aws"]
        backend = stack.json["terraform"]["backend"]["s3"]
        assert {tuple(each["allowed_account_ids"]) for each in (*providers, backend)} == {(account,)}

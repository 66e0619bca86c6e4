"""Settings: what may be said, and how a mistake is told."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from infra.settings import SettingsError
from infra.settings.known_regions import known_regions
from infra.settings.lines import line_of
from infra.settings.schema import zone_prefix
from infra.systems import load, settings_file
from infra.systems.global_payments.settings import ReplicatedStore
from tests.infra.synthesis import SUFFIX, SYSTEM, edited_settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def complaint(path: Path, suffix: str = SUFFIX, **arguments: str) -> str:
    with pytest.raises(SettingsError) as caught:
        load(SYSTEM, suffix, path=path, **arguments)
    return str(caught.value)


def test_loading_settings_does_not_load_cdktf() -> None:
    code = (
        f"import sys, infra.systems; infra.systems.load({SYSTEM!r}, {SUFFIX!r}); "
        "sys.exit('cdktf' in sys.modules or 'jsii' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_r15_the_primary_region_is_us_east_1_by_default() -> None:
    assert load(SYSTEM, SUFFIX).primary.name == "us-east-1"


def test_r61_the_default_regions_are_the_three_of_the_specification() -> None:
    names = {region.name for region in load(SYSTEM, SUFFIX).regions}
    assert names == {"us-east-1", "eu-west-1", "ap-southeast-1"}


def test_zones_of_another_region_are_named(tmp_path: Path) -> None:
    path = edited_settings(tmp_path, lambda text: text.replace('"euw1-az2"', '"use1-az2"'))
    assert "regions.eu-west-1.zones: found 'use1-az2'; allowed: zones of the region: euw1-az" in complaint(
        path
    )


@pytest.mark.parametrize(
    ("system", "before", "after", "told"),
    [
        (
            *("global_payments", "[regions.eu-west-1]", "[regions.eu-wset-1]"),
            "allowed: the name of an AWS region; did you mean eu-west-1?",
        ),
        (
            *("pci_web_app", 'primary_region = "us-east-1"', 'primary_region = "us-east-9"'),
            "primary_region: found 'us-east-9'; allowed: the name of an AWS region",
        ),
        (
            *("disaster_recovery", 'name = "us-east-1"', 'name = "us-east-7"'),
            "recovery.health_region.name: found 'us-east-7'; allowed: the name of an AWS region",
        ),
        (
            *("global_payments", '"euw1-az2"', '"use1-az2"'),
            "found 'use1-az2'; allowed: zones of the region: euw1-az…; did you mean euw1-az2?",
        ),
        (
            "pci_web_app",
            '"use1-az4"',
            '"use1-az9"',
            "found 'use1-az9'; allowed: the id of an availability zone",
        ),
        (
            *("onprem_migration", ', "use1-az4"]', "]"),
            "regions.us-east-1.zones: found ['use1-az1', 'use1-az2']; allowed: 3 zones or more",
        ),
        ("region_migration", ', "use2-az3"]', "]", "regions.us-east-2.zones: found ['use2-az1', 'use2-az2']"),
        ("disaster_recovery", ', "use2-az2"]', "]", "found ['use2-az1']; allowed: 2 to 6 different"),
        ("disaster_recovery", "nat_per_zone =", "nat_per_zones =", "did you mean nat_per_zone?"),
        ("global_payments", 'ledger = "replicated"', 'ledger = "replicatd"', "did you mean replicated?"),
    ],
)
def test_a_place_that_there_is_not_is_told_with_its_line_and_what_may_have_been_meant(
    system: str, before: str, after: str, told: str, tmp_path: Path
) -> None:
    path = edited_settings(tmp_path, lambda text: text.replace(before, after, 1), system=system)
    with pytest.raises(SettingsError) as caught:
        load(system, SUFFIX, path=path)
    line = settings_file(system).read_text().partition(before)[0].count("\n") + 1
    assert any(each.startswith(f"{path}:{line}: ") for each in str(caught.value).splitlines())
    assert told in str(caught.value)


def test_the_regions_of_every_partition_are_known() -> None:
    assert {"us-east-1", "us-gov-west-1", "cn-north-1"} <= known_regions()
    assert "aws-global" not in known_regions()


TEXT = """\
# [b]
note = \'\'\'
[b]
c = 1\'\'\'

[b]   # a table
list = [
  "c",
]
d.e = 1
"""


@pytest.mark.parametrize(
    ("key", "line"),
    [("note", 2), ("b", 6), ("b.list", 7), ("b.list.0", 7), ("b.d.e", 10), ("b.x", 6), ("x", 0)],
)
def test_the_line_of_a_key_is_not_mistaken_for_one_in_a_text(key: str, line: int) -> None:
    assert line_of(TEXT, key) == line


@pytest.mark.parametrize(
    ("region", "prefix"),
    [
        *(("us-west-2", "usw2"), ("eu-central-1", "euc1"), ("ap-southeast-3", "apse3")),
        *(("ca-central-1", "cac1"), ("us-gov-east-1", "usge1"), ("cn-northwest-1", "cnnw1")),
    ],
)
def test_zone_ids_begin_as_aws_shortens_the_region(region: str, prefix: str) -> None:
    assert zone_prefix(region) == prefix


def test_r7_a_region_overrides_a_default_for_itself_only(tmp_path: Path) -> None:
    path = edited_settings(
        tmp_path, lambda text: text.replace('code = "euw1"', 'code = "euw1"\nlog_retention_days = 731')
    )
    days = {region.code: region.log_retention_days for region in load(SYSTEM, SUFFIX, path=path).regions}
    assert days == {"use1": 365, "euw1": 731, "apse1": 365}


def test_r7_the_settings_are_known_without_what_a_region_overrides(tmp_path: Path) -> None:
    lines = 'code = "euw1"\nlog_retention_days = 731\nresidency = { ledger = "regional" }'
    path = edited_settings(tmp_path, lambda text: text.replace('code = "euw1"', lines))
    overridden = load(SYSTEM, SUFFIX, path=path)
    assert overridden.overrides == ("eu-west-1.log_retention_days", "eu-west-1.residency")
    assert load(SYSTEM, SUFFIX, path=path, overridden=False) == load(SYSTEM, SUFFIX)


@pytest.mark.parametrize("profile", ["ephemeral", "throughput", "production"])
def test_r7_concurrency_of_one_region_is_an_override_in_every_profile(profile: str, tmp_path: Path) -> None:
    lines = 'code = "euw1"\nreserved_concurrency = 4'
    path = edited_settings(tmp_path, lambda text: text.replace('code = "euw1"', lines))
    plain = load(SYSTEM, SUFFIX, path=path, profile=profile, overridden=False)
    assert plain == load(SYSTEM, SUFFIX, profile=profile)


def test_r80_a_region_overrides_the_residency_of_one_store(tmp_path: Path) -> None:
    override = 'code = "euw1"\nresidency = { ledger = "regional" }'
    path = edited_settings(tmp_path, lambda text: text.replace('code = "euw1"', override))
    settings = load(SYSTEM, SUFFIX, path=path)
    assert [region.code for region in settings.replicated(ReplicatedStore.LEDGER)] == ["use1", "apse1"]
    assert [region.code for region in settings.replicated(ReplicatedStore.RECEIPTS)] == [
        "use1",
        "euw1",
        "apse1",
    ]


def test_r80_a_region_is_a_jurisdiction_by_itself_unless_the_settings_join_it_to_another(
    tmp_path: Path,
) -> None:
    sample = load(SYSTEM, SUFFIX)
    assert all(sample.payers_of(region) == (region,) for region in sample.regions)
    joined = edited_settings(
        tmp_path,
        lambda text: text.replace('code = "euw1"', 'code = "euw1"\njurisdiction = "europe"').replace(
            'code = "use1"', 'code = "use1"\njurisdiction = "europe"'
        ),
    )
    settings = load(SYSTEM, SUFFIX, path=joined)
    kept = {region.code: {each.code for each in settings.payers_of(region)} for region in settings.regions}
    assert kept == {"use1": {"use1", "euw1"}, "euw1": {"use1", "euw1"}, "apse1": {"apse1"}}
    assert settings.region("eu-west-1").overrides == ("jurisdiction",)


def region_with(code: str, line: str) -> Callable[[str], str]:
    """An edit of the settings: one more line in the table of the region."""
    return lambda text: text.replace(f'code = "{code}"', f'code = "{code}"\n{line}')


PINNED = 'residency = { ledger = "regional" }'


@pytest.mark.parametrize(
    ("edit", "successors"),
    [
        (
            region_with("use1", 'successors = ["ap-southeast-1"]'),
            {"use1": ["apse1"], "euw1": ["use1", "apse1"], "apse1": ["use1", "euw1"]},
        ),
        (
            region_with("use1", "successors = []"),
            {"use1": [], "euw1": ["use1", "apse1"], "apse1": ["use1", "euw1"]},
        ),
        (region_with("euw1", PINNED), {"use1": ["apse1"], "euw1": [], "apse1": ["use1"]}),
    ],
    ids=["named", "none", "pinned"],
)
def test_r80_the_successors_of_a_region_are_those_named_or_all_that_share_its_ledger(
    tmp_path: Path, edit: Callable[[str], str], successors: dict[str, list[str]]
) -> None:
    settings = load(SYSTEM, SUFFIX, path=edited_settings(tmp_path, edit))
    found = {region.code: [each.code for each in settings.successors(region)] for region in settings.regions}
    assert found == successors


def test_r80_a_region_that_keeps_its_ledger_to_itself_succeeds_no_other(tmp_path: Path) -> None:
    def edit(text: str) -> str:
        return region_with("apse1", PINNED)(region_with("use1", 'successors = ["ap-southeast-1"]')(text))

    text = complaint(edited_settings(tmp_path, edit))
    assert "regions.us-east-1.successors: found ['ap-southeast-1']" in text
    assert text.endswith("each at most once: eu-west-1 (other regions that share its ledger)")


def test_fewer_than_three_regions_that_share_the_ledger_are_told_what_that_means(tmp_path: Path) -> None:
    pinned = edited_settings(tmp_path, region_with("euw1", PINNED))
    (said,) = load(SYSTEM, SUFFIX, path=pinned).off
    assert said.startswith("Automatic failover is off: fewer than three regions share the ledger")
    assert load(SYSTEM, SUFFIX).off == ()


def test_c33_the_sample_has_a_domain() -> None:
    assert load(SYSTEM, SUFFIX).domain is not None


def test_c33_a_system_without_a_domain_loads(tmp_path: Path) -> None:
    def without_domain(text: str) -> str:
        start = text.index("[domain]")
        return text[:start] + text[text.index("\n[", start) :]

    assert load(SYSTEM, SUFFIX, path=edited_settings(tmp_path, without_domain)).domain is None


def test_settings_are_frozen() -> None:
    settings = load(SYSTEM, SUFFIX)
    with pytest.raises(ValidationError, match="frozen"):
        settings.suffix = "other"  # type: ignore[misc]


@pytest.mark.parametrize("profile", ["ephemeral", "throughput", "production"])
def test_every_profile_loads(profile: str) -> None:
    assert load(SYSTEM, SUFFIX, profile=profile).profile.name == profile


def test_the_default_profile_is_the_ephemeral_one() -> None:
    assert load(SYSTEM, SUFFIX).profile.name == "ephemeral"


def test_r49_the_default_profile_reserves_at_most_five() -> None:
    assert all(1 <= region.reserved_concurrency <= 5 for region in load(SYSTEM, SUFFIX).regions)


@pytest.mark.parametrize("suffix", ["zq7", "a", "pr-1234567890-abcdef", "0-1-2"])
def test_a_good_suffix_is_taken(suffix: str) -> None:
    assert load(SYSTEM, suffix).suffix == suffix


@pytest.mark.parametrize("suffix", ["", "A", "a_b", "-a", "a-", "a--b", "a" * 21, "a b", "zq7\n"])
def test_a_bad_suffix_is_refused_with_what_is_allowed(suffix: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(SYSTEM, suffix)
    text = str(caught.value)
    assert f"global_payments.toml: suffix: found {suffix!r}; allowed: 1 to 20 characters" in text


def test_an_unknown_profile_is_refused_with_the_known_ones() -> None:
    with pytest.raises(
        SettingsError, match="profile: found 'huge'; allowed: one of ephemeral, throughput, production"
    ):
        load(SYSTEM, SUFFIX, profile="huge")


def test_an_unknown_system_is_refused_with_the_known_ones() -> None:
    with pytest.raises(
        SettingsError, match=r"there is no system 'nowhere'; the systems are .*global_payments"
    ):
        load("nowhere", SUFFIX)


def test_a_file_that_is_not_toml_is_refused_with_the_line(tmp_path: Path) -> None:
    text = complaint(edited_settings(tmp_path, lambda text: text.replace("[tags]", "[tags")))
    assert "global_payments.toml: the file is not TOML 1.0 in UTF-8: " in text
    assert "line" in text


def test_a_file_of_another_system_is_refused(tmp_path: Path) -> None:
    path = edited_settings(
        tmp_path, lambda text: text.replace('system = "global_payments"', 'system = "other"')
    )
    assert "system: found 'other'; allowed: 'global_payments'" in complaint(path)


MISTAKES = {
    # what is written instead of what: the dotted key, and part of what is allowed there
    'code = "euw1"': [
        ("", "regions.eu-west-1.code: the key is missing", "a value"),
        ('code = "EUW1"', "regions.eu-west-1.code: found 'EUW1'", "lower-case letters and a digit"),
        ('code = "use1"', "regions.eu-west-1.code: found 'use1'", "another code than us-east-1's"),
        (
            'code = "euw1"\ncolour = 1',
            "regions.eu-west-1.colour: found 1",
            "one of the keys code, cidr, zones, log_retention_days",
        ),
        (
            'code = "euw1"\nlog_retention_days = 366',
            "regions.eu-west-1.log_retention_days: found 366",
            "one of 1, 3, 5",
        ),
        (
            'code = "euw1"\nreserved_concurrency = 9',
            "regions.eu-west-1.reserved_concurrency: found 9",
            "1 to 5",
        ),
        (
            'code = "euw1"\ninterface_endpoints = ["ec2"]',
            "regions.eu-west-1.interface_endpoints.0: found 'ec2'",
            "'events'",
        ),
        (
            'code = "euw1"\nprocessor_service = "com.amazonaws.eu-west-1.s3"',
            "regions.eu-west-1.processor_service: found 'com.amazonaws.eu-west-1.s3'",
            "the name of an endpoint service",
        ),
        (
            'code = "euw1"\nprocessor_service = "com.amazonaws.vpce.{code}.vpce-svc-0123456789abcdef0"',
            "regions.eu-west-1.processor_service: found",
            "the name of an endpoint service",
        ),
        (
            'code = "euw1"\njurisdiction = "us-east-1"',
            "regions.eu-west-1.jurisdiction: found 'us-east-1'",
            "2 to 16 lower-case letters",
        ),
        (
            'code = "euw1"\nresidency = { ledger = "anywhere" }',
            "regions.eu-west-1.residency.ledger: found 'anywhere'",
            "'replicated' or 'regional'",
        ),
        *(
            (
                f'code = "euw1"\nsuccessors = {named}',
                f"regions.eu-west-1.successors: found {named}",
                "each at most once: us-east-1, ap-southeast-1",
            )
            for named in (["eu-west-2"], ["eu-west-1"], ["us-east-1", "us-east-1"])
        ),
    ],
    'cidr = "10.20.0.0/16"': [
        ('cidr = "10.20.0.0/15"', "regions.eu-west-1.cidr: found '10.20.0.0/15'", "65,536 addresses"),
        ('cidr = "11.20.0.0/16"', "regions.eu-west-1.cidr: found '11.20.0.0/16'", "a private IPv4 network"),
        (
            'cidr = "10.10.0.0/16"',
            "regions.eu-west-1.cidr: found '10.10.0.0/16'",
            "apart from the one of us-east-1",
        ),
    ],
    "log_retention_days = 365": [
        ("log_retention_days = 0", "region_defaults.log_retention_days: found 0", "one of 1, 3, 5"),
        ('log_retention_days = "365"', "region_defaults.log_retention_days: found '365'", "a valid integer"),
    ],
    "reserved_concurrency = 5": [
        (
            "reserved_concurrency = 0",
            "profiles.ephemeral.reserved_concurrency: found 0",
            "greater than or equal to 1",
        ),
        ("reserved_concurrency = 6", "profiles.ephemeral.reserved_concurrency: found 6", "1 to 5"),
    ],
    "key_deletion_days = 30": [
        (
            "key_deletion_days = 31",
            "profiles.production.key_deletion_days: found 31",
            "less than or equal to 30",
        ),
    ],
    "record_days = 120": [
        ("record_days = 90", "profiles.ephemeral.record_days: found 90", "more than retention.hot_days (90)"),
    ],
    'primary_region = "us-east-1"': [
        (
            'primary_region = "eu-north-1"',
            "primary_region: found 'eu-north-1'",
            "one of us-east-1, eu-west-1",
        ),
        ('primary_region = "us-east-1"\nsuffix = "x"', "suffix: found 'x'", "set elsewhere"),
        ('primary_region = "us-east-1"\nextra = 1', "extra: found 1", "one of the keys system, app"),
    ],
    "replication_latency = 10000": [
        ("replication_latency = 30000", "operations.replication_latency: found 30000", "less than 30000"),
    ],
    "clock_skew_seconds = 5": [
        ("clock_skew_seconds = 0", "failover.clock_skew_seconds: found 0", "greater than or equal to 1"),
        ("clock_skew_seconds = 11", "failover.clock_skew_seconds: found 11", "less than or equal to 10"),
    ],
    "hand_back_after_minutes = 10": [
        (
            "hand_back_after_minutes = 0",
            "failover.hand_back_after_minutes: found 0",
            "greater than or equal to 1",
        ),
    ],
    'app = "payments"': [('app = "Pay"', "app: found 'Pay'", "lower-case letters and digits")],
    'bucket = "{app}-tfstate-{code}"': [
        ('bucket = "{app}-state"', "state.bucket: found '{app}-state'", "{code}"),
        ('bucket = "{app}_{code}"', "state.bucket: found '{app}_{code}'", "3 to 63"),
    ],
    'key_alias = "alias/payments-tfstate"': [
        ('key_alias = "alias/aws/s3"', "state.key_alias: found 'alias/aws/s3'", "customer-managed"),
    ],
    'hosted_zone_id = "Z0SAMPLEZONE"': [
        ('hosted_zone_id = "zone"', "domain.hosted_zone_id: found 'zone'", "hosted-zone id"),
    ],
    "operator_emails = []": [
        ('operator_emails = ["nobody"]', "alerts.operator_emails.0: found 'nobody'", "an e-mail address"),
    ],
    '["euw1-az1", "euw1-az2", "euw1-az3"]': [
        ('["euw1-az1", "euw1-az1"]', "regions.eu-west-1.zones", "2 to 6 different availability zones"),
        ('["eu-west-1a", "euw1-az2"]', "regions.eu-west-1.zones.0: found 'eu-west-1a'", "such as euw1-az1"),
    ],
}


@pytest.mark.parametrize(
    ("right", "wrong", "key_and_found", "allowed"),
    [(right, *mistake) for right, mistakes in MISTAKES.items() for mistake in mistakes],
)
def test_a_mistake_is_told_by_file_key_value_and_what_is_allowed(
    tmp_path: Path, right: str, wrong: str, key_and_found: str, allowed: str
) -> None:
    path = edited_settings(tmp_path, lambda text: text.replace(right, wrong, 1))
    line, *others = complaint(path).splitlines()
    assert re.match(rf"{re.escape(str(path))}(:\d+)?: {re.escape(key_and_found)}", line), line
    assert allowed in re.split("; (?:allowed|required): ", line)[1]
    assert others == []


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("[region_defaults]", "region_defaults.reserved_concurrency"),
        ("[region_defaults]", "region_defaults.name"),
        ("[regions.eu-west-1]", "regions.eu-west-1.name"),
        ("[profiles.throughput]", "profiles.throughput.name"),
    ],
)
def test_a_value_that_would_be_overwritten_is_refused(tmp_path: Path, table: str, key: str) -> None:
    name = key.rpartition(".")[2]
    path = edited_settings(tmp_path, lambda text: text.replace(table, f"{table}\n{name} = 1"))
    assert f"{key}: found 1; allowed: no value here" in complaint(path)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes(b'app = "caf\xe9"')
    assert "latin.toml: the file is not TOML 1.0 in UTF-8: " in complaint(path)


def test_a_wrong_default_is_told_once(tmp_path: Path) -> None:
    path = edited_settings(tmp_path, lambda text: text.replace('ledger = "replicated"', 'ledger = "lost"'))
    (line,) = complaint(path).splitlines()
    assert "region_defaults.residency.ledger: found 'lost'" in line


def test_several_mistakes_are_told_a_line_each(tmp_path: Path) -> None:
    def edit(text: str) -> str:
        return text.replace('code = "euw1"', 'code = "!"').replace("hot_days = 90 ", "hot_days = 1 ")

    assert len(complaint(edited_settings(tmp_path, edit)).splitlines()) == 2


@pytest.mark.parametrize("table", ["regions", "profiles", "region_defaults"])
def test_a_missing_table_is_told(tmp_path: Path, table: str) -> None:
    def edit(text: str) -> str:
        kept = [part for part in text.split("\n[") if not part.startswith((f"{table}.", f"{table}]"))]
        return "\n[".join(kept)

    assert f"{table}: the key is missing; required: a table [{table}]" in complaint(
        edited_settings(tmp_path, edit)
    )

"""`python -m policies diff` on real synthesized output: one small edit a test, told as what it is."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from policies.__main__ import main
from policies.diff.exposure import EXPOSURE_RULES
from policies.registry import load
from tests.policies.diffs import EVERY, ONE, diff, diff_json, edited
from tests.policies.stacks import without_stacks

pytestmark = pytest.mark.fuzz

OPEN = {
    "type": "ingress",
    "protocol": "tcp",
    "from_port": 22,
    "to_port": 22,
    "cidr_blocks": ["0.0.0.0/0"],
    "security_group_id": "sg-0123456789",
    "provider": "aws",
}
WAIVER = """\
[[waiver]]
rule = "kms-key-deletion-window"
scope = {{ system = "global_payments", stack = "global_payments-*", address = "aws_kms_key.key_data" }}
reason = "the key is shared"
ticket = "SEC-1"
owner = "platform-security"
approver = "payments-architecture"
approved = {approved}
expires = {expires}
compensating = "kms-key-rotation"
"""


def set_deletion_window(content: dict[str, Any]) -> None:
    content["resource"]["aws_kms_key"]["key_data"]["deletion_window_in_days"] = 30


def add_open_port(content: dict[str, Any]) -> None:
    content["resource"]["aws_security_group_rule"] = {"ssh": OPEN}


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_equal_outputs_have_no_difference(
    synthesized: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    said = diff(capsys, synthesized, synthesized, "--format", form)
    if form == "json":
        parsed = json.loads(said)
        assert parsed["different"] is False
        assert [parsed["resources"], parsed["waivers"], *parsed["permissions"].values()] == [[]] * 5
    else:
        assert re.sub("## Policy diff|[\n.]", "", said).lower() == "no difference"


def test_equal_outputs_have_no_difference_even_where_a_policy_is_unreadable(
    foundations: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def hide(content: dict[str, Any]) -> None:
        content["resource"]["aws_kms_key"]["key_data"]["policy"] = "${var.policy}"

    hidden = edited(foundations, tmp_path / "hidden", ONE, hide)
    assert diff(capsys, hidden, hidden) == "no difference\n"


def test_the_same_inputs_give_the_same_bytes(
    foundations: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = edited(foundations, tmp_path / "head", EVERY, add_open_port)
    assert diff(capsys, foundations, head) == diff(capsys, foundations, head)


def test_an_added_resource_is_told(
    foundations: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = edited(foundations, tmp_path / "head", ONE, add_open_port)
    (change,) = diff_json(capsys, foundations, head)["resources"]
    assert (change["kind"], change["stack"], change["address"]) == (
        "added",
        ONE,
        "aws_security_group_rule.ssh",
    )


def test_a_removed_resource_is_told(
    foundations: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = edited(foundations, tmp_path / "base", ONE, add_open_port)
    (change,) = diff_json(capsys, base, foundations)["resources"]
    assert (change["kind"], change["address"]) == ("removed", "aws_security_group_rule.ssh")


def test_a_changed_resource_is_told_with_its_argument_and_both_values(
    foundations: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = edited(foundations, tmp_path / "head", EVERY, set_deletion_window)
    change, *_ = diff_json(capsys, foundations, head)["resources"]
    assert change["arguments"] == [{"path": "deletion_window_in_days", "before": "7", "after": "30"}]


def test_a_resource_that_only_has_another_name_is_renamed(
    foundations: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def rename(content: dict[str, Any]) -> None:
        groups = content["resource"]["aws_cloudwatch_log_group"]
        groups["renamed"] = groups.pop("flow_log_group")

    head = edited(foundations, tmp_path / "head", ONE, rename)
    (change,) = diff_json(capsys, foundations, head)["resources"]
    assert (change["kind"], change["was"], change["address"]) == (
        "renamed",
        "aws_cloudwatch_log_group.flow_log_group",
        "aws_cloudwatch_log_group.renamed",
    )


def test_a_stack_that_is_gone_is_one_line(
    foundations: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = tmp_path / "head"
    shutil.copytree(foundations, head)
    shutil.rmtree(head / "stacks" / "global_payments-data-global")
    without_stacks(head, "global_payments-data-global")
    text = diff(capsys, foundations, head)
    assert re.search(r"RESOURCES: 1 removed\n  removed: the whole stack, \d+ elements\n", text)


@pytest.mark.parametrize("secret", ["h2nt", "hunter2-hunter2", "AKIA" + "Q" * 16])
@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_no_secret_is_shown_whether_it_comes_or_goes(
    foundations: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str, secret: str
) -> None:
    def put(value: str) -> Path:
        database = {"ledger": {"password": value, "description": f"with {value}" if len(value) > 5 else ""}}
        return edited(
            foundations,
            tmp_path / value,
            ONE,
            lambda content: content["resource"].update(aws_db_instance=database),
        )

    other, head = put("changed-before"), put(secret)
    assert secret not in diff(capsys, other, head, "--format", form)
    assert secret not in diff(capsys, head, other, "--format", form)


def test_one_region_that_opens_to_the_internet_does_not_hide_behind_a_subnet_of_another(
    foundations: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def allow(network: str) -> Any:
        return lambda content: content["resource"].setdefault(
            "aws_security_group_rule", {"in": {**OPEN, "cidr_blocks": [network]}}
        )

    base = edited(foundations, tmp_path / "base", EVERY, allow("10.9.0.0/16"))
    half = edited(base, tmp_path / "half", EVERY, lambda content: content["resource"].pop("none", None))
    for path in half.glob(f"stacks/{EVERY}/cdk.tf.json"):
        network = "0.0.0.0/0" if ONE in str(path) else "10.8.0.0/16"
        path.write_text(path.read_text().replace("10.9.0.0/16", network))
    text = diff(capsys, base, half)
    assert 'cidr_blocks[0]: "10.9.0.0/16" -> "0.0.0.0/0"' in text
    assert 'cidr_blocks[0]: "10.9.0.0/16" -> "10.8.0.0/16"' in text


def test_an_open_port_is_exposure_gained_and_lost_the_other_way(
    foundations: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = edited(foundations, tmp_path / "head", ONE, add_open_port)
    gained = diff_json(capsys, foundations, head)["exposure"]
    lost = diff_json(capsys, head, foundations)["exposure"]
    assert {found["rule"] for found in gained["gained"]} == {"vpc-open-admin-ports", "vpc-open-ingress"}
    assert (lost["lost"], lost["gained"]) == (gained["gained"], gained["lost"])


def test_a_second_opening_at_a_place_that_is_open_already_is_gained(
    foundations: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def open_block(bucket_flags: tuple[str, ...]) -> Any:
        def edit(content: dict[str, Any]) -> None:
            block = content["resource"]["aws_s3_bucket_public_access_block"]["code_bucket_public_access"]
            block.update(dict.fromkeys(bucket_flags, False))

        return edit

    base = edited(foundations, tmp_path / "base", ONE, open_block(("block_public_acls",)))
    head = edited(base, tmp_path / "head", ONE, open_block(("block_public_policy",)))
    (opening,) = diff_json(capsys, base, head)["exposure"]["gained"]
    assert "block_public_policy is false" in opening["message"]


def test_a_waived_exposure_is_exposure() -> None:
    from dataclasses import replace

    from policies.diff.exposure import compare_exposure
    from policies.model import Status
    from tests.policies.verdicts import FAILED, verdict

    waived = replace(FAILED, rule="vpc-public-ip", status=Status.WAIVED)
    assert compare_exposure(verdict(), verdict(waived)).gained == (waived,)


@pytest.mark.parametrize("rule", sorted(EXPOSURE_RULES))
def test_the_rules_of_exposure_exist(rule: str) -> None:
    assert load()[rule]


def test_a_rule_about_the_public_is_among_those_of_exposure() -> None:
    others = {"route53-balancer-record", "vpc-nat-in-public-subnet", "vpc-open-egress"}  # no way in
    named = {
        rule.id
        for rule in load().rules
        if re.search(r"public|internet|everybody|anonymous|without authori[sz]ation", rule.title)
    }
    assert named - others - EXPOSURE_RULES == set()


def test_a_new_failure_is_new_and_fixed_the_other_way(
    foundations: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = edited(foundations, tmp_path / "head", EVERY, set_deletion_window)
    forth = diff_json(capsys, foundations, head)["posture"]
    back = diff_json(capsys, head, foundations)["posture"]
    assert [found["rule"] for found in forth["new"]] == ["kms-key-deletion-window"] * 3
    assert (forth["base"], forth["head"]["failed"]) == (back["head"], forth["base"]["failed"] + 3)
    assert (back["fixed"], back["new"]) == (forth["new"], [])


def test_what_becomes_unknown_is_neither_new_nor_fixed(
    foundations: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def hide(content: dict[str, Any]) -> None:
        content["resource"]["aws_kms_key"]["key_data"]["deletion_window_in_days"] = "${var.days}"
        content["variable"] = {"days": {"type": "number"}}

    base = edited(foundations, tmp_path / "base", EVERY, set_deletion_window)
    head = edited(base, tmp_path / "head", EVERY, hide)
    posture = diff_json(capsys, base, head)["posture"]
    assert "kms-key-deletion-window" in [found["rule"] for found in posture["newly_unknown"]]
    assert posture["fixed"] == []


def test_what_fails_on_both_sides_is_still_open(
    foundations: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = edited(foundations, tmp_path / "base", EVERY, set_deletion_window)
    head = edited(base, tmp_path / "head", ONE, add_open_port)
    posture = diff_json(capsys, base, head)["posture"]
    # The alarms stand in stacks that are not compared here.
    found = [each["rule"] for each in posture["still_open"]]
    open_still = [rule for rule in found if not rule.startswith("alarms-")]
    assert open_still == ["kms-key-deletion-window"] * 3


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("newly used", "", "2029-01-31"),
        ("no longer used", "2029-01-31", ""),
        ("ends sooner", "2029-01-31", "2028-12-31"),
        ("ends later", "2028-12-31", "2029-01-31"),
    ],
)
def test_the_use_of_a_waiver_is_told(  # noqa: PLR0917 - three parameters, three fixtures
    foundations: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, before: str, after: str
) -> None:
    both = edited(foundations, tmp_path / "both", EVERY, set_deletion_window)
    options = ["--today", "2028-01-31"]
    for option, day in (("--base-waivers", before), ("--waivers", after)):
        file = tmp_path / f"{option}.toml"
        file.write_text(WAIVER.format(approved="2028-01-31", expires=day))
        options += [option, str(file) if day else "none"]
    (change,) = diff_json(capsys, both, both, *options)["waivers"]
    assert (change["kind"], change["before"], change["after"], change["findings"]) == (kind, before, after, 3)


def test_a_waiver_that_expires_is_a_problem_of_the_head_and_no_reason_not_to_compare(
    foundations: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    both = edited(foundations, tmp_path / "both", EVERY, set_deletion_window)
    (tmp_path / "w.toml").write_text(WAIVER.format(approved="2020-01-01", expires="2020-01-31"))
    text = diff(capsys, both, both, "--waivers", str(tmp_path / "w.toml"), "--base-waivers", "none")
    assert "problem: the waiver of kms-key-deletion-window" in text


@pytest.mark.parametrize("side", ["base", "head"])
@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_a_side_that_cannot_be_read_is_status_2_and_told_in_the_format(
    foundations: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], side: str, form: str
) -> None:
    nowhere = tmp_path / "nowhere"
    folders = (nowhere, foundations) if side == "base" else (foundations, nowhere)
    assert main(["diff", *map(str, folders), "--format", form]) == 2
    out = capsys.readouterr().out
    assert f"{nowhere}: there is no such folder" in out
    assert form != "json" or json.loads(out)["different"] is None


def test_an_output_that_synthesis_left_empty_is_told_in_one_sentence(
    foundations: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "head" / "stacks" / ONE).mkdir(parents=True)
    assert main(["diff", str(foundations), str(tmp_path / "head")]) == 2
    assert capsys.readouterr().out == (
        f"COULD NOT COMPARE: {tmp_path / 'head'}: no stack to judge. Synthesis leaves none where a rule "
        "fails; synthesize first, or name the folder that cdktf wrote.\n"
    )


def test_waivers_that_do_not_parse_are_status_2(
    foundations: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "w.toml").write_text("waiver =")
    options = ["--base-waivers", str(tmp_path / "w.toml")]
    assert main(["diff", str(foundations), str(foundations), *options]) == 2
    assert "the waivers do not parse" in capsys.readouterr().out


def test_a_file_gets_the_diff_and_standard_output_one_line(
    foundations: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "new" / "diff.md"
    said = diff(capsys, foundations, foundations, "--format", "markdown", "--output", str(file))
    assert (said, file.read_text()) == ("no difference\n", "## Policy diff\n\nNo difference.\n")


def test_a_file_that_cannot_be_written_is_status_2(
    foundations: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", str(foundations), str(foundations), "--output", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith("diff: cannot write: ")


def test_a_file_gets_the_reasons_where_nothing_is_compared_and_so_does_standard_output(
    foundations: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, nowhere = tmp_path / "diff.md", tmp_path / "nowhere"
    options = ["--format", "markdown", "--output", str(file)]
    assert main(["diff", str(foundations), str(nowhere), *options]) == 2
    assert f"`{nowhere}: there is no such folder" in file.read_text()
    assert capsys.readouterr().out.startswith(f"COULD NOT COMPARE: {nowhere}: there is no such folder")

"""`gate` on what `terraform show -json` writes: told by its content, whole or refused, with nothing lost."""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from policies.__main__ import main
from policies.configuration import Configuration
from policies.gate.engines.forms import limited_by_form
from policies.gate.formats.output import FORMATS
from policies.gate.reading.build import Overrides, build
from policies.gate.reading.folder import read
from policies.gate.reading.metadata import Metadata
from policies.gate.reading.shown import Instance
from policies.gate.reading.shown_values import Account, Known
from policies.gate.verdict import evaluate_rules
from policies.model import Status
from tests.policies.shown_stacks import ACCOUNT, plan_of, state_of
from tests.policies.verdicts import FAILED

Json = Any
STACK: Final[dict[str, Json]] = {
    "provider": {"aws": [{"region": "xx-test-1"}]},
    "resource": {
        "aws_kms_key": {"data": {"enable_key_rotation": True, "deletion_window_in_days": 7}},
        "aws_sqs_queue": {"inbox": {"name": "inbox-zq7", "kms_master_key_id": "${aws_kms_key.data.arn}"}},
    },
}
PLAN: Final = plan_of(STACK)
STATE: Final = state_of(STACK)
EMPTY: Final = {"format_version": "1.2", "planned_values": {"root_module": {}}, "configuration": {}}


def gate(path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, dict[str, Json]]:
    told = ("--system", "pay", "--suffix", "zq7", "--profile", "ephemeral")
    status = main(["gate", str(path), "--engine", "rules", "--format", "json", *told, *options])
    return status, json.loads(capsys.readouterr().out)


def judged(content: Json, stack: str = "app") -> tuple[Configuration, dict[tuple[str, str], Status]]:
    configuration = build({stack: content}, Metadata(), Overrides("pay", "zq7", "ephemeral"))
    answer = evaluate_rules(configuration)
    assert not answer.problems
    return configuration, {(finding.rule, finding.address): finding.status for finding in answer.findings}


@pytest.mark.parametrize("name", ["app.json", "app.tfplan.json", "app.state.json", "app.tfstate", "app"])
@pytest.mark.parametrize("content", [PLAN, STATE, STACK], ids=["plan", "state", "stack"])
def test_a_file_is_told_by_its_content(
    content: Json, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text(json.dumps(content))
    _, said = gate(tmp_path / name, capsys)
    assert said["problems"] == []
    assert said["summary"]["resources"] == 2
    assert {finding["stack"] for finding in said["findings"]} == {"app"}


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
)
@pytest.mark.parametrize("content", [PLAN, STATE, STACK], ids=["plan", "state", "stack"])
def test_what_powershell_writes_is_read(content: Json, mark: bytes, encoding: str, tmp_path: Path) -> None:
    told = {**content, "//": "café"} if content is STACK else content
    path = tmp_path / "app.json"
    path.write_bytes(mark + json.dumps(told, ensure_ascii=False).encode(encoding))
    (tmp_path / "plain.json").write_text(json.dumps(content))
    found, plain = read(path), read(tmp_path / "plain.json")
    assert not found.problems
    assert [each.values for each in found.configuration.elements] == [
        each.values for each in plain.configuration.elements
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (json.dumps(PLAN)[:-40], "does not parse"),
        ("", "does not parse"),
        (b"\xff\xfe{\x00\x00".decode("latin-1"), "does not parse"),
        (json.dumps({**PLAN, "format_version": "2.0"}), "format version 2.0"),
        (json.dumps({**STATE, "format_version": "0.2"}), "format version 0.2"),
        (json.dumps({**STATE, "format_version": None}), "format version None"),
        (json.dumps({"format_version": "1.0"}), "neither a plan nor a state"),
        (json.dumps({"format_version": "1.0", "provider_schemas": {}}), "neither a plan nor a state"),
        (json.dumps({"version": 4, "serial": 3, "lineage": "x", "resources": []}), "as Terraform stores it"),
        (json.dumps({**PLAN, "errored": True}), "ended with errors"),
        (json.dumps({**PLAN, "deferred_changes": [{}]}), "puts changes off"),
        (json.dumps({key: PLAN[key] for key in PLAN if key != "configuration"}), "no whole plan"),
        (json.dumps({key: PLAN[key] for key in PLAN if key != "planned_values"}), "no whole plan"),
        (json.dumps({**PLAN, "planned_values": []}), "not what Terraform writes"),
        (json.dumps({**PLAN, "planned_values": None}), "not what Terraform writes"),
        (json.dumps({**PLAN, "variables": "x"}), "not what Terraform writes"),
        (json.dumps(PLAN).replace('"type": "aws', '"type": 5, "kind": "aws'), "not what Terraform writes"),
        (json.dumps({**PLAN, "resource_changes": [{}]}), "not what Terraform writes"),
        (json.dumps({**PLAN, "configuration": {"root_module": {"resources": [{}]}}}), "not what Terraform"),
        (json.dumps({**PLAN, "prior_state": {"values": {"root_module": []}}}), "not what Terraform writes"),
        (json.dumps({**STATE, "values": {"root_module": {"resources": [{}]}}}), "not what Terraform writes"),
        (json.dumps({**STATE, "values": None}), "nothing to judge"),
        (json.dumps(EMPTY), "nothing to judge"),
    ],
)
def test_what_is_no_whole_plan_or_state_is_refused(
    text: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "app.json"
    path.write_bytes(text.encode("latin-1"))
    status, said = gate(path, capsys)
    assert status == 2
    assert reason in " ".join(said["problems"])


def test_a_folder_of_plans_and_states_is_one_configuration(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stacks = {name: {"system": "pay", "suffix": "zq7", "profile": "production"} for name in ("one", "two")}
    (tmp_path / "estate.json").write_text(json.dumps({"stacks": stacks, "sources": {}, "mutations": []}))
    (tmp_path / "one.json").write_text(json.dumps(PLAN))
    (tmp_path / "two.tfstate.json").write_text(json.dumps(STATE))
    reading = read(tmp_path)
    assert {(each.stack, each.context.profile) for each in reading.configuration.elements} == {
        ("one", "production"),
        ("two", "production"),
    }
    (tmp_path / "two.tfplan.json").write_text(json.dumps(PLAN))
    status, said = gate(tmp_path, capsys)
    assert status == 2
    assert "is of the stack two too" in said["problems"][0]


def test_a_plan_says_what_it_destroys_and_replaces(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changes = [
        {"address": address, "change": {"actions": actions}}
        for address, actions in {
            'module.net.aws_subnet.a["x"]': ["delete"],
            "aws_db_instance.ledger": ["delete", "create"],
            "aws_kms_key.data": ["create", "delete"],
            "aws_sqs_queue.inbox": ["update"],
            "aws_sns_topic.out": ["no-op"],
        }.items()
    ]
    (tmp_path / "app.json").write_text(json.dumps({**PLAN, "resource_changes": changes}))
    _, said = gate(tmp_path / "app.json", capsys)
    assert 'app: the plan destroys module.net.aws_subnet.a["x"]' in said["notes"]
    assert "app: the plan replaces aws_db_instance.ledger, aws_kms_key.data" in said["notes"]


def test_a_plan_that_leaves_nothing_is_no_pass_and_says_what_it_destroys(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = [{"address": "aws_kms_key.data", "change": {"actions": ["delete"]}}]
    (tmp_path / "app.json").write_text(json.dumps({**EMPTY, "resource_changes": gone}))
    status, said = gate(tmp_path / "app.json", capsys)
    assert (status, said["summary"]["resources"]) == (2, 0)
    assert "app: the plan has no resource" in said["notes"]
    assert "app: the plan destroys aws_kms_key.data" in said["notes"]


def test_a_plan_of_a_part_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "app.json").write_text(json.dumps({**PLAN, "complete": False}))
    assert any("of a part" in note for note in gate(tmp_path / "app.json", capsys)[1]["notes"])


BLOCKED: Final = dict.fromkeys(
    ("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"), True
)


def hcl_plan(resources: list[Json], configured: list[Json], **root: Json) -> dict[str, Json]:
    """A plan of a configuration in HCL, of whose expressions Terraform tells the references alone."""
    return {
        "format_version": "1.2",
        "planned_values": {"root_module": {"resources": resources}},
        "resource_changes": [
            {
                "address": each["address"],
                "change": {"actions": ["create"], "after_unknown": each.pop("unknown", {})},
            }
            for each in resources
        ],
        "configuration": {"root_module": {"resources": configured, **root}},
    }


def configured(kind: str, name: str, **expressions: Json) -> dict[str, Json]:
    return {"mode": "managed", "type": kind, "name": name, "expressions": expressions}


def shown(address: str, key: Json = None, **values: Json) -> dict[str, Json]:
    parts = re.sub(r"\[[^\]]*\]", "", address).split(".")
    told = {"address": address, "mode": "managed", "type": parts[-2], "name": parts[-1], "values": values}
    return {**told, **({} if key is None else {"index": key})}


RULE: Final = "s3-public-access-block"


@pytest.mark.parametrize(
    ("references", "verdict"),
    [
        (["aws_s3_bucket.a.id", "aws_s3_bucket.a"], Status.PASS),
        (["aws_s3_bucket.a"], Status.PASS),
        (["aws_s3_bucket.b.id", "aws_s3_bucket.b"], Status.FAIL),
        (["aws_s3_bucket.a.id", "aws_s3_bucket.a", "var.x"], Status.UNKNOWN),
        ([], Status.FAIL),
    ],
    ids=["by attribute", "whole", "another", "within an expression", "nobody"],
)
def test_a_related_resource_is_found_by_the_references_of_hcl(references: list[str], verdict: Status) -> None:
    block = shown("aws_s3_bucket_public_access_block.a", **BLOCKED) | {"unknown": {"bucket": True}}
    plan = hcl_plan(
        [shown("aws_s3_bucket.a", bucket="a-zq7"), shown("aws_s3_bucket.b", bucket="b-zq7"), block],
        [
            configured("aws_s3_bucket", "a", bucket={"constant_value": "a-zq7"}),
            configured("aws_s3_bucket", "b", bucket={"constant_value": "b-zq7"}),
            configured(
                "aws_s3_bucket_public_access_block",
                "a",
                bucket={"references": references},
                **{key: {"constant_value": True} for key in BLOCKED},
            ),
        ],
    )
    assert judged(plan)[1][RULE, "aws_s3_bucket.a"] is verdict


@pytest.mark.parametrize("keys", [("x", "y"), (0, 1)], ids=["for_each", "count"])
@pytest.mark.parametrize("form", ["hcl", "json"])
def test_each_instance_needs_its_own_related_resource(keys: tuple[Json, Json], form: str) -> None:
    step = "each.key" if isinstance(keys[0], str) else "count.index"
    reference = (
        {"references": ["aws_s3_bucket.all", step]}
        if form == "hcl"
        else {
            "constant_value": "${aws_s3_bucket.all[" + step + "].id}",
            "references": ["aws_s3_bucket.all", step],
        }
    )
    buckets = [shown(f"aws_s3_bucket.all[{json.dumps(key)}]", key, bucket=f"{key}-zq7") for key in keys]
    block = shown(f"aws_s3_bucket_public_access_block.all[{json.dumps(keys[0])}]", keys[0], **BLOCKED)
    plan = hcl_plan(
        [*buckets, block | {"unknown": {"bucket": True}}],
        [
            configured("aws_s3_bucket", "all", bucket={"references": [step]}),
            configured(
                "aws_s3_bucket_public_access_block",
                "all",
                bucket=reference,
                **{key: {"constant_value": True} for key in BLOCKED},
            ),
        ],
    )
    configuration, found = judged(plan)
    assert [each.values.get("bucket") for each in configuration.of("aws_s3_bucket")] == [
        f"{key}-zq7" for key in keys
    ]
    assert [found[RULE, f"aws_s3_bucket.all[{json.dumps(key)}]"] for key in keys] == [
        Status.PASS,
        Status.FAIL,
    ]


def test_what_lies_in_modules_is_judged_by_its_whole_address_across_their_borders() -> None:
    inside = 'module.store["eu"].module.inner'
    child: Json = {
        "address": inside,
        "resources": [shown(f"{inside}.aws_s3_bucket_public_access_block.it", **BLOCKED)],
    }
    outer: Json = {
        "address": 'module.store["eu"]',
        "resources": [
            shown('module.store["eu"].aws_s3_bucket.a', bucket="a-zq7"),
            shown('module.store["eu"].aws_s3_bucket.b', bucket="b-zq7"),
        ],
        "child_modules": [child],
    }
    block = configured(
        "aws_s3_bucket_public_access_block",
        "it",
        bucket={"references": ["var.bucket"]},
        **{key: {"constant_value": True} for key in BLOCKED},
    )
    bucket_name = {"references": ["var.name"]}
    plan: Json = {
        "format_version": "1.2",
        "planned_values": {"root_module": {"child_modules": [outer]}},
        "resource_changes": [
            {
                "address": f"{inside}.aws_s3_bucket_public_access_block.it",
                "change": {"actions": ["create"], "after_unknown": {"bucket": True}},
            }
        ],
        "configuration": {
            "root_module": {
                "module_calls": {
                    "store": {
                        "source": "./store",
                        "module": {
                            "resources": [
                                configured("aws_s3_bucket", "a", bucket=bucket_name),
                                configured("aws_s3_bucket", "b", bucket=bucket_name),
                            ],
                            "module_calls": {
                                "inner": {
                                    "source": "./inner",
                                    "expressions": {
                                        "bucket": {"references": ["aws_s3_bucket.a.id", "aws_s3_bucket.a"]}
                                    },
                                    "module": {"resources": [block], "variables": {"bucket": {}}},
                                }
                            },
                        },
                    }
                }
            }
        },
    }
    _, found = judged(plan)
    assert found[RULE, 'module.store["eu"].aws_s3_bucket.a'] is Status.PASS
    assert found[RULE, 'module.store["eu"].aws_s3_bucket.b'] is Status.FAIL


@pytest.mark.parametrize(("value", "verdict"), [(True, Status.PASS), (False, Status.FAIL)])
def test_a_known_value_of_the_plan_decides_what_the_synthesized_stack_cannot(
    value: bool, verdict: Status
) -> None:
    stack: Json = {
        **STACK,
        "resource": {"aws_kms_key": {"data": {"enable_key_rotation": "${local.rotate || var.x}"}}},
    }
    rule = ("kms-key-rotation", "aws_kms_key.data")
    assert judged(stack)[1][rule] is Status.UNKNOWN
    plan = plan_of(stack)
    assert judged(plan)[1][rule] is Status.UNKNOWN
    plan["planned_values"]["root_module"]["resources"][0]["values"] = {"enable_key_rotation": value}
    plan["resource_changes"][0]["change"]["after_unknown"] = {"id": True}
    assert judged(plan)[1][rule] is verdict


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("make", [plan_of, state_of], ids=["plan", "state"])
def test_what_is_sensitive_is_never_printed(
    make: Any, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = "arn:aws:iam::999988887777:role/zulu-" + "foxtrot"
    policy = json.dumps({"Statement": [{"Effect": "Allow", "Action": "sqs:*", "Principal": secret}]})
    shown_so = make({**STACK, "resource": {"aws_sqs_queue_policy": {"a": {"policy": policy}}}})
    values = shown_so["planned_values" if make is plan_of else "values"]["root_module"]["resources"][0]
    values["sensitive_values"] = {"policy": True}
    if make is plan_of:
        own = shown_so["configuration"]["root_module"]["resources"][0]["expressions"]
        own["policy"] = {"references": ["var.policy"]}
    (tmp_path / "app.json").write_text(json.dumps(shown_so))
    main(["gate", str(tmp_path / "app.json"), "--engine", "rules", "--format", form])
    printed = capsys.readouterr().out
    assert "aws_sqs_queue_policy.a" in printed
    assert "foxtrot" not in printed


@pytest.mark.parametrize("make", [plan_of, state_of], ids=["plan", "state"])
@pytest.mark.parametrize(
    ("account", "verdict"),
    [(ACCOUNT, Status.PASS), ("9999" + "88887777", Status.FAIL)],
    ids=["own", "foreign"],
)
def test_the_own_account_is_told_from_another(make: Any, account: str, verdict: Status) -> None:
    own = "${data.aws_caller_identity.current.account_id}"
    policy = json.dumps(
        {
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": "sqs:SendMessage",
                    "Resource": "*",
                    "Principal": {"AWS": f"arn:aws:iam::{own if account == ACCOUNT else account}:root"},
                }
            ]
        }
    )
    stack = {
        **STACK,
        "resource": {"aws_sqs_queue_policy": {"a": {"policy": policy}}},
        "data": {"aws_caller_identity": {"current": {}}},
    }
    assert judged(make(stack))[1]["iam-cross-account", "aws_sqs_queue_policy.a"] is verdict


def test_what_a_provider_fills_in_changes_no_verdict() -> None:
    plan, filled = plan_of(STACK), plan_of(STACK)
    for each in filled["planned_values"]["root_module"]["resources"]:
        each["values"] |= {"tags": None, "timeouts": None, "policy": "", "multi_region": False, "grant": []}
    assert judged(filled)[1] == judged(plan)[1]
    state, full = state_of(STACK), state_of(STACK)
    for each in full["values"]["root_module"]["resources"]:
        each["values"] |= {"tags": None, "timeouts": None, "policy": "", "grant": []}
    assert judged(full)[1] == judged(state)[1]


OPEN: Final = {"from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]}


@pytest.mark.parametrize(
    ("port", "verdict"),
    [(22, Status.PASS), (443, Status.FAIL)],
    ids=["told by its own rule", "by nothing else"],
)
def test_a_rule_that_a_group_shows_is_judged_once(port: int, verdict: Status) -> None:
    """The provider shows in a security group's state what is a resource of its own as well."""
    rule = {"from_port": port, "to_port": port, "ip_protocol": "tcp", "cidr_ipv4": "0.0.0.0/0"}
    stack = {
        **STACK,
        "resource": {
            "aws_security_group": {"a": {"name": "a-zq7"}},
            "aws_vpc_security_group_ingress_rule": {
                "r": {**rule, "security_group_id": "${aws_security_group.a.id}"}
            },
        },
    }
    state = state_of(stack)
    state["values"]["root_module"]["resources"][0]["values"]["ingress"] = [OPEN]
    assert judged(state)[1].get(("vpc-open-admin-ports", "aws_security_group.a"), Status.PASS) is verdict


@pytest.mark.parametrize("make", [plan_of, state_of], ids=["plan", "state"])
def test_what_a_form_cannot_answer_is_unknown_once_a_rule(
    make: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "app.json").write_text(json.dumps(make(STACK)))
    _, said = gate(tmp_path / "app.json", capsys)
    of = [each for each in said["findings"] if each["rule"] == "terraform-protected-from-destroy"]
    assert [each["status"] for each in of] == ["unknown"]
    assert "does not show lifecycle" in of[0]["message"]
    assert not [
        each for each in said["findings"] if each["rule"] == "terraform-backend" and each["status"] == "pass"
    ]
    assert any("does not answer" in note and "terraform-backend" in note for note in said["notes"])


def test_a_literal_dollar_brace_of_a_value_is_no_expression() -> None:
    state = state_of({**STACK, "resource": {"aws_ssm_parameter": {"a": {"name": "/zq7/a"}}}})
    state["values"]["root_module"]["resources"][0]["values"]["description"] = "${aws_kms_key.gone.arn} %{if}"
    configuration, _ = judged(state)
    assert configuration.of("aws_ssm_parameter")[0].get("description") == "$${aws_kms_key.gone.arn} %%{if}"


def test_a_check_of_checkov_that_asks_for_lifecycle_is_unknown_in_both_forms() -> None:
    """A scanner takes what a form does not tell for what is not written."""
    for make in (plan_of, state_of):
        configuration, _ = judged(make(STACK))
        failed = replace(FAILED, rule="CKV_AWS_237", engine="checkov", stack="app")
        other = replace(failed, rule="CKV_AWS_33")
        found = tuple(limited_by_form((failed, failed, other), configuration))
        assert [(each.rule, each.status) for each in found] == [
            ("CKV_AWS_33", Status.FAIL),
            ("CKV_AWS_237", Status.UNKNOWN),
        ]


def test_the_diff_tells_what_a_plan_destroys_and_replaces(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changes = [
        {"address": "aws_kms_key.data", "change": {"actions": ["delete", "create"]}},
        {"address": "aws_sns_topic.gone", "change": {"actions": ["delete"]}},
        {"address": "aws_sqs_queue.inbox", "change": {"actions": ["no-op"]}},
    ]
    for name, content in (("base", PLAN), ("head", {**PLAN, "resource_changes": changes})):
        (tmp_path / name).mkdir()
        (tmp_path / name / "app.json").write_text(json.dumps(content))
    paths = [str(tmp_path / name) for name in ("base", "head")]
    assert main(["diff", *paths, "--format", "json", "--waivers", "none"]) == 0
    told = json.loads(capsys.readouterr().out)["resources"]
    assert [(each["kind"], each["address"]) for each in told if each["kind"] != "changed"] == [
        ("replaced", "aws_kms_key.data"),
        ("removed", "aws_sns_topic.gone"),
    ]
    assert main(["diff", *paths, "--waivers", "none"]) == 0
    assert "aws_sns_topic.gone" in capsys.readouterr().out


def test_a_state_tells_whose_related_resource_is_whose_within_modules_with_keys() -> None:
    """What a resource depends on stands in a state without keys."""

    def resources(key: str, *, blocks: bool) -> list[Json]:
        module = f'module.store["{key}"]'
        held = shown(f"{module}.aws_s3_bucket.it", bucket=f"{key}-zq7", id=f"{key}-zq7")
        block = shown(
            f"{module}.aws_s3_bucket_public_access_block.it",
            bucket=f"{key}-zq7",
            region="xx-test-1",
            **BLOCKED,
        )
        return [held, block | {"depends_on": ["module.store.aws_s3_bucket.it"]}][: 2 if blocks else 1]

    modules = [
        {"address": f'module.store["{key}"]', "resources": resources(key, blocks=key == "eu")}
        for key in ("eu", "us")
    ]
    state = {"format_version": "1.0", "values": {"root_module": {"child_modules": modules}}}
    configuration, found = judged(state)
    assert found[RULE, 'module.store["eu"].aws_s3_bucket.it'] is Status.PASS
    assert found[RULE, 'module.store["us"].aws_s3_bucket.it'] is Status.FAIL
    (block,) = configuration.of("aws_s3_bucket_public_access_block")
    assert block.get("bucket") == '${module.store["eu"].aws_s3_bucket.it.id}'


_LISTED: Final = '${element(split(",", data.terraform_remote_state.net.outputs.ids), %d)}'


@pytest.mark.parametrize(
    ("listed", "told"),
    [
        ("subnet-4e5f6a7b,subnet-0a1b2c3d", [_LISTED % 0, _LISTED % 1]),
        ("subnet-0a1b2c3d,subnet-4e5f6a7b", [_LISTED % 0, _LISTED % 1]),
        ("sizes,subnet-4e5f6a7b", ["subnet-0a1b2c3d", "subnet-4e5f6a7b"]),
    ],
    ids=["in another order", "in the order of the ids", "not ids alone"],
)
def test_ids_that_another_stack_lists_are_told_as_taken_from_the_list(listed: str, told: list[str]) -> None:
    values = {"outputs": {"ids": listed}}
    state = Instance(
        "data.terraform_remote_state.net", "", "data", "terraform_remote_state", "net", None, values, {}, ()
    )
    known = Known.by([state], Account("", ""))
    assert known.told("subnets", ["subnet-0a1b2c3d", "subnet-4e5f6a7b"]) == told

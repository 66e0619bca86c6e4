"""main.py as its users meet it: what it asks for, what it refuses, and what it stops."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import main
from handlers.domain.spec import SpecError
from handlers.functions.ingest import spec as ingest
from infra import systems
from infra.settings import PlatformSettings, SettingsError
from policies.ending import sentence
from policies.frameworks import FrameworkError, UnknownControlError
from policies.gate.reading.holding import held
from policies.requirements import RequirementsError

PROJECT = Path(main.__file__).parent
SUFFIX = "zq7"


# ---- the request: pure ---------------------------------------------------------------------------


def request(*arguments: str, **environment: str) -> main.Request:
    return main.read_request(list(arguments), environment)


def refusal(*arguments: str, **environment: str) -> str:
    with pytest.raises(main.RequestError) as refused:
        request(*arguments, **environment)
    return str(refused.value)


def test_the_suffix_is_needed_and_the_sentence_says_what_to_set() -> None:
    assert "set ENVIRONMENT_SUFFIX=pr42 (for example), or pass -c environmentSuffix=pr42" in refusal()


def test_without_a_system_the_main_one_is_meant() -> None:
    assert request(ENVIRONMENT_SUFFIX="a").systems == ("global_payments",)


def test_the_verdict_may_be_written_in_several_formats() -> None:
    asked = request("--write", "sarif=a.sarif", "--write", "markdown=b.md", ENVIRONMENT_SUFFIX="a")
    assert [(output.format, str(output.file)) for output in asked.written] == [
        ("sarif", "a.sarif"),
        ("markdown", "b.md"),
    ]


def test_system_all_means_every_system() -> None:
    assert request(ENVIRONMENT_SUFFIX="a", SYSTEM="all").systems == tuple(systems.SYSTEMS)


def test_an_unknown_system_is_refused_with_the_known_ones() -> None:
    assert (
        refusal(ENVIRONMENT_SUFFIX="a", SYSTEM="x")
        == "SYSTEM is 'x'; it may be disaster_recovery, global_payments, onprem_migration, pci_web_app, "
        "region_migration or all."
    )


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"ENVIRONMENT_SUFFIX": "Bad_Suffix"}, "ENVIRONMENT_SUFFIX: suffix: found 'Bad_Suffix'"),
        ({"ENVIRONMENT_SUFFIX": "a", "PROFILE": "huge"}, "PROFILE: profile: found 'huge'"),
        (
            {"CDKTF_CONTEXT_JSON": '{"environmentSuffix": "Bad_Suffix"}'},
            "the context's environmentSuffix: suffix: found 'Bad_Suffix'",
        ),
    ],
)
def test_what_was_said_outside_of_the_file_is_told_with_how_it_was_said(
    environment: dict[str, str], sentence: str
) -> None:
    with pytest.raises(SettingsError, match=f"^{sentence}"):
        request(**environment).settings()


def test_the_command_line_wins_over_the_environment_and_the_context() -> None:
    context = json.dumps({"environmentSuffix": "ctx", "profile": "throughput"})
    asked = request("-c", "environmentSuffix=cli", ENVIRONMENT_SUFFIX="env", CDKTF_CONTEXT_JSON=context)
    assert (asked.suffix, asked.profile) == ("cli", "throughput")


def test_the_context_of_cdktf_json_serves_where_nothing_else_is_said() -> None:
    assert request(CDKTF_CONTEXT_JSON='{"environmentSuffix": "ctx"}').suffix == "ctx"


def test_r137_the_phase_of_a_migration_is_said_in_the_environment_or_before_it_in_the_context() -> None:
    said = {"ENVIRONMENT_SUFFIX": "a", "MIGRATION_PHASE": "canary"}
    assert request(**said).environment["MIGRATION_PHASE"] == "canary"
    assert request("-c", "migrationPhase=legacy", **said).environment["MIGRATION_PHASE"] == "legacy"


def test_a_phase_is_refused_where_no_system_has_any() -> None:
    with pytest.raises(main.RequestError) as caught:
        request(ENVIRONMENT_SUFFIX="a", SYSTEM="pci_web_app", MIGRATION_PHASE="canary").settings()
    assert str(caught.value) == "MIGRATION_PHASE is 'canary', and pci_web_app has no phases: do not set it."


def test_an_unknown_context_key_is_refused() -> None:
    assert "environmentSufix: no such key" in refusal("-c", "environmentSufix=x")


def test_a_context_that_is_no_json_is_refused() -> None:
    assert "CDKTF_CONTEXT_JSON is not JSON" in refusal(CDKTF_CONTEXT_JSON="{")


def test_continuing_on_errors_is_refused_outside_the_cli() -> None:
    assert main.CONTINUE_VARIABLE in refusal(ENVIRONMENT_SUFFIX="a", **{main.CONTINUE_VARIABLE: "true"})


def test_continuing_on_errors_is_the_cli_s_own_affair() -> None:
    under_cli = {main.CONTINUE_VARIABLE: "true", "CDKTF_OUTDIR": "out", "CDKTF_CONTEXT_JSON": "{}"}
    assert request(ENVIRONMENT_SUFFIX="a", **under_cli).output == Path("out")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "no environment suffix"),
        (("-c", "environmentSuffix=Has Spaces"), "-c environmentSuffix: suffix: found 'Has Spaces'"),
        (("-c", "environmentSuffix=a", "-c", "profile=huge"), "-c profile: profile: found 'huge'"),
        (("-c", "environmentSuffix=a", "-c", "system=x"), "-c system is 'x'"),
    ],
)
def test_bad_input_is_one_sentence_and_status_1(
    arguments: tuple[str, ...],
    sentence: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("ENVIRONMENT_SUFFIX", raising=False)
    assert main.main(list(arguments)) == 1
    said = capsys.readouterr().err
    assert said.startswith("main.py: ")
    assert sentence in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("reader", "error"),
    [
        ("requirements", RequirementsError("docs/requirements.toml: layers: a table is needed")),
        ("adoptions", FrameworkError("pci_dss_4_0_1.toml: not a catalogue in TOML")),
        ("adoptions", UnknownControlError("unknown control 'nist-800-53-r5:AC-66'")),
    ],
)
def test_a_mistake_in_a_catalogue_is_one_sentence_and_status_1(
    reader: str, error: Exception, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> None:
        raise error

    monkeypatch.setattr(main, reader, fails)
    assert main.main(["-c", "environmentSuffix=a", "-c", "system=pci_web_app"]) == 1
    assert capsys.readouterr().err == f"main.py: {error}\n"


@pytest.mark.synth
def test_a_misspelt_handler_is_one_sentence_and_status_1(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from infra.blocks.compute.functions import specs

    monkeypatch.setenv("CDKTF_OUTDIR", str(tmp_path))
    monkeypatch.setattr(systems, "build", lambda *_: specs("ingest", "authorise"))
    assert main.main(["-c", "environmentSuffix=a", "-c", "system=pci_web_app"]) == 1
    sentence = "main.py: handler 'authorise': there is no handlers/functions/authorise/spec.py"
    assert capsys.readouterr().err.endswith(f"{sentence}\n")


@pytest.mark.synth
def test_a_handler_of_another_name_than_its_folder_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from infra.blocks.compute.functions import specs

    monkeypatch.setattr(ingest, "SPEC", replace(ingest.SPEC, name="intake"))
    with pytest.raises(SpecError, match="handler 'ingest': its spec calls it 'intake'"):
        specs("ingest")


def test_two_systems_of_one_app_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    load = systems.load

    def alike(system: str, suffix: str, **arguments: Any) -> PlatformSettings:
        return load(system, suffix, **arguments).model_copy(update={"app": "pay"})

    monkeypatch.setattr(systems, "load", alike)
    with pytest.raises(main.RequestError) as refused:
        request(ENVIRONMENT_SUFFIX="a", SYSTEM="all").settings()
    assert str(refused.value).startswith("disaster_recovery and global_payments have the same app 'pay'")


def test_today_is_what_is_said() -> None:
    asked = request("--today", "2026-11-22", ENVIRONMENT_SUFFIX="a")
    assert asked.today == date(2026, 11, 22)


# ---- the synthesis -------------------------------------------------------------------------------

Break = Callable[[tuple[Any, ...]], None]


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, Path]]:
    """Synthesize with one edit made to the stacks after they are built; answers status and output folder."""
    build = systems.build
    out = tmp_path / "cdktf.out"
    monkeypatch.setenv("CDKTF_OUTDIR", str(out))

    def run(edit: Break, *arguments: str) -> tuple[int, Path]:
        def edited(*arguments: Any) -> tuple[Any, ...]:
            stacks = build(*arguments)
            edit(stacks)
            return stacks

        monkeypatch.setattr(systems, "build", edited)
        return main.main(["-c", f"environmentSuffix={SUFFIX}", *arguments]), out

    return run


def every(stacks: tuple[Any, ...], kind: str) -> list[Any]:
    """All constructs of one Terraform type, in the order they were made."""
    from aspects.dispatch import terraform_type

    return [node for stack in stacks for node in stack.node.find_all() if terraform_type(type(node)) == kind]


def override(kind: str, path: str, value: object) -> Break:
    def edit(stacks: tuple[Any, ...]) -> None:
        every(stacks, kind)[0].add_override(path, value)

    return edit


def all_rotation_off(stacks: tuple[Any, ...]) -> None:
    for key in every(stacks, "aws_kms_key"):
        key.add_override("enable_key_rotation", False)


def grant_get_star(stacks: tuple[Any, ...]) -> None:
    policy = every(stacks, "aws_iam_role_policy")[0]
    document = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:x"}],
    }
    policy.add_override("policy", json.dumps(document))


def hide_in_a_file(stacks: tuple[Any, ...]) -> None:
    every(stacks, "aws_iam_role_policy")[0].add_override("policy", '${file("policy.json")}')


def hide_in_jsonencode(stacks: tuple[Any, ...]) -> None:
    every(stacks, "aws_iam_role_policy")[0].add_override(
        "policy", '${jsonencode({Statement = [{Effect = "Allow", Action = "s3:GetObject", Resource = "*"}]})}'
    )


def open_ssh(stacks: tuple[Any, ...]) -> None:
    rule = every(stacks, "aws_vpc_security_group_ingress_rule")[0]
    rule.add_override("cidr_ipv4", "0.0.0.0/0")
    rule.add_override("from_port", 22)
    rule.add_override("to_port", 22)


def drop_versioning(stacks: tuple[Any, ...]) -> None:
    related = every(stacks, "aws_s3_bucket_versioning")[0]
    related.node.scope.node.try_remove_child(related.node.id)


EDITS = {
    "rotation off": (
        override("aws_kms_key", "enable_key_rotation", False),
        "aws_kms_key.",
        "kms-key-rotation",
    ),
    "a replica without PITR": (
        override("aws_dynamodb_table_replica", "point_in_time_recovery", False),
        "aws_dynamodb_table_replica.",
        "dynamodb-point-in-time-recovery",
    ),
    "s3:Get* in a role policy": (grant_get_star, "aws_iam_role_policy.", "iam-wildcard-actions"),
    "a bucket without its versioning": (drop_versioning, "aws_s3_bucket.", "s3-versioning"),
    "the world on port 22": (open_ssh, "aws_vpc_security_group_ingress_rule.", "vpc-open-admin-ports"),
    "a name without the suffix": (
        override("aws_sqs_queue", "name", "payments-inbox"),
        "aws_sqs_queue.",
        "naming-suffix",
    ),
    "a wrong Region tag": (
        override("aws_sqs_queue", "tags.Region", "xx-test-9"),
        "aws_sqs_queue.",
        "tags-region",
    ),
    "a policy hidden in a file": (hide_in_a_file, "aws_iam_role_policy.", "iam-readable-policies"),
    "a policy within jsonencode": (hide_in_jsonencode, "aws_iam_role_policy.", "iam-wildcard-resources"),
}


@pytest.mark.synth
@pytest.mark.parametrize("name", EDITS)
def test_an_escape_hatch_does_not_get_past(
    name: str, broken: Callable[[Break], tuple[int, Path]], capsys: pytest.CaptureFixture[str]
) -> None:
    edit, address, rule = EDITS[name]
    status, out = broken(edit)
    said = capsys.readouterr().out
    assert status == 1, said
    heading = re.compile(rf"^[A-Z]+ {rule}(?: \([^)]*\))*: ")  # in brackets, who says the same
    complaint = next(text for text in said.split("\n\n") if heading.match(text.lstrip()))
    assert address in complaint
    assert "made by infra/systems/global_payments/" in complaint, "the line of Python that made it"
    assert not list(out.glob("stacks/*/cdk.tf.json")), "nothing is left to deploy"


@pytest.mark.synth
@pytest.mark.parametrize(
    ("today", "told"),
    [
        ("2026-11-22", (0, "it expires today, after 2026-11-22.")),
        ("2026-11-23", (1, "it expired on 2026-11-22.")),
    ],
)
def test_a_waiver_holds_at_synthesis_through_its_last_day(
    broken: Callable[..., tuple[int, Path]],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    today: str,
    told: tuple[int, str],
) -> None:
    from policies.gate.waivers import file as waivers

    scope = waivers.WaiverScope(
        "global_payments", ("aws_kms_key.*",), stacks=("global_payments-foundation-*",)
    )
    made = waivers.Waiver(
        *("kms-key-rotation", scope, "why", "security", "risk", date(2026, 11, 1)),
        ticket="PAY-12",
        expires=date(2026, 11, 22),
        compensating="kms-key-deletion-window",
    )
    monkeypatch.setattr(waivers, "read_waivers", lambda: (made,))
    status, _ = broken(all_rotation_off, "--today", today)
    assert status == told[0]
    assert told[1] in capsys.readouterr().out


@pytest.mark.synth
def test_stacks_without_aspects_are_judged_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import aspects

    monkeypatch.setenv("CDKTF_OUTDIR", str(tmp_path / "cdktf.out"))
    monkeypatch.setattr(aspects, "apply", lambda *_: None)
    assert main.main(["-c", f"environmentSuffix={SUFFIX}"]) == 1
    said = capsys.readouterr().out
    assert "tags-required" in said
    assert "the aspects saw 0 resources of" in said


@pytest.mark.synth
def test_what_is_judged_is_what_stands_in_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from aspects import enforce

    write = enforce.write_metadata

    def tampering(folder: Path, content: Any) -> None:
        write(folder, content)
        for path in folder.glob("stacks/*-data-global/cdk.tf.json"):
            path.write_text(path.read_text().replace('"point_in_time_recovery": true', '"ignored": true'))

    monkeypatch.setenv("CDKTF_OUTDIR", str(tmp_path / "cdktf.out"))
    monkeypatch.setattr(enforce, "write_metadata", tampering)
    assert main.main(["-c", f"environmentSuffix={SUFFIX}"]) == 1
    assert "dynamodb-point-in-time-recovery" in capsys.readouterr().out


@pytest.mark.synth
def test_stacks_that_nobody_judged_are_not_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import cdktf

    monkeypatch.setattr(cdktf, "App", partial(cdktf.App, skip_validation=True))
    monkeypatch.setenv("CDKTF_OUTDIR", str(tmp_path / "cdktf.out"))
    with pytest.raises(RuntimeError, match="nobody judged"):
        main.main(["-c", f"environmentSuffix={SUFFIX}"])
    assert not list((tmp_path / "cdktf.out").glob("stacks/*/*"))
    assert not (tmp_path / "cdktf.out" / "manifest.json").exists()


@pytest.mark.synth
@pytest.mark.parametrize("profile", ["throughput", "production"])
def test_every_profile_meets_the_rules(
    profile: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CDKTF_OUTDIR", str(tmp_path / "cdktf.out"))
    status = main.main(["-c", f"environmentSuffix={SUFFIX}", "-c", f"profile={profile}"])
    assert status == 0, capsys.readouterr().out


Overridden = Callable[[str], Path]


@pytest.fixture
def overridden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Overridden:
    """Lets one region of the payments say something otherwise; answers where a synthesis goes."""

    def use(lines: str) -> Path:
        from tests.infra.synthesis import edited_settings

        path = edited_settings(
            tmp_path, lambda text: text.replace('code = "euw1"', f'code = "euw1"\n{lines}')
        )
        load = systems.load
        monkeypatch.setattr(systems, "load", lambda *names, **given: load(*names, **given, path=path))
        monkeypatch.setenv("CDKTF_OUTDIR", str(tmp_path / "cdktf.out"))
        return tmp_path / "cdktf.out"

    return use


@pytest.mark.synth
def test_r7_an_override_of_a_region_synthesizes_and_is_told_as_declared(
    overridden: Overridden, capsys: pytest.CaptureFixture[str]
) -> None:
    out = overridden('log_retention_days = 731\ninterface_endpoints = ["events", "secretsmanager", "states"]')
    assert main.main(["-c", f"environmentSuffix={SUFFIX}"]) == 0
    said = capsys.readouterr()
    overrides = "eu-west-1.interface_endpoints, eu-west-1.log_retention_days"
    assert "building global_payments without its overrides" in said.err
    assert f"aws_vpc_endpoint.endpoint_sns; the settings override {overrides}" in said.out
    assert re.search(
        r"DECLARED: parity-attributes at .* more: retention_in_days is 731, there 365: ", said.out
    )
    assert ": 0 failed, 0 waived, 28 declared, 0 unknown, " in said.out
    declared = json.loads((out / "estate.json").read_text())["declared"]
    assert {stack for stack, made in declared.items() if made} == {
        "global_payments-app-eu-west-1",
        "global_payments-foundation-eu-west-1",
    }
    assert {path.parent.name for path in out.glob("stacks/*/*")} == set(declared), "nothing else is left"


@pytest.mark.synth
def test_an_override_excuses_no_other_difference_of_its_region(
    overridden: Overridden, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = overridden("log_retention_days = 731")
    build = systems.build

    def weaker(app: Any, settings: PlatformSettings) -> Any:
        stacks = build(app, settings)
        (stack,) = (each for each in stacks if each.stack_id == "global_payments-foundation-eu-west-1")
        every((stack,), "aws_sqs_queue")[0].add_override("delay_seconds", 900)
        return stacks

    monkeypatch.setattr(systems, "build", weaker)
    assert main.main(["-c", f"environmentSuffix={SUFFIX}"]) == 1
    said = capsys.readouterr().out
    assert "HIGH parity-attributes: delay_seconds is 900, there not set" in said
    assert ": 1 failed (1 high), 0 waived, 27 declared, " in said
    assert not list(out.glob("stacks/*/cdk.tf.json"))


def test_overrides_without_which_the_settings_contradict_themselves_are_refused(
    overridden: Overridden, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    overridden("")
    path = tmp_path / "global_payments.toml"
    text = path.read_text()
    for number in (10, 20, 30):
        assert f'cidr = "10.{number}.0.0/16"' in text
    path.write_text(text.replace("[region_defaults]", '[region_defaults]\ncidr = "10.10.0.0/16"'))
    assert main.main(["-c", f"environmentSuffix={SUFFIX}"]) == 1
    first, second, *_ = capsys.readouterr().err.partition("main.py: ")[2].splitlines()
    assert first == (
        "global_payments overrides us-east-1.cidr, eu-west-1.cidr, ap-southeast-1.cidr, and without that its "
        "settings cannot be used, so that nobody can tell what it changes. Say it in the table of each "
        "region, and not in [region_defaults]."
    )
    assert second.endswith("allowed: a network apart from the one of us-east-1")


@pytest.mark.synth
def test_where_nothing_is_overridden_nothing_is_rendered_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from aspects import plain

    def never(_: PlatformSettings) -> Any:
        raise AssertionError

    monkeypatch.setattr(plain, "rendered", never)
    monkeypatch.setenv("CDKTF_OUTDIR", str(tmp_path / "cdktf.out"))
    assert main.main(["-c", f"environmentSuffix={SUFFIX}", "-c", "system=disaster_recovery"]) == 0
    assert json.loads((tmp_path / "cdktf.out" / "estate.json").read_text())["declared"] == {}


@pytest.mark.synth
def test_a_defect_in_the_systems_is_not_taken_for_a_violation(
    broken: Callable[[Break], tuple[int, Path]],
) -> None:
    def crash(_: tuple[Any, ...]) -> None:
        raise LookupError("no such block")

    with pytest.raises(LookupError):
        broken(crash)


@pytest.mark.synth
@pytest.mark.parametrize("stop", [KeyboardInterrupt, MemoryError])
def test_a_synthesis_that_is_stopped_leaves_nothing(
    stop: type[BaseException], broken: Callable[..., tuple[int, Path]], tmp_path: Path
) -> None:
    out = tmp_path / "cdktf.out"
    earlier = out / "stacks" / "earlier"
    earlier.mkdir(parents=True)
    (earlier / "cdk.tf.json").write_text("{}")
    (out / "manifest.json").write_text("{}")

    def stopped(_: tuple[Any, ...]) -> None:
        raise stop

    with pytest.raises(stop):
        broken(stopped)
    assert not [path for path in out.rglob("*") if path.is_file()]


@pytest.mark.synth
def test_a_full_disk_is_one_sentence_and_leaves_nothing(
    broken: Callable[..., tuple[int, Path]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from aspects import enforce

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(enforce, "write_metadata", full)
    with pytest.raises(RuntimeError) as stopped:
        broken(lambda _: None, "-c", "system=pci_web_app")
    assert sentence(stopped.value) == ("the machine refused it: No space left on device: free some space.")
    assert not [path for path in (tmp_path / "cdktf.out").rglob("*") if path.is_file()]


def test_two_at_once_the_second_says_who_the_first_is_and_touches_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CDKTF_OUTDIR", str(tmp_path))
    (tmp_path / "manifest.json").write_text("{}")
    with held(tmp_path, to_write=True):
        assert main.main(["-c", f"environmentSuffix={SUFFIX}", "-c", "system=pci_web_app"]) == 1
    said = capsys.readouterr().err
    assert f"main.py: {tmp_path}: process {os.getpid()} (" in said
    assert (tmp_path / "manifest.json").exists()


def test_a_folder_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("CDKTF_OUTDIR", str(tmp_path / "file" / "out"))
    assert main.main(["-c", f"environmentSuffix={SUFFIX}", "-c", "system=pci_web_app"]) == 1
    assert capsys.readouterr().err.endswith(f"Not a directory ({tmp_path}/file/out).\n")


def test_a_machine_without_a_temporary_folder_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CDKTF_OUTDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(tempfile, "_candidate_tempdir_list", lambda: ["/nowhere"])
    assert main.main(["-c", f"environmentSuffix={SUFFIX}", "-c", "system=pci_web_app"]) == 1
    assert "No usable temporary directory found in ['/nowhere']" in capsys.readouterr().err


@pytest.mark.long
@pytest.mark.synth
def test_the_ordinary_loading_of_the_bindings_gives_the_same_bytes(synthesized: Path, tmp_path: Path) -> None:
    out = tmp_path / "cdktf.out"
    environment = os.environ | {
        "INFRA_BINDINGS": "plain",
        "CDKTF_OUTDIR": str(out),
        "ENVIRONMENT_SUFFIX": SUFFIX,
    }
    for name in ("NODE_OPTIONS", "NODE_COMPILE_CACHE", "JSII_RUNTIME", "JSII_RUNTIME_PACKAGE_CACHE"):
        environment.pop(name, None)
    done = subprocess.run(
        [sys.executable, "main.py"], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr + done.stdout
    assert contents(out) == contents(synthesized)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }

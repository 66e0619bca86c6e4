"""The flat outputs are those of a real and whole deployment, or are not written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from infra import outputs

CODES = {"xx-test-1": "xxt1", "xx-test-2": "xxt2"}


def synthesis(folder: Path, stacks: dict[str, list[str]]) -> Path:
    manifest = {"stacks": {name: {"synthesizedStackPath": f"stacks/{name}.json"} for name in stacks}}
    (folder / "stacks").mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps(manifest))
    for name, names in stacks.items():
        body = {"output": {each: {"value": "${x}"} for each in names}} if names else {}
        (folder / "stacks" / f"{name}.json").write_text(json.dumps(body))
    return folder


def run(folder: Path, raw: dict[str, Any]) -> int:
    synthesis(
        folder / "out",
        {
            "global_payments-foundation-eu-west-1": ["vpc_id"],
            "global_payments-data-global": ["ledger"],
            "global_payments-empty": [],
            "pci_web_app-foundation": ["vpc_id"],
        },
    )
    (folder / "raw.json").write_text(json.dumps(raw))
    to = folder / "cfn-outputs" / "flat.json"
    return outputs.main([str(folder / "raw.json"), "--synthesis", str(folder / "out"), "--to", str(to)])


WHOLE: dict[str, Any] = {
    "global_payments-foundation-eu-west-1": {"vpc_id": "vpc-1", "cross-stack-output-aws_vpcid": "vpc-1"},
    "global_payments-data-global": {"ledger": "payments-ledger-zq7"},
}


def test_r58_a_whole_deployment_becomes_one_flat_file(tmp_path: Path) -> None:
    assert run(tmp_path, WHOLE) == 0
    flat = json.loads((tmp_path / "cfn-outputs/flat.json").read_text())
    assert flat == {"ledger": "payments-ledger-zq7", "vpc_id_euw1": "vpc-1"}


@pytest.mark.parametrize(
    ("stack", "changed"),
    [
        ("global_payments-data-global", None),
        ("global_payments-data-global", {}),
        ("global_payments-data-global", {"ledger": ""}),
        ("global_payments-data-global", {"ledger": None}),
        ("global_payments-data-global", {"other": "x"}),
        ("global_payments-foundation-eu-west-1", {"vpc_id": ["vpc-1"]}),
    ],
)
def test_r58_a_partial_one_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], stack: str, changed: dict[str, Any] | None
) -> None:
    raw = {**WHOLE, stack: changed}
    assert run(tmp_path, {name: values for name, values in raw.items() if values is not None}) == 1
    (told,) = capsys.readouterr().err.splitlines()
    assert stack in told
    assert "deploy every stack" in told
    assert not (tmp_path / "cfn-outputs").exists()


def test_r58_without_a_deployment_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "raw.json"
    assert outputs.main([str(missing), "--to", str(tmp_path / "flat.json")]) == 1
    assert "deploy first" in capsys.readouterr().err
    assert not (tmp_path / "flat.json").exists()


def test_r58_files_of_terraform_are_told_by_their_names(tmp_path: Path) -> None:
    file = tmp_path / "p-foundation-xx-test-1.json"
    file.write_text(json.dumps({"vpc_id": {"value": "vpc-1", "type": "string", "sensitive": False}}))
    assert outputs.deployed([file]) == {"p-foundation-xx-test-1": {"vpc_id": "vpc-1"}}


def test_r58_outputs_of_regions_end_in_their_codes() -> None:
    found = {f"p-app-{region}": {"api_url": region} for region in CODES}
    assert outputs.flatten(found, CODES) == {"api_url_xxt1": "xx-test-1", "api_url_xxt2": "xx-test-2"}


def test_r58_two_outputs_never_share_a_key() -> None:
    found = {"p-a": {"name": "1"}, "p-b": {"name": "2"}}
    with pytest.raises(outputs.OutputsError, match="two outputs would be called name; the second is of p-b"):
        outputs.flatten(found, CODES)


def test_r58_a_system_that_was_not_synthesized_has_no_outputs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = synthesis(tmp_path / "out", {"pci_web_app-foundation": ["vpc_id"]})
    (tmp_path / "raw.json").write_text(json.dumps(WHOLE))
    assert outputs.main([str(tmp_path / "raw.json"), "--synthesis", str(out)]) == 1
    assert capsys.readouterr().err == (
        f"outputs: {out} holds no stacks of global_payments: run make synth SYSTEM=global_payments\n"
    )


@pytest.mark.synth
def test_r58_a_synthesis_writes_no_outputs(synthesized: Path) -> None:
    assert not list(synthesized.parent.rglob("flat-outputs.json"))


@pytest.mark.synth
def test_r58_every_output_of_a_system_has_a_key_of_its_own(synthesis_of: Callable[[str], Path]) -> None:
    from infra.systems import SYSTEMS, load
    from tests.infra.synthesis import SUFFIX, SYSTEM

    flat = {}
    for system in SYSTEMS:
        wanted = outputs.expected(synthesis_of(system), system)
        codes = {region.name: region.code for region in load(system, SUFFIX).regions}
        told = {stack: dict.fromkeys(names, "x") for stack, names in wanted.items()}
        flat[system] = outputs.flatten(told, codes)
        assert len(flat[system]) == sum(map(len, wanted.values()))
    assert {"vpc_id_euw1", "ledger_table_name", "alerts_topic_arn_use1"} <= flat[SYSTEM].keys()

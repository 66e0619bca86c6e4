"""A new rule begins as a file that loads, fails its own test, and becomes a rule by being filled in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from policies.__main__ import main
from policies.commands import new_rule
from policies.commands.new_rule import NewRuleError, write_rule
from policies.gate.proving import behaviours
from policies.registry import load

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of rules with one prefix."""
    (tmp_path / "acme").mkdir()
    return tmp_path


def test_what_is_written_loads_and_misbehaves_until_it_is_filled_in(folder: Path) -> None:
    path = write_rule("acme-key-names", "aws_kms_key", folder)
    assert path == folder / "acme" / "key_names.py"
    (rule,) = load(folder).rules
    assert (rule.id, rule.types, load(folder).errors) == ("acme-key-names", ("aws_kms_key",), ())
    assert [each.label for each in behaviours(rule) if not each.is_sound] == ["passing-1"]
    filled = path.read_text().replace('"good": True', '"fill_in": True')
    path.write_text(filled.replace('"fill_in"', '"enable_key_rotation"').replace("fill_in=", "x="))
    (rule,) = load(folder).rules
    assert [each.label for each in behaviours(rule) if not each.is_sound] == []


@pytest.mark.parametrize("kind", ["aws_kms_key", "aws_lambda_function", "aws_codedeploy_deployment_group"])
def test_what_is_written_is_in_the_style_of_the_others(folder: Path, kind: str) -> None:
    path = write_rule("acme-something", kind, folder)
    for command in (["check", "--quiet", "--ignore", "INP001"], ["format", "--check", "--quiet"]):
        ran = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--config", str(PROJECT / "pyproject.toml"), str(path)],
            capture_output=True,
            check=False,
            text=True,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        ("kms-something", "aws_kms_key"),
        ("waf-something", "aws_wafv2_web_acl"),
        ("appmesh-mesh", "aws_appmesh_mesh"),
    ],
)
def test_the_type_is_that_of_its_neighbours_or_called_like_it(
    rule: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = tmp_path / "rules"
    for name in ("kms", "waf"):
        (ours / name).mkdir(parents=True)
    (ours / "kms" / "__init__.py").write_text('"""Rules about KMS keys."""\n')
    monkeypatch.setattr(new_rule, "RULES", ours)
    path = write_rule(rule, "", ours, new_folder=True)
    assert f'types=("{kind}",)' in path.read_text()
    assert (path.parent / "__init__.py").read_text().startswith('"""Rules about ')


@pytest.mark.parametrize(
    ("rule", "kind", "sentence"),
    [
        ("KMS-Something", "", "'KMS-Something' is no id of a rule: it is a folder and a name"),
        ("kms", "", "'kms' is no id of a rule"),
        ("", "", "'' is no id of a rule"),
        ("kms_something", "", "is no id of a rule"),
        ("../kms-something", "", "is no id of a rule"),
        ("kms-key-rotation", "", "there is a rule kms-key-rotation already, in rules/kms/key_rotation.py"),
        (
            "kmss-something",
            "",
            "there is no folder 'kmss' of rules; did you mean kms? If not, say --new-folder (NEW=1)",
        ),
        (
            "zzzzz-something",
            "",
            "there is no folder 'zzzzz' of rules; if it is to be new, say --new-folder (NEW=1)",
        ),
        (
            "kms-something",
            "aws_kms_kee",
            "it would judge 'aws_kms_kee', and there is no such type; the nearest are",
        ),
        ("kms-something", "data.aws_kms_key", "'data.aws_kms_key' is no type of resource"),
    ],
)
def test_what_cannot_be_begun_is_status_2_and_one_sentence(
    rule: str, kind: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new-rule", rule, *(["--type", kind] if kind else [])]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("new-rule: ")
    assert sentence in printed.err
    assert printed.err.count("\n") == 1


def test_nothing_tells_the_type_of_a_folder_that_is_called_like_none(folder: Path) -> None:
    with pytest.raises(NewRuleError, match="nothing tells what acme-something judges: say --type"):
        write_rule("acme-something", "", folder)


def test_a_rule_of_ones_own_begins_with_no_word_of_ours(folder: Path) -> None:
    with pytest.raises(NewRuleError, match="ids that begin with 'kms-' are ours"):
        write_rule("kms-something", "aws_kms_key", folder, new_folder=True)


def test_the_command_says_what_comes_next(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--type", "aws_kms_key", "--rules-from", str(folder)]
    assert main(["new-rule", "acme-key-names", *options]) == 0
    printed = capsys.readouterr().out
    assert f"python -m policies examples acme-key-names --rules-from {folder}" in printed
    assert main(["new-rule", "acme-key-names", *options]) == 2
    assert "there is a rule acme-key-names already" in capsys.readouterr().err


def test_the_steps_for_one_of_ours_name_its_test_and_the_generated_files() -> None:
    said = new_rule._next("kms-something", new_rule.RULES / "kms" / "something.py", None)
    for part in ("examples kms-something", "test_rules.py -k kms-something", "make generated", "make synth"):
        assert part in said

"""Options of rules: typed, bounded, told in every verdict, and never looser in silence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from policies.__main__ import main
from policies.configuration import Configuration
from policies.engine import judge
from policies.gate.formats.output import FORMATS
from policies.gate.proving import behaviours, configuration_of, verdict_on
from policies.gate.reading.build import NO_OVERRIDES, build
from policies.gate.reading.metadata import Metadata, StackMetadata
from policies.gate.rulebook import DEFAULT, RuleSettings, read_rule_settings, rulebook
from policies.model import Rule, Status, Terraform, WithOptions
from policies.options import Number, Option, OptionError, Texts
from policies.registry import load
from tests.policies.stacks import write_stack

RULES = {rule.id: rule for rule in load().rules}
OPTIONED = [rule for rule in RULES.values() if rule.options]
EACH_OPTION = pytest.mark.parametrize(
    ("rule", "option"),
    [
        pytest.param(rule, option, id=f"{rule.id}-{option.name}")
        for rule in OPTIONED
        for option in rule.options
    ],
)
STACK: Terraform = {
    "provider": {"aws": [{"region": "xx-test-1"}]},
    "resource": {
        "aws_cognito_user_pool_client": {
            "web": {
                "prevent_user_existence_errors": "ENABLED",
                "access_token_validity": 50,
                "token_validity_units": [{"access_token": "minutes"}],
            }
        },
        "aws_docdb_cluster": {"ledger": {"backup_retention_period": 3}},
    },
}


def settings(folder: Path, text: str) -> Path:
    file = folder / "settings.toml"
    file.write_text(text, encoding="utf-8")
    return file


def of(rule: str, text: str) -> str:
    """The table of a rule."""
    return f"[rules.{rule}]\n{text}"


def gate(folder: Path, *options: str) -> int:
    given = ("--engine", "rules", "--waivers", "none", "--profile", "production", "--system", "pay")
    return main(["gate", str(folder), *given, *options])


def findings(printed: str, rule: str) -> list[str]:
    return [found["status"] for found in json.loads(printed)["findings"] if found["rule"] == rule]


def strictest(option: Option) -> int | tuple[str, ...]:
    if isinstance(option, Texts):
        return () if option.stricter == "fewer" else (*option.default, "zzz")
    return option.highest if option.stricter == "higher" else option.lowest


def everywhere(stack: Terraform, profile: str) -> Configuration:
    stacks = {"example": {"provider": {"aws": [{"region": "xx-test-1"}]}, **stack}}
    return build(stacks, Metadata(stacks={"example": StackMetadata("pay", "zq7", profile)}), NO_OVERRIDES)


def said(rule: Rule, configuration: Configuration) -> list[tuple[Status, str]]:
    return [(found.status, found.message) for found in judge(configuration, [rule]).findings]


def test_the_project_asks_for_no_option_of_its_own() -> None:
    assert read_rule_settings(DEFAULT).options == {}
    assert [rule.id for rule in rulebook(read_rule_settings(DEFAULT)).rules if rule.chosen] == []


@EACH_OPTION
def test_each_option_decides_a_verdict_of_its_rule(rule: Rule, option: Option) -> None:
    """What nothing reads would promise what it does not hold."""
    value = strictest(option)
    asked = rule.choosing({option.name: list(value) if isinstance(value, tuple) else value})
    stacks = [stack for stack in (*rule.examples.passing, *rule.examples.failing) if "stacks" not in stack]
    assert any(
        said(rule, everywhere(stack, profile)) != said(asked, everywhere(stack, profile))
        for stack in stacks
        for profile in ("ephemeral", "production")
    )


@EACH_OPTION
def test_the_strictest_value_is_no_looser_and_never_passes_what_fails(rule: Rule, option: Option) -> None:
    value = strictest(option)
    asked = rule.choosing({option.name: value})
    assert not option.is_looser(value)
    assert not option.is_looser(option.default)
    for behaviour in behaviours(asked):
        if behaviour.expected is Status.FAIL:
            assert behaviour.found is Status.FAIL, behaviour


@pytest.mark.parametrize("said", [364, 3654, 400.0, "400", True, None, [400]])
def test_a_value_out_of_bounds_or_of_another_type_is_refused(said: object) -> None:
    with pytest.raises(OptionError, match=r"least_days must be a whole number from 365 to 3653 \(PCI DSS"):
        RULES["logs-retention"].choosing({"least_days": said})


@pytest.mark.parametrize(
    "said", ["/health", ["/*"], ["health"], [1], ["/a", "/a"], [f"/{n}" for n in range(51)]]
)
def test_a_list_of_other_texts_is_refused(said: object) -> None:
    with pytest.raises(OptionError, match="open_paths must be a list of at most 50 different texts"):
        RULES["lb-function-callers"].choosing({"open_paths": said})


def test_a_list_allows_what_it_says_and_no_more() -> None:
    rule = RULES["lb-function-callers"]
    (failing,) = (each for each in behaviours(rule) if each.label == "failing-3")  # /health and /payments
    open_too = rule.choosing({"open_paths": ["/health", "/payments"]})
    assert verdict_on(rule, configuration_of(failing.stack))[0] is Status.FAIL
    assert verdict_on(open_too, configuration_of(failing.stack))[0] is Status.PASS
    assert [option.is_looser(value) for option, value in open_too.chosen] == [True]


def test_the_default_said_is_no_other_rule() -> None:
    assert RULES["logs-retention"].choosing({"least_days": 365}).chosen == ()


@pytest.mark.parametrize(
    "option",
    [
        {"name": "Least", "default": 1},
        {"name": "least", "default": 0},
        {"name": "least", "default": 1, "because": ""},
        {"name": "least", "default": 1, "means": ""},
    ],
)
def test_an_option_that_is_declared_wrongly_does_not_load(option: dict[str, Any]) -> None:
    with pytest.raises(OptionError):
        Number(**{"lowest": 1, "highest": 9, "means": "days", "stricter": "higher", "because": "x", **option})


def test_a_check_has_each_option_once() -> None:
    least = Number("least", 1, 1, 9, "days", stricter="higher", because="the guide")
    with pytest.raises(OptionError):
        WithOptions(lambda *_: (), least, least)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (of("logs-retentoin", "least_days = 400"), "there is no such rule; did you mean logs-retention"),
        (of("zzzzzzz", "least_days = 400"), "there is no such rule; docs/rules.md lists them"),
        (of("logs-retention", "least_dys = 400"), "there is no option 'least_dys'; did you mean least_days?"),
        (of("logs-retention", "zzz = 400"), "there is no option 'zzz'; the rule has least_days"),
        (of("kms-key-rotation", "most_days = 4"), "there is no option 'most_days'; the rule has none"),
        (of("logs-retention", "least_days = 30"), "least_days must be a whole number from 365 to 3653"),
        (of("logs-retention", "least_days = true"), "least_days must be a whole number"),
        ("[rules]\nlogs-retention = 400", "rules.logs-retention: it must be a table of options, found 400"),
        ("rules = 4", "rules: it must hold a table for each rule, found 4"),
        ("[rule.logs-retention]\nleast_days = 400", "rule: there is no such key; did you mean rules?"),
        ("folders = 'x'", "folders: it must be a list of folders, found 'x'"),
        ("[rules", "it is not TOML: "),
    ],
)
def test_bad_settings_are_status_2_and_one_sentence(
    text: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_stack(tmp_path, "pay", STACK)
    file = settings(tmp_path, text)
    assert gate(tmp_path, "--settings", str(file)) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"policies: {file}: "), printed.err
    assert sentence in printed.err
    assert printed.err.count("\n") == 1


def test_settings_that_are_not_there_are_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_stack(tmp_path, "pay", STACK)
    assert gate(tmp_path, "--settings", str(tmp_path / "none.toml")) == 2
    assert "none.toml: it cannot be read: No such file" in capsys.readouterr().err


def test_a_stricter_option_fails_what_passed_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_stack(tmp_path, "pay", STACK)
    gate(tmp_path, "--format", "json")
    before = capsys.readouterr().out
    file = settings(tmp_path, "[rules.cognito-client]\nlongest_minutes = 15")
    gate(tmp_path, "--format", "json", "--settings", str(file))
    after = capsys.readouterr().out
    assert (findings(before, "cognito-client"), findings(after, "cognito-client")) == (["pass"], ["fail"])
    note = "cognito-client is judged with longest_minutes = 15, stricter than its default, 60"
    assert note in json.loads(after)["notes"]
    (found,) = (each for each in json.loads(after)["findings"] if each["rule"] == "cognito-client")
    assert found["message"] == "access_token_validity is 50 minutes; it must be 15 minutes at most"
    assert found["remediation"].endswith("The settings ask for longest_minutes = 15.")


@pytest.mark.parametrize("name", FORMATS)
def test_a_looser_option_is_told_in_every_format(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_stack(tmp_path, "pay", STACK)
    file = settings(tmp_path, "[rules.stores-backups]\nleast_days = 2")
    gate(tmp_path, "--format", name, "--settings", str(file))
    printed = capsys.readouterr().out
    assert "stores-backups is judged with least_days = 2, LOOSER than its default, 7" in printed


def test_no_file_of_what_is_judged_can_say_an_option(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_stack(tmp_path, "pay", STACK)
    settings(tmp_path, "[rules.stores-backups]\nleast_days = 2")
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "settings.toml").write_text("[rules.stores-backups]\nleast_days = 2")
    monkeypatch.chdir(tmp_path)
    gate(tmp_path, "--format", "json")
    assert findings(capsys.readouterr().out, "stores-backups") == ["fail"]


def test_a_report_has_each_option_with_its_value(tmp_path: Path) -> None:
    write_stack(tmp_path, "pay", STACK)
    file = settings(
        tmp_path, "[rules.stores-backups]\nleast_days = 2\n[rules.lb-function-callers]\nopen_paths = []"
    )
    gate(tmp_path, "--settings", str(file), "--report", str(tmp_path / "reports"))
    report = json.loads((tmp_path / "reports" / "compliance.json").read_text())
    options = {rule["id"]: rule["options"] for rule in report["rules"] if rule["options"]}
    assert options.keys() == {rule.id for rule in OPTIONED}
    assert options["stores-backups"] == [{"name": "least_days", "value": 2, "default": 7, "looser": True}]
    assert options["lb-function-callers"] == [
        {"name": "open_paths", "value": [], "default": ["/health"], "looser": False}
    ]
    assert any("LOOSER" in note for note in report["summary"]["notes"])
    page = (tmp_path / "reports" / "compliance.html").read_text()
    assert "<code>least_days = 2</code>, looser than <code>7</code>, its default" in page
    assert "<code>open_paths = none</code>, stricter than <code>/health</code>, its default" in page


def test_keys_of_production_may_be_asked_to_wait_longer() -> None:
    asked = RuleSettings("x", (), {"kms-key-deletion-window": {"least_days": 20}})
    stack: Terraform = {"resource": {"aws_kms_key": {"example": {"deletion_window_in_days": 14}}}}
    verdicts = [
        judge(everywhere(stack, "production"), [registry["kms-key-deletion-window"]]).findings[0].status
        for registry in (load(), rulebook(asked))
    ]
    assert verdicts == [Status.PASS, Status.FAIL]


def test_a_diff_tells_which_rules_are_asked_otherwise(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_stack(tmp_path / "out", "pay", STACK)
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    old = settings(tmp_path / "old", of("cognito-client", "longest_minutes = 30"))
    new = settings(tmp_path / "new", of("stores-backups", "least_days = 2"))
    asked = ("--settings", str(new), "--base-settings", str(old))
    both = ("diff", str(tmp_path / "out"), str(tmp_path / "out"), "--waivers", "none")
    assert main([*both, *asked]) == 0
    printed = capsys.readouterr().out
    assert "RULES: 2 looser\n" in printed
    assert "  looser: cognito-client: longest_minutes: 30 -> 60\n" in printed
    assert "  looser: stores-backups: least_days: 7 -> 2\n" in printed
    assert main([*both, *asked, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["different"] is True
    assert told["rules"][1] == {
        "kind": "looser",
        "rule": "stores-backups",
        "option": "least_days",
        "before": "7",
        "after": "2",
    }
    assert main([*both, "--settings", str(old), "--base-settings", "none", "--format", "json"]) == 0
    assert [change["kind"] for change in json.loads(capsys.readouterr().out)["rules"]] == ["stricter"]
    assert main([*both, "--settings", str(new), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["different"] is False


def test_settings_of_the_base_about_rules_that_are_no_more_are_told_where_the_diff_would_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_stack(tmp_path, "pay", STACK)
    file = settings(tmp_path, of("logs-kept", "least_days = 400"))
    assert main(["diff", str(tmp_path), str(tmp_path), "--base-settings", str(file)]) == 2
    assert "COULD NOT COMPARE: " in (printed := capsys.readouterr().out)
    assert "rules.logs-kept: there is no such rule" in printed


def test_a_list_that_is_exchanged_is_looser() -> None:
    (option,) = RULES["lb-function-callers"].options
    assert option.is_looser(("/a",), ("/b",))
    assert not option.is_looser((), ("/b",))

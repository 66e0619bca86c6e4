"""The gate of the base judges the head too: who deletes or loosens what would fail is told first."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.commands.gates import compare_with_base, files_around
from policies.diff import json_format, markdown, text
from policies.diff.comparison import Diff, compare
from policies.diff.gate import Gate, GateChange, GateDiff, Judgement, Outcome, RuleTerms, compare_gates
from policies.diff.posture import FindingCounts
from policies.diff.sections import headline, sections
from policies.gate.evaluation import Evaluation, Terms, evaluate
from policies.gate.waivers.waiver import Waiver, WaiverScope
from policies.model import Finding, Severity, Status
from policies.options import Number
from policies.registry import Registry, load
from policies.report.build import write_report
from policies.report.inputs import CHECKOUT
from tests.policies.verdicts import FAILED, OTHER, WAIVER, verdict

TODAY = date(2026, 1, 31)
TERMS = RuleTerms(
    severity=Severity.HIGH,
    waivable=False,
    types=frozenset({"aws_kms_key", "aws_kms_replica_key"}),
    controls=frozenset({"pci-dss-4.0.1:3.5.1"}),
    requirements=frozenset({"R37"}),
    options={"least_days": 365},
)
LEAST_DAYS = Number("least_days", 365, 1, 3650, "days", stricter="higher", because="a test asks for it")
GATE = Gate({"kms-key-rotation": TERMS}, (WAIVER,), {"pci-dss-4.0.1:3.5.1": "stored data (by configuration)"})
NONE = FindingCounts(0, 0, 0, 0, 0)
PASSES = Judgement("pass", NONE, (), ())


def changed(head: Gate, base: Gate = GATE) -> list[GateChange]:
    return list(compare_gates(base, head, {"kms-key-rotation": (LEAST_DAYS,)}))


def with_terms(**terms: Any) -> Gate:
    return replace(GATE, rules={"kms-key-rotation": replace(TERMS, **terms)})


def told(gate: GateDiff) -> Diff:
    """A diff in which nothing but the gate is different."""
    same = Evaluation(READING, verdict())
    return compare(same, same, gate)


READING = evaluate(Path("nowhere"), Terms(TODAY)).reading


def test_the_same_gate_has_no_difference() -> None:
    assert changed(GATE) == []
    gate = GateDiff(PASSES, base=PASSES)
    assert (gate.is_empty, gate.is_refused, told(gate).is_empty) == (True, False, True)


@pytest.mark.parametrize(
    ("terms", "how"),
    [
        ({"severity": Severity.LOW}, "severity: high -> low"),
        ({"waivable": True}, "it may be waived now"),
        ({"types": frozenset({"aws_kms_key"})}, "types no longer: aws_kms_replica_key"),
        ({"controls": frozenset()}, "controls no longer: pci-dss-4.0.1:3.5.1"),
        ({"requirements": frozenset()}, "requirements no longer: R37"),
        ({"options": {"least_days": 30}}, "least_days: 365 -> 30"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_rule_that_asks_less_is_loosened_and_only_changed_the_other_way(
    terms: Mapping[str, Any], how: str
) -> None:
    assert changed(with_terms(**terms)) == [GateChange("loosened", "the rule kms-key-rotation", (how,))]
    (back,) = changed(GATE, with_terms(**terms))
    assert (back.kind, back.looser, len(back.otherwise)) == ("changed", (), 1)


def test_a_bound_that_no_longer_takes_what_the_base_had_is_looser() -> None:
    (change,) = changed(with_terms(options={"least_days": 30}), with_terms(options={"least_days": 4000}))
    assert (change.kind, change.looser) == ("loosened", ("least_days: 4000 -> 30",))


def test_rules_and_controls_that_come_or_go_are_told() -> None:
    nothing = Gate({}, (WAIVER,), {})
    assert [(each.kind, each.what) for each in changed(nothing)] == [
        ("removed", "the rule kms-key-rotation"),
        ("removed", "the control pci-dss-4.0.1:3.5.1"),
    ]
    assert [each.kind for each in changed(GATE, nothing)] == ["added", "added"]
    other = replace(GATE, controls={"pci-dss-4.0.1:3.5.1": "something else (by process)"})
    (change,) = changed(other)
    assert change.otherwise == ("stored data (by configuration) -> something else (by process)",)


def test_waivers_are_told_whether_anything_needs_them_or_not() -> None:
    elsewhere = replace(WAIVER, scope=WaiverScope("another", ("*",), stacks=("*",)), expires=TODAY)
    (new,) = changed(replace(GATE, waivers=(WAIVER, elsewhere)))
    assert (new.kind, new.what) == ("new", elsewhere.label)
    assert new.otherwise == ("external key", "approved by risk for security, until 2026-01-31")
    (gone,) = changed(replace(GATE, waivers=()))
    assert gone == GateChange("tightened", f"{WAIVER.label} is gone")
    (longer,) = changed(replace(GATE, waivers=(replace(WAIVER, expires=TODAY, owner="others"),)))
    assert longer.otherwise == ("owner: security -> others", "expires: none -> 2026-01-31")


def test_a_second_waiver_of_the_same_name_does_not_hide_behind_the_first() -> None:
    twin = replace(WAIVER, reason="another reason")
    (change,) = changed(replace(GATE, waivers=(WAIVER, twin)))
    assert (change.kind, change.what) == ("new", f"{WAIVER.label}, 2")


def test_what_is_worst_comes_first() -> None:
    head = Gate({"new-rule": TERMS}, (), {**GATE.controls, "new": "control"})
    assert [each.kind for each in changed(head)] == ["removed", "tightened", "added", "added"]


TERMS_OF_ANY = st.builds(
    RuleTerms,
    severity=st.sampled_from(Severity),
    waivable=st.booleans(),
    types=st.frozensets(st.sampled_from("abc")),
    controls=st.frozensets(st.sampled_from("abc")),
    requirements=st.frozensets(st.sampled_from("abc")),
    options=st.dictionaries(st.just("least_days"), st.integers(1, 3650)),
)
GATES = st.builds(
    Gate,
    rules=st.dictionaries(st.sampled_from(["kms-key-rotation", "CKV_AWS_7"]), TERMS_OF_ANY),
    waivers=st.lists(
        st.builds(
            Waiver,
            rule=st.sampled_from("ab"),
            scope=st.just(WAIVER.scope),
            reason=st.sampled_from("ab"),
            owner=st.just("o"),
            approver=st.just("a"),
        ),
        max_size=3,
    ).map(tuple),
    controls=st.dictionaries(st.sampled_from("ab"), st.sampled_from("xy")),
)


@given(GATES, GATES)
def test_nothing_is_told_exactly_where_both_gates_are_the_same(base: Gate, head: Gate) -> None:
    assert (changed(head, base) == []) == (base == head)


@given(GATES, GATES)
def test_what_is_looser_one_way_is_not_all_the_same_the_other_way(base: Gate, head: Gate) -> None:
    forth, back = changed(head, base), changed(base, head)
    assert len(forth) == len(back)
    assert {each.what.removesuffix(" is gone") for each in forth} == {
        each.what.removesuffix(" is gone") for each in back
    }


def judgement(*failures: Finding, problems: tuple[str, ...] = ()) -> Judgement:
    outcome: Outcome = "error" if problems else "fail" if failures else "pass"
    return Judgement(outcome, replace(NONE, failed=len(failures)), failures, problems)


def test_what_fails_by_the_base_alone_is_said_before_all_else() -> None:
    gate = GateDiff(PASSES, (GateChange("removed", "the rule kms-key-rotation"),), judgement(FAILED))
    diff = told(gate)
    parts = sections(diff, str)
    assert headline(parts).startswith("FAILS BY THE GATE OF THE BASE; gate: 1 failing by the base, 1 removed")
    assert parts[0].title == "Gate"
    assert parts[0].note == (
        "Head judged by the gate of the base: FAIL (1 failed, 0 waived, 0 unknown, 0 passed); "
        "by its own: PASS (0 failed, 0 waived, 0 unknown, 0 passed)."
    )
    for said in (text.render(parts), markdown.render(parts), json_format.render(diff)):
        assert said.count("enable_key_rotation is false") == 1
    assert json.loads(json_format.render(diff))["gate"]["refused"] is True


def test_what_fails_by_both_in_the_same_words_is_no_difference_and_in_others_it_is() -> None:
    both = GateDiff(judgement(FAILED), base=judgement(FAILED, OTHER))
    assert both.failing == (OTHER,)
    fewer = replace(FAILED, message="one of two")
    assert GateDiff(judgement(fewer), base=judgement(FAILED)).failing == (FAILED,)


def test_a_finding_that_fails_by_the_base_is_told_once_and_not_again_as_newly_waived() -> None:
    waived = replace(FAILED, status=Status.WAIVED, waiver="because")
    base, head = (Evaluation(READING, each) for each in (verdict(), verdict(waived)))
    assert "newly waived" in text.render(sections(compare(base, head), str))
    gate = GateDiff(PASSES, (), judgement(FAILED))
    said = text.render(sections(compare(base, head, gate), str))
    assert said.count("enable_key_rotation is false") == 1
    assert "newly waived" not in said


def test_a_waiver_that_is_new_is_told_once_with_the_gate() -> None:
    base, head = (Evaluation(READING, each) for each in (verdict(OTHER), verdict(OTHER, waivers=(WAIVER,))))
    assert "newly used" in text.render(sections(compare(base, head), str))
    gate = GateDiff(PASSES, (GateChange("new", WAIVER.label, (WAIVER.reason,)),), judgement(OTHER))
    said = text.render(sections(compare(base, head, gate), str))
    assert "newly used" not in said
    assert said.count("external key") == 1


def test_a_base_that_could_not_judge_is_told_loudly_and_never_no_difference() -> None:
    diff = told(GateDiff(PASSES, unjudged="there is no report of it: No such file or directory"))
    said = text.render(sections(diff, str))
    assert said.startswith("NOT JUDGED BY THE GATE OF THE BASE; gate: 1 not judged\n")
    assert "not judged: there is no report of it: No such file or directory" in said
    assert not {"no difference", "GATE: no difference"} & set(said.splitlines())
    assert diff.gate is not None
    assert diff.gate.is_refused


def test_a_waiver_of_the_base_that_nothing_needs_any_more_refuses_nothing_and_another_problem_does() -> None:
    unused = f"{WAIVER.label}: nothing fails there any more. Remove the waiver."
    assert not GateDiff(PASSES, base=judgement(problems=(unused,))).is_refused
    assert GateDiff(PASSES, base=judgement(problems=("a rule did not load",))).is_refused
    assert not GateDiff(judgement(problems=("both",)), base=judgement(problems=("both",))).is_refused


# Two gates that judged one output, one of which made a report of it

KEY: Mapping[str, Any] = {"resource": {"aws_kms_key": {"data": {"enable_key_rotation": False}}}}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    stack = tmp_path / "head" / "stacks" / "pay-one"
    stack.mkdir(parents=True)
    (stack / "cdk.tf.json").write_text(json.dumps(KEY))
    (tmp_path / "head" / "manifest.json").write_text(
        json.dumps(
            {"stacks": {"pay-one": {"name": "pay-one", "synthesizedStackPath": "stacks/pay-one/cdk.tf.json"}}}
        )
    )
    return tmp_path / "head"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A checkout with all that decides, as it is here."""
    checkout = tmp_path / "base"
    for path in {path for files in files_around(CHECKOUT).values() for path in files}:
        (checkout / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(CHECKOUT / path, checkout / path)
    return checkout


def without(*rules: str) -> Registry:
    return Registry(tuple(rule for rule in load().rules if rule.id not in rules), ())


@pytest.fixture
def judged(output: Path, base: Path, tmp_path: Path) -> Callable[..., GateDiff]:
    """What is said of a head without some rules, by a base that has all of them."""

    def compare_them(*gone: str, report: Callable[[Path], object] = lambda _: None) -> GateDiff:
        by_base = evaluate(output, Terms(TODAY), waivers=None)
        by_head = evaluate(output, Terms(TODAY, registry=without(*gone)), waivers=None)
        write_report(tmp_path / "judged", by_base)
        report(tmp_path / "judged" / "compliance.json")
        return compare_with_base(by_head, base, tmp_path / "judged" / "compliance.json", None)

    return compare_them


def test_a_head_that_deletes_the_rule_that_it_breaks_fails_by_its_base(
    judged: Callable[..., GateDiff],
) -> None:
    gate = judged("kms-key-rotation")
    assert ("removed", "the rule kms-key-rotation") in [(each.kind, each.what) for each in gate.changes]
    assert [each.rule for each in gate.failing] == ["kms-key-rotation"]
    assert gate.is_refused


def test_a_head_that_is_judged_alike_has_no_other_gate(judged: Callable[..., GateDiff], base: Path) -> None:
    (base / "policies" / "waivers.toml").write_text("")  # as the head of this test has none
    gate = judged()
    assert [each.what for each in gate.changes] == ["1 file of the waivers"]
    assert (gate.failing, gate.problems, gate.unjudged) == ((), (), "")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("policies/rules/kms/key_rotation.py", "of the rules"),
        ("policies/adopted.py", "of the rules"),
        ("policies/commands/cleared.py", "of what tells and clears"),
        ("aspects/__init__.py", "of what enforces at synthesis"),
        (".ci/run", "of what runs the gate"),
        (".github/workflows/pull-request.yml", "of what runs the gate"),
        ("Makefile", "of what runs the gate"),
        ("Pipfile.lock", "of the locked packages"),
        ("docs/requirements.toml", "of the requirements"),
    ],
)
def test_each_file_that_decides_is_told_where_it_is_another_one(
    judged: Callable[..., GateDiff], base: Path, path: str, said: str
) -> None:
    (base / path).write_text("# before\n" if path.endswith(".py") else "")
    found = [(each.kind, each.what) for each in judged().changes if path in each.otherwise]
    assert found == [("changed", f"1 file {said}")]


def test_an_owner_that_is_gone_is_told(judged: Callable[..., GateDiff], base: Path) -> None:
    (base / ".github" / "MORE").write_text("* @example/security\n")
    assert GateChange("removed", "1 file of what runs the gate", (), (".github/MORE",)) in judged().changes


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda file: file.unlink(), "there is no report of it: No such file or directory"),
        (lambda file: file.write_text("{}"), "it is not of the format"),
        (
            lambda file: file.write_bytes(
                file.read_bytes().replace(b'"status":"failed"', b'"status":"passed"')
            ),
            "was changed",
        ),
        (lambda file: file.write_bytes(b"\xff"), "it is no UTF-8"),
    ],
    ids=["none", "another format", "forged", "not text"],
)
def test_a_report_that_cannot_be_used_is_a_base_that_could_not_judge(
    judged: Callable[..., GateDiff], spoil: Callable[[Path], object], why: str
) -> None:
    gate = judged(report=spoil)
    assert why in gate.unjudged
    assert (gate.is_refused, gate.base) == (True, None)


def test_a_report_of_another_output_is_none_of_the_head(
    judged: Callable[..., GateDiff], output: Path, base: Path, tmp_path: Path
) -> None:
    judged()
    other = {"resource": {"aws_kms_key": {"data": {"enable_key_rotation": True}}}}
    (output / "stacks" / "pay-one" / "cdk.tf.json").write_text(json.dumps(other))
    head = evaluate(output, Terms(TODAY), waivers=None)
    gate = compare_with_base(head, base, tmp_path / "judged" / "compliance.json", None)
    assert "it is of another output than the head's" in gate.unjudged


def test_frameworks_of_the_base_that_cannot_be_read_are_told(
    judged: Callable[..., GateDiff], base: Path
) -> None:
    (base / "policies" / "frameworks" / "broken.toml").write_text("id = 1\n")
    changes = judged("kms-key-rotation").changes
    assert [each.kind for each in changes if "broken.toml: id" in each.what] == ["unreadable"]
    assert "the rule kms-key-rotation" in [each.what for each in changes], "rules are compared all the same"


def test_each_file_that_decides_is_of_one_kind() -> None:
    kinds: dict[str, list[str]] = {}
    for kind, files in files_around(CHECKOUT).items():
        for path in files:
            kinds.setdefault(path, []).append(kind)
    assert {path: several for path, several in kinds.items() if len(several) > 1} == {}


def test_one_option_without_the_other_is_status_2(
    output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from policies.__main__ import main

    assert main(["diff", str(output), str(output), "--base-checkout", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        "diff: --base-checkout and --judged-by-base go together: give both, or neither\n"
    )


def test_the_command_ends_with_status_1_where_the_base_refuses(
    output: Path, base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from policies.__main__ import main

    options = [
        "--base-checkout",
        str(base),
        "--judged-by-base",
        str(tmp_path / "none.json"),
        "--waivers",
        "none",
    ]
    assert main(["diff", str(output), str(output), *options]) == 1
    assert capsys.readouterr().out.startswith("NOT JUDGED BY THE GATE OF THE BASE; gate: 1 not judged")

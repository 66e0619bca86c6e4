"""Expressions are followed to the values that Terraform itself gives them; the rest stays as it is."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.expressions.evaluation import Scope, Unresolved
from policies.expressions.texts import literals, outcomes

pytestmark = pytest.mark.fuzz

LOCALS = {
    "ports": [443, 8443],
    "names": ["b", "a", "b"],
    "by_name": {"eu": {"size": 2, "on": True}, "us": {"size": 3, "on": False}},
    "text": "Payments",
    "none": None,
    "nested": ["${local.text}", "${local.names[0]}"],
    "cidr": "10.0.0.0/16",
    "keyed": {"${lower(local.text)}": "told"},
}
SAME_AS_TERRAFORM = (
    "local.ports[1]",
    'local.by_name["eu"].size',
    "local.by_name.us.on",
    "local.nested",
    "toset(local.names)",
    "tolist(toset(local.names))",
    'concat(local.names, ["c"])',
    'merge({ a = 1, "b" = 2 }, { b = 3 })',
    'jsonencode({ "Statement" = [{ Effect = "Allow", Action = ["s3:*"] }], n = 1.5, t = true })',
    'jsondecode("{\\"a\\": [1, null]}").a',
    'format("%s-%03d-%v", local.text, 7, true)',
    'join(",", local.names)',
    "lower(local.text)",
    "upper(local.text)",
    'coalesce(local.none, "", "x")',
    'coalescelist([], ["x"])',
    'compact(["a", "", null])',
    "true ? 1 : 2",
    "length(local.names) > 2 ? local.ports[0] : 80",
    '!(local.text == "Payments")',
    'contains(local.names, "a") && !contains(local.names, "z")',
    "1 + 2 * 3 - 4 / 2",
    "7 % 4",
    "-(2)",
    'local.ports[0] == 443 || local.none == "x"',
    "[for name in local.names : upper(name)]",
    '[for key, value in local.by_name : "${key}-${value.size}" if value.on]',
    "{ for key, value in local.by_name : key => value.size }",
    "{ for name in local.names : name => true... }",
    "[for value in values(local.by_name) : value.size]",
    "values(local.by_name)[*].size",
    "keys(local.by_name)",
    'lookup(local.by_name, "gone", 5)',
    "distinct(local.names)",
    "flatten([[1, 2], [[3]]])",
    "element(local.names, 4)",
    "slice(local.names, 1, 3)",
    "reverse(local.names)",
    "sort(local.names)",
    'split("-", "a-b-c")',
    'replace("a.b", ".", "-")',
    'substr("payments", 0, 3)',
    'trimprefix("arn:aws", "arn:")',
    'trimsuffix("a/", "/")',
    'trimspace("  a ")',
    'zipmap(["a", "b"], [1, 2])',
    'setunion(["a"], ["b", "a"])',
    "range(3)",
    "range(2, 0)",
    "range(1, 8, 3)",
    "-1 % 2",
    "7 % -4",
    '[for key, value in { b = 1, a = 2 } : "${key}${value}"]',
    '[for key, value in toset(["y", "x"]) : key]',
    'lookup(local.keyed, "payments", "none")',
    "[for item in range(3, 0) : item * 2]",
    "one([])",
    'one(["x"])',
    'tonumber("22") + 1',
    'tobool("true")',
    "tostring(22)",
    "max(1, 3, 2)",
    "min(local.ports...)[0]",
    "ceil(1.2)",
    "cidrsubnet(local.cidr, 4, 2)",
    "alltrue([true, false])",
    "anytrue([true, false])",
    'startswith(local.text, "Pay")',
    'title("card data")',
    '"port ${local.ports[0]} of \\"${local.text}\\""',
    "{ (local.text) = 1, other = 2 }",
)
TERRAFORM = shutil.which("terraform")


MADE = {"aws_s3_bucket.made": ("[0]",), "aws_s3_bucket.never": (), "aws_s3_bucket.only": ("",)}


def resolved(expression: str, **names: Any) -> Any:
    variables = {"on": True, "size": 3}
    scope = Scope(locals=LOCALS, variables=variables, names=names, instances=MADE)
    return scope.resolve("${" + expression + "}")


@pytest.fixture(scope="module")
def told_by_terraform(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Terraform makes of each expression: outputs that are planned; None for one that it refuses."""
    if TERRAFORM is None:
        pytest.skip("there is no Terraform to compare with")
    folder = tmp_path_factory.mktemp("expressions")
    environment = {"PATH": str(Path(TERRAFORM).parent), "HOME": str(folder), "CHECKPOINT_DISABLE": "1"}
    outputs = {
        f"o{number}": {"value": f"${{jsonencode({expression})}}"}
        for number, expression in enumerate(SAME_AS_TERRAFORM)
        if expression not in REFUSED
    }
    (folder / "main.tf.json").write_text(json.dumps({"locals": LOCALS, "output": outputs}))
    subprocess.run(
        [TERRAFORM, "apply", "-auto-approve", "-no-color"], cwd=folder, env=environment, check=True, stdout=-1
    )
    said = subprocess.run(
        [TERRAFORM, "output", "-json"], cwd=folder, env=environment, check=True, capture_output=True
    )
    return {
        SAME_AS_TERRAFORM[int(name[1:])]: json.loads(output["value"])
        for name, output in json.loads(said.stdout).items()
    }


REFUSED = frozenset({"min(local.ports...)[0]"})
"""What is no valid expression: it stays as it is written."""


@pytest.mark.parametrize("expression", SAME_AS_TERRAFORM)
def test_an_expression_is_what_terraform_makes_of_it(
    expression: str, told_by_terraform: dict[str, Any]
) -> None:
    found = resolved(expression)
    if expression in REFUSED:
        assert found == "${" + expression + "}"
    else:
        assert found == told_by_terraform[expression]


@pytest.mark.parametrize(
    ("expression", "left"),
    [
        ("aws_s3_bucket.b[each.key].id", '${aws_s3_bucket.b["eu"].id}'),
        ('aws_s3_bucket.b["${each.key}"].id', '${aws_s3_bucket.b["eu"].id}'),
        ("aws_s3_bucket.b[count.index].id", "${aws_s3_bucket.b[2].id}"),
        ("upper(aws_s3_bucket.b.id)", "${upper(aws_s3_bucket.b.id)}"),
        ("concat(local.names, [aws_s3_bucket.b.id])", ["b", "a", "b", "${aws_s3_bucket.b.id}"]),
        ("jsonencode({ a = aws_s3_bucket.b.arn })", '{"a":"${aws_s3_bucket.b.arn}"}'),
        ("jsonencode(var.policy)", "${jsonencode(var.policy)}"),
        ("local.gone", "${local.gone}"),
        ("toset([]) == [] ? 1 : 2", "${toset([]) == [] ? 1 : 2}"),
        ('toset(["x"])[0]', '${toset(["x"])[0]}'),
        ("var.size + 1", 4),
        # What a body cannot tell of its own names would say nothing outside of it.
        ("[for v in local.nested : v.on]", "${[for v in local.nested : v.on]}"),
        (
            "anytrue([for k, v in { a = {} } : v.size > 0])",
            "${anytrue([for k, v in { a = {} } : v.size > 0])}",
        ),
        # What is decided by a variable is decided by whoever deploys.
        ("var.on ? 1 : 0", "${var.on ? 1 : 0}"),
        ('var.size > 2 ? "a" : "b"', '${var.size > 2 ? "a" : "b"}'),
        ("[for name in local.names : name if var.on]", "${[for name in local.names : name if var.on]}"),
        ('try(local.gone, "x")', '${try(local.gone, "x")}'),
        ('try(local.by_name.asia.size, "x")', "x"),
        ("try(local.none.key, local.none)", None),
        ("upper(local.none.key)", "${upper(local.none.key)}"),
        ("try(aws_s3_bucket.made[0].id, local.none)", "${aws_s3_bucket.made[0].id}"),
        ('try(aws_s3_bucket.never[0].id, "")', ""),
        ("one(aws_s3_bucket.made[*].id)", "${aws_s3_bucket.made[0].id}"),
        ("one(aws_s3_bucket.never[*].id)", None),
        ('concat(aws_s3_bucket.made.*.arn, [""])[0]', "${aws_s3_bucket.made[0].arn}"),
        ("one(aws_s3_bucket.only[*].id)", "${aws_s3_bucket.only.id}"),
        ("one(aws_s3_bucket.maybe[*].id)", "${one(aws_s3_bucket.maybe[*].id)}"),
        ('try(aws_s3_bucket.maybe[0].id, "")', '${try(aws_s3_bucket.maybe[0].id, "")}'),
        ('compact([local.none, "", local.text, var.gone])', ["Payments", "${var.gone}"]),
        ("file(local.text)", '${file("Payments")}'),
    ],
)
def test_what_cannot_be_told_stays_with_what_can_in_place(expression: str, left: Any) -> None:
    assert resolved(expression, each={"key": "eu", "value": 1}, count={"index": 2}) == left


@pytest.mark.parametrize(
    "text",
    ["$${aws:username}", "%%{if x}", "%{ if local.on }a%{ endif }", "${", "${}", "${a b}", "${[1,", "a"],
)
def test_what_is_no_expression_stays_as_it_is_written(text: str) -> None:
    assert Scope(locals=LOCALS).resolve(text) == text


@pytest.mark.parametrize(
    "value", ["${var.on ? 1 : 0}", "${var.size}", "${local.by_variable}", "${aws_x.y.n}"]
)
def test_what_a_variable_or_a_resource_decides_is_not_decided(value: str) -> None:
    scope = Scope(locals={"by_variable": "${var.size}"}, variables={"on": True, "size": 3})
    with pytest.raises(Unresolved):
        scope.decide(value)


def test_locals_that_lead_in_a_circle_or_double_at_each_step_end() -> None:
    doubling = {f"l{n}": [f"${{local.l{n - 1}}}", f"${{local.l{n - 1}}}"] for n in range(1, 30)}
    scope = Scope(locals={"round": "${local.way}", "way": "${local.round}", "l0": ["x"], **doubling})
    assert scope.resolve("${local.round}") == "${local.round}"
    assert len(json.dumps(scope.resolve("${local.l29}"))) < 1_000_000
    product = scope.resolve("${[for a in range(1000) : [for b in range(1000) : a]]}")
    assert len(json.dumps(product)) < 1_000_000


@pytest.mark.parametrize(
    "deep",
    [
        "!" * 20_000 + "true",
        "-" * 20_000 + "1",
        "local.names" + "[0]" * 20_000,
        "local" + ".a" * 20_000,
        "1+" * 20_000 + "1",
        "true&&" * 20_000 + "true",
        "(" * 20_000 + "1" + ")" * 20_000,
        "[" * 20_000 + "]" * 20_000,
        "true ? 1 : " * 20_000 + "1",
        '"${' * 5_000 + "1" + '}"' * 5_000,
    ],
    ids=lambda deep: deep[:12],
)
def test_what_is_too_deep_stays_as_it_is_written(deep: str) -> None:
    assert resolved(deep) == "${" + deep + "}"


@given(st.text(alphabet='${}"[]().?:abc1 \\,=%', max_size=40))
def test_no_text_raises(text: str) -> None:
    Scope(locals=LOCALS).resolve(text)
    Scope(locals=LOCALS).resolve("${" + text + "}")


def test_what_cannot_be_told_is_asked_once() -> None:
    scope = Scope(locals=LOCALS)
    deep = "${" + "lower(" * 30 + "aws_x.y.z" + ")" * 30 + "}"
    assert scope.resolve(deep) == deep
    assert scope.steps[0] < 1000


@pytest.mark.parametrize(
    ("text", "chosen", "written"),
    [
        ('${var.a ? "s3:*" : ""}', ("s3:*", ""), "s3:*|"),
        ('${var.a == "*" ? "x" : var.b != null ? "y" : "x"}', ("x", "y"), "x|y|x"),
        ('${var.a ? "x" : var.b}', (), "x"),
        ("s3:${var.verb}*", (), "s3:|*"),
        ('${format("s3:%s*", var.verb)}', (), "s3:%s*"),
        ("${var.a * 2}", (), ""),
        ("s3:GetObject", (), "s3:GetObject"),
    ],
)
def test_a_choice_among_literals_can_be_read(text: str, chosen: tuple[str, ...], written: str) -> None:
    assert outcomes(text) == chosen
    assert literals(text).split("\n") == written.split("|")

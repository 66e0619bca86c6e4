"""Every reference refers to something that its stack declares."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from policies.configuration import Configuration, recalled
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.rules.terraform._elements import judged_with

_OPENING: Final = re.compile(r"(?P<escaped>\$\$|%%)\{|[$%]\{")
_CHAIN: Final = re.compile(
    r"(?<![\w.])(?P<root>[A-Za-z_][\w-]*)(?P<rest>(?:\.[A-Za-z_][\w-]*)*)(?P<call>\s*\(|::)?"
)
_LOOP: Final = re.compile(r"\bfor\s+(\w+)\s*(?:,\s*(\w+)\s*)?in\b")
_NAMED: Final = {"var": "variable", "local": "local", "module": "module"}
_BRACE_OR_QUOTE: Final = re.compile(r'["{}]')
_BUILT_IN: Final = frozenset({"each", "count", "path", "terraform", "self"})
_BARE: Final = ("depends_on", "lifecycle.replace_triggered_by")
"""Where a reference stands without `${}`."""


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each reference in each string names an element of the stack; each output of another stack that is
    read is one that the stack has.

    cdktf resolves references between stacks before aspects run: one that an aspect adds, or a
    construct of another app, renders as a reference to something that is not there.
    """
    for where, user in judged_with(element, configuration):
        for path, text in user.strings():
            bare = path in _BARE
            if not (bare or "{" in text) or path == "provider" or path.startswith("providers."):
                continue
            for chain in references(text, bare=bare):
                yield from _judge(f"{where}{path}", chain, user, configuration)


def _judge(
    where: str, chain: tuple[str, ...], user: Resource, configuration: Configuration
) -> Iterator[Judgement]:
    root = chain[0]
    length = 3 if root in ("data", "ephemeral") else 2
    address = ".".join([_NAMED.get(root, root), *chain[1:length]])
    target = next(iter(configuration.by_block.get((user.stack, address), ())), None)
    if target is None:
        if root not in _BUILT_IN and root not in _iterators(user.values):
            yield fail(
                f"{where} refers to {'.'.join(chain[:length])}, which this stack does not declare",
                ".".join(chain[:length]),
            )
    elif target.type == "data.terraform_remote_state" and chain[3:4] == ("outputs",) and len(chain) > 4:
        yield from _judge_output(where, chain[4], target, configuration)


def _judge_output(
    where: str, output: str, state: Resource, configuration: Configuration
) -> Iterator[Judgement]:
    producers = _producers(configuration).get(
        (str(state.get("config.bucket")), str(state.get("config.key"))), ()
    )
    if not producers:
        yield unknown(f"{where} reads the output {output} of a state that no stack here writes")
    for backend in producers:
        if (backend.stack, f"output.{output}") not in configuration.by_address:
            yield fail(
                f"{where} reads the output {output}, which {backend.stack} does not have",
                f"{backend.stack}: {output}",
            )


@recalled
def _producers(configuration: Configuration) -> Mapping[tuple[str, str], Sequence[Resource]]:
    """The backends by the bucket and key of their state."""
    found: dict[tuple[str, str], list[Resource]] = {}
    for backend in configuration.of("terraform.backend"):
        found.setdefault((str(backend.get("bucket")), str(backend.get("key"))), []).append(backend)
    return found


@lru_cache(maxsize=65536)
def references(text: str, *, bare: bool = False) -> tuple[tuple[str, ...], ...]:
    """Every reference in a template, as the names between its dots.

    bare: the text is an expression itself.
    """
    if not bare and "{" not in text:
        return ()
    loops = {name for match in _LOOP.finditer(text) for name in match.groups()} if "for" in text else ()
    return tuple(
        _chain(match["root"], match["rest"])
        for code in (_code(text) if bare else _expressions(text))
        for match in _CHAIN.finditer(code)
        if match["rest"] and not match["call"] and match["root"] not in loops
    )


def _chain(root: str, rest: str) -> tuple[str, ...]:
    """The names; `resource.` may stand before any reference to a managed resource."""
    names = (root, *rest[1:].split("."))
    return names[1:] if root == "resource" else names


def _expressions(template: str) -> Iterator[str]:
    """The code of every `${...}` and `%{...}` of a template, those within strings of others included."""
    position = 0
    while match := _OPENING.search(template, position):
        position = match.end()
        if not match["escaped"]:
            end = _end(template, position)
            yield from _code(template[position:end])
            position = end


def _code(expression: str) -> Iterator[str]:
    """The expression with its strings emptied, and the code of the templates in them."""
    code, position = "", 0
    while (quote := expression.find('"', position)) >= 0:
        end = _end_of_string(expression, quote + 1)
        code += expression[position:quote] + '""'
        yield from _expressions(expression[quote + 1 : end])
        position = end + 1
    yield code + expression[position:]


def _end(text: str, position: int) -> int:
    """Where the brace that was opened before `position` closes; the end of the text where it does not."""
    depth = 1
    while match := _BRACE_OR_QUOTE.search(text, position):
        position = match.end()
        if match[0] == '"':
            position = _end_of_string(text, position) + 1
        else:
            depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return match.start()
    return len(text)


def _end_of_string(text: str, position: int) -> int:
    """Where the string that was opened before `position` closes: a template in it may have strings itself."""
    while position < len(text) and text[position] != '"':
        match = _OPENING.match(text, position)
        if match and not match["escaped"]:
            position = _end(text, match.end())
        elif match:
            position = match.end() - 1
        elif text[position] == "\\":
            position += 1
        position += 1
    return position


def _iterators(values: Any) -> frozenset[str]:  # noqa: ANN401 - Terraform values have every JSON type
    """The names that `dynamic` blocks give to what they iterate over."""
    if isinstance(values, list):
        return frozenset().union(*map(_iterators, values))
    if not isinstance(values, Mapping):
        return frozenset()
    found = frozenset().union(*map(_iterators, values.values()))
    dynamic = values.get("dynamic")
    for block in dynamic if isinstance(dynamic, list) else [dynamic]:
        for label, content in block.items() if isinstance(block, Mapping) else ():
            own = [item.get("iterator") for item in (content if isinstance(content, list) else [content])]
            found |= {label, *(name for name in own if name)}
    return found


def _topic(display_name: str, **others: object) -> Terraform:
    return resources(aws_sns_topic={"display_name": display_name, **others}, aws_kms_key={})


_EPHEMERAL: Final = "${ephemeral.aws_secretsmanager_secret_version.db.secret_string}"
_STATE: Final = {"bucket": "state", "key": "zq7/example.tfstate"}


def _reading(output: str) -> Terraform:
    return {
        **_topic("${data.terraform_remote_state.self.outputs." + output + "}"),
        "data": {"terraform_remote_state": {"self": {"backend": "s3", "config": _STATE}}},
        "output": {"key_arn": {"value": "${aws_kms_key.example.arn}"}},
        "terraform": {"backend": {"s3": _STATE}},
    }


RULE = Rule(
    id="terraform-dangling-reference",
    title="Every reference refers to something that is declared",
    severity=Severity.HIGH,
    types=("*", "terraform", "output", "local", "module", "provider.aws"),
    scope="configuration",
    check=check,
    rationale=(
        "A reference to nothing is found when Terraform plans, long after review. Until then the "
        "encryption, the policy or the alarm that it stands for is one that nobody has judged."
    ),
    remediation=(
        "Refer to a construct of the same stack. For another stack's, publish it with stack.output(...) and "
        "read it with stack.outputs_of(producer)[...] before any aspect runs."
    ),
    controls=(
        *("pci-dss-4.0.1:1.2.8", "pci-dss-4.0.1:2.2.1"),
        *("nist-800-53-r5:CM-2", "nist-800-53-r5:CM-6"),
    ),
    requirements=("R13", "R14"),
    examples=Examples(
        passing=(
            _topic("${aws_kms_key.example.arn}"),
            _topic("key ${upper(substr(aws_kms_key.example.key_id, 0, 8))} of ${each.value}"),
            _topic('${join(",", [for item in aws_kms_key.example.*.arn : item.name])}'),
            _topic('${jsonencode({"a" = "b-${aws_kms_key.example.id}", c = path.module})}'),
            _topic("$${aws:username} and %%{if nothing.here}"),
            _topic("${provider::aws::arn_parse(aws_kms_key.example.arn).region}"),
            _topic("a.b.c is no reference", depends_on=["aws_kms_key.example"]),
            _topic("x", dynamic={"tag": {"for_each": [1], "content": {"key": "${tag.value}"}}}),
            _reading("key_arn"),
            {**_topic(_EPHEMERAL), "ephemeral": {"aws_secretsmanager_secret_version": {"db": {}}}},
        ),
        failing=(
            _topic("${aws_kms_key.gone.arn}"),
            _topic("${aws_kms_keys.example.arn}"),
            _topic("${data.aws_kms_key.example.arn}"),
            _topic("${aws_kms_key.example.arn}${var.gone}"),
            _topic("${local.gone}"),
            _topic("${module.gone.arn}"),
            _topic('${lookup({}, "x-${aws_kms_key.gone.id}", "}")}'),
            _topic('${"}" == "" ? 1 : aws_kms_key.gone.id}'),
            _topic("%{ if aws_kms_key.gone.enabled }on%{ endif }"),
            _topic("x", depends_on=["aws_kms_key.gone"]),
            _topic("x", lifecycle={"replace_triggered_by": ["${aws_kms_key.gone.id}"]}),
            {**_topic("x"), "output": {"example": {"value": "${aws_kms_key.gone.arn}"}}},
            {**_topic("x"), "terraform": {}, "data": {"aws_kms_alias": {"a": {"name": "${local.gone}"}}}},
            _reading("table_arn"),
            _topic(_EPHEMERAL),
        ),
        absent=(Status.PASS, resources(aws_sns_topic={})),
        unknown=(
            Status.UNKNOWN,
            {
                **_topic("${data.terraform_remote_state.other.outputs.key_arn}"),
                "data": {"terraform_remote_state": {"other": {"config": {"bucket": "other", "key": "x"}}}},
            },
        ),
    ),
)

"""JSON is read with its expressions whole, however many quotes and brackets stand in them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies import strict_json
from policies.expressions.json_texts import loads
from policies.strict_json import StrictJsonError

pytestmark = pytest.mark.fuzz

_WORDS = st.text('abc:/*{}[]"\\, é', max_size=8)
_NAMES = st.sampled_from(
    ("local.issuer", "aws_iam_role.pay.arn", 'var.by["eu"]', "data.aws_region.here.name")
)


def _quoted(text: str) -> str:
    """A text as a string of an expression."""
    return json.dumps(text, ensure_ascii=False)


def _larger(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(parts, max_size=3).map(lambda given: f"join({', '.join(given)})"),
        st.tuples(_WORDS, parts).map(lambda pair: f'{{ {_quoted(pair[0])} = "x-${{{pair[1]}}}" }}'),
        st.tuples(parts, parts).map(lambda pair: f"({pair[0]} == {pair[1]} ? {pair[0]} : {pair[1]})"),
    )


_EXPRESSIONS = st.recursive(_NAMES | _WORDS.map(_quoted), _larger, max_leaves=4).map(
    lambda inner: f"${{{inner}}}"
)
_TEXTS = st.lists(
    st.tuples(st.booleans(), _WORDS, _EXPRESSIONS).map(lambda part: part[2] if part[0] else part[1]),
    max_size=4,
).map(tuple)
"""The parts of a text, of which those that begin with `${` are expressions."""
_DOCUMENTS = st.recursive(
    _TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(st.tuples(_TEXTS, inner), max_size=3, unique_by=lambda pair: "".join(pair[0])).map(dict)
    ),
    max_leaves=6,
)


def _written(document: Any) -> str:
    """The document as Terraform has it: JSON around its expressions."""
    if isinstance(document, tuple):
        parts = (part if part.startswith("${") else json.dumps(part)[1:-1] for part in document)
        return f'"{"".join(parts)}"'
    if isinstance(document, list):
        return f"[{', '.join(map(_written, document))}]"
    return f"{{{', '.join(f'{_written(key)}: {_written(value)}' for key, value in document.items())}}}"


def _plain(document: Any) -> Any:
    if isinstance(document, tuple):
        return "".join(document)
    if isinstance(document, list):
        return [_plain(item) for item in document]
    return {_plain(key): _plain(value) for key, value in document.items()}


@given(_DOCUMENTS)
def test_what_is_written_around_expressions_is_what_is_read(document: Any) -> None:
    assert loads(_written(document)) == _plain(document)


def test_the_quotes_of_an_expression_end_no_text_of_a_list() -> None:
    """JSON alone reads two texts here, and neither is one that anybody wrote."""
    text = '["${join(",", var.actions)}"]'
    assert strict_json.loads(text) == ["${join(", ", var.actions)}"]
    assert loads(text) == ['${join(",", var.actions)}']


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"${f("a")}": 1, "${f("a")}": 2}', "Expecting ':' delimiter"),
        ('{"Action": ${var.actions}}', "Expecting value"),
        ('{"Action": "${f("a"}"}', "Expecting ',' delimiter"),
        ('{"Action": "a" "${f("a")}"}', "Expecting ',' delimiter"),
    ],
)
def test_what_is_no_json_around_its_expressions_is_refused(text: str, said: str) -> None:
    with pytest.raises(StrictJsonError, match=said):
        loads(text)


@pytest.mark.parametrize("text", ['["\\ufdd07\\ufdd0", "${local.a}"]', '["\ufdd07\ufdd0", "${local.a}"]'])
def test_a_text_that_has_what_stands_in_for_expressions_is_read_as_it_is(text: str) -> None:
    assert loads(text) == ["\ufdd07\ufdd0", "${local.a}"]

"""A function may do what its source does, and nothing else: proven both ways, for every function there is.

So is the proof: of every function a grant, a variable and a call more and less are told.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from handlers.domain.spec import Grant, GrantedResource, HandlerSpec, Trigger
from tests.handlers.edits import FURTHER, fields_of, with_lines, with_more, without
from tests.handlers.permissions import Use, complaints, functions, sources, use_of
from tests.handlers.program import Program, UnresolvedError

pytestmark = pytest.mark.fuzz

FUNCTIONS: Final = functions()
SOURCES: Final = sources()


def handler(name: str) -> str:
    return f"handlers.functions.{name}.handler"


def text_of(module: str) -> str:
    source = SOURCES[module]
    assert isinstance(source, Path)
    return source.read_text(encoding="utf-8")


# Each does what another function does, whose ports it has.
WRITTEN: Final = tuple(name for name in FUNCTIONS if name not in {"front_health", "private_front"})


@cache
def program() -> Program:
    return Program(SOURCES)


@cache
def use(name: str) -> Use:
    return use_of(handler(name), FUNCTIONS[name].trigger, program())


def said(spec: HandlerSpec) -> list[str]:
    return complaints(spec, use(spec.name))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_nothing_is_granted_that_no_path_calls_and_nothing_called_that_is_not_granted(name: str) -> None:
    assert FUNCTIONS[name].name == name
    assert said(FUNCTIONS[name]) == []


def test_all_that_runs_in_aws_can_be_followed() -> None:
    for name in program().nodes:
        program().body(name)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_grant_that_is_missing_and_each_too_many_is_told(name: str) -> None:
    spec = FUNCTIONS[name]
    for missing in spec.grants:
        less = tuple(grant for grant in spec.grants if grant != missing)
        assert said(replace(spec, grants=less)) == [
            f"calls {missing.action} on {missing.resource}, not granted"
        ]
    elsewhere = [replace(grant, resource=GrantedResource.LEDGER_OPEN_INDEX) for grant in spec.grants]
    for extra in {Grant("dynamodb:Scan", GrantedResource.LEDGER), *elsewhere} - set(spec.grants):
        assert said(replace(spec, grants=(*spec.grants, extra))) == [
            f"grants {extra.action} on {extra.resource}, which no path calls"
        ]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_variable_that_is_missing_and_one_too_many_is_told(name: str) -> None:
    spec = FUNCTIONS[name]
    for missing in spec.environment:
        less = tuple(each for each in spec.environment if each != missing)
        assert said(replace(spec, environment=less)) == [f"reads {missing}, not declared"]
    more = (*spec.environment, "EXTRA")
    assert said(replace(spec, environment=more)) == ["declares EXTRA, which nothing reads"]


def test_a_grant_named_twice_is_told() -> None:
    spec = FUNCTIONS["validate"]
    twice = (*spec.grants, spec.grants[0])
    assert said(replace(spec, grants=twice)) == ["names a grant or a variable twice"]


def test_a_stream_is_granted_what_lambda_reads_it_with() -> None:
    read = use_of(handler("validate"), Trigger.STREAM, program()).grants - use("validate").grants
    assert {(grant.action, grant.resource) for grant in read} == {
        ("dynamodb:DescribeStream", GrantedResource.LEDGER_STREAM),
        ("dynamodb:GetRecords", GrantedResource.LEDGER_STREAM),
        ("dynamodb:GetShardIterator", GrantedResource.LEDGER_STREAM),
    }


# Copies of the handlers with a call more or less. All stand in one program, which is read once.

VAULT: Final = "payer = ports.vault.get('')\n    assert payer\n    now = ports.clock.now()\n    "
PUT: Final = "ports.vault.put('', payer, now, home_region='')"
# A new call, wherever it stands.
ANYWHERE: Final = {
    "statement": PUT,
    "branch": f"if payer.name:\n        {PUT}",
    "comprehension": f"[{PUT} for _ in range(3)]",
    "lambda": f"later = lambda: {PUT}\n    later()",
    "given away": f"print(list(map(lambda _: {PUT}, [1])))",
    "reference": "put = ports.vault.put\n    put('', payer, now, home_region='')",
    "finally": f"try:\n        pass\n    finally:\n        {PUT}",
    "match": f"match event.get('x'):\n        case 'x':\n            {PUT}",
    "inner function": f"def inner() -> None:\n        {PUT}\n    inner()",
    "default": f"def inner(done: bool = {PUT}) -> None:\n        pass\n    inner()",
    "format": f"print(f'{{{PUT}}}')".replace("''", '""'),
    "alias": f"other = ports\n    {PUT.replace('ports', 'other')}",
    "loop": "for vault in (ports.vault,):\n        vault.put('', payer, now, home_region='')",
}
# A call that no name in `handle` leads to: what stands around it, and what `handle` does.
_PUTS: Final = (
    f"payer = ports.vault.get('')\n        assert payer\n        now = ports.clock.now()\n        {PUT}"
)
_BASE: Final = "\n\nclass _Base:\n    ports: Ports\n\n    def {0}(self{1}) -> {2}:\n        {3}\n"
_SUB: Final = "\n\nclass _Sub(_Base):\n    pass\n"
# `super()` of the left one goes to the right one, from which it does not derive.
_DIAMOND: Final = """

class _Top:
    ports: Ports

    def __init__(self) -> None:
        pass

    def run(self) -> None:
        pass


class _Left(_Top):
    def {0}(self) -> None:
        super().{0}()


class _Right(_Top):
    def {0}(self) -> None:
        {1}


class _Sub(_Left, _Right):
    pass
"""
_COMPOSED: Final = """
from handlers.adapters.composition import Composition
from handlers.adapters.telemetry import PowertoolsTelemetry
ports_ = Composition(SPEC, {}, PowertoolsTelemetry("x"))
payer = cast(Any, None)
"""
_PUT_: Final = PUT.replace("ports", "ports_").replace("now", "ports_.clock.now()")
AROUND: Final = {
    "super in a diamond": (_DIAMOND.format("run", _PUTS.replace("ports", "self.ports")), "_Sub().run()"),
    "constructor in a diamond": (
        _DIAMOND.format("__init__", _PUTS.replace("ports", "self.ports")),
        "_Sub()",
    ),
    "constructor beside one of its own": (
        _DIAMOND.format("__init__", _PUTS.replace("ports", "self.ports"))
        .replace("_Left(_Top)", "_Left")
        .replace("_Right(_Top):", "_Right:\n    ports: Ports\n"),
        "_Sub()",
    ),
    "inherited constructor": (
        _BASE.format("__init__", ", ports: Ports", "None", _PUTS) + _SUB,
        "_Sub(ports)",
    ),
    "inherited dunder": (
        _BASE.format("__len__", "", "int", _PUTS.replace("ports", "self.ports") + "\n        return 0")
        + _SUB,
        "len(_Sub())",
    ),
    "inherited, dataclass": (
        _BASE.format("__post_init__", "", "None", _PUTS.replace("ports", "self.ports")).replace(
            "class", "@dataclass\nclass"
        )
        + _SUB.replace("class", "@dataclass\nclass"),
        "_Sub(ports)",
    ),
    "statement of the module": (f"{_COMPOSED}{_PUT_}\n", "pass"),
    "constant of the module": (f"{_COMPOSED}_ = {_PUT_}\n", "pass"),
    "condition of the module": (f"{_COMPOSED}if {_PUT_}:\n    pass\n", "pass"),
    "default of the module": (f"{_COMPOSED}def _late(done: object = {_PUT_}) -> None:\n    pass\n", "pass"),
    "statement of a class": (f"{_COMPOSED}class _Made:\n    {_PUT_}\n", "pass"),
}
AWAY, KEPT = "goes where it is not followed", "is kept where it is not followed"
# What takes a port, a client or the environment out of sight.
ESCAPES: Final = {
    "getattr(ports, 'payments')": AWAY,
    "copy.copy(ports)": AWAY,
    "vars(ports)": AWAY,
    "given: Any = ports": KEPT,
    "given: object = ports.payments": KEPT,
    "given: list[Any] = [ports.payments]": KEPT,
    "given: dict[str, object] = {'payments': ports.payments}": KEPT,
    "cast(Any, ports)": AWAY,
    "taken: Callable[[], Any] = lambda: ports": KEPT,
    "def inner() -> Any:\n        return ports\n    inner()": KEPT,
    "def loose(given: Any) -> None:\n        pass\n    loose(ports)": AWAY,
    "kept: dict[str, Any] = {}\n    kept['p'] = ports.payments": KEPT,
    "each: Any\n    for each in (ports.payments,):\n        each.commit": KEPT,
    "each: Any\n    (each := ports.payments)": KEPT,
    "each: Any\n    each, _ = ports.payments, 1": KEPT,
    "each: Any\n    match ports.payments:\n        case each:\n            each.commit": KEPT,
    "def each(given: Any = ports.payments) -> None:\n        pass\n    each()": KEPT,
    "def each() -> Iterator[Any]:\n        yield ports.payments\n    next(each()).commit": KEPT,
    "def each():\n        return ports.payments\n    each().commit": KEPT,
    "class Held:\n        kept = ports\n    Held().kept.payments": "a class within a function",
    "if not TYPE_CHECKING:\n        ports.payments.commit": "what mypy does not look at is not followed",
    "ports.__getattribute__('payments')": "__getattribute__ is not followed",
    "ports.payments.__dict__['_ledger']": "__dict__ is not followed",
    "locals()['ports']": "builtins.locals is not followed",
    "globals()['Payments']": "builtins.globals is not followed",
    "import sys\n    sys._getframe()": "sys._getframe is not followed",
    "import sys\n    sys.modules['os']": "sys.modules is not followed",
    "import gc\n    gc.get_objects()": "gc.get_objects is not followed",
    "import pkgutil\n    pkgutil.resolve_name('os:environ')": "pkgutil.resolve_name is not followed",
    "import runpy\n    runpy.run_module('x')": "runpy.run_module is not followed",
    "import posix\n    posix.environ[b'X']": "is not followed",
    "import os\n    os.path.expandvars('$X')": "expandvars is not followed",
    "import os\n    print(os)": "a module is handed on where it is not followed",
    "import os\n    os.environ.get('X', '_X_AMZN_TRACE_ID')": "the environment is read past its `text`",
    "from handlers.adapters.variables import Variables\n    read = Variables({}).text\n    read('X')": (
        "which variable it reads only the run can tell"
    ),
    "import boto3\n    boto3.client('dynamodb').put_item": "boto3.client is not followed",
    "from boto3 import resource\n    resource('dynamodb')": "resource is not followed",
    "import botocore.session\n    botocore.session.get_session()": "is not followed",
    "import os\n    os.environ['X']": "the environment is read past its `text`",
    "import os\n    os.environ.get('X')": "the environment is read past its `text`",
    "import os\n    os.getenv('X')": "the environment is read past its `text`",
    "from os import environ\n    environ['X']": "the environment is read past its `text`",
    "import importlib\n    importlib.import_module('x')": "is not followed",
    "eval('ports')": "builtins.eval is not followed",
}
SHAPE: Final = "handler = workflow_step(SPEC, handle, Ports)"
VARIABLE: Final = "from handlers.adapters.variables import Variables\n    Variables({}).text('NEW')"
DECLARED: Final = '    @calls("sns:Publish")\n'
_SENDS: Final = '"""Send an alert."""'
_HELPERS: Final = """

def _loose(client: Any) -> None:
    client.unsubscribe(SubscriptionArn="")


def _typed(client: SNSClient) -> None:
    client.unsubscribe(SubscriptionArn="")
"""
# What a method that declares its calls may not do with its client.
HELPED: Final = ("_loose(self._client)", "getattr(self._client, 'unsubscribe')(SubscriptionArn='')")
UNDECLARED: Final = "calls sns:Publish, which it does not declare"
_PUBLISH: Final = "sns.publish(TopicArn='', Message='')"
# What makes and hands on the clients and the environment, each edited: where, what stands before, what is
# put in, and why it is refused. All stand in one program.
FOUNDATIONS: Final = {
    "clients.Clients.s3": (
        '"""S3."""\n',
        "import boto3\n        boto3.client('sqs')",
        "client is not followed",
    ),
    "clients.Clients.sns": (
        '"""SNS."""\n',
        f"import boto3\n        boto3.client('sns').{_PUBLISH.removeprefix('sns.')}",
        UNDECLARED,
    ),
    "clients._config": (
        "def _config() -> Config:\n",
        "import boto3\n    boto3.client('sns')",
        "client is not followed",
    ),
    "composition.Composition.__init__": (
        "telemetry: PowertoolsTelemetry) -> None:\n",
        f"Clients('').{_PUBLISH}",
        UNDECLARED,
    ),
    "composition.Composition.clock": ('"""The time."""\n', "getattr(self, 'vault')", AWAY),
    "composition.Composition._provided": (
        "field: Field[Any]) -> object:\n",
        f"self._clients.{_PUBLISH}",
        UNDECLARED,
    ),
    "telemetry.PowertoolsTelemetry._traced": (
        'is not loaded for the others."""\n',
        "os.environ.get('X')",
        "the environment is read past its `text`",
    ),
    "runtime._Opened._open": (
        "telemetry: PowertoolsTelemetry) -> P:\n",
        "print(os.environ)",
        "the environment is read past its `text`",
    ),
    "parameters.Parameters.variables": (
        'where none was read yet.\n        """\n',
        "self._client.get_parameters(Names=[])",
        "calls ssm:GetParameters, which it does not declare",
    ),
    "runtime._Opened.call": (
        'none of which carries another one."""\n',
        "os.environ.get('X')",
        "the environment is read past its `text`",
    ),
}


@cache
def copies() -> dict[str, str]:
    """The modules that are added, by their names."""
    found = {}
    for name in WRITTEN:
        module, text = handler(name), text_of(handler(name))
        found |= {f"{module}_without_{field}": without(text, field) for field in fields_of(text)}
        new = [further for further in FURTHER if further.field not in fields_of(text)]
        found |= {f"{module}_with_{further.field}": with_more(text, further) for further in new}
    module = handler("validate")
    text = (
        text_of(module)
        .replace("import Any", "import TYPE_CHECKING, Any, cast")
        .replace("import Mapping\n", "import Callable, Iterator, Mapping\nimport copy\n", 1)
    )
    found |= {
        f"{module}_around_{n}": with_lines(text, line) + around
        for n, (around, line) in enumerate(AROUND.values())
    }
    found[f"{module}_variable"] = with_lines(text, VARIABLE)
    found |= {f"{module}_at_{n}": with_lines(text, VAULT + each) for n, each in enumerate(ANYWHERE.values())}
    found |= {f"{module}_off_{n}": with_lines(text, each) for n, each in enumerate(ESCAPES)}
    found[f"{module}_shapeless"] = text.replace(SHAPE, "handler = None")
    found["handlers.adapters.undeclared"] = text_of("handlers.adapters.sns").replace(DECLARED, "")
    paged = "paginator = self._client.get_paginator('list_topics')\n        self._client.publish("
    found["handlers.adapters.paged"] = text_of("handlers.adapters.sns").replace(
        "self._client.publish(", paged
    )
    for n, lines in enumerate(HELPED):
        found[f"handlers.adapters.helped_{n}"] = (
            text_of("handlers.adapters.sns")
            .replace(_SENDS, f"{_SENDS}\n        {lines}")
            .replace("import asdict\n", "import asdict\nfrom typing import Any\n")
            + _HELPERS
        )
    return found


@cache
def edited() -> Program:
    return Program({**SOURCES, **copies()})


def told(module: str, name: str = "validate") -> list[str]:
    return complaints(FUNCTIONS[name], use_of(module, FUNCTIONS[name].trigger, edited()))


@pytest.mark.parametrize("name", WRITTEN)
def test_each_port_that_a_function_calls_no_more_is_told(name: str) -> None:
    for field in fields_of(text_of(handler(name))):
        with suppress(UnresolvedError):  # where a value that says nothing is handed what is left
            assert told(f"{handler(name)}_without_{field}", name), field


@pytest.mark.parametrize("name", WRITTEN)
def test_each_port_that_a_function_calls_besides_is_told(name: str) -> None:
    for further in FURTHER:
        if further.field not in fields_of(text_of(handler(name))):
            found = told(f"{handler(name)}_with_{further.field}", name)
            assert f"calls {further.needs}, not granted" in found


@pytest.mark.parametrize("place", ANYWHERE)
def test_a_new_call_is_told_wherever_it_stands(place: str) -> None:
    module = f"{handler('validate')}_at_{list(ANYWHERE).index(place)}"
    assert told(module) == ["calls dynamodb:PutItem on personal, not granted"]


@pytest.mark.parametrize("place", AROUND)
def test_a_new_call_is_told_that_no_name_in_handle_leads_to(place: str) -> None:
    module = f"{handler('validate')}_around_{list(AROUND).index(place)}"
    assert told(module) == ["calls dynamodb:PutItem on personal, not granted"]


def test_a_variable_that_no_provider_reads_is_told() -> None:
    assert told(f"{handler('validate')}_variable") == ["reads NEW, not declared"]


@pytest.mark.parametrize("lines", ESCAPES)
def test_what_cannot_be_followed_is_an_error_with_file_and_line(lines: str) -> None:
    module = f"{handler('validate')}_off_{list(ESCAPES).index(lines)}"
    with pytest.raises(UnresolvedError, match=rf"^<?[\w./]+>?:[0-9]+: .*{re.escape(ESCAPES[lines])}"):
        told(module)


def test_an_entry_of_another_shape_is_an_error() -> None:
    with pytest.raises(UnresolvedError, match="is not there"):
        told(f"{handler('validate')}_shapeless")


@pytest.mark.parametrize(
    ("module", "why"),
    [
        ("undeclared", "calls sns:Publish, which it does not declare"),
        ("paged", "the client of sns has no operation 'get_paginator'"),
    ],
)
def test_a_call_that_its_adapter_does_not_declare_is_an_error(module: str, why: str) -> None:
    with pytest.raises(UnresolvedError, match=why):
        edited().body(f"handlers.adapters.{module}.SnsAlerts.send")


@pytest.mark.parametrize("lines", HELPED)
def test_a_method_that_declares_its_calls_hands_its_client_to_nothing_untyped(lines: str) -> None:
    with pytest.raises(UnresolvedError, match=AWAY):
        edited().body(f"handlers.adapters.helped_{HELPED.index(lines)}.SnsAlerts.send")


def test_a_helper_that_is_given_a_client_declares_what_it_calls() -> None:
    with pytest.raises(UnresolvedError, match="calls sns:Unsubscribe, which it does not declare"):
        edited().body("handlers.adapters.helped_0._typed")


@cache
def undermined() -> Program:
    found: dict[str, Path | str] = dict(SOURCES)
    for name, (before, lines, _) in FOUNDATIONS.items():
        module = f"handlers.adapters.{name.partition('.')[0]}"
        source = found[module]
        text = source if isinstance(source, str) else text_of(module)
        indent = "    " if name.count(".") == 1 else "        "
        found[module] = text.replace(before, f"{before}{indent}{lines}\n", 1)
        assert found[module] != text, name
    return Program(found)


@pytest.mark.parametrize("name", FOUNDATIONS)
def test_what_makes_clients_and_gives_the_environment_does_nothing_else_with_them(name: str) -> None:
    with pytest.raises(UnresolvedError, match=rf"^<?[\w./]+>?:[0-9]+: .*{re.escape(FOUNDATIONS[name][2])}"):
        undermined().body(f"handlers.adapters.{name}")


def test_what_mypy_refuses_is_an_error() -> None:
    with pytest.raises(UnresolvedError, match='"Payments" has no attribute "forget"'):
        Program(
            {
                **SOURCES,
                handler("validate"): with_lines(text_of(handler("validate")), "ports.payments.forget()"),
            }
        )

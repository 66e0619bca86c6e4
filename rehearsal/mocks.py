"""The test file with which `terraform test` applies a stack against a mocked AWS.

Terraform's own mocks invent eight random letters for every value that AWS would choose. The real
provider, which still judges every argument, refuses those where it wants an ARN; so each address gets
values of its own, made from its name and the provider's schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from rehearsal.stacks import Stack, region_of, regions_by_alias

APPLY: Final = "apply"
REPLAN: Final = "plan_again"
ACCOUNT: Final = "111122223333"
_ZONES: Final = 3
"""How many values a computed list of words gets: the names of availability zones are picked by index."""


class MockError(Exception):
    """A stack asks for something that no stack before it provides; the text says what."""


Outputs = Mapping[str, Any]
"""The values of a stack's outputs, by name."""


def remote_states(stack: Stack, written: Mapping[str, tuple[Stack, Outputs]]) -> dict[str, Outputs]:
    """What each terraform_remote_state of a stack reads: the outputs of the stack that writes this state.

    written: the stacks applied so far, by name, with their outputs. Raises MockError for a state that none
    of them writes.
    """
    states = {
        _location(before.content["terraform"]["backend"]): outputs for before, outputs in written.values()
    }
    found = {}
    for name, data in stack.content.get("data", {}).get("terraform_remote_state", {}).items():
        location = _location({data["backend"]: data["config"]})
        if location not in states:
            raise MockError(
                f"data.terraform_remote_state.{name} reads {location}, which no stack before it writes"
            )
        found[name] = states[location]
    return found


def mocked_test(
    content: Mapping[str, Any], schema: Mapping[str, Any], states: Mapping[str, Outputs], system: str = ""
) -> dict[str, Any]:
    """A `*.tftest.json` that applies a stack, plans it again, and has Terraform destroy it.

    content: the stack; schema: the provider's; states: the outputs behind each terraform_remote_state.
    system: whose stack it is; what AWS would choose, it chooses for one system alone.
    """
    regions = regions_by_alias(content)
    return {
        "mock_provider": {"aws": [{"alias": alias} if alias else {} for alias in regions]},
        "override_resource": [
            {"target": f"{kind}.{name}", "values": values}
            for kind, name, values in _computed(
                content, "resource", schema["resource_schemas"], regions, system
            )
        ],
        "override_data": [
            *(
                {"target": f"data.{kind}.{name}", "values": values}
                for kind, name, values in _computed(
                    content, "data", schema["data_source_schemas"], regions, system
                )
            ),
            *(
                {"target": f"data.terraform_remote_state.{name}", "values": {"outputs": dict(outputs)}}
                for name, outputs in states.items()
            ),
        ],
        "run": {APPLY: {"command": "apply"}, REPLAN: {"command": "plan"}},
    }


def initials(system: str) -> str:
    """A short word for a system: AWS takes no more than 32 letters for some ids."""
    return "".join(word[0] for word in system.split("_"))


def _location(backend: Mapping[str, Mapping[str, Any]]) -> str:
    ((kind, settings),) = backend.items()
    where = (f"{name}={settings[name]}" for name in ("bucket", "key", "region", "path") if name in settings)
    return f"{kind} {' '.join(where)}"


def _computed(
    content: Mapping[str, Any],
    section: str,
    schemas: Mapping[str, Any],
    regions: Mapping[str | None, str],
    system: str,
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each resource with what AWS would choose for it."""
    for kind, named in content.get(section, {}).items():
        if kind not in schemas:
            continue  # terraform_remote_state, which is Terraform's own
        attributes = schemas[kind]["block"]["attributes"]
        for name, arguments in named.items():
            about = _about(kind, f"{system}-{name}".lstrip("-"), region_of(arguments, regions))
            yield (
                kind,
                name,
                {
                    attribute: value
                    for attribute, described in attributes.items()
                    if described.get("computed") and attribute not in arguments
                    for value in _values(
                        attribute, described["type"], about, optional=described.get("optional", False)
                    )
                },
            )


def invented(  # noqa: PLR0913 (an attribute, and whose it is)
    kind: str, name: str, region: str, attribute: str, typed: Any, *, optional: bool
) -> Any:
    """What AWS would choose for an attribute of a resource: the same whenever it is asked for."""
    made = next(_values(attribute, typed, _about(kind, name, region), optional=optional), None)
    if made is None and isinstance(typed, list):
        return {} if typed[0] in ("map", "object") else []
    return {"number": 0, "bool": False}.get(typed) if made is None else made


def _about(kind: str, name: str, region: str) -> dict[str, str]:
    return {"service": kind.split("_")[1], "region": region, "name": name.replace("_", "-")}


def _values(attribute: str, kind: Any, about: Mapping[str, str], *, optional: bool) -> Iterator[Any]:
    """One plausible value of an attribute; none for the types whose zero Terraform may as well choose."""
    if kind == "string":
        yield _word(attribute, about)
    elif isinstance(kind, list) and kind[0] in ("list", "set") and not optional:
        if kind[1] == "string":
            yield [f"{_word(attribute, about)}-{number + 1}" for number in range(_ZONES)]
        elif kind[1][0] == "object":
            yield [
                {
                    name: value
                    for name, inner in kind[1][1].items()
                    for value in _values(name, inner, about, optional=False)
                }
            ]


def _word(attribute: str, about: Mapping[str, str]) -> str:
    if attribute.endswith("arn"):
        return f"arn:aws:{about['service']}:{about['region']}:{ACCOUNT}:{about['name']}"
    return {
        "account_id": ACCOUNT,
        "partition": "aws",
        "region": about["region"],
        "resource_record_type": "CNAME",  # with which a certificate is proven
        "root_resource_id": f"root-{about['name']}",
    }.get(attribute, f"mock-{about['name']}")

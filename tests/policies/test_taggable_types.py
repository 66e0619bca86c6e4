"""The frozen list of taggable types, against the bindings that it was read from.

`python -m tests.policies.test_taggable_types` writes it anew, for another version of the bindings.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

import engines
from policies.related.tags import TAGGABLE_TYPES, taggable_types

_RESOURCE = re.compile(
    rb"Represents a \{@link https://registry\.terraform\.io/providers/hashicorp/aws/"
    rb"([\d.]+)/docs/resources/\S+ (\w+)\}"
)


def bindings() -> Path:
    """The folder of the bindings; they are read as text, since importing them takes half a minute."""
    spec = find_spec(engines.prepare().aws)
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0])


def generate() -> str:
    """The content of TAGGABLE_TYPES: every resource whose own class, the module's first, takes tags."""
    versions, found = set(), set()
    for path in bindings().glob("*/__init__.py"):
        text = path.read_bytes()
        resource = None if path.parent.name.startswith("data_aws_") else _RESOURCE.search(text)
        if resource is None:
            continue
        versions.add(resource[1].decode())
        rest = text[resource.end() :]
        if b"    def tags_input(" in rest[: rest.find(b"\n@jsii.")]:
            found.add(resource[2].decode())
    header = f"# Resources of hashicorp/aws {', '.join(sorted(versions))} that take tags.\n"
    return header + "".join(f"{kind}\n" for kind in sorted(found))


@pytest.mark.synth
def test_list_is_what_the_bindings_say() -> None:
    assert TAGGABLE_TYPES.read_text(encoding="utf-8") == generate()


def test_list_tells_taggable_from_not() -> None:
    assert {"aws_kms_key", "aws_dynamodb_table_replica", "aws_subnet"} <= taggable_types()
    assert not {"aws_kms_alias", "aws_s3_bucket_versioning", "aws_route53_record"} & taggable_types()


if __name__ == "__main__":
    TAGGABLE_TYPES.write_text(generate(), encoding="utf-8")

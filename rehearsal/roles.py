"""The deployed roles: whose each is, and what its policies grant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from policies.configuration import Configuration
from policies.diff.grants import Grant, grants_of
from policies.diff.permissions import covers
from rehearsal.calls import Call, role_name

FUNCTION_ID: Final = "function_"
_KEY: Final = re.compile(r"arn:[\w-]+:kms:[\w-]+:\d+:key/[\w-]+")
_SECRET: Final = re.compile(r"(:secret:.+)-\w{6}$")  # Secrets Manager puts six characters after the name


@dataclass(frozen=True, slots=True)
class Role:
    """A role and what its policies say. `code` is what stands for its region in names.

    keys: the ARN of each key of the stacks -> what it is called in every region.
    function: the handler that runs under it, and that function's ARN; both empty where none does.
    """

    name: str
    id: str
    region: str
    code: str
    granted: frozenset[Grant]
    keys: Mapping[str, str]
    function: str = ""
    function_arn: str = ""

    @property
    def label(self) -> str:
        """How sentences name whose it is, in every region alike."""
        return f"the function {self.function}" if self.function else f"the role {self.anywhere(self.id)}"

    def allows(self, call: Call) -> bool:
        """Whether its policies allow a call."""
        allowed, denied = call.as_grant("Allow"), call.as_grant("Deny")
        return any(covers(grant, allowed) for grant in self.granted) and not any(
            covers(grant, denied) for grant in self.granted
        )

    def anywhere(self, text: str) -> str:
        """A name or an ARN as it is in every region, with `*` where it speaks of the role's own."""
        text = _KEY.sub(lambda key: f"the key {self.keys.get(key[0], 'of account set-up')}", text)
        for own in (self.region, self.code):
            text = text.replace(own, "*") if own else text
        return _SECRET.sub(r"\1-??????", text)


def read_roles(configuration: Configuration, codes: Mapping[str, str]) -> tuple[dict[str, Role], list[str]]:
    """The roles by name, and the policies that cannot be read, as sentences. `codes`: region -> code."""
    found = grants_of(configuration)
    granted: dict[str, set[Grant]] = defaultdict(set)
    for owner, given in found.by_owner.items():
        holder = configuration.by_address.get((owner.stack, owner.address))
        if holder is None or holder.type == "aws_iam_role_policy":
            # The owner of an attachment whose role no stack has is the role's name.
            granted[str(holder.get("role")) if holder else owner.address] |= given
    functions = {role_name(each.get("role")): each for each in configuration.of("aws_lambda_function")}
    keys = {str(key.get("arn")): key.name for key in configuration.of("aws_kms_key")}
    roles = {}
    for role in configuration.of("aws_iam_role"):
        name = str(role.get("name"))
        function = functions.get(name)
        roles[name] = Role(
            name,
            role.name,
            role.region,
            codes.get(role.region, ""),
            frozenset(granted.pop(name, ())),
            keys,
            function.name.removeprefix(FUNCTION_ID) if function else "",
            str(function.get("arn")) if function else "",
        )
    problems = [f"{name} has policies and is no role of a stack" for name in sorted(granted)]
    problems += (
        f"{each.stack}: the policy of {each.address} cannot be read: {each.reason}"
        for each in sorted(found.unreadable)
        if each.address.startswith("aws_iam_")
    )
    return roles, problems

"""Which AWS-managed policies are attached, and to whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.arn import read_arn
from policies.configuration import Configuration
from policies.model import Judgement, unknown
from policies.resource import Resource
from policies.values import as_list, is_known

ATTRIBUTES: Final = {
    "aws_iam_role_policy_attachment": "policy_arn",
    "aws_iam_user_policy_attachment": "policy_arn",
    "aws_iam_group_policy_attachment": "policy_arn",
    "aws_iam_policy_attachment": "policy_arn",
    "aws_iam_role": "managed_policy_arns",
    "aws_iam_role_policy_attachments_exclusive": "policy_arns",
    "aws_iam_user_policy_attachments_exclusive": "policy_arns",
    "aws_iam_group_policy_attachments_exclusive": "policy_arns",
    "aws_ssoadmin_managed_policy_attachment": "managed_policy_arn",
}
"""Where policies are attached. A permissions boundary grants nothing, so it may be AWS-managed."""


def managed(holder: Resource, configuration: Configuration) -> Iterator[str | Judgement]:
    """The names of the AWS-managed policies that are attached, with their path, and what nobody can tell."""
    attribute = ATTRIBUTES[holder.type]
    for value in as_list(holder.get(attribute)):
        target = configuration.target(holder, value)
        if target is not None and target.type == "aws_iam_policy":
            continue
        read = target.get("arn") if target is not None and target.type == "data.aws_iam_policy" else None
        arn = read_arn(read or value)
        if arn is not None and arn.account == "aws":
            yield arn.resource.removeprefix("policy/")
        # An ARN that is spelled out up to its name is that of a policy of some account.
        elif not is_known(read or value) and (arn is None or not arn.resource.startswith("policy/")):
            yield unknown(f"{attribute} is {read or value}, which only the plan can tell")

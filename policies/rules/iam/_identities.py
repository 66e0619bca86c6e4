"""What says what an identity may do, and what in a policy only a variable tells."""

from __future__ import annotations

import re
from typing import Final

IDENTITY: Final = (
    "aws_iam_role",
    "aws_iam_role_policy",
    "aws_iam_policy",
    "aws_iam_user_policy",
    "aws_iam_group_policy",
    "aws_ssoadmin_permission_set_inline_policy",
)
"""What says what an identity may do; of a role that is its inline_policy, not who may assume it."""

_VARIABLE: Final = re.compile(r"\$\{(?!(?:data\.)?[a-z]\w*_\w+\.)")


def is_variable(value: str) -> bool:
    """Whether a part of it is an expression other than a reference to a resource or data source."""
    return bool(_VARIABLE.search(value))

"""What starts the function, which variables it reads, and what it may do in AWS.

`secretsmanager:GetRandomPassword` is on no secret: it knows no resource but `*` (Service Authorization
Reference, AWS Secrets Manager).
"""

from __future__ import annotations

from handlers.domain.spec import GrantedResource, HandlerSpec, Trigger, grants

SPEC = HandlerSpec(
    name="rotation",
    purpose="Gives the database user that is not in use a new password, and makes it the one in use",
    trigger=Trigger.SECRET_ROTATION,
    environment=("DATABASE_CA", "DATABASE_SECRET"),
    grants=(
        *grants(
            GrantedResource.DATABASE_CREDENTIALS,
            "secretsmanager:DescribeSecret",
            "secretsmanager:GetSecretValue",
            "secretsmanager:PutSecretValue",
            "secretsmanager:UpdateSecretVersionStage",
        ),
        *grants(GrantedResource.ANYTHING, "secretsmanager:GetRandomPassword"),
    ),
)

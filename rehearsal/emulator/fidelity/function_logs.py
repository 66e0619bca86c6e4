"""A function whose log group is gone writes nowhere; ministack makes the group anew, also for a run that
outlives its function.

Source: the developer guide of AWS Lambda, "Sending Lambda function logs to CloudWatch Logs": the group is
made under the function's role, and no role of a stack may make one (`logs:CreateLogGroup`).
"""

from __future__ import annotations

from typing import Any

from ministack.services import cloudwatch_logs, lambda_svc

_emit = lambda_svc._emit_lambda_logs


def apply() -> None:
    """Replace how a function's output gets into its log group."""
    lambda_svc._emit_lambda_logs = _emit_to_what_is_there


def _emit_to_what_is_there(func: dict[str, Any], *told: Any, **options: Any) -> None:
    config = func.get("config") or func
    group = (config.get("LoggingConfig") or {}).get("LogGroup") or f"/aws/lambda/{config['FunctionName']}"
    if group in cloudwatch_logs._log_groups:
        _emit(func, *told, **options)

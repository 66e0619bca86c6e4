"""A function that raises answers with the exception's class, and lives on; ministack names every exception
`Runtime.HandlerError` and ends the process, so that no Retry or Catch matches and each start is cold.

Source: the developer guide of AWS Lambda, "Using Lambda to handle errors in Python".
"""

from __future__ import annotations

from typing import Any, Final

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

_RAISED: Final = "_rehearsal_raised"
_ANSWERED: Final = '{"status": "error", "error": str(e), "trace": traceback.format_exc()}'
_ANSWERS: Final = (
    '{"status": "ok", "result": {"_rehearsal_raised": {"errorMessage": str(e),'
    ' "errorType": type(e).__name__, "stackTrace": traceback.format_tb(e.__traceback__)}}}'
)
_execute = lambda_svc._execute_function_warm


def apply() -> None:
    """Replace how a Python function tells of an exception, and how that is read. Raises RuntimeError."""
    script = lambda_runtime._PYTHON_WORKER_SCRIPT
    if script.count(_ANSWERED) != 1:
        raise RuntimeError("ministack's worker of Python functions is not the one that this fix was made for")
    lambda_runtime._PYTHON_WORKER_SCRIPT = script.replace(_ANSWERED, _ANSWERS)
    lambda_svc._execute_function_warm = _execute_and_tell


def _execute_and_tell(func: dict[str, Any], event: Any, request_id: str) -> Any:
    result = _execute(func, event, request_id)
    body = result.get("body")
    if not isinstance(body, dict) or _RAISED not in body:
        return result
    error = body[_RAISED]
    said = f"[ERROR] {error['errorType']}: {error['errorMessage']}\n{''.join(error['stackTrace'])}"
    log = "\n".join(filter(None, [result.get("log", ""), said]))
    return {"body": error, "error": True, "function_error": "Unhandled", "log": log}

"""What can go wrong on our side. A message never holds a value that came from outside: the errors of a
workflow stand in its history, and that of a function in its log.
"""

from __future__ import annotations


class PaymentError(Exception):
    """The root of the errors that workflows tell apart by name."""


class RetryableError(PaymentError):
    """Doing the same again, later, may work and does no harm. Workflows retry these."""


class ContentionError(RetryableError):
    """Somebody else wrote what this wanted to write. Load again, decide again."""


class QuietPeriodError(RetryableError):
    """A takeover of the payment's home region is under way; nothing moves until it ends."""


class ProcessorUnavailableError(RetryableError):
    """The processor was not reached: it did surely nothing."""


class StoreUnavailableError(RetryableError):
    """A table, bucket, bus or queue did not answer; what was asked of it may have happened."""


class ThrottledError(RetryableError):
    """A key of a table is asked for more than it takes. What was asked of it was surely not done."""


class ProcessorTimeoutError(PaymentError):
    """The processor gave no answer: it may have done what it was asked."""


class ProcessorMismatchError(PaymentError):
    """The processor knows the instruction's key with another amount or currency."""


class RecordsError(PaymentError):
    """The processor's records say what cannot be. Nothing is booked of it, and a person must look."""


class BookedOtherwiseError(PaymentError):
    """A posting stands under its name with another amount. It stays, and a person must look."""


class NotOwnerError(PaymentError):
    """Another region acts for the payment's home region."""


class UnknownPaymentError(PaymentError):
    """No such payment, or not the caller's."""


class TransitionError(PaymentError):
    """A payment's state does not allow the step. A defect, or an event that came too late."""


class BadEventError(PaymentError):
    """A workflow, a rule or a schedule called with an event that the function does not know."""


class ConfigurationError(PaymentError):
    """An environment variable or a setting is missing or makes no sense. Names it; never its value.

    `variable` is the one that the function's log names, where there is one.
    """

    def __init__(self, text: str, *, variable: str = "") -> None:
        super().__init__(text)
        self.variable = variable


class UnexpectedError(PaymentError):
    """A defect, or an error that nobody thought of: told by its type and where it arose, and nothing else."""


class DatabaseUnavailableError(RetryableError):
    """A database did not answer; what was asked of it may have happened."""


class RotationError(PaymentError):
    """A credential cannot be rotated until an operator fixes its cause. The one in use still works."""

"""What ends a batch before its last case: an error that concerns every case, or a signal."""

from drafter.drafting.failures import Failure
from drafter.errors import GuidelineError, ModelError, NotInForce, SettingsError

_FATAL = frozenset(failure.value for failure in Failure if failure.fatal and not failure.passing)


class BatchStopped(Exception):
    """Going on is of no use: what is wrong concerns every case."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code
        """What the command ends with."""


def stopping(error: Exception, case_number: str) -> BatchStopped | None:
    """The end of the batch, where an error with one case concerns all; None where the next case may fare better.

    What a call of the case failed by names the case, since the error itself names the item alone.
    A server that cannot be reached may be back for the next case; see `Tally.unreachable`.
    """
    match error:
        case NotInForce():
            return None
        case GuidelineError() | SettingsError():
            return BatchStopped(str(error), error.exit_code)
        case ModelError() if error.failure in _FATAL:
            return BatchStopped(f"case {case_number}: {error}", error.exit_code)
        case BatchStopped():
            return error
    return None

"""The errors a user can mend, each with the exit code that the commands end with.

An error's text is one line a problem: what is wrong, where, and what to do. It never holds case text.
"""


class DrafterError(Exception):
    """A mistake that the user can mend; printed as one line, never as a traceback."""

    exit_code = 1


class SettingsError(DrafterError):
    """A setting, a prompt, a template or the organisation's paragraphs cannot be used."""

    exit_code = 10


class CaseError(DrafterError):
    """The case file, or a record that it names, cannot be used; one line a problem."""

    exit_code = 3


class GuidelineError(DrafterError):
    """The corpus or the index cannot be used, or no edition is in force on the date."""

    exit_code = 4


class NotInForce(GuidelineError):
    """There is no date to go by, or no edition is in force on it."""


class ModelError(DrafterError):
    """The model server cannot be reached, refuses us, or its answer cannot be used."""

    exit_code = 5

    def __init__(self, message: str, failure: str = "cannot be used") -> None:
        super().__init__(message)
        self.failure = failure
        """The kind of failure in a few words, the same for every server and case: "rate limit", "deadline", …"""


class OutputError(DrafterError):
    """A result cannot be written where it was asked for."""

    exit_code = 6


class LetterError(DrafterError):
    """A file is not a determination letter that can be read."""

    exit_code = 8


class DraftFileError(DrafterError):
    """A file is not a draft or decision that can be used."""

    exit_code = 9


class EvaluationError(DrafterError):
    """A suite, a run, or the labels of an audit cannot be used, or two runs cannot be compared."""

    exit_code = 11


GATE_FAILED = 12
"""What `drafter eval gate` ends with where a gate failed or is undecided."""

INCOMPLETE = 13
"""What `drafter batch` and `drafter eval run` end with where some cases failed or wait for answers in a file."""

EXIT_CODES: dict[int, str] = {
    0: "all went well; a draft may still carry findings, which are printed and stand in the letter",
    1: "a fault in drafter itself (a bug: please report it), or whatever read its output went away (a broken pipe)",
    2: "the command line is wrong",
    CaseError.exit_code: "the case file, or a record that it names, cannot be used",
    GuidelineError.exit_code: "the guideline corpus or its index cannot be used, or no edition is in force",
    ModelError.exit_code: "the model server cannot be reached or used, or its answer cannot be used",
    OutputError.exit_code: "the result cannot be written",
    7: "`drafter verify` or `drafter letters lint` found errors, or something that cannot be checked",
    LetterError.exit_code: "a file is not a determination letter that can be read; those of the run that are were read",
    DraftFileError.exit_code: "the file is not a draft, or no decision, that can be used",
    EvaluationError.exit_code: "a suite, a run or the labels of an audit cannot be used, or runs cannot be compared",
    GATE_FAILED: "`drafter eval gate` found that a gate failed, or that one which must be proven is not",
    INCOMPLETE: "some cases of a batch failed, or cases wait for answers in a file; the others were drafted",
    SettingsError.exit_code: "a setting, prompt, template or fixed paragraph cannot be used",
    130: "interrupted from the keyboard; nothing half-written is left",
    143: "a batch was told to end (SIGTERM); nothing half-written is left, and the same command goes on",
}

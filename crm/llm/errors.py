"""What can go wrong with a question to a model. The gateway raises nothing else for a model's failure."""

from collections.abc import Sequence


class ModelError(Exception):
    """`reason` is safe to store and to show: redacted, and never the customer's words.

    `tells_of_outage`: the same failure is to be expected of the next call too (counts for the breaker).
    """

    tells_of_outage = False

    def __init__(self, reason: str, *, model: str = "", task: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.model = model
        self.task = task

    def __str__(self) -> str:
        where = " · ".join(part for part in (self.task, self.model) if part)
        return f"{where}: {self.reason}" if where else self.reason


class ModelAnswerInvalid(ModelError):
    """It answered, but not in the shape that was asked for, also after the repair.

    `answer` is what it said (it may hold customer text and is not for logs), `problems` what did not fit.
    """

    def __init__(
        self, reason: str, *, model: str = "", task: str = "", answer: str = "", problems: Sequence[str] = ()
    ) -> None:
        super().__init__(reason, model=model, task=task)
        self.answer = answer
        self.problems = list(problems)


class ModelTimeout(ModelError):
    """No answer within the time bound."""

    tells_of_outage = True


class ModelUnavailable(ModelError):
    """Not reachable, broken off, or an error on the provider's side (5xx)."""

    tells_of_outage = True


class ModelPaused(ModelUnavailable):
    """Not asked, because the breaker is open after repeated failures."""

    tells_of_outage = False


class ModelRefused(ModelError):
    """The provider answered with a 4xx: key, quota, unknown model, or this very request.

    `status` is the HTTP status. `about_parameters`: the request might pass with fewer parameters.
    """

    def __init__(
        self, reason: str, *, model: str = "", task: str = "", status: int = 400, about_parameters: bool = False
    ) -> None:
        super().__init__(reason, model=model, task=task)
        self.status = status
        self.about_parameters = about_parameters

    @property
    def tells_of_outage(self) -> bool:  # type: ignore[override]
        return self.status in (401, 402, 403, 404, 429)


class ModelOverBudget(ModelError):
    """The daily budget is spent and a model that costs nothing was not allowed to step in."""

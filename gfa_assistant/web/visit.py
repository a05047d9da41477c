"""What one visitor has asked and been told: the only state of the page, kept for the visit and nowhere else."""

from dataclasses import dataclass

from gfa_assistant.records import Answer, Citation, Turn


@dataclass(frozen=True, slots=True)
class Visit:
    """The answers of one visit, oldest first."""

    answers: tuple[Answer, ...] = ()

    def with_answer(self, answer: Answer) -> "Visit":
        return Visit((*self.answers, answer))

    @property
    def history(self) -> tuple[Turn, ...]:
        """The conversation as the assistant takes it."""
        return tuple(
            turn
            for answer in self.answers
            for turn in (Turn("user", answer.question), Turn("assistant", answer.answer))
        )

    def citation(self, answer: int, number: int) -> Citation | None:
        """Citation `number` of the answer at index `answer`; None where this visit has no such citation."""
        if not 0 <= answer < len(self.answers):
            return None
        return next((c for c in self.answers[answer].citations if c.number == number), None)

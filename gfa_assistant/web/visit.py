"""What one visitor has asked and been told: the only state of the page, kept for the visit and nowhere else."""

from dataclasses import dataclass, replace

from gfa_assistant.records import Answer, Citation, Turn
from gfa_assistant.web.exports.memo import Taken


@dataclass(frozen=True, slots=True)
class Exchange:
    """One answer, when and from which index it was given, the id it is rated by, and how it was rated.

    `evidence` is the answer as plain text with its reference list, written once: the conversation is shown anew often.
    """

    answer: Answer
    taken: Taken
    evidence: str
    answer_id: str | None = None
    helpful: bool | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """The exchanges of one visit, oldest first."""

    exchanges: tuple[Exchange, ...] = ()

    def with_exchange(self, exchange: Exchange) -> "Visit":
        return Visit((*self.exchanges, exchange))

    def rated(self, index: int, *, helpful: bool) -> "Visit":
        """The visit with the rating of the answer at `index`."""
        changed = replace(self.exchanges[index], helpful=helpful)
        return Visit((*self.exchanges[:index], changed, *self.exchanges[index + 1 :]))

    @property
    def history(self) -> tuple[Turn, ...]:
        """The conversation as the assistant takes it."""
        return tuple(
            turn
            for exchange in self.exchanges
            for turn in (Turn("user", exchange.answer.question), Turn("assistant", exchange.answer.answer))
        )

    def exchange(self, index: int | None) -> Exchange | None:
        """The exchange at `index`; None where this visit has none."""
        return self.exchanges[index] if index is not None and 0 <= index < len(self.exchanges) else None

    def citation(self, index: int | None, number: int | None) -> Citation | None:
        """Citation `number` of the answer at `index`; None where this visit has no such citation."""
        exchange = self.exchange(index)
        return next((c for c in exchange.answer.citations if c.number == number), None) if exchange else None

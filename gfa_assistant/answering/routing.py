"""Which form of answer the known questions call for, where they settle it: statement, office, list or none."""

from gfa_assistant.answering.answerability import Judged
from gfa_assistant.answering.lists import ListChoice
from gfa_assistant.reading import Form
from gfa_assistant.reading.questions import FORMS
from gfa_assistant.retrieval.known_questions import Neighbours
from gfa_assistant.retrieval.language import detect_language

# Chosen on the development questions: the share of the vote that settles the form, and how sure the model must be that
# a unit answers, or that none does, to agree.
SETTLED = 0.75
_SURE = 0.8
_DOUBTFUL = 0.5
# A known question this near in meaning may be what was meant.
_NEAR = 0.5
_MOST_OFFERED = 3


def settled_form(neighbours: Neighbours | None, judged: Judged, *, office_asked: bool) -> Form | None:
    """Return the form that most votes are for, if the model does not contradict; None where nothing is settled.

    `office_asked` says that the question's words ask for an office: then only a known question that is very near
    says otherwise.
    """
    if neighbours is None:
        return None
    votes = {form: neighbours.of_forms(form)[0] for form in FORMS}
    form = max(votes, key=votes.__getitem__)
    best = judged.units[0].unit.kind if judged.units else None
    near_enough = not office_asked or neighbours.are_very_near
    agrees = {
        "statement": best != "contact" and judged.probability >= _SURE and near_enough,
        "list": True,
        # Where the Land is named in a way that only the vectors understand, its card is found as a unit.
        "office": office_asked or best != "contact" or judged.probability < _SURE,
        "unanswered": judged.probability < _DOUBTFUL and near_enough,
    }
    return form if votes[form] >= SETTLED and agrees[form] else None


def near_questions(neighbours: Neighbours, language: str) -> tuple[str, ...]:
    """Known questions that are answered and near the one asked, each by other passages, in German or English.

    Only those are offered that are written as one would like to read them.
    """
    offered: dict[tuple[str, ...], str] = {}
    for number in neighbours.order:
        if len(offered) == _MOST_OFFERED:
            break
        known, passages = neighbours.known.questions[number], neighbours.known.passages[number]
        if neighbours.cosines[number] < _NEAR or known.form not in ("statement", "list"):
            continue
        written_out = known.text[:1].isupper() and known.text.endswith("?")
        if written_out and passages not in offered and detect_language(known.text) == language:
            offered[passages] = known.text
    return tuple(offered.values())


def holds_best(choice: ListChoice, judged: Judged) -> bool:
    """Say whether the unit that answers best stands among the chosen items of the list."""
    best = judged.units[0].unit
    return best.document.id == choice.unit.document.id and any(
        item.start < best.end and best.start < item.end for item in choice.items
    )

import pytest

from gfa_assistant.answering.history import parse_history
from gfa_assistant.errors import QuestionError
from gfa_assistant.records import Turn


def test_turns_are_read_in_order() -> None:
    data = [{"role": "user", "content": "Wer?"}, {"role": "assistant", "content": "", "more": 1}]
    assert parse_history(data) == [Turn("user", "Wer?"), Turn("assistant", "")]
    assert parse_history([]) == []


@pytest.mark.parametrize("data", [None, {}, "[]", 3], ids=repr)
def test_history_that_is_no_list_is_refused(data: object) -> None:
    with pytest.raises(QuestionError) as raised:
        parse_history(data)
    assert str(raised.value) == 'the history is no list; give [{"role": "user", "content": "…"}, …]'


@pytest.mark.parametrize(
    "entry",
    [
        None,
        "Wer?",
        ["user", "Wer?"],
        {},
        {"role": "user"},
        {"content": "Wer?"},
        {"role": "system", "content": "Wer?"},
        {"role": ["user"], "content": "Wer?"},
        {"role": "user", "content": None},
        {"role": "user", "content": ["Wer?"]},
    ],
    ids=repr,
)
def test_entry_of_another_form_is_refused_with_its_number(entry: object) -> None:
    with pytest.raises(QuestionError) as raised:
        parse_history([{"role": "user", "content": "Wer?"}, entry])
    assert str(raised.value) == ('history entry 2 is not {"role": "user"|"assistant", "content": "…"}; correct it')

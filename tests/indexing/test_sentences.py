import pytest

from gfa_assistant.indexing.sentences import sentence_spans


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Erster Satz. Zweiter Satz!\nDritter?", ["Erster Satz.", "Zweiter Satz!", "Dritter?"]),
        ("Der 13. Kinder- und Jugendbericht liegt vor. Er ist neu.", None),
        ("Das gilt z. B. für Gemeinden. Für Städte auch.", None),
        ("Am 3. Mai 2023 trat Nürnberg bei. Fürth folgte.", None),
        ("Kein Satzzeichen am Ende", ["Kein Satzzeichen am Ende"]),
        ("  Rand und Öffentlichkeit.  ", ["Rand und Öffentlichkeit."]),
        ("", []),
        (" \n ", []),
    ],
    ids=["three", "ordinal", "abbreviation", "date", "no full stop", "white space around", "empty", "blank"],
)
def test_sentences_are_found_with_their_spans(text: str, sentences: list[str] | None) -> None:
    expected = sentences if sentences is not None else _by_last_full_stop(text)
    assert [text[start:end] for start, end in sentence_spans(text)] == expected


def test_spans_count_code_points_and_leave_nothing_but_white_space_out() -> None:
    text = "Fußgänger 😀 zuerst. Ärztinnen helfen! „Und die Kosten?“ Keine."
    spans = sentence_spans(text)
    left = "".join(
        text[end:start] for (_, end), (start, _) in zip([(0, 0), *spans], [*spans, (len(text), 0)], strict=True)
    )
    assert left.strip() == ""
    assert text[slice(*spans[0])] == "Fußgänger 😀 zuerst."
    assert text[slice(*spans[-1])] == "Keine."


def _by_last_full_stop(text: str) -> list[str]:
    """The two sentences of a text whose first holds full stops that end nothing."""
    cut = text[:-1].rindex(". ") + 1
    return [text[:cut], text[cut + 1 :]]

import pytest

from gfa_assistant.retrieval.language import detect_language

SENTENCES = {
    "de": [
        "Wie werden wir Partnerkommune in Bayern?",
        "wer ist bei uns zuständig",
        "was ist der can do ansatz",
        "email kgc thüringen",
        "Merci für die Info",
        "Was heißt Health in All Policies?",
    ],
    "en": [
        "How do we join?",
        "what does it cost",
        "Can our town take part?",
        "Who is responsible in Bavaria?",
        "What is Gesundheit für alle?",
    ],
    "tr": ["Belediyemiz nasıl katılabilir?", "Bavyera'da kim sorumlu?", "Offenbach ne zaman katıldı?"],
    "uk": ["Як наша громада може приєднатися?", "Хто відповідає в Баварії?"],
    "ru": ["Как стать партнером?", "Кто отвечает за Гессен?"],
    "ar": ["كيف يمكن لبلديتنا الانضمام؟", "ما هي أهداف البرنامج؟"],
    "pl": ["Jak nasza gmina może dołączyć?", "Kto jest odpowiedzialny w Bawarii?"],
    "fr": ["Comment notre commune peut-elle participer ?", "En quelle année le réseau a-t-il été fondé ?"],
}


@pytest.mark.parametrize(("language", "text"), [(code, text) for code, texts in SENTENCES.items() for text in texts])
def test_language_of_a_question_is_recognised(language: str, text: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "kgc hessen telefon",
        "ziele partnerprozess",
        "lk fürth dabei?",
        "anmelden wo",
        "Good Practice",
        "tel kgc nrw",
        "BZgA BIÖG umbenennung",
        "GR+",
        "123",
        "?",
        "",
    ],
)
def test_keywords_and_scraps_are_german(text: str) -> None:
    assert detect_language(text) == "de"

"""How a question is put, where that decides who may answer it: greetings, emergencies, judgements, ways to join."""

import re

from gfa_assistant.retrieval.question import Question

_GREETING = re.compile(
    r"^\W*(hallo|guten (tag|morgen|abend)|moin|servus|grüß gott|hi|hello|danke\w*|vielen dank|test)\W*$", re.IGNORECASE
)
_EMERGENCY = re.compile(
    r"notfall|notruf|herzinfarkt|schlaganfall|suizid|umbringen|selbstmord|bewusstlos|vergift|brustschmerz|"
    r"starke schmerzen|nicht mehr leben|will sterben|leben nehmen|das leben beenden|atmet nicht|keine luft|ohnmächtig|"
    r"überdosis|krampfanfall|blutet stark|allergischer schock|emergency|suicid|heart attack|stroke\b|"
    r"kill (him|her|my)self|"
    r"not breathing|unconscious|intihar|kalp krizi|самогуб|самоуб|انتحار|samobój",
    re.IGNORECASE,
)
_JUDGEMENT = re.compile(
    r"\b(habe|haben|hat|steht|stehen)\b.*\b(ich|wir|er|sie|mir|uns|ihm|ihr|bürger\w*|familie\w*|frau|mann|kind\w*)\b.*"
    r"\banspruch\b|\banspruch auf\b|bin ich berechtigt|sind wir berechtigt|"
    r"\b(klagen|verklagen|widerspruch einlegen|rechtswidrig|rechtlich zulässig|haftbar)\b|entitled to",
    re.IGNORECASE,
)
_HOW = re.compile(
    r"\bwie\b|schritt|was muss|was müssen|\bhow\b|\bjoin|werden|beitr|beizutreten|mitmach|mitzumachen|teilnehm|"
    r"teilzunehmen|приєдн|присоед|katıl|zostać|przystąpi|dołączy",
    re.IGNORECASE,
)
_NOT_HOW = re.compile(
    r"\b(wann|wer|wo|warum|wieso|weshalb|why|wie ?viele?|wie ?lange|dauert?|kostet?n?|frist|when|who|where|how many|"
    r"how long|datum|davon)\b|gebühr|beitrag\b|beschluss|austr[ei]t|auszutreten|aussteigen|ausstieg|kündig|"
    r"^(können|kann|dürfen|darf|müssen|muss|ist|gilt|hat|braucht|can|is|do|does|has)\b",
    re.IGNORECASE,
)
_FIRST = r"(zuerst|wenden|anlaufstelle)"
_JOINING = r"(partnerkommune|beitr|beizutreten|mitmach|mitzumachen|teilnehm|teilzunehmen)"
_WHOM_FIRST = re.compile(f"{_FIRST}.*{_JOINING}|{_JOINING}.*{_FIRST}", re.IGNORECASE)


def is_greeting(question: Question) -> bool:
    """Say whether nothing but a greeting or thanks was typed."""
    return bool(_GREETING.match(question.text))


def is_emergency(question: Question) -> bool:
    """Say whether somebody may need medical help: then 112 and 116117 are named, and nothing else."""
    return bool(_EMERGENCY.search(question.text))


def asks_for_judgement(question: Question) -> bool:
    """Say whether an individual entitlement or a legal judgement is asked for, which no machine decides."""
    return bool(_JUDGEMENT.search(question.text))


def asks_how_to_join(question: Question) -> bool:
    """Say whether the steps of joining are asked for, rather than one fact about joining."""
    asked = question.standalone
    return (
        "joining" in question.intents and not question.years and bool(_HOW.search(asked)) and not _NOT_HOW.search(asked)
    )


def asks_whom_first(question: Question) -> bool:
    """Say whether the first office to turn to for joining is asked for."""
    return bool(_WHOM_FIRST.search(question.standalone))

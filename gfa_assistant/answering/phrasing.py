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


_OFFICE = (
    r"koordinierungsstelle|koordinationsstelle|\bkgc\b|zuständig|ansprech|anlaufstelle|anruf|\brufe?n?\b|wende|nummer|"
    r"kontakt|\boffice\b|contact|\bcall\b|koordinasyon|бюро|koordyn|bureau|coordination|مكتب|المسؤول"
)
_OWN = (
    r"\b(?:uns|unser\w*|wir|mich|mir|meine?[rmns]?|our|us|we|my|bizim\w*|нам|нас|наш\w*|nasz\w*|nas|nous|notre)\b|"
    r"منطقتنا|لنا"
)
_DETAILS = re.compile(r"nummer|telefon|ansprech|anschrift|adresse|e-?mail|kontaktdaten|phone|address", re.IGNORECASE)
_OFFICE_WORD = re.compile(
    r"kgcs?|(?:koordinierungs|koordinations|ansprech|anlauf|kontakt)?stellen?|ansprech\w*|zuständig\w*|kontakt\w*|"
    r"(?:telefon|ruf)?nummer|telefon|anschrift|adresse|e-?mail\w*|coordinat\w*|offices?|contacts?|phone|number|address",
    re.IGNORECASE,
)
_OWN_OFFICE = re.compile(f"(?:{_OWN}).*(?:{_OFFICE})|(?:{_OFFICE}).*(?:{_OWN})", re.IGNORECASE)
_ORDERS = re.compile(
    r"\bregeln?\b.*\b(?:egal|nicht mehr|vergiss|ignorier\w*)|(?:ignorier|vergiss|ignore|forget|disregard)\w*\b.*"
    r"\b(?:regeln?|anweisung\w*|vorgabe\w*|rules|instructions|sources|quellen)\b|"
    r"\bab (?:sofort|jetzt)\b.*\b(?:bist|gelten|antworte\w*)\b|from now on|\btu so,? als|\bpretend\b|\bsystem ?prompt|"
    r"du bist (?:jetzt|nun|ab)|you are now|\bact as\b|gedicht|\breim\w*\b|\bpoem\b|\bwitz\b|"
    r"\b(?:korrigier|korrigir|übersetz|verbesser|formulier)\w*\b|proofread|translate|\bpersönlich(?:e meinung)?\b|"
    r"welche partei soll|bestätige mir",
    re.IGNORECASE,
)


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


def asks_for_own_office(question: Question) -> bool:
    """Say whether the office for the asker is asked for, and no Land is known."""
    return not question.states and bool(_OWN_OFFICE.search(question.text))


def gives_orders(question: Question) -> bool:
    """Say whether something is to be done (rules forgotten, a poem written, a text translated) rather than answered."""
    return bool(_ORDERS.search(question.text))


def asks_for_details(question: Question) -> bool:
    """Say whether a person's or an office's number or address is asked for."""
    return bool(_DETAILS.search(question.text))


def is_of_office(word: str) -> bool:
    """Say whether a word only says that an office, or how to reach it, is asked for."""
    return bool(_OFFICE_WORD.fullmatch(word))

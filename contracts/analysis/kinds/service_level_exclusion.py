"""What does not count against the service level: maintenance, the customer's own doing, what nobody can help."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Span

from contracts.analysis.availability import SERVICE
from contracts.analysis.clause import Fact
from contracts.analysis.kind import Found, Kind, Setting, fact
from contracts.analysis.maintenance import MAINTENANCE, is_bounded, is_open
from contracts.analysis.passage import marked, sentences

FOUND_IN = (
    "Downtime does not include scheduled maintenance of which Customer was told at least two days before.",
    "Except for Scheduled Maintenance and events of force majeure, Host warrants that the servers are up 99.5% of each month.",
    "The following are left out of the calculation of Availability: (i) planned maintenance windows; (ii) failures of equipment that is not "
    "under Provider's control; and (iii) suspension of the Service for non-payment.",
    "The Service Commitment does not apply to any unavailability that results from your own acts or omissions, or those of a third party.",
    "Up to six hours of maintenance a month, between midnight and 05:00, are not counted as an outage of the Platform.",
    "No Service Credits are due for downtime that is caused by attacks on Customer's own website.",
    "The Network shall be available 99.9% of each month, exclusive of permitted maintenance and of faults of the local loop.",
)
NOT_IN = (
    "Except for payment obligations, neither party is liable for delays caused by events beyond its reasonable control.",
    "The warranty does not apply to Products that were altered or damaged by maintenance of a third party.",
    "Provider performs scheduled maintenance of the Platform on Sundays and invoices the maintenance fee yearly.",
    "Downtime means any minute in which the Platform does not answer.",
    "Fees do not include taxes, and no discount applies to upgrades of the software.",
    "Maintenance counts as downtime.",
    "The Confidential Information does not include what is available to the public through no act of the recipient.",
)

# Something is not counted, wherever the reasons for it stand in the sentence.
_NOT_COUNTED: Final = re.compile(
    r"\b(?:not|never|n['’]t)\s+(?:\w+\s+){0,3}?(?:count(?:ed|s)?|includ(?:e|ed|ing)|considered|constitute[sd]?|deemed|appl(?:y|ies|icable)|regarded|"
    r"treated|taken\s+into|(?:a\s+)?part\s+of|(?:be\s+)?(?:due|entitled\s+to)\s+(?:any\s+)?(?:compensation|credits?)|eligible|qualif(?:y|ies)|covers?|breach(?:ed)?|be\s+(?:down\s?time|outages?))\b|"
    r"\b(?:considered|deemed|counted|treated)\s+(?:as\s+|to\s+be\s+)?(?:available|up[-\s]?time)\b|"
    r"\bexclud(?:es|ed|ing)\b|\bexclusive\s+of\b|\bexclusions?\b|\bdisregarded\b|\bexempt(?:ed)?\b|\bignored\b|\bleft\s+out\b|\bnot\s+counting\b|"
    r"\bcredits?\s+(?:will|shall|are|is)\s+not\s+(?:be\s+)?(?:provided|issued|given|granted|due|available|applied|paid)\b|"
    r"\bno\s+(?:service\s+|SLA\s+)?credits?\s+(?:is|are|will|shall|may|can|apply|applies)\b|\bwithout\s+(?:counting|regard\s+to)\b|"
    r"\bexcept\s+(?:in|for|under|during|where|as)\s+(?:\w+\s+){0,3}?(?:following|circumstances|cases)\b|"
    r"\bsubtract\w*\b[^.;]{0,80}\bmaintenance",
    re.IGNORECASE,
)
# Something is excepted, and what it is follows at once.
_EXCEPT: Final = re.compile(
    r"\b(?:except(?:ing|ed)?(?:\s+(?:for|during|in|as\s+a\s+result|where))?|other\s+than|apart\s+from|outside(?:\s+of)?|save\s+for|subject\s+to|"
    r"aside\s+from|net\s+of|with\s+the\s+exception\s+of|but\s+not)\s+(?:(?:for|during|any|the|its|our|all|such|periods?|times?|of|[(“\"]+)\s*)*"
    r"(?:(?:[\w’'-]+)\s+){0,4}?(?=maintenance|scheduled|planned|permitted|excused|force\s+majeure|upgrades?|downtime)"
    r"|\b(?:maintenance|downtime|force\s+majeure)\s+excepted\b",
    re.IGNORECASE,
)
_REASON: Final = re.compile(
    rf"{MAINTENANCE.pattern}|\bforce\s+majeure\b|\b(?:beyond|outside|under)\b[^.;]{{0,40}}\bcontrol\b|\bown\b|\bacts?\s+(?:or|and|of)\b|"
    r"\bactions?\s+or\s+(?:in\w+|omissions?)\b|\bthird[-\s]part\w+|\b(?:customer|client|subscriber|your?|user)['’]?s?\s+(?:[\w-]+\s+){0,3}"
    r"(?:equipment|systems?|network|software|hardware|premises|fault|failure|misuse|breach|request|acts|negligence|refusal)\b|"
    r"\bsuspen(?:sion|ded)\b|\battacks?\b|\binternet\b|\bmisuse\b|\bbeta\b",
    re.IGNORECASE,
)
_OF_LEVEL: Final = re.compile(
    r"\b(?:up[-\s]?time|down\s?time|unavailab\w+|(?<!power\s)(?<!electrical\s)(?<!utility\s)outages?|service[-\s]levels?|SLAs?|service\s+commitment|SLO|(?:service|SLA)\s+credits?|available\s+time|"
    r"(?:service|network)\s+interruptions?|interruptions?\s+(?:of|in|to)\s+(?:the\s+)?(?:services?|network|platform)|(?:an|any)\s+interruption)\b",
    re.IGNORECASE,
)
# Force majeure and the limits of liability excuse performance altogether.
_EXCUSES: Final = re.compile(
    r"\b(?:deemed|considered|held)\b[^.;]{0,50}\b(?:breach|default|liable)\w*|\bconsequential\b|\bincidental\b|\bindirect\b|\bloss\s+of\s+(?:use|profits?|data)\b", re.IGNORECASE
)
_AVAILABILITY: Final = re.compile(r"\bavailability\b|\bavailable\b(?!\s+to\b)|\breachable\b|\b(?:accessible|operational|functional|online|up)\b", re.IGNORECASE)
_PERCENT: Final = re.compile(r"\b(?:100|[89]\d)(?:[.,]\d+)?\s*\)?\s*(?:%|per\s?cent)", re.IGNORECASE)
_COUNTED: Final = re.compile(r"\bcredits?\s+(?:will|shall|are|is)\s+not\s+(?:be\s+)?(?:provided|issued|given|granted|due|applied)\b|\bnot\s+(?:be\s+)?(?:count(?:ed)?|failures?|considered|deemed|regarded|included)\b|\bexcluded\b|\bdisregarded\b", re.IGNORECASE)
# "Exclusions: force majeure, scheduled maintenance."
_LABEL: Final = re.compile(r"\W*(?:SLA\s+|service\s+level\s+|uptime\s+)?(?:exclusions?|excluded|exceptions?|not\s+covered)\W{0,6}:", re.IGNORECASE)
_LEADS: Final = re.compile(r":\s*(?:\n|$)")


def find(doc: Doc) -> Iterator[Span]:
    """Sentences, with the list that they lead to, that leave something out of the measure of availability."""
    all_sentences = list(sentences(doc))
    last = -1
    for index, sentence in enumerate(all_sentences):
        if index <= last:
            continue
        text, until = sentence.text, index
        if not (_NOT_COUNTED.search(text) or _EXCEPT.search(text)) or _EXCUSES.search(text):
            continue
        if not _is_of_level(text, doc) and not (doc._.near and MAINTENANCE.search(text) and (_COUNTED.search(text) or _LABEL.match(text))) and not (last == index - 1 and index and MAINTENANCE.search(text)):  # "Excluded too is maintenance."
            continue
        if _LEADS.search(text):  # the items of its list belong to it
            while until + 1 < len(all_sentences) and (until == index or all_sentences[until].text.rstrip().endswith(";")):
                until += 1
        whole = doc[sentence.start : all_sentences[until].end]
        excepts = _EXCEPT.search(text)
        if (excepts and MAINTENANCE.search(text, excepts.end())) or (excepts and "force" in text[excepts.end() : excepts.end() + 6].lower()):
            yield marked(whole, "excepts something from the service level", 0.8)
        elif _NOT_COUNTED.search(text) and _REASON.search(whole.text):
            yield marked(whole, "says what does not count against the service level", 0.85)
        else:
            continue
        last = until


def _is_of_level(text: str, doc: Doc) -> bool:
    """Whether it is availability from which something is left out."""
    if _OF_LEVEL.search(text):
        return True
    if not _AVAILABILITY.search(text):
        return False
    return bool(_PERCENT.search(text)) or bool(re.search(r"\b(?:calculat|measur)", text, re.IGNORECASE) and SERVICE.search(doc._.passage))


def facts(found: Sequence[Found], setting: Setting) -> Iterator[Fact]:
    """Whether maintenance is left out with neither its hours nor a notice of it said anywhere."""
    open_ended = [one for one in found if is_open(one.clause.text)]
    if open_ended and not is_bounded(setting):
        yield fact("service_level.open_ended_exclusions", True, open_ended[0])


KIND = Kind(
    name="service_level_exclusion",
    matter="service_level",
    stems=("downtime", "down time", "uptime", "maintenance", "unavailab", "outage", "service level", "sla ", "service commitment", "service credit", "availability"),
    first_look=re.compile(rf"{_NOT_COUNTED.pattern}|{_EXCEPT.pattern}", re.IGNORECASE),
    second_look=re.compile(rf"{_OF_LEVEL.pattern}|{_PERCENT.pattern}|availability", re.IGNORECASE),
    with_list=True,
    near_look=MAINTENANCE,
    find=find,
    facts=facts,
    establishes=False,
    found_in=FOUND_IN,
    not_in=NOT_IN,
)

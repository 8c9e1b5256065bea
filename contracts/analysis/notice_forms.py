"""In which forms a notice may travel, and when it counts as received, out of the words of one sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from contracts.analysis.clause import Receipt
from contracts.analysis.guarded import holds
from contracts.periods import Period, word_number

# In order: what an earlier form's words cover is not looked at again ("certified mail" is no ordinary mail).
FORMS: Final[dict[str, re.Pattern[str]]] = {
    form: re.compile(pattern, re.IGNORECASE)
    for form, pattern in {
        "email": r"\be-?\s?mail(?:s|ed)?\b|\belectronic(?:ally)?\s+(?:mail|means|transmission|communication|form)|[\w.+-]+@[\w-]+\.[\w.-]*\w",
        "fax": r"\b(?:tele)?fax\b|\bfacsimile\b|\btelecop\w+|\btelex\b",
        "registered_post": r"\b(?:registered|certified|recorded)\b(?:[\s,/-]+(?:or|and|registered|certified|recorded|first[- ]class|air|U\.?\s?S\.?|united\s+states|express|prepaid|pre-paid))*[\s-]*(?:mail|post|letter|delivery)\b"
        r"|\b(?:mail|post)\s*,?\s*(?:postage\s+(?:pre-?)?paid\s*,?\s*)?(?:and\s+)?(?:registered|certified)\b(?:\s+or\s+(?:registered|certified))?|\breturn\s+receipt\b|\bspecial\s+delivery\b|\bsigned[- ]for\b",
        "courier": r"\b(?:\w+\s+)?couriers?\b(?:\s+services?)?|\b(?:over-?night|next[- ](?:(?:working|business)[- ])?day|express)\s+(?:delivery|mail|express|carrier|air|service)\b(?:\s+service)?|\bfederal\s+express\b|\bfedex\b|\bdhl\b|\bunited\s+parcel\s+service\b|\bcommercial\s+(?:delivery|carrier)",
        "post": r"\b(?:first[- ]class|ordinary|regular|pre-?paid|priority|air|U\.?\s?S\.?|united\s+states)[\s-]*(?:(?:first[- ]class|postal|pre-?paid)[\s-]*)?(?:mail|post|letter)\b|\b(?:by|via|through|in|of)\s+(?:the\s+)?(?:mail|post|letter)\b|\bairmail\b|\bpostal\s+service\b",
        "hand": r"\b(?:by\s+)?hand\b(?:[- ]deliver\w*)?|\bpersonal(?:ly)?\s+(?:deliver\w*|serv\w+)|\bdeliver\w+\s+(?:personally|in\s+person)|\bin\s+person\b",
        "portal": r"\b(?:through|via|in|on|using)\s+(?:the\s+|its\s+|your\s+|our\s+)?(?:\w+\s+)?(?:portal|dashboard|console|account\s+(?:page|settings)|ticketing\s+system)\b",
    }.items()
}
# Each form's words, without one of which its pattern need not be looked for.
_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "email": ("mail", "electronic", "@"),
    "fax": ("fax", "facsimile", "telecop", "telex"),
    "registered_post": ("registered", "certified", "recorded", "return", "special", "signed"),
    "courier": ("courier", "night", "next", "express", "fedex", "dhl", "parcel", "commercial"),
    "post": ("mail", "post", "letter"),
    "hand": ("hand", "person"),
    "portal": ("portal", "dashboard", "console", "account", "ticketing"),
}
# "mailed, postage prepaid" is ordinary post, unless the sentence goes on to say how: "mailed by certified mail".
_MAILED: Final = re.compile(r"\bmail\b|\bpostage\b|\bmailed\b|\bposted\b(?!\s+(?:on|at))", re.IGNORECASE)
_NO_FORM_OF_OURS: Final = re.compile(
    r"\b(?:we|provider|vendor|supplier|licensor|company)\s+(?:may|will|shall|can)\s+(?:also\s+)?(?:give|send|provide|notify|deliver)\b|"
    r"\bnotices?\s+to\s+(?:you|(?:the\s+)?(?:customer|client|subscriber|licensee|user)s?)\b|\bwe\s+(?:send|give)\s+(?:to\s+)?you\b",
    re.IGNORECASE,
)
_OF_OURS: Final = re.compile(r"\b(?:you|customer|client|subscriber|licensee)\s+(?:may|must|will|shall|can)?\s*(?:give|send|provide|notify|deliver)\b|\bnotices?\s+to\s+(?:us|(?:the\s+)?(?:provider|vendor|supplier|licensor|company))\b|\beither\s+party\b|\ball\s+notices\b", re.IGNORECASE)
# Between parts of a sentence that speak to different sides.
_PART: Final = re.compile(r"[;]\s*|,?\s+(?:and|but|while|whereas)\s+(?=(?:we|you|notices?|any\s+notices?|a\s+notice|customer|provider)\b)|\.\s+", re.IGNORECASE)
_ELECTRONIC = r"(?:e-?mails?|electronic\s+(?:mail|means|communications?)|fax|facsimile|text\s+messages?|instant\s+messag\w+)"
_NOT_BY: Final = re.compile(
    rf"\b{_ELECTRONIC}\b(?:\s+or\s+{_ELECTRONIC})?[^.;]{{0,50}}?\b(?:(?:does|do|shall|will|is|are|may|must)\s+not\b|is\s+insufficient|alone\s+(?:is|shall\s+be)\s+insufficient)"
    rf"|\b(?:but\s+not|not|other\s+than|except|excluding|exclusive\s+of|does\s+not\s+include|not\s+including|no\s+notice\s+(?:\w+\s+){{0,3}})\b\s*(?:\w+\s+){{0,4}}?(?:by\s+|through\s+|via\s+)?(?:\w+\s+){{0,1}}?{_ELECTRONIC}\b(?:\s+or\s+{_ELECTRONIC})?",
    re.IGNORECASE,
)
_COPY: Final = re.compile(rf"\b(?:copy|copies)\b[^.;]{{0,60}}?\b{_ELECTRONIC}\b(?:[^.;]{{0,60}}?\)|)(?:\s+to\s+\S+@\S+)?|\be-?mail\s+address\b", re.IGNORECASE)
_OTHER_COMMUNICATIONS: Final = re.compile(
    r"^\W*(?:all\s+|any\s+)?(?:other|routine|day[- ]to[- ]day|operational|ordinary|general|informal)\s+(?:\w+\s+)?(?:communications?|correspondence|messages?)\b", re.IGNORECASE
)

_ORDINAL: Final = {
    word: n for n, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)
} | {"next": 1, "following": 1, "succeeding": 1}  # fmt: skip
_NUMBER: Final = r"one|two|three|four|five|six|seven|eight|nine|ten|fourteen|twenty-four|twenty\s+four|forty-eight|forty\s+eight|seventy-two|seventy\s+two|\d{1,3}"
_BUSINESS: Final = r"(?:business|working|banking|delivery)\s+"
_WHEN: Final = re.compile(
    rf"\b(?P<ordinal>{'|'.join(_ORDINAL)}|\d{{1,2}}(?:st|nd|rd|th))\s*(?:\(\s*\d+\s*(?:st|nd|rd|th)?\s*\)\s*)?(?P<ordinal_business>{_BUSINESS})?(?:calendar\s+)?day\b(?!\s+(?:delivery|courier|carrier|mail|service)\b)"
    rf"|\b(?P<number>{_NUMBER})\s*(?:\(\s*(?P<figure>\d{{1,3}})\s*\)\s*)?(?P<business>{_BUSINESS})?(?:calendar\s+|clear\s+)?(?P<unit>days?|hours?)\b(?=['’]?\s+(?:after|from|following|of\s+(?:mailing|posting|being|its|deposit|dispatch)|later))"
    rf"|\b(?P<plain>(?:{_BUSINESS})?day\s+(?:after|following))\b|\b(?P<resume>when\s+business\s+hours\s+(?:next\s+)?(?:resume|begin))"
    r"|\b(?P<sent>(?:on|upon|when|once|at\s+the\s+time\s+of|immediately\s+(?:up)?on|as\s+soon\s+as|the\s+(?:same\s+)?day)\s+(?:of\s+|it\s+(?:is|was)\s+|they\s+are\s+|its\s+|the\s+)?(?:being\s+)?(?:sent|sending|transmi\w+|dispatch\w*|publication))"
    r"|\b(?P<arrived>(?:on|upon|when|at\s+the\s+time\s+of|at\s+the\s+time)\s+(?:of\s+|it\s+(?:is|was)\s+(?:actually\s+)?|they\s+are\s+|its\s+|the\s+|actual\s+|personal\s+)*(?:deliver\w*|receipt|received|arriv\w+|left\s+at|signature|notice\s+is\s+left))",
    re.IGNORECASE,
)
_DEEMS: Final = re.compile(r"\b(?:deemed|considered|regarded|treated|presumed|effective|received|served|takes?\s+effect|given|made)\b", re.IGNORECASE)
_AFTER_POSTING: Final = re.compile(r"^[^.;,]{0,40}\b(?:mail\w*|post(?:ing|ed)?|deposit\w*)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """What one sentence says of the form of the customer's notices: the forms that count, those that do not, and when each
    counts as received."""

    forms: tuple[str, ...]
    not_by: tuple[str, ...]
    receipts: tuple[Receipt, ...]


def forms_in(text: str) -> list[tuple[int, str]]:
    """Every form that the words name, with its place, in order of place."""
    found: list[tuple[int, str]] = []
    low = text.lower()
    for form, pattern in FORMS.items():
        if not holds(low, _WORDS[form]):
            continue
        for match in pattern.finditer(text):
            found.append((match.start(), form))
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    if not any(form == "registered_post" for _, form in found):
        found += [(match.start(), "post") for match in _MAILED.finditer(text)]
    return sorted(found)


def said_of_form(sentence: str, deems: bool = False) -> Said:
    """What the sentence says; a sentence on other communications, or on the vendor's own notices, says nothing of ours.

    ``deems``: it is an item of a list whose lead deems notices received.
    """
    if _OTHER_COMMUNICATIONS.match(sentence):
        return Said((), (), ())
    refused: list[str] = []
    for match in _NOT_BY.finditer(sentence):
        refused += [form for _, form in forms_in(match[0])]
    blank = _blanked(_COPY, _blanked(_NOT_BY, sentence))
    at, forms = 0, []
    for gap in [*_PART.finditer(blank), None]:
        part = blank[at : gap.start() if gap else len(blank)]
        if not _NO_FORM_OF_OURS.search(part) or _OF_OURS.search(part):
            forms += [(at + place, form) for place, form in forms_in(part)]
        at = gap.end() if gap else at
    return Said(_once(form for _, form in forms), _once(refused), _receipts(blank, forms) if deems or _DEEMS.search(blank) else ())


def of_the_vendor(sentence: str) -> bool:
    """Whether the sentence is on the notices that the vendor gives, and on none of the customer's."""
    return bool(_NO_FORM_OF_OURS.search(sentence)) and not _OF_OURS.search(sentence)


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: " " * len(match[0]), text)


def _once(forms: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(forms))  # type: ignore[call-overload]


def _receipts(text: str, forms: list[tuple[int, str]]) -> tuple[Receipt, ...]:
    """Each time that the sentence gives, with the forms that stand nearest to it on the side on which this sentence puts them."""
    times = list(_WHEN.finditer(text))
    if not times:
        return ()
    forms_lead = bool(forms) and forms[0][0] < times[0].start()
    found: dict[str, Receipt] = {}
    before: tuple[str, ...] = ()
    for index, time in enumerate(times):
        low, high = (times[index - 1].end() if index else 0, time.start()) if forms_lead else (time.end(), times[index + 1].start() if index + 1 < len(times) else len(text))
        near = _once(form for place, form in forms if low <= place < high) or before
        if _AFTER_POSTING.match(text[time.end() : time.end() + 60]):
            near = tuple(form for form in near if form in ("post", "registered_post")) or near or ("post",)
        before = near
        after = _after(time)
        for form in near or ("",):
            known = found.get(form)
            if known is None or _slower(after, known.after):
                found[form] = Receipt(form, after)
    return tuple(found.values())


def _after(time: re.Match[str]) -> Period | None:
    """How long after it is sent; None for "when it arrives"."""
    if time["arrived"]:
        return None
    if time["sent"]:
        return Period(0, "day")
    if time["plain"] or time["resume"]:
        return Period(1, "day", business=bool(time["resume"]) or time["plain"].lower()[0] != "d")
    if time["ordinal"]:
        word = time["ordinal"].lower()
        return Period(_ORDINAL.get(word) or int(word[:-2]), "day", business=bool(time["ordinal_business"]))
    count = int(time["figure"] or 0) or _count(time["number"])
    if time["unit"].lower().startswith("hour"):
        return Period(-(-count // 24), "day", business=bool(time["business"]))
    return Period(count, "day", business=bool(time["business"]))


def _count(words: str) -> int:
    return int(words) if words.isdigit() else word_number(words) or 1


def _slower(one: Period | None, other: Period | None) -> bool:
    """Of two times for one form the longer counts; that it arrives says less than any length."""
    return one is not None and (other is None or one.rough_days() > other.rough_days())

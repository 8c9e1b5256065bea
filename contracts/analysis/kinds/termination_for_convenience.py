"""Who may end the agreement without a reason, by notice alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Span

from contracts.analysis.clause import Fact
from contracts.analysis.kind import Found, Kind, Setting
from contracts.analysis.passage import marked, sentences

FOUND_IN = (
    "Either party may terminate this Agreement without cause upon sixty (60) days' prior written notice to the other party.",
    "8.3 Termination for Convenience. The Authority may, at any time and in its sole discretion, terminate any Work Order by ten days' notice.",
    "This Agreement can be terminated by either Party at any time, for any reason or for no reason, on ninety days' notice.",
    "You may cancel your subscription at any time from your account page.",
    "The Company shall have the right to end the engagement on thirty days' written notice, whatever its reason.",
    "Provider reserves the right to discontinue the Services and to terminate these Terms with or without cause on notice to Customer.",
    "Both parties are entitled to terminate the contract with three months' notice to the end of a month.",
)
NOT_IN = (
    "Either party may terminate this Agreement upon thirty days' notice if the other party materially breaches it.",
    "The Customer may terminate at any time where the Provider becomes insolvent or makes an assignment for the benefit of creditors.",
    "Neither party may terminate this Agreement for convenience.",
    "This Agreement renews for one year at a time unless either party gives sixty days' notice that it will not renew it.",
    "The Employee's employment may be terminated by the Company at any time with or without cause.",
    "We may modify, suspend or discontinue any feature of the Services, or the Services themselves, at any time without notice.",
    "The operator may end the agreement for important reasons with fourteen days' notice.",
    "Upon termination of this Agreement for convenience the Customer shall pay for the work done.",
    "If the Customer does not agree to a change it may terminate this Agreement within thirty days of the notice.",
    "Either party may terminate this Agreement at the end of the Initial Term by giving ninety days' notice before it.",
)

_END: Final = r"(?:terminat(?:ed?|ing)|cancel(?:l?ed|l?ing)?|(?<!the\s)(?<!at\s)end(?:ed|ing)?|discontinu(?:ed?|ing)|close[d]?|rescind(?:ed)?|withdraw\s+from|leave)"
_RIGHT: Final = re.compile(
    rf"\b(?:may|can|is\s+entitled|are\s+entitled|(?:shall|will)\s+(?:also\s+)?(?:have|be\s+(?:entitled|permitted|free))|has|have|reserves?)\b(?!\s+not\b|\s+only\b)"
    rf"[^.;]{{0,220}}?\b{_END}\b|\bright\s+of\s+(?:termination|cancell?ation)|\b{_END}\s+(?:\w+\s+){{0,4}}?(?:on|upon|by|with|at)\b[^.;]{{0,60}}\bnotice",
    re.IGNORECASE,
)
_ENDING: Final = re.compile(rf"\b{_END}\b", re.IGNORECASE)
_DENIED: Final = re.compile(r"\bnot\s+(?:be\s+)?$|\b(?:if|when|event|once|is|was|are)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
_OR_ELSE: Final = re.compile(r"\b(?:or|and)\s*\((?:[a-z]|[ivx]{1,4}|\d)\)\s*$", re.IGNORECASE)
_OBJECT: Final = re.compile(
    r"\b(?:agreements?|contracts?|terms|services?|orders?|subscriptions?|licen[cs]es?|accounts?|engagement|statements?\s+of\s+work|SOWs?|addendum|"
    r"lease|schedules?|appointment|arrangement|membership|(?:your|my)\s+plan|program(?:me)?|relationship)\b",
    re.IGNORECASE,
)
_FREELY: Final = re.compile(
    r"\bfor\s+(?:its\s+|their\s+|his\s+|your\s+|our\s+)?(?:own\s+)?convenience\b|\bwithout\s+(?:any\s+|having\s+)?(?:cause|reason|giving\s+(?:a\s+|any\s+)?reasons?|stating)\b|"
    r"\bfor\s+(?:any\s+|no\s+)(?:or\s+(?:no|any)\s+)?reason\b|\bwhatever\s+(?:the\s+|its\s+)?reason\b|\bwith\s+or\s+without\s+(?:\w+\s+)?cause\b|\bwithout\s+or\s+with\s+cause\b|\bnot?\s+cause\b",
    re.IGNORECASE,
)
_AT_WILL: Final = re.compile(
    r"\bat\s+any\s+time\b|\b(?:in|at)\s+(?:its|their|our|your|his|the\s+\w+['’]s)\s+(?:\w+\s+){0,3}?(?:discretion|option|election|will)\b|\bwhenever\s+(?:you|it|they|he|she)\b|\bat\s+will\b",
    re.IGNORECASE,
)
_BY_NOTICE: Final = re.compile(
    r"\b(?:days?|weeks?|months?|years?)['’]?s?\)?['’]?\s+(?:\([^)]{0,20}\)\s*)?(?:\w+\s+){0,4}?notice\b|\bnotice\s+(?:period\s+)?of\s+(?:\w+\s+){0,3}?(?:\(\d+\)\s+)?(?:\w+\s+)?(?:days|weeks|months?|year)\b|"
    r"\bnotice\b[^.;]{0,60}\b(?:days|weeks|months)\b|\bby\s+(?:giving|telling|informing)\b",
    re.IGNORECASE,
)
# A reason on which the right hangs.
_CAUSE: Final = re.compile(
    r"\b(?:if|in\s+the\s+event|in\s+case|should\s+(?:the|either|any|a|such|you|we)|where|when(?:ever)?\s+(?:the|a|any|such)|because|due\s+to|as\s+a\s+result|unless|upon\s+(?:the\s+|a\s+|any\s+)?"
    r"(?:\w+\s+){0,2}?(?:breach|default|failure|occurrence|insolvency|bankruptcy|change|death|dissolution|expiration|happening|loss)|"
    r"for\s+(?:a\s+|any\s+)?(?:material\s+|good\s+|just\s+)?(?:cause|breach|default|non-?payment)|for\s+(?:important|serious|good|justified|valid)\s+reasons?|following\s+(?:a|any|the)|after\s+(?:a|any)\s+(?:breach|default|failure)|"
    r"fail(?:s|ed|ure)?\s+to|breach(?:es|ed)?|defaults?|insolven\w+|bankrupt\w*|non-?payment|force\s+majeure|no\s+longer|misses|missed|"
    r"past\s+due|overdue|unpaid|(?:in|upon)\s+(?:\w+\s+){0,4}following\s+(?:events?|circumstances|cases|reasons)|as\s+follows|indicated\s+below)\b",
    re.IGNORECASE,
)
_NOT: Final = re.compile(
    r"\b(?:neither\s+(?:party|of)|may\s+not|can\s?not|shall\s+not|not\s+(?:be\s+)?(?:entitled|terminated?|permitted)|no\s+(?:party|right))\b[^.;]{0,80}",
    re.IGNORECASE,
)
_AT_TERMS_END: Final = re.compile(
    r"\b(?:at|effective\s+(?:as\s+of|at|on|upon)|as\s+of|to\s+be\s+effective\s+(?:at|on|upon)|with\s+effect\s+(?:from|at|as\s+of|on)|prior\s+to|before|of|on|upon)\s+(?:the\s+)?(?:end|expiration|expiry|conclusion|anniversary)\s+"
    r"(?:date\s+)?of\s+(?:the|any|each|its|such|this|that|an?|said|then)\b[^.;]{0,40}\b(?:term|renewal|year|period|agreement)\b|\brenew\w*|\bextension\s+(?:term|period)",
    re.IGNORECASE,
)
# By both together, of another contract, or of what is bought under it.
_OTHER: Final = re.compile(
    r"\bmutual(?:ly)?\b|\bby\s+(?:unanimous\s+)?(?:written\s+)?(?:agreement|consent)\b|\b(?:agreement|consent)\s+(?:in\s+writing\s+)?(?:executed\s+by|of)\s+(?:all\s+)?(?:the\s+)?parties|"
    r"\bits\s+agreement\s+with\b|\bsub-?(?:agency|contract|lease)\b|\bcancel\w*\s*,?\s+(?:[\w,]+\s+){0,6}?(?:purchase\s+orders?|PO['’]?s?|products?|shipments?)\b|"
    r"\bdiscontinu\w+\s+(?:the\s+|any\s+)*(?:manufactur|production|sale|product)",
    re.IGNORECASE,
)
_CHANGED: Final = re.compile(
    r"\b(?:modify|change|suspend|alter|update|introduce|replace|improve)\b[^.;]{0,120}?\bdiscontinu(?:e|ing)\b|\bdiscontinu(?:e|ing)\b[^.;]{0,60}\b(?:modify|change|suspend|alter)\b",
    re.IGNORECASE,
)
_PEOPLE: Final = re.compile(r"\b(?:employment|executive|employee|director|officer|trustee|loans?|commitments?|note|offering|plan\s+administrator)\b", re.IGNORECASE)
_AFTERMATH: Final = re.compile(r"^\W*(?:(?:up)?on|after|following|in\s+the\s+event\s+of|in\s+case\s+of|if|where)\s+(?:such\s+|any\s+|the\s+|a\s+|early\s+)*(?:terminat|cancel)", re.IGNORECASE)


def find(doc: Doc) -> Iterator[Span]:
    """Sentences by which a party may end the agreement, its services or an order without having to have a reason."""
    for sentence in sentences(doc):
        text = sentence.text
        if not _RIGHT.search(text) or not _OBJECT.search(text) or _AFTERMATH.search(text):
            continue
        if _PEOPLE.search(text) or _OTHER.search(text) or _changes_only(text):
            continue
        if _NOT.search(text) and not re.search(r"\bmay\b(?!\s+not)", _NOT.sub("", text), re.IGNORECASE):
            continue
        if _ends_freely(text):
            yield marked(sentence, "may be ended without a reason", 0.9)
        elif _FREELY.search(text) or _CAUSE.search(text) or _AT_TERMS_END.search(text):
            continue
        elif _AT_WILL.search(text):
            yield marked(sentence, "may be ended at will", 0.8)
        elif _BY_NOTICE.search(text):
            yield marked(sentence, "may be ended by notice", 0.65)


def _may_be_free(text: str) -> bool:
    """Whether the sentence has the words without which it is no such clause."""
    return bool(_RIGHT.search(text) and _OBJECT.search(text) and (_FREELY.search(text) or _AT_WILL.search(text) or _BY_NOTICE.search(text)))


def _changes_only(text: str) -> bool:
    """Whether the service is what may be discontinued, beside being modified or suspended: a change of the service, and no end of the agreement."""
    return bool(_CHANGED.search(text)) and all(end[0].lower().startswith("discontinu") for end in _ENDING.finditer(text))


def _ends_freely(text: str) -> bool:
    """Whether it is the ending that needs no reason: the words stand near the verb, which is not denied, and no reason between."""
    for free in _FREELY.finditer(text):
        for end in _ENDING.finditer(text):
            start, stop = min(free.end(), end.end()), max(free.start(), end.start())
            if _OR_ELSE.search(text, 0, free.start()) and start == end.end():
                return True  # "(i) upon a breach or (ii) for any reason"
            if stop - start < 180 and not _CAUSE.search(text, start, stop) and not _DENIED.search(text, max(end.start() - 30, 0), end.start()):
                return True
    return False


def facts(found: Sequence[Found], setting: Setting) -> Iterable[Fact]:
    """None: the vocabulary of facts has none for it."""
    return ()


KIND = Kind(
    name="termination_for_convenience",
    matter="renewal",
    stems=("terminat", "cancel", "discontinue", " end ", "close your", "close the account"),
    first_look=re.compile(rf"{_FREELY.pattern}|{_AT_WILL.pattern}|{_BY_NOTICE.pattern}", re.IGNORECASE),
    second_look=re.compile(rf"\b{_END}\b", re.IGNORECASE),
    last_look=_may_be_free,
    find=find,
    facts=facts,
    establishes=False,
    found_in=FOUND_IN,
    not_in=NOT_IN,
)

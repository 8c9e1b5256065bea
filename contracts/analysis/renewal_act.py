"""The act of renewing: by itself, because somebody acts, or not at all. What stands in a sentence, not whether it matters."""

from __future__ import annotations

import re
from typing import Final

# What can be renewed and is the agreement, or its time.
THING: Final = (
    r"(?:agreement|contract|term|terms|license|licence|lease|rental|subscriptions?|orders?|order forms?|services?|sow|statement of work|"
    r"appointment|engagement|arrangement|franchise|relationship|rights|addendum|maintenance|memberships?|plans?|packages?|accounts?|"
    r"(?:initial|renewal|subscription|contract|co-?operation|service|original|extended)\s+period)"
)
ACT: Final = (
    r"(?:auto-?renew(?:s|ed)?|renew(?:s|ed|al|als|able|ing)?|extend(?:s|ed|ing|able)?|extension|prolong(?:ed|s)?|roll(?:s|ed|ing)?\s+(?:over|on|into|forward)|re-?new(?:s|ed)?|"
    r"self-?renew(?:s|ing)?|carr(?:y|ies)\s+on|go(?:es)?\s+on)"
)
CONTINUES: Final = r"continu(?:e|es|ed|ing)\b"

# Silence is what renews it: unless, until, failing, absent a notice, a termination, a word.
UNLESS_STOPPED: Final = re.compile(
    r"\b(?:unless|until|except|save|otherwise|absent|failing|failure|fails?|without|in\s+the\s+absence|"
    r"(?:if|where|provided|should)\b[^.;]{0,80}?\b(?:not|neither|nor|no|nobody)|does\s+not|do\s+not|don['’]t|has\s+not)\b[^.;]{0,160}?"
    r"\b(?:notices?|notif\w+|terminat\w+|cancel\w*|denounc\w+|object\w*|inform\w*|advis\w+|tell\w*|hears?\s+from|opt\w*\s+out|declin\w+|non-?renew\w*|turn\w*\s+off|disabl\w+|"
    r"writ(?:es?|ing)|contrary|refus\w+|which\s+(?:the|this|it))\b",
    re.IGNORECASE,
)
# A new term follows the old one, by whatever verb.
NEW_TERM: Final = re.compile(
    r"\b(?:starts?|begins?|enters?\s+into|rolls?\s+(?:over\s+)?into)\s+a\s+new\s+(?:one|term|period|year)\b|\ba\s+new\s+(?:\w+\s+)?(?:term|period)\b[^.;]{0,40}?\b(?:starts?|begins?)\b|"
    r"\b(?:starts?|begins?|runs?)\s+again\s+for\b|\brecurs?\s+(?:monthly|annually|yearly|every|each)\b|\b(?:moves?|changes?|turns?)\s+(?:in)?to\s+(?:an?\s+)?rolling\b|"
    r"\bgoing\s+for\s+another\b|\b(?:charg(?:es?|ed)|bill(?:s|ed)?)\b[^.;]{0,40}?\bfor\s+the\s+(?:next|following)\s+(?:month|year|term|period)|"
    r"\b(?:convert|revert|switch|change|move)(?:s|ed)?\s+(?:in)?to\s+(?:an?\s+)?(?:month|year)[-\s]+to",
    re.IGNORECASE,
)
# Names for what renews by itself that need no other word.
SELF_RENEWING: Final = re.compile(r"\bauto[-\s]?renew\w*|\bself-?renew\w*|\bevergreen\b|\brolling\s+(?:\w+\s+){0,2}?(?:terms?|periods?|basis|contract)\b", re.IGNORECASE)

AUTOMATIC: Final = re.compile(
    rf"""\b(?:
        automatic(?:ally)?\b[^.;]{{0,80}}?\b(?:{ACT}|{CONTINUES})
      | (?:{ACT}|{CONTINUES})\b[^.;]{{0,60}}?\bautomatic(?:ally)?
      | tacit(?:ly)?\b[^.;]{{0,40}}?\b{ACT} | {ACT}\b[^.;]{{0,30}}?\btacit(?:ly)?
      | (?:shall|will|is|are|(?<!\bmay\s)(?<!\bcan\s)(?<!\bonly\s)be)\s+(?:then\s+|thereafter\s+|also\s+)?(?:be\s+)?(?:deemed\s+)?(?:to\s+(?:be|have\s+been)\s+)?
            (?:renew|renews|renewed|extend|extended|prolonged)\b(?!\s+(?:only|by\s+(?:mutual|written|agreement)))
      | (?:{THING}|it)\s+(?:then\s+|thereafter\s+)?(?:renews|rolls\s+over|extends)\b
      | renewal\s+(?:term|period)\b[^.;]{{0,40}}?\b(?:begin|commence|start)s?\b[^.;]{{0,80}}?\bwithout\s+(?:any\s+)?(?:further|other)\s+(?:action|act|notice)
      | (?:considered|deemed|regarded)\s+(?:as\s+)?(?:renewed|extended|prolonged)\b | {CONTINUES}\s+on\s+an?\s+(?:annual|yearly)\s+basis
      | (?:,|and)\s+(?:then\s+)?renews\b | they\s+(?:renew|extend|roll)\b | (?:and|then)\s+for\s+(?:additional|successive|subsequent|further|consecutive)\s+[^.;]{{0,30}}?\b(?:terms|periods)\b
      | deemed\s+(?:\w+\s+){{0,2}}?election\s+to\s+(?:extend|renew)\b | shall\s+each\s+time\s+be\s+(?:renewed|extended)
      | renewal\s+(?:term|period)\b[^.;]{{0,60}}?\b(?:(?:begins?|commences?|starts?)\s+automatically|automatically\s+(?:begins?|commences?|starts?))\b
      | auto-?renews?\b | renewed\s+tacitly | subject\s+to\s+automatic
      | (?:treat|deem|consider|regard|understood)(?:ed|s)?\s+(?:[^.;]{{0,40}}\s)?(?:as|to\s+(?:be|have)|is)\s+(?:been\s+)?(?:\w+\s+)?(?:renewed|extended|prolonged)\b
      | results?\s+in\s+(?:the\s+|an\s+)?(?:automatic\s+)?(?:renewal|extension)\b | (?:renewed|extended)\s+by\s+tacit
      | {NEW_TERM.pattern}
      | auto[-\s]?renew\w* | self-?renew(?:s|ing)?\b | evergreen\b | rolling\s+(?:\w+\s+){{0,2}}?(?:terms?|periods?|basis|contract)\b
      | roll(?:s|ed)?\s+(?:over|on|into|forward)\b[^.;]{{0,80}}?\b(?:terms?|periods?|years?|months?)\b
      | (?:carr(?:y|ies)\s+on|go(?:es)?\s+on)\b[^.;]{{0,30}}?\b(?:another|further|from\s+month)\b
      | {CONTINUES}[^.;]{{0,30}}?\b(?:indefinite(?:ly)?|for\s+an\s+unlimited)\b[^.;]{{0,60}}?\bmay\s+(?:then|thereafter)\b
      | (?:from\s+)?(?:year|month)[-\s]+to[-\s]+(?:year|month)\b
      | {CONTINUES}[^.;]{{0,60}}?\bfor\s+(?:an?\s+)?(?:successive|consecutive|additional|further|subsequent|another|renewal)[^.;]{{0,40}}?\b(?:terms?|periods?|years?|months?)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
BY_ACT: Final = re.compile(
    r"""\b(?:
        (?:option|right|options|rights|entitled|elect|election|choice)\b[^.;]{0,140}?\b(?:to|of)\s+(?:\w+\s+){0,2}?(?:renew|extend|renewal|extension)
      | (?:renewal|extension)\s+(?:option|right)
      | may\b[^.;]{0,200}?\b(?:renew|extend|renewed|extended|prolonged)\b
      | (?:option|right)s?\s+to\s+continue\b[^.;]{0,80}?\b(?:additional|successive|further|renewal)\s+(?:terms?|periods?)
      | (?:renew|extend|renewed|extended|renewal|extension|renewable|extendable)\b[^.;]{0,100}?\b(?:mutual|written|agree[sd]?\b|agreement\s+of|by\s+agreement|consent|by\s+amendment|upon\s+notice|option|request)
      | (?:agree|agreed|agrees|consent|wish|wishes|wishing|elects?|elected|desires?|option|negotiate)\b[^.;]{0,80}?\b(?:renew|extend|renewal|extension)\b
      | renewable | extendable | upon\s+(?:such\s+)?renewal
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# Nobody's silence, but going on after the end, is what renews it.
_HELD_OVER: Final = re.compile(
    r"\b(?:if|should|where|when|in\s+the\s+event|to\s+the\s+extent)\b[^.;]{0,80}?\b(?:continu\w+\s+(?:to\s+(?:use|access|occupy|receive|accept|enjoy)|(?:its|the|their|your)\s+(?:use|occupancy|access)|using)|"
    r"(?:uses?|used|using)\b[^.;]{0,40}?\b(?:services?|software|platform|system|premises|equipment)|holds?\s+over|remains?\s+in\s+possession)\b[^.;]{0,80}?\b(?:after|beyond|following|past)\b|"
    r"\bany\s+(?:continued\s+)?(?:use|occupancy|holding\s+over)\b[^.;]{0,60}?\b(?:after|beyond|following)\b[^.;]{0,60}?\b(?:expir|end|terminat|term\b)",
    re.IGNORECASE,
)
DENIED: Final = re.compile(
    rf"\b(?:shall|will|does|do|may)\s+(?:not|no\s+longer)\s+(?:be\s+)?(?:automatically\s+|tacitly\s+)?(?:{ACT})|\bno\s+(?:automatic\s+|tacit\s+|right\s+(?:of|to)\s+)(?:renew|exten)"
    rf"|\bnot\s+(?:be\s+)?subject\s+to\s+(?:any\s+)?(?:automatic|tacit)\s+{ACT}|\bneither\s+(?:renews?|extends?)\b|\b(?:renewed|extended|prolonged)\s+only\b|\bonly\s+be\s+(?:renewed|extended|prolonged)\b",
    re.IGNORECASE,
)
UNTIL_TERMINATED: Final = re.compile(
    rf"\bafter\s+that\b[^.;]{{0,40}}?\b(?:carr(?:y|ies)\s+on|continues?|goe?s?\s+on)\b[^.;]{{0,20}}?\buntil\b[^.;]{{0,60}}?\b(?:notice|terminat|cancel)|"
    rf"\bthereafter\s+(?:unless(?:\s+and\s+until)?|until)\s+(?:it\s+is\s+|either\s+party\s+|so\s+)?(?:terminated|terminates|cancel|ended)|"
    rf"\bthereafter\b[^.;]{{0,60}}?\b{CONTINUES}[^.;]{{0,30}}?\b(?:indefinite(?:ly)?|unlimited|open[-\s]ended)\b|"
    rf"\b(?:after|beyond|following)\b[^.;]{{0,60}}?\b(?:term|period)\b[^.;]{{0,40}}?\b{CONTINUES}[^.;]{{0,40}}?\b(?:indefinite(?:ly)?|unlimited|open[-\s]ended)\b|"
    rf"\b(?:thereafter|automatically)\b[^.;]{{0,60}}?\b(?:{CONTINUES}|remain\w*|extend\w*|renew\w*)\b[^.;]{{0,80}}?\b(?:until|unless)\b[^.;]{{0,120}}?\b(?:terminat|cancel)"
    rf"|\b(?:{CONTINUES}|remain)\b[^.;]{{0,50}}?\bthereafter\b[^.;]{{0,30}}?\b(?:until|unless)\b",
    re.IGNORECASE,
)
# An option, plainly granted.
GRANTS: Final = re.compile(
    rf"\b(?:options?|rights?|opportunity)\b[^.;]{{0,140}}?\b(?:to|of)\s+(?:annually\s+)?(?:renew|extend|renewal|extension|continue)\b|"
    rf"\bmay\b[^.;]{{0,200}}?\b(?:renew|extend)(?:ed)?\b[^.;]{{0,40}}?\b(?:{THING}|for)\b|\b(?:renewable|extendable)\b|"
    r"\b(?:renew|extend)(?:ed)?\b[^.;]{0,60}?\b(?:at|by)\s+(?:the\s+)?(?:sole\s+)?(?:option|election|discretion)\s+of\b|\b(?:renew|extend)(?:ed)?\b[^.;]{0,60}?\bat\s+[^.;,]{1,40}['’]s?\s+(?:sole\s+)?(?:option|election|discretion)\b",
    re.IGNORECASE,
)
# It takes both sides: freedom of contract, which nobody needs to be granted.
_BOTH_AGREE: Final = re.compile(
    r"\bmutual(?:ly)?\b|\bboth\s+parties\b|\b(?:parties|\w+\s+and\s+(?:the\s+)?\w+)\s+(?:may|can|must|shall|mutually|both)?\s*agree\b|"
    r"\bby\s+(?:common\s+|a\s+|written\s+)*agreement\b|\bsubject\s+to\s+(?:\w+\s+)?agreement\b|\bagreement\s+of\s+(?:the|both)\b",
    re.IGNORECASE,
)
_ONLY_SO: Final = re.compile(r"\bonly\b|\bno(?:t|thing)\b[^.;]{0,80}\b(?:unless|except|without)\b|\bexclusively\b", re.IGNORECASE)
_AT_ONES_OPTION: Final = re.compile(r"\b(?:options?|rights?|opportunity|election|discretion)\b|\bmay\s+renew\b", re.IGNORECASE)

_OPTION_HOLDER: Final = re.compile(
    r"\b(?:at\s+(?:the\s+)?(?:\w+['’]s?\s+)?(?:sole\s+)?(?:option|election|discretion)|option\s+to|right\s+to|options?\s+(?:of|to)|may\s+(?:be\s+)?(?:\w+\s+)?(?:renew|extend)|"
    r"mutual(?:ly)?\s+(?:written\s+)?(?:agree|consent)|by\s+(?:written\s+)?(?:agreement|amendment)|(?:both\s+)?parties\s+(?:may\s+)?agree|renewable|"
    r"upon\s+(?:the\s+)?(?:mutual|written)\s+(?:agreement|consent)|(?:only|unless)\s+(?:\w+\s+){0,3}?(?:agree|renew|extend|exercis)\w*|"
    r"(?:if|provided\s+that|upon)\s+(?:the\s+)?\w+\s+(?:so\s+)?(?:elects?|requests?|exercises?|gives\s+(?:\w+\s+){0,3}?notice\s+of\s+(?:renewal|extension)))\b",
    re.IGNORECASE,
)
# It may go on, if one of them likes: that renews nothing.
MAY_GO_ON: Final = re.compile(r"\bmay\b[^.;]{0,60}?\bcontinue\b[^.;]{0,120}\bmonth[-\s]+to[-\s]+month", re.IGNORECASE)
_UNLESS_NOTICE: Final = re.compile(
    r"\bunless\b[^.;]{0,120}\b(?:notice|notif|terminat|cancel|object|declin|inform)|\b(?:treat|deem|consider)\w*\b[^.;]{0,40}\brenewed\b[^.;]{0,80}\b(?:fails?|not)\b", re.IGNORECASE
)


def renews_by_itself(text: str) -> bool:
    """Whether the sentence says that it renews unless somebody acts; an option that one party holds does not."""
    if DENIED.search(text) or MAY_GO_ON.search(text):
        return False
    if re.search(r"automatic|tacit|\bauto-?renew", text, re.IGNORECASE) and AUTOMATIC.search(text):
        return True
    if SELF_RENEWING.search(text) and AUTOMATIC.search(text):
        return True
    if _OPTION_HOLDER.search(text) and not _UNLESS_NOTICE.search(text):
        return False
    return bool(AUTOMATIC.search(text) or UNTIL_TERMINATED.search(text))


def is_held_over(text: str) -> bool:
    """Whether the sentence says that it goes on where the service is used after the end."""
    return bool(_HELD_OVER.search(text)) and not UNLESS_STOPPED.match(text.lstrip())


def is_only_agreeing_again(text: str) -> bool:
    """Whether it says no more than that both may agree: "may be renewed by mutual agreement" (not: "only by")."""
    return bool(_BOTH_AGREE.search(text)) and not _AT_ONES_OPTION.search(text) and not _ONLY_SO.search(text)

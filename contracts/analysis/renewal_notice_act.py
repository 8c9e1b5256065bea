"""The words by which a renewal is stopped: of refusing it, of ending the agreement, of when before the end."""

from __future__ import annotations

import re
from typing import Final

from contracts.analysis.renewal_act import NEW_TERM

NOTICE: Final = re.compile(
    r"\b(?:notices?|notif\w+|inform\w*|advis\w+|in\s+writing|cancel\w*|terminat\w+|declin\w+|elects?|prior|before|ahead|advance|opt(?:s|ed|ing)?[-\s]+out|tell|hears?|turn|denounc\w+)\b",
    re.IGNORECASE,
)
# The wish not to renew, in so many words.
REFUSES: Final = re.compile(
    r"\bnon-?\s?(?:renew|extension|continu)\w*|"
    r"(?<!\bor )\bnot\s+(?!unreasonabl)(?:\w+\s+){0,3}?(?:to\s+)?(?:be\s+)?(?:renew|extend|continue|prolong)\w*|"
    r"\b(?:against|avoid\w*(?:\s+entering\s+into)?|declin\w+|prevent\w*|stop|oppos\w+|(?<!unreasonably )refus\w+|opt(?:s|ed|ing)?[-\s]+out\s+of)\s+(?:to\s+)?(?:the\s+|such\s+|any\s+|an?\s+|its\s+|this\s+|automatic\s+|auto-?)*(?:renew|extension|extend)\w*|"
    r"\b(?:wish|intent|intention|intend|desire|elect|election|decision|decid)\w*\b[^.;]{0,40}?\b(?:to\s+(?:\w+\s+)?(?:terminate|cancel|end|discontinue|cease|vacate|let\b[^.;]{0,40}\blapse)|of\s+terminat\w+|that\s+(?:\w+\s+){1,4}?(?:terminates?|ends?|not\s+renew))\b|"
    r"\b(?:turn|switch)\w*\s+(?:(?:it|this|auto-?\s?renew\w*|automatic\s+renewal|(?:the|your)\s+(?:auto-?\s?)?renew\w*)\s+)?off\b|\bdisabl\w+\s+(?:auto|renew)\w*|"
    r"\b(?:don['’]t|do\s+not|does\s+not)\s+want\s+(?:that|it|this|us|to|the|your|a)\b|\bwant\s+(?:(?:it|this|the\s+\w+)\s+)?to\s+(?:stop|end|leave|cancel)\b|\bto\s+the\s+contrary\b|\bdenounc\w+|\bopt[-\s]?out\s+notice\b|\bdisconnect(?:ion)?\s+notice\b",
    re.IGNORECASE,
)
RENEWS_ITSELF: Final = re.compile(
    r"\bautomatic\w*\b[^.;]{0,60}\b(?:renew|extend|extension|continu|prolong)\w*|\b(?:renew|extend|continu)\w*\s+(?:\w+\s+)?automatically|"
    r"\b(?:shall|will|is|are)\s+(?:then\s+|thereafter\s+|also\s+|each\s+time\s+)?(?:be\s+)?(?:deemed\s+|tacitly\s+)?(?:to\s+be\s+)?(?:renew|extend|prolong)\w*|\b(?:agreement|term|contract|subscription|lease|licen[cs]e|order(?:\s+form)?|membership|plan|account|services?|appointment|it)\s+(?:then\s+|thereafter\s+)?(?:renews|extends|rolls?\s+(?:over|on|into))\b|"
    r"\bsuccessive\b|\b(?:year|month)[-\s]+to[-\s]+(?:year|month)|\bcontinu\w*\s+(?:automatically|from)\b|\bcontinu\w*\b[^.;]{0,40}\bthereafter\b|\bthereafter\b[^.;]{0,40}\b(?:continu\w*|remain\w*)|\bthereafter\s+(?:unless|until)\b|"
    r"\bcontinu\w*\s+for\s+(?:an?\s+)?(?:further|additional|subsequent|another|indefinite)\b|\btacit\w*|\bself-?renew\w*|\bauto[-\s]?renew\w*|\bevergreen\b|\brolling\b|\broll(?:s|ed)?\s+(?:over|on|into)\b|\b(?:considered|deemed|regarded)\s+(?:as\s+)?(?:extended|prolonged)\b|(?:,|and)\s+renews\b|\bthey\s+renew\b|\band\s+for\s+(?:additional|subsequent|further)\s+[^.;]{0,24}?\b(?:terms|periods)\b|\bcarr(?:y|ies)\s+on\b|\belection\s+to\s+(?:extend|renew)\b|\bresults?\s+in\s+(?:the\s+)?(?:automatic\s+)?renewal|"
    r"\b(?:treat|deem|consider|regard)\w*\s+(?:[^.;]{0,40}\s)?(?:as|to\s+(?:be|have))\s+(?:been\s+)?renewed|" + NEW_TERM.pattern,
    re.IGNORECASE,
)
UNLESS: Final = re.compile(
    r"\b(?:unless|until|except|save|provided|subject\s+to|if\s+neither|or\s+until|but\s+may\s+(?:then\s+)?be\s+(?:terminated|cancelled)|may\s+then|which\s+(?:you|either\s+party|customer)\s+(?:may|can)\s+(?:end|cancel|terminate)|and\s+may\s+be\s+cancelled\s+by\s+(?:the\s+)?customer|except\s+that\s+either\s+party|in\s+the\s+absence\s+of|without|absent|failing|"
    r"fail(?:s|ure)?\s+(?:to|of)\s+(?:\w+\s+){0,2}?(?:notify|notice|give|provide|send|cancel|deliver)|(?:if|where)\b[^.;]{0,60}?\bnot\b|(?:does|do|has|have)\s+not\s+(?:\w+\s+)?(?:notify|give|provide|send|hear|receive\w*))\b",
    re.IGNORECASE,
)
ENDS: Final = re.compile(r"\b(?:terminat(?:e|es|ed|ing)|terminat\w+\s+request|cancel\w*|denounc\w+|cause\s+it\s+to\s+end|discontinu\w*|end(?:ed)?\s+(?:this|the)|notice\s+of\s+(?:\w+\s+){0,3}?terminat\w+|terminat\w+\s+notice)\b", re.IGNORECASE)
TERM = (
    r"(?:(?:the|its|each|any|such|said|that|an?|then|relevant|applicable|respective|of|initial|first|original|current|then[-\s]+current|then[-\s]+existing|existing|renewal|extended|"
    r"subscription|annual|contract|additional|next|this|agreement|one|two|three|five|year|twelve|month|or)[-\s'’]+){0,7}?(?:terms?|periods?|renewals?|anniversar\w+|renewal\s+date|agreement|contract|subscription|expir\w+)\b"
)
# Counted back from the end of the term.
BEFORE_END: Final = re.compile(
    r"\bof\s+the\s+(?:end|expir\w+|conclusion)\s+of\b|\b(?:prior\s+to|before|preceding|in\s+advance\s+of|ahead\s+of|notice\b[^.;,]{{0,50}}\bto)\s+(?:the\s+|its\s+|each\s+|any\s+|such\s+|said\s+|that\s+|your\s+|an?\s+)*(?:\w+\s+(?=end\s+date|expiry))?(?:scheduled\s+|effective\s+|next\s+|automatic\s+|natural\s+)?"
    rf"(?:(?:expir\w+|end(?:ing)?|conclusion|completion|terminat\w+|commencement|beginning|start|lapse)\b(?!\s+of\s+(?:\w+\s+){{0,3}}(?:notice|cure|offer|offering|exclusivity|month|quarter)\b)(?:\s+date)?(?:\s+(?:of|to)\s+{TERM})?|(?:\w+[-\s]+){{0,3}}?(?:anniversar\w+|renewals?)\b|then\b|(?<=its\s)term\b|(?:\w+\s+){{0,3}}?(?:term|period|agreement|contract|lease|subscription|plan|order|it)\s+(?:lapses?|ends|expires|runs\s+out|renews)\b|(?:\w+\s+){{0,3}}?(?:end|expiry|renewal)\s+date\b)",
    re.IGNORECASE,
)
AT_END: Final = re.compile(rf"\b(?:at|as\s+of|effective\s+(?:at|on|as\s+of|upon))\s+(?:the\s+)?(?:end|expir\w+|conclusion|close)\s+of\s+{TERM}|\bon\s+(?:the|any|each|an)\s+anniversar\w+", re.IGNORECASE)
AFTER_TERM: Final = re.compile(
    r"\b(?:following|after|upon\s+(?:expir\w+|completion)\s+of|at\s+any\s+time\s+(?:after|following))\s+(?:the\s+)?(?:expir\w+\s+of\s+|end\s+of\s+|completion\s+of\s+)?(?:the\s+)?(?:initial|original|first)\b[^.;]{0,30}\b(?:term|period)\b[^.;]{0,80}\b(?:terminat|cancel)|"
    r"\bthereafter\b[^.;]{0,60}\b(?:indefinite|unlimited)\w*\b[^.;]{0,40}\bmay\b[^.;]{0,20}\b(?:terminat|cancel)",
    re.IGNORECASE,
)
DURING_RENEWAL: Final = re.compile(r"\bas\s+so\s+(?:extended|renewed)\b|\bduring\s+(?:the|any|each|a|such)\s+(?:extended|renewal|extension|renewed)\s+(?:term|period)", re.IGNORECASE)
# There is more than one term to be ended.
SEVERAL_TERMS: Final = re.compile(r"\brenew|\bextend|\bextension|\bthen[-\s]+(?:current|existing|in\s+effect)|\binitial\s+(?:term|period)|\b(?:each|any|every)\s+(?:\w+\s+){0,2}(?:term|period|anniversary|year)\b|\banniversary", re.IGNORECASE)
# "no less than 120 prior to the expiry date": of what, the paper leaves out; days are meant, and a person is asked.
UNIT_LEFT_OUT: Final = re.compile(r"\b(?:less|later|fewer)\s+than\s+(?:[a-z-]+\s*\(\s*)?(?P<count>\d{2,3})\s*\)?\s+(?:prior\s+to|before)\b", re.IGNORECASE)
WITHOUT_IT: Final = re.compile(
    r"\bnot\s+(?:been\s+)?(?:cancel\w*|terminated|given|denounced)\s+(?:\w+\s+)?(?:in\s+(?:good\s+|due\s+)?time|by\s+then|accordingly|within\s+(?:that|this))\b|"
    r"\b(?:(?:does|do|did|has|have)\s+not\s+(?:\w+\s+)?(?:give|given|provide|provided|send|sent|receive|received)|no|in\s+the\s+absence\s+of|without|absent|failing)\s+(?:any\s+)?such\s+(?:\w+\s+){0,2}?(?:notice|notification)\b|"
    r"\b(?:no|without)\s+(?:\w+\s+){0,2}?notice\s+is\s+(?:so\s+)?(?:given|received|served)\b",
    re.IGNORECASE,
)
SUCH_NOTICE: Final = re.compile(r"\W*(?:any\s+|such\s+|said\s+|the\s+|this\s+|an?\s+)?(?:written\s+)?(?:notices?|notification|termination|cancell?ation|election)\b", re.IGNORECASE)
# Notice that counts until the term is over: no length, and the last day is the last.
TO_THE_LAST_DAY: Final = re.compile(
    r"\b(?:at\s+any\s+time\s+(?:before|prior\s+to|until|up\s+to)\s+(?:the\s+|your\s+|its\s+)?(?:[\w-]+\s+){0,4}?(?:end|ends|expir\w+|renewals?|renews)\b|"
    r"(?:cancel\w*|terminated)\s+(?:in\s+writing\s+)?(?:before|prior\s+to)\s+(?:the|its|your)\s+(?:end|expir\w+)\b|(?:until|up\s+to|before|prior\s+to|by|no\s+later\s+than|on)\s+(?:and\s+including\s+)?(?:the\s+|your\s+|its\s+|each\s+|any\s+)*(?:(?:last|final)\s+day\s+of|(?:next\s+|upcoming\s+)?(?:renewal|billing|charge)\s+date\b))",
    re.IGNORECASE,
)

"""What a party's name looks like: a company with its form, a public body, a person; and the names it is given in brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# Names that say by themselves which side a party is on; those that say it best stand first.
VENDORS: Final = tuple(
    (
        "service provider|provider|supplier|vendor|licensor|seller|contractor|consultant|hosting provider|"
        "host|manufacturer|franchisor|lessor|landlord|developer|operator|servicer|administrator|sponsor|grantor|"
        "outsourcer|company|distributor|agency|promoter|owner|we|us|our"
    ).split("|")
)
CUSTOMERS: Final = tuple(
    (
        "customer|client|subscriber|licensee|buyer|purchaser|end user|user|merchant|member|franchisee|lessee|grantee|"
        "tenant|sponsee|reseller|affiliate|distributor|agent|recipient|company|dealer|advertiser|you|your|"
        "city|county|town|state|district|school|isd|board|authority|institution"
    ).split("|")
)

# Between the words of a name: spaces, or the end of one line, but not of a paragraph.
_S = r"(?:[ \t\xa0]+|[ \t]*\n[ \t]*)"
_FORM = (
    r"(?:Inc\.?|INC\.?|inc\.|Incorporated|INCORPORATED|Corp\.?|CORP\.?|Corporation|CORPORATION|corporation(?=\s*\()|LLC|L\.\s?L\.\s?C\.|Ltd\.?|LTD\.?|Limited|LIMITED|LLP|L\.L\.P\.|L\.P\.|LP|GmbH|GMBH|AG|KGaA|"
    r"S\.A\.?S?\.?|SA|A/S|ApS|AB|Oy|AS|B\.V\.?|BV|N\.V\.?|N\.\s?A\.?|PLC|plc|P\.L\.C\.|Co\.|Company|COMPANY|Bank|BANK|Trust|TRUST|Fund|FUND|Pty\.?\s+Ltd\.?|PTE\.?,?\s+LTD\.?|Pte\.?,?\s+Ltd\.?|SE|SAS|SRL|S\.?R\.?L\.?|S\.r\.l\.|s\.r\.l\.|"
    r"S\.p\.A\.|Ltda\.?|University|UNIVERSITY|Partnership|PARTNERSHIP|Association|ASSOCIATION|Foundation|FOUNDATION|Institute|INSTITUTE|Society|Authority|Council|Group|GROUP)"
)
# A company: capitalised words that end in its form, with what may stand between the two.
COMPANY: Final = re.compile(
    rf"(?<![\w&.'’\-])(?P<name>(?:The\s+|THE\s+)?(?:[A-Z0-9][\w&.'’!\-]*|[a-z][\w\-]*\.(?:com|org|net)|[a-z]\.\w\.\w\.\s+[A-Z][\w&]*|[a-z]{{1,2}}[A-Z0-9][\w&\-]*|[a-z]-[a-zA-Z]\w+)(?:,?{_S}(?:\([A-Z][\w\s]{{1,15}}\)|of|and|the|for|de|und|&|/|[A-Z0-9][\w&.'’\-/]*)){{0,8}}?,?{_S}{_FORM}(?:,?{_S}{_FORM})*(?:{_S}(?:of|OF)(?:{_S}(?:the{_S})?[A-Z][\w.&]*){{1,5}})?)(?![\w&])"
)
_HAS_FORM: Final = re.compile(rf"\b{_FORM}(?![\w&])")
_ENDS_IN_FORM: Final = re.compile(rf"(?:^|[\s,]){_FORM}[\s,.]*$")
# "the City of Renton", "Orange County", "Monterey Unified School District".
PUBLIC_BODY: Final = re.compile(
    r"\b(?:City|CITY|Town|County|COUNTY|State|Commonwealth|Village|Borough|Port|Department|Ministry)\s+(?:of|OF)\s+[A-Z]|"
    r"\b[A-Z]\w+\s+(?:County|COUNTY|District|DISTRICT|ISD|Schools?|Library|Hospital|College)\b"
)
# What is no name of a party, though it is written like one.
NO_NAME: Final = re.compile(
    r"\b(?:Agreement|AGREEMENT|Contract|CONTRACT|Exhibit|EXHIBIT|Section|Act\s+of|Commission|Date|Schedule|Confidential|Street|Avenue|Building|Suite|Floor)\b|"
    r"^(?:[\d.]+\s+)?(?:The\s+)?(?:Company|Bank|Agent|Holding\s+Company|Group\s+Company|Plan|Principal|Seller|Buyer|Consultant|Supplier|Distributor|Part(?:y|ies)|Customers?|Vendor|"
    r"Client|Provider|Licensors?|Licensees?|Resellers?|Service\s+Provider|Subscriber|Parties\s+to|User|Contractor|Affiliates?|Member|Recipient|Representative|Executive|Employee|Services?|"
    r"Products?|Order|Terms?|Fees?|Address|Names?|Title|E-?mail|Phone|Contact|Signature|Company\s+Name|Name\s+of|Information|Attn|Attention|Yes|No|None|TBD|N/A)\b(?:,?\s+(?:A|B|and|the|of\s+Company|listed|named|to)\b.*|:.*)?$|"
    r"^(?:This|Each|Such|Any|Said|If|In|When|Delaware|Nevada|A|An|It|They|We|You|Limited|Liability|The\s+Company|The\s+Corporation|A\s+Corporation|Corporation|Articles)\b"
    r"(?:\s+(?:Limited|Liability|Company|Corporation|Partnership|of\s+Association|Inc\.?))*$|"
    r"^(?:\w+\s+)?(?:Limited\s+)?Liability\s+Company$|^(?:Delaware|Nevada|California|Texas|Florida|Ontario|New\s+York)\s+(?:Corporation|Company|LLC)$|^(?:WHEREAS|And|Or|But|By|For|With|Trust|Fund|Group|Bank|University|Council|Authority|Association|Foundation)\b,?$|^(?:WHEREAS|DATED|Dated)\b|^(?:Inc|INC|Co|Ltd|Corp)\.?,?(?:\s+Ltd\.?)?$",
)
# The words before a company that is not itself the party.
_NOT_ITSELF: Final = re.compile(
    r"\b(?:laws?\s+of(?:\s+the)?(?:\s+State\s+of)?|subsidiar(?:y|ies)\s+of|division\s+of|affiliates?\s+of|partner(?:ship)?\s+of|member\s+(?:institution\s+)?of|behalf\s+of|known\s+as|care\s+of|c/o|trustee\s+of|"
    r"under\s+the|partner,?|successor\s+to|through\s+its|owned\s+by|administrator\s+for|agent\s+for|name|location\s+at|doing\s+business\s+as|d/b/a|dba|d\.b\.a\.)\s*,?\s*$|\ban?\s+(?:[\w.]+\s+)?$",
    re.IGNORECASE,
)
# Where the name ends and what is said of the party begins.
_DESCRIBED: Final = re.compile(
    r"\s*,?\s+(?:(?:an?|the|whose|who|which|having|with|(?:is\s+)?located|organi[sz]ed|incorporated|registered|registration|established|existing|acting|on\s+(?:its\s+)?behalf|doing\s+business|d/b/a|dba|d\.b\.a\.|a/k/a|"
    r"t/a|trading\s+as|also\s+known|formerly|as|by|for\s+itself|through|together|in\s+(?:his|her|its|person)|and\s+(?:its|the|other|all|any|is|an?|their|such)|company\s+(?:number|no)|individually|residing|domiciled|operating|"
    r"hereinafter|hereafter|herein|here-in-after|effective|dated|is|are|shall|will|may|must|means?|wish|wishes|desires?|on|agree|agrees|listed|named|identified|has|under|represented|at|from|to|from\s+time|sometimes|each|collectively|regarding|pursuant|for|set\s+forth|"
    r"executed)\b|of\s+(?:the\s+)?(?:\d|[A-Z]\w+\s+House|Suite|\()|P\.?\s?O\.?\s+Box|\d{3,}|_)|\s*[;:(\[<|_•]|[ \t]*\n[ \t]*\n|,\s*\d|,?\s*$|\.\s+(?=[A-Z][a-z]+\s+[a-z])|,\s*(?=and\b|AND\b|&)",
)
_BLANK: Final = re.compile(r"(?:[\[<{_*.…•\s]|\$\{)")
_ARTICLE: Final = re.compile(r"(?:the|THE)\s+(?=[A-Z])")
# What a party is called by its part in the deal, and by those who speak in the first person.
ROLES: Final = frozenset((*VENDORS, *CUSTOMERS))
FIRST_PERSON: Final = frozenset("we us our you your".split())
_SENTENCE: Final = re.compile(r"[\"“”]|[a-z]{4,}\.\s+[A-Z]|\.{4}|^\d{1,2}\.\d")
_NUMBERED: Final = re.compile(r"^(?:\d{1,2}[.)]\s+|(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d{1,2},\s+\d{4}\s+)(?=[A-Z])")
_TITLE_OF: Final = re.compile(r"^.*\b(?i:provided|accepted|prepared|offered|operated|signed|executed|available(?:\s+to\s+\w+)?|to\s+you)\s+(?i:by|for)\s+(?=[A-Z])|^(?:[\w ]*\b(?:Terms|TERMS|Conditions|Policy|Policies|Service|Use)\s+(?:of|for|between)\s+)+(?=[A-Z])")
_SMALL_WORDS: Final = frozenset("of and the for de la do da di du des y e et und van von in on at to as".split())
_JOINED: Final = re.compile(r"\s+(?:and|AND|And)\s+")


@dataclass(frozen=True, slots=True)
class Party:
    """One whom the agreement binds: its full name ("" where the paper only describes it), and what the agreement calls it."""

    name: str
    aliases: tuple[str, ...] = ()


def one_line(name: str) -> str:
    """The name on one line, without what stands before it: a number, a date, "Terms of Service of"."""
    return _TITLE_OF.sub("", _NUMBERED.sub("", " ".join(name.split()).strip(" ,;*|")))


def is_name(name: str) -> bool:
    """Whether the words can be a party's name: written as names are, neither a role alone nor a sentence."""
    if not 2 <= len(name) <= 110 or _BLANK.match(name) or NO_NAME.search(name.rstrip(".")) or plain(name) in ROLES or _SENTENCE.search(name):
        return False
    words = name.split()
    small = [word for word in words if word[0].islower() and word not in _SMALL_WORDS and not re.search(r"[A-Z.\-]", word)]
    written = name[0].isupper() or name[0].isdigit() or re.match(r"[a-z]{1,2}[A-Z0-9]", name)
    return bool(written and len(words) <= 14 and len(small) <= 1 and any(c.isalpha() for c in name)) or _is_lower_brand(name)


def _is_lower_brand(name: str) -> bool:
    """"i-on interactive", "salesforce.com": a brand that is written small."""
    return bool(re.match(r"[a-z]-[a-z]{2,}|[a-z][\w\-]*\.(?:com|org|net|io)\b", name)) and len(name.split()) <= 3


def has_form(name: str) -> bool:
    """Whether the name ends as a company's does, or is that of a public body."""
    return bool(_ENDS_IN_FORM.search(name) or PUBLIC_BODY.search(name) or COMPANY.fullmatch(name))


def name_at(text: str, start: int, end: int) -> str:
    """The name that stands there, without what is said of the party; "" where no name stands there."""
    start = next((i for i in range(start, end) if not (text[i].isspace() or text[i] in ",:*'\"“”|")), end)
    article = _ARTICLE.match(text, start, end)
    if article:
        start = article.end()
    if _BLANK.match(text[start : start + 2]):
        return ""
    company = COMPANY.match(text, start, min(end, start + 160))
    if company and not _JOINED.search(_before_form(company["name"])) and not NO_NAME.search(company["name"]):
        return one_line(company["name"])
    stop = _DESCRIBED.search(text, start, min(end, start + 160))
    name = one_line(text[start : stop.start() if stop else min(end, start + 160)])
    if "," in name:
        name = _first_of_address(name)
    left = _JOINED.split(name)[0]
    if left != name and (_ENDS_IN_FORM.search(left) or not has_form(name)):
        name = left
    return name if is_name(name) else ""


def _before_form(name: str) -> str:
    """Up to the first form: two companies joined by "and" are two."""
    found = _HAS_FORM.search(name)
    return name[found.end() :] if found else ""


def _first_of_address(name: str) -> str:
    """"Detto Technologies, Boston, Massachusetts" -> the first; a comma within a firm's name stays."""
    forms = list(_HAS_FORM.finditer(name))
    if forms:
        return name[: forms[-1].end()]
    return name.split(",")[0]


def is_itself(text: str, start: int) -> bool:
    """Whether the company named there is the party, and not the one whose subsidiary or administrator the party is."""
    return not _NOT_ITSELF.search(text[max(start - 40, 0) : start])


def plain(name: str) -> str:
    return name.lower().removeprefix("the ").strip(" .,")

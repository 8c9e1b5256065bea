"""The words of changes: who may, what they may do, and to what. All patterns are for text in lower case."""

from __future__ import annotations

import re
from typing import Final

from contracts.analysis.guarded import Guarded

TIME: Final = re.compile(
    r"\b(?:from time to time|at any (?:time|moment|point)|at (?:its|our|their|the)(?: (?:sole|absolute|own|complete))?\s*(?:and \w+ )?(?:discretion|option)"
    r"|(?:in|at) (?:its|our|the \w+'s|\w+'s)(?: (?:sole|absolute|own|reasonable|complete))*\s*(?:and \w+ )?discretion|occasionally"
    r"|periodically|frequently|(?:as|when|if|where) (?:we|it|\w+) (?:deems?|sees?|thinks?|considers?) (?:it )?(?:fit|necessary|appropriate|useful)"
    r"|over time|as (?:the|our) \w+ (?:develops?|evolves?|grows?)|whenever (?:we|it) (?:like|want|wish|choose)s?|for any (?:reason|or no reason)|without giving (?:any )?reasons?"
    r"|with(?:out| or without) (?:(?:any|giving|further|providing) )?(?:prior |further |advance |specific |individual )?(?:written )?(?:notice|notification|warning"
    r"|announcement)|unilaterally|constantly|with immediate effect|without (?:your|the customer's) consent)"
)
CHANGE: Final = (
    r"(?:chang(?:e|ed|ing)|modif(?:y|ied|ying)|amend(?:ed|ing)?|revis(?:e|ed|ing)|updat(?:e|ed|ing)|upgrad(?:e|ed|ing)|alter(?:ed|ing)?"
    r"|var(?:y|ied|ying)|evolve|tweak|redesign|rewrite|restructure"
    r"|supplement(?:ed)?|supersed(?:e|ed)|replac(?:e|ed|ing)|substitut(?:e|ed)|adjust(?:ed|ing)?|increas(?:e|ed|ing)|rais(?:e|ed|ing)|adapt(?:ed)?"
    r"|improv(?:e|ing)|enhance|reduce|degrade|decrease"
    r"|(?:make|making|impose|introduce|implement|effect)\s+(?:[\w/-]+,?\s+){0,4}?(?:changes?|modifications?|amendments?|alterations?|revisions?|additions|deletions"
    r"|updates|improvements|limits|variations?|adjustments?|(?:new|additional|further|extra|other|different)\s+(?:or\s+\w+\s+)?(?:fees|charges|terms|conditions"
    r"|rules|restrictions|features|services|limits|policies))"
    r"|(?:introduce|levy|impose)\s+(?:\w+\s+){0,3}?(?:fees|charges)\b|(?:begin|start) (?:charging|to charge)\b"
    r"|(?:apply|perform|install|roll out|deploy)\s+(?!these|those|such|the\b|any\b)(?:[\w/-]+,?\s+){0,4}?(?:changes|upgrades?|updates?|patches)"
    r"|(?:issue|publish|release|post|adopt)\s+(?:\w+\s+){0,3}?(?:new|revised|updated|amended|modified)\s+(?:versions?|policies|terms|conditions|rules|prices|price\s?lists?)"
    r"|(?:create|impose|set|establish)\s+(?:\w+\s+){0,6}?(?:limits|limitations)|add(?:ing)?(?=\s+(?:or|new|to,?|features|additional|further|functionalit|and)|,))"
)
END: Final = (
    r"(?:discontinu(?:e|ed|ing)|withdraw(?:n)?|suspend(?:ed)?|terminat(?:e|ed)|remov(?:e|ed)|delet(?:e|ed)|eliminat(?:e|ed)|limit|cancel(?:led)?"
    r"|revok(?:e|ed)|restrict(?:ed)?|interrupt(?:ed)?|phase out|retire|end|(?:stop|cease)(?:,[^,]{0,60},)?\s+(?:to\s+)?(?:\w+\s+or\s+)?(?:provid|offer|support|operat|mak)(?:e|ing)?"
    r"|shut down|take down|disable)"
)
RESERVED: Final = (
    r"(?:reserv|retain)(?:e|es|s|ing)?(?:the|a)?\b[^.;:]{0,60}?\brights?\b[^.;:]{0,140}?\bto"
    r"|(?:has|have|had|having)\s+(?:the|a)\s+(?:\w+\s+){0,3}?(?:right|discretion|power|option|authority)\b[^.;:]{0,140}?\bto"
    r"|(?:is|are|be)\s+(?:\w+\s+)?(?:entitled|free|authori[sz]ed|permitted|allowed|at liberty)(?:[^.;:]{0,40}?)\s+to"
    r"|(?:our|its|'s)\s+right\s+to"
)
POWER: Final = (
    rf"(?:{RESERVED}|(?<=we\s)(?:will|expect to|intend to|plan to)(?=\s(?:also\s)?(?:chang|updat|revis|amend|modify|adjust))|may|might|can|could|(?:we'|it')ll only|sometimes|need(?:s)? flexibility to|(?:is|are)\s+constantly"
    r"|(?:it (?:may|might) be|(?:is|are) sometimes) necessary (?:for us )?to)"
)
TERMS: Final = (
    r"(?:tou|tos|aup|(?<!in\s)(?<!in\saccordance\swith\sthe\s)terms(?!\s+(?:loans?|sheet|of payment))|conditions(?! of the market)|agreements?|contract|polic(?:y|ies)|guidelines|rules|slas?"
    r"|service levels?|addend(?:um|a)|eula|privacy (?:notice|statement)|legal notices?|codes? of conduct"
    r"|schedule of fees|documents? (?:listed|referred to|incorporated)|provisions?)"
)
PRICE: Final = (
    r"(?:prices?|pricing|fees?|charges|(?:ongoing|monthly|annual|yearly|recurring|service|usage|call|subscription|access|supply) charge|rates?|price\s?lists?|tariffs?|subscription charges|list prices|billing methods?|remuneration|rate card)"
)
SERVICE: Final = (
    r"(?:services?|(?:web)?sites?|features?|functionality|functionalities|functions?|platforms?|solutions?|software|products?"
    r"|apis?|offerings?|subscriptions?|plans?|availability|limits?|quotas?|eligibility|payment methods?|trials?|currenc(?:y|ies)|items?|goods"
    r"|hours of operation|specifications?|hardware requirements|feeds?|(?<=the\s)content|equipment|numbers?|apps?|applications?"
    r"|games?|systems?|tools?|programs?|programmes?|benefits|rewards|promotions?|promotional offers?|technolog(?:y|ies)|infrastructure|interfaces?"
    r"|portals?|endpoints?|modules?|components?|marketplaces?|facilities|packages?|tiers?|catalog(?:ue)?s?|storage|memberships?|servers?|exceptions)"
)
# A sentence about the clause that gives the power, or about things that differ by themselves.
TALK: Final = re.compile(
    r"\b(?:explains?|indicates?|describes?|details?|sets? out|specif(?:y|ies))\b[^.;]{0,60}\b(?:how|when|circumstances|which)\b[^.;]{0,20}$"
)
BY_NATURE: Final = re.compile(
    r"^\s*(?:slightly|depending|according to|from (?:one|the|that|such|those|country)|between|by (?:offer|country|region|location|state|jurisdiction)|based on)\b"
)
# Who may change something, but is not the vendor.
OTHERS: Final = re.compile(
    r"\b(?:you|customers?|clients?|subscribers?|licensees?|users?|members?|buyers?|merchants?|purchasers?|part(?:y|ies)|arbitrators?|courts?|tribunal|laws?"
    r"|issuers?|sellers|suppliers may have|authorit(?:y|ies)|it being|nothing|neither|no one|nobody|they|jurisdictions?|states|third[- ]part(?:y|ies)"
    r"|distributors?|resellers?|franchisees?|lessees?|tenants?|recipients?|borrowers?|end[- ]users?|consultants?|affiliates|employees|judges?|carriers?"
    r"|guests?|students?|visitors?|retailers?|dealers?|representatives?|ingredients|requirements)"
    r"(?:'s?)?(?:\s+(?:hereto|also|each|then|\w+ly|hereby|shall))*\W*$"
    r"|\bthird[- ]part(?:y|ies)\b[^,.;:]{0,40}$|\b(?:publishers?|operators?|owners?|providers|manufacturers?|developers?|licensors)\s+of\s[^,.;:]{0,40}$"
    r"|^no\s[^.;:]*$|\b(?:no(?! (?:end|fixed|minimum|longer)\b)|either|neither|each(?! of (?:which|these|them)))\s+[^.,;:]{0,45}$|\b(?:parties|members?)\b[,\s]+(?:of|through|by)\s[^.;:]{0,35}$"
)
# The object that is the customer's own, or no part of the bargain.
NOT_THEIRS: Final = re.compile(
    r"^[^.;:]{0,25}\b(?:your|customer's|my|its own)\s+(?!obligations|rights|use of the services, including|use of the services?,? )"
    r"|^\W*(?:(?:the|this|our|its|such)\W+)?(?:\w+\W+){0,4}?date\b|^\s*(?:you|(?:the )?(?:customer|client|subscriber|user))\s+(?:to|from)\b"
    r"|^[^.;:]{0,30}\b(?:derivative|user content|this content|information about you|such content|license|account|address|advertis|cookies|minimum extent"
    r"|sentence|name of|card details|purchase orders?)"
)
# What is called the customer's and is the bargain itself: "the terms of your Contract", "your monthly charges".
YOUR_BARGAIN: Final = re.compile(
    r"^[^.;:]{0,25}\b(?:your|customer's)\s+(?:\w+\s+){0,2}?(?:contract|agreement|terms|conditions|fees?|charges|rates?|prices?|pricing|plan|subscription|package|tariff|services?)\b(?!')"
)
# What may be ended: the service or a part of it, not the customer's access to it, nor the agreement.
FEATURE: Final = re.compile(r"\b(?:features?|functionality|functions?|aspects?|portions?|parts?|offerings?|certain|some|some of)\b")
PART: Final = re.compile(
    r"\b(?:features?|functionality|aspects?|portions?|parts?|offerings?|subscriptions?|exceptions|products?|(?:any|the|our|its|a)\s+(?:\w+\s+){0,3}(?:services?|feeds?|platform"
    r"|websites?|sites?|software|app(?:lication)?|programs?))\b|^\W*(?:all |part |or )*services?\b"
    r"|^\W*(?:or\s+\w+\s+)?(?:(?:all|any|the|our|such|certain|these|beta|free)\s+)*(?:trials?|beta versions?|versions?)\b"
)
ACCESS: Final = re.compile(
    r"\b(?:access|accounts?|your use|agreements?|licen[cs]e|terms|registration|rights?|using|content|materials?|postings?|relationship|permission|links?|how (?:you|we))\b"
)
MUTUAL: Final = Guarded(
    "parties|agreed |signed|mutual|each party|court|executed|arbitra|both you|duly authori|by written agreement|written instrument|change order|unenforceable|invalid",
    r"\b(?:signed|executed|mutual|mutually|both (?:you|parties)|(?:by|between) the parties|each party|each of the parties|parties hereto|duly authori[sz]ed"
    r"|parties may|parties agree|by written agreement|written instrument|agreed (?:in writing|to in writing|upon|by)|change order"
    r"|court|arbitra\w+|unenforceable|invalid)\b"
)
# "Unless otherwise agreed in writing, ...": says nothing of who may do the rest.
UNLESS_AGREED: Final = re.compile(
    r"\b(?:unless|except|save)\b(?:\s+(?:as|where))?[^.;:,]{0,90}\b(?:agreed|specified|stated|set out|set forth|provided)\b[^.;:,]{0,90},|,?\s*\b(?:unless|except as|save as) otherwise (?:expressly )?"
    r"(?:mutually )?(?:agreed|specified|stated|provided)[^.;:,]{0,60}"
)
CONSENT: Final = Guarded(
    "without|unless|any change|any amendment|any modification|no change|no amendment|no modification|only with|only by|only upon|only after|only if|may propose",
    r"\b(?:only (?:with|by|upon|after|if)|unless)\b[^.;:]{0,60}\b(?:consents?|approv(?:al|es)|agrees?|accepts?|agreement of)\b"
    r"|\bwithout\b(?![^.;:]{0,40}\bnotice\b)[^.;:]{0,60}\b(?:consents?|approval|agreement of)\b"
    r"|\bmay\s+propose\b|\b(?:no|any)\s+(?:change|amendment|modification)\b[^.;]{0,100}\brequires?\b[^.;]{0,40}\bconsent"
)
# Whatever the vendor's discretion, it is a sanction: "suspend any part of the Service for which you have not paid".
SANCTION: Final = re.compile(
    r"\b(?:if|where|when|should) (?:you|the customer|customer|the client|client|licensee)\b|\b(?:not|never) (?:been )?paid\b|\bfail(?:s|ed|ure)? to (?:pay|make)\b|\bnon-?payment|\bunpaid\b|\boverdue\b|\bpast due"
    r"|\bdefaults?\b|\b(?:in|your|of|a) breach\b|\bbreach(?:es|ed)?\b"
)
FOR_CAUSE: Final = re.compile(
    r"\b(?:if (?:you|customer|the customer|licensee)|breach|violat\w+|fraud|misus\w+|unpaid|overdue|past due|default|force majeure|remedies|non-?payment|maintenance|defaults|not paid|fails? to)\b"
)
# A price that changes with the term is agreed to by renewing: another matter than one that changes within it.
AT_RENEWAL: Final = Guarded(
    "renew",
    r"\b(?:at|upon|on|with|for|from|before|prior to|beginning of|start of|effect from)\b[^.;]{0,50}\b(?:renewals?|renewal (?:term|period)s?|renewed)\b"
)
# What is no object of a change of the bargain, whatever the sentence says of will or notice.
NO_OBJECT: Final = re.compile(
    r"^[^.;]{0,60}\b(?:licen[cs]es?|accounts?|access|content|posting|postings|submissions?|reviews?|materials?|passwords?|relationship"
    r"|registration|rights?|invoice|order|orders|offer|claim|amount|payment|budget|notice|use|usernames?|vouchers?|names?|address|addresses"
    r"|details|designee|representative|personnel|subcontractors?|information|data|sentence|date|permission|links?|agreement|such item)\b"
)


def plain(sentence: str) -> str:
    """The words in lower case, one space between them, without marks of emphasis."""
    return " ".join(sentence.lower().replace("*", " ").replace("’", "'").split())


def by_both(low: str) -> bool:
    """Whether the words, ``plain`` already, leave the change to both: "may be amended by a writing that both have signed"."""
    return bool(MUTUAL.search(low)) and bool(MUTUAL.search(UNLESS_AGREED.sub(" ", low)))

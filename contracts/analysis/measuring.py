"""Whose measurements decide whether the service failed: the vendor's alone, or such as the customer can answer. Plain strings in."""

from __future__ import annotations

import re
from typing import Final

from contracts.analysis.guarded import holds

# What is measured. An agreement determines many other things in its vendor's discretion.
_MEASURED: Final = re.compile(
    r"\b(?:up[-\s]?time|down\s?time|availability|unavailab\w+|outages?|service[-\s]levels?|SLAs?|SLOs?|service\s+credits?|"
    r"(?:service|network)\s+(?:interruptions?|commitment)|performance\s+(?:standards?|commitment)|(?:available|accessible|operational)\b(?:[^.;]|\.(?=\d)){0,60}\d\s*\)?\s?%)",
    re.IGNORECASE,
)
_CUSTOMER: Final = r"(?:customer|client|subscriber|licensee|user|you\b|your|reseller|a\s+third|an?\s+independent|an?\s+external|independent|third|either|both|the\s+part|mutual)"
_TOOLS: Final = r"(?:monitor\w*|records?|logs?|logging|measurements?|systems?|tools?|data|probes?|software|instrument\w*|statistics|telemetry|metrics)"
_OWNER: Final = rf"(?!(?:the\s+)?{_CUSTOMER})(?:(?:the\s+)?[\w.&-]+(?:\s+[\w.&-]+)?['’]s?|our|its|the\s+[\w-]+|internal|(?-i:[A-Z])[\w&-]+(?:\.\w+)*)"
# "as measured by the Provider", "as recorded by our monitoring system", "verified against Brightwell's system records".
_BY_VENDOR: Final = re.compile(
    rf"(?:,\s*)?\b(?:as\s+)?(?:solely\s+|exclusively\s+|reasonably\s+)?(?:"
    rf"(?:(?:measured|monitored|recorded|logged|tracked|determined)|as\s+calculated)\s+(?:and\s+\w+\s+)?(?:solely\s+|exclusively\s+|only\s+)?by\s+"
    rf"(?!(?:the\s+)?{_CUSTOMER})(?:us\b|(?:the\s+|our\s+)?(?:(?:service\s+)?provider|vendor|supplier|host|licensor|carrier|contractor|company|seller)\b(?:['’]s?)?|our\b|(?-i:(?:the\s+)?[A-Z])[\w&-]*(?:\.\w+)*(?:['’]s?)?)"
    rf"(?:(?:\s+[\w-]+){{0,4}}?(?:\s+{_TOOLS}\b)+)?"
    rf"|(?:measured|monitored|calculated|recorded|logged|tracked|determined|confirmed|verified|reported|shown)\s+(?:solely\s+|exclusively\s+|only\s+)?"
    rf"(?:by|using|from|through|via|with|against|in|on\s+the\s+basis\s+of|based\s+on)\s+(?:only\s+)?{_OWNER}(?:\s+[\w-]+){{0,4}}?(?:\s+(?:and\s+)?{_TOOLS}\b)+)"
    r"(?!\s+to\s+be\b)",
    re.IGNORECASE,
)
# "our records are final", "this system will be the sole basis", "our monitoring is the source of truth".
_DECISIVE: Final = re.compile(
    rf"\b(?:{_TOOLS}|reports?|determinations?|decisions?|calculations?|findings?|infrastructure)\b[^.;]{{0,140}}?\b(?:"
    r"(?:shall|will|is|are)\b[^.;]{0,40}\b(?:final|conclusive|decisive|binding|definitive|authoritative|determinative)|(?:shall|will)\s+(?:control|govern|prevail)|"
    r"(?:the\s+)?(?:sole|only|exclusive|single|definitive|authoritative)\s+(?:and\s+\w+\s+)?(?:basis|source|measure\w*|means|record|method|evidence|authority|reference)|source\s+of\s+truth|alone\s+(?:decide|count|determin))",
    re.IGNORECASE,
)
_IN_ITS_DISCRETION: Final = re.compile(
    r"\b(?:determin\w+|decid\w+|assess\w*|calculat\w+|measur\w+|verif\w+)\b[^.;]{0,90}?\b(?:in|at|within)\s+(?:\w+\s+)?(?:its|our|their|[\w.&-]+['’]s?)\s+(?:sole|absolute|own|exclusive)\b"
    r"(?:\s+and\s+\w+)?\s+(?:\w+\s+)?(?:discretion|judge?ment|opinion|determination)"
    r"|\b(?:in|at)\s+(?:its|our|their|[\w.&-]+['’]s?)\s+(?:sole|absolute|exclusive)(?:\s+and\s+\w+)?\s+(?:discretion|judge?ment|opinion)\b[^.;]{0,30}\b(?:determin\w+|decid\w+)"
    rf"|\b(?:solely|exclusively)\s+(?:up)?(?:on|by|from|with|using)\b[^.;]{{0,80}}\b{_TOOLS}\b"
    r"|\bsolely\s+(?:responsible\s+for\s+)?(?:determin|measur|decid|calculat)\w+|\bfinal\s+say\b|\bsole\s+(?:judge|arbiter)\b|\bsole\s+(?:right|authority|responsibility)\s+(?:to|for)\s+(?:determin|decid|measur)\w+",
    re.IGNORECASE,
)
# "maintenance, as determined by the Provider to be necessary": something else is chosen.
_ABOUT: Final = re.compile(r"\b(?:maintenance|suspen\w+|terminat\w+|upgrad\w+|necessary|fees?\s+(?:are|is))\b", re.IGNORECASE)
_CHOSEN: Final = re.compile(r"determin|decid|discretion|judg", re.IGNORECASE)
# What the customer, or somebody whom both trust, can set against it.
_ANSWERED: Final = re.compile(
    r"\b(?:either\s+party|both\s+(?:of\s+)?(?:the\s+)?parties|independent(?:ly)?|third[-\s]party\s+(?:\w+\s+)?(?:monitor|tool|service|measure|system|provider)\w*|external\s+monitor\w*|mutually|jointly|"
    r"agreed\s+(?:\w+\s+)?monitor\w*|(?:customer|client|subscriber|licensee)['’]s\s+(?:\w+\s+)?(?:records|logs|monitoring|measurements|data)|your\s+(?:own\s+)?(?:records|logs|monitoring|measurements))\b",
    re.IGNORECASE,
)
_MAY_PROVE: Final = re.compile(
    r"\b(?:either\s+party|both\s+parties|(?:the\s+)?(?:customer|client|subscriber|licensee)|you)\b[^.;]{0,60}\b(?:may|can|is\s+entitled\s+to|are\s+entitled\s+to)\s+(?:\w+\s+)?(?:prove|disprove|rebut|show\s+otherwise)\b",
    re.IGNORECASE,
)
_WORDS: Final = ("measur", "monitor", "determin", "record", "calculat", "verif", "confirm", "track", "report", "shown", "sole", "truth", "decid", "binding", "final", "conclusive", "decisive", "exclusive", "only", "alone", " log", "\nlog")


def vendor_alone(text: str) -> str:
    """The words by which a sentence lets the vendor alone measure whether the service failed; empty where it does not."""
    low = text.lower()
    if not holds(low, _WORDS) or not _MEASURED.search(text) or _ANSWERED.search(text):
        return ""
    for pattern in (_BY_VENDOR, _DECISIVE, _IN_ITS_DISCRETION):
        for match in pattern.finditer(text):
            if not (_CHOSEN.search(match[0]) and _ABOUT.search(text, max(match.start() - 60, 0), match.end() + 30)):
                return match[0]
    return ""


def may_prove(text: str) -> bool:
    """Whether the words let the customer prove otherwise, whatever the vendor measured."""
    return bool(_MAY_PROVE.search(text))

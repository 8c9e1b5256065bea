"""How a change of the terms takes effect: by posting, by continued use, upon notice, with or without a way out.

Read from the sentence that gives the power and from those around it that speak of the change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from contracts.analysis.change_power import power_in
from contracts.analysis.clause import Clause, Fact
from contracts.analysis.kind import Found, Setting, fact
from contracts.analysis.outline import Stretch
from contracts.periods import Period, find_periods

# How far around the power, in characters, its effect is looked for.
_BEFORE: Final = 700
_AFTER: Final = 1800

_ABOUT: Final = re.compile(
    r"\b(?:chang\w*|modif\w+|amend\w*|revis\w+|updat\w+|(?:new|current|latest|revised) (?:version|terms)"
    r"|alteration\w*|var(?:y|ied|ying|iations?))\b",
    re.IGNORECASE,
)
_OTHER_OBJECT: Final = re.compile(r"\b(?:prices?|pricing|fees?|charges|rates|(?<!e-mail )(?<!email )address(?! (?:associated|registered|on file|that))|account information|fair usage)\b", re.IGNORECASE)
# "(for example a higher fee)": what it is about is said outside.
_ASIDE: Final = re.compile(r"\([^()]{0,160}\)")
# Money that comes back or is spared is not what changes.
_MONEY_BACK: Final = re.compile(
    r"\b(?:prepaid|unused|refund\w*(?:\s+of)?|reimburse\w*|credit\w*|without|free of|no)\b(?:\s+[\w-]+){0,3}?\s+(?:fees?|charges?|prices?)\b",
    re.IGNORECASE,
)
_TERMS: Final = re.compile(r"\b(?:terms|agreements?|conditions|contract|polic(?:y|ies)|sla|service level)\b", re.IGNORECASE)
_AMENDED: Final = re.compile(r"\bamend(?:ment|ed version)s?\b", re.IGNORECASE)
_POSTED: Final = re.compile(
    r"\b(?:post(?:ed|ing)?|publi(?:sh(?:ed|ing)?|cation)|upload(?:ed|ing)|hosting (?:it|them)|displayed (?:on|in|within|at))\b|\b(?:identified|shown|marked|indicated|announced)\b[^.;]{0,40}\bon (?:the|our|this) (?:web)?(?:site|page)\b|\b(?:refresh|updat|chang|revis)\w*\b[^.;]{0,30}\bdate\b[^.;]{0,30}\b(?:top|bottom|beginning|end|page|above|below)\b|\bupdat(?:e|ing) th(?:is|e) (?:page|posting|website)"
    r"|\bupdated from time to time\b[^.;]{0,60}\bavailable (?:at|on)\b|\bmade available (?:within|on|through|at|via)\b|\b(?:most )?(?:current|recent|latest"
    r"|up-to-date)(?: and \w+)? version\b[^.;]{0,120}\b(?:page|website|site|portal|online|available)\b"
    r"|\b(?:check|visit|review)\b[^.;]{0,60}\b(?:page|periodically|regularly|regular basis|website)\b",
    re.IGNORECASE,
)
_CONTINUED: Final = re.compile(
    r"\b(?:continu(?:e|ed|es|ing)\b[^.;]{0,60}\b(?:us(?:e|ing|age)|access\w*|participat\w+)|(?:uses?|using"
    r"|access(?:es|ing)?)\b[^.;]{0,120}\b(?:after|following|subsequent)"
    r"|failure to (?:cancel|object|terminate|close))\b[^.]{0,200}\b(?:accept\w*|consent\w*|agree\w*|bound|apply"
    r"|appl(?:ies|icability))\b"
    r"|\b(?:accept\w*|agree\w*|consent\w*)\b[^.]{0,80}\bby (?:continuing to|using)\b"
    r"|\b(?:agree\w*|consent\w*|accept\w*|bound)\b[^.]{0,100}\bif you (?:continue|keep)\b"
    r"|\bbe bound by the (?:then[- ]?)?(?:current|latest|updated|most recent) version\b"
    r"|\b(?:agree|bound)\b[^.]{0,80}\b(?:changes|modifications)\b[^.]{0,60}\bwhen you (?:use|access)\b"
    r"|\bcontinued (?:use|access)\b[^.]{0,80}\b(?:subject to|governed by) (?:such|the|these) (?:revised|new|amended|changed|modified|updated)\b"
    r"|\b(?:use|using)\b[^.]{0,80}\b(?:agree\w*|accept\w*|consent\w*) to the (?:latest|current|most recent"
    r"|then[- ]current|updated)\b",
    re.IGNORECASE,
)
_NOTIFY: Final = re.compile(r"\b(?:notice|notif\w+|inform\w*|advance|e-?mail\w*|tell you|let you know|announc\w+)\b", re.IGNORECASE)
_DIRECT: Final = re.compile(
    r"\b(?:written notice|notice in writing|notif\w+[^.;]{0,80}\bin writing|in writing|(?:by|via|through|an"
    r"|send(?:ing)?) e-?mail|e-?mail(?:ing|ed)? (?:you|the customer|notice|to)"
    r"|e-?mail address|by (?:regular |registered )?(?:mail|post)\b|writing to you)",
    re.IGNORECASE,
)
_TOLD: Final = re.compile(r"\b(?:notice|notif\w+|inform\w*|e-?mail\w*|tell you|let you know)\b", re.IGNORECASE)
# How long ahead the agreement may be ended is another notice.
_ENDS: Final = re.compile(r"\b(?:terminat\w+|cancel\w*|renew\w*)\b", re.IGNORECASE)
_ENDED_BY: Final = re.compile(
    r"\bterminat\w+\b(?:(?!\b(?:chang|modif|amend|revis|updat|var[yi]))[^.;])*$|\b(?:serve|notify)\s+(?!(?:the\s+)?(?:you|customer|client|subscriber|user)\b)(?:the\s+)?\w+[^.;]{0,60}$",
    re.IGNORECASE,
)
# The customer's own notice: "if you give us 14 days' notice".
_TO_VENDOR: Final = re.compile(
    r"\b(?:giv\w+|provid\w+|send\w*|notify\w*)\s+(?:us|(?:the\s+)?(?:provider|vendor|supplier|company|licensor))\b"
    r"|\b(?:you|(?:the\s+)?(?:customer|client|subscriber))\s+(?:must|may|can|shall|will|should|need\s+to|have\s+to)\s+(?:\w+\s+){0,2}?(?:give|provide|send|notify|inform)\b",
    re.IGNORECASE,
)
# A choice that lets the vendor do without direct notice.
_OR_OTHERWISE: Final = re.compile(
    r"\bor\b[^.;]{0,60}\b(?:post\w*|publish\w*|display\w*|on (?:the|our)|through (?:the|our)|within the|other (?:\w+ )?(?:means|method|manner|communication)|in any other"
    r"|placing|website)"
    r"|\b(?:post\w*|publish\w*|placing|online)\b[^.;]{0,70}\bor\b[^.;]{0,40}e-?mail|\be\.g\.|\bwhere (?:practicable|possible)"
    r"|\b(?:strive|try|attempts?|endeavou?rs?|efforts?) to\b|\bif we choose|\b(?:choose|elect) to (?:alert|notify|inform|send|tell)\b|\bmay (?:also )?(?:notify|provide|send|give|e-?mail)|\bor (?:\w+ ){0,2}?(?:dashboard|in-app|announcement|banner)\b|\bin (?:the|our) (?:service|app|application|platform) or by e-?mail",
    re.IGNORECASE,
)
_EXIT: Final = re.compile(
    r"\b(?:you|customers?|client|subscriber|licensee|buyer|party|it|they)\b[^.]{0,120}?\b(?:may|can|(?<!no )right to|(?<!not )entitled? to"
    r"|free to|choose to|option to|shall be entitled)\b"
    r"(?!\s+(?:not|only))[^.]{0,100}?\b(?:terminat\w+|cancel\w*|reject\w*|refus\w+|opt[- ]out|object\w*|withdraw from|end (?:this|the|your) (?:agreement|contract|subscription)|delete (?:your|its|their) account"
    r"|clos(?:e|ing) (?:your|its) account|(?:keep|remain on)\b[^.]{0,40}\bterms)"
    r"|\b(?:possibility|opportunity|chance) (?:to|of) (?:\w+ or )?(?:terminat\w+|cancel\w*|reject\w*|refus\w+|object\w*|opt)"
    r"|\b(?:remedy|recourse|choice|option) (?:is|shall be|will be) to (?:terminate|cancel|close)"
    r"|\b(?:accepted|approved|effective|binding)\b[^.]{0,100}\b(?:unless (?:you|(?:the )?(?:customer|client|subscriber)) (?:\w+ ){0,6}?(?:object|reject|refus)"
    r"|if (?:you|(?:the )?(?:customer|client|subscriber)) (?:do|does) not (?:(?:inform|notify|tell) us that you do not agree|object))"
    r"|\bif (?:you|(?:the )?(?:customer|client|subscriber)) (?:objects?|(?:do|does) not (?:agree|accept))\b[^.]{0,60}\b(?:will|shall|do|does) not apply",
    re.IGNORECASE,
)
_KEEPS: Final = re.compile(
    r"\b(?:keep|retain|remain (?:on|under|bound by)|stay on|continue (?:on|under|with)"
    r"|(?:be|remain) governed by)\b[^.;]{0,60}\b(?:original|existing|previous|earlier|prior|old|unchanged|unamended)\b"
    r"[^.;]{0,30}\b(?:terms|agreement|version|conditions|provisions)\b"
    r"|\b(?:request|written request|ask)\b[^.;]{0,30}\b(?:defer|delay|postpone)\b[^.;]{0,40}\buntil\b[^.;]{0,30}\b(?:end|expir\w+|renewal)\b",
    re.IGNORECASE,
)
_WITHOUT_NOTICE_VOID: Final = re.compile(
    r"\bfailing\s+which\b[^.]{0,40}\b(?:no effect|void|not\s+(?:bind|apply|take effect))"
    r"|\b(?:change|amendment|modification|revision)s?\b[^.]{0,160}\b(?:not|without|no|fail\w*)\b[^.]{0,70}\b(?:notif\w+"
    r"|notice|announced|communicated)\b"
    r"[^.]{0,120}\b(?:no effect|of no force|void|not (?:be )?(?:bind\w*|effective|apply|take effect)|does not (?:bind"
    r"|apply|take effect)|changed nothing)"
    r"|\bno (?:such )?(?:change|amendment|modification|revision)\b[^.]{0,140}\b(?:bind\w*|effective|effect|appl(?:y"
    r"|ies))\b[^.]{0,80}\b(?:unless|until|without)\b[^.]{0,100}\b(?:notif\w+|notice)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Effect:
    """A sentence about the change, and the clause of power beside which it stands."""

    place: Stretch
    words: str
    found: Found


def effects(about_terms: Sequence[Found], setting: Setting, *, alone: bool, best: Found) -> Iterator[Fact]:
    """The facts of ``change_of_terms`` about the terms themselves. ``alone``: the customer need not consent."""
    sentences = list(_sentences(about_terms, setting))
    keeps = _first(sentences, _KEEPS)
    yield fact("change_of_terms.unilateral", alone and keeps is None, best)
    told = [effect for effect in sentences if not (_ENDS.search(effect.words) and not _ABOUT.search(effect.words))]
    direct = next((effect for effect in told if _told_directly(effect.words)), None)
    posted = _first(sentences, _POSTED)
    if posted and direct is None:
        yield _stated("by_posting", True, posted)
    if direct:
        yield _stated("notice_in_writing", True, direct)
    continued = _first(sentences, _CONTINUED)
    if continued:
        yield _stated("continued_use_is_consent", True, continued)
    for effect in told:
        period = _notice(effect.words)
        if period:
            yield _stated("notice_before", period, effect)
            break
    leaves = keeps or _first(sentences, _EXIT)
    if leaves:
        yield _stated("exit_right", True, leaves)
    void = _first(sentences, _WITHOUT_NOTICE_VOID)
    if void:
        yield _stated("unnotified_has_no_effect", True, void)


def _sentences(about_terms: Sequence[Found], setting: Setting) -> Iterator[Effect]:
    """The clauses themselves, then the sentences near them that speak of a change of the terms, each once."""
    seen: set[int] = set()
    for found in about_terms:
        seen.add(found.clause.start)
        yield Effect(Stretch(found.clause.start, found.clause.end), _plain(found.clause.text), found)
    for found in about_terms:
        for place in _near(found.clause, setting):
            inside = any(f.clause.start < place.end and place.start < f.clause.end for f in about_terms)
            if place.start in seen or inside:
                continue
            words = _plain(setting.agreement.text[place.start : place.end])
            seen.add(place.start)
            power = power_in(words)
            if power and not power.covers("terms"):  # another change: what it says of its notice is not said of the terms
                continue
            if _speaks_of_terms(
                words,
                same=setting.outline.paragraph_at(place.start) == setting.outline.paragraph_at(found.clause.start),
            ):
                yield Effect(place, words, found)


def _near(clause: Clause, setting: Setting) -> Iterator[Stretch]:
    outline = setting.outline
    first = outline.paragraph_index(max(clause.start - _BEFORE, 0))
    last = outline.paragraph_index(min(clause.end + _AFTER, len(outline.text) - 1))
    for paragraph in outline.paragraphs[first : last + 1]:
        for place in outline.sentences(paragraph.start, paragraph.end):
            if clause.start - _BEFORE <= place.start and place.end <= clause.end + _AFTER:
                yield place


def _speaks_of_terms(words: str, *, same: bool) -> bool:
    words = _MONEY_BACK.sub(" ", _ASIDE.sub(" ", words))
    if same:
        return not _OTHER_OBJECT.search(words) or bool(_TERMS.search(words) or _AMENDED.search(words))
    if not _ABOUT.search(words):
        return bool(_WITHOUT_NOTICE_VOID.search(words))
    return not _OTHER_OBJECT.search(words)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _first(sentences: Sequence[Effect], pattern: re.Pattern[str]) -> Effect | None:
    return next((effect for effect in sentences if pattern.search(effect.words)), None)


def _told_directly(words: str) -> bool:
    """Whether the vendor tells the customer of a change in writing, with no easier way beside it."""
    if not _NOTIFY.search(words) or _OR_OTHERWISE.search(words):
        return False
    return any(
        not (_TO_VENDOR.search(words[max(direct.start() - 50, 0) : direct.end() + 10]) or _ENDED_BY.search(words[: direct.start()]))
        for direct in _DIRECT.finditer(words)
    )


def _notice(words: str) -> Period | None:
    """The least time between the notice of a change and its effect."""
    if not _TOLD.search(words):  # a change posted so many days ahead has told nobody
        return None
    for match in find_periods(words):
        around = words[max(match.start - 60, 0) : match.end + 60]
        if _TO_VENDOR.search(words[max(match.start - 60, 0) : match.end + 15]):
            continue
        if re.search(r"\bwithin\b[^.]{0,12}$|\bterminat\w+\b[^;]*$", words[: match.start], re.IGNORECASE):
            continue
        if (
            re.search(r"\b(?:notice|notif\w+|before|prior|advance|after|ahead|inform\w*|in writing)\b", around, re.IGNORECASE)
            and match.period.count
        ):
            return match.period
    return None


def _stated(name: str, value: object, effect: Effect) -> Fact:
    clause = effect.found.clause
    why = "said by the clause itself" if effect.place.start == clause.start else "said beside the clause"
    return Fact(f"change_of_terms.{name}", value, clause.id, clause.confidence, why, effect.place.start, effect.place.end)

"""To which address a party's notices go, as the agreement writes it: in its notices clause, beside the party's name, or where it signs.

Read when a letter is written, out of the whole text; what is not plainly an address is not given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]\w*")
# What an address ends before.
_ENDS: Final = re.compile(
    r"\s*(?:\(|;|\n\s*\n|[“\"]|,?\s+(?:or\s+(?:by|to|at|via)|or\s+such|and\s+(?!(?:Sons?|Co)\b)|with\s+(?:a\s+)?(?:mandatory\s+)?cop(?:y|ies)|hereinafter|attention\b|attn\b|if\s+to|e-?mail|tel(?:ephone)?\b|fax\b|facsimile\b|phone\b|registered\s+(?:in|under|with)|"
    r"acting|represented|company\s+(?:number|no))|\.\s+(?=[A-Z(])|\.$|\.\n)",
    re.IGNORECASE,
)
_PLACE: Final = r"(?:principal\s+(?:place\s+of\s+business|offices?|executive\s+offices?|address)|registered\s+(?:office|address|seat)|place\s+of\s+business|business\s+address|head(?:quarters|\s+office)|main\s+office|corporate\s+offices?|mailing\s+address|offices?|address)"
_BESIDE: Final = re.compile(rf"[^;(“\"]{{0,160}}?\b(?:{_PLACE}[^;(“\"]{{0,30}}?\b(?:is\s+(?:located\s+)?(?:at|in)?|located\s+at|at|in|of)|located\s+at|(?:doing\s+business|residing|having\s+(?:its|an)\s+(?:place|seat))\s+at|whose\s+address\s+is)\s*:?\s+", re.IGNORECASE)
_IF_TO: Final = r"(?:(?:if\s+)?(?:to|for|notices?\s+to)\s+)(?:the\s+)?"
_LEAD: Final = re.compile(r"(?:[^.\n;]{0,120}?\b(?:sent|addressed|delivered|given|mailed|directed|made|emailed|e-mailed)\s+(?:\w+\s+){0,4}?(?:to|at)\b|[\s,]*(?:,?\s*(?:to|at))?\s*:?)\s*", re.IGNORECASE)
_ATTENTION: Final = re.compile(r"(?:^|[,;\n]\s*)(?:attention|attn\.?|att|a/c|for\s+the\s+attention\s+of)\s*[:.]?\s*(?P<who>[^,;\n]{2,80})", re.IGNORECASE)
_DEPARTMENT: Final = re.compile(r"(?:legal|contracts?|general\s+counsel|office\s+of|compliance|procurement|company\s+secretary|vendor|head\s+of|director|president|chief)\b[^,\n]{0,60}", re.IGNORECASE)
_NO_ADDRESS_LINE: Final = re.compile(r"\s*(?:e-?mail|tel(?:ephone)?|phone|fax|facsimile|by|name|title|date|signature|signed|with\s+a\s+copy|copy\s+to|if\s+to|and\s+if|telecopy)\b", re.IGNORECASE)
_ROOM: Final = re.compile(r"(?:suite|ste\b|floor|fl\b|unit|building|bldg|level|room|rm\b|p\.?\s?o\.?\s+box|\d{1,3}(?:st|nd|rd|th)\s+floor)", re.IGNORECASE)
_LONGEST: Final = 220


@dataclass(frozen=True, slots=True)
class Address:
    """``lines`` as they stand on an envelope, without the party's name; ``email`` and ``attention`` empty where none is named."""

    lines: tuple[str, ...]
    email: str = ""
    attention: str = ""

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def address_of(text: str, names: Sequence[str]) -> Address | None:
    """The address of the party whom the agreement calls by ``names`` (its full name first, then its role); None where it has none.

    What its notices clause says comes first; an e-mail address there alone is better than none.
    """
    known = [name for name in names if name]
    if not known:
        return None
    found = [*_in_notices(text, known), *_beside(text, known), *_below(text, known)]
    postal = next((one for one in found if one.lines), None)
    email = next((one.email for one in found if one.email), "")
    attention = next((one.attention for one in found if one.attention), "")
    if postal is None:
        return Address((), email, attention) if email else None
    return Address(postal.lines, postal.email or email, postal.attention or attention)


def _called(names: Sequence[str]) -> str:
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)


def _in_notices(text: str, names: Sequence[str]) -> Iterator[Address]:
    """"If to the Provider: ...", "Notices to Harbour must be sent to ..."."""
    for match in re.finditer(rf"\b{_IF_TO}(?i:{_called(names)})(?!\w)", text, re.IGNORECASE):
        around = text[max(0, match.start() - 1500) : match.end() + 300].lower()
        if "notice" not in around:
            continue
        lead = _LEAD.match(text, match.end())
        if lead and (one := _read(text, lead.end(), names)):
            yield one


def _beside(text: str, names: Sequence[str]) -> Iterator[Address]:
    """"Harbour Inc., a Maine corporation with its principal place of business at ..."."""
    for match in re.finditer(_called(names[:1]), text[:12_000], re.IGNORECASE):
        said = _BESIDE.match(text, match.end())
        if said and (one := _inline(text[said.end() : said.end() + 400], names)):
            yield one


def _below(text: str, names: Sequence[str]) -> Iterator[Address]:
    """On the lines below the name: at its signature, or in the table of the parties."""
    for match in re.finditer(rf"(?:^|\n)[ \t|*]*(?:{_called(names[:1])})[ \t|*,]*\n", text, re.IGNORECASE):
        if one := _stacked(text[match.end() : match.end() + 400]):
            yield one


def _read(text: str, start: int, names: Sequence[str]) -> Address | None:
    """Lines below each other, or one run of words, whichever begins at ``start``."""
    piece = text[start : start + 500]
    first, _, rest = piece.partition("\n")
    if "\n" in piece and len(first) < 60 and not first.rstrip().endswith(".") and rest.strip():
        name = re.match(rf"\s*(?:{_called(names)})[\s,]*$", first, re.IGNORECASE)
        found = _stacked(rest if name or not first.strip() else piece)
        if found:
            return found
    return _inline(piece, names)


def _stacked(piece: str) -> Address | None:
    lines: list[str] = []
    email = attention = ""
    for line in piece.split("\n")[:9]:
        line = " ".join(line.strip(" \t|*,").split())
        if not line:
            if lines or email:
                break
            continue
        if who := _ATTENTION.match(line):
            attention = attention or who["who"].strip()
            continue
        if found := _EMAIL.search(line):
            email = email or found[0]
            continue
        line = re.sub(r"^address(?:\s+for\s+notices?)?\s*[:|]\s*", "", line, flags=re.IGNORECASE)
        if _NO_ADDRESS_LINE.match(line) or len(line) > 90:
            break
        lines.append(line)
    numbered = next((n for n, line in enumerate(lines) if re.search(r"\d", line)), None)
    if numbered is None or not any(re.search(r"\d{3}|[A-Z]{1,2}\d", line) for line in lines):
        return Address((), email, attention) if email else None
    kept = lines[numbered:] if numbered < 3 else lines
    if len(kept) == 1:
        kept = list(_on_lines([part.strip() for part in kept[0].split(",")]))
    return Address(tuple(kept[:5]), email, attention)


def _inline(piece: str, names: Sequence[str]) -> Address | None:
    """"Harbour Inc., Legal Department, 12 Quay Street, Portland, Maine 04101, or to legal@harbour.example"."""
    piece = piece.split("\n\n")[0]
    email = _EMAIL.search(piece[:_LONGEST])
    attention = _ATTENTION.search(piece[:_LONGEST])
    who = attention["who"].strip() if attention else ""
    if attention and attention.start() < 80:  # it stands before the street
        piece = piece[: attention.start()] + piece[attention.end() :]
    end = _ENDS.search(piece)
    words = " ".join(piece[: min(end.start() if end else _LONGEST, _LONGEST)].split())
    words = re.sub(rf"^(?:{_called(names)})\s*[,:]?\s*", "", words, flags=re.IGNORECASE)
    parts = [part.strip(" .") for part in words.split(",") if part.strip(" .")]
    while parts and not re.search(r"\d", parts[0]) and len(parts) > 2:
        if _DEPARTMENT.match(parts[0]):
            who = who or parts[0]
        parts.pop(0)
    plain = [part for part in parts if not _EMAIL.search(part)]
    is_address = len(plain) >= 2 and any(re.search(r"\d", part) for part in plain) and all(len(part) <= 60 for part in plain)
    if not is_address:
        return Address((), email[0], who) if email and (not end or email.start() <= end.start() + 12) else None
    return Address(_on_lines(plain), email[0] if email else "", who)


def _on_lines(parts: Sequence[str]) -> tuple[str, ...]:
    """The street, a suite or floor of its own, and the place with what follows it."""
    street, rest = [parts[0]], list(parts[1:])
    while rest and (_ROOM.search(rest[0]) or (len(rest) > 2 and re.match(r"\d", rest[0]))):
        street.append(rest.pop(0))
    return (*street, ", ".join(rest)) if rest else tuple(street)

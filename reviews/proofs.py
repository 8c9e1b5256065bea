"""What may be kept as proof that a notice was sent: by what the file contains, whatever it is called."""

from __future__ import annotations

import re
from email.parser import BytesHeaderParser
from pathlib import PurePath
from typing import Final

from reviews.deciding import WrongValue

MOST_BYTES: Final = 10 * 2**20
EMAIL: Final = "message/rfc822"
# The kinds that are kept, with their usual ending.
KEPT: Final = {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg", EMAIL: ".eml"}
# What puremagic may call them.
_ALSO: Final = {"image/jpg": "image/jpeg", "application/x-pdf": "application/pdf"}
_HEADER: Final = re.compile(rb"(?:From [^\n]{1,200}\n)?[!-9;-~]{1,76}:[ \t\r\n]")


def type_of_proof(data: bytes) -> str:
    """One of ``KEPT``. Raises WrongValue, saying what to do, for anything else."""
    if not data:
        raise WrongValue("proof", "The file is empty. Choose the receipt, its scan or the e-mail again; the rest was kept.")
    if len(data) > MOST_BYTES:
        size, most = len(data) / 2**20, MOST_BYTES // 2**20
        raise WrongValue("proof", f"The file has {size:.0f} MB; a proof may have {most} MB. Make a smaller scan of it.")
    found = _by_magic(data)
    if found in KEPT:
        return found
    if _is_email(data):
        return EMAIL
    raise WrongValue("proof", "A proof is a PDF, a PNG or JPEG picture, or an e-mail saved as EML. Save or scan it as one of these.")


def kept_name(name: str, media_type: str) -> str:
    """The file's name without a path, and with the ending of what it is."""
    plain = PurePath("".join(c for c in name if c.isprintable()).replace("\\", "/")).name
    stem = PurePath(plain).stem[:200].strip() or "proof"
    return f"{stem}{KEPT[media_type]}"


def _by_magic(data: bytes) -> str:
    import puremagic

    # Not by puremagic alone: it takes pieces in the middle of a file for signs too.
    if data[:1024].lstrip().startswith(b"%PDF-") or data[:8] == b"\x89PNG\r\n\x1a\n" or data[:3] == b"\xff\xd8\xff":
        try:
            named = puremagic.from_string(data, mime=True)
        except (puremagic.PureError, ValueError):
            return ""
        return _ALSO.get(named, named)
    return ""


def _is_email(data: bytes) -> bool:
    if b"\x00" in data[:4096] or not _HEADER.match(data):
        return False
    head = BytesHeaderParser().parsebytes(data[:65536])
    return bool(head["From"]) and bool(head["Date"] or head["Message-ID"]) and bool(head["To"] or head["Cc"] or head["Subject"])

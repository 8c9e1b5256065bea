"""The one error of reading: what happened, what was kept, and what the person can do."""

from __future__ import annotations

from typing import Final

# The codes of spec/REVIEW_FORMAT.md with the sentence that a person gets. ``{}`` takes a detail where one helps.
MESSAGES: Final[dict[str, str]] = {
    "not_found": "There is no such file. Check the path.",
    "unsupported": "This is not a kind of document that Fineprint reads{}. Upload a PDF, DOCX, HTML, Markdown or text file.",
    "empty": "The file is empty{}. Export or download the agreement again.",
    "corrupt": "The file is damaged and cannot be opened{}. Ask the sender for a fresh copy, or print it to PDF again.",
    "encrypted": "The file is protected by a password. Save a copy without the password and upload that one.",
    "no_text": "The pages carry no text that can be read: a scan, or a broken font{}. Upload a PDF with searchable text.",
    "too_large": "The file is over the limit of 50 MB or 2,000 pages{}. Split it, or upload the part with the agreement.",
    "timeout": "Reading took longer than 60 seconds and was stopped{}. Print the document to PDF again and upload that.",
    "out_of_memory": "Reading needed more than 1 GB of memory and was stopped{}. Print the document to PDF again and upload that.",
    "crashed": "Reading stopped unexpectedly; nothing else was affected{}. Try again, or print the document to PDF again.",
}

# Reading the same bytes again may end differently only for these.
TEMPORARY: Final = frozenset({"timeout", "out_of_memory", "crashed"})


class ReadingError(Exception):
    """A document could not be read. ``code`` is one of MESSAGES, ``message`` a sentence that says what to do."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        self.detail = detail
        self.message = MESSAGES[code].format(f" ({detail})" if detail else "")
        super().__init__(self.message)

    @property
    def permanent(self) -> bool:
        """True where another try with the same bytes cannot end better."""
        return self.code not in TEMPORARY

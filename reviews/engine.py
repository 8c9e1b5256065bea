"""Which release of Fineprint read and judged: a mark that changes whenever the code that reads or judges does.

Nobody has to remember to count a version up; where the code differs but says the same, nobody hears of it (``upgrading``).
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).resolve().parent.parent
_READS: Final = ("contracts/reading", "contracts/text.py")
_READS_WITH: Final = ("pypdfium2", "pdfplumber", "python-docx")
_JUDGES: Final = (
    "contracts/analysis",
    "contracts/periods.py",
    *(f"reviews/{name}.py" for name in ("counting", "delivery", "drafting", "exposure", "figures", "judge", "notice_day", "questions", "rule")),
    *(f"reviews/{name}.py" for name in ("terms", "windows", "wording", "workdays", "working_place")),
    "reviews/rules",
)
_JUDGES_WITH: Final = ("spacy", "holidays")


@lru_cache(maxsize=1)
def engine() -> str:
    """``READING.JUDGING``, twelve hexadecimal digits each: what turns bytes into text, and what makes an opinion of text."""
    return f"{_mark(_READS, _READS_WITH)}.{_mark(_JUDGES, _JUDGES_WITH)}"


def reads_alike(one: str, other: str) -> bool:
    """True where both releases turn the same bytes into the same text."""
    return one.partition(".")[0] == other.partition(".")[0]


def _mark(places: tuple[str, ...], packages: tuple[str, ...]) -> str:
    digest = sha256(" ".join(f"{name} {version(name)}" for name in packages).encode())
    for place in places:
        path = _ROOT / place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            digest.update(file.relative_to(_ROOT).as_posix().encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]

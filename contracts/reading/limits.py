"""How large a document may be before reading is refused."""

from typing import Final

MOST_BYTES: Final = 50 * 1024 * 1024
MOST_PAGES: Final = 2_000
# Of a compressed document (DOCX): what it may unpack to. Real agreements stay far below.
MOST_UNPACKED: Final = 200 * 1024 * 1024
MOST_XML: Final = 64 * 1024 * 1024

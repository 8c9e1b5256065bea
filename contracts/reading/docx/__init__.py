"""DOCX -> AgreementText. ``paragraph_text`` is what origins count in; redlining finds its place with it again."""

from contracts.reading.docx.document import read_docx
from contracts.reading.docx.paragraph import paragraph_pieces, paragraph_text

__all__ = ["paragraph_pieces", "paragraph_text", "read_docx"]

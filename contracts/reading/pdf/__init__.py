"""PDF -> AgreementText, and a page's picture. PDFium reads; nothing in here runs outside the sandboxed child but tests."""

from contracts.reading.pdf.document import read_pdf, render_page

__all__ = ["read_pdf", "render_page"]

"""What a document says of itself beside day and outlet: its title and its language."""

from __future__ import annotations

from mahdar.reading.page import Page


def settle(page: Page) -> None:
    """Makes the claims of the document's title (its first title line, or its metadata) and of the language it was read in."""
    document = page.document
    line = next((s for s in page.sections if s.role == "title" and s.article == 0), None)
    if line is not None:
        text = page.text[line.span[0] : line.span[1]]
        start = line.span[0] + len(text) - len(text.lstrip())
        page.claim(document.id, "document", "title", text.strip(), ((start, start + len(text.strip())),), pattern="title line")
    elif document.title:
        page.claim(document.id, "document", "title", document.title, (), pattern="metadata")
    page.claim(
        document.id, "document", "language", page.language.code, (), basis="said" if document.language else "inferred", pattern="language"
    )

"""A file becomes a Document: untouched text, sections, outlet, day published."""

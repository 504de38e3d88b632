"""Views over the record: they compute nothing new."""

"""The one engine: tokens, gazetteer, packs, cascade. It knows no language and no process."""

"""The operator's pages: access, corpus, ingest, contacts, notes, quality, gaps, generations."""

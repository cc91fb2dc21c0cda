"""The citation check of any document: read it, find what it cites, hold that against the law of its day, tell.

`documents` reads, `dating` finds its day, `cited` and `bare_lists` find and resolve, `judge` turns what was found into
findings by the rules in `rules.yaml`; `official_form`, `annex`, `waived`, `complaint` and `since` each look for one
sort of fault. `checker` does all of it, `reports` does it for many files.
"""

"""The citation check of any document: read it, find what it cites, hold that against the law of its day, tell.

`documents` reads, `cited` finds and resolves, `judge` turns what was found into findings by the rules in `rules.yaml`;
`forms`, `lists`, `waived`, `complaint` and `since` each look for one sort of fault, and `check` does all of it.
"""

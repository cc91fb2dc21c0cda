"""Letters and applications that stand: a case in, a checked Word file out, every citation resolved on its day.

The way of a letter: `cases` (what a caseworker knows) → `legal` (the law of it, by the rules in `contracts`) →
`compose` (the values) → `check` (final, or a draft and why) → `templates` (the Word file) with its `record`; `desk`
does all of it. An application goes from `plans` through `applications`.
"""

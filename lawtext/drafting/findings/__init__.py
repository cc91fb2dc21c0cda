"""Findings: what is to be looked at in a document, where it stands, and the forms they are written in.

`finding` is the type, `rules` what a rule is called and explained by, `word` the places of a Word file. Writers:
`table` for a terminal, `as_json`, `sarif` for editors, `comments` for a copy of the Word file with a comment at each.
"""

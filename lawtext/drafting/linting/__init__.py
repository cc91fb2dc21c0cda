"""Lint of templates: every problem of a Word template at once, as findings that `lawtext.drafting.findings` can write.

`lint` asks the rooms in turn: `tags` (docxtpl's language, by docxtpl-lint), `compiling` (what the engine itself says),
`fields` (against the contract beside the template), `citations`, `leftovers` (tracked changes, comments) and `access`
(what would make the PDF inaccessible). `declared` is what a template may use; `rules.yaml` what each rule is called.
"""

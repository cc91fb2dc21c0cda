"""lawtext: Danish law in, correct documents out.

The rooms, from the ground up: `law` (what law is), `wording` (words as printed), `citing` and `reading`, `corpus`
(the shelf), `experiments` (who may set aside what), `drafting` (letters and applications), `batch`, and the faces in
`cli`. docs/architecture.md walks through them.
"""

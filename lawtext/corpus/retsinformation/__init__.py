"""Texts of acts from Retsinformation: asked for politely, looked through, kept whole or not at all.

What is known of the site's interfaces comes from public programs that use it (domain/retsinformation.md). Each of them
is a claim: where an answer is not what was said, the answer is refused with a sentence, never guessed at.

- `addresses`: which act is meant, and where the site has it
- `pace`: the clock, the delay between calls, the hours of the harvest interface
- `client`: one call, with its retries; what comes back is an answer or a refusal
- `refusals`: why an answer can't be used, in words for the user
- `answers`: is this the act that was asked for, whole?
- `comparison`: does it say what its register says?
- `store`: texts beside the corpus, and what is remembered of each call
- `syncing`: a list of acts, one after the other
- `harvest`: what the site says has changed on a day
"""

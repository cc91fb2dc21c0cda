"""lawtext as a part of a spaCy pipeline: `nlp.add_pipe("danish_legal_citations")` (see `component`)."""

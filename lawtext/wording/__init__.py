"""Words as printed: clean text with its way back, labels, sentences, dates and abbreviations."""

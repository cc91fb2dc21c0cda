"""Tables in, letters out: every row checked before the first letter is made, and a manifest of what was made."""

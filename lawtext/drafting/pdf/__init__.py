"""PDF as a stage of its own: finished Word files in, PDF/A-2b with tags and PDF/UA marks out, the same file each time.

The way of a file: `gate` (LibreOffice fetches what a document links to, so that is refused before it sees the file) →
`office` (LibreOffice processes with profiles of their own) → `normal` (no clock, no random ids) →
`asserted` (what the program itself demands of every file before it is let out) → its place, whole. `stage` does it all.
What is asserted is not a validation of PDF/UA, and is never called one.
"""

from lawtext.drafting.pdf.stage import Converted, convert

__all__ = ["Converted", "convert"]

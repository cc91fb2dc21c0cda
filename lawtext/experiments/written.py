"""Units as the experiments' YAML writes them, held to their form where they enter: a slip is told by file and line."""

from typing import Annotated

from msgspec import Meta

from lawtext.law import ids

Unit = Annotated[ids.UnitId, Meta(pattern=rf"^{ids.PATTERN}$")]
"""`Par33_Stk4_Num1`."""

Units = Annotated[str, Meta(pattern=rf"^{ids.PATTERN}(?::{ids.PATTERN})?$")]
"""A unit, or a range of two (`Par92:Par96c`), both ends included."""

Text = Annotated[str, Meta(min_length=1)]
"""Words that must be there."""

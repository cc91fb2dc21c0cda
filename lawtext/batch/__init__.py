"""Tables in, letters out: every row checked before the first letter is made, and a manifest of what was made.

As a library: `table = tables.read(path)`, and with `workers.Here`, `Processes` or `cluster.Cluster` as workers
`check(table, workers)`, then `run(table, workers, folder, settings)`, which yields the letters as they come. Nothing is
global; the workers go when their `with` block ends.
"""

from lawtext.batch.checking import Checked, check
from lawtext.batch.running import Settings, run

__all__ = ["Checked", "Settings", "check", "run"]

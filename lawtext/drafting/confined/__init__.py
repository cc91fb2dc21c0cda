"""Templates that are not the program's own: compiled, linted and rendered in a process with little time and memory.

`foreign` is what others see: a template with the face of `templates.Template`. Its work is done by `work`, in a process
that `confinement` starts, asks, and ends when it takes too much; `messages` is all that passes between the two. A
process serves letter after letter, so that a batch costs one start; nothing that it says is run.

What the limits hold are time and memory, files' size and further processes. Tags can't reach files or the network
because of the sandbox they run in (`sandbox`); that is not said again here.
"""

from lawtext.drafting.confined.confinement import Confinement
from lawtext.drafting.confined.foreign import Foreign, lint
from lawtext.drafting.confined.messages import Limits

__all__ = ["Confinement", "Foreign", "Limits", "lint"]

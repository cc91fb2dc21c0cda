"""Commands are tested as they are called: click speaks Danish before the first of them builds its help."""

from lawtext.cli import danish

danish.speak()

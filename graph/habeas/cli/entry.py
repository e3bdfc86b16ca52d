"""Where the `habeas` command starts: Ctrl-C while it is still being imported ends it at once, without a traceback.

Nothing is open then, so nothing can be left half done. Once the command's module is there, Ctrl-C is told as always
(`load_command`). A process that was started to ignore it goes on ignoring it.
"""

import signal

if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from habeas.cli.main import run

__all__ = ["run"]

"""The command `theravar`."""

import signal
import sys

from . import _theravar


def main():
    # The command is no Python program: a signal ends it, as it ends any other.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(_theravar.main(["theravar", *sys.argv[1:]]))

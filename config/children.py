"""Processes of ours that never outlive us, and PostgreSQL's wish not to be root.

Linux tells a child when its parent dies, however that died; elsewhere an orderly end has to do.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import signal
import sys
from collections.abc import Callable

# linux/prctl.h, linux/securebits.h and linux/capability.h
PR_SET_PDEATHSIG = 1
PR_SET_KEEPCAPS = 8
PR_SET_SECUREBITS = 28
SECBIT_NO_SETUID_FIXUP = 4
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
CAP_DAC_OVERRIDE = 1
CAPABILITY_VERSION_3 = 0x20080522
UNPRIVILEGED = "nobody"


def own_group(on_our_death: int = signal.SIGTERM) -> Callable[[], None]:
    """For ``Popen(preexec_fn=...)``: a group of its own, so that Ctrl-C reaches us first, and a signal when we die."""

    def enter() -> None:
        os.setsid()
        end_with_parent(on_our_death)

    return enter


def end_with_parent(signal_number: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal_number)


def not_root(on_our_death: int = signal.SIGINT) -> Callable[[], None]:
    """Like ``own_group``; and where we are root, the child is ``nobody``, as PostgreSQL refuses to be root.

    The child keeps one of root's rights, to pass through directories that are closed to others: so the wheel and ``var/``
    may lie under /root or in a temporary directory, and nothing has to be opened to other users.
    """
    enter = own_group(on_our_death)
    if os.geteuid() != 0:
        return enter
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
    user = pwd.getpwnam(UNPRIVILEGED)
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    right = 1 << CAP_DAC_OVERRIDE
    sets = (ctypes.c_uint32 * 6)(right, right, right, 0, 0, 0)  # effective, permitted, inheritable

    def drop() -> None:
        if libc is not None:
            libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
            # Without this access(2), by which initdb looks for its programs, leaves that right out of account.
            libc.prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0)
        os.setgroups([])
        os.setgid(user.pw_gid)
        os.setuid(user.pw_uid)
        if libc is not None:
            libc.capset(header, sets)
            libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0)
        enter()  # last: a change of user forgets whom to follow

    return drop

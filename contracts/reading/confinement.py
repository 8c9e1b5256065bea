"""What the child that reads gives up for good: a document that takes it over finds nothing to reach.

No secrets are in its environment (``sandbox``), it can write no file, leave no core dump, and, on Linux, open no
connection and start no program. What a machine does not offer is left out, and said: in the log, and by ``manage.py check``.
The limits of ``sandbox`` hold everywhere.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import signal
import struct
import sys
from typing import Final

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_SECCOMP: Final = 22
_PR_SET_NO_NEW_PRIVS: Final = 38
_FILTER: Final = 2
UNCONFINED: Final = (
    "This system does not keep the process that reads documents from opening connections and starting programs, should a "
    "document take it over. Its limits on time, its empty environment and its being unable to write files hold all the same."
)

# Numbers of system calls that connect, start programs, look into other processes, or widen what is allowed: socket,
# socketpair, bind, connect, sendto, execve, execveat, ptrace, process_vm_readv and -writev, mount, unshare, setns, bpf,
# kill, io_uring_setup, userfaultfd.
_REFUSED: Final[dict[str, tuple[int, tuple[int, ...]]]] = {
    "x86_64": (0xC000003E, (41, 53, 49, 42, 44, 59, 322, 101, 310, 311, 165, 272, 308, 321, 62, 425, 323)),
    "aarch64": (0xC00000B7, (198, 199, 200, 203, 206, 221, 281, 117, 270, 271, 40, 97, 268, 280, 129, 425, 282)),
}
_STARTING: Final = {"x86_64": (59, 322), "aarch64": (221, 281)}  # execve, execveat
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001  # SECCOMP_RET_ALLOW; SECCOMP_RET_ERRNO with EPERM


def confine(memory: int, parent: int | None, programs: bool = False) -> bool:
    """Give it up. ``memory``: bytes beyond what the process has now; ``parent``: die with the process of that id.

    ``programs``: it may still start programs, which inherit the rest. False where the system refuses it no calls.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash must not leave the agreement in a core file
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform != "linux":
        return False
    with open("/proc/self/statm", encoding="ascii") as statm:
        now = int(statm.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + memory, now + memory))
    if parent is not None:
        die_with_parent(parent)
    return _refuse_system_calls(programs)


def can_confine() -> bool:
    """True where the system can refuse calls to a process; nothing is given up by asking."""
    if sys.platform != "linux" or platform.machine() not in _REFUSED:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    # A kernel that knows filters looks for the one that is not there, another does not know the mode.
    return libc.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.c_void_p(None), 0, 0) == -1 and ctypes.get_errno() == errno.EFAULT


def die_with_parent(parent: int) -> None:
    """Have the kernel end this process when the one of that id, its parent, ends (on Linux)."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it died before it could be watched
        os._exit(0)


def _refuse_system_calls(programs: bool) -> bool:
    if platform.machine() not in _REFUSED:
        return False
    libc = ctypes.CDLL(None)
    machine, numbers = _REFUSED[platform.machine()]
    if programs:
        numbers = tuple(number for number in numbers if number not in _STARTING[platform.machine()])
    program = [
        (_LOAD, 0, 0, 4),  # the architecture that the call is made for
        (_EQUAL, 1, 0, machine),
        (_RETURN, 0, 0, _REFUSE),
        (_LOAD, 0, 0, 0),  # the number of the call
        (_AT_LEAST, len(numbers) + 1, 0, 0x40000000),  # the same calls by their x32 numbers
        *((_EQUAL, len(numbers) - index, 0, number) for index, number in enumerate(numbers)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in program))
    # struct sock_fprog: the number of instructions, and where they are.
    described = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(program), ctypes.addressof(code)))
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return bool(libc.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.c_void_p(ctypes.addressof(described)), 0, 0) == 0)

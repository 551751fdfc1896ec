"""Caps memory and time of the running process, so that a bad file cannot take the computer with it."""

from __future__ import annotations

import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class ChildLimits:
    """What a child process may use: bytes of address space, seconds of processor time."""

    memory: int = 2**30
    seconds: int = 300


if sys.platform == "win32":

    def limit_this_process(limits: ChildLimits) -> None:
        """Put this process into a Job Object with a memory and time limit. Unproven: written from the documentation, never run."""
        import ctypes
        from ctypes import wintypes

        class Basic(ctypes.Structure):
            _fields_ = (
                ("PerProcessUserTimeLimit", ctypes.c_int64),
                ("PerJobUserTimeLimit", ctypes.c_int64),
                ("LimitFlags", wintypes.DWORD),
                ("MinimumWorkingSetSize", ctypes.c_size_t),
                ("MaximumWorkingSetSize", ctypes.c_size_t),
                ("ActiveProcessLimit", wintypes.DWORD),
                ("Affinity", ctypes.c_size_t),
                ("PriorityClass", wintypes.DWORD),
                ("SchedulingClass", wintypes.DWORD),
            )

        class Extended(ctypes.Structure):
            _fields_ = (
                ("BasicLimitInformation", Basic),
                ("IoInfo", ctypes.c_uint64 * 6),
                ("ProcessMemoryLimit", ctypes.c_size_t),
                ("JobMemoryLimit", ctypes.c_size_t),
                ("PeakProcessMemoryUsed", ctypes.c_size_t),
                ("PeakJobMemoryUsed", ctypes.c_size_t),
            )

        process_memory, process_time, die_on_error, extended_information = 0x100, 0x2, 0x400, 9
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        job = kernel.CreateJobObjectW(None, None)
        information = Extended()
        information.BasicLimitInformation.LimitFlags = process_memory | process_time | die_on_error
        information.BasicLimitInformation.PerProcessUserTimeLimit = limits.seconds * 10_000_000
        information.ProcessMemoryLimit = limits.memory
        size = ctypes.sizeof(information)
        kernel.SetInformationJobObject(wintypes.HANDLE(job), extended_information, ctypes.byref(information), size)
        kernel.AssignProcessToJobObject(wintypes.HANDLE(job), wintypes.HANDLE(kernel.GetCurrentProcess()))

else:

    def limit_this_process(limits: ChildLimits) -> None:
        """Set RLIMIT_AS, RLIMIT_CPU and no core files; a limit that the system refuses is left as it is (macOS and RLIMIT_AS)."""
        import resource
        from contextlib import suppress

        wanted = ((resource.RLIMIT_AS, limits.memory), (resource.RLIMIT_CPU, limits.seconds), (resource.RLIMIT_CORE, 0))
        for kind, value in wanted:
            with suppress(ValueError, OSError):
                _, hard = resource.getrlimit(kind)
                resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))

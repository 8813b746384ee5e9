"""Starts one build, and prints its seconds, its seconds of CPU, its peak of memory in bytes and its exit code.

It is a process of its own, and small, because the system counts a build's peak from the memory of the process that starts it.
"""

import os
import sys
import threading
import time

BETWEEN_LOOKS = 0.025
# Looking for processes takes as long as a process has threads. Blades has one for every five pages, and starts no process.
MANY_THREADS = 64


def held(process, is_first=True):
    """Bytes that a process and those below it hold. Of the others only what is their own: they share the program with the first."""
    pages = 0
    try:
        with open(f"/proc/{process}/statm") as file:
            resident, shared = map(int, file.read().split()[1:3])
        pages = resident if is_first else resident - shared
        threads = os.listdir(f"/proc/{process}/task")
        for thread in threads if len(threads) < MANY_THREADS else []:
            with open(f"/proc/{process}/task/{thread}/children") as file:
                pages += sum(held(child, False) for child in file.read().split())
    except OSError:
        pass  # It has ended, or this system does not say which processes a thread has started.
    return pages * os.sysconf("SC_PAGE_SIZE") if is_first else pages


def look(process, ended, looks):
    while not ended.wait(BETWEEN_LOOKS):
        looks.append(held(process))


ended, looks = threading.Event(), [0]
start = time.perf_counter()
# What the build prints goes where its errors go, so that standard output is ours.
build = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, 2, 1)])
threading.Thread(target=look, args=(build, ended, looks), daemon=True).start()
_, status, usage = os.wait4(build, 0)
seconds = time.perf_counter() - start
ended.set()
print(seconds, usage.ru_utime + usage.ru_stime, max(usage.ru_maxrss * 1024, *looks), os.waitstatus_to_exitcode(status))

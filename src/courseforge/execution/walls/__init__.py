"""What stands between a lesson's code and the machine: namespaces, a file system of its own, filters and limits.

Linux only. Every module here is used by a process that was forked for one kernel, before any lesson code runs in it.
"""

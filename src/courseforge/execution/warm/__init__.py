"""Kernels that are forked from a warm process: ready in a tenth of the time, each one fresh.

    courseforge -- request and sockets --> template --fork--> keeper --fork--> kernel

The *template* has imported what kernels import and then only forks. The *keeper* is the first process of a room: it
sees to the limits, and when it ends everything in the room has ended. Between it and courseforge lies a *line*, a
socket of their own; when courseforge dies, the line breaks, and the keeper ends.
"""

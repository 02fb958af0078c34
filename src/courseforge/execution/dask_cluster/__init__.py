"""A Dask cluster as an executor. The only package that knows Dask.

What crosses the wire are values: the task, its settings, and files by their content, each content once in a run.
Dask pickles them between machines that trust each other. Nothing that a lesson made is ever unpickled: a kernel
speaks JSON, the worker reads it as text, numbers, lists and mappings, and only those go into the answer.
"""

from courseforge.execution.dask_cluster.opening import open_cluster

__all__ = ["open_cluster"]

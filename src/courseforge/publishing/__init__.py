"""The order of the stages: the only package that knows it.

sources -> Library -> (gate 1) -> results -> (gate 2) -> Records -> Site -> catalog files -> firewall (gate 3) -> disk

There is a module for each thing that can be asked for (``checking``, ``running``, ``building``), so that a check
loads nothing that only a site needs.
"""

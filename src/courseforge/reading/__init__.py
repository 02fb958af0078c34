"""Files -> Library: the only place that parses notebooks, MyST and YAML."""

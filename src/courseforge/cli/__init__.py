"""One small module for each command: parse, call one function, print, exit."""

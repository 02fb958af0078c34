"""The published site as readers meet it: in a real browser, at a desk and on a phone, with and without a mouse."""

"""Charts drawn at build time: SVG that needs no program, in the library's colors, light and dark."""

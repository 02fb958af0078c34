"""``python -m courseforge``."""

from courseforge.cli import main

if __name__ == "__main__":
    main()

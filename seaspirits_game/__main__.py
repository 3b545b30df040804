"""`python -m seaspirits_game` is the same program as `python main.py`."""

from seaspirits_game.cli import main

if __name__ == "__main__":
    main()

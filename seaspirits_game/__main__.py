"""`python -m seaspirits_game` is the same program as `python main.py`."""

if __name__ == "__main__":
    from seaspirits_game.cli import main

    main()

from seaspirits_game.cli import main

if __name__ == "__main__":
    main()

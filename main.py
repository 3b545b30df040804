if __name__ == "__main__":  # the trainer's process imports this file as well, and needs no command line
    from seaspirits_game.cli import main

    main()

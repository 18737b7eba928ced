"""python -m ilp_cli."""

from ilp_cli.cli import main

if __name__ == "__main__":
    main()

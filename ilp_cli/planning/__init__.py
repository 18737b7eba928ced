"""What every planner uses: the solver, and sets of facts that clash."""

"""ilp freeze: the annexes of a signed decree, kept in the plan folder as they were."""

"""ilp decree: the body of an SK, a nota dinas or letters to desa, as a Word document that a planner goes on editing."""

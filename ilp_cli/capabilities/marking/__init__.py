"""The planner's own workbook back, its faulty cells coloured and commented."""

"""The blocks of a posyandu as a graph, what bounds the fairness of its areas, and divisions as values."""

"""Training: needs, batches against brute force, the table Keterampilan, the command and its workbook."""

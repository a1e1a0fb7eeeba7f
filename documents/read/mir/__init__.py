"""Reading a MIR from its workbook."""

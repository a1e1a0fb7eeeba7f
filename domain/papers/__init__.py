"""The documents that the municipality files, closing packages, and the workbook of a UR."""

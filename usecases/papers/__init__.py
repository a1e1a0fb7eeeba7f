"""Making the documents that are filed, ordering them, and the workbook of a UR."""

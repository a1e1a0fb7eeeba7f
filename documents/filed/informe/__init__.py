"""The Informe Trimestral as it is filed: PDF, workbook and Word."""

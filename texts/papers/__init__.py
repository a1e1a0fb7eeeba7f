"""Texts about documents and the workbook of a UR."""

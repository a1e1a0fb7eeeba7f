"""Documents ordered in the chat, and the workbook of a UR."""

"""Reading an Informe Trimestral: tables of 2022 and 2024, sheets of 2025."""

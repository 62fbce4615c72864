"""What a reader sees: figures, tables, the README."""

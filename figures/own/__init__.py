"""Somebody's own table: bytes to a small ledger that is read and judged like ours, and forgotten."""

"""The dashboard as plain files: the same views, drawn without a server."""

"""Bytes -> AgreementText. ``formats`` picks the reader, ``sandbox`` keeps it away from the rest of the program."""

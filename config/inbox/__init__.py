"""The demo's local inbox: an SMTP server that keeps each mail as a file, and the page under /mail/ that shows them."""

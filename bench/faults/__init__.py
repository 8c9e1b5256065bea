"""What breaks, and what must hold then: ``python -m bench.faults``."""

"""Generated inputs in large numbers: no traceback, no hang, bounded memory."""

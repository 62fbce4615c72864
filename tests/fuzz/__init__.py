"""The targets of `fuzz`, for a bounded time and with what was found."""

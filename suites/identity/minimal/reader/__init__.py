"""What the suites of minimal disclosure read: requests with the presentations that answered them."""

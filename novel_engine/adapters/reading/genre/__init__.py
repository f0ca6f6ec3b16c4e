"""A genre's folder read: kernels, patterns and fragments, and what is amiss in them."""

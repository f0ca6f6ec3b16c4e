"""Those who can be asked over a network, and how one bears with them."""

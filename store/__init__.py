"""Where stories live and how they are found."""

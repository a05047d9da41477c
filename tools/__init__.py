"""What `make` needs before the package is installed."""

"""The widget: one custom element for other sites' pages, its script, and the page for an iframe."""

"""What is handed on beside a picture: a page for a browser, slides, a text."""

"""The pages: a module for each page or family of pages, with its `ROUTES`; app.py lists those in use."""

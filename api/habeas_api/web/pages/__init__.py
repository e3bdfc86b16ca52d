"""The pages of the room: one module a page, or a family of pages."""

"""Text and tables into proposed claims, for a person to accept. Nothing here records anything."""

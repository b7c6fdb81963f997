"""Reading Thing Descriptions: their classes and terms, and the data that their schemas describe."""

"""What is kept in tables: keys, items and conditions, over the `Table` port."""

"""The eight expectations on screen: the customer's marks, and what stands beside the sheet of a delivery."""

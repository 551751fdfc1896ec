"""The sites in the room of deliveries: the board of orders in progress, one site with its jobs, and the dialogs of a job."""

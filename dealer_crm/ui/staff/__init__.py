"""The people of the shop among themselves: who is away, who takes over, and slips from one department to the next."""

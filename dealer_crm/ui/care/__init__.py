"""The room of warranty and care: machines, repair calls, calls after the sale, recurring maintenance."""

"""The process boundary: messages, mailbox, start, stop and health of the trainer. Never torch, never pygame."""

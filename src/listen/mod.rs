//! What an utterance carries: signals, entities, checks.

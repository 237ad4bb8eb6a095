//! What a peer can make the rules remember.

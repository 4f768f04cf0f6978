//! The machine in lines.

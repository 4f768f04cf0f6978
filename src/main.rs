//! Arguments in, exit code out.

use forthright::cli::{self, Exit};

fn main() -> Exit {
    cli::main()
}

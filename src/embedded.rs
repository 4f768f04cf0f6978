//! The shipped pack, compiled by the build.

use crate::pack::Pack;

/// The bytes that `build.rs` wrote, in the layout of the very types of this build.
static BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pack.postcard"));

/// The shipped pack.
pub fn pack() -> Pack {
    postcard::from_bytes(BYTES).expect("the build wrote these bytes from the same types")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_pack_is_whole() {
        let pack = pack();
        assert_eq!(pack.id, "client-talks");
        assert!(!pack.scenarios.is_empty() && !pack.personas.is_empty() && !pack.levels.is_empty());
        let bytes = postcard::to_allocvec(&pack).unwrap();
        assert_eq!(bytes, BYTES);
    }
}

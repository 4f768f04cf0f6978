//! The signals of a pack, decoded when somebody first listens: they are most of a pack's bytes, and the first picture
//! needs none of them.

use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{self, Serialize, Serializer};

use super::signals::Signals;

/// Signals, or the bytes that they are made from when they are first asked for.
#[derive(Clone, Default)]
pub struct LaterSignals {
    bytes: Vec<u8>,
    signals: OnceLock<Signals>,
}

impl From<Signals> for LaterSignals {
    fn from(signals: Signals) -> Self {
        Self { bytes: Vec::new(), signals: OnceLock::from(signals) }
    }
}

impl Deref for LaterSignals {
    type Target = Signals;

    fn deref(&self) -> &Signals {
        // The bytes were written by this very type; a pack in which they were not is not the one that was built.
        self.signals.get_or_init(|| postcard::from_bytes(&self.bytes).unwrap_or_default())
    }
}

impl fmt::Debug for LaterSignals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl Serialize for LaterSignals {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes = postcard::to_allocvec(&**self).map_err(ser::Error::custom)?;
        serializer.serialize_bytes(&bytes)
    }
}

impl<'de> Deserialize<'de> for LaterSignals {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;

        impl Visitor<'_> for Bytes {
            type Value = Vec<u8>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the bytes of signals")
            }

            fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
                Ok(bytes.to_vec())
            }
        }

        let bytes = deserializer.deserialize_bytes(Bytes)?;
        Ok(Self { bytes, signals: OnceLock::new() })
    }
}

//! Points in time (§5.6.1).

use crate::protojson::ProtoJson;
use serde::de::{Deserializer, Error, Visitor};
use serde::ser::Serializer;
use std::fmt;
use std::str::FromStr;
use std::time::SystemTime;

/// A point in time with nanosecond precision, from year 1 to year 9999.
///
/// Parsed from RFC 3339 with any offset; printed in UTC with milliseconds, as the specification has it, so digits
/// beyond them are cut off on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(jiff::Timestamp);

/// A timestamp that could not be parsed, or that lies outside the years 1 to 9999.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimestampError(String);

impl fmt::Display for TimestampError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for TimestampError {}

impl Timestamp {
    /// The current time.
    #[must_use]
    pub fn now() -> Self {
        Self(jiff::Timestamp::now())
    }

    /// The point `seconds` and `nanoseconds` after 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// It lies outside the years 1 to 9999.
    pub fn new(seconds: i64, nanoseconds: u32) -> Result<Self, TimestampError> {
        let nanoseconds = i32::try_from(nanoseconds).unwrap_or(i32::MAX);
        jiff::Timestamp::new(seconds, nanoseconds)
            .map_err(|reason| TimestampError(reason.to_string()))
            .and_then(Self::bounded)
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, negative before it.
    #[must_use]
    pub fn seconds(self) -> i64 {
        self.0
            .as_nanosecond()
            .div_euclid(1_000_000_000)
            .try_into()
            .unwrap_or_default()
    }

    /// Nanoseconds after [`seconds`](Self::seconds), below 1,000,000,000.
    #[must_use]
    pub fn nanoseconds(self) -> u32 {
        self.0
            .as_nanosecond()
            .rem_euclid(1_000_000_000)
            .try_into()
            .unwrap_or_default()
    }

    /// Protocol buffers have the years 1 to 9999.
    fn bounded(timestamp: jiff::Timestamp) -> Result<Self, TimestampError> {
        const FIRST: i64 = -62_135_596_800;
        if timestamp.as_second() < FIRST || timestamp.as_nanosecond() < i128::from(FIRST) * 1_000_000_000 {
            return Err(TimestampError("a timestamp cannot lie before year 1".to_owned()));
        }
        Ok(Self(timestamp))
    }
}

impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, TimestampError> {
        text.parse::<jiff::Timestamp>()
            .map_err(|reason| {
                TimestampError(format!("not a timestamp like 2025-10-28T10:30:00.000Z: {reason}"))
            })
            .and_then(Self::bounded)
    }
}

impl TryFrom<SystemTime> for Timestamp {
    type Error = TimestampError;

    fn try_from(time: SystemTime) -> Result<Self, TimestampError> {
        jiff::Timestamp::try_from(time)
            .map_err(|reason| TimestampError(reason.to_string()))
            .and_then(Self::bounded)
    }
}

impl From<Timestamp> for SystemTime {
    fn from(timestamp: Timestamp) -> Self {
        timestamp.0.into()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // jiff rounds to the nearest when it prints fewer digits; cutting keeps the order of two timestamps.
        let milliseconds = self.0.as_nanosecond().div_euclid(1_000_000);
        let cut = i64::try_from(milliseconds)
            .ok()
            .and_then(|cut| jiff::Timestamp::from_millisecond(cut).ok());
        write!(formatter, "{:.3}", cut.unwrap_or(self.0))
    }
}

impl ProtoJson for Timestamp {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Rfc3339)
    }
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

struct Rfc3339;

impl Visitor<'_> for Rfc3339 {
    type Value = Timestamp;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a timestamp")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Timestamp, E> {
        text.parse().map_err(E::custom)
    }
}

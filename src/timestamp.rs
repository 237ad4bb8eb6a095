//! Points in time (§5.6.1).

use serde::de::{Deserializer, Error, Visitor};
use serde::ser::Serializer;
use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime};
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

/// A point in time with nanosecond precision, from year 1 to year 9999.
///
/// Parsed from RFC 3339 with any offset; printed in UTC with milliseconds, as the specification has it, so digits
/// beyond them are cut off on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(OffsetDateTime);

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
        Self(OffsetDateTime::now_utc())
    }

    /// The point `seconds` and `nanoseconds` after 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// It lies outside the years 1 to 9999.
    pub fn new(seconds: i64, nanoseconds: u32) -> Result<Self, TimestampError> {
        OffsetDateTime::from_unix_timestamp_nanos(
            i128::from(seconds) * 1_000_000_000 + i128::from(nanoseconds),
        )
        .map_err(|reason| TimestampError(reason.to_string()))
        .and_then(Self::bounded)
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, negative before it.
    #[must_use]
    pub fn seconds(self) -> i64 {
        self.0.unix_timestamp()
    }

    /// Nanoseconds after [`seconds`](Self::seconds), below 1,000,000,000.
    #[must_use]
    pub fn nanoseconds(self) -> u32 {
        self.0.nanosecond()
    }

    /// Protocol buffers have the years 1 to 9999.
    fn bounded(time: OffsetDateTime) -> Result<Self, TimestampError> {
        match time.checked_to_offset(UtcOffset::UTC) {
            Some(utc) if utc.year() >= 1 => Ok(Self(utc)),
            _ => Err(TimestampError(
                "a timestamp lies in the years 1 to 9999".to_owned(),
            )),
        }
    }
}

impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, TimestampError> {
        // The parser takes any character between date and time.
        let separator = text.as_bytes().get(10).copied();
        if !matches!(separator, Some(b'T' | b't')) {
            return Err(TimestampError(
                "not a timestamp like 2025-10-28T10:30:00.000Z".to_owned(),
            ));
        }
        OffsetDateTime::parse(text, &Rfc3339)
            .map_err(|reason| {
                TimestampError(format!("not a timestamp like 2025-10-28T10:30:00.000Z: {reason}"))
            })
            .and_then(Self::bounded)
    }
}

impl TryFrom<SystemTime> for Timestamp {
    type Error = TimestampError;

    fn try_from(time: SystemTime) -> Result<Self, TimestampError> {
        // The conversion of the crate panics where it cannot represent the time.
        match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_secs())
                .map_err(|_| TimestampError("a timestamp lies in the years 1 to 9999".to_owned()))
                .and_then(|seconds| Self::new(seconds, after.subsec_nanos())),
            Err(before) => {
                let nanoseconds =
                    i128::try_from(before.duration().as_nanos()).map_or(i128::MIN, |before| -before);
                OffsetDateTime::from_unix_timestamp_nanos(nanoseconds)
                    .map_err(|reason| TimestampError(reason.to_string()))
                    .and_then(Self::bounded)
            }
        }
    }
}

impl TryFrom<Timestamp> for SystemTime {
    type Error = TimestampError;

    /// Fails where the platform's clock does not reach: on Windows it starts in 1601.
    fn try_from(timestamp: Timestamp) -> Result<Self, TimestampError> {
        let seconds = Duration::from_secs(timestamp.seconds().unsigned_abs());
        let whole = if timestamp.seconds() < 0 {
            SystemTime::UNIX_EPOCH.checked_sub(seconds)
        } else {
            SystemTime::UNIX_EPOCH.checked_add(seconds)
        };
        whole
            .and_then(|whole| whole.checked_add(Duration::from_nanos(timestamp.nanoseconds().into())))
            .ok_or_else(|| {
                TimestampError("the clock of this platform does not reach the timestamp".to_owned())
            })
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = self.0;
        write!(
            formatter,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
            time.year(),
            u8::from(time.month()),
            time.day(),
            time.hour(),
            time.minute(),
            time.second(),
            time.millisecond()
        )
    }
}

impl serde::Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Text)
    }
}

crate::__via_serde!(Timestamp);

struct Text;

impl Visitor<'_> for Text {
    type Value = Timestamp;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a timestamp")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Timestamp, E> {
        text.parse().map_err(E::custom)
    }
}

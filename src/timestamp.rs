//! Points in time (§5.6.1).

use serde::de::{self, Deserializer, Visitor};
use serde::ser::{Error as _, Serializer};
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

    /// What stands on the wire. It always has the same length, and every task is sent with some, so the machinery of
    /// formatting is not needed.
    fn text(self) -> [u8; 24] {
        let (year, month, day) = self.0.to_calendar_date();
        let (hour, minute, second, millisecond) = self.0.to_hms_milli();
        let mut text = *b"0000-00-00T00:00:00.000Z";
        text[0..4].copy_from_slice(&digits::<4>(year.unsigned_abs()));
        text[5..7].copy_from_slice(&digits::<2>(u8::from(month).into()));
        text[8..10].copy_from_slice(&digits::<2>(day.into()));
        text[11..13].copy_from_slice(&digits::<2>(hour.into()));
        text[14..16].copy_from_slice(&digits::<2>(minute.into()));
        text[17..19].copy_from_slice(&digits::<2>(second.into()));
        text[20..23].copy_from_slice(&digits::<3>(millisecond.into()));
        text
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

/// The digits of a number, with zeros in front.
fn digits<const WIDTH: usize>(mut number: u32) -> [u8; WIDTH] {
    let mut digits = [b'0'; WIDTH];
    for digit in digits.iter_mut().rev() {
        *digit += (number % 10) as u8;
        number /= 10;
    }
    digits
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.text();
        formatter.write_str(str::from_utf8(&text).map_err(|_| fmt::Error)?)
    }
}

impl serde::Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.text();
        serializer.serialize_str(str::from_utf8(&text).map_err(S::Error::custom)?)
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

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Timestamp, E> {
        text.parse().map_err(E::custom)
    }
}

//! Ids of events.

/// The id of an event: what a client sends back as `Last-Event-ID`.
#[derive(Debug, Clone)]
pub(crate) enum EventId {
    /// A number, written within: most events have one, and an allocation for each would cost more than the number.
    Number(Decimal),
    Text(Box<str>),
}

/// How many digits the largest number has.
const MAX_DIGITS: usize = 20;

/// A number in decimal digits, which stand at the end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Decimal {
    digits: [u8; MAX_DIGITS],
    length: u8,
}

impl EventId {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Number(number) => number.as_str(),
            Self::Text(text) => text,
        }
    }
}

impl From<u64> for EventId {
    fn from(number: u64) -> Self {
        let mut digits = [b'0'; MAX_DIGITS];
        let (mut rest, mut length) = (number, 0);
        for digit in digits.iter_mut().rev() {
            *digit += (rest % 10) as u8;
            rest /= 10;
            length += 1;
            if rest == 0 {
                break;
            }
        }
        Self::Number(Decimal { digits, length })
    }
}

impl Decimal {
    fn as_str(&self) -> &str {
        let start = MAX_DIGITS.saturating_sub(self.length.into());
        let digits = self.digits.get(start..).unwrap_or_default();
        // Digits are always text.
        std::str::from_utf8(digits).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::EventId;

    #[test]
    fn numbers_are_decimal() {
        for number in [0, 1, 9, 10, 90, 100, 12_345, u64::MAX - 1, u64::MAX] {
            assert_eq!(EventId::from(number).as_str(), number.to_string());
        }
    }
}

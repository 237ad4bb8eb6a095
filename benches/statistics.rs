//! Medians, percentiles, and figures as people read them.

/// The middle one; zero if there is none.
pub(crate) fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    percentile(values, 50.0)
}

/// The value that so many percent are not above; zero if there is none.
pub(crate) fn percentile(values: impl IntoIterator<Item = f64>, percent: f64) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    let last = values.len().saturating_sub(1);
    let rank = (last as f64 * percent / 100.0).ceil() as usize;
    values.get(rank).copied().unwrap_or(0.0)
}

/// The largest; zero if there is none.
pub(crate) fn largest(values: impl IntoIterator<Item = f64>) -> f64 {
    values.into_iter().fold(0.0, f64::max)
}

/// A count as a number to calculate with.
pub(crate) fn number(count: usize) -> f64 {
    count as f64
}

/// The quotient, or zero where there is nothing to divide by.
pub(crate) fn ratio(dividend: f64, divisor: f64) -> f64 {
    if divisor > 0.0 { dividend / divisor } else { 0.0 }
}

/// A count with commas in front of thousands.
pub(crate) fn grouped(value: usize) -> String {
    let digits = value.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A figure with three digits, or with all that it has in front of the point.
pub(crate) fn figure(value: f64) -> String {
    match value {
        value if value < 10.0 => format!("{value:.2}"),
        value if value < 100.0 => format!("{value:.1}"),
        value => grouped(value.round() as usize),
    }
}

/// A time in seconds with its unit.
pub(crate) fn duration(seconds: f64) -> String {
    match seconds {
        seconds if seconds >= 1.0 => format!("{} s", figure(seconds)),
        seconds if seconds >= 1e-3 => format!("{} ms", figure(seconds * 1e3)),
        seconds => format!("{} µs", figure(seconds * 1e6)),
    }
}

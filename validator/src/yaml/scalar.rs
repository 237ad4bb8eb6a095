//! What a scalar means: the core schema of YAML 1.2.2 (§10.3.2).

use saphyr_parser::Tag;
use serde_json::{Number, Value};

/// Why a scalar has no value.
pub(super) enum Refused {
    /// `.inf`, `.nan`, or a number too large for any of the number types.
    Number,
    /// The tag says that it is something else than its text.
    Mismatch,
    /// The tag is not one of JSON's types.
    Tag,
}

/// The value of a scalar; `plain` says that it stands without quotes and is no block.
pub(super) fn resolve(text: &str, plain: bool, tag: Option<&Tag>) -> Result<Value, Refused> {
    let Some(tag) = tag else {
        return if plain { untagged(text) } else { Ok(text.into()) };
    };
    // A lone `!` says that it is text, whatever it looks like.
    if tag.handle.is_empty() && tag.suffix == "!" {
        return Ok(text.into());
    }
    if !tag.is_yaml_core_schema() {
        return Err(Refused::Tag);
    }
    let value = match tag.suffix.as_str() {
        "str" => return Ok(text.into()),
        "null" | "bool" | "int" | "float" => untagged(text)?,
        _ => return Err(Refused::Tag),
    };
    match (tag.suffix.as_str(), &value) {
        ("null", Value::Null) | ("bool", Value::Bool(_)) | ("float", Value::Number(_)) => Ok(value),
        ("int", Value::Number(number)) if !number.is_f64() => Ok(value),
        _ => Err(Refused::Mismatch),
    }
}

fn untagged(text: &str) -> Result<Value, Refused> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Ok(Value::Null),
        "true" | "True" | "TRUE" => return Ok(Value::Bool(true)),
        "false" | "False" | "FALSE" => return Ok(Value::Bool(false)),
        _ => {}
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return radix(text, digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return radix(text, digits, 8);
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if is_special(unsigned, text) {
        return Err(Refused::Number);
    }
    if is_integer(unsigned) {
        let text = text.strip_prefix('+').unwrap_or(text);
        if let Ok(number) = text.parse::<i64>() {
            return Ok(number.into());
        }
        if let Ok(number) = text.parse::<u64>() {
            return Ok(number.into());
        }
        return float(text);
    }
    if is_float(unsigned) {
        return float(text);
    }
    Ok(text.into())
}

fn radix(text: &str, digits: &str, radix: u32) -> Result<Value, Refused> {
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return Ok(text.into());
    }
    u64::from_str_radix(digits, radix)
        .map(Value::from)
        .map_err(|_| Refused::Number)
}

fn float(text: &str) -> Result<Value, Refused> {
    let number = text.parse::<f64>().map_err(|_| Refused::Number)?;
    Number::from_f64(number).map(Value::Number).ok_or(Refused::Number)
}

fn is_special(unsigned: &str, text: &str) -> bool {
    matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN")
}

fn is_integer(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
fn is_float(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let mantissa = match mantissa.split_once('.') {
        Some(("", fraction)) => is_integer(fraction),
        Some((whole, fraction)) => is_integer(whole) && (fraction.is_empty() || is_integer(fraction)),
        None => is_integer(mantissa),
    };
    mantissa && exponent.is_none_or(|digits| is_integer(digits.strip_prefix(['+', '-']).unwrap_or(digits)))
}

//! Random changes: whatever verifies says the same as what was signed.

use crate::support::{TIDE, keys, trusted};
use a2a_bindings::v1_0::AgentCard;
use a2a_runtime::signatures::{canonical_payload, sign_card, verify};
use serde_json::{Map, Value, json};
use std::time::{SystemTime, UNIX_EPOCH};

const ROUNDS: usize = 2_000;

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap()
    }
}

#[test]
fn a_changed_card_never_verifies() {
    let seed = match std::env::var("A2A_TEST_SEED") {
        Ok(seed) => seed.parse().expect("A2A_TEST_SEED is a number"),
        Err(_) => {
            u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos() & 0xffff_ffff)
                .unwrap()
        }
    };
    println!("A2A_TEST_SEED={seed}");
    let mut random = Random(seed);
    let mut changed = 0;
    for key in keys() {
        let signed = sign_card(TIDE, &key, "key-1").unwrap();
        let payload = canonical_payload(&signed).unwrap();
        let meaning = meaning(&signed).unwrap();
        let signatures = signatures(&signed);
        for _ in 0..ROUNDS / 2 {
            let mutated = if random.below(3) == 0 {
                change_bytes(&mut random, &signed)
            } else {
                change_json(&mut random, &signed)
            };
            let text = String::from_utf8_lossy(&mutated);
            let is_same = canonical_payload(&mutated).is_ok_and(|mutated| mutated == payload);
            let verified = verify(&mutated, &trusted(&key));
            if verified.is_ok() {
                assert!(is_same, "seed {seed}: {text}");
                // By a reader that shares no code with the canonical form.
                assert_eq!(
                    self::meaning(&mutated).as_ref(),
                    Some(&meaning),
                    "seed {seed}: {text}"
                );
            } else {
                assert!(
                    !is_same || self::signatures(&mutated) != signatures,
                    "seed {seed}: {text}"
                );
            }
            changed += usize::from(!is_same);
        }
    }
    assert!(
        changed > ROUNDS / 2,
        "seed {seed}: only {changed} changes were any"
    );
}

/// What the types make of a card, signatures aside; numbers are doubles.
fn meaning(card: &[u8]) -> Option<Value> {
    let mut card: Value = serde_json::from_slice(card).ok()?;
    card.as_object_mut()?.remove("signatures");
    let card: AgentCard = a2a_bindings::from_slice(card.to_string().as_bytes()).ok()?;
    let mut value = serde_json::to_value(&card).unwrap();
    for_each(&mut value, &mut |value| {
        if let Some(number) = value.as_f64() {
            *value = json!(number + 0.0);
        }
    });
    Some(value)
}

fn signatures(card: &[u8]) -> Option<Value> {
    serde_json::from_slice::<Value>(card)
        .ok()?
        .get("signatures")
        .cloned()
}

fn for_each(value: &mut Value, visit: &mut impl FnMut(&mut Value)) {
    visit(value);
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| for_each(item, visit)),
        Value::Object(members) => members.values_mut().for_each(|member| for_each(member, visit)),
        _ => {}
    }
}

fn change_bytes(random: &mut Random, card: &[u8]) -> Vec<u8> {
    let mut bytes = card.to_vec();
    let at = random.below(bytes.len());
    match random.below(4) {
        0 => bytes[at] ^= 1 << random.below(8),
        1 => drop(bytes.remove(at)),
        2 => bytes.insert(at, b" \n,:{}[]\"\\0"[random.below(11)]),
        _ => {
            let other = random.below(bytes.len());
            bytes.swap(at, other);
        }
    }
    bytes
}

fn change_json(random: &mut Random, card: &[u8]) -> Vec<u8> {
    let mut value: Value = serde_json::from_slice(card).unwrap();
    let mut count = 0;
    for_each(&mut value, &mut |_| count += 1);
    let chosen = random.below(count);
    let mut index = 0;
    for_each(&mut value, &mut |value| {
        if index == chosen {
            change_value(random, value);
        }
        index += 1;
    });
    if random.below(2) == 0 {
        serde_json::to_vec(&value)
    } else {
        serde_json::to_vec_pretty(&value)
    }
    .unwrap()
}

fn change_value(random: &mut Random, value: &mut Value) {
    if random.below(6) == 0 {
        *value = other_value(random);
        return;
    }
    match value {
        Value::Null => *value = other_value(random),
        Value::Bool(flag) => *flag = !*flag,
        Value::Number(number) => {
            let number = number.as_f64().unwrap();
            *value = [
                json!(number),
                json!(number + 1.0),
                json!(-number),
                json!(number * 2.0),
            ][random.below(4)]
            .clone();
        }
        Value::String(text) => match random.below(4) {
            0 => text.push_str(["\u{200b}", " ", "/", "\0"][random.below(4)]),
            1 => drop(text.pop()),
            2 => *text = text.to_uppercase(),
            _ => text.insert(0, 'x'),
        },
        Value::Array(items) => change_array(random, items),
        Value::Object(members) => change_object(random, members),
    }
}

fn change_array(random: &mut Random, items: &mut Vec<Value>) {
    match random.below(4) {
        0 => items.reverse(),
        1 => drop(items.pop()),
        2 => items.extend(items.first().cloned()),
        _ => items.push(other_value(random)),
    }
}

/// Adds and removes members, known ones among them.
fn change_object(random: &mut Random, members: &mut Map<String, Value>) {
    const NAMES: [&str; 14] = [
        "description",
        "tenant",
        "streaming",
        "extensions",
        "securitySchemes",
        "security_schemes",
        "examples",
        "provider",
        "pkceRequired",
        "mtlsSecurityScheme",
        "list",
        "list ",
        "unknown",
        "extended_agent_card",
    ];
    let name = match random.below(2) {
        0 if !members.is_empty() => members.keys().nth(random.below(members.len())).unwrap().clone(),
        _ => NAMES[random.below(NAMES.len())].to_owned(),
    };
    match random.below(3) {
        0 => drop(members.remove(&name)),
        1 => drop(members.insert(name, other_value(random))),
        _ => {
            if let Some(value) = members.remove(&name) {
                // Another case of the same name, or another name.
                let renamed: String = name
                    .chars()
                    .flat_map(|letter| {
                        let underscore = letter.is_uppercase().then_some('_');
                        underscore.into_iter().chain(letter.to_lowercase())
                    })
                    .collect();
                members.insert(renamed, value);
            }
        }
    }
}

fn other_value(random: &mut Random) -> Value {
    let values = [
        json!(null),
        json!(""),
        json!(false),
        json!(true),
        json!(0),
        json!([]),
        json!({}),
        json!(-7.5),
        json!("x"),
        json!([null]),
        json!([""]),
        json!([{}]),
        json!({ "x": null }),
    ];
    values[random.below(values.len())].clone()
}

//! Random documents that the schema allows, and ways to change them.

use serde_json::{Map, Value, json};

/// The seed of a test's random choices, which it prints: `SEED` in the environment, or always the same.
#[must_use]
pub fn seed() -> u64 {
    let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or(20_261_120);
    println!("SEED={seed}");
    seed
}

/// xorshift64*: enough for choosing, and the same everywhere.
#[derive(Debug)]
pub struct Random(pub u64);

impl Random {
    /// The next number.
    #[allow(clippy::should_implement_trait, reason = "there is no end to them")]
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below a bound.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    /// Yes, once in so many times.
    pub fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    /// One of several.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// Makes documents that the schema allows, by following it.
#[derive(Debug)]
pub struct Generator {
    document: Value,
    /// What decides. A test prints what it started from.
    pub random: Random,
    /// Whether every member is there that may be: of a oneof, still just one.
    pub full: bool,
}

impl Generator {
    /// One that follows the protocol's schema.
    #[must_use]
    pub fn new(schema: &str, seed: u64) -> Self {
        Self {
            document: serde_json::from_str(schema).unwrap(),
            random: Random(seed),
            full: false,
        }
    }

    /// A message or enum value of a definition.
    pub fn message(&mut self, name: &str, depth: usize) -> Value {
        let definition = self.document["$defs"][name].clone();
        if let Some(values) = definition["enum"].as_array() {
            return self.random.pick(values).clone();
        }
        let required: Vec<&str> = definition["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let choices: Vec<&str> = definition["oneOf"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|one| one["required"][0].as_str())
            .collect();
        let chosen = (!choices.is_empty()).then(|| *self.random.pick(&choices));
        let mut object = Map::new();
        for (field, property) in definition["properties"].as_object().unwrap() {
            let is_there = if choices.contains(&field.as_str()) {
                chosen == Some(field)
            } else {
                self.full || required.contains(&field.as_str()) || (depth < 5 && self.random.one_in(2))
            };
            if is_there {
                object.insert(field.clone(), self.value(property, depth + 1));
            }
        }
        object.into()
    }

    fn value(&mut self, schema: &Value, depth: usize) -> Value {
        if let Some(reference) = schema["$ref"].as_str() {
            loop {
                let value = self.message(reference.trim_start_matches("#/$defs/"), depth);
                if schema["not"]["const"] != value {
                    return value;
                }
            }
        }
        let full = self.full;
        let length = |random: &mut Random| if full || depth > 5 { 1 } else { random.below(3) };
        match schema["type"].as_str() {
            Some("array") => {
                let least = schema["minItems"].as_u64().unwrap_or(0) as usize;
                let length = length(&mut self.random).max(least);
                (0..length).map(|_| self.value(&schema["items"], depth)).collect()
            }
            Some("object") if schema.get("additionalProperties").is_some() => {
                let length = length(&mut self.random);
                (0..length)
                    .map(|_| (self.text(), self.value(&schema["additionalProperties"], depth)))
                    .collect::<Map<_, _>>()
                    .into()
            }
            Some("object") => json!({ self.text(): self.any(depth) }),
            Some("boolean") => self.random.one_in(2).into(),
            Some("integer") => {
                let bound = |key: &str| schema[key].as_i64().unwrap();
                let span = (bound("maximum") - bound("minimum") + 1) as u64;
                (bound("minimum") + (self.random.next() % span) as i64).into()
            }
            Some("string") if schema["format"] == "date-time" => {
                let milliseconds = self.random.below(1000);
                format!(
                    "20{:02}-0{}-1{}T2{}:59:0{}.{milliseconds:03}Z",
                    self.random.below(100),
                    1 + self.random.below(9),
                    self.random.below(10),
                    self.random.below(4),
                    self.random.below(10)
                )
                .into()
            }
            Some("string") if schema.get("contentEncoding").is_some() => {
                (*self.random.pick(&["", "AA==", "+/+/AQ==", "AAAA"])).into()
            }
            Some("string") => {
                let text = self.text();
                let text = if schema.get("minLength").is_some() && text.is_empty() {
                    "x".to_owned()
                } else {
                    text
                };
                text.into()
            }
            None => self.any(depth),
            other => panic!("the generator does not know {other:?}"),
        }
    }

    fn text(&mut self) -> String {
        (*self.random.pick(&[
            "",
            "a",
            "contextId",
            "ünï",
            "日本",
            "\u{2028}",
            "\"\\\n",
            "𝄞",
            "a.b/c~d",
            "null",
        ]))
        .to_owned()
    }

    fn any(&mut self, depth: usize) -> Value {
        match self.random.below(if depth > 6 { 5 } else { 7 }) {
            0 => Value::Null,
            1 => self.random.one_in(2).into(),
            2 => self.random.next().into(),
            3 => json!(-1.5e-7),
            4 => self.text().into(),
            5 => (0..self.random.below(3)).map(|_| self.any(depth + 1)).collect(),
            _ => json!({ self.text(): self.any(depth + 1) }),
        }
    }
}

/// A change of one place of a document.
#[derive(Debug)]
pub struct Change {
    /// What was done, and where.
    pub what: String,
    /// The document after it.
    pub document: Value,
}

/// The document with what is at a pointer given values of every kind; and, if it is a member, dropped and renamed.
#[must_use]
pub fn changes_at(document: &Value, pointer: &str) -> Vec<Change> {
    let (owner, token) = pointer.rsplit_once('/').unwrap();
    let name = unescaped(token);
    let mut changes = Vec::new();
    let mut change = |what: String, edit: &dyn Fn(&mut Value)| {
        let mut document = document.clone();
        edit(document.pointer_mut(owner).unwrap());
        let what = format!("{pointer} {what}");
        changes.push(Change { what, document });
    };
    for value in values() {
        change(format!("= {value}"), &|owner| match owner {
            Value::Object(members) => drop(members.insert(name.clone(), value.clone())),
            owner => owner[token.parse::<usize>().unwrap()] = value.clone(),
        });
    }
    if document.pointer(owner).unwrap().is_object() {
        change("dropped".to_owned(), &|owner| {
            drop(owner.as_object_mut().unwrap().remove(&name))
        });
        for other in [format!("{name}X"), snake_case(&name)] {
            change(format!("is {other}"), &|owner| {
                let members = owner.as_object_mut().unwrap();
                let value = members.remove(&name).unwrap();
                members.insert(other.clone(), value);
            });
        }
    }
    changes
}

/// The document with a change somewhere; as it is, if there is nothing in it.
#[must_use]
pub fn change(document: &Value, random: &mut Random) -> Change {
    let pointers = pointers(document);
    if pointers.is_empty() {
        let (what, document) = ("as it is".to_owned(), document.clone());
        return Change { what, document };
    }
    let pointer = random.pick(&pointers);
    let mut changes = changes_at(document, pointer);
    changes.swap_remove(random.below(changes.len()))
}

fn snake_case(name: &str) -> String {
    let letters = name.chars();
    letters
        .flat_map(|letter| {
            let mark = letter.is_ascii_uppercase().then_some('_');
            mark.into_iter().chain([letter.to_ascii_lowercase()])
        })
        .collect()
}

/// The pointers to all members and elements.
#[must_use]
pub fn pointers(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    places(document, "", &mut found);
    found
}

/// Values of every kind, in every form that receivers accept of one, and some that nobody does.
fn values() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(0),
        json!(7),
        json!(-1),
        json!(5.0),
        json!(1.5),
        json!(101),
        json!(4_294_967_296_u64),
        json!(1e300),
        json!(""),
        json!("7"),
        json!(" 7"),
        json!("2.0"),
        json!("~"),
        json!("TASK_STATE_WORKING"),
        json!("ROLE_USER"),
        json!("ROLE_UNSPECIFIED"),
        json!("aGk"),
        json!("aGk="),
        json!("_-8="),
        json!("a==="),
        json!("2024-02-29T23:59:60Z"),
        json!("2025-02-29T10:00:00Z"),
        json!("2025-10-31t10:30:00.123456789+02:00"),
        json!("0000-01-01T00:00:00Z"),
        json!("2o25-01-01T00:00:00Z"),
        json!([]),
        json!([null]),
        json!(["x"]),
        json!([{}]),
        json!({}),
        json!({ "": 1 }),
        json!({ "text": "" }),
    ]
}

fn places(value: &Value, pointer: &str, found: &mut Vec<String>) {
    let mut step = |token: &str, value: &Value| {
        let pointer = format!("{pointer}/{token}");
        places(value, &pointer, found);
        found.push(pointer);
    };
    match value {
        Value::Array(items) => (0..)
            .zip(items)
            .for_each(|(index, item): (usize, _)| step(&index.to_string(), item)),
        Value::Object(members) => members
            .iter()
            .for_each(|(name, value)| step(&name.replace('~', "~0").replace('/', "~1"), value)),
        _ => {}
    }
}

fn unescaped(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

/// The document as text, with the member at a pointer twice in its object: what a parser of JSON makes one of.
#[must_use]
pub fn doubling(document: &Value, pointer: &str) -> String {
    let mut text = String::new();
    write_doubling(document, "", pointer, &mut text);
    text
}

fn write_doubling(value: &Value, pointer: &str, doubled: &str, text: &mut String) {
    let separated = |text: &mut String, first: &mut bool| {
        if !std::mem::take(first) {
            text.push(',');
        }
    };
    let mut first = true;
    match value {
        Value::Object(members) => {
            text.push('{');
            for (name, value) in members {
                let pointer = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
                for _ in 0..1 + usize::from(pointer == doubled) {
                    separated(text, &mut first);
                    text.push_str(&format!("{}:", json!(name)));
                    write_doubling(value, &pointer, doubled, text);
                }
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                separated(text, &mut first);
                write_doubling(item, &format!("{pointer}/{index}"), doubled, text);
            }
            text.push(']');
        }
        scalar => text.push_str(&scalar.to_string()),
    }
}

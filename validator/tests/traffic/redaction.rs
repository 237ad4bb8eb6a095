//! No secret gets into a transcript, and without them the same is found.

use crate::world::{A2A_JSON, Act, EVENTS, JSON, VERSION, act, check_again, perform, perform_with};
use a2a_validator::transcript::Redaction;

/// What must not be in a transcript begins with this.
const MARK: &str = "s3cret-";

/// How often something was replaced in traffic.
fn replaced(transcript: &str) -> usize {
    let lines = transcript
        .lines()
        .filter(|line| !line.starts_with(r#"{"type":"finding""#));
    lines.map(|line| line.matches("[redacted]").count()).sum()
}

/// An act in which every secret is marked, and what stands in its place.
struct Case {
    act: Act<'static>,
    /// How many secrets are replaced.
    replaced: usize,
}

const fn case(act: Act<'static>, replaced: usize) -> Case {
    Case { act, replaced }
}

const TASK: &[u8] = br#"{"id":"t","status":{"state":"TASK_STATE_WORKING"}}"#;

const CASES: [Case; 20] = [
    // Headers.
    case(
        act(
            "GET /v1/tasks/t",
            &[
                VERSION,
                "authorization: Bearer s3cret-one",
                "proxy-authorization: s3cret-two",
                "cookie: a=s3cret-three; b=x",
                "x-a2a-notification-token: s3cret-four",
                "x-api-key: s3cret-five",
                "api_key: s3cret-six",
                "x-goog-iam-authorization-token: s3cret-seven",
                "ocp-apim-subscription-key: s3cret-nine",
                "x-functions-key: s3cret-ten",
                "x-access-key: s3cret-eleven",
                "dpop: s3cret-twelve",
            ],
            b"",
        )
        .answered(200, &[A2A_JSON, "set-cookie: sid=s3cret-eight; HttpOnly", "www-authenticate: Bearer"], TASK),
        12,
    ),
    // Queries, however their names are written.
    case(
        act("GET /v1/tasks/t?api%5Fkey=s3cret-1&historyLength=-1&Access-Token=s3cret-2&key=s3cret-3", &[VERSION], b"")
            .answered(200, &[A2A_JSON], TASK),
        3,
    ),
    // What the schema marks, wherever it stands, and by either of its names.
    case(
        act(
            "POST /rpc",
            &[JSON, VERSION],
            br#"{"jsonrpc":"2.0","id":1,"method":"CreateTaskPushNotificationConfig","params":{"taskId":"t","url":"https://user:s3cret-u@h.example/p?token=s3cret-q&x=1","token":"s3cret-a\u0022\\\"","authentication":{"scheme":"Bearer","credentials":"s3cret-b"}}}"#,
        )
        .answered(
            200,
            &[JSON],
            br#"{"jsonrpc":"2.0","id":1,"result":{"taskId":"t","url":"https:\/\/h.example\/?sig=s3cret-v","token":"s3cret-a\"\\\"","authentication":{"scheme":"Bearer","credentials":["s3cret-c",{"x":"s3cret-d"}]}}}"#,
        ),
        8,
    ),
    case(
        act(
            "POST /v1/message:send",
            &[A2A_JSON, VERSION],
            br#"{"message":{"messageId":"m","role":"ROLE_USER","parts":[{"data":{"apiKey":"s3cret-a","client_secret":"s3cret-b","Pass-Word":"s3cret-c","ok":1}}]},"configuration":{"taskPushNotificationConfig":{"url":"x","token":"s3cret-d"}}}"#,
        )
        .answered(200, &[A2A_JSON], br#"{"task":{"id":"t","status":{"state":"TASK_STATE_WORKING"},"metadata":{"refreshToken":["s3cret-e"]}}}"#),
        5,
    ),
    // Said again in words.
    case(
        act("GET /v1/tasks/t", &["authorization: Basic s3cret-one"], b"").answered(
            400,
            &[A2A_JSON, "x-why: s3cret-one is bad"],
            br#"{"error":{"code":400,"status":"INVALID_ARGUMENT","message":"who is s3cret-one?"}}"#,
        ),
        3,
    ),
    case(
        act("GET /v1/tasks/t", &["authorization: s3cret-one"], b"").answered(
            404,
            &["content-type: text/plain"],
            b"no s3cret-one here",
        ),
        2,
    ),
    // Numbers, which stay numbers.
    case(
        act("POST /rpc", &[JSON], br#"{"jsonrpc":"2.0","id":1,"method":"GetTask","params":{"id":"t","token":12345678901,"password":[-1.5e3]}}"#)
            .answered(200, &[JSON], br#"{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"m"}}"#),
        0,
    ),
    // Streams, however events are cut.
    case(
        act("POST /rpc", &[JSON, VERSION, "authorization: Bearer s3cret-one"], br#"{"jsonrpc":"2.0","id":1,"method":"SubscribeToTask","params":{"id":"t"}}"#)
            .answered(
                200,
                &[EVENTS],
                b": the token is s3cret-x\nid: s3cret-one\ndata: {\"jsonrpc\":\"2.0\",\"id\":1,\ndata: \"result\":{\"task\":{\"metadata\":{\"token\":\r\ndata: \"s3cret-y\"},\ndata: \"id\":\"s3cret-one\"}}}\n\ns3cret-token: x\nsecret s3cret-z\n\ndata: {\"token\": \"s3cret-t\"",
            ),
        8,
    ),
    // The names in a security scheme are no secrets; what they name is.
    case(
        act("GET /.well-known/agent-card.json", &[], b"").answered(
            200,
            &[JSON],
            br#"{"name":"n","securitySchemes":{"token":{"apiKeySecurityScheme":{"location":"header","name":"X-Plain"}},"password":{"oauth2SecurityScheme":{"flows":{"password":{"tokenUrl":"https://h.example"}}}},"c":{"apiKeySecurityScheme":{"location":"query","name":"plain"}},"old":{"type":"apiKey","in":"header","name":"old-one"}},"securityRequirements":[{"schemes":{"apiKey":{"list":["scope"]}}}]}"#,
        ),
        0,
    ),
    case(
        act("GET /v1/tasks/t?PLAIN=s3cret-1", &["x-plain: s3cret-2", "old-one: s3cret-3"], b"")
            .answered(200, &[A2A_JSON], br#"{"id":"t","status":{"state":"TASK_STATE_WORKING"},"metadata":{"x_plain":"s3cret-4"}}"#),
        4,
    ),
    // What is not JSON.
    case(act("POST /rpc", &[JSON], br#"{"token":"s3cret-a","#).answered(200, &[JSON], b"<p>Authorization: s3cret-b"), 0),
    case(act("POST /rpc", &[JSON, "content-encoding: gzip"], b"s3cret-a").answered(200, &[JSON, "content-encoding: br"], b"s3cret-b"), 0),
    case(act("POST /v1/message:send", &[A2A_JSON], b"{\"token\":\"\xff s3cret-a\"}").answered(400, &[A2A_JSON], b"\xffAPI-Key s3cret"), 0),
    case(act("GET /v1/tasks/t", &[], b"").answered(200, &[A2A_JSON], br#"{"token":"s3cret-a"#).cut(), 0),
    case(act("POST /oauth/token", &[], b"password=s3cret-a").answered(200, &[JSON], br#"{"access":"s3cret-b"}"#), 0),
    // What is not checked.
    case(act("GET /v1/tasks/t", &[], b"").answered(401, &["content-type: text/html"], b"<p>password s3cret-a"), 0),
    case(act("GET /v1/tasks/t", &[], b"").answered(302, &["location: https://u:s3cret-a@h.example/?token=s3cret-b"], b""), 2),
    // Digits, which may be a number elsewhere; schemes that nobody knows; attributes of cookies, which are no secrets.
    case(
        act("GET /v1/tasks/t?token=%733cret-1234", &["authorization: Custom s3cret-one"], b"").answered(
            200,
            &[A2A_JSON, "set-cookie: a=s3cret-two; Path=/v1/tasks"],
            br#"{"id":"t","status":{"state":"TASK_STATE_WORKING"},"metadata":{"why":"s3cret-one, s3cret-1234, s3cret-two","at":"/v1/tasks"}}"#,
        ),
        6,
    ),
    case(
        act("GET /v1/tasks/t", &["authorization: Bearer 12345678901"], b"").answered(
            200,
            &[A2A_JSON],
            br#"{"id":"t","status":{"state":"TASK_STATE_WORKING"},"metadata":{"a":12345678901,"b":"12345678901","c":-123456789012.5}}"#,
        ),
        1,
    ),
    // Redirects of the target itself.
    case(act("GET /v1/tasks/t?next=https://h.example/?token=s3cret-a", &[], b"").answered(200, &[A2A_JSON], TASK), 1),
];

#[test]
fn no_secret_is_written_and_the_same_is_found() {
    let card = &CASES[8].act;
    for (number, case) in CASES.iter().enumerate() {
        for chunk in [1, 3, usize::MAX] {
            // Cards that passed say how keys are called.
            let acts = [*card, case.act];
            let (live, transcript) = perform(&acts, chunk);
            assert!(!transcript.contains(MARK), "{number}\n{transcript}");
            assert!(!transcript.contains("12345678901"), "{number}\n{transcript}");
            assert_eq!(replaced(&transcript), case.replaced, "{number}\n{transcript}");
            let withheld = transcript.matches(r#""withheld":"#).count();
            if withheld == 0 {
                assert_eq!(check_again(&transcript), live.lines(), "{number}");
            } else {
                assert_eq!(check_again(&transcript).len(), live.lines().len(), "{number}");
            }
            assert_eq!(
                withheld > 0,
                (10..=13).contains(&number) || number == 15,
                "{number}\n{transcript}"
            );
        }
    }
}

/// Secrets that are written in uncommon ways, stand where others would not look, or are said again.
#[test]
fn no_way_of_writing_hides_a_secret() {
    let utf_16: Vec<u8> = r#"{"token":"s3cret-a"}"#.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let long = format!("{MARK}{}", "x".repeat(100));
    let bearer = format!("authorization: Bearer {long}");
    let answer =
        |body: &'static str| act("GET /v1/tasks/t", &[], b"").answered(200, &[A2A_JSON], body.as_bytes());
    let said_again = |body: &'static str| {
        act("GET /v1/tasks/t", &["authorization: Bearer s3cret-a/b+c="], b"").answered(
            200,
            &[A2A_JSON],
            body.as_bytes(),
        )
    };
    let quoted = format!(r#"{{"id":"t","status":{{"state":"{long}"}}}}"#);
    for (number, act) in [
        // Names that end with a word for a secret, and are written in any way.
        answer(r#"{"metadata":{"githubToken":"s3cret-a","db_password":"s3cret-b","X-Csrf-Token":"s3cret-c"}}"#),
        answer(r#"{"metadata":{"\u0074oken":"s3cret-a","tok\u0065n":"s3cret-b","$token":"s3cret-c"}}"#),
        answer(r#"{"token":"s3cret-a","token":"s3cret-b"}"#),
        answer(r#"{"metadata":{"schemes":{"password":"s3cret-a"},"flows":{"token":["s3cret-b"]}}}"#),
        act("GET /v1/tasks/t?push.token=s3cret-a&auth%5Bcredentials%5D=s3cret-b&X-Goog-Signature=s3cret-c", &[], b"")
            .answered(200, &[A2A_JSON], TASK),
        act(
            "GET /v1/tasks/t?a?token=s3cret-a",
            &["ocp-apim-subscription-key: s3cret-b", "x-functions-key: s3cret-c"],
            b"",
        )
        .answered(200, &[A2A_JSON], TASK),
        // URLs.
        answer(r#"{"metadata":{"a":" https://u:s3cret-a@h.example","b":"web-socket://s3cret-b@h.example"}}"#),
        answer(r#"{"metadata":{"a":"https://h.example/#access_token=s3cret-a&x=1","b":"https:\/\/u:s3cret-b@h"}}"#),
        act("GET /v1/tasks/t", &["link: <https://u:s3cret-a@h.example/?code=s3cret-b>; rel=x"], b"")
            .answered(200, &["a2a-extensions: https://a.example/x,https://u:s3cret-c@b.example/"], TASK),
        // What is said again.
        said_again(r#"{"metadata":{"a":"s3cret-a/b+c=","b":"it is s3cret-a\/b+c=","c":"s3cret-a/b\u002Bc\u003D"}}"#),
        said_again(r#"{"metadata":{"a":"\u0073\u0033cret-a/b+c=!\n"}}"#),
        act("GET /v1/tasks/t", &["authorization: Bearer s3cret-\"\\\""], b"").answered(
            200,
            &[A2A_JSON],
            br#"{"metadata":{"a":"s3cret-\"\\\"","b":"\"s3cret-\"\\\""}}"#,
        ),
        // What findings quote, whole or not.
        act("GET /v1/tasks/t", &[&bearer], b"").answered(200, &[A2A_JSON], quoted.as_bytes()),
        // What is not JSON.
        act("GET /v1/tasks/t", &[], b"").answered(200, &[A2A_JSON], &utf_16),
        answer(r#"{"\u0074oken":"s3cret-a""#),
        answer("passphrase: s3cret-a"),
        act("POST /v1/tasks/t:subscribe", &[], b"").answered(
            200,
            &[EVENTS],
            b"{\"authentication\": {\"credentials\":\n\"s3cret-a\"}}\n\ndata: {\"\\u0074oken\":\"s3cret-b",
        ),
    ]
    .into_iter()
    .enumerate()
    {
        for chunk in [1, usize::MAX] {
            let (_, transcript) = perform(&[act], chunk);
            let shown = transcript.replace("s3cret-[", "");
            assert!(!shown.contains("s3cret") && !shown.contains("\\u0073"), "{number}\n{transcript}");
            assert!(!transcript.contains("base64"), "{number}\n{transcript}");
            for line in transcript.lines() {
                let line: serde_json::Value = serde_json::from_str(line).unwrap();
                if let Some(body) = line.pointer("/body/text").and_then(|body| body.as_str()) {
                    serde_json::from_str::<serde_json::Value>(body).unwrap();
                }
            }
        }
    }
}

/// Short secrets are not looked for elsewhere, but a finding may quote the URL in which they stand.
#[test]
fn findings_quote_no_secrets_of_urls() {
    let card = act("GET /.well-known/agent-card.json", &[], b"").answered(
        200,
        &[JSON],
        br#"{"supportedInterfaces":[{"url":"http://u:s3cret@h.example/?key=s3cret","protocolBinding":"JSONRPC","protocolVersion":"1.0"}]}"#,
    );
    let mut conversation = a2a_validator::Conversation::new(&a2a_bindings::v1_0::PROTOCOL);
    let rules = |inspector: a2a_validator::traffic::Inspector| {
        inspector.with_rules(move |record| conversation.observe(record))
    };
    let (_, transcript) = perform_with(&[card], 7, rules, |writer| writer);
    assert!(transcript.contains("card-url-insecure"), "{transcript}");
    assert!(!transcript.contains("s3cret"), "{transcript}");
}

/// A document that is all secrets takes time in proportion to its length.
#[test]
fn many_secrets_are_replaced_in_time() {
    let secrets: Vec<String> = (0..100_000)
        .map(|number| format!("\"s3cret-{number}\""))
        .collect();
    let event = format!("data: {{\"token\":[\ndata: {}]}}\n\n", secrets.join("\ndata: ,"));
    let subscribe = act("POST /v1/tasks/t:subscribe", &[], b"").answered(200, &[EVENTS], event.as_bytes());
    let (_, transcript) = perform(&[subscribe], usize::MAX);
    assert!(!transcript.contains(MARK));
}

#[test]
fn what_is_no_secret_stays_as_it_is() {
    let bodies: [&[u8]; 4] = [
        br#"{ "tasks" : [], "nextPageToken":"abc" ,"pageSize":1e1,"totalSize" : 0}"#,
        br#"{"tasks":[{"id":"t","status":{"state":"TASK_STATE_WORKING"},"metadata":{"tokens":17,"tokenizer":"x","author":"y","token":"","credentials":null,"secret":true}}]}"#,
        b"{\"a\": [1,\n x]}",
        b"\xff\xfe",
    ];
    for body in bodies {
        let list = act("GET /v1/tasks?pageToken=abc", &[VERSION, "accept: */*"], b"").answered(
            200,
            &[A2A_JSON],
            body,
        );
        let (live, transcript) = perform(&[list], 5);
        assert!(
            !transcript.contains("[redacted]") && !transcript.contains("withheld"),
            "{transcript}"
        );
        assert!(transcript.contains("/v1/tasks?pageToken=abc"));
        assert_eq!(check_again(&transcript), live.lines());
    }
}

#[test]
fn names_and_values_can_be_added() {
    let world = [act(
        "POST /v1/message:send?sid=s3cret-a",
        &["x-tenant-code: s3cret-b", "x-other: a s3cret-known b"],
        br#"{"SID":"s3cret-c"}"#,
    )
    .answered(200, &[A2A_JSON], b"s3cret-known sid s3cret-d")];
    let redaction = Redaction::new()
        .with_name("sid")
        .with_name("X-Tenant-Code")
        .with_value("s3cret-known");
    assert!(!format!("{redaction:?}").contains("s3cret"));
    let (_, transcript) = perform_with(
        &world,
        4,
        |shown| shown,
        |writer| writer.with_redaction(redaction.clone()),
    );
    assert!(!transcript.contains(MARK), "{transcript}");
    assert_eq!(replaced(&transcript), 4, "{transcript}");
}

//! To one webhook: order, attempts, and what ends them.

use super::fake_sender::{Does, FakeSender};
use super::*;
use crate::push::backoff::{Backoff, jitter};
use a2a_bindings::PushErrorKind;
use a2a_bindings::v1_0::AuthenticationInfo;
use std::iter::repeat_n;

const SECOND: Duration = Duration::from_secs(1);

fn told(entries: &[(u64, &str)]) -> Vec<(u64, String)> {
    entries
        .iter()
        .map(|(time, about)| (*time, (*about).to_owned()))
        .collect()
}

#[tokio::test(start_paused = true)]
async fn everything_in_order_with_what_the_client_gave() {
    let store = Arc::new(FakeStore::default());
    // One more than two pages hold.
    add_task(&store, "t", &[], 129);
    let config = webhook("t", "a")
        .with_token("token")
        .with_authentication(AuthenticationInfo::new("Bearer").with_credentials("secret"));
    store.put_webhook_now(&scope(), &config, 0);
    let sender = FakeSender::new().with("a", repeat_n(Does::Takes(SECOND), 200));
    let pusher = pusher(&store, &sender, PushPolicy::new());
    pusher.wake(&scope(), "t");
    settled(&pusher).await;

    let expected: Vec<_> = (1..=129)
        .map(|number| {
            (
                1_000 * (number - 1),
                if number == 1 {
                    "task".to_owned()
                } else {
                    number.to_string()
                },
            )
        })
        .collect();
    assert_eq!(sender.told("a"), expected);
    assert_eq!(sender.most_under_way(), 1, "one at a time");
    assert_eq!(store.place("t", "a"), (129, None));
    assert_eq!(
        store.calls("entries"),
        4,
        "a page, a page, the last entry, the end"
    );
    let attempts = sender.attempts("a");
    let target = a2a_bindings::PushTarget::new("https://a.test/")
        .with_token("token")
        .with_authentication("Bearer", "secret");
    assert!(attempts.iter().all(|attempt| attempt.target == target));
    assert_eq!(
        attempts[1].body,
        r#"{"statusUpdate":{"taskId":"t","contextId":"c","status":{"state":"TASK_STATE_WORKING","message":{"messageId":"2","role":"ROLE_AGENT","parts":[{"text":"2"}]}}}}"#
    );
}

/// What a webhook does, at what times it is told what, and what the store knows afterwards: the place, how often the
/// last notification was tried, and why it is given up.
type Case = (
    Vec<Does>,
    Vec<(u64, &'static str)>,
    u64,
    Option<(u64, u32, &'static str)>,
);

#[tokio::test(start_paused = true)]
async fn attempts() {
    let fails = |times: usize| vec![Does::Fails; times];
    let minutes = |minutes: u64| Duration::from_secs(60 * minutes);
    let eight = [0, 1_000, 3_000, 7_000, 15_000, 31_000, 51_000, 71_000];
    let cases: Vec<Case> = vec![
        (vec![], vec![(0, "task"), (0, "2")], 2, None),
        (
            fails(3),
            vec![
                (0, "task"),
                (1_000, "task"),
                (3_000, "task"),
                (7_000, "task"),
                (7_000, "2"),
            ],
            2,
            None,
        ),
        // The delay doubles up to 20 seconds; the eighth attempt is the last one.
        (
            fails(8),
            eight.map(|time| (time, "task")).to_vec(),
            0,
            Some((1, 8, "the webhook answered 503")),
        ),
        (
            [fails(7), vec![Does::Takes(Duration::ZERO)], fails(1)].concat(),
            [
                eight.map(|time| (time, "task")).to_vec(),
                vec![(71_000, "2"), (72_000, "2")],
            ]
            .concat(),
            2,
            None,
        ),
        // What the webhook asks for counts if it is more than would be waited anyway, and no more than the longest.
        (
            vec![
                Does::AsksFor(7 * SECOND),
                Does::AsksFor(SECOND),
                Does::AsksFor(minutes(9)),
            ],
            vec![
                (0, "task"),
                (7_000, "task"),
                (9_000, "task"),
                (29_000, "task"),
                (29_000, "2"),
            ],
            2,
            None,
        ),
        (
            vec![Does::Rejects],
            vec![(0, "task")],
            0,
            Some((1, 1, "the webhook answered 410")),
        ),
        (
            vec![Does::Takes(SECOND), Does::Fails, Does::Refuses],
            vec![(0, "task"), (1_000, "2"), (2_000, "2")],
            1,
            Some((2, 2, "not this one")),
        ),
        (
            vec![Does::Hangs, Does::Panics],
            vec![(0, "task"), (31_000, "task"), (33_000, "task"), (33_000, "2")],
            2,
            None,
        ),
        (
            vec![Does::Panics; 8],
            eight.map(|time| (time, "task")).to_vec(),
            0,
            Some((1, 8, "the sender panicked")),
        ),
    ];
    for (script, expected, place, failure) in cases {
        let store = Arc::new(FakeStore::default());
        add_task(&store, "t", &["a"], 2);
        let sender = FakeSender::new().with("a", script.clone());
        let policy = PushPolicy::new().with_max_delay(20 * SECOND);
        let pusher = pusher(&store, &sender, policy);
        pusher.wake(&scope(), "t");
        settled(&pusher).await;
        assert_eq!(sender.told("a"), told(&expected), "{script:?}");
        let (delivered, failed) = store.place("t", "a");
        assert_eq!(delivered, place, "{script:?}");
        let failed = failed
            .as_ref()
            .map(|failed| (failed.number, failed.attempts, failed.reason.as_str()));
        assert_eq!(failed, failure, "{script:?}");
    }
}

#[test]
fn delays_are_at_least_half_of_what_they_can_be() {
    let backoff = Backoff {
        first: SECOND,
        max: 300 * SECOND,
    };
    for (failures, most) in [
        (1, 1),
        (2, 2),
        (3, 4),
        (9, 256),
        (10, 300),
        (33, 300),
        (u32::MAX, 300),
    ] {
        let most = most * SECOND;
        assert_eq!(backoff.delay(failures, u32::MAX), most);
        assert_eq!(backoff.delay(failures, 0), most / 2);
        let some: Vec<_> = (0..100).map(|_| backoff.delay(failures, jitter())).collect();
        assert!(
            some.iter().all(|delay| (most / 2..=most).contains(delay)),
            "{some:?}"
        );
        assert!(some.iter().any(|delay| *delay < most * 5 / 8), "{some:?}");
        assert!(some.iter().any(|delay| *delay > most * 7 / 8), "{some:?}");
    }
    let forever = Backoff {
        first: Duration::MAX,
        max: Duration::MAX,
    };
    assert!(forever.delay(u32::MAX, u32::MAX) > 300 * SECOND, "no overflow");
}

#[tokio::test(start_paused = true)]
async fn a_webhook_given_up_is_left_alone_until_it_is_registered_again() {
    let store = Arc::new(FakeStore::default());
    add_task(&store, "t", &["a"], 1);
    let sender = FakeSender::new().with("a", [Does::Rejects]);
    let pusher = pusher(&store, &sender, PushPolicy::new());
    pusher.wake(&scope(), "t");
    settled(&pusher).await;
    store.append_now(&scope(), &update("t", 2, TaskState::Working), "t");
    pusher.wake(&scope(), "t");
    settled(&pusher).await;
    assert_eq!(sender.attempts("a").len(), 1);

    store.put_webhook_now(&scope(), &webhook("t", "a"), 0);
    pusher.wake(&scope(), "t");
    settled(&pusher).await;
    let about: Vec<_> = sender.told("a").into_iter().map(|(_, about)| about).collect();
    assert_eq!(about, ["task", "task", "2"]);
    assert_eq!(store.place("t", "a"), (2, None));
}

#[tokio::test(start_paused = true)]
async fn a_dead_webhook_holds_up_no_other() {
    let store = Arc::new(FakeStore::default());
    add_task(&store, "t", &["dead", "a"], 1);
    let sender = FakeSender::new();
    sender.always("dead", Does::Hangs);
    let pusher = pusher(&store, &sender, PushPolicy::new());
    pusher.wake(&scope(), "t");
    tokio::time::sleep(5 * SECOND).await;
    store.append_now(&scope(), &update("t", 2, TaskState::Working), "t");
    pusher.wake(&scope(), "t");
    tokio::time::sleep(5 * SECOND).await;
    // One that comes later does not wait either.
    store.put_webhook_now(&scope(), &webhook("t", "late"), 1);
    pusher.wake(&scope(), "t");
    tokio::time::sleep(5 * SECOND).await;
    store.append_now(&scope(), &update("t", 3, TaskState::Completed), "t");
    pusher.wake(&scope(), "t");
    settled(&pusher).await;
    assert_eq!(
        sender.told("a"),
        told(&[(0, "task"), (5_000, "2"), (15_000, "3")])
    );
    assert_eq!(sender.told("late"), told(&[(10_000, "2"), (15_000, "3")]));
    assert_eq!(sender.attempts("dead").len(), 8);
    let (_, failure) = store.place("t", "dead");
    let failure = failure.unwrap();
    assert_eq!((failure.number, failure.attempts), (1, 8));
    assert_eq!(failure.reason, "the webhook did not answer within 30s");
}

#[tokio::test(start_paused = true)]
async fn a_webhook_deleted_while_it_waits_is_not_called_again() {
    let store = Arc::new(FakeStore::default());
    add_task(&store, "t", &["a"], 3);
    let sender = FakeSender::new();
    sender.always("a", Does::Fails);
    let pusher = pusher(&store, &sender, PushPolicy::new());
    pusher.wake(&scope(), "t");
    tokio::time::sleep(2 * SECOND).await;
    store.delete_webhook_now(&scope(), "t", "a");
    settled(&pusher).await;
    assert_eq!(sender.told("a"), told(&[(0, "task"), (1_000, "task")]));
}

#[tokio::test(start_paused = true)]
async fn a_webhook_deleted_while_it_waits_for_its_turn_is_not_called() {
    let store = Arc::new(FakeStore::default());
    add_task(&store, "t", &["slow", "a"], 1);
    let sender = FakeSender::new().with("slow", [Does::Takes(10 * SECOND)]);
    let pusher = pusher(&store, &sender, PushPolicy::new().with_max_concurrent(1));
    pusher.wake(&scope(), "t");
    tokio::time::sleep(SECOND).await;
    store.delete_webhook_now(&scope(), "t", "a");
    settled(&pusher).await;
    assert_eq!(store.place("t", "slow").0, 1);
    assert_eq!(sender.attempts("a").len(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_webhook_replaced_while_it_waits_is_called_as_it_is_now_at_once() {
    let store = Arc::new(FakeStore::default());
    add_task(&store, "t", &["a"], 1);
    let sender = FakeSender::new();
    sender.always("a", Does::Fails);
    let pusher = pusher(&store, &sender, PushPolicy::new());
    pusher.wake(&scope(), "t");
    tokio::time::sleep(5 * SECOND).await;
    // What happens to the task does not cut the wait short.
    store.append_now(&scope(), &update("t", 2, TaskState::Working), "t");
    pusher.wake(&scope(), "t");
    tokio::time::sleep(SECOND).await;
    let mut other = webhook("t", "a");
    other.url = "https://b.test/".to_owned();
    store.put_webhook_now(&scope(), &other, 0);
    pusher.wake(&scope(), "t");
    settled(&pusher).await;
    assert_eq!(
        sender.told("a"),
        told(&[(0, "task"), (1_000, "task"), (3_000, "task")])
    );
    assert_eq!(sender.told("b"), told(&[(6_000, "task"), (6_000, "2")]));
}

#[tokio::test(start_paused = true)]
async fn a_webhook_replaced_during_its_last_attempt_is_not_given_up() {
    let store = Arc::new(FakeStore::default());
    add_task(&store, "t", &["a"], 1);
    let sender = FakeSender::new().with("a", [Does::Hangs]);
    let pusher = pusher(&store, &sender, PushPolicy::new().with_attempts(1));
    pusher.wake(&scope(), "t");
    tokio::time::sleep(SECOND).await;
    store.put_webhook_now(&scope(), &webhook("t", "a").with_token("new"), 0);
    pusher.wake(&scope(), "t");
    settled(&pusher).await;
    let tokens: Vec<_> = sender
        .attempts("a")
        .into_iter()
        .map(|attempt| attempt.target.token)
        .collect();
    assert_eq!(tokens, ["", "new"]);
    assert_eq!(store.place("t", "a"), (1, None));
}

#[tokio::test(start_paused = true)]
async fn where_the_log_is_cut_the_task_stands_for_what_is_missing() {
    let store = Arc::new(FakeStore::default());
    add_task(&store, "t", &["a"], 5);
    store.cut(&scope(), "t", 4);
    let sender = FakeSender::new().with("a", [Does::Fails]);
    let pusher = pusher(&store, &sender, PushPolicy::new());
    pusher.wake(&scope(), "t");
    settled(&pusher).await;
    store.append_now(&scope(), &update("t", 6, TaskState::Completed), "t");
    pusher.wake(&scope(), "t");
    settled(&pusher).await;
    let expected = [(0, "task at 5"), (1_000, "task at 5"), (1_000, "6")];
    assert_eq!(sender.told("a"), told(&expected));
    assert_eq!(store.place("t", "a"), (6, None));

    // A log of which nothing is left, and nothing to come: the end, not the task again and again.
    store.cut(&scope(), "t", 9);
    pusher.wake(&scope(), "t");
    settled(&pusher).await;
    assert_eq!(sender.attempts("a").len(), 3);
}

#[tokio::test(start_paused = true)]
async fn webhooks_are_checked_as_they_would_be_called() {
    let store = Arc::new(FakeStore::default());
    let sender = FakeSender::new()
        .with("a", [Does::Refuses])
        .with("hangs", [Does::Hangs]);
    let pusher = pusher(&store, &sender, PushPolicy::new());
    let config = webhook("t", "a").with_token("token");
    let error = pusher.check(&config).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.message()),
        (PushErrorKind::Refused, "not this one")
    );
    pusher.check(&webhook("t", "b")).await.unwrap();
    let error = pusher.check(&webhook("t", "hangs")).await.unwrap_err();
    assert_eq!(error.kind(), PushErrorKind::Failed);
    assert_eq!(sender.attempts("a")[0].target.token, "token");
}

#[tokio::test(start_paused = true)]
async fn reasons_are_kept_short() {
    let store = Arc::new(FakeStore::default());
    add_task(&store, "t", &["a"], 1);
    let sender = FakeSender::new().with("a", [Does::Rambles]);
    let pusher = pusher(&store, &sender, PushPolicy::new());
    pusher.wake(&scope(), "t");
    settled(&pusher).await;
    assert_eq!(store.place("t", "a").1.unwrap().reason, "é".repeat(1_000));
}

#[tokio::test(start_paused = true)]
async fn no_policy_is_too_small_or_too_large_to_deliver() {
    let least = PushPolicy::new()
        .with_attempts(0)
        .with_first_delay(Duration::ZERO)
        .with_max_delay(Duration::ZERO)
        .with_max_concurrent(0)
        .with_max_tasks(0);
    let most = PushPolicy::new()
        .with_attempts(u32::MAX)
        .with_first_delay(Duration::MAX)
        .with_max_delay(Duration::MAX)
        .with_timeout(Duration::MAX)
        .with_max_concurrent(usize::MAX)
        .with_max_tasks(usize::MAX);
    for (policy, delivered, times) in [(least, 0, vec![0]), (most, 1, vec![0, 86_400_000])] {
        let store = Arc::new(FakeStore::default());
        add_task(&store, "t", &["a"], 1);
        let sender = FakeSender::new().with("a", [Does::Fails]);
        let pusher = pusher(&store, &sender, policy);
        pusher.wake(&scope(), "t");
        settled(&pusher).await;
        assert_eq!(store.place("t", "a").0, delivered);
        let attempts = sender.attempts("a");
        assert_eq!(
            attempts.iter().map(|attempt| attempt.time).collect::<Vec<_>>(),
            times
        );
    }
}

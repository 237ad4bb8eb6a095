//! The end of a process, and the beginning of the next one.

use super::fake_sender::{Does, FakeSender};
use super::*;

const SECOND: Duration = Duration::from_secs(1);

fn about(sender: &FakeSender, webhook: &str) -> Vec<String> {
    sender.told(webhook).into_iter().map(|(_, about)| about).collect()
}

#[tokio::test(start_paused = true)]
async fn the_next_process_begins_where_the_last_one_ended() {
    let store = Arc::new(FakeStore::default());
    for number in 0..200 {
        add_task(&store, &format!("t{number:03}"), &["a"], 2);
    }
    add_task(&store, "told", &["b"], 1);
    let sender = FakeSender::new();
    let before = pusher(&store, &sender, PushPolicy::new());
    before.wake(&scope(), "told");
    settled(&before).await;

    let sender = FakeSender::new();
    let after = pusher(&store, &sender, PushPolicy::new());
    after.recover();
    settled(&after).await;
    for number in 0..200 {
        assert_eq!(store.place(&format!("t{number:03}"), "a"), (2, None));
    }
    assert_eq!(sender.all().len(), 400);
    assert_eq!(sender.attempts("b").len(), 0, "nothing is to come");
}

#[tokio::test(start_paused = true)]
async fn what_was_sent_but_not_recorded_is_sent_again() {
    let store = Arc::new(FakeStore::default());
    add_task(&store, "t", &["a"], 3);
    let sender = FakeSender::new();
    let before = pusher(&store, &sender, PushPolicy::new());
    store.fail_for(10 * SECOND, "delivered");
    before.wake(&scope(), "t");
    tokio::time::sleep(SECOND).await;
    assert_eq!(
        about(&sender, "a"),
        ["task"],
        "the next one comes when the place is recorded"
    );
    assert_eq!(before.shutdown(SECOND).await, 1);

    tokio::time::sleep(10 * SECOND).await;
    let after = pusher(&store, &sender, PushPolicy::new());
    after.recover();
    settled(&after).await;
    assert_eq!(about(&sender, "a"), ["task", "task", "2", "3"]);
    assert_eq!(store.place("t", "a"), (3, None));
}

#[tokio::test(start_paused = true)]
async fn shutdown_lets_deliveries_under_way_end_and_begins_no_others() {
    let store = Arc::new(FakeStore::default());
    add_task(&store, "last", &["last"], 1);
    add_task(&store, "more", &["more"], 3);
    add_task(&store, "waits", &["waits"], 1);
    add_task(&store, "queued", &["queued"], 1);
    let sender = FakeSender::new()
        .with("last", [Does::Takes(5 * SECOND)])
        .with("more", [Does::Takes(5 * SECOND)])
        .with("waits", [Does::Fails, Does::Fails, Does::Fails]);
    let pusher = pusher(&store, &sender, PushPolicy::new().with_max_concurrent(2));
    for id in ["waits", "last", "more", "queued"] {
        pusher.wake(&scope(), id);
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    tokio::time::sleep(SECOND / 10).await;
    let began = tokio::time::Instant::now();
    assert_eq!(pusher.shutdown(60 * SECOND).await, 3);
    let took = began.elapsed();
    assert!(
        (4 * SECOND..5 * SECOND).contains(&took),
        "{took:?}: as long as the deliveries under way"
    );
    assert_eq!(store.place("last", "last").0, 1, "recorded");
    assert_eq!(store.place("more", "more").0, 1, "recorded");

    add_task(&store, "late", &["late"], 1);
    pusher.wake(&scope(), "late");
    pusher.wake(&scope(), "more");
    pusher.recover();
    tokio::time::sleep(100 * SECOND).await;
    assert_eq!(sender.all().len(), 3, "waits, last and more once");
    assert_eq!(pusher.shutdown(SECOND).await, 4);
}

#[tokio::test(start_paused = true)]
async fn shutdown_breaks_off_what_takes_longer_than_its_patience() {
    let store = Arc::new(FakeStore::default());
    add_task(&store, "t", &["a"], 1);
    let sender = FakeSender::new().with("a", [Does::Takes(20 * SECOND)]);
    let pusher = pusher(&store, &sender, PushPolicy::new());
    pusher.wake(&scope(), "t");
    tokio::time::sleep(SECOND).await;
    let began = tokio::time::Instant::now();
    assert_eq!(pusher.shutdown(5 * SECOND).await, 1);
    let took = began.elapsed();
    assert!((5 * SECOND..6 * SECOND).contains(&took), "{took:?}");
    assert_eq!(pusher.working(), 0);
    tokio::time::sleep(60 * SECOND).await;
    assert_eq!(store.place("t", "a").0, 0, "broken off, to be sent again");
}

#[tokio::test(start_paused = true)]
async fn shutdown_does_not_wait_for_a_store_that_is_away() {
    // Which method fails: all of them, or one.
    for method in ["", "entries"] {
        let store = Arc::new(FakeStore::default());
        for id in ["t1", "t2"] {
            add_task(&store, id, &["a"], 1);
        }
        let sender = FakeSender::new();
        let pusher = pusher(&store, &sender, PushPolicy::new());
        store.fail_for(600 * SECOND, method);
        pusher.recover();
        pusher.wake(&scope(), "t1");
        pusher.wake(&scope(), "t2");
        tokio::time::sleep(100 * SECOND).await;
        let began = tokio::time::Instant::now();
        assert_eq!(pusher.shutdown(60 * SECOND).await, 2);
        assert!(began.elapsed() < SECOND, "{method}");
        assert_eq!(sender.all().len(), 0);
    }
}

#[test]
fn what_is_woken_outside_of_a_runtime_is_made_up_for() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    let store = Arc::new(FakeStore::default());
    for id in ["t1", "t2"] {
        add_task(&store, id, &["a"], 1);
    }
    let sender = runtime.block_on(async { FakeSender::new() });
    let pusher = pusher(&store, &sender, PushPolicy::new());
    pusher.wake(&scope(), "t1");
    runtime.block_on(async {
        pusher.wake(&scope(), "t2");
        settled(&pusher).await;
    });
    assert_eq!(sender.all().len(), 2);
}

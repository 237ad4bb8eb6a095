//! Many tasks, many wakes, and a store that is away.

use super::fake_sender::{Does, FakeSender};
use super::*;
use std::collections::HashSet;

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test(start_paused = true)]
async fn a_thousand_tasks_share_what_may_be_under_way() {
    let store = Arc::new(FakeStore::default());
    let sender = FakeSender::new();
    sender.always("a", Does::Takes(SECOND));
    let pusher = pusher(&store, &sender, PushPolicy::new().with_max_concurrent(64));
    for number in 0..1_000 {
        let id = format!("t{number}");
        add_task(&store, &id, &["a"], 2);
        pusher.wake(&scope(), &id);
    }
    settled(&pusher).await;
    assert_eq!(sender.most_under_way(), 64);
    let attempts = sender.all();
    assert_eq!(attempts.len(), 2_000);
    // 2,000 of a second each, 64 at a time; the last of them begins a second before the end.
    assert_eq!(attempts.last().unwrap().time, 31_000);
    for number in 0..1_000 {
        assert_eq!(store.place(&format!("t{number}"), "a"), (2, None));
    }
}

#[tokio::test(start_paused = true)]
async fn what_waits_for_its_next_attempt_holds_up_nobody() {
    let store = Arc::new(FakeStore::default());
    add_task(&store, "t1", &["dead"], 1);
    add_task(&store, "t2", &["a"], 1);
    let sender = FakeSender::new();
    sender.always("dead", Does::Fails);
    let pusher = pusher(&store, &sender, PushPolicy::new().with_max_concurrent(1));
    pusher.wake(&scope(), "t1");
    tokio::time::sleep(SECOND / 2).await;
    pusher.wake(&scope(), "t2");
    settled(&pusher).await;
    assert_eq!(sender.attempts("a")[0].time, 500);
    assert_eq!(sender.attempts("dead").len(), 8);
}

#[tokio::test(start_paused = true)]
async fn webhooks_take_turns() {
    let store = Arc::new(FakeStore::default());
    let sender = FakeSender::new();
    let pusher = pusher(&store, &sender, PushPolicy::new().with_max_concurrent(1));
    for id in ["a", "b"] {
        add_task(&store, id, &[id], 3);
        sender.always(id, Does::Takes(SECOND));
        pusher.wake(&scope(), id);
    }
    settled(&pusher).await;
    let urls: Vec<_> = sender
        .all()
        .into_iter()
        .map(|attempt| attempt.target.url)
        .collect();
    let (a, b) = ("https://a.test/", "https://b.test/");
    assert_eq!(urls, [a, b, a, b, a, b]);
}

#[tokio::test(start_paused = true)]
async fn tasks_without_a_place_wait_in_the_store() {
    let store = Arc::new(FakeStore::default());
    let sender = FakeSender::new();
    sender.always("a", Does::Takes(SECOND));
    let pusher = pusher(&store, &sender, PushPolicy::new().with_max_tasks(10));
    let mut most = 0;
    for number in 0..300 {
        let id = format!("t{number}");
        add_task(&store, &id, &["a"], 1);
        pusher.wake(&scope(), &id);
        most = most.max(pusher.working());
    }
    for _ in 0..1_000 {
        most = most.max(pusher.working());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(most, 10);
    assert_eq!(sender.most_under_way(), 10);
    let attempts = sender.all();
    assert_eq!(attempts.len(), 300, "each once");
    assert_eq!(attempts.last().unwrap().time, 29_000);
    assert_eq!(pusher.working(), 0);
    let asked = store.calls("undelivered");
    assert!(asked < 20, "{asked} pages for 300 tasks");
}

#[tokio::test(start_paused = true)]
async fn ten_thousand_wakes_are_one_worker() {
    let store = Arc::new(FakeStore::default());
    add_task(&store, "t", &["a"], 1);
    let sender = FakeSender::new().with("a", [Does::Takes(SECOND)]);
    let pusher = pusher(&store, &sender, PushPolicy::new());
    for _ in 0..10_000 {
        pusher.wake(&scope(), "t");
        assert_eq!(pusher.working(), 1);
    }
    tokio::time::sleep(SECOND / 2).await;
    for _ in 0..10_000 {
        pusher.wake(&scope(), "t");
    }
    settled(&pusher).await;
    assert_eq!(sender.attempts("a").len(), 1);
    let asked = store.calls("webhooks");
    assert!(asked < 10, "{asked} looks for 20,000 wakes");
    assert_eq!(pusher.working(), 0, "a worker goes when nothing is to come");
}

#[tokio::test(start_paused = true)]
async fn a_wake_at_any_point_leads_to_another_look() {
    // Every step takes 10 milliseconds, so the wake comes in the middle of each, and between any two.
    let step = Duration::from_millis(10);
    for time in 0..120 {
        let store = Arc::new(FakeStore::default().with_slowness(step));
        add_task(&store, "t", &["a"], 1);
        add_task(&store, "empty", &[], 1);
        let sender = FakeSender::new().with("a", [Does::Takes(step)]);
        let pusher = pusher(&store, &sender, PushPolicy::new());
        pusher.wake(&scope(), "t");
        pusher.wake(&scope(), "empty");
        tokio::time::sleep(Duration::from_millis(time)).await;
        store.append_now(&scope(), &update("t", 2, TaskState::Working), "t");
        pusher.wake(&scope(), "t");
        store.put_webhook_now(&scope(), &webhook("empty", "b"), 0);
        pusher.wake(&scope(), "empty");
        settled(&pusher).await;
        assert_eq!(store.place("t", "a").0, 2, "woken after {time} ms");
        assert_eq!(store.place("empty", "b").0, 1, "woken after {time} ms");
        assert_eq!(sender.all().len(), 3, "woken after {time} ms");
    }
}

#[tokio::test(start_paused = true)]
async fn a_task_without_a_place_is_found_whenever_it_was_woken() {
    let step = Duration::from_millis(10);
    for time in 0..200 {
        let store = Arc::new(FakeStore::default().with_slowness(step));
        let sender = FakeSender::new();
        let pusher = pusher(&store, &sender, PushPolicy::new().with_max_tasks(1));
        // The search has gone past `a` when it is woken.
        for id in ["b", "c"] {
            add_task(&store, id, &["w"], 1);
            pusher.wake(&scope(), id);
        }
        tokio::time::sleep(Duration::from_millis(time)).await;
        add_task(&store, "a", &["w"], 1);
        pusher.wake(&scope(), "a");
        tokio::time::sleep(SECOND).await;
        for id in ["a", "b", "c"] {
            assert_eq!(store.place(id, "w").0, 1, "{id}, woken after {time} ms");
        }
        assert_eq!(
            (pusher.working(), sender.all().len()),
            (0, 3),
            "woken after {time} ms"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_wake_is_lost() {
    let store = Arc::new(FakeStore::default());
    let sender = FakeSender::new();
    let pusher = pusher(&store, &sender, PushPolicy::new().with_max_tasks(3));
    let ids: Vec<_> = (0..8).map(|number| format!("t{number}")).collect();
    let appends = ids.clone().into_iter().map(|id| {
        let (store, pusher) = (Arc::clone(&store), pusher.clone());
        tokio::spawn(async move {
            add_task(&store, &id, &["a", "b"], 1);
            pusher.wake(&scope(), &id);
            for number in 2..=300 {
                store.append_now(&scope(), &update(&id, number, TaskState::Working), &id);
                pusher.wake(&scope(), &id);
                // The worker is at another point each time.
                for _ in 0..number % 7 {
                    tokio::task::yield_now().await;
                }
            }
        })
    });
    for append in appends.collect::<Vec<_>>() {
        append.await.unwrap();
    }
    let all = || {
        ids.iter()
            .all(|id| ["a", "b"].iter().all(|webhook| store.place(id, webhook).0 == 300))
    };
    let done = async {
        while !all() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), done)
        .await
        .expect("everything is delivered without a further wake");
    // Webhooks of all tasks have the same two addresses: what makes a notification is the webhook and the body.
    let attempts = sender.all();
    let different: HashSet<_> = attempts
        .iter()
        .map(|one| (one.target.url.clone(), one.body.clone()))
        .collect();
    assert_eq!((attempts.len(), different.len()), (8 * 2 * 300, 8 * 2 * 300));
}

#[tokio::test(start_paused = true)]
async fn a_store_that_is_away_is_waited_for() {
    // Which method fails, and how often a notification is sent because of it.
    for method in [
        "",
        "webhooks",
        "entries",
        "get",
        "delivered",
        "give_up",
        "undelivered",
    ] {
        let store = Arc::new(FakeStore::default());
        add_task(&store, "cut", &["a"], 3);
        store.cut(&scope(), "cut", 2);
        add_task(&store, "t", &["b"], 2);
        add_task(&store, "rejects", &["c"], 2);
        let sender = FakeSender::new().with("c", [Does::Rejects]);
        let pusher = pusher(&store, &sender, PushPolicy::new());
        store.fail_for(Duration::from_secs(600), method);
        pusher.recover();
        tokio::time::sleep(Duration::from_secs(660)).await;
        settled(&pusher).await;
        assert_eq!(store.place("cut", "a"), (3, None), "{method}");
        assert_eq!(store.place("t", "b"), (2, None), "{method}");
        assert!(store.place("rejects", "c").1.is_some(), "{method}");
        assert_eq!(
            sender.all().len(),
            4,
            "{method}: nothing is sent again because the store did not hear of it"
        );
        let calls: u64 = [
            "webhooks",
            "entries",
            "get",
            "delivered",
            "give_up",
            "undelivered",
        ]
        .iter()
        .map(|method| store.calls(method))
        .sum();
        assert!(calls < 200, "{method}: {calls} calls in ten minutes");
    }
}

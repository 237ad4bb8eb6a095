//! Webhooks: how far each has been told, and the lists of what is to come and of what was given up.

use crate::support::{alice, append, at, chunk, create, first, kind, now, state, submitted, webhook};
use a2a_bindings::v1_0::TaskState;
use a2a_engine::store::{
    MemoryStore, PushFailure, PushRegistration, Scope, StoreErrorKind, TaskKey, TaskStore,
};

fn failure(second: u64) -> PushFailure {
    PushFailure::new(1, at(second * 1_000_000_000), 5, "refused")
}

fn webhooks(store: &MemoryStore, id: &str) -> Vec<PushRegistration> {
    now(store.webhooks(&alice(), id)).unwrap().unwrap()
}

/// The ids of the tasks with something to come.
fn undelivered(store: &MemoryStore) -> Vec<String> {
    let keys = now(store.undelivered(None, 100)).unwrap();
    keys.into_iter().map(|key| key.task_id).collect()
}

#[test]
fn a_registration_has_its_place_in_the_log() {
    let store = MemoryStore::new();
    now(store.create(&alice(), &first(submitted("t")), Some(&webhook("t", "w")))).unwrap();
    append(&store, "t", &chunk(2, "x"));
    let mut with_tenant = webhook("t", "v");
    with_tenant.tenant = "acme".to_owned();
    now(store.put_webhook(&alice(), &with_tenant, 2)).unwrap();
    let expect = |w, v| {
        vec![
            PushRegistration::new(webhook("t", "w"), w),
            PushRegistration::new(webhook("t", "v"), v),
        ]
    };
    assert_eq!(webhooks(&store, "t"), expect(0, 2));
    assert!(now(store.get(&alice(), "t")).unwrap().unwrap().has_webhooks);

    let full = now(store.put_webhook(&alice(), &webhook("t", "u"), 2));
    assert_eq!(kind(full), StoreErrorKind::Full);
    assert_eq!(webhooks(&store, "t"), expect(0, 2));

    // Never back, and only the one that is meant.
    for (delivered, expected) in [(1, 1), (0, 1), (2, 2), (1, 2)] {
        now(store.delivered(&alice(), "t", "w", delivered)).unwrap();
        assert_eq!(
            webhooks(&store, "t"),
            expect(expected, 2),
            "{delivered} delivered"
        );
    }
    assert_eq!(undelivered(&store), [""; 0]);
    append(&store, "t", &chunk(3, "x"));
    now(store.delivered(&alice(), "t", "v", 3)).unwrap();
    assert_eq!(undelivered(&store), ["t"]);

    now(store.give_up(&alice(), "t", "w", &failure(1))).unwrap();
    assert_eq!(webhooks(&store, "t")[0].failure, Some(failure(1)));
    assert_eq!(undelivered(&store), [""; 0]);
    let mut other = webhook("t", "w");
    other.url = "https://client.example/other".to_owned();
    now(store.put_webhook(&alice(), &other, 2)).unwrap();
    assert_eq!(webhooks(&store, "t")[0], PushRegistration::new(other, 2));
    assert_eq!(undelivered(&store), ["t"]);

    for id in ["w", "v", "w"] {
        now(store.delete_webhook(&alice(), "t", id)).unwrap();
    }
    assert_eq!(webhooks(&store, "t"), []);
    assert!(!now(store.get(&alice(), "t")).unwrap().unwrap().has_webhooks);
    assert_eq!(undelivered(&store), [""; 0]);
}

#[test]
fn without_the_task_there_is_no_webhook() {
    let store = MemoryStore::new();
    create(&store, "t");
    now(store.put_webhook(&alice(), &webhook("t", "w"), 1)).unwrap();
    let bob = Scope::new("acme", "bob");
    for (scope, id) in [(alice(), "unknown"), (bob, "t")] {
        let put = now(store.put_webhook(&scope, &webhook(id, "w"), 9));
        assert_eq!(kind(put), StoreErrorKind::NotFound);
        assert_eq!(
            kind(now(store.delete_webhook(&scope, id, "w"))),
            StoreErrorKind::NotFound
        );
        assert_eq!(now(store.webhooks(&scope, id)).unwrap(), None);
        now(store.delivered(&scope, id, "w", 9)).unwrap();
        now(store.give_up(&scope, id, "w", &failure(1))).unwrap();
        assert_eq!(now(store.dead_letters(&scope, 9)).unwrap(), []);
    }
    assert_eq!(
        webhooks(&store, "t"),
        [PushRegistration::new(webhook("t", "w"), 1)]
    );
}

#[test]
fn what_is_to_come_and_what_was_worked_on_are_in_the_order_of_their_keys() {
    let store = MemoryStore::new();
    let mut keys = Vec::new();
    for number in 0..300 {
        // Every other scope has a tenant, and a principal, whose order is not that of the numbers.
        let tenant = if number % 2 == 0 { "" } else { "t" };
        let scope = Scope::new(tenant, ["b", "a", "ab"][number % 3]);
        let task_id = format!("{:03}", (number * 7) % 300);
        now(store.create(&scope, &first(submitted(&task_id)), Some(&webhook(&task_id, "w")))).unwrap();
        keys.push(TaskKey { scope, task_id });
    }
    keys.sort();
    let mut found: [Vec<TaskKey>; 2] = Default::default();
    for _ in 0..4 {
        let page = now(store.undelivered(found[0].last(), 77)).unwrap();
        found[0].extend(page);
        let page = now(store.unfinished(found[1].last(), 77)).unwrap();
        assert!(page.len() <= 77);
        found[1].extend(page);
    }
    assert_eq!(found[0], keys);
    assert_eq!(found[1], keys);
    assert_eq!(now(store.unfinished(keys.last(), 77)).unwrap(), []);
    assert_eq!(now(store.unfinished(None, 0)).unwrap(), []);

    for (number, key) in keys.iter().enumerate() {
        let end = [TaskState::Completed, TaskState::InputRequired, TaskState::Working][number % 3].clone();
        now(store.append(&key.scope, &key.task_id, &state(2, end))).unwrap();
        let delivered = 1 + number as u64 % 2;
        now(store.delivered(&key.scope, &key.task_id, "w", delivered)).unwrap();
    }
    let every = |step: usize, from: usize| keys.iter().skip(from).step_by(step).cloned().collect::<Vec<_>>();
    assert_eq!(now(store.unfinished(None, 999)).unwrap(), every(3, 2));
    assert_eq!(now(store.undelivered(None, 999)).unwrap(), every(2, 0));
}

#[test]
fn dead_letters_come_oldest_first() {
    let store = MemoryStore::new();
    for (second, id) in [(30, "a"), (10, "b"), (20, "c")] {
        now(store.create(&alice(), &first(submitted(id)), Some(&webhook(id, "w")))).unwrap();
        now(store.put_webhook(&alice(), &webhook(id, "alive"), 9)).unwrap();
        now(store.give_up(&alice(), id, "w", &failure(second))).unwrap();
    }
    let letters = |limit| {
        let letters = now(store.dead_letters(&alice(), limit)).unwrap();
        letters
            .into_iter()
            .map(|letter| letter.config.task_id)
            .collect::<Vec<_>>()
    };
    assert_eq!(letters(9), ["b", "c", "a"]);
    assert_eq!(letters(2), ["b", "c"]);
    assert_eq!(letters(0), [""; 0]);
    assert_eq!(
        now(store.dead_letters(&Scope::new("acme", "bob"), 9)).unwrap(),
        []
    );
}

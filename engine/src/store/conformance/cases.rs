//! The list of cases, as a table and as tests.

use super::{Case, dropped, entries, fold, list, log, outbox, races, restart, scopes, unfinished, webhooks};

/// Tests a [`TaskStore`](crate::store::TaskStore): makes a `#[test]` of each case of the suite, where it stands.
///
/// Takes what [`Subject::new`](crate::store::conformance::Subject::new) takes, or what
/// [`Subject::lasting`](crate::store::conformance::Subject::lasting) takes: see
/// [`conformance`](crate::store::conformance).
#[macro_export]
macro_rules! store_conformance {
    ($make:expr $(,)?) => {
        fn conformance_subject() -> $crate::store::conformance::Subject {
            $crate::store::conformance::Subject::new($make)
        }
        $crate::__store_cases!([$crate::__store_tests]);
    };
    ($storage:expr, $open:expr $(,)?) => {
        fn conformance_subject() -> $crate::store::conformance::Subject {
            $crate::store::conformance::Subject::lasting($storage, $open)
        }
        $crate::__store_cases!([$crate::__store_tests]);
        $crate::__store_cases_of_restarts!([$crate::__store_tests]);
    };
}

/// Makes a test of each case.
#[doc(hidden)]
#[macro_export]
macro_rules! __store_tests {
    ($($subject:ident { $($name:ident: $rule:literal,)* })*) => {
        $($(
            #[test]
            fn $name() -> ::core::result::Result<(), $crate::store::conformance::Violation> {
                $crate::store::conformance::test(::core::stringify!($name), &conformance_subject())
            }
        )*)*
    };
}

/// Makes a table of the cases.
macro_rules! table {
    ($lasting:literal $($subject:ident { $($name:ident: $rule:literal,)* })*) => {
        &[$($(Case {
            name: stringify!($name),
            rule: $rule,
            lasting: $lasting,
            run: |lab| Box::pin($subject::$name(lab)),
        },)*)*]
    };
}

/// The cases for every store, each with its rule. Hands them to a macro.
#[doc(hidden)]
#[macro_export]
macro_rules! __store_cases {
    ([$($then:tt)*] $($with:literal)?) => { $($then)*! { $($with)?
        log {
            a_rich_task_comes_back: "what is created comes back as it was, whatever JSON it is of",
            rich_entries_come_back: "what is appended comes back as it was, whatever JSON it is of",
            any_string_is_an_id: "any string is the id of a task, and no two are taken for each other",
            an_id_is_used_once: "create is a conflict if the scope has a task with this id",
            a_log_begins_with_entry_one: "create with another number than 1 is a conflict",
            entries_are_numbered_without_gaps: "an append with any other number than the next one is a conflict and changes nothing",
            a_task_in_a_terminal_state_is_final: "nothing is appended to a task in a terminal state",
            other_states_are_not_final: "a task in any other state, known or not, goes on",
            a_missing_task_is_not_found: "each method says in its own way that there is no such task",
        }
        fold {
            the_task_is_the_fold_of_its_log: "the task is the fold of its log, in get and in list",
        }
        entries {
            entries_are_read_from_anywhere: "entries are those after a number, at most so many, and none if there are none yet",
            a_long_log_has_no_gap: "entries are all that follow, or None if the log does not go back that far",
            what_webhooks_have_to_come_is_kept: "the store keeps the entries that some webhook has to come",
            a_webhook_of_a_long_log_has_the_latest_to_come: "of what a webhook has to come, at least the latest entries are kept",
        }
        scopes {
            a_foreign_task_is_a_missing_task: "whatever is not in the scope is answered for as if it did not exist",
            scopes_may_use_the_same_id: "tasks of the same id in several scopes have nothing to do with each other",
            scopes_are_told_apart_exactly: "no two tenants or principals are taken for each other",
            webhooks_of_another_scope_stay: "dead letters are those of one scope",
        }
        list {
            pages_of_any_size_have_each_task_once: "the pages have each task once, latest status first",
            filters_narrow_together: "filters narrow the set together, and total counts what passes them",
            since_is_exact: "since is of this time or later, to the nanosecond",
            any_time_has_its_place: "any time has its place in the list, and so has none",
            any_string_is_a_context: "any string is a context, and no two are taken for each other",
            artifacts_come_when_wanted: "listed tasks have their artifacts if the query wants them",
            a_task_moves_when_its_status_changes: "a task stands where its present status belongs",
            a_position_is_good_without_its_task: "a position is a key: it is good whether a task has it or not",
            a_walk_is_not_disturbed_by_changes: "what comes in before a position moves nothing behind it",
            a_walk_through_equal_times_is_not_disturbed: "tasks of the same time keep their order",
        }
        unfinished {
            unfinished_are_those_being_worked_on: "unfinished are the tasks that are neither terminal nor interrupted",
            unfinished_come_in_the_order_of_their_keys: "unfinished come in the order of their keys, after a key, at most so many",
        }
        webhooks {
            an_inline_webhook_has_all_to_come: "a webhook that is created with the task has all of the log to come",
            a_later_webhook_has_what_follows_to_come: "a webhook has what comes from its registration on to come",
            webhooks_stay_in_order: "webhooks come in the order in which they were registered",
            a_webhook_is_replaced_in_its_place: "a webhook that replaces another goes on where that one stands, and its failure is forgotten",
            the_limit_counts_other_webhooks: "put_webhook is full if the task has so many webhooks with other ids",
            deleting_twice_is_fine: "nothing happens if there is no webhook with this id",
            any_string_is_an_id_of_a_webhook: "any string is the id of a webhook, and no two are taken for each other",
        }
        outbox {
            delivered_never_goes_back: "nothing happens if a webhook has been told more already",
            undelivered_are_tasks_with_something_to_come: "undelivered are tasks with a webhook that has something to come",
            deleting_a_webhook_takes_back_what_it_had_to_come: "a webhook that is gone has nothing to come",
            undelivered_come_in_the_order_of_their_keys: "undelivered come in the order of their keys, after a key, at most so many",
            what_is_given_up_is_a_dead_letter: "a webhook that is given up is a dead letter until it is replaced or deleted",
            the_oldest_dead_letter_comes_first: "dead letters come oldest failure first, at most so many",
        }
        races {
            of_appends_at_once_one_wins: "of two that append at the same time one wins",
            readers_never_go_back: "what was appended is seen by every call that begins after that, by get and list alike",
            of_creates_at_once_one_wins: "of two that create the same task one wins",
            of_last_words_at_once_one_wins: "of two that end a task one wins",
            tasks_do_not_disturb_each_other: "what happens to one task does not concern another",
            webhooks_at_once_keep_the_limit: "the limit of webhooks holds for those that come at the same time",
            deliveries_at_once_leave_the_greatest: "deliveries that are recorded at the same time leave the greatest",
        }
        dropped {
            a_dropped_append_happens_or_not: "an append that is dropped has happened or has not",
            a_dropped_create_happens_or_not: "a create that is dropped has happened or has not, the webhook included",
            dropped_changes_of_webhooks_happen_or_not: "a change of a webhook that is dropped has happened or has not",
            dropped_readers_leave_no_trace: "the store is in order after calls that were dropped",
        }
    } };
}

/// The cases for stores that last. Hands them to a macro.
#[doc(hidden)]
#[macro_export]
macro_rules! __store_cases_of_restarts {
    ([$($then:tt)*] $($with:literal)?) => { $($then)*! { $($with)?
        restart {
            tasks_last: "a task that was created is there after a restart",
            entries_last: "an entry that was appended is there after a restart, and the log goes on behind it",
            finality_lasts: "a task that is over is over after a restart",
            unfinished_last: "what was being worked on is known after a restart",
            positions_last: "a position is good after a restart",
            webhooks_last: "webhooks, and how far they have been told, are there after a restart",
        }
    } };
}

const ALWAYS: &[Case] = __store_cases!([table] false);
const AFTER_RESTARTS: &[Case] = __store_cases_of_restarts!([table] true);

/// All cases, those for stores that last at the end.
pub fn cases() -> impl Iterator<Item = &'static Case> {
    ALWAYS.iter().chain(AFTER_RESTARTS)
}

//! The suite must catch each mutant, and each case of the suite must catch one.

use crate::mutant::Bug::{self, *};
use crate::mutant::Mutant;
use a2a_engine::store::conformance::{Subject, cases, test};
use std::collections::BTreeSet;

/// Each mutant, with cases that catch it.
const CAUGHT: &[(Bug, &[&str])] = &[
    (BigNumbersAreRounded, &["a_rich_task_comes_back"]),
    (SaidIsForgotten, &["rich_entries_come_back"]),
    (SaidIsNotFolded, &["the_task_is_the_fold_of_its_log"]),
    (ChunksReplace, &["the_task_is_the_fold_of_its_log"]),
    (GetTrimsIds, &["any_string_is_an_id"]),
    (WebhookIdsIgnoreCase, &["any_string_is_an_id_of_a_webhook"]),
    (ContextsIgnoreCase, &["any_string_is_a_context"]),
    (TenantsIgnoreCase, &["scopes_are_told_apart_exactly"]),
    (ScopesAreJoined, &["a_foreign_task_is_a_missing_task"]),
    (CreateForgetsScope, &["scopes_may_use_the_same_id"]),
    (GetForgetsScope, &["a_foreign_task_is_a_missing_task"]),
    (EntriesForgetScope, &["a_foreign_task_is_a_missing_task"]),
    (AppendForgetsScope, &["a_foreign_task_is_a_missing_task"]),
    (WebhooksForgetScope, &["a_foreign_task_is_a_missing_task"]),
    (PutForgetsScope, &["a_foreign_task_is_a_missing_task"]),
    (DeleteForgetsScope, &["a_foreign_task_is_a_missing_task"]),
    (DeliveredForgetsScope, &["a_foreign_task_is_a_missing_task"]),
    (GiveUpForgetsScope, &["a_foreign_task_is_a_missing_task"]),
    (DeadLettersForgetScope, &["webhooks_of_another_scope_stay"]),
    (ListForgetsScope, &["a_foreign_task_is_a_missing_task"]),
    (ForeignErrorsDiffer, &["a_foreign_task_is_a_missing_task"]),
    (CreateReplaces, &["an_id_is_used_once"]),
    (CreateTakesAnyNumber, &["a_log_begins_with_entry_one"]),
    (AppendTakesGaps, &["entries_are_numbered_without_gaps"]),
    (ConflictsChangeTasks, &["entries_are_numbered_without_gaps"]),
    (LastIsOffByOne, &["entries_are_numbered_without_gaps"]),
    (TerminalIsNotFinal, &["a_task_in_a_terminal_state_is_final"]),
    (InterruptedIsFinal, &["other_states_are_not_final"]),
    (MissingIsAnError, &["a_missing_task_is_not_found"]),
    (EntriesAreInclusive, &["entries_are_read_from_anywhere"]),
    (EntriesIgnoreLimit, &["entries_are_read_from_anywhere"]),
    (EntriesHaveGaps, &["a_long_log_has_no_gap"]),
    (
        EntriesOfTheFinishedAreDropped,
        &["what_webhooks_have_to_come_is_kept"],
    ),
    (
        FewEntriesAreKept,
        &[
            "a_long_log_has_no_gap",
            "a_webhook_of_a_long_log_has_the_latest_to_come",
        ],
    ),
    (
        ListIsStale,
        &["a_task_moves_when_its_status_changes", "readers_never_go_back"],
    ),
    (TotalIsOfThePage, &["pages_of_any_size_have_each_task_once"]),
    (NextIsAlwaysThere, &["pages_of_any_size_have_each_task_once"]),
    (OneThatFollowsIsLost, &["pages_of_any_size_have_each_task_once"]),
    (ContextHidesState, &["filters_narrow_together"]),
    (SinceIsExclusive, &["since_is_exact", "filters_narrow_together"]),
    (SinceIsInMilliseconds, &["since_is_exact"]),
    (TimelessAreUnlisted, &["any_time_has_its_place"]),
    (ArtifactsAlwaysCome, &["artifacts_come_when_wanted"]),
    (ArtifactsNeverCome, &["artifacts_come_when_wanted"]),
    (ListIsInOrderOfCreation, &["a_task_moves_when_its_status_changes"]),
    (CursorIsAnOffset, &["a_walk_is_not_disturbed_by_changes"]),
    (
        CursorNeedsItsTask,
        &[
            "a_position_is_good_without_its_task",
            "a_walk_is_not_disturbed_by_changes",
        ],
    ),
    (CursorIsATime, &["a_walk_through_equal_times_is_not_disturbed"]),
    (
        InterruptedAreUnfinished,
        &["unfinished_are_those_being_worked_on"],
    ),
    (
        KeysAreInOrderOfCreation,
        &[
            "unfinished_come_in_the_order_of_their_keys",
            "undelivered_come_in_the_order_of_their_keys",
        ],
    ),
    (
        KeysAreInclusive,
        &[
            "unfinished_come_in_the_order_of_their_keys",
            "undelivered_come_in_the_order_of_their_keys",
        ],
    ),
    (
        KeysIgnoreLimit,
        &[
            "unfinished_come_in_the_order_of_their_keys",
            "undelivered_come_in_the_order_of_their_keys",
        ],
    ),
    (InlineMissesTheFirst, &["an_inline_webhook_has_all_to_come"]),
    (
        LaterHasAllToCome,
        &[
            "a_later_webhook_has_what_follows_to_come",
            "deleting_a_webhook_takes_back_what_it_had_to_come",
        ],
    ),
    (WebhooksAreSorted, &["webhooks_stay_in_order"]),
    (ReplacedGoesLast, &["a_webhook_is_replaced_in_its_place"]),
    (ReplacedKeepsFailure, &["a_webhook_is_replaced_in_its_place"]),
    (ReplacedStartsAnew, &["a_webhook_is_replaced_in_its_place"]),
    (LimitCountsAll, &["the_limit_counts_other_webhooks"]),
    (DeletedTwiceIsAnError, &["deleting_twice_is_fine"]),
    (HasWebhooksIsNever, &["an_inline_webhook_has_all_to_come"]),
    (DeliveredGoesBack, &["delivered_never_goes_back"]),
    (
        FinishedAreDelivered,
        &["undelivered_are_tasks_with_something_to_come"],
    ),
    (GivenUpAreUndelivered, &["what_is_given_up_is_a_dead_letter"]),
    (DeadLettersAreNewestFirst, &["the_oldest_dead_letter_comes_first"]),
    (
        AppendIsTwoSteps,
        &["of_appends_at_once_one_wins", "of_last_words_at_once_one_wins"],
    ),
    (CreateIsTwoSteps, &["of_creates_at_once_one_wins"]),
    (PutIsTwoSteps, &["webhooks_at_once_keep_the_limit"]),
    (DeliveredIsTwoSteps, &["deliveries_at_once_leave_the_greatest"]),
    (AppendCopiesTheStore, &["tasks_do_not_disturb_each_other"]),
    (GetIsTorn, &["readers_never_go_back"]),
    (AppendFoldsLater, &["a_dropped_append_happens_or_not"]),
    (CreateRegistersLater, &["a_dropped_create_happens_or_not"]),
    (
        DeliveredLocksUntilItReturns,
        &["dropped_changes_of_webhooks_happen_or_not"],
    ),
    (GetLocksUntilItReturns, &["dropped_readers_leave_no_trace"]),
    (RestartLosesTheLatestTask, &["tasks_last"]),
    (RestartLosesTheLatestEntry, &["entries_last"]),
    (RestartForgetsFinality, &["finality_lasts"]),
    (RestartForgetsUnfinished, &["unfinished_last"]),
    (RestartMovesTasks, &["positions_last"]),
    (RestartForgetsDelivered, &["webhooks_last"]),
    (RestartForgetsFailures, &["webhooks_last"]),
];

fn subject(bug: Option<Bug>) -> Subject {
    Subject::lasting(
        async || Ok(Default::default()),
        async move |disk| Ok(Mutant::open(disk, bug)),
    )
}

#[test]
fn each_mutant_is_caught() {
    let mut escaped = Vec::new();
    for (bug, names) in CAUGHT {
        for name in *names {
            match test(name, &subject(Some(*bug))) {
                Ok(()) => escaped.push(format!("{name} does not catch {bug:?}")),
                Err(violation) => println!("{bug:?} is caught by {name}: {violation}"),
            }
        }
    }
    assert_eq!(escaped, [""; 0]);
}

#[test]
fn each_case_catches_a_mutant() {
    let catching: BTreeSet<&str> = CAUGHT.iter().flat_map(|(_, names)| *names).copied().collect();
    let all: BTreeSet<&str> = cases().map(|case| case.name).collect();
    assert_eq!(catching, all);
}

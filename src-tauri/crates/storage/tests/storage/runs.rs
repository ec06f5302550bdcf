//! The list of past runs.

use tessera_storage::{MOST_RUNS, RunSummary};
use uuid::Uuid;

use crate::{database, id, small_run};

fn starts(runs: &[RunSummary]) -> Vec<i64> {
    runs.iter().map(|run| run.started_at.as_second() - crate::now().as_second()).collect()
}

#[test]
fn runs_are_listed_newest_first_page_by_page() {
    let (_folder, database) = database();
    for seconds in [3, 1, 4, 1, 5] {
        database.runs().save(&small_run("lab", seconds)).unwrap();
    }
    database.runs().save(&small_run("other", 2)).unwrap();
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = database.runs().list(Some(&id("lab")), after.as_ref(), 2).unwrap();
        assert!(page.runs.len() <= 2);
        seen.extend(starts(&page.runs));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen, [5, 4, 3, 1, 1], "each once, also those that began together");
    let all = database.runs().list(None, None, 100).unwrap();
    assert_eq!((starts(&all.runs), all.next), (vec![5, 4, 3, 2, 1, 1], None));
}

#[test]
fn a_run_comes_back_with_its_report_until_it_is_deleted() {
    let (_folder, database) = database();
    let mut kept = small_run("lab", 1);
    (kept.summary.account, kept.summary.platform) = (None, None);
    database.runs().save(&kept).unwrap();
    assert_eq!(database.runs().get(kept.summary.id).unwrap(), Some(kept.clone()));
    assert_eq!(database.runs().delete(kept.summary.id).unwrap(), Some(kept.clone()), "for undoing");
    assert_eq!(database.runs().get(kept.summary.id).unwrap(), None);
    assert_eq!(database.runs().delete(Uuid::new_v4()).unwrap(), None);
    database.runs().save(&kept).unwrap();
    assert_eq!(database.runs().get(kept.summary.id).unwrap(), Some(kept));
}

#[test]
fn a_run_that_is_saved_again_stands_there_once() {
    let (_folder, database) = database();
    let mut kept = small_run("lab", 1);
    database.runs().save(&kept).unwrap();
    kept.summary.verdict = "refused".to_owned();
    database.runs().save(&kept).unwrap();
    assert_eq!(database.runs().list(None, None, 10).unwrap().runs, [kept.summary]);
}

#[test]
fn all_runs_of_one_environment_are_deleted_and_no_others() {
    let (_folder, database) = database();
    for environment in ["lab", "other", "lab"] {
        database.runs().save(&small_run(environment, 1)).unwrap();
    }
    assert_eq!(database.runs().delete_all(Some(&id("lab"))).unwrap(), 2);
    let left = database.runs().list(None, None, 10).unwrap().runs;
    assert_eq!(left.iter().map(|run| run.environment.as_str()).collect::<Vec<_>>(), ["other"]);
}

#[test]
fn the_oldest_run_goes_when_there_are_too_many() {
    let database = tessera_storage::Database::in_memory().unwrap();
    let most = i64::from(MOST_RUNS);
    for seconds in 0..=most {
        database.runs().save(&small_run("lab", seconds)).unwrap();
    }
    let all = starts(&database.runs().list(None, None, 2 * MOST_RUNS).unwrap().runs);
    assert_eq!((all.len(), all.first(), all.last()), (MOST_RUNS as usize, Some(&most), Some(&1)));
}

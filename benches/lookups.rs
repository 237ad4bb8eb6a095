//! `GetTask` and `ListTasks` in stores that hold many tasks: how long an answer takes, over HTTP, on one connection.

use crate::Outcome;
use crate::child::Server;
use crate::cores::Cores;
use crate::engine::STORES;
use crate::load::Connection;
use crate::report::table;
use crate::requests::{FLOOR_SEND, call};
use crate::server::{TASKS_PER_CONTEXT, WAITING_EVERY, context_id};
use crate::statistics::{duration, figure, grouped, number, percentile};
use a2a_bindings::Bytes;
use a2a_bindings::v1_0::{GetTaskRequest, ListTasksRequest, ListTasksResponse, Task, TaskState};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::time::{Duration, Instant};

const PAGE_SIZES: [usize; 2] = [1, 50];

#[derive(Deserialize)]
struct Answer<T> {
    result: T,
}

/// A filled store behind the engine.
struct Filled {
    server: Server,
    connection: Connection,
    tasks: usize,
    /// How long each question is asked.
    time: Duration,
}

/// The table.
pub(crate) async fn measure(cores: &Cores, quick: bool) -> Outcome<String> {
    let sizes: &[usize] = if quick {
        &[2_000, 10_000]
    } else {
        &[100_000, 1_000_000]
    };
    let time = if quick {
        Duration::from_millis(50)
    } else {
        Duration::from_secs(2)
    };
    let mut rows = Vec::new();
    let mut fills = String::new();
    for store in STORES {
        // To fill a file with a million tasks, each in three transactions, takes longer than anybody waits.
        let sizes = if *store == "sqlite" {
            sizes.get(..1)
        } else {
            Some(sizes)
        };
        for &tasks in sizes.unwrap_or_default() {
            let mut server = Server::engine(cores, "scripted", store, tasks)?;
            let filled = server.ask(&format!("fill {tasks}"))?;
            let mut words = filled.split(' ');
            let seconds: f64 = words.next().unwrap_or_default().parse()?;
            let ids: Vec<_> = words.map(str::to_owned).collect();
            let name = format!("{store}, {}", grouped(tasks));
            fills.push_str(&format!(
                "\nFilling {name}: {} through the engine, {} tasks/s.",
                duration(seconds),
                figure(number(tasks) / seconds)
            ));
            let connection = Connection::open(server.address()).await?;
            let mut filled = Filled {
                server,
                connection,
                tasks,
                time,
            };
            rows.extend(filled.ask_everything(&name, &ids).await?);
        }
    }
    let head = ["store, tasks", "question", "answers", "p50", "p99", "max"];
    Ok(format!("{}{fills}\n", table(&head, &rows)))
}

impl Filled {
    async fn ask_everything(&mut self, name: &str, ids: &[String]) -> Outcome<Vec<Vec<String>>> {
        let mut rows = vec![self.get(ids).await?];
        let waiting = self.tasks / WAITING_EVERY;
        // From the middle of the store.
        let context = context_id(self.tasks / 2);
        for size in PAGE_SIZES {
            let request = ListTasksRequest::new().with_page_size(i32::try_from(size)?);
            let first: ListTasksResponse = result(&self.connection.call(&self.list(&request)?).await?)?;
            let questions = [
                ("all", request.clone(), self.tasks),
                (
                    "by context",
                    request.clone().with_context_id(&context),
                    TASKS_PER_CONTEXT,
                ),
                (
                    "by status, 1 %",
                    request.clone().with_status(TaskState::InputRequired),
                    waiting,
                ),
                (
                    "by status, 99 %",
                    request.clone().with_status(TaskState::Completed),
                    self.tasks - waiting,
                ),
                (
                    "second page",
                    request.with_page_token(first.next_page_token),
                    self.tasks,
                ),
            ];
            for (question, request, total) in questions {
                let request = self.list(&request)?;
                let check = |answer: &Bytes| {
                    let page: ListTasksResponse = result(answer)?;
                    let expected = (size.min(total), i32::try_from(total)?);
                    if (page.tasks.len(), page.total_size) == expected {
                        Ok(())
                    } else {
                        Err(format!("{question}: {} of {} tasks", page.tasks.len(), page.total_size).into())
                    }
                };
                let times = self.time(&[request], check).await?;
                rows.push(row(&format!("ListTasks {question}, page of {size}"), times));
            }
        }
        for row in &mut rows {
            row.insert(0, name.to_owned());
        }
        Ok(rows)
    }

    async fn get(&mut self, ids: &[String]) -> Outcome<Vec<String>> {
        let get = |id: &String| call(&self.server, FLOOR_SEND, "GetTask", &GetTaskRequest::new(id));
        let requests = ids.iter().map(get).collect::<Outcome<Vec<_>>>()?;
        let check = |answer: &Bytes| result::<Task>(answer).map(drop);
        Ok(row("GetTask", self.time(&requests, check).await?))
    }

    fn list(&self, request: &ListTasksRequest) -> Outcome<Vec<u8>> {
        call(&self.server, FLOOR_SEND, "ListTasks", request)
    }

    /// How long the answers to the requests take, in seconds; the requests are repeated until the time is up.
    async fn time(
        &mut self,
        requests: &[Vec<u8>],
        check: impl Fn(&Bytes) -> Outcome<()>,
    ) -> Outcome<Vec<f64>> {
        let mut times = Vec::new();
        let until = Instant::now() + self.time;
        for request in requests.iter().cycle() {
            let started = Instant::now();
            let answer = self.connection.call(request).await?;
            times.push(started.elapsed().as_secs_f64());
            check(&answer)?;
            if Instant::now() >= until {
                break;
            }
        }
        Ok(times)
    }
}

fn row(question: &str, times: Vec<f64>) -> Vec<String> {
    let at = |percent| duration(percentile(times.iter().copied(), percent));
    let answers = grouped(times.len());
    vec![question.to_owned(), answers, at(50.0), at(99.0), at(100.0)]
}

fn result<T: DeserializeOwned>(answer: &[u8]) -> Outcome<T> {
    let answer: Answer<T> = serde_json::from_slice(answer)?;
    Ok(answer.result)
}

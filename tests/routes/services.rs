//! Ways from a service: asked in blocks, kept, proved without it, and refused with a clear word.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use linehaul_tables::{SheetFormat, write_market};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{route, town, verify_routes};

/// A service on this machine, which answers so; its address, and how often it was asked.
fn service(answer: impl Fn(&str) -> String + Send + 'static) -> (String, Arc<AtomicU64>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            let mut header = String::new();
            while reader.read_line(&mut header).is_ok_and(|n| n > 2) {
                header.clear();
            }
            count.fetch_add(1, Ordering::Relaxed);
            let body = answer(line.split(' ').nth(1).unwrap_or(""));
            let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length:";
            let _ = write!(stream, "{head} {}\r\n\r\n{body}", body.len());
        }
    });
    (address, asked)
}

/// A table as OSRM answers: seconds by the distance in degrees, and nothing between the first and the last of the block.
fn table(request: &str) -> String {
    let points = request.split("/driving/").nth(1).unwrap().split('?').next().unwrap();
    let points: Vec<(f64, f64)> = points
        .split(';')
        .map(|point| {
            let (lon, lat) = point.split_once(',').unwrap();
            (lon.parse().unwrap(), lat.parse().unwrap())
        })
        .collect();
    let list = |name: &str| -> Vec<usize> {
        let values = request.split(&format!("{name}=")).nth(1).unwrap().split('&').next().unwrap();
        values.split(';').map(|value| value.parse().unwrap()).collect()
    };
    assert!(points.len() <= 100);
    let row = |from: usize, per_degree: f64| -> Vec<Value> {
        let to = list("destinations").into_iter();
        to.map(|to| json!((points[from].0 - points[to].0).hypot(points[from].1 - points[to].1) * per_degree)).collect()
    };
    let tables = |per_degree: f64| list("sources").into_iter().map(|from| row(from, per_degree)).collect::<Vec<_>>();
    json!({ "code": "Ok", "durations": tables(9_000.0), "distances": tables(90_000.0) }).to_string()
}

#[test]
fn ways_are_asked_for_once_and_proved_without_the_service() {
    let folder = TempDir::new().unwrap();
    let (market, out) = (folder.path().join("market"), folder.path().join("routes"));
    write_market(&market, &town(), SheetFormat::Csv).unwrap();
    let (address, asked) = service(table);
    let search = ["--iterations", "50", "--quiet", "--osrm", &address];
    route(&market, &out, &search).assert_code(0);
    // 61 places are two blocks a side.
    assert_eq!(asked.load(Ordering::Relaxed), 4);
    verify_routes(&out, &market).assert_code(0);
    route(&market, &out, &search).assert_code(0);
    assert_eq!(asked.load(Ordering::Relaxed), 4);
    route(&market, &out, &["--why", "1"]).assert_code(0);
    std::fs::remove_file(out.join("matrix.parquet")).unwrap();
    verify_routes(&out, &market).assert_code(1);
}

#[test]
fn a_service_that_does_not_answer_is_named() {
    let folder = TempDir::new().unwrap();
    let (market, out) = (folder.path().join("market"), folder.path().join("routes"));
    write_market(&market, &town(), SheetFormat::Csv).unwrap();
    let refused = |address: &str, part: &str| {
        let finished = route(&market, &out, &["--iterations", "5", "--osrm", address]);
        finished.assert_code(2);
        assert!(finished.stderr.contains(part), "{}", finished.stderr);
    };
    refused("https://127.0.0.1:1", "is no address of a service");
    refused("http://127.0.0.1:1", "no answer");
    refused(&service(|_| "hello".to_owned()).0, "not the answer of a table service");
    refused(&service(|_| r#"{"code":"TooBig","message":"Too many"}"#.to_owned()).0, "it refuses: TooBig Too many");
    refused(&service(|_| r#"{"code":"Ok"}"#.to_owned()).0, "not a duration and a distance for each pair");
    assert!(!out.exists());
}

//! Chromium without a window, driven over the protocol of its developer tools: as much of it as pages need.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Message, WebSocket};

use crate::skipped::skip;

/// One browser at a time: several would only wait for each other, and frames would be timed under load.
static TURN: Mutex<()> = Mutex::new(());
/// Longest wait for an answer. A page takes about a second.
const PATIENCE: Duration = Duration::from_mins(1);

/// A browser with one page.
pub struct Browser {
    child: Child,
    socket: WebSocket<MaybeTlsStream<std::net::TcpStream>>,
    session: Option<String>,
    last_id: u64,
    events: Vec<Value>,
    /// Profile and downloads.
    folder: TempDir,
    _turn: MutexGuard<'static, ()>,
}

impl Browser {
    /// Starts the browser; `None` where there is none: the test is skipped.
    pub fn start() -> Option<Self> {
        let Some(program) = program() else {
            skip("chromium, to open pages in");
            return None;
        };
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = TempDir::new().unwrap();
        let mut child = Command::new(program)
            .args([
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
            ])
            .args(["--remote-debugging-port=0", "about:blank"])
            .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("chromium starts");
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = lines
            .find_map(|line| line.ok()?.strip_prefix("DevTools listening on ").map(str::to_owned))
            .expect("chromium says where it listens");
        // What else it says must go somewhere, or it would wait for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        let (socket, _) = tungstenite::connect(&address).expect("chromium answers");
        if let MaybeTlsStream::Plain(stream) = socket.get_ref() {
            stream.set_read_timeout(Some(PATIENCE)).unwrap();
        }
        let mut browser = Self { child, socket, session: None, last_id: 0, events: Vec::new(), folder, _turn: turn };
        let target = browser.call("Target.createTarget", &json!({ "url": "about:blank" }));
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        browser.session = browser.call("Target.attachToTarget", &attach)["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page", "Runtime", "Log", "Network", "Performance"] {
            browser.call(&format!("{domain}.enable"), &json!({}));
        }
        Some(browser)
    }

    /// Opens a file in a window of this size, and waits until it is drawn.
    pub fn open(&mut self, page: &Path, width: u32, theme: &str) {
        let size = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500 });
        self.call("Emulation.setDeviceMetricsOverride", &size);
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] });
        self.call("Emulation.setEmulatedMedia", &media);
        self.events.clear();
        self.call("Page.navigate", &json!({ "url": format!("file://{}", page.display()) }));
        while !self.events.iter().any(|event| event["method"] == "Page.loadEventFired") {
            self.receive();
        }
        self.frames(4);
    }

    /// Lets the page draw so many frames.
    pub fn frames(&mut self, n: usize) {
        self.eval(&format!(
            "new Promise((done) => {{ let n = {n}; const next = () => (n-- > 0 ? requestAnimationFrame(next) : done(0)); next(); }})"
        ));
    }

    /// The value of an expression, promises awaited.
    #[track_caller]
    pub fn eval(&mut self, expression: &str) -> Value {
        let arguments = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let answer = self.call("Runtime.evaluate", &arguments);
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {answer}");
        answer["result"]["value"].clone()
    }

    /// Presses and releases a key.
    pub fn press(&mut self, key: &str) {
        let text = if key == " " { " " } else { "" };
        for kind in ["keyDown", "keyUp"] {
            let text = if kind == "keyDown" { text } else { "" };
            self.call("Input.dispatchKeyEvent", &json!({ "type": kind, "key": key, "code": key, "text": text }));
        }
        self.frames(2);
    }

    /// Moves the pointer to a place of the window.
    pub fn point(&mut self, x: f64, y: f64) {
        self.call("Input.dispatchMouseEvent", &json!({ "type": "mouseMoved", "x": x, "y": y }));
        self.frames(2);
    }

    /// What the page did that it must not: errors, warnings of the policy, dialogs, requests for anything but itself.
    pub fn faults(&mut self) -> Vec<String> {
        self.frames(2);
        self.events.iter().filter(|event| is_fault(event)).map(Value::to_string).collect()
    }

    /// Runs an expression that downloads a file, and gives its text.
    pub fn download(&mut self, expression: &str) -> String {
        let folder = self.folder.path().join("downloads");
        std::fs::create_dir_all(&folder).unwrap();
        let session = self.session.take();
        let arguments = json!({ "behavior": "allow", "downloadPath": folder, "eventsEnabled": true });
        self.call("Browser.setDownloadBehavior", &arguments);
        self.session = session;
        self.eval(expression);
        let done =
            |event: &Value| event["method"] == "Browser.downloadProgress" && event["params"]["state"] == "completed";
        while !self.events.iter().any(done) {
            self.receive();
        }
        let file = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap();
        std::fs::read_to_string(file.path()).unwrap()
    }

    /// A figure of `Performance.getMetrics`.
    pub fn metric(&mut self, name: &str) -> f64 {
        let answer = self.call("Performance.getMetrics", &json!({}));
        let metrics = answer["metrics"].as_array().unwrap();
        metrics.iter().find(|metric| metric["name"] == name).unwrap()["value"].as_f64().unwrap()
    }

    fn call(&mut self, method: &str, arguments: &Value) -> Value {
        self.last_id += 1;
        let id = self.last_id;
        let mut message = json!({ "id": id, "method": method, "params": arguments });
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        self.socket.send(Message::text(message.to_string())).expect("chromium listens");
        loop {
            if let Some(mut answer) = self.receive().filter(|answer| answer["id"] == id) {
                assert!(answer["error"].is_null(), "{method}: {answer}");
                return answer["result"].take();
            }
        }
    }

    /// The next message, if it is an answer; an event is kept.
    fn receive(&mut self) -> Option<Value> {
        let message = self.socket.read().expect("chromium answers in time");
        let message: Value = serde_json::from_str(message.to_text().ok()?).ok()?;
        if message["id"].is_null() {
            self.events.push(message);
            return None;
        }
        Some(message)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Asked to close, it takes its helpers with it; the profile folder is removed after that.
        let message = json!({ "id": 0, "method": "Browser.close" }).to_string();
        if self.socket.send(Message::text(message)).is_err() {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

fn is_fault(event: &Value) -> bool {
    let details = &event["params"];
    match event["method"].as_str().unwrap_or_default() {
        "Runtime.exceptionThrown" | "Page.javascriptDialogOpening" | "Log.entryAdded" => true,
        "Runtime.consoleAPICalled" => details["type"] == "error" || details["type"] == "warning",
        "Network.requestWillBeSent" => {
            let url = details["request"]["url"].as_str().unwrap_or_default();
            details["type"] != "Document" && !url.starts_with("blob:")
        }
        _ => false,
    }
}

fn program() -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    std::env::split_paths(&folders)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .find(|program| program.is_file())
}

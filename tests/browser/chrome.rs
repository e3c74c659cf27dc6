//! A headless Chromium, spoken to in its own debugging protocol.

use serde_json::{Value, json};
use std::fs;
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tungstenite::{Message, WebSocket, client};

/// There is no browser on this machine.
pub(crate) struct Missing;

/// Nothing that is asked of the browser takes longer.
const PATIENCE: Duration = Duration::from_secs(30);

/// The browser; it goes when this is dropped.
pub(crate) struct Browser {
    process: Child,
    socket: WebSocket<TcpStream>,
    last_id: u64,
    /// What tabs said without being asked: session, method, parameters.
    events: Vec<(String, String, Value)>,
    tabs: Vec<String>,
    _profile: TempDir,
}

/// An open page.
pub(crate) struct Tab<'a> {
    browser: &'a mut Browser,
    session: String,
}

impl Browser {
    /// Starts it.
    pub(crate) fn launch() -> Result<Self, Missing> {
        let profile = tempfile::tempdir().expect("a temporary folder can be made");
        let start = |name: &&str| {
            Command::new(name)
                .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"])
                .args(["--disable-background-networking", "--disable-component-update", "--remote-debugging-port=0"])
                .arg(format!("--user-data-dir={}", profile.path().display()))
                .arg("about:blank")
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .ok()
        };
        let process = ["chromium", "chromium-browser", "google-chrome"].iter().find_map(start).ok_or(Missing)?;
        let (port, path) = address(profile.path());
        let stream = TcpStream::connect(("127.0.0.1", port)).expect("the browser listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("the time can be set");
        let (socket, _) = client(format!("ws://127.0.0.1:{port}{path}"), stream).expect("the browser shakes hands");
        Ok(Self { process, socket, last_id: 0, events: Vec::new(), tabs: Vec::new(), _profile: profile })
    }

    /// Opens a file in a tab of its own, on a screen of 1280 by 900, and waits until it is drawn.
    pub(crate) fn open(&mut self, file: &Path) -> Tab<'_> {
        let made = self.ask("", "Target.createTarget", json!({"url": "about:blank"}));
        let target = text(&made["targetId"]);
        self.tabs.push(target.clone());
        let attached = self.ask("", "Target.attachToTarget", json!({"targetId": target, "flatten": true}));
        let mut tab = Tab { session: text(&attached["sessionId"]), browser: self };
        for domain in ["Page", "Runtime", "Log", "Network"] {
            tab.ask(&format!("{domain}.enable"), json!({}));
        }
        tab.resize(1280, 900);
        tab.ask("Page.navigate", json!({"url": format!("file://{}", file.display())}));
        tab.wait("Page.loadEventFired");
        tab.settle();
        tab
    }

    /// Closes all tabs.
    pub(crate) fn close_tabs(&mut self) {
        for tab in std::mem::take(&mut self.tabs) {
            self.ask("", "Target.closeTarget", json!({"targetId": tab}));
        }
        self.events.clear();
    }

    fn ask(&mut self, session: &str, method: &str, params: Value) -> Value {
        self.last_id += 1;
        let id = self.last_id;
        let mut message = json!({"id": id, "method": method, "params": params});
        if !session.is_empty() {
            message["sessionId"] = session.into();
        }
        self.socket.send(Message::text(message.to_string())).expect("the browser listens");
        loop {
            let mut answer = self.hear();
            if answer["id"] == id {
                assert!(answer["error"].is_null(), "{method}: {}", answer["error"]);
                return answer["result"].take();
            }
        }
    }

    /// The next thing that the browser says; if it is an event, it is noted too.
    fn hear(&mut self) -> Value {
        let message = self.socket.read().expect("the browser answers in time");
        let heard: Value = serde_json::from_str(message.to_text().expect("it is text")).unwrap_or_default();
        if let Some(method) = heard["method"].as_str() {
            self.events.push((text(&heard["sessionId"]), method.to_owned(), heard["params"].clone()));
        }
        heard
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        _ = self.socket.send(Message::text(json!({"id": 0, "method": "Browser.close"}).to_string()));
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(3) && matches!(self.process.try_wait(), Ok(None)) {
            sleep(Duration::from_millis(20));
        }
        _ = self.process.kill();
        _ = self.process.wait();
    }
}

/// Where the browser listens, which it writes into its profile.
fn address(profile: &Path) -> (u16, String) {
    let begun = Instant::now();
    loop {
        let told = fs::read_to_string(profile.join("DevToolsActivePort")).unwrap_or_default();
        if let Some((port, path)) = told.split_once('\n').filter(|(_, path)| path.starts_with("/devtools")) {
            return (port.parse().expect("it is a port"), path.trim().to_owned());
        }
        assert!(begun.elapsed() < PATIENCE, "the browser does not start");
        sleep(Duration::from_millis(20));
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

impl Tab<'_> {
    /// Sends a command of the protocol.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Value {
        self.browser.ask(&self.session, method, params)
    }

    fn wait(&mut self, method: &str) {
        while !self.browser.events.iter().any(|(session, heard, _)| *session == self.session && heard == method) {
            self.browser.hear();
        }
    }

    /// Waits until what is under way is drawn.
    pub(crate) fn settle(&mut self) {
        self.run(
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(1)))))",
        );
    }

    /// What an expression comes to; a promise is waited for.
    pub(crate) fn run(&mut self, expression: &str) -> Value {
        let asked = json!({"expression": expression, "returnByValue": true, "awaitPromise": true, "userGesture": true, "allowUnsafeEvalBlockedByCSP": false});
        let mut answer = self.ask("Runtime.evaluate", asked);
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {}", answer["exceptionDetails"]);
        answer["result"]["value"].take()
    }

    /// A text of the page.
    pub(crate) fn text(&mut self, expression: &str) -> String {
        let value = self.run(expression);
        value.as_str().unwrap_or_else(|| panic!("{expression} is no text: {value}")).to_owned()
    }

    /// A number of the page.
    pub(crate) fn number(&mut self, expression: &str) -> f64 {
        let value = self.run(expression);
        value.as_f64().unwrap_or_else(|| panic!("{expression} is no number: {value}"))
    }

    /// Clicks in the middle of the first line of what a selector finds, as a hand does.
    pub(crate) fn click(&mut self, selector: &str) {
        let place = self.run(&format!(
            "(() => {{ const it = document.querySelector({selector:?}); it.scrollIntoView({{block: 'nearest'}}); \
             const [box] = it.getClientRects(); return [box.x + box.width / 2, box.y + box.height / 2]; }})()"
        ));
        for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
            let at = json!({"type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1});
            self.ask("Input.dispatchMouseEvent", at);
        }
        self.settle();
    }

    /// Presses a key: `Enter`, `Tab`, `End`, ` `.
    pub(crate) fn press(&mut self, key: &str) {
        let (code, number, types) = match key {
            "Enter" => ("Enter", 13, "\r"),
            "Tab" => ("Tab", 9, ""),
            "End" => ("End", 35, ""),
            " " => ("Space", 32, " "),
            other => panic!("no key {other}"),
        };
        for kind in ["keyDown", "keyUp"] {
            let typed = if kind == "keyDown" { types } else { "" };
            let event = json!({"type": kind, "key": key, "code": code, "windowsVirtualKeyCode": number, "text": typed});
            self.ask("Input.dispatchKeyEvent", event);
        }
        self.settle();
    }

    /// Makes the window so large; below 500 pixels it is a phone.
    pub(crate) fn resize(&mut self, width: u32, height: u32) {
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500});
        self.ask("Emulation.setDeviceMetricsOverride", metrics);
    }

    /// Shows the page on a medium, in a scheme.
    pub(crate) fn emulate(&mut self, medium: &str, scheme: &str) {
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        self.ask("Emulation.setEmulatedMedia", json!({"media": medium, "features": features}));
        self.settle();
    }

    /// Fails if the page said anything on the console, broke its policy, or asked for anything but itself.
    pub(crate) fn assert_quiet(&mut self) {
        self.settle();
        let own = |(session, ..): &&(String, String, Value)| *session == self.session;
        let mut requests = 0;
        for (_, method, said) in self.browser.events.iter().filter(own) {
            match method.as_str() {
                "Runtime.consoleAPICalled" | "Runtime.exceptionThrown" | "Log.entryAdded" => panic!("{method}: {said}"),
                "Page.javascriptDialogOpening" | "Page.windowOpen" => panic!("{method}: {said}"),
                "Network.requestWillBeSent" => requests += 1,
                _ => {}
            }
        }
        assert_eq!(requests, 1, "the file itself is all that a page asks for");
    }
}

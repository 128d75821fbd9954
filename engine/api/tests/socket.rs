//! Serving on a real socket.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what went wrong by failing")]

mod site;

use site::{Site, VILLAGE, application};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

/// Sends a request, and gives all that comes back until the connection ends.
async fn exchanged(stream: &mut TcpStream, request: &str) -> String {
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

fn start(token: &str) -> String {
    let body = application(VILLAGE).to_string();
    format!(
        "POST /api/v1/cases HTTP/1.1\r\nHost: doudi\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

#[tokio::test]
async fn a_request_under_way_is_answered_before_the_server_stops() {
    let site = Site::open().await;
    let token = site.token("李梅").await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let shutdown = async move {
        let _ = stopped.await;
    };
    let serving = tokio::spawn(api::serve(listener, site.service.clone(), shutdown));

    let mut first = TcpStream::connect(address).await.unwrap();
    let answer = exchanged(&mut first, &start(&token)).await;
    assert!(answer.starts_with("HTTP/1.1 201 Created\r\n"), "{answer}");
    assert!(answer.contains("KS-222403109200-2020-00001"), "{answer}");

    let mut idle = TcpStream::connect(address).await.unwrap();
    let mut under_way = TcpStream::connect(address).await.unwrap();
    let request = start(&token);
    let (begun, rest) = request.split_at(request.len() - 10);
    under_way.write_all(begun.as_bytes()).await.unwrap();
    // The health of the server is answered behind what was sent before, so by then the request above is under way.
    idle.write_all(b"GET /healthz HTTP/1.1\r\nHost: doudi\r\n\r\n").await.unwrap();
    let mut status = [0; 15];
    idle.read_exact(&mut status).await.unwrap();
    assert_eq!(&status, b"HTTP/1.1 200 OK");

    stop.send(()).unwrap();
    let answer = exchanged(&mut under_way, rest).await;
    assert!(answer.starts_with("HTTP/1.1 201 Created\r\n"), "{answer}");
    serving.await.unwrap().unwrap();
    assert!(TcpStream::connect(address).await.is_err(), "nobody listens any more");
}

//! Serving on a socket until told to stop.

use std::future::Future;
use std::io;
use std::time::Duration;

use axum::serve::ListenerExt;
use service::Service;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::router::router;

/// How long requests under way may take to end once the server was told to stop.
const SHUTDOWN_SECONDS_MAX: u64 = 10;

/// Serves until `shutdown` comes about; then takes no new requests, lets those under way end, and returns.
///
/// # Errors
/// If the listener fails.
pub async fn serve(
    listener: TcpListener,
    service: Service,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    // An answer is one small write: waiting for more to send with it would only delay it.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    let (told, told_to_stop) = oneshot::channel();
    let shutdown = async move {
        shutdown.await;
        // Nobody listens any more only if serving has ended already.
        let _ = told.send(());
    };
    let serving = axum::serve(listener, router(service)).with_graceful_shutdown(shutdown);
    tokio::select! {
        served = async { serving.await } => served,
        () = too_long(told_to_stop) => {
            tracing::warn!(seconds = SHUTDOWN_SECONDS_MAX, "connections were still open when the server stopped");
            Ok(())
        }
    }
}

/// A client that never ends its request must not keep the server from stopping.
async fn too_long(told_to_stop: oneshot::Receiver<()>) {
    if told_to_stop.await.is_err() {
        std::future::pending::<()>().await;
    }
    tokio::time::sleep(Duration::from_secs(SHUTDOWN_SECONDS_MAX)).await;
}

//! The turns of recurring duties.

use service::{Service, ServiceError};

/// The most turns in one transaction.
const BATCH_TURNS: usize = 256;

/// Lets every turn that has come take its effect; answers how many did. The writer is troubled only if one has come.
///
/// # Errors
/// Of the store. What took effect before stays.
pub(crate) async fn oblige_due(service: &Service) -> Result<usize, ServiceError> {
    let mut total = 0;
    while service.next_obliged().await?.is_some_and(|next| next <= service.now()) {
        let fired = service.oblige(BATCH_TURNS).await?.fired;
        total += fired;
        if fired == 0 {
            break;
        }
    }
    Ok(total)
}

//! What the world is like at the moment of a command: time, offices, parameters, calendars. All of it is an argument.

use definition::calendar::Calendars;
use definition::moment::Moment;
use definition::organisation::Organisation;
use definition::parameter::Parameters;

/// The world as a decision sees it.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The instant of the command.
    pub now: Moment,
    /// Offices, roles, people; effective-dated.
    pub organisation: &'a Organisation,
    /// Parameters; effective-dated.
    pub parameters: &'a Parameters,
    /// Working calendars.
    pub calendars: &'a Calendars,
}

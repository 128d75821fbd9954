//! A folder of mails, one file each.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use lettre::message::Mailbox;

use super::{Receipt, SendError, SettingsError};
use crate::compose::{compose, mailbox, message_id};
use crate::message::{Address, Message};
use crate::reason::{Reason, quote};

/// Tells two unfinished files of one process apart.
static UNFINISHED: AtomicU64 = AtomicU64::new(0);

/// A folder that gets one `<id>.eml` (RFC 5322) a message. The same id again replaces its file, so nothing is doubled.
#[derive(Clone, Debug)]
pub struct Directory {
    folder: PathBuf,
    from: Mailbox,
}

impl Directory {
    /// A folder, made when the first message comes, and the sender its mails name.
    ///
    /// # Errors
    /// The sender's address cannot be one.
    pub fn new(folder: impl Into<PathBuf>, from: &Address) -> Result<Self, SettingsError> {
        Ok(Self { folder: folder.into(), from: mailbox(from)? })
    }

    /// Where the mails are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) async fn send(&self, message: &Message, at_milliseconds: i64) -> Result<Receipt, SendError> {
        let bytes = compose(message, &self.from, at_milliseconds)?.formatted();
        let file = self.folder.join(format!("{}.eml", message.id));
        let written = {
            let file = file.clone();
            tokio::task::spawn_blocking(move || write_whole(&file, &bytes)).await
        };
        match written.unwrap_or_else(|stopped| Err(io::Error::other(stopped))) {
            Ok(()) => Ok(Receipt { message_id: message_id(message, &self.from), answer: file.display().to_string() }),
            Err(error) => Err(not_written(&file, &error)),
        }
    }
}

/// Under its name there is the old file or the whole new one, also after a power cut.
fn write_whole(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let number = UNFINISHED.fetch_add(1, Ordering::Relaxed);
    let unfinished = folder.join(format!(".{}-{number}.unfinished", std::process::id()));
    let result = write_and_rename(&unfinished, file, bytes);
    if result.is_err() {
        // What is left over would only be clutter; the first error is the one to tell.
        let _ = fs::remove_file(&unfinished);
    }
    result?;
    File::open(folder)?.sync_all()
}

fn write_and_rename(unfinished: &Path, file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut writer = File::create(unfinished)?;
    writer.write_all(bytes)?;
    writer.sync_all()?;
    fs::rename(unfinished, file)
}

fn not_written(file: &Path, error: &io::Error) -> SendError {
    let (file, error) = (quote(file.display()), quote(error));
    SendError::Temporary {
        reason: Reason::new(
            format!("邮件文件 {file} 写入失败（{error}），请检查磁盘空间和目录权限，系统将自动重试"),
            format!(
                "the mail file {file} cannot be written ({error}); check disk space and permissions, it is tried again"
            ),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Channel;

    const AT: i64 = 1_587_371_000_000;

    fn message(body: &str) -> Message {
        Message {
            id: "case-1.3".into(),
            to: Address::new("李梅", "a@example.cn"),
            subject: "期限提醒".into(),
            body: body.into(),
        }
    }

    fn channel(folder: &Path) -> Channel {
        Channel::Directory(Directory::new(folder, &Address::new("兜底", "doudi@example.cn")).unwrap())
    }

    fn names(folder: &Path) -> Vec<String> {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[tokio::test]
    async fn a_message_is_a_mail_any_mail_program_can_open() {
        let folder = tempfile::tempdir().unwrap();
        let receipt = channel(folder.path()).send(&message("您好"), AT).await.unwrap();
        assert_eq!(receipt.message_id, "<case-1.3@example.cn>");
        let bytes = fs::read(receipt.answer).unwrap();
        let mail = mail_parser::MessageParser::default().parse(&bytes).unwrap();
        assert_eq!(mail.subject(), Some("期限提醒"));
        assert_eq!(mail.message_id(), Some("case-1.3@example.cn"));
        assert_eq!(mail.body_text(0).unwrap().trim_end(), "您好");
        assert_eq!(mail.from().unwrap().first().unwrap().name(), Some("兜底"));
        assert_eq!(mail.to().unwrap().first().unwrap().address(), Some("a@example.cn"));
        assert_eq!(mail.date().unwrap().to_timestamp(), AT / 1_000);
    }

    #[tokio::test]
    async fn sending_again_replaces_and_leaves_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let channel = channel(&folder.path().join("made/when/needed"));
        channel.send(&message("一"), AT).await.unwrap();
        let receipt = channel.send(&message("二"), AT).await.unwrap();
        assert_eq!(names(&folder.path().join("made/when/needed")), ["case-1.3.eml"]);
        let bytes = fs::read(receipt.answer).unwrap();
        let mail = mail_parser::MessageParser::default().parse(&bytes).unwrap();
        assert_eq!(mail.body_text(0).unwrap().trim_end(), "二");
    }

    #[tokio::test]
    async fn a_folder_that_cannot_be_written_is_tried_again() {
        let folder = tempfile::tempdir().unwrap();
        let in_the_way = folder.path().join("mails");
        fs::write(&in_the_way, "a file where the folder should be").unwrap();
        let result = channel(&in_the_way).send(&message("一"), AT).await;
        assert!(matches!(result, Err(SendError::Temporary { .. })), "{result:?}");
    }

    #[tokio::test]
    async fn a_failed_write_leaves_no_unfinished_file() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("case-1.3.eml")).unwrap();
        let result = channel(folder.path()).send(&message("一"), AT).await;
        assert!(matches!(result, Err(SendError::Temporary { .. })), "{result:?}");
        assert_eq!(names(folder.path()), ["case-1.3.eml"]);
    }

    #[test]
    fn a_sender_without_a_mailbox_is_refused_at_once() {
        let error = Directory::new("mails", &Address::new("兜底", "doudi")).unwrap_err();
        assert!(error.reason.zh.contains("doudi"));
    }
}

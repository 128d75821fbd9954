//! Keys: one master key from a file or the environment, under it one data key a person, kept wrapped in the database.
//! Destroying a person's data key erases his sensitive values everywhere, while the chain of hashes holds.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use aes_gcm::aead::{Aead, Key, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use sm3::Sm3;
use zeroize::{Zeroize, Zeroizing};

use crate::error::{Result, StorageError};
use crate::store::Store;
use crate::subjects::SubjectId;

/// Bytes of every key.
pub(crate) const KEY_BYTES: usize = 32;
/// Bytes of a block of SM3, to which HMAC pads its key.
const SM3_BLOCK_BYTES: usize = 64;
/// Bytes of a nonce of AES-GCM.
const NONCE_BYTES: usize = 12;
/// The setting that says which master key a database belongs to.
const CHECK_SETTING: &str = "key.check";

/// How the name of a key file ends while it is written.
const UNFINISHED: &str = "unfinished";

type KeyBytes = Zeroizing<[u8; KEY_BYTES]>;

/// The master key of a database, as the two keys derived from it. Never shown, wiped when dropped.
pub struct Keys {
    wrapping: Aes256Gcm,
    index: KeyBytes,
}

/// The key of one person's sensitive values. Never shown, wiped when dropped.
pub struct SubjectKey {
    subject: SubjectId,
    cipher: Aes256Gcm,
    nonces: KeyBytes,
}

impl Keys {
    /// From the 32 bytes of a master key; they are wiped.
    pub fn from_bytes(mut master: [u8; KEY_BYTES]) -> Self {
        let keys =
            Self { wrapping: cipher(&derived(&master, "doudi wrapping 1")), index: derived(&master, "doudi index 1") };
        master.zeroize();
        keys
    }

    /// From a file of 64 hexadecimal digits.
    pub fn from_file(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path).map(Zeroizing::new);
        let text = text
            .map_err(|error| StorageError::Key(format!("the key file {} cannot be read: {error}", path.display())))?;
        Self::from_hex(&text, &path.display().to_string())
    }

    /// From an environment variable of 64 hexadecimal digits; none if it is not set.
    pub fn from_environment(variable: &str) -> Result<Option<Self>> {
        match std::env::var(variable).map(Zeroizing::new) {
            Ok(text) => Self::from_hex(&text, variable).map(Some),
            Err(std::env::VarError::NotPresent) => Ok(None),
            Err(error) => Err(StorageError::Key(format!("the variable {variable} cannot be read: {error}"))),
        }
    }

    /// Makes a new key file that only its owner can read. Never overwrites one. Once this returns the file is there for good;
    /// before that it is not there at all.
    pub fn create_file(path: &Path) -> Result<Self> {
        let master = Zeroizing::new(random::<KEY_BYTES>()?);
        let digits = Zeroizing::new(hex::encode(*master));
        put_private_file(path, digits.as_bytes())
            .map_err(|error| StorageError::Key(format!("the key file {} cannot be made: {error}", path.display())))?;
        Ok(Self::from_bytes(*master))
    }

    fn from_hex(text: &str, from: &str) -> Result<Self> {
        let mut master = Zeroizing::new([0; KEY_BYTES]);
        hex::decode_to_slice(text.trim(), &mut *master).map_err(|_| {
            StorageError::Key(format!(
                "expected 64 hexadecimal digits in {from}, found something else; run `doudi init` for a new key"
            ))
        })?;
        Ok(Self::from_bytes(*master))
    }

    /// The keyed digest under which a sensitive value is found: of the whole value, without spaces, letters large.
    pub fn digest(&self, value: &str) -> String {
        hex::encode(mac(&self.index, &[crate::search::whole(value).as_bytes()]))
    }

    /// A fresh key for a person, with its wrapped form.
    pub(crate) fn new_subject_key(&self, subject: SubjectId) -> Result<(SubjectKey, String)> {
        let data = Zeroizing::new(random::<KEY_BYTES>()?);
        let nonce = random::<NONCE_BYTES>()?;
        let wrapped = encrypt(&self.wrapping, nonce, &*data, subject.to_string().as_bytes())?;
        Ok((SubjectKey::new(subject, &data), wrapped))
    }

    /// A person's key from its wrapped form.
    pub(crate) fn subject_key(&self, subject: SubjectId, wrapped: &str) -> Result<SubjectKey> {
        let wrong = || {
            StorageError::Key(format!(
                "the key of subject {subject} cannot be unwrapped; is this the master key of this database?"
            ))
        };
        let data = decrypt(&self.wrapping, wrapped, subject.to_string().as_bytes()).ok_or_else(wrong)?;
        let data: [u8; KEY_BYTES] = data.as_slice().try_into().map_err(|_| wrong())?;
        Ok(SubjectKey::new(subject, &Zeroizing::new(data)))
    }

    fn check(&self) -> String {
        hex::encode(mac(&self.index, &[b"doudi key check"]))
    }
}

impl SubjectKey {
    fn new(subject: SubjectId, data: &[u8; KEY_BYTES]) -> Self {
        Self { subject, cipher: cipher(&derived(data, "doudi sealing 1")), nonces: derived(data, "doudi nonces 1") }
    }

    /// Whose key it is.
    pub fn subject(&self) -> SubjectId {
        self.subject
    }

    /// Encrypts under a nonce that follows from place and plaintext, so that the same value in the same place always gives
    /// the same bytes; two places or two values never share a nonce.
    pub(crate) fn encrypt(&self, place: &str, plaintext: &[u8]) -> Result<String> {
        let digest = mac(&self.nonces, &[place.as_bytes(), b"|", plaintext]);
        let mut nonce = [0; NONCE_BYTES];
        nonce.copy_from_slice(&digest[..NONCE_BYTES]);
        encrypt(&self.cipher, nonce, plaintext, place.as_bytes())
    }

    /// What was encrypted in a place; none if the bytes were changed or moved.
    pub(crate) fn decrypt(&self, place: &str, sealed: &str) -> Option<Zeroizing<Vec<u8>>> {
        decrypt(&self.cipher, sealed, place.as_bytes())
    }
}

impl Store {
    /// The same store with the master key. Fails if the database belongs to another one.
    pub async fn with_keys(mut self, keys: Keys) -> Result<Self> {
        let check = keys.check();
        match self.setting(CHECK_SETTING).await? {
            None => self.put_setting(CHECK_SETTING, &check).await?,
            Some(known) if known == check => {}
            Some(_) => return Err(StorageError::Key("this is not the master key of this database".to_owned())),
        }
        self.keys = Some(std::sync::Arc::new(keys));
        Ok(self)
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(..)")
    }
}

impl fmt::Debug for SubjectKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SubjectKey({})", self.subject)
    }
}

/// Random bytes of the operating system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|error| StorageError::Key(format!("the system gives no random numbers: {error}")))?;
    Ok(bytes)
}

fn cipher(key: &KeyBytes) -> Aes256Gcm {
    Aes256Gcm::new(&Key::<Aes256Gcm>::from(**key))
}

fn derived(key: &[u8; KEY_BYTES], purpose: &str) -> KeyBytes {
    Zeroizing::new(mac(key, &[purpose.as_bytes()]))
}

fn mac(key: &[u8; KEY_BYTES], parts: &[&[u8]]) -> [u8; KEY_BYTES] {
    // HMAC pads a short key with zeros itself; padding it here leaves nothing that could fail.
    let mut padded = Zeroizing::new([0; SM3_BLOCK_BYTES]);
    padded[..KEY_BYTES].copy_from_slice(key);
    let mut mac = <Hmac<Sm3> as hmac::KeyInit>::new(&(*padded).into());
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

fn encrypt(cipher: &Aes256Gcm, nonce: [u8; NONCE_BYTES], msg: &[u8], aad: &[u8]) -> Result<String> {
    let sealed = cipher.encrypt(&Nonce::from(nonce), Payload { msg, aad });
    let sealed = sealed.map_err(|_| StorageError::Key("a value is too long to be sealed".to_owned()))?;
    Ok(URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat()))
}

fn decrypt(cipher: &Aes256Gcm, text: &str, aad: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (nonce, msg) = bytes.split_first_chunk::<NONCE_BYTES>()?;
    cipher.decrypt(&Nonce::from(*nonce), Payload { msg, aad }).ok().map(Zeroizing::new)
}

/// Under another name first, so that a file half written is never taken for a key; then the name itself is synced, since a
/// loss of power may take a name that was not.
fn put_private_file(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let unfinished = path.with_extension(UNFINISHED);
    let mut file = private_file(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    // Fails if there is a file of this name.
    let linked = fs::hard_link(&unfinished, path);
    fs::remove_file(&unfinished)?;
    linked?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::File::open(folder)?.sync_all()
}

fn private_file(path: &Path) -> std::io::Result<fs::File> {
    let mut options = OpenOptions::new();
    // What a start that was interrupted has left is nobody's key yet.
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_hmac_sm3() {
        // HMAC-SM3 of the empty text under a zero key, as OpenSSL gives it.
        let digest = hex::encode(mac(&[0; KEY_BYTES], &[]));
        assert_eq!(digest, "0d23f72ba15e9c189a879aefc70996b06091de6e64d31b7a84004356dd915261");
    }

    #[test]
    fn a_key_file_is_whole_or_not_there_and_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("master.key");
        // A start that was interrupted while it wrote.
        fs::write(path.with_extension(UNFINISHED), "07").unwrap();
        let made = Keys::create_file(&path).unwrap();
        assert_eq!(Keys::from_file(&path).unwrap().digest("x"), made.digest("x"));
        assert!(Keys::create_file(&path).is_err());
        assert_eq!(Keys::from_file(&path).unwrap().digest("x"), made.digest("x"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn keys_are_never_shown() {
        let keys = Keys::from_bytes([7; KEY_BYTES]);
        let (key, wrapped) = keys.new_subject_key(SubjectId::from_bytes([1; 16])).unwrap();
        assert_eq!(format!("{keys:?}"), "Keys(..)");
        assert!(!format!("{key:?}").contains(&wrapped));
    }

    #[test]
    fn a_wrapped_key_opens_only_under_its_master_key_and_for_its_person() {
        let keys = Keys::from_bytes([7; KEY_BYTES]);
        let (one, other) = (SubjectId::from_bytes([1; 16]), SubjectId::from_bytes([2; 16]));
        let (key, wrapped) = keys.new_subject_key(one).unwrap();
        let sealed = key.encrypt("place", b"text").unwrap();
        let again = keys.subject_key(one, &wrapped).unwrap();
        assert_eq!(again.decrypt("place", &sealed).unwrap().as_slice(), b"text");
        assert!(again.decrypt("another place", &sealed).is_none());
        assert!(keys.subject_key(other, &wrapped).is_err());
        assert!(Keys::from_bytes([8; KEY_BYTES]).subject_key(one, &wrapped).is_err());
    }

    #[test]
    fn a_key_file_is_made_once_and_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("master.key");
        let made = Keys::create_file(&path).unwrap();
        assert!(Keys::create_file(&path).is_err());
        assert_eq!(Keys::from_file(&path).unwrap().digest("x"), made.digest("x"));
        fs::write(&path, "short").unwrap();
        assert!(Keys::from_file(&path).is_err());
    }
}

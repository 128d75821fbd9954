//! Preloaded into a server or a database under test, it stands between the process and libc, and tells it what a bad day would:
//! a disk that keeps only what was synced, a disk without room, a clock that is wrong. Told by environment variables:
//!
//! | variable | meaning |
//! | --- | --- |
//! | `SHIM_ROOT` | the folder below which the rest applies; without it the disk is as it is |
//! | `SHIM_MIRROR` | a folder that receives what a loss of power leaves, see [`mirror`] |
//! | `SHIM_NAMES` | `strict`, or `first_sync`: when the name of a new file is kept, see [`mirror::Names`] |
//! | `SHIM_LIE` | set: a sync is answered with success and nothing is kept |
//! | `SHIM_FULL` | a file; while it exists no file below the root can grow |
//! | `SHIM_CLOCK` | a file of two numbers: what is added to real time, and where it stands still if not 0, in nanoseconds |
//!
//! The only place in the repository with `unsafe`: functions of libc are replaced by name, and their arguments are raw pointers.

#![allow(unsafe_code, reason = "replacing libc's functions is unsafe by its nature")]
#![allow(
    clippy::missing_safety_doc,
    reason = "each function promises and demands exactly what libc's of the same name does"
)]

mod clock;
mod disk;
mod mirror;

use std::os::fd::RawFd;

use libc::{c_char, c_int, c_long, c_void, iovec, mode_t, off_t, size_t, ssize_t, time_t, timespec, timeval};

use disk::Disk;

/// Nanoseconds in a second.
const SECOND_NANOSECONDS: i64 = 1_000_000_000;

fn fail(errno: c_int) -> c_int {
    // SAFETY: the location is this thread's own.
    unsafe { *libc::__errno_location() = errno };
    -1
}

fn synced(fd: RawFd, call: c_long) -> c_int {
    match Disk::of(fd) {
        Some(disk) => {
            disk.sync(fd);
            0
        }
        // SAFETY: takes a number.
        None => unsafe { libc::syscall(call, fd) as c_int },
    }
}

/// Whether a write that reaches up to `end` must fail for want of room.
fn no_room(fd: RawFd, end: impl FnOnce() -> i64) -> bool {
    disk::is_full() && Disk::below_root(fd) && end() > size(fd)
}

fn size(fd: RawFd) -> i64 {
    // SAFETY: `stat` is plain data, and is given for as long as the call.
    unsafe {
        let mut stat: libc::stat = std::mem::zeroed();
        if libc::fstat(fd, &raw mut stat) == 0 { stat.st_size } else { i64::MAX }
    }
}

fn position(fd: RawFd) -> i64 {
    // SAFETY: takes numbers.
    unsafe { libc::lseek(fd, 0, libc::SEEK_CUR) }
}

unsafe fn length(parts: *const iovec, count: c_int) -> i64 {
    let count = usize::try_from(count).unwrap_or_default();
    // SAFETY: the caller of the replaced function vouches for so many parts.
    let parts = unsafe { std::slice::from_raw_parts(parts, count) };
    parts.iter().map(|part| part.iov_len as i64).sum()
}

/// Keeps the file, or the names of the folder.
#[unsafe(no_mangle)]
pub extern "C" fn fsync(fd: c_int) -> c_int {
    synced(fd, libc::SYS_fsync)
}

/// As [`fsync`]: a file's length is kept by both.
#[unsafe(no_mangle)]
pub extern "C" fn fdatasync(fd: c_int) -> c_int {
    synced(fd, libc::SYS_fdatasync)
}

/// Promises nothing, and so keeps nothing.
#[unsafe(no_mangle)]
pub extern "C" fn sync_file_range(fd: c_int, offset: i64, count: i64, flags: u32) -> c_int {
    if Disk::of(fd).is_some() {
        return 0;
    }
    // SAFETY: takes numbers.
    unsafe { libc::syscall(libc::SYS_sync_file_range, fd, offset, count, flags) as c_int }
}

/// Opens a file, unless in a way whose durability is not modelled here.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn open(path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
    // SAFETY: the arguments are passed on as they came; without O_CREAT the kernel does not look at the mode.
    let fd = unsafe { libc::syscall(libc::SYS_openat, libc::AT_FDCWD, path, flags, mode) as c_int };
    if fd >= 0 && flags & libc::O_DSYNC != 0 && Disk::of(fd).is_some() {
        disk::not_modelled("a file opened with O_SYNC or O_DSYNC");
    }
    fd
}

/// The same under its other name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn open64(path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
    // SAFETY: as the caller vouches.
    unsafe { open(path, flags | libc::O_LARGEFILE, mode) }
}

/// Writes, if there is room.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn write(fd: c_int, from: *const c_void, count: size_t) -> ssize_t {
    if no_room(fd, || position(fd) + count as i64) {
        return fail(libc::ENOSPC) as ssize_t;
    }
    // SAFETY: the arguments are passed on as they came.
    unsafe { libc::syscall(libc::SYS_write, fd, from, count) as ssize_t }
}

/// Writes, if there is room.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn writev(fd: c_int, parts: *const iovec, count: c_int) -> ssize_t {
    // SAFETY: as the caller vouches.
    if no_room(fd, || position(fd) + unsafe { length(parts, count) }) {
        return fail(libc::ENOSPC) as ssize_t;
    }
    // SAFETY: the arguments are passed on as they came.
    unsafe { libc::syscall(libc::SYS_writev, fd, parts, count) as ssize_t }
}

/// Writes, if there is room.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pwrite(fd: c_int, from: *const c_void, count: size_t, at: off_t) -> ssize_t {
    if no_room(fd, || at + count as i64) {
        return fail(libc::ENOSPC) as ssize_t;
    }
    // SAFETY: the arguments are passed on as they came.
    unsafe { libc::syscall(libc::SYS_pwrite64, fd, from, count, at) as ssize_t }
}

/// The same under its other name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pwrite64(fd: c_int, from: *const c_void, count: size_t, at: off_t) -> ssize_t {
    // SAFETY: as the caller vouches.
    unsafe { pwrite(fd, from, count, at) }
}

/// Writes, if there is room.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pwritev(fd: c_int, parts: *const iovec, count: c_int, at: off_t) -> ssize_t {
    // SAFETY: as the caller vouches.
    if no_room(fd, || at + unsafe { length(parts, count) }) {
        return fail(libc::ENOSPC) as ssize_t;
    }
    // SAFETY: the arguments are passed on as they came; the kernel takes the offset in two halves, the second 0 on 64 bits.
    unsafe { libc::syscall(libc::SYS_pwritev, fd, parts, count, at, 0) as ssize_t }
}

/// Makes room beforehand, if there is any.
#[unsafe(no_mangle)]
pub extern "C" fn posix_fallocate(fd: c_int, at: off_t, count: off_t) -> c_int {
    if no_room(fd, || at + count) {
        return libc::ENOSPC;
    }
    // SAFETY: takes numbers.
    match unsafe { libc::syscall(libc::SYS_fallocate, fd, 0, at, count) } {
        0 => 0,
        // SAFETY: the location is this thread's own.
        _ => unsafe { *libc::__errno_location() },
    }
}

/// The time, which may be wrong.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn clock_gettime(which: libc::clockid_t, time: *mut timespec) -> c_int {
    // SAFETY: the arguments are passed on as they came.
    let done = unsafe { libc::syscall(libc::SYS_clock_gettime, which, time) as c_int };
    let of_day = matches!(which, libc::CLOCK_REALTIME | libc::CLOCK_REALTIME_COARSE);
    if done == 0 && of_day && clock::is_ours() {
        // SAFETY: the kernel has just written there.
        let told = unsafe { &mut *time };
        let now = clock::told(told.tv_sec * SECOND_NANOSECONDS + told.tv_nsec);
        told.tv_sec = now.div_euclid(SECOND_NANOSECONDS);
        told.tv_nsec = now.rem_euclid(SECOND_NANOSECONDS);
    }
    done
}

/// The same under its other name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gettimeofday(time: *mut timeval, _zone: *mut c_void) -> c_int {
    let mut now = timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: `now` is ours, and the caller vouches for `time`.
    unsafe {
        let done = clock_gettime(libc::CLOCK_REALTIME, &raw mut now);
        if done == 0 && !time.is_null() {
            *time = timeval { tv_sec: now.tv_sec, tv_usec: now.tv_nsec / 1_000 };
        }
        done
    }
}

/// The same in whole seconds.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn time(into: *mut time_t) -> time_t {
    let mut now = timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: `now` is ours, and the caller vouches for `into`.
    unsafe {
        clock_gettime(libc::CLOCK_REALTIME, &raw mut now);
        if !into.is_null() {
            *into = now.tv_sec;
        }
    }
    now.tv_sec
}

//! Pages by key: the next page begins after the last row seen, so that no page costs more than the first.

/// The most rows of one page.
pub const PAGE_ROWS_MAX: u64 = 500;

/// Which rows are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<K> {
    /// Those after this one; the first ones if none.
    pub after: Option<K>,
    /// At most so many; never more than [`PAGE_ROWS_MAX`].
    pub limit: u64,
}

impl<K> Page<K> {
    /// The first rows.
    pub fn first(limit: u64) -> Self {
        Self { after: None, limit }
    }

    /// The rows after one already seen.
    pub fn after(key: K, limit: u64) -> Self {
        Self { after: Some(key), limit }
    }

    /// How many rows to ask the database for: one more than wanted tells whether there are more.
    pub(crate) fn fetched(&self) -> u64 {
        self.size() + 1
    }

    fn size(&self) -> u64 {
        self.limit.clamp(1, PAGE_ROWS_MAX)
    }

    /// Makes a page of what was fetched.
    pub(crate) fn listed<T>(&self, mut rows: Vec<T>, key: impl FnOnce(&T) -> K) -> Listed<T, K> {
        let size = usize::try_from(self.size()).unwrap_or(usize::MAX);
        let more = rows.len() > size;
        rows.truncate(size);
        let next = if more { rows.last().map(key) } else { None };
        Listed { rows, next }
    }
}

/// A page of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed<T, K> {
    /// The rows.
    pub rows: Vec<T>,
    /// Where the next page begins, if there is one.
    pub next: Option<K>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_whether_more_follows() {
        let page = Page::<i32>::first(2);
        assert_eq!(page.listed(vec![1, 2, 3], |row| *row), Listed { rows: vec![1, 2], next: Some(2) });
        assert_eq!(page.listed(vec![1, 2], |row| *row), Listed { rows: vec![1, 2], next: None });
        assert_eq!(Page::<i32>::first(u64::MAX).fetched(), PAGE_ROWS_MAX + 1);
    }
}

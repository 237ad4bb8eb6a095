//! What is kept of a body until its end.

/// Why something that passed is not there to be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Absence {
    /// It was more than the limit.
    TooLarge,
    /// The transcript does not have it, since a secret may be in it.
    Withheld,
}

/// What is kept of a body, up to a limit.
#[derive(Debug)]
pub(crate) struct Kept {
    bytes: Vec<u8>,
    length: usize,
    limit: usize,
    absent: Option<Absence>,
}

impl Kept {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            bytes: Vec::new(),
            length: 0,
            limit,
            absent: None,
        }
    }

    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.length = self.length.saturating_add(bytes.len());
        if self.length > self.limit {
            self.absent.get_or_insert(Absence::TooLarge);
        }
        if self.absent.is_some() {
            self.bytes = Vec::new();
        } else {
            self.bytes.extend_from_slice(bytes);
        }
    }

    /// There was this much, which cannot be seen.
    pub(crate) fn miss(&mut self, length: usize, absence: Absence) {
        self.length = self.length.saturating_add(length);
        self.absent = Some(absence);
        self.bytes = Vec::new();
    }

    /// How much there was, kept or not.
    pub(crate) fn length(&self) -> usize {
        self.length
    }

    /// All of it.
    ///
    /// # Errors
    /// It is not there.
    pub(crate) fn bytes(&self) -> Result<&[u8], Absence> {
        self.absent.map_or(Ok(self.bytes.as_slice()), Err)
    }
}

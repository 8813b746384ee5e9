//! Random choices that are the same on every machine.

/// A stream of random numbers (xorshift64*). The same seed gives the same stream, so a failing case can be repeated.
pub struct RandomChoices(u64);

impl RandomChoices {
    pub fn from_seed(seed: u64) -> Self {
        // From zero the stream would be zeros only.
        Self(if seed == 0 { 0x9e37_79b9_7f4a_7c15 } else { seed })
    }

    /// A number from 0 to `limit - 1`; 0 where the limit is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit.max(1)
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// True two times in three.
    pub fn often(&mut self) -> bool {
        self.below(3) != 0
    }

    /// True one time in five.
    pub fn seldom(&mut self) -> bool {
        self.below(5) == 0
    }

    pub fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }
}

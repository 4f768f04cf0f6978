//! A linear separator: support vectors with squared loss, by coordinate descent in the dual (Hsieh, Chang, Lin, Keerthi
//! and Sundararajan, ICML 2008). Deterministic: the order in which examples are visited is drawn from a fixed seed.

/// Examples as sparse rows, each of unit length.
#[derive(Debug, Default)]
pub struct Matrix {
    starts: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f32>,
}

/// A weight for each column, and one that is always added.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Separator {
    /// The weights.
    pub weights: Vec<f64>,
    /// What is always added.
    pub always: f64,
}

/// When no multiplier moves by more than this in a round, the separator is found.
const CLOSE: f64 = 0.01;
/// At most so many rounds; the last ones change hardly anything.
const ROUNDS: usize = 80;

impl Matrix {
    /// Adds an example.
    pub fn push(&mut self, row: impl IntoIterator<Item = (u32, f32)>) {
        for (column, value) in row {
            self.columns.push(column);
            self.values.push(value);
        }
        self.starts.push(self.columns.len());
    }

    /// How many examples there are.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// The columns of an example with their values.
    pub fn row(&self, at: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let from = at.checked_sub(1).and_then(|before| self.starts.get(before)).copied().unwrap_or(0);
        let to = self.starts.get(at).copied().unwrap_or(from);
        let columns = self.columns.get(from..to).unwrap_or_default();
        let values = self.values.get(from..to).unwrap_or_default();
        columns.iter().zip(values).map(|(column, value)| (*column as usize, f64::from(*value)))
    }
}

impl Separator {
    /// Which side an example lies on, and how far.
    pub fn side(&self, matrix: &Matrix, row: usize) -> f64 {
        let along: f64 = matrix.row(row).map(|(column, value)| value * self.weights.get(column).unwrap_or(&0.0)).sum();
        along + self.always
    }
}

/// Separates the examples `rows` that carry something from those that do not. `cost` is how much a mistake counts.
pub fn separate(matrix: &Matrix, columns: usize, rows: &[(usize, bool)], cost: f64) -> Separator {
    let mut found = Separator { weights: vec![0.0; columns], always: 0.0 };
    let mut multipliers = vec![0.0f64; rows.len()];
    let slack = 0.5 / cost;
    let squares: Vec<f64> = rows
        .iter()
        .map(|(row, _)| matrix.row(*row).map(|(_, value)| value * value).sum::<f64>() + 1.0 + slack)
        .collect();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut chance = Chance(0x5eed);
    for _ in 0..ROUNDS {
        chance.shuffle(&mut order);
        let mut moved = 0.0f64;
        for &at in &order {
            let (Some(&(row, carried)), Some(multiplier), Some(square)) =
                (rows.get(at), multipliers.get_mut(at), squares.get(at))
            else {
                continue;
            };
            let sign = if carried { 1.0 } else { -1.0 };
            let slope = sign * found.side(matrix, row) - 1.0 + *multiplier * slack;
            let before = *multiplier;
            *multiplier = (before - slope / square).max(0.0);
            let step = (*multiplier - before) * sign;
            if step != 0.0 {
                moved = moved.max(step.abs());
                for (column, value) in matrix.row(row) {
                    if let Some(weight) = found.weights.get_mut(column) {
                        *weight += step * value;
                    }
                }
                found.always += step;
            }
        }
        if moved < CLOSE * cost {
            break;
        }
    }
    found
}

/// A small generator of fixed numbers (SplitMix64, Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut n = self.0;
        n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        n ^ (n >> 31)
    }

    fn shuffle(&mut self, list: &mut [usize]) {
        for at in (1..list.len()).rev() {
            list.swap(at, (self.next() % (at as u64 + 1)) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(rows: &[&[(u32, f32)]]) -> Matrix {
        let mut matrix = Matrix::default();
        rows.iter().for_each(|row| matrix.push(row.iter().copied()));
        matrix
    }

    #[test]
    fn what_can_be_separated_is() {
        let matrix = matrix(&[&[(0, 1.0)], &[(0, 0.6), (1, 0.8)], &[(1, 1.0)], &[]]);
        let rows = [(0, true), (1, true), (2, false), (3, false)];
        let found = separate(&matrix, 2, &rows, 10.0);
        for (row, carried) in rows {
            assert_eq!(found.side(&matrix, row) > 0.0, carried, "row {row}: {found:?}");
        }
        assert_eq!(found, separate(&matrix, 2, &rows, 10.0));
    }

    #[test]
    fn nothing_to_learn_from_separates_nothing() {
        let found = separate(&matrix(&[]), 3, &[], 1.0);
        assert_eq!(found, Separator { weights: vec![0.0; 3], always: 0.0 });
        let one_sided = separate(&matrix(&[&[(0, 1.0)]]), 1, &[(0, false)], 1.0);
        assert!(one_sided.always < 0.0);
    }
}

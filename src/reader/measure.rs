//! Measuring the reader: counts, precision, recall, and the confusions that must not happen.

use super::label::Label;
use std::fmt;

/// A confusion matrix: `[truth][predicted]`.
#[derive(Clone, Debug, Default)]
pub struct Matrix {
    counts: [[usize; 8]; 8],
}

impl Matrix {
    /// Counts one passage.
    pub fn add(&mut self, truth: Label, predicted: Label) {
        self.counts[truth.column()][predicted.column()] += 1;
    }

    /// Adds another matrix.
    pub fn merge(&mut self, other: &Matrix) {
        let pairs = self.counts.iter_mut().flatten().zip(other.counts.iter().flatten());
        pairs.for_each(|(sum, count)| *sum += count);
    }

    /// How many passages were counted.
    pub fn total(&self) -> usize {
        self.counts.iter().flatten().sum()
    }

    fn count(&self, truth: impl Fn(Label) -> bool, predicted: impl Fn(Label) -> bool) -> usize {
        let mut sum = 0;
        for row in Label::ALL.into_iter().filter(|label| truth(*label)) {
            let columns = Label::ALL.into_iter().filter(|label| predicted(*label));
            sum += columns.map(|column| self.counts[row.column()][column.column()]).sum::<usize>();
        }
        sum
    }

    /// Precision and recall of a group of labels taken as one.
    pub fn precision_recall(&self, group: impl Fn(Label) -> bool + Copy) -> (f64, f64) {
        let hit = self.count(group, group) as f64;
        let share = |of: usize| if of == 0 { 0.0 } else { hit / of as f64 };
        (share(self.count(|_| true, group)), share(self.count(group, |_| true)))
    }

    /// F1 of one label.
    pub fn f1(&self, label: Label) -> f64 {
        let (precision, recall) = self.precision_recall(|other| other == label);
        if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
    }

    /// Mean F1 of the labels that occur.
    pub fn macro_f1(&self) -> f64 {
        let occurs = |label: &Label| self.count(|truth| truth == *label, |_| true) > 0;
        let present: Vec<Label> = Label::ALL.into_iter().filter(occurs).collect();
        present.iter().map(|label| self.f1(*label)).sum::<f64>() / present.len().max(1) as f64
    }

    /// The worst errors: denials called claims, and claims called denials.
    pub fn reversed(&self) -> (usize, usize) {
        let denial = |label| label == Label::NoTraining;
        (self.count(denial, Label::is_claim), self.count(Label::is_claim, denial))
    }
}

impl fmt::Display for Matrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<20} {:>46}   precision recall F1", "truth \\ predicted", "as the rows, in the same order")?;
        for truth in Label::ALL {
            write!(f, "{:<22}", truth.name())?;
            for count in self.counts[truth.column()] {
                write!(f, "{count:>6}")?;
            }
            let (precision, recall) = self.precision_recall(|label| label == truth);
            writeln!(f, "   {precision:.3} {recall:.3} {:.3}", self.f1(truth))?;
        }
        let (precision, recall) = self.precision_recall(Label::is_claim);
        let (denials, claims) = self.reversed();
        writeln!(
            f,
            "{} passages; macro F1 {:.3}; trains by default: precision {precision:.3}, recall {recall:.3}; \
             denials called claims {denials}, claims called denials {claims}",
            self.total(),
            self.macro_f1()
        )
    }
}

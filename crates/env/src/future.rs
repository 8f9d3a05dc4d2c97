//! A future: what was announced by now as it is known, and packages that were seen, released once more in hours to come.
//!
//! It is a feed of its own, whose book begins with all packages that are released, under their numbers: a state goes on in it as it is.
//! Of what is not announced nothing is left in it, nor of events to come.

use std::sync::Arc;

use crate::book::Book;
use crate::feed::Feed;
use crate::world::World;

/// A package that was seen, once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Again {
    /// Its number.
    pub package: u32,
    /// How much later everything about it is, hours.
    pub later: i32,
}

impl World {
    /// Packages that were released in an hour by plan, none of an hour to come.
    pub fn seen(&self, hour: u16) -> std::ops::Range<u32> {
        if hour > self.state.hour { 0..0 } else { self.feed.released(hour) }
    }

    /// The same package once more, so many hours later; none if it would be released by now, beyond the horizon, or known by now, and none
    /// of what was cancelled.
    pub fn again(&self, package: u32, later: i32) -> Option<Again> {
        let (hour, at) = (i32::from(self.state.hour), package as usize);
        let release = i32::from(self.feed.book.releases[at]) + later;
        let news = release > hour
            && !self.state.book.packages[at].marks.cancelled()
            && self.feed.known_from[at] + later > hour;
        (news && release < i32::from(self.network.case.hours())).then_some(Again { package, later })
    }

    /// What the world would meet if nothing came but what is announced, and packages like those that were seen.
    pub fn future(&self, drawn: &[Again]) -> Arc<Feed> {
        let (book, hour) = (&self.state.book, self.state.hour);
        let released = self.feed.ends.get(usize::from(hour)).map_or(0, |&end| end) as usize;
        // Packages of events have numbers behind the whole demand: then all numbers stay.
        let told = book.packages.len() > self.feed.book.packages.len();
        let kept = if told { book.packages.len() } else { released };
        let known =
            |number: usize| self.feed.known_from.get(number).copied().unwrap_or(i32::from(book.releases[number]));
        let mut future = Book {
            packages: book.packages[..kept].to_vec(),
            origins: book.origins[..kept].to_vec(),
            releases: book.releases[..kept].to_vec(),
            rows: (0..kept as u32).collect(),
            numbers: Vec::new(),
            seed: book.seed,
            late_price: book.late_price,
        };
        let mut known_from: Vec<i32> = (0..kept).map(known).collect();
        let heard = self.feed.book.packages.len();
        for (number, &from) in known_from.iter().enumerate().take(heard).skip(released) {
            if future.releases[number] > hour && from > i32::from(hour) {
                future.releases[number] = u16::MAX;
            }
        }
        // (release, package, later)
        let mut coming: Vec<(i32, u32, i32)> = Vec::new();
        if !told {
            coming.extend(self.announced(u16::MAX).map(|coming| (i32::from(coming.release), coming.package, 0)));
        }
        let release = |again: &Again| i32::from(self.feed.book.releases[again.package as usize]) + again.later;
        coming.extend(drawn.iter().map(|again| (release(again), again.package, again.later)));
        coming.sort_by_key(|&(release, ..)| release);
        let (mut ends, mut announced) = (self.feed.ends.clone(), Vec::new());
        if !told {
            ends.iter_mut().skip(usize::from(hour)).for_each(|end| *end = kept as u32);
        }
        for (release, package, later) in coming {
            let (number, at) = (future.packages.len() as u32, package as usize);
            let mut record = book.packages[at];
            record.due = record.due.saturating_add(later);
            future.packages.push(record);
            future.origins.push(book.origins[at]);
            future.releases.push(release as u16);
            future.rows.push(number);
            known_from.push(known(at).saturating_add(later));
            if told {
                announced.push((release as u16, number));
            } else {
                ends[release as usize] = number + 1;
            }
        }
        for at in 1..ends.len() {
            ends[at] = ends[at].max(ends[at - 1]);
        }
        if told {
            announced.extend(
                self.feed
                    .announced
                    .iter()
                    .filter(|&&(release, row)| release > hour && (row as usize) < book.packages.len()),
            );
            announced.sort_unstable();
        }
        Arc::new(Feed { book: Arc::new(future), ends, known_from, events: Vec::new(), announced })
    }

    /// Stands where another world of the same network does, and goes on in a future of that world; nothing is logged.
    pub fn enter(&mut self, world: &World, future: &Arc<Feed>) {
        self.state.clone_from(&world.state);
        self.state.book.clone_from(&future.book);
        self.feed.clone_from(future);
        self.log = None;
        self.dock.settings = world.dock.settings;
        self.refused.clear();
    }
}

#[cfg(test)]
mod tests;

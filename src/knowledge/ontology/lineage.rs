//! Which diseases' evidence covers a disease.

use super::table::Ontology;

impl Ontology<'_> {
    /// Returns whether `narrow` is a kind of the disease `broad`. Classes of tumours, and cancer as such,
    /// are no diseases.
    pub fn takes_in(&self, broad: &str, narrow: &str) -> bool {
        let Some((broad, narrow)) = self.index_of(broad).zip(self.index_of(narrow)) else {
            return false;
        };
        let is_class = |node: u32| self.node(node).id.starts_with("CLASS:");
        let is_any = is_class(broad) || self.parents(broad).any(is_class);
        !is_any && self.lineage(narrow).binary_search(&broad).is_ok()
    }

    /// All strict ancestors of the canonical node `start`, sorted.
    ///
    /// From an OncoTree node: its OncoTree ancestors, its main type, and the Disease Ontology's
    /// nodes above any of these that OncoTree does not have. From another node: what is above it
    /// until an OncoTree node is met, and that node with its own ancestors.
    pub(crate) fn lineage(&self, start: u32) -> &[u32] {
        self.node(start).lineage.get_or_init(|| self.above(start))
    }

    fn above(&self, start: u32) -> Vec<u32> {
        let mut found = Vec::new();
        if self.node(start).is_oncotree() {
            self.above_oncotree(start, &mut found);
        } else {
            let mut queue = vec![start];
            while let Some(at) = queue.pop() {
                for parent in self.parents(at).chain(self.do_parents(at)) {
                    if add(&mut found, parent) {
                        if self.node(parent).is_oncotree() {
                            self.above_oncotree(parent, &mut found);
                        } else {
                            queue.push(parent);
                        }
                    }
                }
            }
        }
        found.retain(|&node| node != start);
        found.sort_unstable();
        found
    }

    fn above_oncotree(&self, start: u32, found: &mut Vec<u32>) {
        let mut placed = vec![start];
        // A main type that is a code (Melanoma) covers its members elsewhere in the tree (of the
        // eye); what is above that code (skin) does not.
        let main = self.node(start).main.filter(|&main| main != start);
        let code = main.filter(|&main| !self.node(main).id.starts_with("MAIN:"));
        match code {
            Some(code) => {
                add(found, code);
            }
            None => placed.extend(main),
        }
        let mut next = 0;
        while let Some(&at) = placed.get(next) {
            next += 1;
            for parent in self.parents(at).filter(|&p| self.node(p).is_oncotree()) {
                add(&mut placed, parent);
            }
        }
        let mut queue: Vec<u32> = placed.clone();
        placed.into_iter().filter(|&node| node != start).for_each(|node| {
            add(found, node);
        });
        while let Some(at) = queue.pop() {
            let above = self.parents(at).chain(self.do_parents(at));
            for parent in above.filter(|&p| !self.node(p).is_oncotree()) {
                if add(found, parent) {
                    queue.push(parent);
                }
            }
        }
    }

    /// By OncoTree or curated.
    fn parents(&self, node: u32) -> impl Iterator<Item = u32> + '_ {
        self.node(node).parents.iter().copied()
    }

    /// By the Disease Ontology.
    fn do_parents(&self, node: u32) -> impl Iterator<Item = u32> + '_ {
        self.node(node).do_parents.iter().copied()
    }
}

/// Adds `node` unless it is there; lineages are short, so a list beats a set.
fn add(list: &mut Vec<u32>, node: u32) -> bool {
    let new = !list.contains(&node);
    if new {
        list.push(node);
    }
    new
}

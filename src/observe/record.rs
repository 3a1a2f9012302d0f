//! One record after another: alleles, consequences, matches. Runs on every scan thread.

use std::collections::BTreeSet;

use crate::consequence::Predictor;
use crate::input::depth::{SampleFields, has_unspelled, read_call};
use crate::input::record::Record;
use crate::input::scan::Visit;
use crate::input::wide::Wide;
use crate::model::allele::{AltKind, SequenceEdit, is_base};
use crate::model::call::Presence;
use crate::model::change::Change;
use crate::model::consequence::TranscriptConsequence;
use crate::model::contig::Contig;
use crate::model::finding::Flag;
use crate::model::position::{Interval, Position};
use crate::model::structural::StructuralEvent;

use crate::matching::candidate::Candidate;
use crate::matching::candidate::Met;
use crate::observe::allele::Allele;
use crate::observe::desk::Desk;
use crate::observe::event::Outcome;
use crate::observe::faults::{BEYOND, UNSPELLED, of_doubt, unusable};
use crate::observe::out::{Out, Unread};
use crate::observe::part::Part;
use crate::observe::worker::Worker;
use crate::observe::{noncoding, own_annotation, structural};

impl<'k> Visit for Worker<'k> {
    type Out = Out<'k>;
    type State = Desk<'k>;

    fn state(&self) -> Self::State {
        Desk::new(self.matcher.predictor())
    }

    fn visit(
        &self,
        desk: &mut Self::State,
        record: &Record<'_>,
        offset: u64,
        out: &mut Vec<Out<'k>>,
    ) {
        // Apart from the desk, which is handed on.
        let mut keys = desk.keys.take().unwrap_or_default();
        keys.read(record.format());
        let fields = SampleFields::of(record, &keys, self.sample, self.samples);
        self.of_record(desk, record, &fields, offset, out);
        desk.keys = Some(keys);
    }

    fn settle(&self, desk: &mut Self::State) {
        self.counts.add(&mut desk.tally);
    }
}

/// A record, or what of a wide one is about one allele, with its place.
#[derive(Clone, Copy)]
struct Site<'a> {
    record: &'a Record<'a>,
    fields: &'a SampleFields<'a>,
    /// REF, with ambiguity codes read.
    reference: &'a [u8],
    contig: Contig,
    position: Position,
    offset: u64,
}

impl<'k> Worker<'k> {
    /// Looks at one record. `fields` are those of the tumour sample.
    fn of_record(
        &self,
        desk: &mut Desk<'k>,
        record: &Record<'_>,
        fields: &SampleFields<'_>,
        offset: u64,
        out: &mut Vec<Out<'k>>,
    ) {
        let (Some(contig), Ok(position)) = (Contig::from_name(record.chrom()), record.position())
        else {
            if self.rows.is_some() {
                self.elsewhere(desk, record, fields, out);
            }
            return;
        };
        if !contig.has(position.0, self.matcher.assembly) {
            let interval = Interval::new(0, u32::MAX);
            out.push(Out::Unread { what: Unread::Record(BEYOND), contig, interval, offset });
            return;
        }
        self.assess(desk, record, fields, (contig, offset), out);
        if let Err(fault) = record.check_values(self.sample.map(|_| &fields.fields)) {
            let (what, interval) = (Unread::Value(fault), record.interval().unwrap_or_default());
            out.push(Out::Unread { what, contig, interval, offset });
        }
        let reference = &*self.reference(record, contig, position);
        let site = Site { record, fields, reference, contig, position, offset };
        match Wide::of(record) {
            None => {
                for (index, alternate) in record.alternates().enumerate() {
                    self.alternate(desk, &site, (index + 1, alternate), out);
                }
            }
            Some(wide) => {
                let mut line = Vec::new();
                for (at, alternate) in wide.alternates().iter().enumerate() {
                    wide.write(at, &mut line);
                    let record = &Record::new(&line);
                    let fields =
                        &SampleFields::of(record, fields.keys(), self.sample, self.samples);
                    let site = Site { record, fields, ..site };
                    self.alternate(desk, &site, (1, *alternate), out);
                }
            }
        }
    }

    /// Looks at one alternate allele, which is given with its number.
    fn alternate(
        &self,
        desk: &mut Desk<'k>,
        site: &Site<'_>,
        (number, alternate): (usize, &[u8]),
        out: &mut Vec<Out<'k>>,
    ) {
        let &Site { record, fields, reference, contig, position, offset } = site;
        let kind = AltKind::of(alternate);
        match kind {
            AltKind::Sequence | AltKind::Symbolic | AltKind::Breakend => {}
            AltKind::Unspecified if has_unspelled(fields, number) => {}
            // The deletion has a record of its own, which may be of no interest or lost.
            AltKind::OverlappingDeletion if has_unspelled(fields, number) => {
                self.leave_open(contig, Interval::new(position.0, position.0 + 1), out);
                return;
            }
            _ => return,
        }
        let call = read_call(fields, number);
        let allele =
            Allele { record, fields, reference, number, alternate, call, contig, position, offset };
        if kind == AltKind::Unspecified {
            out.push(allele.unread(Unread::Allele(UNSPELLED)));
            return;
        }
        if allele.call.presence == Presence::Absent {
            desk.tally.absent += 1;
            match allele.call.doubt {
                Some(doubt) if self.passes(&allele) => {
                    out.push(allele.unread(Unread::Value(of_doubt(doubt))));
                }
                // A filter took it, whether it is there or not.
                Some(_) => self.leave_out(&allele, out),
                None => {}
            }
            self.look_elsewhere(record, number, &allele.call);
            out.extend(self.of_normal_alone(&allele));
            return;
        }
        desk.tally.present += 1;
        self.weigh(&desk.predictor, &allele, out);
        if kind == AltKind::Sequence
            && let Some(fault) = unusable(reference, alternate)
        {
            out.push(allele.unread(Unread::Allele(fault)));
            return;
        }
        if kind == AltKind::Sequence && self.meets_nothing(desk, &allele) {
            if self.is_looked_at(&allele, out) {
                self.plain(&mut desk.context, &allele, None, out);
            }
            return;
        }
        let edit = match kind {
            AltKind::Sequence => {
                let place = (contig, position);
                let spare = desk.edit.take();
                let edit = self.spelled(spare, record, number, place, reference, alternate);
                match edit.as_ref().and_then(|edit| structural::as_event(&self.matcher, edit)) {
                    Some(event) => {
                        self.exons(desk, &allele, &event, out);
                        return;
                    }
                    None => edit,
                }
            }
            _ => match self.structural(desk, &allele, out) {
                Outcome::AsEdit(edit) => Some(edit),
                Outcome::Done => return,
                Outcome::Nothing => None,
            },
        };
        match edit {
            Some(edit) => {
                self.allele(desk, &allele, &edit, out);
                desk.edit = Some(edit);
            }
            None => self.plain(&mut desk.context, &allele, None, out),
        }
    }

    /// Returns whether an allele of bases lies where there is nothing that it could change: that it has no
    /// consequence and meets no knowledge needs no working out.
    fn meets_nothing(&self, desk: &mut Desk<'k>, allele: &Allele<'_>) -> bool {
        let Allele { reference, alternate, contig, position, .. } = *allele;
        // What is not spelled out may lie beside REF.
        let is_spelled = |bases: &[u8]| bases.iter().all(|&base| is_base(base));
        let is_change = || !reference.eq_ignore_ascii_case(alternate);
        let length = u32::try_from(reference.len()).unwrap_or(u32::MAX);
        let interval = Interval::new(position.0, position.0.saturating_add(length));
        is_spelled(reference)
            && is_spelled(alternate)
            && is_change()
            && self.around(desk, contig, interval).is_some_and(|around| around.is_empty())
    }

    /// Adds rows of a record that no transcript can place (other contigs).
    fn elsewhere(
        &self,
        desk: &mut Desk<'k>,
        record: &Record<'_>,
        fields: &SampleFields<'_>,
        out: &mut Vec<Out<'k>>,
    ) {
        let anywhere = (Contig::from_name(b"MT"), record.position());
        let (Some(contig), Ok(position)) = anywhere else { return };
        for (index, alternate) in record.alternates().enumerate() {
            let number = index + 1;
            let call = read_call(fields, number);
            if call.presence != Presence::Absent {
                let reference = record.reference();
                let allele = Allele {
                    record,
                    fields,
                    reference,
                    number,
                    alternate,
                    call,
                    contig,
                    position,
                    offset: 0,
                };
                self.plain(&mut desk.context, &allele, None, out);
            }
        }
    }

    /// Emits a deletion of exons that is spelled as a sequence change.
    fn exons(
        &self,
        desk: &mut Desk<'k>,
        allele: &Allele<'_>,
        event: &StructuralEvent,
        out: &mut Vec<Out<'k>>,
    ) {
        let content = self.thresholds.content.or(self.of_header);
        if let Outcome::Nothing = self.event(&mut desk.context, allele, event, content, out) {
            self.plain(&mut desk.context, allele, None, out);
        }
    }

    fn allele(
        &self,
        desk: &mut Desk<'k>,
        allele: &Allele<'_>,
        edit: &SequenceEdit,
        out: &mut Vec<Out<'k>>,
    ) {
        if !self.is_looked_at(allele, out) {
            return;
        }
        let predictor = desk.predictor;
        let mut consequences = std::mem::take(&mut desk.consequences);
        consequences.clear();
        match self.around(desk, edit.contig, edit.interval()) {
            Some(around) => consequences.extend(Predictor::on_each(around.models, edit)),
            None => consequences.extend(predictor.predict(edit)),
        }
        if !self.check_reference(desk, allele, &consequences, out) {
            if let Some(row) = self.mismatch(allele, edit, &consequences) {
                out.push(row);
                return;
            }
            // Only a base beside the change differs: the change is read, and the row says so.
            consequences.iter_mut().for_each(|consequence| consequence.ref_mismatch = true);
        }
        let flags = match &self.annotation {
            Some(format) => {
                let (record, number) = (allele.record, allele.number);
                own_annotation::compare(&self.matcher, format, record, number, &mut consequences)
            }
            None => BTreeSet::new(),
        };
        let around = self.around(desk, edit.contig, edit.interval());
        let is_plain = around.is_some_and(|around| around.is_plain);
        if !is_plain {
            consequences.extend(noncoding::consequences(edit, self.matcher.assembly));
        }
        let mut found = 0;
        let mut context = Vec::new();
        let mut pharmacogene = (!is_plain).then(|| self.pharmacogene(edit)).flatten();
        // As for nearly all alleles: then what each gene may know of it need not be asked.
        let is_silent = is_plain && around.is_some_and(|around| around.meet_nothing(&consequences));
        let readings = (!is_silent).then(|| self.matcher.readings(edit, &consequences));
        for views in readings.into_iter().flatten() {
            let candidate = match around.is_some_and(|around| around.meets_nothing(views)) {
                true => None,
                false => self.candidate(allele, edit, views, &flags, out),
            };
            if let Some(mut candidate) = candidate {
                if let Some(known) =
                    pharmacogene.take_if(|known| *candidate.consequence.gene == *known.gene)
                {
                    self.mark(&mut candidate, allele, known);
                }
                found += 1;
                out.push(Out::Candidate(Box::new(candidate)));
            } else if self.rows.is_some() && !is_plain {
                context.extend(views.iter().filter(|view| view.is_noncoding()));
            }
        }
        if let Some(known) = pharmacogene {
            found += 1;
            out.push(self.of_pharmacogene(allele, edit, known, &consequences));
        }
        self.part(allele, edit, &consequences, found, out);
        if found == 0 && self.rows.is_some() {
            let coding = consequences.iter().filter(|view| !view.is_noncoding());
            let best = coding.min_by_key(|view| view.terms.iter().next());
            if best.is_some() || context.is_empty() {
                self.plain(&mut desk.context, allele, best, out);
            }
        }
        for view in context {
            self.plain(&mut desk.context, allele, Some(view), out);
        }
        desk.consequences = consequences;
    }

    /// Emits a coding allele that passes FILTER, to be read together with its neighbours.
    fn part(
        &self,
        allele: &Allele<'_>,
        edit: &SequenceEdit,
        consequences: &[TranscriptConsequence],
        candidates: usize,
        out: &mut Vec<Out<'k>>,
    ) {
        let codons: Vec<_> = consequences
            .iter()
            .filter_map(|consequence| Some((&consequence.gene, consequence.codons?)))
            .filter(|(gene, _)| self.matcher.may_know(gene))
            .map(|(gene, codons)| (gene.clone(), codons))
            .collect();
        if !codons.is_empty() && self.passes(allele) {
            let (edit, variant) = (edit.clone(), allele.observed());
            out.push(Out::Part(Box::new(Part { edit, variant, codons, candidates })));
        }
    }

    /// Returns the allele in one gene as a candidate. `views` are its consequences, the reported
    /// transcript first.
    fn candidate(
        &self,
        allele: &Allele<'_>,
        edit: &SequenceEdit,
        views: &[TranscriptConsequence],
        flags: &BTreeSet<Flag>,
        out: &mut Vec<Out<'k>>,
    ) -> Option<Candidate<'k>> {
        let reported = views.first()?;
        let met = self.matcher.matches(Some(edit), views);
        let may_matter = || self.matcher.may_matter(reported);
        let candidate = |met| {
            let change = Change::Small(edit.clone());
            Candidate::new(self.observed(allele), reported.clone(), met, change)
        };
        if !self.passes(allele) {
            if met.is_some() || may_matter() {
                self.leave_out(allele, out);
            }
            out.extend(met.map(|met| self.filtered(candidate(met))));
            return None;
        }
        let met = met.or_else(|| may_matter().then(Met::default))?;
        let candidate = candidate(met);
        Some(Candidate { flags: flags.clone(), ..candidate })
    }
}

#[cfg(test)]
mod tests;

//! Every row of every sample as Parquet: the columns of layout `variant`, typed.

use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type};
use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;

use super::about::About;
use crate::error::{Error, Result};
use crate::io::Output;
use crate::report::tsv::Layout;
use crate::report::tsv_variant::VariantLayout;

/// Rows that are held at a time.
const GROUP: usize = 2_048;

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A text; null where the cell is empty.
    Text,
    /// A whole number; null where the cell is empty.
    Whole,
    /// A number; null where the cell is empty.
    Number,
    /// Texts with this between them; none where the cell is empty.
    List(char),
}

impl Kind {
    /// Returns what the column `name` of layout `variant` holds.
    fn of(name: &str) -> Self {
        match name {
            "pos" | "alt_depth" | "depth" => Self::Whole,
            "vaf" => Self::Number,
            "consequence" => Self::List('&'),
            "gene_role"
            | "oncogenicity_criteria"
            | "biomarkers"
            | "therapies_sensitive"
            | "therapies_resistant"
            | "therapy_classes"
            | "processes"
            | "evidence"
            | "citations"
            | "flags" => Self::List(';'),
            _ => Self::Text,
        }
    }

    /// Returns the column in the language of Parquet's schemas.
    fn schema(self, name: &str) -> String {
        match self {
            Self::Text => format!("OPTIONAL BYTE_ARRAY {name} (STRING);"),
            Self::Whole => format!("OPTIONAL INT32 {name};"),
            Self::Number => format!("OPTIONAL DOUBLE {name};"),
            Self::List(_) => format!(
                "REQUIRED group {name} (LIST) {{ REPEATED group list {{ REQUIRED BYTE_ARRAY element (STRING); }} }}"
            ),
        }
    }
}

/// A table that is being written.
pub(super) struct Writer {
    name: std::path::PathBuf,
    file: SerializedFileWriter<Output>,
    kinds: Vec<Kind>,
    /// Rows that wait for their group, as lines of the TSV: one text, which stays where it is.
    lines: String,
    rows: usize,
}

impl Writer {
    /// Begins a table in `out`.
    ///
    /// # Errors
    /// [`Error::Io`] where it cannot be written.
    pub(super) fn create(out: Output, about: &About) -> Result<Self> {
        let name = out.path().to_path_buf();
        let columns = VariantLayout.columns();
        let kinds: Vec<Kind> = columns.iter().map(|column| Kind::of(column)).collect();
        let schema: String =
            columns.iter().zip(&kinds).map(|(column, kind)| kind.schema(column)).collect();
        let begin = || {
            let schema = parse_message_type(&format!("message variant {{ {schema} }}"))?;
            let mut metadata = Vec::new();
            if about.is_wanted {
                let of = |key: &str, value: String| KeyValue::new(key.to_owned(), value);
                metadata.push(of("theravar", About::version().to_owned()));
                metadata.push(of("disclaimer", about.disclaimer.to_owned()));
                metadata.push(of("knowledge", about.knowledge.join("\n")));
            }
            let properties = WriterProperties::builder()
                // Cells repeat, and are written once each a group. A compressor takes 371 KiB for each page, and the
                // memory between two of them stays with the process.
                .set_compression(Compression::UNCOMPRESSED)
                // They stay in memory to the end of the file, for each column of each group.
                .set_statistics_enabled(EnabledStatistics::None)
                .set_offset_index_disabled(true)
                .set_key_value_metadata(Some(metadata))
                .build();
            SerializedFileWriter::new(out, schema.into(), properties.into())
        };
        let file = begin().map_err(|e| error(&name, e))?;
        Ok(Self { name, file, kinds, lines: String::new(), rows: 0 })
    }

    /// Adds rows of the TSV, each ending in LF.
    ///
    /// # Errors
    /// [`Error::Io`] where they cannot be written.
    pub(super) fn push(&mut self, rows: &str) -> Result<()> {
        for row in rows.lines() {
            self.lines.push_str(row);
            self.lines.push('\n');
            self.rows += 1;
            if self.rows == GROUP {
                self.flush()?;
            }
        }
        Ok(())
    }

    /// Ends the table, which then has its name.
    ///
    /// # Errors
    /// [`Error::Io`] where it cannot be written.
    pub(super) fn finish(mut self) -> Result<()> {
        self.flush()?;
        self.file.into_inner().map_err(|e| error(&self.name, e))?.commit()
    }

    fn flush(&mut self) -> Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        self.group().map_err(|e| error(&self.name, e))?;
        self.lines.clear();
        self.rows = 0;
        Ok(())
    }

    fn group(&mut self) -> ParquetResult<()> {
        let width = self.kinds.len();
        let mut all = Vec::with_capacity(self.rows * width);
        for line in self.lines.lines() {
            let cells = line.split('\t').chain(std::iter::repeat(""));
            all.extend(cells.take(width));
        }
        let mut group = self.file.next_row_group()?;
        for (at, kind) in self.kinds.iter().enumerate() {
            let cells = all.iter().skip(at).step_by(width).copied();
            let Some(mut column) = group.next_column()? else { break };
            match kind {
                Kind::Text => {
                    let (values, present) = parsed(cells, |cell| Some(ByteArray::from(cell)));
                    column.typed::<ByteArrayType>().write_batch(&values, Some(&present), None)?;
                }
                Kind::Whole => {
                    let (values, present) = parsed(cells, |cell| cell.parse().ok());
                    column.typed::<Int32Type>().write_batch(&values, Some(&present), None)?;
                }
                Kind::Number => {
                    let (values, present) = parsed(cells, |cell| cell.parse().ok());
                    column.typed::<DoubleType>().write_batch(&values, Some(&present), None)?;
                }
                Kind::List(separator) => lists(&mut column, cells, *separator)?,
            }
            column.close()?;
        }
        group.close()?;
        Ok(())
    }
}

/// Returns the values of cells, and for each cell whether it has one: what Parquet calls its definition
/// level.
fn parsed<'c, T>(
    cells: impl Iterator<Item = &'c str>,
    parse: impl Fn(&'c str) -> Option<T>,
) -> (Vec<T>, Vec<i16>) {
    let (mut values, mut present) = (Vec::new(), Vec::new());
    for cell in cells {
        let value = Some(cell).filter(|cell| !cell.is_empty()).and_then(&parse);
        present.push(i16::from(value.is_some()));
        values.extend(value);
    }
    (values, present)
}

/// Writes a column of lists. The repetition level is 0 where a list begins; an empty list has a
/// definition level of 0.
fn lists<'c>(
    column: &mut SerializedColumnWriter<'_>,
    cells: impl Iterator<Item = &'c str>,
    separator: char,
) -> ParquetResult<()> {
    let (mut values, mut present, mut repeated) = (Vec::new(), Vec::new(), Vec::new());
    for cell in cells {
        if cell.is_empty() {
            present.push(0);
            repeated.push(0);
            continue;
        }
        for (index, item) in cell.split(separator).enumerate() {
            values.push(ByteArray::from(item));
            present.push(1);
            repeated.push(i16::from(index > 0));
        }
    }
    column.typed::<ByteArrayType>().write_batch(&values, Some(&present), Some(&repeated))?;
    Ok(())
}

fn error(path: &std::path::Path, error: ParquetError) -> Error {
    Error::io(path, std::io::Error::other(error))
}

#[cfg(test)]
mod tests {
    use std::fs::File;

    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::RowAccessor;

    use super::*;

    #[test]
    fn every_typed_column_is_one_of_the_layout() {
        let columns = VariantLayout.columns();
        let typed = columns.iter().filter(|column| Kind::of(column) != Kind::Text).count();
        assert_eq!(typed, 15, "a column of the layout has another name now: {columns:?}");
    }

    #[test]
    fn rows_are_read_back_over_groups() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("t.parquet");
        let columns = VariantLayout.columns();
        let at = |name: &str| columns.iter().position(|column| *column == name).unwrap();
        let row = |number: usize| {
            let mut cells = vec![String::new(); columns.len()];
            cells[0] = format!("S{number}");
            if number.is_multiple_of(2) {
                cells[at("pos")] = number.to_string();
                cells[at("vaf")] = "0.25".to_owned();
                cells[at("flags")] = "chip;low_vaf".to_owned();
            }
            cells.join("\t") + "\n"
        };
        let about = About { is_wanted: true, ..About::default() };
        let mut writer = Writer::create(Output::create(&path).unwrap(), &about).unwrap();
        let count = GROUP * 2 + 10;
        (0..count).for_each(|number| writer.push(&row(number)).unwrap());
        assert!(!path.exists(), "it has its name when it is whole");
        writer.finish().unwrap();
        let reader = SerializedFileReader::new(File::open(&path).unwrap()).unwrap();
        assert_eq!(reader.metadata().num_row_groups(), 3);
        let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
        assert_eq!(rows.len(), count);
        for (number, row) in rows.iter().enumerate() {
            assert_eq!(row.get_string(0).unwrap(), &format!("S{number}"));
            let flags = row.get_list(at("flags")).unwrap();
            if number.is_multiple_of(2) {
                assert_eq!(row.get_int(at("pos")).unwrap(), i32::try_from(number).unwrap());
                assert_eq!(row.get_double(at("vaf")).unwrap(), 0.25);
                assert_eq!(flags.len(), 2);
            } else {
                assert!(row.get_int(at("pos")).is_err());
                assert_eq!(flags.len(), 0);
            }
        }
    }
}

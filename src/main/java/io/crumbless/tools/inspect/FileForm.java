package io.crumbless.tools.inspect;

import io.crumbless.columnar.text.CsvDialect;
import io.crumbless.columnar.text.CsvOptions;
import io.crumbless.columnar.text.Packing;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The format of a file, recognised by its first bytes.
 *
 * @param compression compression format, such as {@code gzip}; empty if uncompressed
 * @param dialect the dialect of CSV
 * @param columns column names of CSV and of formats with a schema; empty for JSON Lines
 * @param hasHeader CSV: whether the first record names the columns; otherwise they are named by their position
 * @param assumed assumptions made, as sentences
 * @param unread the reason why the file cannot be read, as a complement of "it is"; empty if it can be read
 */
public record FileForm(
        Kind kind,
        Optional<String> compression,
        Optional<CsvDialect> dialect,
        List<String> columns,
        boolean hasHeader,
        List<String> assumed,
        Optional<String> unread) {
    /** Formats, as named in a job file. */
    public enum Kind {
        CSV("csv"),
        JSONL("jsonl"),
        PARQUET("parquet"),
        AVRO("avro"),
        /** An ORC file, which needs an optional library. */
        ORC("orc"),
        /** A Delta Lake table: a folder with a log that says which files count. */
        DELTA("delta"),
        /** An Iceberg table: a folder with metadata that say which files count. */
        ICEBERG("iceberg"),
        /** An empty file, without even a header. */
        EMPTY("empty"),
        /** A format that is not supported. */
        OTHER("other");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public FileForm {
        columns = List.copyOf(columns);
        assumed = List.copyOf(assumed);
    }

    static FileForm unread(String why) {
        return new FileForm(
                Kind.OTHER, Optional.empty(), Optional.empty(), List.of(), false, List.of(), Optional.of(why));
    }

    static FileForm of(Kind kind, List<String> columns) {
        return new FileForm(kind, Optional.empty(), Optional.empty(), columns, true, List.of(), Optional.empty());
    }

    FileForm assuming(String what) {
        List<String> all = new ArrayList<>(assumed);
        all.add(what);
        return new FileForm(kind, compression, dialect, columns, hasHeader, all, unread);
    }

    /** The dialect without features that only some files of a delivery show: comments and a trailer line. */
    private static CsvDialect ofEveryFile(CsvDialect dialect) {
        return dialect.with(dialect.options().withAsides(CsvOptions.NONE, false));
    }

    /** The same form with the comments and trailer line of another file of the delivery. */
    FileForm withAsidesOf(FileForm other) {
        Optional<CsvDialect> both = dialect.map(own -> own.with(own.options()
                .withAsides(
                        Math.max(own.options().comment(), other.comment()),
                        own.options().lastLineCounts()
                                || other.dialect
                                        .map(one -> one.options().lastLineCounts())
                                        .orElse(false))));
        Set<String> sentences = new LinkedHashSet<>(assumed);
        sentences.addAll(other.assumed);
        return new FileForm(kind, compression, both, columns, hasHeader, List.copyOf(sentences), unread);
    }

    private int comment() {
        return dialect.map(one -> one.options().comment()).orElse(CsvOptions.NONE);
    }

    FileForm packed(Optional<Packing> packing) {
        Optional<String> word = packing.map(how -> how.name().toLowerCase(Locale.ROOT));
        return new FileForm(kind, word, dialect, columns, hasHeader, assumed, unread);
    }

    /** Whether files of both forms can be one delivery. The columns of JSON Lines and Parquet files may differ. */
    boolean isLike(FileForm other) {
        return kind == other.kind
                && dialect.map(FileForm::ofEveryFile).equals(other.dialect.map(FileForm::ofEveryFile))
                && (kind != Kind.CSV || columns.equals(other.columns))
                && unread.isPresent() == other.unread.isPresent();
    }
}
